"""Banners: something is the matter on this page, and stays said until it is solved (style 2)."""

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from boapp.ui.tokens import SEMIBOLD
from boapp.ui.widgets.buttons import Button
from boapp.ui.widgets.layouts import row
from boapp.ui.widgets.text import Picture, Text

_LOOKS = {
    "warn": ("warn", "warn_text"),
    "bad": ("warn", "bad_text"),
    "note": ("info", "accent_text"),
    "here": ("check", "here_text"),
}


class Banner(QFrame):
    """An icon, a fact, a sentence about it and one button; `tone` "warn", "bad", "note" or "here"."""

    def __init__(
        self, fact: str = "", about: str = "", tone: str = "warn", button: Button | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.button = button
        self._icon = Picture("warn")
        self._fact = Text(weight=SEMIBOLD)
        self._about = Text(tabular=True, wrap=True)
        last = (button,) if button else ()
        self.setLayout(row(self._icon, self._fact, (self._about, 1), *last, margins=(14, 7, 8, 7)))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.say(fact, about, tone)

    def say(self, fact: str, about: str = "", tone: str = "warn") -> None:
        """Say something else in the same place."""
        icon, ink = _LOOKS[tone]
        self.setProperty("surface", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self._icon.show_icon(icon, ink)
        self._fact.setText(fact)
        self._fact.set_ink(ink)
        self._about.setText(about)
        self.setAccessibleName(f"{fact} {about}".strip())
