"""The list of purchase orders and a purchase order's card."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, select

from boapp.domain.decisions import PurchaseState
from boapp.storage.entries import PurchaseOrderEntry, read_entry
from boapp.storage.lists import sums
from boapp.storage.lists.pages import Listing, ListQuery, Page, read_page, read_sums
from boapp.storage.tables.catalog import products
from boapp.storage.tables.partners import suppliers
from boapp.storage.tables.purchasing import purchase_lines, purchase_orders
from boapp.storage.tables.stock import allocations, supplies
from boapp.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PurchaseOrderRow:
    """A purchase order in the list; `next_date` is the first on which something of it is expected."""

    purchase_order_id: int
    purchase_order_number: str
    supplier_id: int
    supplier: str
    ordered_date: date | None
    lines: int
    open_lines: int
    next_date: date | None


class PurchaseStage(StrEnum):
    """How far a purchase order has come; a late one is open and its date has passed or is not known."""

    OPEN = "open"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PurchaseSums:
    """What stands below a list of purchase orders."""

    purchase_orders: int
    open_lines: int


@dataclass(frozen=True, slots=True)
class PurchaseLineRow:
    """A line of a purchase order's card; `held` of it is spoken for; quantities in 1/10,000 units."""

    purchase_line_id: int
    line_number: str
    product_id: int
    sku: str
    name: str
    unit: str
    decimals: int
    ordered_quantity: int
    received_quantity: int
    cancelled_quantity: int
    open_quantity: int
    units_per_buying_unit: int
    price: int | None
    state: PurchaseState
    supply_id: int | None
    expected_date: date | None
    confirmed: bool
    held: int


@dataclass(frozen=True, slots=True)
class PurchaseOrderCard:
    """All about one purchase order: its head and its lines in their order."""

    entry: PurchaseOrderEntry
    row: PurchaseOrderRow
    lines: tuple[PurchaseLineRow, ...]


_HERE = purchase_lines.c.purchase_order_id == purchase_orders.c.purchase_order_id
_OPEN = _HERE & (purchase_lines.c.open_quantity > 0)
_NEXT = (
    select(func.min(supplies.c.expected_date))
    .join_from(supplies, purchase_lines, supplies.c.purchase_line_id == purchase_lines.c.purchase_line_id)
    .where(_OPEN)
    .scalar_subquery()
)
_LISTING = Listing(
    select(
        purchase_orders.c.purchase_order_id,
        purchase_orders.c.purchase_order_number,
        purchase_orders.c.supplier_id,
        suppliers.c.name,
        purchase_orders.c.ordered_date,
        select(func.count()).select_from(purchase_lines).where(_HERE).scalar_subquery(),
        select(func.count()).select_from(purchase_lines).where(_OPEN).scalar_subquery().label("open_lines"),
        _NEXT,
    ).join_from(purchase_orders, suppliers, purchase_orders.c.supplier_id == suppliers.c.supplier_id),
    purchase_orders.c.purchase_order_id,
    {
        "number": purchase_orders.c.sort_key,
        "supplier": suppliers.c.sort_key,
        "next": func.coalesce(_NEXT, date(9999, 12, 31)),
    },
    (purchase_orders.c.search_key, suppliers.c.search_key),
)
_HELD = (
    select(func.sum(allocations.c.quantity))
    .where(allocations.c.supply_id == supplies.c.supply_id)
    .scalar_subquery()
)


_ANY_OPEN = select(purchase_lines.c.purchase_line_id).where(_OPEN).exists()


def list_purchase_orders(
    tx: Transaction,
    query: ListQuery,
    *,
    open_only: bool = False,
    conditions: Sequence[ColumnElement[bool]] = (),
) -> Page[PurchaseOrderRow]:
    """A window of the purchase orders; sorts: number, supplier, next. `conditions` are those of `at_stage`."""
    only = [_ANY_OPEN] if open_only else []
    return read_page(tx, _LISTING, query, PurchaseOrderRow, *only, *conditions)


def sum_purchase_orders(
    tx: Transaction, words: str, conditions: Sequence[ColumnElement[bool]]
) -> PurchaseSums:
    """How many purchase orders there are at a stage, and how many of their lines are open."""
    return PurchaseSums(*read_sums(tx, _LISTING, words, ("open_lines",), *conditions))


def at_stage(stage: PurchaseStage, today: date) -> list[ColumnElement[bool]]:
    """The conditions under which a purchase order is at a stage today."""
    if stage is PurchaseStage.DONE:
        return [~_ANY_OPEN]
    late = [] if stage is PurchaseStage.OPEN else [func.coalesce(_NEXT, date.min) < today]
    return [_ANY_OPEN, *late]


def read_purchase_order_card(tx: Transaction, purchase_order_number: str) -> PurchaseOrderCard | None:
    """A purchase order's card by its number; None if there is none."""
    entry = read_entry(tx, PurchaseOrderEntry, "purchase_order_number", purchase_order_number)
    if entry is None:
        return None
    here = purchase_orders.c.purchase_order_id == entry.purchase_order_id
    page = read_page(tx, _LISTING, ListQuery(), PurchaseOrderRow, here)
    found: Iterable[Any] = tx.connection.execute(
        select(
            purchase_lines.c.purchase_line_id,
            purchase_lines.c.line_number,
            purchase_lines.c.product_id,
            products.c.sku,
            products.c.name,
            products.c.unit,
            products.c.decimals,
            purchase_lines.c.ordered_quantity,
            purchase_lines.c.received_quantity,
            purchase_lines.c.cancelled_quantity,
            purchase_lines.c.open_quantity,
            purchase_lines.c.units_per_buying_unit,
            purchase_lines.c.price,
            purchase_lines.c.state,
            supplies.c.supply_id,
            supplies.c.expected_date,
            func.coalesce(supplies.c.confirmed, False),
            sums.whole(_HELD),
        )
        .join_from(purchase_lines, products, purchase_lines.c.product_id == products.c.product_id)
        .outerjoin(supplies, supplies.c.purchase_line_id == purchase_lines.c.purchase_line_id)
        .where(purchase_lines.c.purchase_order_id == entry.purchase_order_id)
        .order_by(purchase_lines.c.position, purchase_lines.c.purchase_line_id)
    )
    return PurchaseOrderCard(entry, page.rows[0], tuple(PurchaseLineRow(*row) for row in found))
