"""Products and what was counted of them."""

from dataclasses import replace
from typing import Any

from boapp.domain.decisions import SupplyKind
from boapp.domain.quantities import format_quantity, smallest_unit
from boapp.exchange.layouts.rows import ProductRow
from boapp.services.importing.ledger import Ledger, Outcome, RowRefused
from boapp.services.importing.partners import Suppliers
from boapp.storage.entries import ProductEntry, SupplierTermEntry, SupplyEntry, read_all_entries
from boapp.storage.numbering import new_key
from boapp.storage.transaction import Transaction

_SAME_NAMES = (
    "name",
    "barcode",
    "unit",
    "decimals",
    "pack",
    "price",
    "cost",
    "tax_rate",
    "reorder_level",
    "release_date",
    "lead_time_days",
    "image",
    "discontinued",
)
_OTHER_NAMES = {
    "group": "product_group",
    "backorder": "takes_backorders",
    "max_backorder": "max_backorder_quantity",
}


class Products:
    """The products a shop has, found by SKU, and those an import adds.

    A SKU is what it is written as; where none is written so, the one that differs only in
    capitals is meant: 85123a on an invoice is the article 85123A, and its stock is one.
    """

    def __init__(self, tx: Transaction, ledger: Ledger) -> None:
        self._tx = tx
        self._ledger = ledger
        self._by_sku: dict[str, ProductEntry] = {}
        self._loosely: dict[str, str] = {}
        for entry in read_all_entries(tx, ProductEntry):
            self._remember(entry)

    def find(self, sku: str) -> ProductEntry | None:
        """The product of that SKU, if there is one."""
        return self._by_sku.get(sku) or self._by_sku.get(self._loosely.get(sku.casefold(), ""))

    def get(self, sku: str) -> ProductEntry:
        """The product of that SKU; refuses the row when there is none."""
        found = self.find(sku)
        if found is None:
            raise RowRefused("sku", sku, "is no product of this shop; import products first")
        return found

    def add(self, sku: str, name: str, **known: Any) -> ProductEntry:
        """A new product, with nothing on hand."""
        entry = ProductEntry(new_key(self._tx, "products"), sku, name, **known)
        on_hand = SupplyEntry(new_key(self._tx, "supplies"), entry.product_id, SupplyKind.ON_HAND, 0)
        self._ledger.put(on_hand.supply_id, on_hand)
        self.put(entry)
        return entry

    def put(self, entry: ProductEntry) -> None:
        """Keep a product that is new or changed."""
        self._remember(entry)
        self._ledger.put(entry.product_id, entry)

    def _remember(self, entry: ProductEntry) -> None:
        self._by_sku[entry.sku] = entry
        self._loosely.setdefault(entry.sku.casefold(), entry.sku)


def check_precision(product: ProductEntry, quantity: int, field: str) -> None:
    """Refuse a quantity finer than the product is counted in (semantics 1)."""
    if quantity % smallest_unit(product.decimals):
        written = format_quantity(quantity)
        if product.decimals:
            raise RowRefused(
                field, written, f"has more than the {product.decimals} decimals of {product.sku}"
            )
        raise RowRefused(field, written, f"must be a whole number: {product.sku} is counted in pieces")


class ProductImport:
    """Takes product rows; the first row of a SKU says what the product is, later ones add nothing."""

    def __init__(self, tx: Transaction, ledger: Ledger) -> None:
        self._tx = tx
        self._ledger = ledger
        self._products = Products(tx, ledger)
        self._suppliers = Suppliers(tx, ledger)
        self._seen: set[int] = set()
        self._terms = {
            (term.supplier_id, term.product_id): term for term in read_all_entries(tx, SupplierTermEntry)
        }

    def take(self, row: ProductRow) -> Outcome:
        """Create the product of a row, or change what the row says otherwise."""
        found = self._products.find(row.sku)
        if found and found.product_id in self._seen:
            return "same"
        known = {name: value for name in _SAME_NAMES if (value := getattr(row, name)) is not None}
        known |= {
            ours: value for name, ours in _OTHER_NAMES.items() if (value := getattr(row, name)) is not None
        }
        supplier = self._suppliers.meant(row.supplier) if row.supplier else None
        if supplier:
            known["supplier_id"] = supplier.supplier_id
        name = known.pop("name")
        if found:
            product = replace(found, name=name, **known)
            if product != found:
                self._products.put(product)
        else:
            product = self._products.add(row.sku, name, **known)
        self._seen.add(product.product_id)
        told_more = self._keep_terms(row, product)
        if found is None:
            return "created"
        return "changed" if told_more or product != found else "same"

    def _keep_terms(self, row: ProductRow, product: ProductEntry) -> bool:
        """What the product's supplier asks for it; whether that is news."""
        if product.supplier_id is None or not (row.supplier or row.supplier_sku):
            return False
        before = self._terms.get((product.supplier_id, product.product_id))
        term = before or SupplierTermEntry(0, product.supplier_id, product.product_id)
        said: dict[str, Any] = {
            "supplier_sku": row.supplier_sku,
            "price": row.cost,
            "lead_time_days": row.lead_time_days,
        }
        after = replace(term, **{name: value for name, value in said.items() if value is not None})
        if after == before:
            return False
        if before is None:
            after = replace(after, term_id=new_key(self._tx, "supplier_terms"))
        self._ledger.put(after.term_id, after)
        return True
