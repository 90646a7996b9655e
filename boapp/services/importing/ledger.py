"""What an import comes to: new and changed entries, movements, and what became of every row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from boapp.domain.decisions import Act, AllocationChange, Decision, Movement, SupplyChange, Told
from boapp.exchange.layouts.rows import Refused
from boapp.storage.entries import Entry

Outcome = Literal["created", "changed", "same"]


class RowRefused(Exception):
    """A row that fits its table but not the shop: it ends that row, not the import.

    `field` names the cell that is the matter.
    """

    def __init__(self, field_name: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field_name
        self.value = value
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LostGoods:
    """What an order line holds less after the import than before it, in 1/10,000 units."""

    order_number: str
    line_number: str
    customer: str
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of the rows of a file: `read` = created + changed + same + refused.

    `columns` names the column that each field was read from, `ignored` those that no field
    was found for; `lost` those whose goods are not there or not coming any more; `encoding`
    and `delimiter` say how the file was read.
    """

    read: int
    created: int
    changed: int
    same: int
    refused: tuple[Refused, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    lost: tuple[LostGoods, ...] = ()


class Ledger:
    """Gathers what an import will write; nothing is written before the whole file is read.

    Entries are kept by what they are and their key: the last version of each counts.
    """

    def __init__(self) -> None:
        self.counts: dict[Outcome, int] = {"created": 0, "changed": 0, "same": 0}
        self.refused: list[Refused] = []
        self.movements: list[Movement] = []
        self.supplies: list[SupplyChange] = []
        self.allocations: list[AllocationChange] = []
        self.told: list[Told] = []
        self.lost: list[LostGoods] = []
        self._entries: dict[tuple[type[Any], int], Entry] = {}

    def put(self, key: int, entry: Entry) -> None:
        """Keep a new or changed entry."""
        self._entries[type(entry), key] = entry

    @property
    def entries(self) -> list[Entry]:
        """The entries to be written, by kind and key."""
        return list(self._entries.values())

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is to be written."""
        return not (self._entries or self.movements or self.supplies or self.told)

    def decide(self, act: Act) -> Decision:
        """All of it as the one value that is written."""
        return Decision(
            act,
            movements=tuple(self.movements),
            allocations=tuple(self.allocations),
            supplies=tuple(self.supplies),
            told=tuple(self.told),
        )
