"""What the program writes down about itself while the window is open: faults, Qt's words, crashes."""

import faulthandler
import logging
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from typing_extensions import override

from boapp import paths

LOG_BYTES, LOG_FILES = 1_000_000, 5
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def keep_log() -> None:
    """Write the log of this desk to its rotating file, Qt's messages and hard crashes too.

    A full disk or a folder that may not be written costs the log, never the day.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    with suppress(OSError):
        folder = paths.log_folder()
        root.addHandler(_LogFile(folder / "boapp.log"))
        # Open for as long as the program runs: a crash inside Qt is written by the interpreter itself.
        faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
    hear_qt()


def hear_qt() -> None:
    """Let what Qt says go the way of the program's own log."""
    qInstallMessageHandler(_take)


class _LogFile(logging.Handler):
    """The rotating file, which is not opened, nor its library read in, before there is a word to write."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._path = file
        self._file: logging.Handler | None = None

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True
            )
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        self._file.emit(record)

    @override
    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


# Said by the offscreen platform of every window; it has no screen to ask.
_IDLE_WORDS = "This plugin does not support propagateSizeHints()"


def _take(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    if words == _IDLE_WORDS:
        return
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", words)
