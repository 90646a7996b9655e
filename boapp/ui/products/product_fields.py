"""The plain fields of a product: which there are, and how a record is shown in them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from boapp.services.catalog import ProductView
from boapp.storage.entries import ProductEntry
from boapp.ui.widgets.edit_panel import EditPanel
from boapp.ui.widgets.fields import Choice
from boapp.ui.widgets.form import (
    choice_blank,
    day_blank,
    long_blank,
    money_blank,
    quantity_blank,
    text_blank,
    tick_blank,
    whole_blank,
)

FIELDS = (
    "name", "barcode", "product_group", "price", "cost", "supplier_id", "lead_time_days", "reorder_level",
    "keep_for_counter", "pack", "minimum_part", "max_backorder_quantity", "release_date", "takes_backorders",
    "discontinued", "note",
)  # fmt: skip


class ProductFields(EditPanel):
    """A product's plain fields with Save and Cancel."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._decimals = 0
        self._currency = ""
        self._supplier = choice_blank("supplier_id", "Usual supplier", [])
        blanks = (
            text_blank("name", "Name"),
            text_blank("barcode", "Barcode"),
            text_blank("product_group", "Group"),
            money_blank("price", "Price", lambda: self._currency),
            money_blank("cost", "Cost", lambda: self._currency),
            self._supplier,
            whole_blank("lead_time_days", "Lead time, days", "empty: that of the supplier"),
            quantity_blank("reorder_level", "Reorder level", lambda: self._decimals),
            quantity_blank("keep_for_counter", "Keep for the counter", lambda: self._decimals),
            quantity_blank("pack", "Pack", lambda: self._decimals, "parts are given in whole packs"),
            quantity_blank("minimum_part", "Smallest part delivery", lambda: self._decimals),
            quantity_blank(
                "max_backorder_quantity", "Most that may wait", lambda: self._decimals, "empty: no limit",
                may_be_empty=True,
            ),
            day_blank("release_date", "Not sold before", today),
            tick_blank("takes_backorders", "When none is free", "May be ordered and wait"),
            tick_blank("discontinued", "Range", "No longer sold"),
            long_blank("note", "Note"),
        )  # fmt: skip
        super().__init__(blanks)

    def show_product(self, view: ProductView, *, keep_typed: bool) -> None:
        """Show a product's fields; what is being typed stays."""
        if keep_typed and self.is_edited:
            return
        self._decimals = view.card.entry.decimals
        self._currency = view.currency
        suppliers = self._supplier.field.control
        assert isinstance(suppliers, Choice)
        suppliers.blockSignals(True)
        suppliers.clear()
        suppliers.addItem("none", "")
        for supplier_id, name in view.supplier_names:
            suppliers.addItem(name, str(supplier_id))
        suppliers.blockSignals(False)
        self.show_record(values_of(view.card.entry))


def values_of(entry: ProductEntry) -> dict[str, Any]:
    """A product's record as its fields show it."""
    return {name: getattr(entry, name) for name in FIELDS}


def with_values(entry: ProductEntry, values: Mapping[str, Any]) -> ProductEntry:
    """A product's record with what was typed."""
    supplier = values["supplier_id"]
    given = {
        **values,
        "supplier_id": int(supplier) if supplier else None,
        "barcode": values["barcode"] or None,
    }
    return replace(entry, **given)
