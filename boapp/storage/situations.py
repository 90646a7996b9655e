"""Load what the rules compute on: goods, waiting lines and who holds what, from one snapshot."""

from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Column, Row, Select, Text, func, select, type_coerce

from boapp.domain.catalog import Product
from boapp.domain.decisions import Firmness, OrderStatus, SupplyKind
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation, Supply
from boapp.storage.bulk import select_by_keys
from boapp.storage.shop_settings import ShopSettings, read_settings
from boapp.storage.tables.catalog import products
from boapp.storage.tables.partners import customers, suppliers
from boapp.storage.tables.purchasing import purchase_lines, purchase_orders
from boapp.storage.tables.sales import order_lines, orders
from boapp.storage.tables.shop import closing_days
from boapp.storage.tables.stock import allocations, supplies
from boapp.storage.transaction import Transaction

# The order's delivery holds for all its lines; a line's own may ask for more.
_DELIVERY_OF = {
    (line.value, order.value): max(line, order, key=list(Delivery).index)
    for line in Delivery
    for order in Delivery
}
_entry = itemgetter(0)

# Codes are read as plain words here: reading 20,000 lines is what counts.
_LINES = (
    select(
        order_lines.c.line_id,
        order_lines.c.order_id,
        order_lines.c.product_id,
        order_lines.c.open_quantity,
        orders.c.order_number,
        order_lines.c.line_number,
        orders.c.ordered_date,
        customers.c.name,
        orders.c.customer_id,
        order_lines.c.wanted_date,
        func.coalesce(orders.c.priority, customers.c.customer_class),
        type_coerce(order_lines.c.delivery, Text),
        type_coerce(orders.c.delivery, Text),
        order_lines.c.told_date,
        order_lines.c.no_use_after,
        order_lines.c.price,
        order_lines.c.special,
    )
    .join_from(order_lines, orders, order_lines.c.order_id == orders.c.order_id)
    .join(customers, orders.c.customer_id == customers.c.customer_id)
    .where(order_lines.c.open_quantity > 0, orders.c.status == OrderStatus.OPEN)
)
_SUPPLIES = (
    select(
        supplies.c.supply_id,
        supplies.c.product_id,
        supplies.c.quantity,
        supplies.c.expected_date,
        type_coerce(supplies.c.kind, Text),
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
    type_coerce(allocations.c.firmness, Text),
    allocations.c.until_date,
).join_from(allocations, order_lines, allocations.c.line_id == order_lines.c.line_id)
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
    settings = read_settings(tx)
    lines = _load_lines(tx, settings, product_ids)
    involved = {line.product_id for line in lines} | set(product_ids or ())
    wanted = None if product_ids is None else involved
    product_rows = _rows(tx, _PRODUCTS, products.c.product_id, wanted)
    supply_rows = _rows(tx, _SUPPLIES, supplies.c.product_id, wanted)
    held_rows = _rows(tx, _ALLOCATIONS, order_lines.c.product_id, wanted)
    arrival = _arrival(tx, settings)
    return Situation(
        today=today,
        settings=settings.run_settings(),
        products=tuple(Product(*row) for row in product_rows if row[0] in involved),
        supplies=tuple(_supply(row, arrival) for row in supply_rows if row[1] in involved),
        lines=tuple(lines),
        allocations=tuple(_allocation(row, today) for row in held_rows),
        run_product_ids=None if product_ids is None else frozenset(product_ids),
    )


def _load_lines(
    tx: Transaction, settings: ShopSettings, product_ids: Collection[int] | None
) -> list[OrderLine]:
    transit = timedelta(days=settings.transit_days)
    rows = _rows(tx, _LINES, order_lines.c.product_id, product_ids)
    lines = [_line(row, transit) for row in rows]
    if product_ids is None:
        return lines
    whole = {line.order_id for line in lines if line.delivery is Delivery.COMPLETE_ORDER}
    beside = [_line(row, transit) for row in _rows(tx, _LINES, order_lines.c.order_id, whole)]
    known = {line.line_id for line in lines}
    lines.extend(line for line in beside if line.line_id not in known)
    return sorted(lines, key=attrgetter("line_id"))


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


def _line(row: Row[*tuple[Any, ...]], transit: timedelta) -> OrderLine:
    (line_id, order_id, product_id, open_quantity, order_number, line_number, ordered_date, customer) = row[
        :8
    ]
    (customer_id, wanted_date, priority, delivery, whole, told_date, no_use_after, price, special) = row[8:]
    return OrderLine(
        line_id,
        order_id,
        product_id,
        open_quantity,
        order_number,
        line_number,
        ordered_date,
        customer,
        customer_id,
        wanted_date,
        priority,
        _DELIVERY_OF[delivery, whole],
        told_date,
        None if no_use_after is None else no_use_after - transit,
        None if price is None else (price * open_quantity + UNIT // 2) // UNIT,
        special,
    )


def _supply(row: Row[*tuple[Any, ...]], arrival: Callable[[date], date]) -> Supply:
    supply_id, product_id, quantity, expected_date, kind, label, order_number, supplier, confirmed = row
    return Supply(
        supply_id,
        product_id,
        quantity,
        date=None if expected_date is None else arrival(expected_date),
        on_hand=kind == SupplyKind.ON_HAND.value,
        label=order_number or label,
        partner=supplier or "",
        confirmed=confirmed,
    )


def _allocation(row: Row[*tuple[Any, ...]], today: date) -> Allocation:
    supply_id, line_id, quantity, firmness, until_date = row
    if firmness == Firmness.LOOSE.value:
        return Allocation(supply_id, line_id, quantity)
    if firmness == Firmness.SET_ASIDE.value:
        return Allocation(supply_id, line_id, quantity, set_aside=True)
    # A pin whose last day has passed holds nothing any more; the next write loosens it.
    return Allocation(supply_id, line_id, quantity, pinned=until_date is None or until_date >= today)


def _arrival(tx: Transaction, settings: ShopSettings) -> Callable[[date], date]:
    """From the supplier's date to the day the goods are in the house, by days the shop is open."""
    closed = set(tx.connection.execute(select(closing_days.c.closing_date)).scalars())

    @cache
    def arrival(day: date) -> date:
        left = settings.receiving_days
        while left:
            day += timedelta(days=1)
            if day not in closed and day.weekday() not in settings.closed_weekdays:
                left -= 1
        return day

    return arrival
