"""Toasts: it is done, and can be undone for eight seconds; never for errors (style 2)."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.tokens import GRID, MEDIUM
from boapp.ui.widgets.buttons import Button
from boapp.ui.widgets.layouts import row
from boapp.ui.widgets.text import KeyHint, Picture, Text

SHOWN_MS = 8_000


class Toast(QFrame):
    """A strip at the bottom left of a window that says what was done and offers Undo."""

    offered = Signal(bool)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setProperty("surface", "tip")
        self._over = over
        self._undo: Callable[[], None] | None = None
        self._words = Text(weight=MEDIUM, ink="tip_text", tabular=True)
        self._button = Button(self.tr("Undo"), kind="on-tip", small=True)
        self._key = KeyHint("Ctrl Z", on_tip=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._fade)
        self._button.clicked.connect(self.undo)
        self.setLayout(
            row(Picture("check", "tip_text"), self._words, self._button, self._key, margins=(14, 8, 10, 8))
        )
        over.installEventFilter(self)
        self.hide()

    def say(self, words: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done; `undo` takes it back when the clerk asks in time."""
        self._words.setText(words)
        self._undo = undo
        self._button.setVisible(undo is not None)
        self._key.setVisible(undo is not None)
        self.setAccessibleName(words)
        self.adjustSize()
        self._settle()
        self.show()
        self.raise_()
        self._timer.start()
        self.offered.emit(undo is not None)

    @property
    def offers_undo(self) -> bool:
        """Whether what was said last can still be undone here."""
        return self.isVisible() and self._undo is not None

    def undo(self) -> None:
        """Take back what was done; once only."""
        undo = self._undo
        self._fade()
        if undo is not None:
            undo()

    def _fade(self) -> None:
        self._undo = None
        self.hide()
        self.offered.emit(False)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def _settle(self) -> None:
        margin = theme.px(2 * GRID)
        self.move(QPoint(margin, self._over.height() - self.height() - margin))
