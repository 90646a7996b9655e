"""Which columns the matrix has: who waits at the left, a column a supply, what comes of it at the right."""

from collections.abc import Sequence
from enum import IntEnum, auto

from boapp.domain.stock import Supply


class Kind(IntEnum):
    """What a column is about."""

    RANK = 0
    CUSTOMER = 1
    OWED = 2
    SUPPLY = 3
    NOTHING = auto()
    WAS_NOW = auto()
    TOLD = auto()
    EXPECTED = auto()
    RULE = auto()


LEFT = (Kind.RANK, Kind.CUSTOMER, Kind.OWED)
RIGHT = (Kind.NOTHING, Kind.WAS_NOW, Kind.TOLD, Kind.EXPECTED, Kind.RULE)
CELLS = frozenset({Kind.SUPPLY, Kind.NOTHING})
FIRST_SUPPLY = len(LEFT)
HEADS = {
    Kind.RANK: "Rank",
    Kind.CUSTOMER: "Customer",
    Kind.OWED: "Still owed",
    Kind.NOTHING: "Nothing coming",
    Kind.WAS_NOW: "Was → now",
    Kind.TOLD: "Told",
    Kind.EXPECTED: "Expected now",
    Kind.RULE: "Rule",
}


class Columns:
    """The columns over some supplies, which stand by date."""

    def __init__(self, supplies: Sequence[Supply] = ()) -> None:
        self.supplies = tuple(supplies)

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(LEFT) + len(self.supplies) + len(RIGHT)

    def kind_of(self, column: int) -> Kind:
        """What a column is about."""
        if column < FIRST_SUPPLY:
            return LEFT[column]
        behind = column - FIRST_SUPPLY - len(self.supplies)
        return Kind.SUPPLY if behind < 0 else RIGHT[behind]

    def column_of(self, kind: Kind) -> int:
        """The column of a kind; of supplies, the first."""
        if kind <= Kind.SUPPLY:
            return int(kind)
        return FIRST_SUPPLY + len(self.supplies) + RIGHT.index(kind)

    def supply_at(self, column: int) -> Supply | None:
        """The supply of a column, None for any other column."""
        place = column - FIRST_SUPPLY
        return self.supplies[place] if 0 <= place < len(self.supplies) else None

    def column_of_supply(self, supply_id: int) -> int | None:
        """The column of a supply, None when it is not there."""
        places = [place for place, supply in enumerate(self.supplies) if supply.supply_id == supply_id]
        return FIRST_SUPPLY + places[0] if places else None
