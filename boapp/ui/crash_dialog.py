"""When the program itself is wrong: say so, keep the details, let the clerk copy them."""

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from boapp.ui.dialogs import Dialog
from boapp.ui.widgets.buttons import Button, primary_button
from boapp.ui.widgets.fields import LongText

log = logging.getLogger(__name__)


class CrashDialog(Dialog):
    """Shows what happened, in the program's words, with a button to copy it."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(
            QApplication.translate("CrashDialog", "Something is wrong with the program"),
            QApplication.translate(
                "CrashDialog",
                "What you did last may not have been saved; nothing is half-written. "
                "Please copy the details for whoever looks after the program, then start it again.",
            ),
            parent,
        )
        self._details = details
        shown = LongText(details, rows=10)
        shown.setReadOnly(True)
        shown.setAccessibleName(self.tr("Details"))
        self.add(shown)
        copy = Button(self.tr("Copy details"))
        copy.clicked.connect(self._on_copy_clicked)
        self._answers.insertWidget(1, copy)
        self.add_answer(primary_button(self.tr("Close"))).setDefault(True)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._details)


class CrashHandler(QObject):
    """Catches what nobody caught, on any thread: log, no further writes, dialog on the screen's thread."""

    _crashed = Signal(str)

    def __init__(self, on_crash: Callable[[], None] | None = None, parent: QObject | None = None) -> None:
        """`on_crash` is called once, before anything is shown: it closes the shop for writing."""
        super().__init__(parent)
        self._on_crash = on_crash
        self._open: CrashDialog | None = None
        self._crashed.connect(self._show)

    def install(self) -> None:
        """Take over from the interpreter."""
        sys.excepthook = self.handle
        threading.excepthook = lambda args: self.handle(args.exc_type, args.exc_value, args.exc_traceback)

    def handle(
        self, kind: type[BaseException], error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Log an uncaught exception and show it; Ctrl+C in a terminal just ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        details = "".join(traceback.format_exception(kind, error, where))
        log.critical("uncaught:\n%s", details)
        self._crashed.emit(details)

    def _show(self, details: str) -> None:
        on_crash, self._on_crash = self._on_crash, None
        if on_crash is not None:
            on_crash()
        if self._open is None:
            self._open = CrashDialog(details, QApplication.activeWindow())
            self._open.destroyed.connect(self._forget)
            self._open.open()

    def _forget(self) -> None:
        self._open = None
