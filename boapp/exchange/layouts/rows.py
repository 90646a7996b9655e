"""What a row of an own table says, as frozen values (formats 5).

None means "not given": the shop keeps what it has. `row` is the number a spreadsheet
shows. Quantities are 1/10,000 units, money minor units of the shop's currency.
"""

from dataclasses import dataclass
from datetime import date

from boapp.domain.decisions import Hold, OrderStatus
from boapp.domain.orders import Delivery
from boapp.exchange.fields import Told


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not read, and why: where to look, what stands there, what is the matter."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A product as a table describes it."""

    row: int
    sku: str
    name: str
    barcode: str | None = None
    group: str | None = None
    unit: str | None = None
    decimals: int | None = None
    pack: int | None = None
    price: int | None = None
    cost: int | None = None
    tax_rate: int | None = None
    reorder_level: int | None = None
    release_date: date | None = None
    backorder: bool | None = None
    max_backorder: int | None = None
    supplier: str | None = None
    supplier_sku: str | None = None
    lead_time_days: int | None = None
    image: str | None = None
    discontinued: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerRow:
    """A customer as a table describes it; one of `number` and `name` is given."""

    row: int
    number: str | None = None
    name: str | None = None
    company: str | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    class_: int | None = None
    accepts_parts: bool | None = None
    channel: str | None = None
    payment_terms: str | None = None
    shipping_method: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierRow(PartnerRow):
    """A supplier: a partner with the terms of its orders."""

    cutoff: str | None = None
    order_minimum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """What was counted of a product."""

    row: int
    sku: str
    quantity: int
    place: str | None = None
    counted_at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineRow:
    """A line of a sales order, with what the row says of its order and customer.

    `line` is the number given, else the row's position among the rows of its order, so that
    a refused row that is mended later finds its place.
    """

    row: int
    order: str
    sku: str
    quantity: int
    line: str
    customer: str | None = None
    details: PartnerRow | None = None
    ordered: date | None = None
    complete_on: date | None = None
    wanted: date | None = None
    told: Told | None = None
    told_in: str | None = None
    no_use_after: date | None = None
    delivery: Delivery | None = None
    price: int | None = None
    shipped: int | None = None
    cancelled: int | None = None
    status: OrderStatus | Hold | None = None
    paid: int | None = None
    shipping: int | None = None
    note: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseLineRow:
    """A line of a purchase order; `line` as in a sales order."""

    row: int
    purchase_order: str
    supplier: str
    sku: str
    quantity: int
    line: str
    ordered: date | None = None
    expected: date | None = None
    confirmed: bool | None = None
    received: int | None = None
    price: int | None = None
    units_per_buying_unit: int | None = None


OwnRow = ProductRow | PartnerRow | StockRow | OrderLineRow | PurchaseLineRow
