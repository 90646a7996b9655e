"""Work off the screen: short acts and page reads on the one database thread (architecture 5).

Whatever asks the database is handed to `run`; its answer comes back on the screen's thread.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from boapp.errors import ShopError

BUSY_AFTER_MS = 1_000

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """One call on its way, and who waits for the answer."""

    call: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[ShopError], None] | None
    owner: QObject | None
    line: tuple[int, str] | None


class Work(QObject):
    """Runs calls one after the other on a thread of their own and brings their answers back.

    A ShopError goes to the caller's `failed`, or as `refused` to the window; any other
    exception is a bug and is raised on the screen's thread, where the crash dialog waits.
    """

    refused = Signal(object)
    _came_back = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._newest: dict[tuple[int, str], _Task] = {}
        self._pending = 0
        self._pointer_is_busy = False
        self._is_closed = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(BUSY_AFTER_MS)
        self._patience.timeout.connect(self._show_busy_pointer)
        self._came_back.connect(self._on_came_back, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        call: Callable[[], _Answer],
        done: Callable[[_Answer], None] | None = None,
        failed: Callable[[ShopError], None] | None = None,
        *,
        owner: QObject | None = None,
        latest: str = "",
    ) -> None:
        """Do `call` off the screen, then `done(answer)` or `failed(error)` on it.

        An answer for an `owner` that is gone is dropped. Of several calls of one owner with
        the same `latest` word only the newest is answered, as when a filter is typed. Once
        closed, calls are dropped: nobody looks any more.
        """
        if self._is_closed:
            return
        line = (id(owner), latest) if latest else None
        task = _Task(call, done, failed, owner, line)
        if line is not None:
            self._newest[line] = task
        self._pending += 1
        if not self._patience.isActive() and not self._pointer_is_busy:
            self._patience.start()
        self._start(task)

    @property
    def is_idle(self) -> bool:
        """Whether everything handed in has been answered."""
        return self._pending == 0

    def close(self) -> None:
        """Finish what is being done, drop the rest, and take no more."""
        self._is_closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._patience.stop()
        self._show_normal_pointer()

    def _start(self, task: _Task) -> None:
        future = self._submit(task)
        future.add_done_callback(lambda answered: self._came_back.emit(task, answered))

    def _submit(self, task: _Task) -> Future[Any]:
        return self._executor.submit(lambda: None if self._is_outrun(task) else task.call())

    def _is_outrun(self, task: _Task) -> bool:
        return task.line is not None and self._newest.get(task.line) is not task

    def _on_came_back(self, task: _Task, future: Future[Any]) -> None:
        self._pending -= 1
        if self._pending == 0:
            self._patience.stop()
            self._show_normal_pointer()
        outrun = self._is_outrun(task)
        if task.line is not None and not outrun:
            del self._newest[task.line]
        gone = task.owner is not None and not shiboken6.isValid(task.owner)
        if outrun or gone or future.cancelled():
            return
        error = future.exception()
        if error is None:
            if task.done is not None:
                task.done(future.result())
        elif not isinstance(error, ShopError):
            raise error
        elif task.failed is not None:
            task.failed(error)
        else:
            self.refused.emit(error)

    def _show_busy_pointer(self) -> None:
        self._pointer_is_busy = True
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)

    def _show_normal_pointer(self) -> None:
        if self._pointer_is_busy:
            self._pointer_is_busy = False
            QGuiApplication.restoreOverrideCursor()


class ImmediateWork(Work):
    """For tests and print-outs: the same thread, but every call is answered before `run` returns."""

    @override
    def _start(self, task: _Task) -> None:
        future = self._submit(task)
        wait([future])
        self._on_came_back(task, future)
