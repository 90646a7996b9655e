"""The list of products: what is here, free, coming and owed of each."""

from typing import Any, ClassVar

from typing_extensions import override

from boapp.services import catalog
from boapp.services.shops import read_shop_settings
from boapp.storage.lists import ListQuery, ProductRow
from boapp.storage.lists import Page as ListWindow
from boapp.ui.formats import DASH, money_text, quantity_text
from boapp.ui.pages import Desk
from boapp.ui.tables.column import Column, Kind
from boapp.ui.tables.list_page import ListLook, ListPage
from boapp.ui.tokens import MEDIUM, SEMIBOLD
from boapp.ui.widgets.badge import BadgeLook

_LOOK = ListLook(
    title="Products",
    name="Products",
    layout_name="products",
    placeholder="Name, SKU or barcode",
    empty="No products yet",
    empty_remark="Bring them in from a spreadsheet or another shop program: boapp import products FILE.",
    usual=("sku", False),
)


class ProductsPage(ListPage[ProductRow]):
    """All products; Enter opens a card."""

    topics: ClassVar[frozenset[str]] = frozenset({"products", "stock", "orders", "purchasing", "allocations"})

    def __init__(self, desk: Desk) -> None:
        self._currency = ""
        super().__init__(desk, _LOOK, self._columns(), lambda row: row.product_id)

    @override
    def read(self, query: ListQuery, chosen: str) -> ListWindow[ProductRow]:
        return catalog.list_products(self.desk.shop, query)

    @override
    def sum_up(self, words: str) -> tuple[int, str]:
        total = catalog.list_products(self.desk.shop, ListQuery(words=words, limit=1)).total
        return total, read_shop_settings(self.desk.shop).currency

    @override
    def show_sums(self, sums: Any) -> None:
        total, self._currency = sums
        words = self.tr("1 product") if total == 1 else self.tr("{} products").format(total)
        self.header.say(self.tr("Products"), words)
        self.totals.say({"name": words})
        self.view.viewport().update()

    @override
    def open_row(self, row: ProductRow) -> None:
        self.desk.go("product", row.product_id)

    def _columns(self) -> tuple[Column[ProductRow], ...]:
        return (
            Column("Product", lambda row: row.name, key="name", width=240, second=lambda row: row.sku,
                   weight=MEDIUM, stretch=True),
            Column("Group", lambda row: row.product_group, key="group", width=120, wide_only=True),
            Column("Supplier", lambda row: row.supplier, key="supplier", width=110, sortable=False,
                   wide_only=True),
            Column("On hand", lambda row: quantity_text(row.on_hand), Kind.NUMBER, 84, "on_hand"),
            Column("Free", lambda row: quantity_text(row.free), Kind.NUMBER, 72, "free", sortable=False,
                   weight=SEMIBOLD, tip=_why_free),
            Column("Coming", lambda row: _or_dash(row.coming), Kind.NUMBER, 84, "coming"),
            Column("Owed", lambda row: _or_dash(row.owed), Kind.NUMBER, 72, "owed", weight=SEMIBOLD),
            Column("Price", self._price, Kind.MONEY, 96, "price"),
            Column("What it needs", _need_words, Kind.BADGE, 180, "needs", badge=need_of, sortable=False),
        )  # fmt: skip

    def _price(self, row: ProductRow) -> str:
        return DASH if row.price is None else money_text(row.price, self._currency)


def need_of(row: ProductRow) -> BadgeLook | None:
    """What a product needs most: goods that somebody waits for, or filling up."""
    missing = row.owed - row.on_hand - row.coming
    if missing > 0:
        return BadgeLook(f"Order {quantity_text(missing)} or more", "bad", "warn")
    if row.discontinued:
        return BadgeLook("No longer sold", "plain", "close")
    if row.on_hand + row.coming - row.owed < row.reorder_level:
        return BadgeLook("Below reorder level", "warn", "tri_down")
    return None


def _need_words(row: ProductRow) -> str:
    need = need_of(row)
    return need.text if need is not None else ""


def _or_dash(quantity: int) -> str:
    return quantity_text(quantity) if quantity else DASH


def _why_free(row: ProductRow) -> str:
    parts = [f"{quantity_text(row.on_hand)} on hand", f"{quantity_text(row.spoken_for)} spoken for"]
    if row.keep_for_counter:
        parts.append(f"{quantity_text(row.keep_for_counter)} kept for the counter")
    return ", ".join(parts)
