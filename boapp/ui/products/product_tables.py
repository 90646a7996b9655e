"""The tables of a product's card: where its goods come from, who waits, what moved."""

from collections.abc import Callable
from datetime import date

from boapp.domain.decisions import MovementKind, Place, SupplyKind
from boapp.storage.lists import BackorderRow, MovementRow, SupplyRow
from boapp.ui.covering import cover_bar, cover_parts, cover_text, expected_text
from boapp.ui.formats import DASH, change_text, day_text, quantity_text
from boapp.ui.tables.column import Column, Kind
from boapp.ui.tables.models import RowTableModel
from boapp.ui.tokens import MEDIUM, SEMIBOLD

_MOVED = {
    MovementKind.RECEIPT: "delivery in",
    MovementKind.SHIPMENT: "sent to a customer",
    MovementKind.COUNTER_SALE: "sold at the counter",
    MovementKind.COUNT: "counted",
    MovementKind.FOUND: "found",
    MovementKind.RETURN: "came back",
    MovementKind.WRITE_OFF: "written off",
    MovementKind.TRANSFER: "moved",
}
_PLACES = {
    Place.STOCK: "stock",
    Place.SHELF: "hold shelf",
    Place.DISPLAY: "display",
    Place.INSPECT: "to inspect",
    Place.DAMAGED: "damaged",
}


def supplies_model(today: Callable[[], date]) -> RowTableModel[SupplyRow]:
    """Supplies by date: on hand, then each delivery with what of it is free."""

    def when(row: SupplyRow) -> str:
        if row.kind is SupplyKind.ON_HAND:
            return "here"
        if row.expected_date is None:
            return "no date"
        return day_text(row.expected_date, today())

    def is_late(row: SupplyRow) -> bool:
        here = row.kind is SupplyKind.ON_HAND
        return not here and (row.expected_date is None or row.expected_date < today())

    def when_second(row: SupplyRow) -> str:
        if row.kind is SupplyKind.ON_HAND:
            return ""
        return "late" if is_late(row) else "confirmed" if row.confirmed else "not confirmed"

    columns = (
        Column[SupplyRow]("From", _supply_name, key="from", width=140, second=_supply_second, weight=MEDIUM,
                          stretch=True),
        Column[SupplyRow]("When", when, Kind.DATE, 104, "when", sort=lambda row: row.expected_date or date.min,
                          second=when_second, ink=lambda row: "warn_text" if is_late(row) else "text",
                          icon=lambda row: "clock" if is_late(row) else None),
        Column[SupplyRow]("Quantity", lambda row: quantity_text(row.quantity), Kind.NUMBER, 80, "quantity",
                          sort=lambda row: row.quantity),
        Column[SupplyRow]("Free", _free_text, Kind.NUMBER, 64, "free", sort=lambda row: row.quantity - row.held,
                          weight=SEMIBOLD),
    )  # fmt: skip
    return RowTableModel(columns, lambda row: row.supply_id)


def waiting_model(today: Callable[[], date]) -> RowTableModel[BackorderRow]:
    """Waiting lines, oldest orders first, with what covers each and when all of it is expected."""

    def expected(row: BackorderRow) -> tuple[str, str]:
        return expected_text(row.held, row.open_quantity, row.wanted_date, today())

    columns = (
        Column[BackorderRow]("Customer", lambda row: row.customer, key="customer", width=150,
                             second=lambda row: row.order_number, weight=MEDIUM, stretch=True),
        Column[BackorderRow]("Owed", lambda row: quantity_text(row.open_quantity), Kind.NUMBER, 64, "owed",
                             sort=lambda row: row.open_quantity, weight=SEMIBOLD),
        Column[BackorderRow]("Covered by",
                             lambda row: cover_text(row.held, row.open_quantity, today()),
                             Kind.BAR, 210, "covered", sort=lambda row: row.covered_quantity,
                             second=lambda row: cover_parts(row.held, row.open_quantity, today()),
                             tip=lambda row: cover_text(row.held, row.open_quantity, today()),
                             bar=lambda row: cover_bar(row.held, row.open_quantity)),
        Column[BackorderRow]("Expected now", lambda row: expected(row)[0], Kind.DATE, 108, "expected",
                             sort=lambda row: expected(row)[0], ink=lambda row: expected(row)[1],
                             icon=lambda row: "clock" if expected(row)[0] == "late" else None),
        Column[BackorderRow]("Told", lambda row: day_text(row.told_date, today()), Kind.DATE, 80, "told",
                             sort=lambda row: row.told_date, wide_only=True),
    )  # fmt: skip
    return RowTableModel(columns, lambda row: row.line_id)


def movements_model(today: Callable[[], date]) -> RowTableModel[MovementRow]:
    """What came, went and moved, the latest first."""
    columns = (
        Column[MovementRow]("Day", lambda row: day_text(row.day, today()), Kind.DATE, 100, "day",
                            sort=lambda row: (row.day, row.movement_id)),
        Column[MovementRow]("What happened", lambda row: _MOVED[row.kind], key="kind", width=200,
                            weight=MEDIUM),
        Column[MovementRow]("Where", lambda row: _PLACES[row.place], key="place", width=140),
        Column[MovementRow]("Quantity", lambda row: change_text(row.quantity), Kind.NUMBER, 96, "quantity",
                            sort=lambda row: row.quantity, weight=SEMIBOLD),
        Column[MovementRow]("Who", lambda row: row.clerk, key="clerk", width=90),
        Column[MovementRow]("Remark", lambda row: row.note, key="note", width=160, stretch=True),
    )  # fmt: skip
    return RowTableModel(columns, lambda row: row.movement_id)


def _supply_name(row: SupplyRow) -> str:
    if row.kind is SupplyKind.ON_HAND:
        return "On hand"
    return row.partner or row.label or "Noted by hand"


def _supply_second(row: SupplyRow) -> str:
    return row.label if row.partner else ""


def _free_text(row: SupplyRow) -> str:
    return quantity_text(row.quantity - row.held) if row.quantity > row.held else DASH
