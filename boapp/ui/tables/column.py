"""A column of a list: what it says about a row, and how."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import Qt

from boapp.ui.tokens import REGULAR
from boapp.ui.widgets.badge import BadgeLook
from boapp.ui.widgets.bars import BarLook

Row = TypeVar("Row")

_DIGITS = re.compile(r"(\d+)")


class Kind(Enum):
    """What a column holds; decides its side of the cell and how it is drawn."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    BADGE = "badge"
    BAR = "bar"
    ICON = "icon"
    CHECK = "check"


class Inked(NamedTuple):
    """A few words in an ink of their own, as "14 here" under a bar."""

    text: str
    ink: str


# Without slots: `Column[Order](…)` would fail on a frozen class that has them.
@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column over rows of frozen values.

    `text` is what stands in the cell, is copied, found and read aloud. `second` is a quieter
    second line. `sort` gives the value to sort by where the text would not do (a date, an
    amount); text sorts as people read it, SO-2 before SO-10. `icon` is a mark behind the
    words (ICON columns: the icon itself, `text` its meaning). `width` is a design length; the
    `stretch` column takes what is left over, a `wide_only` one gives way in a narrow window.
    """

    title: str
    text: Callable[[Row], str]
    kind: Kind = Kind.TEXT
    width: int = 120
    key: str = ""
    sort: Callable[[Row], Any] | None = None
    second: Callable[[Row], str | Sequence[Inked]] | None = None
    tip: Callable[[Row], str] | None = None
    badge: Callable[[Row], BadgeLook | None] | None = None
    bar: Callable[[Row], BarLook] | None = None
    checked: Callable[[Row], bool] | None = None
    icon: Callable[[Row], str | None] | None = None
    ink: Callable[[Row], str] | None = None
    weight: int = REGULAR
    stretch: bool = False
    sortable: bool = True
    shown: bool = True
    wide_only: bool = False

    @property
    def name(self) -> str:
        """The word by which layouts and queries know the column, whatever its title's language."""
        return self.key or self.title

    @property
    def is_right(self) -> bool:
        """Whether the column stands at the right, as numbers do."""
        return self.kind in {Kind.NUMBER, Kind.MONEY}

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Where in the cell the words stand."""
        if self.is_right:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if self.kind in {Kind.ICON, Kind.CHECK}:
            return Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def sort_value(self, row: Row) -> Any:
        """What the row is sorted by in this column; None sorts last."""
        return reading_order(self.text(row)) if self.sort is None else self.sort(row)

    def second_line(self, row: Row) -> tuple[Inked, ...]:
        """The second line in its inks, empty when there is none."""
        if self.second is None:
            return ()
        words = self.second(row)
        parts = (Inked(words, "text2"),) if isinstance(words, str) else words
        return tuple(part for part in parts if part.text)

    def spoken(self, row: Row) -> str:
        """What a screen reader says for the cell: both lines, and the state of a tick."""
        if self.checked is not None:
            return "✓" if self.checked(row) else "–"
        words = (self.text(row), *(inked.text for inked in self.second_line(row)))
        return ", ".join(word for word in words if word)


def reading_order(text: str) -> tuple[str | int, ...]:
    """A key that sorts text as people read it: numbers by size, capitals as small letters."""
    parts = _DIGITS.split(text.casefold())
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts))
