"""What the screens show at a glance: who waits for what, and what each of them needs next."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from boapp.domain.calendar import Calendar
from boapp.domain.coverage import DatedSupply, on_time_axis
from boapp.domain.orders import OrderLine
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation
from boapp.services.shops import Shop
from boapp.services.waiting_groups import Grouping, Need, NextDelivery, WaitingGroup, WaitingOverview
from boapp.storage.entries import ProductEntry, read_entries
from boapp.storage.lists.backorders import list_backorders
from boapp.storage.lists.notices import list_notices
from boapp.storage.lists.pages import ListQuery
from boapp.storage.shop_settings import read_calendar, read_settings
from boapp.storage.situations import load_situation
from boapp.storage.transaction import Transaction

_URGENCY = {Need.TELL: 0, Need.WATCH: 0, **{need: place for place, need in enumerate(Need) if place > 1}}


def read_waiting(shop: Shop, grouping: Grouping = Grouping.PRODUCT) -> WaitingOverview:
    """Put all waiting lines together by product, order or customer, from one snapshot."""
    with shop.database.read() as tx:
        return _read(tx, shop.today, grouping)


def count_waiting_lines(shop: Shop) -> int:
    """How many lines wait."""
    with shop.database.read() as tx:
        return list_backorders(tx, ListQuery(limit=1)).total


def count_due_notices(shop: Shop) -> int:
    """How many letters are due."""
    from boapp.services.notices import WAITING

    with shop.database.read() as tx:
        return list_notices(tx, ListQuery(limit=1), states=WAITING).total


@dataclass(slots=True)
class _Books:
    """One snapshot, ready to be looked up line by line."""

    situation: Situation
    calendar: Calendar
    at_risk_days: int
    products: Mapping[int, ProductEntry]
    supplies: dict[int, DatedSupply] = field(default_factory=dict)
    held: dict[int, list[Allocation]] = field(default_factory=lambda: defaultdict(list))
    offered: dict[int, list[tuple[DatedSupply, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        situation = self.situation
        for held in situation.allocations:
            self.held[held.line_id].append(held)
        for one in on_time_axis(situation.supplies, situation.today, situation.settings):
            self.supplies[one.supply.supply_id] = one
        self._offer_free_goods()

    def parts(self, line: OrderLine) -> list[tuple[DatedSupply, int]]:
        """What a line holds of which supply."""
        return [(self.supplies[held.supply_id], held.quantity) for held in self.held.get(line.line_id, ())]

    def _offer_free_goods(self) -> None:
        """Count what nobody holds once: for the oldest orders that lack it, the nearest goods first."""
        left = {key: one.supply.quantity for key, one in self.supplies.items()}
        for held in self.situation.allocations:
            left[held.supply_id] -= held.quantity
        supplies_of: dict[int, list[DatedSupply]] = defaultdict(list)
        for one in self.supplies.values():
            supplies_of[one.supply.product_id].append(one)
        for line in sorted(self.situation.lines, key=lambda line: (line.ordered_date, line.line_id)):
            missing = line.open_quantity - sum(quantity for _, quantity in self.parts(line))
            offered = []
            for one in supplies_of[line.product_id] if missing > 0 else ():
                quantity = min(left[one.supply.supply_id], missing)
                if quantity > 0:
                    offered.append((one, quantity))
                    left[one.supply.supply_id] -= quantity
                    missing -= quantity
            self.offered[line.line_id] = offered


def _read(tx: Transaction, today: date, grouping: Grouping) -> WaitingOverview:
    settings = read_settings(tx)
    situation = load_situation(tx, today)
    product_ids = {line.product_id for line in situation.lines}
    entries = read_entries(tx, ProductEntry, "product_id", product_ids)
    books = _Books(
        situation,
        read_calendar(tx),
        settings.at_risk_days,
        {entry.product_id: entry for entry in entries},
    )
    key_of: Mapping[Grouping, Callable[[OrderLine], int]] = {
        Grouping.PRODUCT: lambda line: line.product_id,
        Grouping.ORDER: lambda line: line.order_id,
        Grouping.CUSTOMER: lambda line: line.customer_id,
    }
    grouped: dict[int, list[OrderLine]] = defaultdict(list)
    for line in situation.lines:
        grouped[key_of[grouping](line)].append(line)
    groups = [_group(books, grouping, key, lines) for key, lines in grouped.items()]
    units = {entry.unit for entry in entries}
    return WaitingOverview(
        tuple(sorted(groups, key=_urgency)),
        len({line.order_id for line in situation.lines}),
        units.pop() if len(units) == 1 else "",
        settings.currency,
    )


def _urgency(group: WaitingGroup) -> tuple[int, date, int, str]:
    """What needs a hand first; among what only waits, what comes first."""
    coming = group.next_delivery
    day = coming.day if coming is not None and group.need is Need.WAIT else date.min
    return _URGENCY[group.need], day, -group.longest_days, group.code


def _group(books: _Books, grouping: Grouping, key: int, lines: Sequence[OrderLine]) -> WaitingGroup:
    today = books.situation.today
    parts = [part for line in lines for part in books.parts(line)]
    held_here = sum(quantity for one, quantity in parts if one.supply.on_hand)
    held = sum(quantity for _, quantity in parts)
    owed = sum(line.open_quantity for line in lines)
    free = [part for line in lines for part in books.offered[line.line_id]]
    give = sum(quantity for one, quantity in free if one.supply.on_hand)
    looked_to = [one for one, _ in (*parts, *free) if not one.supply.on_hand]
    name, code = _called(books, grouping, lines)
    return WaitingGroup(
        key=key,
        name=name,
        code=code,
        lines=len(lines),
        orders=len({line.order_id for line in lines}),
        owed=owed,
        here=held_here + give,
        coming=held - held_here + sum(quantity for one, quantity in free if not one.supply.on_hand),
        nothing=owed - held - sum(quantity for _, quantity in free),
        give=give,
        next_delivery=_next(looked_to),
        longest_days=max((today - line.ordered_date).days for line in lines),
        value=sum(line.value or 0 for line in lines),
        broken=sum(_is_broken(books, line) for line in lines),
        at_risk=sum(_is_at_risk(books, line) for line in lines),
        release_date=_release(books, lines),
    )


def _next(looked_to: Iterable[DatedSupply]) -> NextDelivery | None:
    first = min(looked_to, key=lambda one: (not one.late, one.day, one.position), default=None)
    if first is None:
        return None
    return NextDelivery(first.day, first.late, first.supply.partner, first.supply.label)


def _called(books: _Books, grouping: Grouping, lines: Sequence[OrderLine]) -> tuple[str, str]:
    first = lines[0]
    if grouping is Grouping.PRODUCT:
        entry = books.products[first.product_id]
        return entry.name, entry.sku
    if grouping is Grouping.ORDER:
        return first.customer, first.order_number
    return first.customer, ", ".join(dict.fromkeys(line.order_number for line in lines))


def _release(books: _Books, lines: Sequence[OrderLine]) -> date | None:
    """The day before which none of it can be sold, when that is still to come (semantics 8)."""
    days = [books.products[line.product_id].release_date for line in lines]
    coming = [day for day in days if day is not None and day > books.situation.today]
    return min(coming) if len(coming) == len(lines) else None


def _in_time(books: _Books, line: OrderLine, told: date, *, surely: bool) -> int:
    """How much of a line can be here by the day told; `surely` leaves out what a late delivery may bring."""
    counts = partial(_counts_by, told, surely=surely)
    return sum(quantity for one, quantity in books.parts(line) if counts(one))


def _counts_by(told: date, one: DatedSupply, *, surely: bool) -> bool:
    return one.supply.on_hand or (one.day <= told and not (surely and one.late))


def _is_broken(books: _Books, line: OrderLine) -> bool:
    """Whether the told date cannot be kept even if what is late came at once."""
    told = line.told_date
    if told is None:
        return False
    return told < books.situation.today or _in_time(books, line, told, surely=False) < line.open_quantity


def _is_at_risk(books: _Books, line: OrderLine) -> bool:
    """Whether the told date can be kept but hangs on a late delivery, or is near with goods not here."""
    told = line.told_date
    if told is None or _is_broken(books, line):
        return False
    if _in_time(books, line, told, surely=True) < line.open_quantity:
        return True
    here = sum(quantity for one, quantity in books.parts(line) if one.supply.on_hand)
    near = books.situation.today >= books.calendar.before(told, books.at_risk_days)
    return near and here < line.open_quantity
