"""Who waits for what: each line with what covers it, when, what was told, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from boapp.domain.coverage import DatedSupply, on_time_axis, wanted_day
from boapp.domain.orders import OrderLine
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation
from boapp.services.shops import Shop
from boapp.storage.situations import load_situation


@dataclass(frozen=True, slots=True)
class Covering:
    """A part of a line and the supply it comes from; `day` counts for availability, `late` has no promise."""

    supply: str
    quantity: int
    day: date
    late: bool
    on_hand: bool
    set_aside: bool


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """An order line that is still owed; quantities in 1/10,000 units.

    `late`: what is still owed cannot come by the date told, as far as is known.
    """

    line: OrderLine
    sku: str
    name: str
    covering: tuple[Covering, ...]
    confirmed_date: date | None
    late: bool

    @property
    def covered_quantity(self) -> int:
        """What it holds of all supplies."""
        return sum(part.quantity for part in self.covering)


def list_waiting(shop: Shop) -> list[WaitingLine]:
    """All waiting lines, those of one product together, oldest orders first."""
    with shop.database.read() as tx:
        situation = load_situation(tx, shop.today)
    skus = {product.product_id: product for product in situation.products}
    dated = {
        one.supply.supply_id: one
        for one in on_time_axis(situation.supplies, situation.today, situation.settings)
    }
    held: dict[int, list[Allocation]] = {}
    for allocation in situation.allocations:
        held.setdefault(allocation.line_id, []).append(allocation)
    lines = [
        _waiting_line(line, situation, skus[line.product_id].sku, skus[line.product_id].name, held, dated)
        for line in situation.lines
    ]
    return sorted(lines, key=lambda one: (one.sku, one.line.ordered_date, one.line.line_id))


def _waiting_line(
    line: OrderLine,
    situation: Situation,
    sku: str,
    name: str,
    held: dict[int, list[Allocation]],
    dated: dict[int, DatedSupply],
) -> WaitingLine:
    parts = sorted(
        ((dated[one.supply_id], one) for one in held.get(line.line_id, ())),
        key=lambda part: (part[0].day, part[0].precedence),
    )
    covering = tuple(_covering(supply, one) for supply, one in parts)
    whole = sum(part.quantity for part in covering) >= line.open_quantity
    day = max((part.day for part in covering), default=situation.today)
    confirmed = max(day, wanted_day(line.wanted_date, situation.today)) if whole else None
    return WaitingLine(line, sku, name, covering, confirmed, _is_late(line, covering))


def _covering(one: DatedSupply, held: Allocation) -> Covering:
    name = one.supply.label or ("stock" if one.supply.on_hand else "noted")
    return Covering(name, held.quantity, one.day, one.late, one.supply.on_hand, held.set_aside)


def _is_late(line: OrderLine, covering: Sequence[Covering]) -> bool:
    if line.told_date is None:
        return False
    in_time = sum(
        part.quantity for part in covering if part.on_hand or (not part.late and part.day <= line.told_date)
    )
    return in_time < line.open_quantity
