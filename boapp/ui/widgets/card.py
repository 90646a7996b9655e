"""Cards: the white surfaces on the page's paper (style 1)."""

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from boapp.ui.tokens import CARD_PADDING, SMALL_ICON
from boapp.ui.widgets.layouts import Margins, Part, column, row
from boapp.ui.widgets.text import Picture, Text, heading


class Card(QFrame):
    """A surface with a thin edge; `kind` "card", "soft" (header ground) or "raised" (pop-ups)."""

    def __init__(self, layout: QLayout, kind: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", kind)
        self.setLayout(layout)


def card(
    *parts: Part,
    title: str = "",
    note: str = "",
    spacing: int = 8,
    margins: Margins = (CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING),
) -> Card:
    """A card with parts one below the other, under a heading and a note at its right when given."""
    head: tuple[Part, ...] = ()
    if title:
        head = (row(heading(title), None, Text(note, ink="text2", tabular=True)),)
    return Card(column(*head, *parts, spacing=spacing, margins=margins))


class Figure(QWidget):
    """One number that counts, with its name above and a remark beside ("On hand 14, shelf C 3")."""

    def __init__(self, name: str, value: str, remark: str = "", *, ink: str = "text") -> None:
        super().__init__()
        self.setAccessibleName(f"{name}: {value} {remark}".strip())
        self._value = Text(value, "figure", 600, ink, tabular=True)
        self._remark = Text(remark, "caption", ink="text2", tabular=True)
        self.setLayout(
            column(
                Text(name, ink="text2"),
                row(self._value, self._remark, None, spacing=8),
                spacing=0,
            )
        )
        self._name = name

    def say(self, value: str, remark: str = "", *, ink: str = "text") -> None:
        """Show another value."""
        self._value.setText(value)
        self._value.set_ink(ink)
        self._remark.setText(remark)
        self.setAccessibleName(f"{self._name}: {value} {remark}".strip())


class Fact(QWidget):
    """A name, the fact in bold and a line about it, as beside a letter (picture notices.png)."""

    def __init__(
        self, name: str, fact: str, about: str = "", icon: str | None = None, ink: str = "text"
    ) -> None:
        super().__init__()
        self.setAccessibleName(f"{name}: {fact} {about}".strip())
        mark: tuple[Part, ...] = (Picture(icon, ink, SMALL_ICON),) if icon else ()
        parts: list[Part] = [
            Text(name, "caption", 500, "text2"),
            row(*mark, (Text(fact, weight=600, ink=ink, wrap=True), 1), spacing=6),
        ]
        if about:
            parts.append(Text(about, "caption", ink="text2", wrap=True))
        self.setLayout(column(*parts, spacing=2))
