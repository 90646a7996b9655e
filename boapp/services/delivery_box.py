"""What a delivery does to goods and promises, article by article (semantics 7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boapp.domain.decisions import (
    AllocationChange,
    Movement,
    MovementKind,
    PurchaseLineChange,
    PurchaseState,
    SupplyChange,
    SupplyKind,
    allocation_changes,
)
from boapp.domain.matrix import Matrix, matrix_of
from boapp.domain.receipts import GoodsMoved, Receipt, follow_receipt
from boapp.domain.situation import Situation
from boapp.storage.entries import ProductEntry, PurchaseLineEntry, SupplyEntry, read_entries
from boapp.storage.numbering import new_key
from boapp.storage.situations import load_situation, read_arrival
from boapp.storage.transaction import Transaction


class Rest(StrEnum):
    """What becomes of goods that did not come with the delivery."""

    AS_EXPECTED = "as_expected"
    ON_DATE = "date"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class RestOfDelivery:
    """The supplier's word on what is missing; `day` is his date when he gave one."""

    rest: Rest = Rest.AS_EXPECTED
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Booked:
    """One article that was booked in; quantities in 1/10,000 units, `free_quantity` is what nobody holds."""

    sku: str
    name: str
    quantity: int
    free_quantity: int
    still_expected: int


@dataclass(frozen=True, slots=True)
class FollowedGoods:
    """An order line that had these goods coming and has them here now."""

    order_number: str
    line_number: str
    customer: str
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Box:
    """All that a delivery changes, ready for its `Decision`, and what to say of it."""

    product_ids: frozenset[int]
    movements: tuple[Movement, ...]
    supplies: tuple[SupplyChange, ...]
    purchase_lines: tuple[PurchaseLineChange, ...]
    allocations: tuple[AllocationChange, ...]
    new_supplies: tuple[SupplyEntry, ...]
    booked: tuple[Booked, ...]
    followed: tuple[FollowedGoods, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """One counted line of the delivery, and what is known of its rest; dates as the supplier's and in the house."""

    line: PurchaseLineEntry
    supply: SupplyEntry
    arrived: int
    cancelled: int
    rest_quantity: int
    supplier_date: date | None
    house_date: date | None
    confirmed: bool


def open_quantity(line: PurchaseLineEntry) -> int:
    """What is still to come of a purchase order line; never negative."""
    return max(0, line.ordered_quantity - line.received_quantity - line.cancelled_quantity)


def book_in(
    tx: Transaction, today: date, counted: Sequence[tuple[PurchaseLineEntry, int]], rest: RestOfDelivery
) -> Box:
    """Work out what a counted delivery changes; writes nothing."""
    product_ids = frozenset(line.product_id for line, _ in counted)
    situation = load_situation(tx, today, product_ids)
    lines = _with_rest(tx, counted, rest)
    products = {
        entry.product_id: entry for entry in read_entries(tx, ProductEntry, "product_id", product_ids)
    }
    on_hand, new_supplies = _goods_on_hand(tx, product_ids)
    supplies = [_supply_change(one) for one in lines]
    allocations: list[AllocationChange] = []
    booked: list[Booked] = []
    followed: list[FollowedGoods] = []
    for product_id in sorted(product_ids):
        own = [one for one in lines if one.line.product_id == product_id]
        before = matrix_of(situation, product_id)
        after, moved = _follow(situation, before, on_hand[product_id].supply_id, own)
        lines_of_product = {row.line.line_id: product_id for row in after.rows}
        allocations += allocation_changes(before.allocations(), after.allocations(), lines_of_product)
        came = sum(one.arrived for one in own)
        if came:
            supplies.append(_gain(on_hand[product_id], came))
        booked.append(_booked(products[product_id], on_hand[product_id], after, own, came))
        followed += _followed(products[product_id].sku, after, on_hand[product_id].supply_id, moved)
    return Box(
        product_ids,
        tuple(_movement(one) for one in lines if one.arrived),
        tuple(supplies),
        tuple(_purchase_line_change(one) for one in lines),
        tuple(allocations),
        new_supplies,
        tuple(booked),
        tuple(followed),
    )


def _with_rest(
    tx: Transaction, counted: Sequence[tuple[PurchaseLineEntry, int]], rest: RestOfDelivery
) -> list[_Line]:
    entries = read_entries(
        tx, SupplyEntry, "purchase_line_id", [line.purchase_line_id for line, _ in counted]
    )
    supply_of = {supply.purchase_line_id: supply for supply in entries}
    in_house = read_arrival(tx)
    lines = []
    for line, arrived in counted:
        supply = supply_of[line.purchase_line_id]
        missing = max(0, open_quantity(line) - arrived)
        cancelled = missing if rest.rest is Rest.CANCELLED else 0
        as_before = rest.rest is Rest.AS_EXPECTED or not missing
        day = supply.expected_date if as_before else rest.day
        house_day = None if day is None else in_house(day)
        confirmed = supply.confirmed if as_before else rest.rest is Rest.ON_DATE
        lines.append(_Line(line, supply, arrived, cancelled, missing - cancelled, day, house_day, confirmed))
    return lines


def _goods_on_hand(
    tx: Transaction, product_ids: frozenset[int]
) -> tuple[dict[int, SupplyEntry], tuple[SupplyEntry, ...]]:
    """Each product's goods on hand; one that never had any gets its first supply."""
    entries = read_entries(tx, SupplyEntry, "product_id", product_ids)
    found = {entry.product_id: entry for entry in entries if entry.kind is SupplyKind.ON_HAND}
    new = tuple(
        SupplyEntry(new_key(tx, "supplies"), product_id, SupplyKind.ON_HAND, 0)
        for product_id in sorted(product_ids - found.keys())
    )
    return found | {entry.product_id: entry for entry in new}, new


def _follow(
    situation: Situation, matrix: Matrix, on_hand_id: int, lines: Sequence[_Line]
) -> tuple[Matrix, list[GoodsMoved]]:
    moved: list[GoodsMoved] = []
    for one in lines:
        if one.supply.supply_id not in matrix.supply_of:
            continue  # nothing of it was open, so nobody waits for it: a surplus
        receipt = Receipt(
            one.supply.supply_id,
            on_hand_id,
            one.arrived,
            one.house_date,
            rest_cancelled=bool(one.cancelled),
        )
        aftermath = follow_receipt(matrix, receipt, situation)
        matrix = aftermath.matrix
        moved += aftermath.moved
    return matrix, moved


def _supply_change(one: _Line) -> SupplyChange:
    return SupplyChange(
        one.supply.supply_id,
        one.line.product_id,
        one.supply.quantity,
        one.rest_quantity,
        one.supply.expected_date,
        one.supplier_date,
        one.confirmed,
    )


def _gain(on_hand: SupplyEntry, came: int) -> SupplyChange:
    return SupplyChange(on_hand.supply_id, on_hand.product_id, on_hand.quantity, on_hand.quantity + came)


def _purchase_line_change(one: _Line) -> PurchaseLineChange:
    return PurchaseLineChange(
        one.line.purchase_line_id,
        one.line.product_id,
        received=one.arrived,
        cancelled=one.cancelled,
        state=None if one.rest_quantity else PurchaseState.RECEIVED,
    )


def _movement(one: _Line) -> Movement:
    return Movement(
        one.line.product_id,
        one.arrived,
        MovementKind.RECEIPT,
        purchase_line_id=one.line.purchase_line_id,
    )


def _booked(
    product: ProductEntry, on_hand: SupplyEntry, matrix: Matrix, lines: Sequence[_Line], came: int
) -> Booked:
    free = on_hand.quantity + came - matrix.taken.get(on_hand.supply_id, 0)
    return Booked(product.sku, product.name, came, free, sum(one.rest_quantity for one in lines))


def _followed(sku: str, matrix: Matrix, on_hand_id: int, moved: Sequence[GoodsMoved]) -> list[FollowedGoods]:
    arrived: dict[int, int] = {}
    for event in moved:
        if event.to_supply_id == on_hand_id and event.from_supply_id is not None:
            arrived[event.line_id] = arrived.get(event.line_id, 0) + event.quantity
    goods = []
    for line_id, quantity in arrived.items():
        line = matrix.row(line_id).line
        goods.append(FollowedGoods(line.order_number, line.line_number, line.customer, sku, quantity))
    return goods
