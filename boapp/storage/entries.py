"""What a shop writes down: one frozen value per row that a clerk may enter or edit.

Quantities in 1/10,000 units, money in minor units. `boapp.storage.records` writes entries,
`read_entries` reads them; search and sort keys are made on writing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Table, select

from boapp.domain.decisions import Hold, OrderStatus, PurchaseState, SupplyKind
from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT
from boapp.storage.bulk import select_by_keys
from boapp.storage.tables import catalog, partners, purchasing, runs, sales, shop, stock
from boapp.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class ProductEntry:
    """A product's card; `tax_rate` in 1/100 percent."""

    product_id: int
    sku: str
    name: str
    barcode: str | None = None
    product_group: str = ""
    unit: str = ""
    decimals: int = 0
    pack: int = UNIT
    minimum_part: int = 0
    price: int | None = None
    cost: int | None = None
    tax_rate: int | None = None
    reorder_level: int = 0
    release_date: date | None = None
    takes_backorders: bool = True
    max_backorder_quantity: int | None = None
    keep_for_counter: int = 0
    discontinued: bool = False
    count_me: bool = False
    supplier_id: int | None = None
    lead_time_days: int | None = None
    image: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CustomerEntry:
    """A customer's card; class 1 is served first."""

    customer_id: int
    name: str
    number: str | None = None
    company: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    payment_terms: str = ""
    shipping_method: str = ""
    note: str = ""
    customer_class: int = 5
    accepts_parts: bool = True
    accepts_backorders: bool = True
    channel: str = "letter"
    payment_method: str = ""
    jurisdiction: str = ""


@dataclass(frozen=True, slots=True)
class SupplierEntry:
    """A supplier's card; `cutoff` the time of day up to which an order still leaves."""

    supplier_id: int
    name: str
    number: str | None = None
    company: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    payment_terms: str = ""
    shipping_method: str = ""
    note: str = ""
    currency: str = ""
    lead_time_days: int | None = None
    cutoff: str = ""
    sending_days: str = ""
    order_minimum: int = 0


@dataclass(frozen=True, slots=True)
class SupplierTermEntry:
    """What one supplier asks for one product."""

    term_id: int
    supplier_id: int
    product_id: int
    supplier_sku: str = ""
    price: int | None = None
    currency: str = ""
    lead_time_days: int | None = None
    pack: int = UNIT
    units_per_buying_unit: int = UNIT
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """An order's head; `external_number` is the one it had where it was imported from."""

    order_id: int
    order_number: str
    customer_id: int
    ordered_date: date
    external_number: str = ""
    status: OrderStatus = OrderStatus.OPEN
    hold: Hold | None = None
    priority: int | None = None
    delivery: Delivery = Delivery.PARTIAL
    complete_on: date | None = None
    stated_ship_date: date | None = None
    sale: str = "distance"
    jurisdiction: str = ""
    seller_credit: bool = False
    paid: int = 0
    shipping: int = 0
    shipping_method: str = ""
    payment_terms: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderLineEntry:
    """An order line; what was told of it stands in the ledger, not here."""

    line_id: int
    order_id: int
    line_number: str
    position: int
    product_id: int
    ordered_quantity: int
    shipped_quantity: int = 0
    cancelled_quantity: int = 0
    wanted_date: date | None = None
    no_use_after: date | None = None
    delivery: Delivery = Delivery.PARTIAL
    price: int | None = None
    description: str = ""
    special: bool = False


@dataclass(frozen=True, slots=True)
class PurchaseOrderEntry:
    """A purchase order's head."""

    purchase_order_id: int
    purchase_order_number: str
    supplier_id: int
    ordered_date: date | None = None
    currency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PurchaseLineEntry:
    """A purchase order line; its date stands with its supply, which is entered beside it."""

    purchase_line_id: int
    purchase_order_id: int
    line_number: str
    position: int
    product_id: int
    ordered_quantity: int
    received_quantity: int = 0
    cancelled_quantity: int = 0
    units_per_buying_unit: int = UNIT
    price: int | None = None
    state: PurchaseState = PurchaseState.SENT


@dataclass(frozen=True, slots=True)
class SupplyEntry:
    """A new supply; afterwards it changes by `SupplyChange` alone, which leaves a history."""

    supply_id: int
    product_id: int
    kind: SupplyKind
    quantity: int
    purchase_line_id: int | None = None
    expected_date: date | None = None
    confirmed: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class ClosingDayEntry:
    """A day on which the shop is closed."""

    closing_date: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A parked draft: product versions and edits as JSON text (architecture 5, "Drafts")."""

    draft_id: int
    kind: str
    name: str
    clerk_id: int
    created_at: datetime
    changed_at: datetime
    product_versions: str
    edits: str


Entry = (
    SupplierEntry
    | CustomerEntry
    | ProductEntry
    | SupplierTermEntry
    | OrderEntry
    | OrderLineEntry
    | PurchaseOrderEntry
    | PurchaseLineEntry
    | SupplyEntry
    | ClosingDayEntry
    | DraftEntry
)
AnyEntry = TypeVar("AnyEntry")


@dataclass(frozen=True, slots=True)
class EntryKind:
    """Where entries of one class are kept, what they are found by and what they sort by."""

    table: Table
    searched: tuple[str, ...] = ()
    sorted_by: str = ""
    initial: tuple[tuple[str, object], ...] = ()


_PARTNER_WORDS = ("number", "name", "company", "city", "email", "phone")

# In the order in which they are written: each refers only to those above it.
KINDS: dict[type[Any], EntryKind] = {
    ClosingDayEntry: EntryKind(shop.closing_days),
    SupplierEntry: EntryKind(partners.suppliers, _PARTNER_WORDS, "name"),
    CustomerEntry: EntryKind(partners.customers, _PARTNER_WORDS, "name"),
    ProductEntry: EntryKind(catalog.products, ("sku", "name", "barcode"), "sku", (("version", 0),)),
    SupplierTermEntry: EntryKind(catalog.supplier_terms),
    OrderEntry: EntryKind(sales.orders, ("order_number", "external_number"), "order_number"),
    OrderLineEntry: EntryKind(sales.order_lines, initial=(("told_date", None),)),
    PurchaseOrderEntry: EntryKind(
        purchasing.purchase_orders, ("purchase_order_number",), "purchase_order_number"
    ),
    PurchaseLineEntry: EntryKind(purchasing.purchase_lines),
    SupplyEntry: EntryKind(stock.supplies),
    DraftEntry: EntryKind(runs.drafts),
}


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of an entry class, which are the columns it is kept in."""
    return tuple(field.name for field in fields(kind))


def read_entries(tx: Transaction, kind: type[AnyEntry], by: str, values: Iterable[object]) -> list[AnyEntry]:
    """Entries whose column `by` ("sku") has one of these values, in the order of their keys."""
    make: Callable[..., AnyEntry] = kind
    table, names = KINDS[kind].table, names_of(kind)
    query = select(*(table.c[name] for name in names))
    entries = [make(*row) for row in select_by_keys(tx, query, table.c[by], values)]
    return sorted(entries, key=attrgetter(names[0]))


def read_all_entries(tx: Transaction, kind: type[AnyEntry]) -> list[AnyEntry]:
    """Every entry of a kind, in the order of their keys."""
    make: Callable[..., AnyEntry] = kind
    table, names = KINDS[kind].table, names_of(kind)
    query = select(*(table.c[name] for name in names)).order_by(table.c[names[0]])
    return [make(*row) for row in tx.connection.execute(query)]


def read_entry(tx: Transaction, kind: type[AnyEntry], by: str, value: object) -> AnyEntry | None:
    """The one entry whose column `by` has this value, if there is one."""
    found = read_entries(tx, kind, by, [value])
    return found[0] if found else None
