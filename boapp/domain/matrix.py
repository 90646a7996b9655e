"""Who holds what of which supply of one product: rows of waiting lines over columns of supplies.

A matrix is never changed; every step makes a new one that shares the rows it left alone,
so that hundreds of undo steps stay small (architecture 5, "Drafts"; semantics 6).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from boapp.domain import decisions
from boapp.domain.atp import counter_reserve
from boapp.domain.catalog import Product
from boapp.domain.confirmation import Units
from boapp.domain.coverage import availability_date, in_covering_order, on_time_axis, wanted_day
from boapp.domain.decisions import AllocationChange, firmness_of
from boapp.domain.orders import OrderLine
from boapp.domain.ranking import DEFAULT_RANKING, RankingKey, sort_key
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation, Supply


@dataclass(frozen=True, slots=True)
class Row:
    """A waiting line and the chips it holds; quantities in 1/10,000 units.

    The *loose* part of a chip may be moved; the *fixed* part is pinned or set aside and
    stays until someone unpins it or takes it back on purpose (semantics 2).
    """

    line: OrderLine
    allocations: tuple[Allocation, ...] = ()

    @property
    def covered_quantity(self) -> int:
        """What the line holds of all supplies together."""
        return sum([held.quantity for held in self.allocations])

    @property
    def missing_quantity(self) -> int:
        """What is owed and not covered: shown as a chip under "nothing coming"."""
        return self.line.open_quantity - self.covered_quantity

    @property
    def fixed_quantity(self) -> int:
        """What is pinned or set aside for the line, of all supplies together."""
        return sum([held.quantity for held in self.allocations if held.stays])

    def held(self, supply_id: int) -> int:
        """The whole chip in one column."""
        return sum([held.quantity for held in self.allocations if held.supply_id == supply_id])

    def loose(self, supply_id: int) -> int:
        """The part of a chip that may be moved."""
        return self.part(Allocation(supply_id, self.line.line_id, 0)).quantity

    def part(self, like: Allocation) -> Allocation:
        """The part of a chip that is kept the same way as `like` (loose, pinned, set aside); 0 if none."""
        for held in self.allocations:
            if same_part(held, like):
                return held
        return replace(like, line_id=self.line.line_id, quantity=0)

    def with_part(self, part: Allocation) -> "Row":
        """The row with one part of one chip set to a quantity; none of 0 is kept."""
        if self.part(part).quantity == part.quantity:
            return self
        others = [held for held in self.allocations if not same_part(held, part)]
        if part.quantity:
            others.append(replace(part, line_id=self.line.line_id))
        return replace(self, allocations=tuple(others))

    def with_loose(self, supply_id: int, quantity: int) -> "Row":
        """The row with the loose part of one chip set to a quantity."""
        return self.with_part(Allocation(supply_id, self.line.line_id, quantity))


@dataclass(frozen=True)
class Matrix:
    """One product's supplies, its waiting lines in the order shown, and what is taken of each supply."""

    product: Product
    supplies: tuple[Supply, ...]
    rows: tuple[Row, ...]
    taken: Mapping[int, int]
    places: Mapping[int, int] = field(repr=False, compare=False)

    @cached_property
    def supply_of(self) -> Mapping[int, Supply]:
        """Supplies by their key."""
        return {supply.supply_id: supply for supply in self.supplies}

    def row(self, line_id: int) -> Row:
        """The row of a line; KeyError when it is not in this matrix."""
        return self.rows[self.places[line_id]]

    def free(self, supply_id: int) -> int:
        """What nobody holds of a supply."""
        return self.supply_of[supply_id].quantity - self.taken[supply_id]

    def allocations(self) -> tuple[Allocation, ...]:
        """Every part of every chip, row by row."""
        return tuple(held for row in self.rows for held in row.allocations)

    def offered(self, supply_id: int) -> int:
        """What is free for taking without typing a number: less what is kept for the counter (semantics 1)."""
        free = self.free(supply_id)
        return free - counter_reserve(self.product, free) if self.supply_of[supply_id].on_hand else free

    def with_row(self, row: Row) -> "Matrix":
        """The matrix with one row exchanged; all others are shared."""
        return self.with_rows((row,))

    def with_rows(self, changed: Iterable[Row]) -> "Matrix":
        """The matrix with some rows exchanged; all others are shared."""
        rows = list(self.rows)
        taken = dict(self.taken)
        for row in changed:
            place = self.places[row.line.line_id]
            if row == rows[place]:
                continue
            for held in rows[place].allocations:
                taken[held.supply_id] -= held.quantity
            for held in row.allocations:
                taken[held.supply_id] += held.quantity
            rows[place] = row
        return Matrix(self.product, self.supplies, tuple(rows), taken, self.places)

    def with_supply(self, supply: Supply) -> "Matrix":
        """The matrix with one supply's quantity or date corrected; what is held stays."""
        supplies = tuple(supply if old.supply_id == supply.supply_id else old for old in self.supplies)
        return Matrix(self.product, supplies, self.rows, self.taken, self.places)


def same_part(one: Allocation, other: Allocation) -> bool:
    """Whether two allocations of a line are the same part of the same chip."""
    return one.supply_id == other.supply_id and firmness_of(one) is firmness_of(other)


def build_matrix(product: Product, supplies: Iterable[Supply], rows: Iterable[Row]) -> Matrix:
    """Lay out the rows over the supplies and sum up what is taken."""
    columns = tuple(supplies)
    lines = tuple(rows)
    taken = {supply.supply_id: 0 for supply in columns}
    for row in lines:
        for held in row.allocations:
            taken[held.supply_id] += held.quantity
    return Matrix(
        product, columns, lines, taken, {row.line.line_id: place for place, row in enumerate(lines)}
    )


def matrix_of(
    situation: Situation, product_id: int, ranking: Sequence[RankingKey] = DEFAULT_RANKING
) -> Matrix:
    """Lay out one product of a situation: supplies by date as columns, waiting lines by rank as rows."""
    product = next(one for one in situation.products if one.product_id == product_id)
    supplies = [one for one in situation.supplies if one.product_id == product_id]
    columns = [one.supply for one in on_time_axis(supplies, situation.today, situation.settings)]
    held: dict[int, list[Allocation]] = {}
    for allocation in situation.allocations:
        held.setdefault(allocation.line_id, []).append(allocation)
    rows = [
        Row(line, tuple(held.get(line.line_id, ())))
        for line in situation.lines
        if line.product_id == product_id
    ]
    return build_matrix(
        product, columns, ranked(rows, {one.supply_id: one for one in columns}, situation, ranking)
    )


def ranked(
    rows: Iterable[Row],
    supply_of: Mapping[int, Supply],
    situation: Situation,
    ranking: Sequence[RankingKey] = DEFAULT_RANKING,
) -> list[Row]:
    """The rows, best rank first (semantics 4)."""
    return sorted(rows, key=rank_of_row(supply_of, situation, ranking))


def rank_of_row(
    supply_of: Mapping[int, Supply], situation: Situation, ranking: Sequence[RankingKey]
) -> Callable[[Row], tuple[Any, ...]]:
    """Make the function that gives a row its place: the lowest comes first (semantics 4)."""
    key_of = sort_key(ranking, situation.today, situation.settings.ageing_days)

    def rank_of(row: Row) -> tuple[Any, ...]:
        units = units_of(row, supply_of, situation)
        return key_of(row.line, units[-1][0] if units else None)

    return rank_of


def units_of(row: Row, supply_of: Mapping[int, Supply], situation: Situation) -> Units:
    """A line's covered units in date order, by the day from which their supply counts."""
    return sorted(
        (availability_date(supply_of[held.supply_id], situation.today, situation.settings), held.quantity)
        for held in row.allocations
        if held.quantity
    )


def is_past_use(line: OrderLine, supply: Supply, situation: Situation) -> bool:
    """Whether goods of a supply come when the line has no more use for them (semantics 2)."""
    last = line.no_use_after
    return last is not None and availability_date(supply, situation.today, situation.settings) > last


def take_free(
    matrix: Matrix, line_id: int, quantity: int, situation: Situation, except_supplies: Collection[int] = ()
) -> Matrix:
    """Cover up to a quantity of a line from what is free, by section 3; nothing past its use."""
    row = matrix.row(line_id)
    dated = on_time_axis(matrix.supplies, situation.today, situation.settings)
    wanted = wanted_day(row.line.wanted_date, situation.today)
    own = {held.supply_id for held in row.allocations}
    for one in in_covering_order(dated, wanted, situation.settings, own):
        supply_id = one.supply.supply_id
        if supply_id in except_supplies or is_past_use(row.line, one.supply, situation):
            continue
        taken = min(quantity, matrix.offered(supply_id))
        row = row.with_loose(supply_id, row.loose(supply_id) + taken)
        quantity -= taken
    return matrix.with_row(row)


def allocation_changes(before: Matrix, after: Matrix) -> tuple[AllocationChange, ...]:
    """What is to be written so that one matrix becomes the other; rows they share are not looked at."""
    rows = {row.line.line_id: row for row in before.rows}
    changed = [row for row in after.rows if rows.get(row.line.line_id) is not row]
    held = [
        part for row in changed if row.line.line_id in rows for part in rows[row.line.line_id].allocations
    ]
    wanted = [part for row in changed for part in row.allocations]
    product_of_line = {row.line.line_id: after.product.product_id for row in changed}
    return decisions.allocation_changes(held, wanted, product_of_line)
