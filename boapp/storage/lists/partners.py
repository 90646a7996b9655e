"""The lists of customers and suppliers; their cards are their entries."""

from dataclasses import dataclass

from sqlalchemy import func, select

from boapp.domain.decisions import OrderStatus
from boapp.storage.lists.pages import Listing, ListQuery, Page, read_page
from boapp.storage.tables.partners import customers, suppliers
from boapp.storage.tables.purchasing import purchase_lines, purchase_orders
from boapp.storage.tables.sales import order_lines, orders
from boapp.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer in the list, with how many lines wait."""

    customer_id: int
    number: str | None
    name: str
    company: str
    city: str
    country: str
    customer_class: int
    language: str
    email: str
    phone: str
    waiting_lines: int


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier in the list, with how many lines are still to come."""

    supplier_id: int
    number: str | None
    name: str
    city: str
    country: str
    email: str
    phone: str
    lead_time_days: int | None
    open_lines: int


_WAITING = (
    select(func.count())
    .select_from(order_lines)
    .join(orders, order_lines.c.order_id == orders.c.order_id)
    .where(
        orders.c.customer_id == customers.c.customer_id,
        orders.c.status == OrderStatus.OPEN,
        order_lines.c.open_quantity > 0,
    )
    .scalar_subquery()
)
_CUSTOMERS = Listing(
    select(
        customers.c.customer_id,
        customers.c.number,
        customers.c.name,
        customers.c.company,
        customers.c.city,
        customers.c.country,
        customers.c.customer_class,
        customers.c.language,
        customers.c.email,
        customers.c.phone,
        _WAITING,
    ),
    customers.c.customer_id,
    {
        "name": customers.c.sort_key,
        "city": customers.c.city,
        "class": customers.c.customer_class,
        "waiting": _WAITING,
    },
    (customers.c.search_key,),
)
_SUPPLIERS = Listing(
    select(
        suppliers.c.supplier_id,
        suppliers.c.number,
        suppliers.c.name,
        suppliers.c.city,
        suppliers.c.country,
        suppliers.c.email,
        suppliers.c.phone,
        suppliers.c.lead_time_days,
        select(func.count())
        .select_from(purchase_lines)
        .join(purchase_orders, purchase_lines.c.purchase_order_id == purchase_orders.c.purchase_order_id)
        .where(purchase_orders.c.supplier_id == suppliers.c.supplier_id, purchase_lines.c.open_quantity > 0)
        .scalar_subquery(),
    ),
    suppliers.c.supplier_id,
    {"name": suppliers.c.sort_key, "city": suppliers.c.city},
    (suppliers.c.search_key,),
)


def list_customers(tx: Transaction, query: ListQuery) -> Page[CustomerRow]:
    """A window of the customers; sorts: name, city, class, waiting."""
    return read_page(tx, _CUSTOMERS, query, CustomerRow)


def list_suppliers(tx: Transaction, query: ListQuery) -> Page[SupplierRow]:
    """A window of the suppliers; sorts: name, city."""
    return read_page(tx, _SUPPLIERS, query, SupplierRow)
