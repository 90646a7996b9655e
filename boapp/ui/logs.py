"""What the program writes down about itself while the window is open: faults, Qt's words, crashes."""

import faulthandler
import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

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
        handler = RotatingFileHandler(
            folder / "boapp.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
        # Open for as long as the program runs: a crash inside Qt is written by the interpreter itself.
        faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"))
    qInstallMessageHandler(_take)


def _take(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", words)
