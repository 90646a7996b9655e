"""The lines of a purchase order: ordered, received, still open, and when it is expected."""

from collections.abc import Callable
from datetime import date

from boapp.storage.lists import PurchaseLineRow
from boapp.ui.formats import DASH, day_text, quantity_text
from boapp.ui.tables.column import Column, Kind
from boapp.ui.tables.models import RowTableModel
from boapp.ui.tokens import MEDIUM, SEMIBOLD


def purchase_lines_model(today: Callable[[], date]) -> RowTableModel[PurchaseLineRow]:
    """The lines with numbers right and late days marked."""

    def is_late(row: PurchaseLineRow) -> bool:
        return bool(row.open_quantity) and (row.expected_date is None or row.expected_date < today())

    def when(row: PurchaseLineRow) -> str:
        return day_text(row.expected_date, today()) if row.open_quantity else DASH

    def how_sure(row: PurchaseLineRow) -> str:
        if not row.open_quantity:
            return ""
        return "late" if is_late(row) else "confirmed" if row.confirmed else "not confirmed"

    columns = (
        Column[PurchaseLineRow]("Product", lambda row: row.name, key="product", width=240,
                                second=lambda row: row.sku, weight=MEDIUM, stretch=True),
        Column[PurchaseLineRow]("Ordered", lambda row: quantity_text(row.ordered_quantity), Kind.NUMBER, 84,
                                "ordered", sort=lambda row: row.ordered_quantity),
        Column[PurchaseLineRow]("Received", lambda row: _or_dash(row.received_quantity), Kind.NUMBER, 84,
                                "received", sort=lambda row: row.received_quantity),
        Column[PurchaseLineRow]("Cancelled", lambda row: _or_dash(row.cancelled_quantity), Kind.NUMBER, 88,
                                "cancelled", sort=lambda row: row.cancelled_quantity, wide_only=True),
        Column[PurchaseLineRow]("Still open", lambda row: _or_dash(row.open_quantity), Kind.NUMBER, 88, "open",
                                sort=lambda row: row.open_quantity, weight=SEMIBOLD),
        Column[PurchaseLineRow]("Spoken for", lambda row: _or_dash(row.held), Kind.NUMBER, 92, "held",
                                sort=lambda row: row.held),
        Column[PurchaseLineRow]("Expected", when, Kind.DATE, 120, "expected",
                                sort=lambda row: row.expected_date, second=how_sure,
                                ink=lambda row: "warn_text" if is_late(row) else "text",
                                icon=lambda row: "clock" if is_late(row) else None),
    )  # fmt: skip
    return RowTableModel(columns, lambda row: row.purchase_line_id)


def _or_dash(quantity: int) -> str:
    return quantity_text(quantity) if quantity else DASH
