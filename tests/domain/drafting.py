"""One product of a little shop for the tests of drafts, receipts, swaps and promises; whole units everywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from boapp.domain.allocation import AllocationDraft, DraftStart, apply_edit, begin_draft
from boapp.domain.catalog import Product
from boapp.domain.edit_rules import EditRefused
from boapp.domain.edits import Edit
from boapp.domain.matrix import Matrix, matrix_of
from boapp.domain.orders import OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.situation import RunSettings, Situation
from boapp.domain.stock import Allocation, Supply

TODAY = date(2026, 12, 7)
MEYER, OKAFOR, NORDLICHT = 1, 2, 3
STOCK, PO = 101, 102


def day(text: str) -> date:
    return date(2027 if text.startswith("0") else 2026, int(text[:2]), int(text[3:]))


@dataclass(frozen=True)
class Shop:
    """A situation of one product whose lines and supplies go by name."""

    situation: Situation
    line_ids: Mapping[str, int]
    supply_ids: Mapping[str, int]

    def line(self, name: str) -> int:
        return self.line_ids[name]

    def supply(self, name: str) -> int:
        return self.supply_ids[name]

    def cell(self, line: str, supply: str) -> tuple[int, int]:
        return self.line_ids[line], self.supply_ids[supply]

    @property
    def matrix(self) -> Matrix:
        return matrix_of(self.situation, 1)

    @property
    def draft(self) -> AllocationDraft:
        return begin_draft(DraftStart(self.situation, 1))

    def held(self, where: Matrix | AllocationDraft | Situation) -> dict[str, dict[str, int]]:
        """Who holds how many whole units of what; nobody with nothing."""
        if isinstance(where, AllocationDraft):
            where = where.matrix
        allocations = where.allocations() if isinstance(where, Matrix) else where.allocations
        lines = {line_id: name for name, line_id in self.line_ids.items()}
        supplies = {supply_id: name for name, supply_id in self.supply_ids.items()}
        found: dict[str, dict[str, int]] = {}
        for one in allocations:
            row = found.setdefault(lines[one.line_id], {})
            row[supplies[one.supply_id]] = row.get(supplies[one.supply_id], 0) + one.quantity // UNIT
        return found

    def free(self, where: Matrix | AllocationDraft) -> dict[str, int]:
        matrix = where.matrix if isinstance(where, AllocationDraft) else where
        return {
            name: matrix.free(key) // UNIT for name, key in self.supply_ids.items() if key in matrix.supply_of
        }

    def with_lines(self, **changes: Mapping[str, Any]) -> "Shop":
        """The same shop with some lines changed."""
        of = {self.line_ids[name]: change for name, change in changes.items()}
        lines = [replace(line, **of.get(line.line_id, {})) for line in self.situation.lines]
        return replace(self, situation=replace(self.situation, lines=tuple(lines)))

    def as_in(self, matrix: Matrix, today: date | None = None) -> "Shop":
        """The shop after what a matrix says."""
        situation = replace(
            self.situation,
            today=today or self.situation.today,
            supplies=matrix.supplies,
            lines=tuple(row.line for row in matrix.rows),
            allocations=matrix.allocations(),
        )
        return replace(self, situation=situation)


def a_shop(
    *,
    supplies: Mapping[str, int | tuple[int, date | None]],
    lines: Mapping[str, Any],
    held: Iterable[tuple[Any, ...]] = (),
    today: date = TODAY,
    settings: RunSettings | None = None,
    product: Product | None = None,
) -> Shop:
    """A shop: supplies by name (a number is on hand), lines by name (a number is owed), who holds what."""
    line_ids = {name: place for place, name in enumerate(lines, start=1)}
    supply_ids = {name: place for place, name in enumerate(supplies, start=101)}
    situation = Situation(
        today,
        settings or RunSettings(),
        (product or Product(1, "BULB"),),
        tuple(_supply(supply_ids[name], name, what) for name, what in supplies.items()),
        tuple(_line(line_ids[name], name, what) for name, what in lines.items()),
        tuple(
            Allocation(
                supply_ids[supply], line_ids[line], quantity * UNIT, "pinned" in how, "set aside" in how
            )
            for line, supply, quantity, *how in held
        ),
    )
    return Shop(situation, line_ids, supply_ids)


def _supply(supply_id: int, name: str, what: int | tuple[int, date | None]) -> Supply:
    if isinstance(what, int):
        return Supply(supply_id, 1, what * UNIT, label=name)
    quantity, when = what
    return Supply(supply_id, 1, quantity * UNIT, when, on_hand=False, label=name)


def _line(line_id: int, name: str, what: int | Mapping[str, Any]) -> OrderLine:
    facts: dict[str, Any] = {"open": what} if isinstance(what, int) else dict(what)
    return OrderLine(
        line_id,
        facts.pop("order", line_id),
        facts.pop("product", 1),
        facts.pop("open") * UNIT,
        facts.pop("number", f"SO-{line_id}"),
        "1",
        facts.pop("ordered", date(2026, 11, 1)),
        name,
        facts.pop("customer", line_id),
        told_date=facts.pop("told", None),
        wanted_date=facts.pop("wanted", None),
        **facts,
    )


def the_shop() -> Shop:
    """14 on hand, 10 on order; Meyer 8 of 8 on hand, Okafor 4 of 6 on order, Nordlicht nothing of 5."""
    return a_shop(
        supplies={"stock": 14, "PO": (10, day("12-20"))},
        lines={"Meyer": 8, "Okafor": 6, "Nordlicht": {"open": 5, "priority": 9}},
        held=[("Meyer", "stock", 8), ("Okafor", "PO", 4)],
    )


def refusal_of(draft: AllocationDraft, edit: Edit) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        apply_edit(draft, edit)
    return caught.value


def kept_shop() -> Shop:
    return a_shop(
        supplies={"stock": 9, "PO": (9, day("12-20"))},
        lines={"A": 6, "B": 6, "C": 6},
        held=[("A", "stock", 2, "pinned"), ("A", "stock", 1), ("B", "stock", 3, "set aside"), ("C", "PO", 2)],
    )


def walk_in(**changes: Any) -> OrderLine:
    facts: dict[str, Any] = {
        "open_quantity": 2 * UNIT,
        "priority": 5,
        "ordered_date": TODAY,
        "product_id": 1,
    } | changes
    return OrderLine(line_id=-1, order_id=-1, order_number="", line_number="1", customer="walk-in", **facts)
