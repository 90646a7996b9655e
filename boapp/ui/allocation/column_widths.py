"""How wide the matrix's columns are in the room there is: names give way first, deliveries scroll last."""

from dataclasses import dataclass

from boapp.ui import theme
from boapp.ui.allocation.columns import FIRST_SUPPLY, Columns, Kind

_WIDE = {
    Kind.RANK: 46,
    Kind.CUSTOMER: 150,
    Kind.OWED: 50,
    Kind.SUPPLY: 108,
    Kind.NOTHING: 122,
    Kind.WAS_NOW: 92,
    Kind.TOLD: 70,
    Kind.EXPECTED: 102,
    Kind.RULE: 114,
}
_NARROW = _WIDE | {
    Kind.CUSTOMER: 160,
    Kind.SUPPLY: 86,
    Kind.NOTHING: 76,
    Kind.TOLD: 66,
    Kind.EXPECTED: 100,
    Kind.RULE: 0,
}
_LEAST_CUSTOMER = 120
_DIGIT = 8


@dataclass(frozen=True, slots=True)
class Widths:
    """A width a column; 0 hides it. `scrolls`: not everything fits, so the first columns stay in sight."""

    of_columns: tuple[int, ...]
    scrolls: bool

    @property
    def frozen(self) -> int:
        """How wide the columns are that stay in sight."""
        return sum(self.of_columns[:FIRST_SUPPLY])


def fit_columns(columns: Columns, room: int, rows: int = 0, owed_digits: int = 0) -> Widths:
    """Share out a room in pixels: all in full; else without the rule and narrower; else names give way; else it scrolls.

    The rank is as wide as that of the last of the `rows`, the sum owed as its digits need.
    """
    kinds = [columns.kind_of(number) for number in range(columns.count)]
    more = {
        Kind.RANK: _DIGIT * max(len(str(rows)) - 2, 0),
        Kind.OWED: _DIGIT * max(owed_digits - 4, 0),
    }
    wide = [theme.px(_WIDE[kind] + more.get(kind, 0)) for kind in kinds]
    narrow = [theme.px(_NARROW[kind] + more.get(kind, 0)) for kind in kinds]
    widths = wide
    if sum(wide) > room:
        without_rule = [0 if kind is Kind.RULE else width for kind, width in zip(kinds, wide, strict=True)]
        spare = max(room - sum(narrow), 0)
        wished = sum(without_rule) - sum(narrow)
        widths = [
            least + (full - least) * min(spare, wished) // wished if wished else least
            for least, full in zip(narrow, without_rule, strict=True)
        ]
    customer = int(Kind.CUSTOMER)
    widths[customer] = max(widths[customer] + room - sum(widths), theme.px(_LEAST_CUSTOMER))
    return Widths(tuple(widths), scrolls=sum(widths) > room)
