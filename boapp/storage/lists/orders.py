"""The list of orders and an order's card."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, case, false, func, select, true

from boapp.domain.decisions import Hold, OrderStatus
from boapp.domain.orders import Delivery
from boapp.storage.entries import CustomerEntry, OrderEntry, read_entry
from boapp.storage.lists import sums
from boapp.storage.lists.pages import Listing, ListQuery, Page, read_page, read_sums
from boapp.storage.tables.catalog import products
from boapp.storage.tables.partners import customers
from boapp.storage.tables.sales import order_lines, orders
from boapp.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in the list; `waiting_lines` still owe something, `told_date` is the last day told of them.

    `here` of what is `owed` is in the house for it; `ready`: that may go now (semantics 5, complete delivery).
    """

    order_id: int
    order_number: str
    external_number: str
    customer_id: int
    customer: str
    ordered_date: date
    status: OrderStatus
    hold: Hold | None
    lines: int
    waiting_lines: int
    told_date: date | None
    owed: int = 0
    here: int = 0
    ready: bool = False


class OrderState(StrEnum):
    """What an order waits for; an open one may be ready in part and wait for the rest."""

    OPEN = "open"
    WAITING = "waiting"
    READY = "ready"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class OrderSums:
    """What stands below a list of orders."""

    orders: int
    lines: int
    owed: int


@dataclass(frozen=True, slots=True)
class OrderLineRow:
    """A line of an order's card; quantities in 1/10,000 units, `price` in minor units for one."""

    line_id: int
    line_number: str
    product_id: int
    sku: str
    name: str
    unit: str
    decimals: int
    ordered_quantity: int
    shipped_quantity: int
    cancelled_quantity: int
    open_quantity: int
    held_here: int
    held_coming: int
    set_aside: int
    wanted_date: date | None
    told_date: date | None
    no_use_after: date | None
    delivery: Delivery
    price: int | None


@dataclass(frozen=True, slots=True)
class OrderCard:
    """All about one order: its head, its customer, its lines in their order."""

    entry: OrderEntry
    customer: CustomerEntry
    row: OrderRow
    lines: tuple[OrderLineRow, ...]


def _any(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the order has a line of which this is so."""
    return select(order_lines.c.line_id).where(condition).exists()


_HERE = order_lines.c.order_id == orders.c.order_id
_WAITING = _HERE & (order_lines.c.open_quantity > 0)
_HELD_HERE = sums.held_here(order_lines.c.line_id)
_MISSING = _WAITING & (order_lines.c.open_quantity > _HELD_HERE)
_IS_OPEN = orders.c.status == OrderStatus.OPEN
_WHOLE_ORDER = (orders.c.delivery == Delivery.COMPLETE_ORDER) | _any(
    _WAITING & (order_lines.c.delivery == Delivery.COMPLETE_ORDER)
)
_WHOLE_LINES = (orders.c.delivery == Delivery.COMPLETE_LINE) | (
    order_lines.c.delivery == Delivery.COMPLETE_LINE
)
_READY = (
    _IS_OPEN
    & orders.c.hold.is_(None)
    & _any(_WAITING & (_HELD_HERE > 0))
    & ~(_WHOLE_ORDER & _any(_MISSING))
    & ~_any(_MISSING & _WHOLE_LINES)
)
_IN_STATE: Mapping[OrderState, ColumnElement[bool]] = {
    OrderState.OPEN: _IS_OPEN,
    OrderState.WAITING: _IS_OPEN & _any(_MISSING),
    OrderState.READY: _READY,
    OrderState.DONE: ~_IS_OPEN,
}
_LISTING = Listing(
    select(
        orders.c.order_id,
        orders.c.order_number,
        orders.c.external_number,
        orders.c.customer_id,
        customers.c.name,
        orders.c.ordered_date,
        orders.c.status,
        orders.c.hold,
        select(func.count()).select_from(order_lines).where(_HERE).scalar_subquery().label("lines"),
        select(func.count()).select_from(order_lines).where(_WAITING).scalar_subquery(),
        select(func.max(order_lines.c.told_date)).where(_WAITING).scalar_subquery(),
        case(
            (
                _IS_OPEN,
                sums.whole(select(func.sum(order_lines.c.open_quantity)).where(_HERE).scalar_subquery()),
            ),
            else_=0,
        ).label("owed"),
        sums.whole(select(func.sum(_HELD_HERE)).where(_WAITING).scalar_subquery()).label("here"),
        case((_READY, true()), else_=false()).label("ready"),
    ).join_from(orders, customers, orders.c.customer_id == customers.c.customer_id),
    orders.c.order_id,
    {
        "number": orders.c.sort_key,
        "ordered": orders.c.ordered_date,
        "customer": customers.c.sort_key,
        "status": case(
            (orders.c.status == OrderStatus.OPEN, 0), (orders.c.status == OrderStatus.DONE, 1), else_=2
        ),
    },
    (orders.c.search_key, customers.c.search_key),
)
_LINES = (
    select(
        order_lines.c.line_id,
        order_lines.c.line_number,
        order_lines.c.product_id,
        products.c.sku,
        func.coalesce(func.nullif(order_lines.c.description, ""), products.c.name),
        products.c.unit,
        products.c.decimals,
        order_lines.c.ordered_quantity,
        order_lines.c.shipped_quantity,
        order_lines.c.cancelled_quantity,
        order_lines.c.open_quantity,
        sums.held_here(order_lines.c.line_id),
        sums.held_coming(order_lines.c.line_id),
        sums.set_aside(order_lines.c.line_id),
        order_lines.c.wanted_date,
        order_lines.c.told_date,
        order_lines.c.no_use_after,
        order_lines.c.delivery,
        order_lines.c.price,
    )
    .join_from(order_lines, products, order_lines.c.product_id == products.c.product_id)
    .order_by(order_lines.c.position, order_lines.c.line_id)
)


def list_orders(
    tx: Transaction,
    query: ListQuery,
    *,
    open_only: bool = False,
    customer_id: int | None = None,
    state: OrderState | None = None,
) -> Page[OrderRow]:
    """A window of the orders; sorts: number, ordered, customer, status."""
    conditions = [_IS_OPEN] if open_only else []
    if state is not None:
        conditions.append(_IN_STATE[state])
    if customer_id is not None:
        conditions.append(orders.c.customer_id == customer_id)
    return read_page(tx, _LISTING, query, OrderRow, *conditions)


def sum_orders(tx: Transaction, words: str, state: OrderState) -> OrderSums:
    """How many orders are in a state, with how many lines, and what they owe."""
    return OrderSums(*read_sums(tx, _LISTING, words, ("lines", "owed"), _IN_STATE[state]))


def read_order_card(tx: Transaction, order_number: str) -> OrderCard | None:
    """An order's card by its number, ours or the one it was imported with; None if there is none."""
    entry = read_entry(tx, OrderEntry, "order_number", order_number)
    entry = entry or read_entry(tx, OrderEntry, "external_number", order_number or None)
    if entry is None:
        return None
    customer = read_entry(tx, CustomerEntry, "customer_id", entry.customer_id)
    page = read_page(tx, _LISTING, ListQuery(), OrderRow, orders.c.order_id == entry.order_id)
    found = tx.connection.execute(_LINES.where(order_lines.c.order_id == entry.order_id))
    if customer is None:
        raise LookupError(f"order {order_number} without customer {entry.customer_id}")
    return OrderCard(entry, customer, page.rows[0], tuple(OrderLineRow(*row) for row in found))
