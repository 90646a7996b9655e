"""Load what the rules compute on: goods, waiting lines and who holds what, from one snapshot."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import cache, partial
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, Row, Select, Text, func, select, type_coerce

from boapp.domain.calendar import Calendar
from boapp.domain.catalog import Product
from boapp.domain.decisions import Firmness, OrderStatus, SupplyKind
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation, Supply
from boapp.storage.bulk import select_by_keys, uncollected
from boapp.storage.shop_settings import ShopSettings, read_calendar, read_settings
from boapp.storage.tables.catalog import products
from boapp.storage.tables.partners import customers, suppliers
from boapp.storage.tables.purchasing import purchase_lines, purchase_orders
from boapp.storage.tables.sales import order_lines, orders
from boapp.storage.tables.stock import allocations, supplies
from boapp.storage.transaction import Transaction

# The order's delivery holds for all its lines; a line's own may ask for more.
_DELIVERY_OF = {
    (line.value, order.value): max(line, order, key=list(Delivery).index)
    for line in Delivery
    for order in Delivery
}
_entry = itemgetter(0)
_part = itemgetter(0, 1, 3)  # supply, line, firmness
_ON_HAND, _LOOSE, _SET_ASIDE = SupplyKind.ON_HAND.value, Firmness.LOOSE.value, Firmness.SET_ASIDE.value


def _plain(column: Column[Any]) -> ColumnElement[str]:
    """A code or date as the driver gives it: nothing is converted row by row."""
    return type_coerce(column, Text)


_LINES = select(
    order_lines.c.line_id,
    order_lines.c.order_id,
    order_lines.c.product_id,
    order_lines.c.open_quantity,
    order_lines.c.line_number,
    _plain(order_lines.c.wanted_date),
    _plain(order_lines.c.delivery),
    _plain(order_lines.c.told_date),
    _plain(order_lines.c.no_use_after),
    order_lines.c.price,
    type_coerce(order_lines.c.special, Integer),
).where(order_lines.c.open_quantity > 0)
_ORDERS = (
    select(
        orders.c.order_id,
        orders.c.order_number,
        _plain(orders.c.ordered_date),
        customers.c.name,
        orders.c.customer_id,
        func.coalesce(orders.c.priority, customers.c.customer_class),
        _plain(orders.c.delivery),
    )
    .join_from(orders, customers, orders.c.customer_id == customers.c.customer_id)
    .where(orders.c.status == OrderStatus.OPEN)
)
_SUPPLIES = (
    select(
        supplies.c.supply_id,
        supplies.c.product_id,
        supplies.c.quantity,
        _plain(supplies.c.expected_date),
        _plain(supplies.c.kind),
        supplies.c.label,
        purchase_orders.c.purchase_order_number,
        suppliers.c.name,
        supplies.c.confirmed,
    )
    .outerjoin_from(
        supplies, purchase_lines, supplies.c.purchase_line_id == purchase_lines.c.purchase_line_id
    )
    .outerjoin(purchase_orders, purchase_lines.c.purchase_order_id == purchase_orders.c.purchase_order_id)
    .outerjoin(suppliers, purchase_orders.c.supplier_id == suppliers.c.supplier_id)
    .where((supplies.c.quantity > 0) | (supplies.c.kind == SupplyKind.ON_HAND))
)
_ALLOCATIONS = select(
    allocations.c.supply_id,
    allocations.c.line_id,
    allocations.c.quantity,
    _plain(allocations.c.firmness),
    _plain(allocations.c.until_date),
)
_PRODUCTS = select(
    products.c.product_id,
    products.c.sku,
    products.c.pack,
    products.c.minimum_part,
    products.c.name,
    products.c.decimals,
    products.c.keep_for_counter,
)


def load_situation(tx: Transaction, today: date, product_ids: Collection[int] | None = None) -> Situation:
    """What decisions on some products (None: on all that anyone waits for) rest on today.

    With `product_ids`, the other lines of orders that ship complete come too, as they
    stand; `run_product_ids` says which products the run is of (semantics 5).
    """
    with uncollected():
        settings = read_settings(tx)
        lines = _load_lines(tx, settings, product_ids)
        involved = {line.product_id for line in lines} | set(product_ids or ())
        wanted = None if product_ids is None else involved
        product_rows = _rows(tx, _PRODUCTS, products.c.product_id, wanted)
        supply_rows = _rows(tx, _SUPPLIES, supplies.c.product_id, wanted)
        # By supply, not by line: of a product's lines most are history.
        held_of = None if wanted is None else [row[0] for row in supply_rows]
        held_rows = _rows(tx, _ALLOCATIONS, allocations.c.supply_id, held_of)
        held_rows.sort(key=_part)
        arrival = _arrival(tx, settings)
        days = _Days()
        return Situation(
            today=today,
            settings=settings.run_settings(),
            products=tuple([Product(*row) for row in product_rows if row[0] in involved]),
            supplies=tuple([_supply(row, arrival, days) for row in supply_rows if row[1] in involved]),
            lines=tuple(lines),
            allocations=tuple([_allocation(row, days, today) for row in held_rows]),
            run_product_ids=None if product_ids is None else frozenset(product_ids),
        )


class _Days(dict[Any, date | None]):
    """Dates as the driver gives them, each read once: thousands of lines share a few hundred."""

    def __missing__(self, written: str | date | None) -> date | None:
        self[written] = day = date.fromisoformat(written) if isinstance(written, str) else written
        return day


def read_arrival(tx: Transaction) -> Callable[[date], date]:
    """The function from a supplier's date to the day on which the goods are in the house."""
    return _arrival(tx, read_settings(tx))


def _load_lines(
    tx: Transaction, settings: ShopSettings, product_ids: Collection[int] | None
) -> list[OrderLine]:
    rows = _rows(tx, _LINES, order_lines.c.product_id, product_ids)
    if product_ids is None:
        return _lines(rows, _rows(tx, _ORDERS, orders.c.order_id, None), settings)
    heads = _rows(tx, _ORDERS, orders.c.order_id, {row[1] for row in rows})
    lines = _lines(rows, heads, settings)
    whole = {line.order_id for line in lines if line.delivery is Delivery.COMPLETE_ORDER}
    beside = _lines(_rows(tx, _LINES, order_lines.c.order_id, whole), heads, settings)
    return sorted({line.line_id: line for line in lines + beside}.values(), key=attrgetter("line_id"))


def _rows(
    tx: Transaction, query: Select[*tuple[Any, ...]], column: Column[int], keys: Collection[int] | None
) -> list[Row[*tuple[Any, ...]]]:
    """The rows of a query in the order of entry, all of them or those with one of the keys."""
    if keys is None:
        found = list(tx.connection.execute(query).all())
    else:
        found = select_by_keys(tx, query, column, keys)
    found.sort(key=_entry)
    return found


def _lines(
    rows: list[Row[*tuple[Any, ...]]], heads: list[Row[*tuple[Any, ...]]], settings: ShopSettings
) -> list[OrderLine]:
    """Lines with what their orders say; a line whose order is not open does not wait."""
    days = _Days()
    last_use = _LastUse(days, settings.transit_days)
    head_of = {head[0]: head for head in heads}
    lines: list[OrderLine] = []
    for line_id, order_id, product_id, quantity, number, wanted, delivery, told, use, price, special in rows:
        head = head_of.get(order_id)
        if head is None:
            continue
        _, order_number, ordered, customer, customer_id, priority, whole = head
        lines.append(
            OrderLine(
                line_id,
                order_id,
                product_id,
                quantity,
                order_number,
                number,
                days[ordered] or date.min,
                customer,
                customer_id,
                days[wanted],
                priority,
                _DELIVERY_OF[delivery, whole],
                days[told],
                last_use[use],
                None if price is None else (price * quantity + UNIT // 2) // UNIT,
                bool(special),
            )
        )
    return lines


class _LastUse(dict[Any, date | None]):
    """The last date a supply may have for a line: its last day of use less transit."""

    def __init__(self, days: _Days, transit_days: int) -> None:
        super().__init__()
        self._days = days
        self._transit = timedelta(days=transit_days)

    def __missing__(self, written: str | date | None) -> date | None:
        day = self._days[written]
        self[written] = last = None if day is None else day - self._transit
        return last


def _supply(row: Row[*tuple[Any, ...]], arrival: Callable[[date], date], days: _Days) -> Supply:
    supply_id, product_id, quantity, expected, kind, label, order_number, supplier, confirmed = row
    day = days[expected]
    return Supply(
        supply_id,
        product_id,
        quantity,
        None if day is None else arrival(day),
        kind == _ON_HAND,
        order_number or label,
        supplier or "",
        confirmed,
    )


def _allocation(row: Row[*tuple[Any, ...]], days: _Days, today: date) -> Allocation:
    supply_id, line_id, quantity, firmness, until = row
    if firmness == _LOOSE:
        return Allocation(supply_id, line_id, quantity)
    if firmness == _SET_ASIDE:
        return Allocation(supply_id, line_id, quantity, set_aside=True)
    # A pin whose last day has passed holds nothing any more; the next write loosens it.
    last_day = days[until]
    return Allocation(supply_id, line_id, quantity, pinned=last_day is None or last_day >= today)


def _arrival(tx: Transaction, settings: ShopSettings) -> Callable[[date], date]:
    """From the supplier's date to the day the goods are in the house, by days the shop is open."""
    if not settings.receiving_days:
        return _the_same_day
    calendar = read_calendar(tx)
    return cache(partial(_open_days_after, calendar, settings.receiving_days))


def _the_same_day(day: date) -> date:
    return day


def _open_days_after(calendar: Calendar, days: int, day: date) -> date:
    return calendar.after(day, days)
