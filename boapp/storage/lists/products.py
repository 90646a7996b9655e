"""The list of products and a product's card."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from boapp.domain.decisions import MovementKind, Place, SupplyKind
from boapp.storage.entries import ProductEntry, read_entry
from boapp.storage.lists import sums
from boapp.storage.lists.pages import Listing, ListQuery, Page, read_page
from boapp.storage.tables.catalog import products
from boapp.storage.tables.partners import suppliers
from boapp.storage.tables.purchasing import purchase_lines, purchase_orders
from boapp.storage.tables.shop import acts, clerks
from boapp.storage.tables.stock import allocations, movements, supplies
from boapp.storage.transaction import Transaction

_RECENT = 100


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product in the list; quantities in 1/10,000 units. `spoken_for` of what is on hand is promised."""

    product_id: int
    sku: str
    name: str
    product_group: str
    unit: str
    decimals: int
    price: int | None
    reorder_level: int
    discontinued: bool
    supplier: str
    on_hand: int
    spoken_for: int
    coming: int
    owed: int
    keep_for_counter: int = 0

    @property
    def free(self) -> int:
        """What is here for anyone: not spoken for, not kept for the counter (semantics 1)."""
        return max(0, self.on_hand - self.spoken_for - self.keep_for_counter)


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """One supply of a product: here, or coming from whom and when; `held` is spoken for."""

    supply_id: int
    kind: SupplyKind
    label: str
    partner: str
    quantity: int
    held: int
    expected_date: date | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class MovementRow:
    """Goods that came, went or moved, with who booked it."""

    movement_id: int
    day: date
    at: datetime
    clerk: str
    kind: MovementKind
    place: Place
    quantity: int
    note: str


@dataclass(frozen=True, slots=True)
class ProductCard:
    """All about one product: its fields, its sums, its supplies, the latest movements (newest first)."""

    entry: ProductEntry
    row: ProductRow
    version: int
    supplies: tuple[SupplyRow, ...]
    movements: tuple[MovementRow, ...]


_LISTING = Listing(
    select(
        products.c.product_id,
        products.c.sku,
        products.c.name,
        products.c.product_group,
        products.c.unit,
        products.c.decimals,
        products.c.price,
        products.c.reorder_level,
        products.c.discontinued,
        func.coalesce(suppliers.c.name, ""),
        sums.on_hand(products.c.product_id),
        sums.spoken_for_here(products.c.product_id),
        sums.coming(products.c.product_id),
        sums.owed(products.c.product_id),
        products.c.keep_for_counter,
    ).outerjoin_from(products, suppliers, products.c.supplier_id == suppliers.c.supplier_id),
    products.c.product_id,
    {
        "sku": products.c.sort_key,
        "name": products.c.name,
        "group": products.c.product_group,
        "price": func.coalesce(products.c.price, -1),
        "on_hand": sums.on_hand(products.c.product_id),
        "coming": sums.coming(products.c.product_id),
        "owed": sums.owed(products.c.product_id),
    },
    (products.c.search_key,),
)


def list_products(tx: Transaction, query: ListQuery) -> Page[ProductRow]:
    """A window of the products; sorts: sku, name, group, price, on_hand, coming, owed."""
    return read_page(tx, _LISTING, query, ProductRow)


def read_product_card(tx: Transaction, product_id: int) -> ProductCard | None:
    """A product's card; None when there is no such product."""
    entry = read_entry(tx, ProductEntry, "product_id", product_id)
    if entry is None:
        return None
    page = read_page(tx, _LISTING, ListQuery(), ProductRow, products.c.product_id == product_id)
    version = tx.connection.execute(
        select(products.c.version).where(products.c.product_id == product_id)
    ).scalar_one()
    return ProductCard(entry, page.rows[0], version, _supplies(tx, product_id), _movements(tx, product_id))


def _supplies(tx: Transaction, product_id: int) -> tuple[SupplyRow, ...]:
    held = (
        select(func.sum(allocations.c.quantity))
        .where(allocations.c.supply_id == supplies.c.supply_id)
        .scalar_subquery()
    )
    found = tx.connection.execute(
        select(
            supplies.c.supply_id,
            supplies.c.kind,
            func.coalesce(purchase_orders.c.purchase_order_number, supplies.c.label),
            func.coalesce(suppliers.c.name, ""),
            supplies.c.quantity,
            sums.whole(held),
            supplies.c.expected_date,
            supplies.c.confirmed,
        )
        .outerjoin_from(
            supplies, purchase_lines, supplies.c.purchase_line_id == purchase_lines.c.purchase_line_id
        )
        .outerjoin(purchase_orders, purchase_lines.c.purchase_order_id == purchase_orders.c.purchase_order_id)
        .outerjoin(suppliers, purchase_orders.c.supplier_id == suppliers.c.supplier_id)
        .where(
            supplies.c.product_id == product_id,
            (supplies.c.quantity > 0) | (supplies.c.kind == SupplyKind.ON_HAND),
        )
    )
    rows = [SupplyRow(*row) for row in found]
    rows.sort(
        key=lambda row: (row.kind is not SupplyKind.ON_HAND, row.expected_date or date.max, row.supply_id)
    )
    return tuple(rows)


def _movements(tx: Transaction, product_id: int) -> tuple[MovementRow, ...]:
    found = tx.connection.execute(
        select(
            movements.c.movement_id,
            acts.c.day,
            acts.c.at,
            clerks.c.initials,
            movements.c.kind,
            movements.c.place,
            movements.c.quantity,
            movements.c.note,
        )
        .join_from(movements, acts, movements.c.act_id == acts.c.act_id)
        .join(clerks, acts.c.clerk_id == clerks.c.clerk_id)
        .where(movements.c.product_id == product_id)
        .order_by(movements.c.movement_id.desc())
        .limit(_RECENT)
    )
    return tuple(MovementRow(*row) for row in found)
