"""Who waits for what: line by line, and product by product."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, select

from boapp.domain.decisions import Firmness, Hold, OrderStatus, SupplyKind
from boapp.domain.quantities import UNIT
from boapp.storage.bulk import select_by_keys
from boapp.storage.lists import sums
from boapp.storage.lists.pages import Listing, ListQuery, Page, read_page
from boapp.storage.tables.catalog import products
from boapp.storage.tables.partners import customers
from boapp.storage.tables.purchasing import purchase_lines, purchase_orders
from boapp.storage.tables.sales import order_lines, orders
from boapp.storage.tables.stock import allocations, supplies
from boapp.storage.transaction import Transaction

_DISTANT = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class HeldPart:
    """A part of what a line holds, and of which supply; the supplier's date as it was given."""

    supply_id: int
    label: str
    on_hand: bool
    expected_date: date | None
    quantity: int
    firmness: Firmness


@dataclass(frozen=True, slots=True)
class BackorderRow:
    """A waiting line; quantities in 1/10,000 units, `price` in minor units for one."""

    line_id: int
    order_id: int
    order_number: str
    line_number: str
    customer_id: int
    customer: str
    customer_class: int
    product_id: int
    sku: str
    name: str
    unit: str
    decimals: int
    open_quantity: int
    wanted_date: date | None
    told_date: date | None
    ordered_date: date
    price: int | None
    hold: Hold | None
    held: tuple[HeldPart, ...] = ()

    @property
    def held_here(self) -> int:
        """What the line holds of goods that are here."""
        return sum(part.quantity for part in self.held if part.on_hand)

    @property
    def covered_quantity(self) -> int:
        """What the line holds of all supplies."""
        return sum(part.quantity for part in self.held)

    @property
    def backorder_quantity(self) -> int:
        """What is owed and not covered by goods that are here (semantics 2)."""
        return self.open_quantity - self.held_here


@dataclass(frozen=True, slots=True)
class ProductBackorders:
    """All who wait for one product, in one row; `value` in minor units.

    `nothing_coming`: what is owed beyond all that is here and expected. `at_risk` lines were
    told a date up to the day asked for and have not all of it in the house.
    """

    product_id: int
    sku: str
    name: str
    unit: str
    decimals: int
    lines: int
    owed: int
    here: int
    coming: int
    next_delivery: date | None
    waiting_since: date
    value: int
    at_risk: int

    @property
    def nothing_coming(self) -> int:
        """What is owed beyond all that is here and expected."""
        return max(0, self.owed - self.here - self.coming)


_WAITING = (order_lines.c.open_quantity > 0, orders.c.status == OrderStatus.OPEN)
_LISTING = Listing(
    select(
        order_lines.c.line_id,
        order_lines.c.order_id,
        orders.c.order_number,
        order_lines.c.line_number,
        orders.c.customer_id,
        customers.c.name,
        func.coalesce(orders.c.priority, customers.c.customer_class),
        order_lines.c.product_id,
        products.c.sku,
        products.c.name,
        products.c.unit,
        products.c.decimals,
        order_lines.c.open_quantity,
        order_lines.c.wanted_date,
        order_lines.c.told_date,
        orders.c.ordered_date,
        order_lines.c.price,
        orders.c.hold,
    )
    .join_from(order_lines, orders, order_lines.c.order_id == orders.c.order_id)
    .join(customers, orders.c.customer_id == customers.c.customer_id)
    .join(products, order_lines.c.product_id == products.c.product_id)
    .where(*_WAITING),
    order_lines.c.line_id,
    {
        "ordered": orders.c.ordered_date,
        "number": orders.c.sort_key,
        "customer": customers.c.sort_key,
        "sku": products.c.sort_key,
        "told": func.coalesce(order_lines.c.told_date, _DISTANT),
        "wanted": func.coalesce(order_lines.c.wanted_date, _DISTANT),
        "open": order_lines.c.open_quantity,
    },
    (orders.c.search_key, customers.c.search_key, products.c.search_key),
)
_HELD = (
    select(
        allocations.c.line_id,
        supplies.c.supply_id,
        func.coalesce(purchase_orders.c.purchase_order_number, supplies.c.label),
        supplies.c.kind,
        supplies.c.expected_date,
        allocations.c.quantity,
        allocations.c.firmness,
    )
    .join_from(allocations, supplies, allocations.c.supply_id == supplies.c.supply_id)
    .outerjoin(purchase_lines, supplies.c.purchase_line_id == purchase_lines.c.purchase_line_id)
    .outerjoin(purchase_orders, purchase_lines.c.purchase_order_id == purchase_orders.c.purchase_order_id)
)


def list_backorders(
    tx: Transaction,
    query: ListQuery,
    *,
    product_id: int | None = None,
    customer_id: int | None = None,
    order_id: int | None = None,
) -> Page[BackorderRow]:
    """A window of the waiting lines; sorts: ordered, number, customer, sku, told, wanted, open."""
    asked = (
        (order_lines.c.product_id, product_id),
        (orders.c.customer_id, customer_id),
        (order_lines.c.order_id, order_id),
    )
    conditions: list[ColumnElement[bool]] = [column == value for column, value in asked if value is not None]
    page = read_page(tx, _LISTING, query, _keep, *conditions)
    held = _held_of(tx, (row[0] for row in page.rows))
    rows = tuple(replace(BackorderRow(*row), held=tuple(held[row[0]])) for row in page.rows)
    return Page(rows, page.total, page.last)


def list_product_backorders(tx: Transaction, at_risk_until: date) -> tuple[ProductBackorders, ...]:
    """Every product someone waits for, by SKU; `at_risk_until` is the last told date that is near."""
    waiting = _waiting_by_product(at_risk_until)
    next_delivery = (
        select(func.min(supplies.c.expected_date))
        .where(supplies.c.product_id == products.c.product_id, supplies.c.quantity > 0)
        .scalar_subquery()
    )
    found = tx.connection.execute(
        select(
            products.c.product_id,
            products.c.sku,
            products.c.name,
            products.c.unit,
            products.c.decimals,
            waiting.c.lines,
            waiting.c.owed,
            sums.on_hand(products.c.product_id),
            sums.coming(products.c.product_id),
            next_delivery,
            waiting.c.since,
            waiting.c.value,
            waiting.c.at_risk,
        )
        .join_from(products, waiting, products.c.product_id == waiting.c.product_id)
        .order_by(products.c.sort_key, products.c.product_id)
    )
    return tuple(ProductBackorders(*row) for row in found)


def _waiting_by_product(at_risk_until: date) -> Subquery:
    """What is owed of each product, to how many, since when."""
    missing_here = order_lines.c.open_quantity > sums.held_here(order_lines.c.line_id)
    near = (order_lines.c.told_date <= at_risk_until) & missing_here
    total_price = sums.whole(func.sum(order_lines.c.open_quantity * order_lines.c.price))
    return (
        select(
            order_lines.c.product_id,
            func.count().label("lines"),
            sums.whole(func.sum(order_lines.c.open_quantity)).label("owed"),
            func.min(orders.c.ordered_date).label("since"),
            ((total_price + UNIT // 2) // UNIT).label("value"),
            func.count().filter(near).label("at_risk"),
        )
        .join_from(order_lines, orders, order_lines.c.order_id == orders.c.order_id)
        .where(*_WAITING)
        .group_by(order_lines.c.product_id)
        .subquery()
    )


def _keep(*row: Any) -> tuple[Any, ...]:
    return row


def _held_of(tx: Transaction, line_ids: Iterable[int]) -> defaultdict[int, list[HeldPart]]:
    held: defaultdict[int, list[HeldPart]] = defaultdict(list)
    for row in select_by_keys(tx, _HELD, allocations.c.line_id, line_ids):
        line_id, supply_id, label, kind, expected_date, quantity, firmness = row
        part = HeldPart(supply_id, label, kind is SupplyKind.ON_HAND, expected_date, quantity, firmness)
        held[line_id].append(part)
    for parts in held.values():
        parts.sort(key=lambda part: (not part.on_hand, part.expected_date or _DISTANT, part.supply_id))
    return held
