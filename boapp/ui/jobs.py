"""Long work in a child process: the same program, its progress on standard error (architecture 5).

A child reports by lines `progress DONE OF WORDS` ("progress 3100 50000 reading rows"); any
other line is what it has to say. Ending the process leaves nothing behind, so that is Cancel.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from boapp import paths

_PROGRESS = re.compile(r"progress (\d+) (\d+)(?: (.*))?")


@dataclass(frozen=True, slots=True)
class JobResult:
    """How a job ended: exit status, what it wrote, what it said; cancelled when the clerk ended it."""

    status: int
    output: str
    said: str
    cancelled: bool

    @property
    def succeeded(self) -> bool:
        """Whether the job did what was asked."""
        return self.status == 0 and not self.cancelled

    def as_json(self) -> object:
        """What a job wrote, for one that writes JSON. Raises ValueError for anything else."""
        return json.loads(self.output)


class Job(QObject):
    """One command of the program run beside the window."""

    progressed = Signal(int, int, str)
    finished = Signal(object)

    def __init__(
        self, arguments: Sequence[str], parent: QObject | None = None, *, command: Sequence[str] = ()
    ) -> None:
        """`arguments` as on the command line ("import", "orders", …); `command` only for tests."""
        super().__init__(parent)
        self._program, *fixed = command or paths.own_command()
        self._arguments = [*fixed, *arguments]
        self._said: list[str] = []
        self._rest = ""
        self._cancelled = False
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        found = environment.value("PYTHONPATH", "")
        separator = ";" if paths.is_windows() else ":"
        environment.insert("PYTHONPATH", separator.join(filter(None, (str(paths.import_root()), found))))
        environment.insert("PYTHONIOENCODING", "utf-8")
        environment.insert("PYTHONUNBUFFERED", "1")
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardError.connect(self._read_progress)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> None:
        """Start the work; `finished` comes in any case."""
        self._process.start(self._program, self._arguments)
        self._process.closeWriteChannel()

    def cancel(self) -> None:
        """End the work; what it had begun is undone by the database."""
        self._cancelled = True
        self._process.kill()

    @property
    def is_running(self) -> bool:
        """Whether the work goes on."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def _read_progress(self) -> None:
        self._rest += _decoded(self._process.readAllStandardError().data())
        *lines, self._rest = self._rest.split("\n")
        for line in lines:
            self._take(line.rstrip("\r"))

    def _take(self, line: str) -> None:
        match = _PROGRESS.fullmatch(line)
        if match:
            self.progressed.emit(int(match[1]), int(match[2]), match[3] or "")
        elif line.strip():
            self._said.append(line)

    def _on_finished(self, status: int, how: QProcess.ExitStatus) -> None:
        self._read_progress()
        self._take(self._rest)
        output = _decoded(self._process.readAllStandardOutput().data())
        ended = status if how is QProcess.ExitStatus.NormalExit else status or 1
        self.finished.emit(JobResult(ended, output, "\n".join(self._said), self._cancelled))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.finished.emit(JobResult(1, "", self._process.errorString(), self._cancelled))


def _decoded(data: bytes | bytearray | memoryview) -> str:
    return bytes(data).decode("utf-8", errors="replace")
