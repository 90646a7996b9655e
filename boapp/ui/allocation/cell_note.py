"""A note beside a cell that says why what was typed or dropped could not be."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QWidget

from boapp.ui import theme
from boapp.ui.tokens import SMALL_ICON
from boapp.ui.widgets.layouts import row
from boapp.ui.widgets.text import Picture, Text

_WIDTH = 296


class CellNote(QFrame):
    """Stays until the clerk goes on: the next key, click or edit hides it."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("surface", "bad")
        self._words = Text(wrap=True)
        self._parts = row(Picture("warn", "bad_text", SMALL_ICON), (self._words, 1), margins=(12, 8, 12, 8))
        self.setLayout(self._parts)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._words.text()

    def say(self, words: str, beside: QRect) -> None:
        """Say why, below a cell (its area in the parent's coordinates), or above where there is no room."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setFixedWidth(theme.px(_WIDTH))
        height = self._parts.heightForWidth(self.width())
        self.resize(self.width(), height)
        room = self._over.rect()
        gap = theme.px(4)
        left = min(max(beside.left(), gap), max(room.right() - self.width() - gap, gap))
        top = beside.bottom() + gap
        if top + height > room.bottom():
            top = max(beside.top() - gap - height, gap)
        self.move(left, top)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
