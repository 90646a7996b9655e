"""Products for the counter: find them, read a card, change its plain fields (semantics 1, 8)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from boapp.domain.decisions import ActKind, Decision
from boapp.domain.quantities import DECIMALS, MAXIMUM
from boapp.errors import RequestRefused, ShopError
from boapp.services.plain_fields import changed_fields, join_changes, refuse_number, refuse_quantity
from boapp.services.shops import Shop
from boapp.storage import lists, records
from boapp.storage.entries import ProductEntry, SupplierEntry, read_all_entries, read_entry
from boapp.storage.lists import BackorderRow, ListQuery, Page, ProductCard, ProductRow, SupplyRow
from boapp.storage.shop_settings import read_settings
from boapp.storage.situations import read_arrival
from boapp.storage.transaction import Transaction

_NEEDED = ("name", "sku")
_UNIQUE = ("sku", "barcode")
_QUANTITIES = ("pack", "minimum_part", "reorder_level", "max_backorder_quantity", "keep_for_counter")
_MOST = {
    "decimals": (DECIMALS, ""),
    "lead_time_days": (3_650, "days"),
    "tax_rate": (10_000, "hundredths of a percent"),
    "price": (MAXIMUM, "in the smallest coin"),
    "cost": (MAXIMUM, "in the smallest coin"),
}


@dataclass(frozen=True, slots=True)
class ProductView:
    """All that a product's page shows; the dates of supplies are those on which goods are in the house.

    `supplier_names` are the suppliers to choose from, by key.
    """

    card: ProductCard
    supplies: tuple[SupplyRow, ...]
    waiting: tuple[BackorderRow, ...]
    supplier_names: tuple[tuple[int, str], ...]
    currency: str

    @property
    def covered_quantity(self) -> int:
        """What of all that is owed is covered by goods here or coming."""
        return sum(line.covered_quantity for line in self.waiting)


def list_products(shop: Shop, query: ListQuery) -> Page[ProductRow]:
    """A window of the products; sorts: sku, name, group, price, on_hand, coming, owed."""
    with shop.database.read() as tx:
        return lists.list_products(tx, query)


def read_product(shop: Shop, product_id: int) -> ProductView:
    """A product's card with who waits for it, oldest orders first. Raises ShopError when there is none."""
    with shop.database.read() as tx:
        card = lists.read_product_card(tx, product_id)
        if card is None:
            raise ShopError(str(product_id), "there is no such product; look for it in the list of products")
        in_house = read_arrival(tx)
        supplies = tuple(
            replace(row, expected_date=row.expected_date and in_house(row.expected_date))
            for row in card.supplies
        )
        waiting = lists.list_backorders(tx, lists.EVERYTHING, product_id=product_id).rows
        names = sorted((one.name, one.supplier_id) for one in read_all_entries(tx, SupplierEntry))
        return ProductView(
            card,
            supplies,
            tuple(_in_house(line, supplies) for line in waiting),
            tuple((key, name) for name, key in names),
            read_settings(tx).currency,
        )


def change_product(
    shop: Shop, before: ProductEntry, after: ProductEntry, *, act_uuid: UUID | None = None
) -> ProductEntry:
    """Change the plain fields in which `after` differs from `before`, as it was read; returns what stands now.

    What others changed elsewhere on the card is kept. Raises SituationChanged when the same
    field was changed meanwhile, RequestRefused with one ShopError a field that cannot be
    (its `thing` is the field's name), and changes nothing then.
    """
    with shop.database.write() as tx:
        now = read_entry(tx, ProductEntry, "product_id", before.product_id)
        if now is None:
            raise ShopError(
                before.sku, "there is no such product any more; look for it in the list of products"
            )
        wanted = join_changes(before, after, now, after.sku)
        if wanted == now:
            return now
        _refuse_unfit(tx, now, wanted)
        act = shop.new_act(ActKind.EDIT, note=wanted.sku, act_uuid=act_uuid)
        records.write(tx, Decision(act), entries=[wanted])
    return wanted


def _in_house(line: BackorderRow, supplies: Sequence[SupplyRow]) -> BackorderRow:
    """The same line with the days on which its goods are in the house."""
    days = {supply.supply_id: supply.expected_date for supply in supplies}
    parts = (replace(part, expected_date=days.get(part.supply_id)) for part in line.held)
    return replace(line, held=tuple(parts))


def _refuse_unfit(tx: Transaction, now: ProductEntry, wanted: ProductEntry) -> None:
    """Look at every changed field, so that all mistakes are named at once."""
    problems: list[ShopError] = []
    for name in changed_fields(now, wanted):
        try:
            _check(tx, wanted, name)
        except ShopError as problem:
            problems.append(problem)
    if problems:
        raise RequestRefused(tuple(problems))


def _check(tx: Transaction, wanted: ProductEntry, name: str) -> None:
    value = getattr(wanted, name)
    if name in _NEEDED and not value.strip():
        raise ShopError(name, "is empty; every product needs one")
    if name in _UNIQUE and value:
        _refuse_taken(tx, wanted, name, value)
    if name in _QUANTITIES:
        refuse_quantity(name, value, MAXIMUM)
    if name in _MOST:
        refuse_number(name, value, *_MOST[name])
    if name == "pack" and not value:
        raise ShopError(name, "is 0; give 1 for goods that are sold singly")
    if name == "supplier_id" and value and read_entry(tx, SupplierEntry, "supplier_id", value) is None:
        raise ShopError(name, "there is no such supplier; choose one of the list")


def _refuse_taken(tx: Transaction, wanted: ProductEntry, name: str, value: str) -> None:
    other = read_entry(tx, ProductEntry, name, value)
    if other is not None and other.product_id != wanted.product_id:
        raise ShopError(name, f"'{value}' is that of {other.sku}, {other.name}; give each product its own")
