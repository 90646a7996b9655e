"""Goods on their way to the customer: set aside, take back, ship (semantics 2, 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from boapp.domain.coverage import is_late
from boapp.domain.decisions import (
    ActKind,
    AllocationChange,
    Decision,
    Firmness,
    Movement,
    MovementKind,
    NoticeDue,
    NoticeKind,
    NoticeLine,
    OrderLineChange,
    OrderStatus,
    Place,
    SupplyChange,
    firmness_of,
)
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.quantities import format_quantity
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation, Supply
from boapp.errors import RequestRefused, ShopError
from boapp.services.dues import telling_rules, write_dues
from boapp.services.shops import Shop
from boapp.storage import records
from boapp.storage.entries import OrderEntry, OrderLineEntry, read_entries, read_entry
from boapp.storage.shop_settings import read_settings
from boapp.storage.situations import load_situation
from boapp.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class HandledLine:
    """What was set aside, taken back or shipped of an order line; quantities in 1/10,000 units."""

    line_number: str
    product_id: int
    quantity: int
    still_owed: int


@dataclass(frozen=True, slots=True)
class Handled:
    """What an act did to an order, and the letters it made due."""

    order_number: str
    lines: tuple[HandledLine, ...]
    notice_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Order:
    """An order with its waiting lines and what they hold of the goods in the house."""

    entry: OrderEntry
    lines: tuple[OrderLine, ...]
    situation: Situation
    supplies: Mapping[int, Supply]

    def here(self, line: OrderLine) -> list[Allocation]:
        """What a line holds of goods on hand."""
        return [
            held
            for held in self.situation.allocations
            if held.line_id == line.line_id and self.supplies[held.supply_id].on_hand
        ]


def find_order(shop: Shop, text: str) -> tuple[str, str | None]:
    """Read ORDER or ORDER/LINE as typed; an order's own number may have a stroke in it.

    Returns the order's number and the line's, None for all. Raises ShopError for no such order.
    """
    order_number, _, line_number = text.rpartition("/")
    with shop.database.read() as tx:
        if read_entry(tx, OrderEntry, "order_number", text) is not None:
            return text, None
        if order_number and read_entry(tx, OrderEntry, "order_number", order_number) is not None:
            return order_number, line_number
    raise ShopError(text, "there is no such order")


def set_aside(
    shop: Shop,
    order_number: str,
    line_number: str | None = None,
    *,
    place: str = "",
    act_uuid: UUID | None = None,
) -> Handled:
    """Put what an order, or one of its lines, has on hand on the hold shelf; an arrival letter is due.

    Raises ShopError, and changes nothing, when there is no such order, nothing of it is here,
    it is on hold, or it waits for all and not all is here.
    """
    with shop.database.write() as tx:
        order = _read_order(tx, shop.today, order_number, line_number)
        _refuse_hold(order.entry)
        parts = {
            line.line_id: [held for held in order.here(line) if not held.set_aside] for line in order.lines
        }
        _refuse_incomplete(order, order.lines)
        if not any(parts.values()):
            raise ShopError(_name(order_number, line_number), _why_nothing(order))
        allocations: list[AllocationChange] = []
        movements: list[Movement] = []
        for line in order.lines:
            moved = sum(held.quantity for held in parts[line.line_id])
            if moved:
                allocations += _onto_shelf(order, line, parts[line.line_id], place)
                movements += _carry(line, moved, Place.STOCK, Place.SHELF)
        quantities = {key: sum(held.quantity for held in held_parts) for key, held_parts in parts.items()}
        arrival = NoticeDue(
            NoticeKind.ARRIVAL,
            order.entry.customer_id,
            tuple(NoticeLine(key, quantity) for key, quantity in quantities.items() if quantity),
            due_by=shop.today,
        )
        decision = Decision(
            shop.new_act(ActKind.SET_ASIDE, note=_name(order_number, line_number), act_uuid=act_uuid),
            movements=tuple(movements),
            allocations=tuple(allocations),
        )
        return _write(tx, order, decision, quantities, (arrival,))


def take_back(
    shop: Shop,
    order_number: str,
    line_number: str | None = None,
    *,
    reason: str,
    act_uuid: UUID | None = None,
) -> Handled:
    """Take set-aside goods off the hold shelf again; the line keeps them, "ready" is withdrawn.

    Raises ShopError when nothing of it is set aside or no reason is given.
    """
    if not reason.strip():
        raise ShopError(_name(order_number, line_number), "say why the goods are taken back from the shelf")
    with shop.database.write() as tx:
        order = _read_order(tx, shop.today, order_number, line_number)
        quantities: dict[int, int] = {}
        allocations: list[AllocationChange] = []
        movements: list[Movement] = []
        for line in order.lines:
            shelf = [held for held in order.here(line) if held.set_aside]
            taken = sum(held.quantity for held in shelf)
            if not taken:
                continue
            quantities[line.line_id] = taken
            allocations += _off_shelf(order, line, shelf)
            movements += _carry(line, taken, Place.SHELF, Place.STOCK)
        if not quantities:
            raise ShopError(_name(order_number, line_number), "nothing of it is on the hold shelf")
        act = shop.new_act(ActKind.TAKE_BACK, note=reason.strip(), act_uuid=act_uuid)
        decision = Decision(act, movements=tuple(movements), allocations=tuple(allocations))
        return _write(tx, order, decision, quantities, ())


def ship_order(
    shop: Shop, order_number: str, line_number: str | None = None, *, act_uuid: UUID | None = None
) -> Handled:
    """Ship all that an order, or one of its lines, has in the house; what waits keeps its own date.

    A letter about the rest is due when some of it waits. Raises ShopError, and changes
    nothing, as `set_aside` does.
    """
    with shop.database.write() as tx:
        order = _read_order(tx, shop.today, order_number, line_number)
        _refuse_hold(order.entry)
        _refuse_incomplete(order, order.lines)
        quantities = {line.line_id: sum(held.quantity for held in order.here(line)) for line in order.lines}
        if not any(quantities.values()):
            raise ShopError(_name(order_number, line_number), _why_nothing(order))
        decision = _shipment(shop, order, quantities, _name(order_number, line_number), act_uuid)
        rest = _rest_of_order(tx, shop.today, order, quantities)
        entries = [] if rest else [replace(order.entry, status=OrderStatus.DONE)]
        waits = NoticeDue(NoticeKind.PART_SHIPMENT, order.entry.customer_id, rest, due_by=shop.today)
        return _write(tx, order, decision, quantities, (waits,) if rest else (), entries)


def _read_order(tx: Transaction, today: date, order_number: str, line_number: str | None) -> _Order:
    entry = read_entry(tx, OrderEntry, "order_number", order_number)
    if entry is None:
        raise ShopError(order_number, "there is no such order")
    line_entries = read_entries(tx, OrderLineEntry, "order_id", [entry.order_id])
    if line_number is not None:
        known = [line.line_number for line in line_entries]
        line_entries = [line for line in line_entries if line.line_number == line_number]
        if not line_entries:
            raise ShopError(
                _name(order_number, line_number), f"the order has no such line; it has {', '.join(known)}"
            )
    situation = load_situation(tx, today, {line.product_id for line in line_entries})
    wanted = {line.line_id for line in line_entries}
    lines = tuple(line for line in situation.lines if line.line_id in wanted)
    if not lines:
        raise ShopError(_name(order_number, line_number), "nothing of it is still owed")
    return _Order(entry, lines, situation, {one.supply_id: one for one in situation.supplies})


def _name(order_number: str, line_number: str | None) -> str:
    return order_number if line_number is None else f"{order_number}/{line_number}"


def _refuse_hold(entry: OrderEntry) -> None:
    if entry.hold is not None:
        raise ShopError(entry.order_number, f"is on hold ({entry.hold}); release it first")


def _refuse_incomplete(order: _Order, lines: Sequence[OrderLine]) -> None:
    """Nothing leaves of what is to go together before all of it is here (semantics 5, complete delivery)."""
    together = [line for line in order.situation.lines if line.order_id == order.entry.order_id]
    whole = any(line.delivery is Delivery.COMPLETE_ORDER for line in together)
    tied = together if whole else [line for line in lines if line.delivery is Delivery.COMPLETE_LINE]
    problems = []
    for line in tied:
        missing = line.open_quantity - sum(held.quantity for held in order.here(line))
        if missing:
            reason = f"waits for all, and {format_quantity(missing)} of it is not here yet"
            problems.append(ShopError(_name(line.order_number, line.line_number), reason))
    if problems:
        raise RequestRefused(tuple(problems))


def _why_nothing(order: _Order) -> str:
    if any(order.here(line) for line in order.lines):
        return "all that is here for it is on the hold shelf already"
    return "nothing here is meant for it; give it goods on the backorder screen or run a reallocation first"


def _onto_shelf(
    order: _Order, line: OrderLine, parts: Sequence[Allocation], place: str
) -> list[AllocationChange]:
    changes = [_change(line, held, held.quantity, 0) for held in parts]
    for supply_id in {held.supply_id for held in parts}:
        there = sum(
            held.quantity for held in order.here(line) if held.set_aside and held.supply_id == supply_id
        )
        more = sum(held.quantity for held in parts if held.supply_id == supply_id)
        shelf = Allocation(supply_id, line.line_id, there, set_aside=True)
        changes.append(_change(line, shelf, there, there + more)._replace(place=place))
    return changes


def _off_shelf(order: _Order, line: OrderLine, shelf: Sequence[Allocation]) -> list[AllocationChange]:
    changes = []
    for held in shelf:
        loose = Allocation(held.supply_id, line.line_id, 0)
        there = sum(
            one.quantity
            for one in order.here(line)
            if one.supply_id == held.supply_id and firmness_of(one) is Firmness.LOOSE
        )
        changes += [
            _change(line, held, held.quantity, 0),
            _change(line, loose, there, there + held.quantity),
        ]
    return changes


def _change(line: OrderLine, part: Allocation, before: int, after: int) -> AllocationChange:
    return AllocationChange(line.line_id, part.supply_id, line.product_id, before, after, firmness_of(part))


def _carry(line: OrderLine, quantity: int, start: Place, end: Place) -> tuple[Movement, Movement]:
    return (
        Movement(line.product_id, -quantity, MovementKind.TRANSFER, start, line.line_id),
        Movement(line.product_id, quantity, MovementKind.TRANSFER, end, line.line_id),
    )


def _shipment(
    shop: Shop, order: _Order, quantities: Mapping[int, int], note: str, act_uuid: UUID | None
) -> Decision:
    movements, allocations, gone = [], [], dict[int, int]()
    for line in order.lines:
        for held in order.here(line):
            place = Place.SHELF if held.set_aside else Place.STOCK
            movements.append(
                Movement(line.product_id, -held.quantity, MovementKind.SHIPMENT, place, line.line_id)
            )
            allocations.append(_change(line, held, held.quantity, 0))
            gone[held.supply_id] = gone.get(held.supply_id, 0) + held.quantity
    supplies = [order.supplies[key] for key in gone]
    return Decision(
        shop.new_act(ActKind.SHIP, note=note, act_uuid=act_uuid),
        movements=tuple(movements),
        allocations=tuple(allocations),
        supplies=tuple(
            SupplyChange(one.supply_id, one.product_id, one.quantity, one.quantity - gone[one.supply_id])
            for one in supplies
        ),
        order_lines=tuple(
            OrderLineChange(line.line_id, line.product_id, shipped=quantities[line.line_id])
            for line in order.lines
            if quantities[line.line_id]
        ),
    )


def _rest_of_order(
    tx: Transaction, today: date, order: _Order, quantities: Mapping[int, int]
) -> tuple[NoticeLine, ...]:
    """What of the order still waits once these quantities have gone, with the date to tell."""
    rules = telling_rules(tx, read_settings(tx))
    entries = read_entries(tx, OrderLineEntry, "order_id", [order.entry.order_id])
    situation = load_situation(tx, today, {entry.product_id for entry in entries})
    supplies = {one.supply_id: one for one in situation.supplies}
    rest = []
    for line in situation.lines:
        left = line.open_quantity - quantities.get(line.line_id, 0)
        if line.order_id != order.entry.order_id or not left:
            continue
        parts = [held for held in situation.allocations if held.line_id == line.line_id]
        coming = [held for held in parts if not supplies[held.supply_id].on_hand]
        day = _day_of_rest(left, coming, supplies, today)
        rest.append(
            NoticeLine(line.line_id, left, line.told_date, None if day is None else rules.date_to_tell(day))
        )
    return tuple(rest)


def _day_of_rest(
    left: int, coming: Sequence[Allocation], supplies: Mapping[int, Supply], today: date
) -> date | None:
    """The day of the last unit that waits; None while some of it is not coming, or comes late."""
    if sum(held.quantity for held in coming) < left:
        return None
    days = [
        None if is_late(supplies[held.supply_id], today) else supplies[held.supply_id].date for held in coming
    ]
    return None if None in days else max((day for day in days if day is not None), default=None)


def _write(
    tx: Transaction,
    order: _Order,
    decision: Decision,
    quantities: Mapping[int, int],
    events: Sequence[NoticeDue],
    entries: Sequence[OrderEntry] = (),
) -> Handled:
    written = records.write(tx, decision, entries=entries)
    notice_ids = write_dues(tx, written, decision.act, {line.product_id for line in order.lines}, (), events)
    shipped = decision.act.kind is ActKind.SHIP
    lines = tuple(
        HandledLine(
            line.line_number,
            line.product_id,
            quantities[line.line_id],
            line.open_quantity - (quantities[line.line_id] if shipped else 0),
        )
        for line in order.lines
        if quantities.get(line.line_id)
    )
    return Handled(order.entry.order_number, lines, notice_ids)
