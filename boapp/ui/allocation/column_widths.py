"""How wide the matrix's columns are in the room there is: names give way first, deliveries scroll last."""

from dataclasses import dataclass

from boapp.ui import theme
from boapp.ui.allocation.columns import FIRST_SUPPLY, Columns, Kind

_WIDE = {
    Kind.RANK: 52,
    Kind.CUSTOMER: 166,
    Kind.OWED: 52,
    Kind.SUPPLY: 108,
    Kind.NOTHING: 112,
    Kind.WAS_NOW: 92,
    Kind.TOLD: 72,
    Kind.EXPECTED: 108,
    Kind.RULE: 130,
}
_NARROW = _WIDE | {
    Kind.CUSTOMER: 150,
    Kind.SUPPLY: 86,
    Kind.NOTHING: 76,
    Kind.TOLD: 66,
    Kind.EXPECTED: 102,
}
_LEAST_CUSTOMER = 120


@dataclass(frozen=True, slots=True)
class Widths:
    """A width a column; 0 hides it. `scrolls`: not everything fits, so the first columns stay in sight."""

    of_columns: tuple[int, ...]
    scrolls: bool

    @property
    def frozen(self) -> int:
        """How wide the columns are that stay in sight."""
        return sum(self.of_columns[:FIRST_SUPPLY])


def fit_columns(columns: Columns, room: int) -> Widths:
    """Share out a room in pixels: all in full, else narrow and without the rule, else scrolling."""
    kinds = [columns.kind_of(number) for number in range(columns.count)]
    wide = [theme.px(_WIDE[kind]) for kind in kinds]
    customer = int(Kind.CUSTOMER)
    if sum(wide) <= room:
        wide[customer] += room - sum(wide)
        return Widths(tuple(wide), scrolls=False)
    narrow = [0 if kind is Kind.RULE else theme.px(_NARROW[kind]) for kind in kinds]
    narrow[customer] = max(narrow[customer] + room - sum(narrow), theme.px(_LEAST_CUSTOMER))
    if sum(narrow) <= room:
        return Widths(tuple(narrow), scrolls=False)
    return Widths(tuple(narrow), scrolls=True)
