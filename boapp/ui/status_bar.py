"""The line at the foot of the window: shop, desk, last backup, and what is going on."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.tokens import MEDIUM, PAGE_MARGIN, SMALL_ICON, STATUS_BAR
from boapp.ui.widgets.layouts import row
from boapp.ui.widgets.text import Picture, Text, upright


class StatusBar(QFrame):
    """Words about the shop at the left, about what the program does just now at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "status")
        self._shop = Text("", "caption", MEDIUM, "text2")
        self._desk = Text("", "caption", ink="text2")
        self._mark = Picture("disk", "text2", SMALL_ICON)
        self._backup = Text("", "caption", ink="text2")
        self._message = Text("", "caption", ink="text2")
        self._lines = (upright(), upright())
        parts = (self._shop, self._lines[0], self._desk, self._lines[1], self._mark, self._backup)
        self.setLayout(row(*parts, None, self._message, margins=(16, 0, PAGE_MARGIN, 0)))
        self._fit()
        self.say_desk("", "")
        self.say_backup("")

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(STATUS_BAR))

    def say_desk(self, shop: str, desk: str) -> None:
        """Say whose shop this is and who sits at which desk ("Front desk · Maeve")."""
        self._shop.setText(shop)
        self._desk.setText(desk)
        self._lines[0].setVisible(bool(desk))

    def say_backup(self, words: str, *, verified: bool = False) -> None:
        """Say when the shop was last backed up; a tick when the backup was read again."""
        self._backup.setText(words)
        self._mark.show_icon(*(("check", "here_text") if verified else ("disk", "text2")))
        self._mark.setVisible(bool(words))
        self._lines[1].setVisible(bool(words))

    def say(self, words: str) -> None:
        """Say what is going on, "" when nothing is."""
        self._message.setText(words)
