"""Two small pages over made-up rows, to try the frame with."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from boapp.domain.quantities import UNIT
from boapp.ui.formats import money_text, quantity_text
from boapp.ui.pages import Desk, Page, PageSpec
from boapp.ui.tables.column import Column, Inked, Kind
from boapp.ui.tables.models import RowTableModel
from boapp.ui.tables.panel import TablePanel, TotalsRow
from boapp.ui.tables.table_view import TableView
from boapp.ui.tokens import MEDIUM, SEMIBOLD
from boapp.ui.widgets.badge import BadgeLook
from boapp.ui.widgets.bars import BarLook, Segment
from boapp.ui.widgets.buttons import Segmented, icon_button, primary_button
from boapp.ui.widgets.chips import ChipKind
from boapp.ui.widgets.empty_state import EmptyState
from boapp.ui.widgets.fields import SearchField
from boapp.ui.widgets.filters import FilterRow
from boapp.ui.widgets.layouts import column, row
from boapp.ui.widgets.page_header import PageHeader


@dataclass(frozen=True, slots=True)
class Waiting:
    product_id: int
    name: str
    sku: str
    lines: int
    here: int
    coming: int
    nothing: int
    next_delivery: str
    supplier: str
    days: int
    value: int
    need: BadgeLook | None

    @property
    def owed(self) -> int:
        return (self.here + self.coming + self.nothing) * UNIT


_READY = BadgeLook("Ready to ship", "here", "check")
ROWS = (
    Waiting(1, "String lights, warm white, 10 m", "STR-0018", 3, 0, 22, 0, "late", "Glimmer, PO-2052", 30, 41800, BadgeLook("1 told date at risk", "warn", "clock")),
    Waiting(2, "Ceramic lantern, blue", "LAN-0042", 9, 14, 40, 8, "late", "Aster, PO-2038", 24, 185380, BadgeLook("1 told date broken", "warn", "warn")),
    Waiting(3, "Paper globe lantern, 40 cm", "GLB-0033", 3, 6, 0, 8, "", "", 22, 18200, BadgeLook("Order 8 or more", "bad", "warn")),
    Waiting(4, "Rattan pendant lamp", "LMP-0115", 1, 0, 0, 2, "", "", 19, 17800, BadgeLook("Release 1 Feb", "plain", "calendar")),
    Waiting(5, "Beeswax candle, 20 cm", "CND-0210", 3, 48, 0, 0, "", "", 21, 31200, _READY),
    Waiting(6, "Stoneware mug, moss", "MUG-0301", 2, 12, 0, 0, "", "", 9, 21600, _READY),
    Waiting(7, "Letterpress card set", "CRD-0450", 1, 10, 0, 0, "", "", 5, 9500, _READY),
    Waiting(8, "Tealight holder, star", "TEA-0012", 1, 10, 14, 0, "late", "Glimmer, PO-2052", 13, 11760, None),
    Waiting(9, "Brass reading lamp", "LMP-0107", 4, 0, 9, 0, "1 Dec", "Hartmann, PO-2047", 14, 107100, None),
    Waiting(10, "Felt angel, set of 3", "ANG-0021", 1, 0, 8, 0, "1 Dec", "Hartmann, PO-2047", 6, 10000, None),
)  # fmt: skip


def _bar(row: Waiting) -> BarLook:
    parts = (
        Segment(row.here, ChipKind.HERE),
        Segment(row.coming, ChipKind.COMING),
        Segment(row.nothing, ChipKind.NOTHING),
    )
    return BarLook(tuple(part for part in parts if part.amount), row.here + row.coming + row.nothing)


def _parts(row: Waiting) -> Sequence[Inked]:
    words = (
        Inked(f"{row.here} here", "here_text"),
        Inked(f"{row.coming} coming", "accent_text"),
        Inked(f"{row.nothing} nothing coming", "bad_text"),
    )
    return [inked for inked in words if not inked.text.startswith("0 ")]


COLUMNS = (
    Column[Waiting]("Product", lambda row: row.name, key="product", width=220, second=lambda row: row.sku,
                    weight=MEDIUM, stretch=True),
    Column[Waiting]("Lines", lambda row: str(row.lines), Kind.NUMBER, 64, "lines", sort=lambda row: row.lines,
                    wide_only=True),
    Column[Waiting]("Owed", lambda row: quantity_text(row.owed), Kind.NUMBER, 64, "owed", sort=lambda row: row.owed,
                    weight=SEMIBOLD),
    Column[Waiting]("Covered by", lambda row: ", ".join(part.text for part in _parts(row)), Kind.BAR, 264, "covered",
                    sort=lambda row: row.here, second=_parts, bar=_bar),
    Column[Waiting]("Next delivery", lambda row: row.next_delivery or "—", Kind.DATE, 150, "next",
                    second=lambda row: row.supplier, sort=lambda row: row.next_delivery or None,
                    ink=lambda row: "warn_text" if row.next_delivery == "late" else "text",
                    icon=lambda row: "clock" if row.next_delivery == "late" else None),
    Column[Waiting]("Longest", lambda row: f"{row.days} days", Kind.NUMBER, 90, "longest", sort=lambda row: row.days,
                    ink=lambda row: "warn_text" if row.days > 21 else "text"),
    Column[Waiting]("Value, €", lambda row: money_text(row.value), Kind.MONEY, 96, "value", sort=lambda row: row.value),
    Column[Waiting]("What it needs", lambda row: row.need.text if row.need else "on its way", Kind.BADGE, 190, "needs",
                    badge=lambda row: row.need),
)  # fmt: skip


class WaitingPage(Page):
    topics: ClassVar[frozenset[str]] = frozenset({"stock", "orders"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.reads = 0
        self.model = RowTableModel(COLUMNS, lambda row: row.product_id)
        self.view = TableView(
            self.model, "Products with waiting lines", layouts=desk.layouts, layout_name="waiting"
        )
        self.filter = SearchField("Type to filter")
        self.filters = FilterRow([("all", "All"), ("none", "Nothing coming"), ("late", "Late")], "Show")
        self.totals = TotalsRow(self.view)
        empty = EmptyState("Nobody is waiting", "New orders that cannot ship at once appear here.")
        self.header = PageHeader(
            "Backorders",
            "",
            Segmented([("p", "By product"), ("o", "By order")], "View"),
            primary_button("Suggest for all", "propose"),
        )
        tools = row(
            self.filters,
            None,
            self.filter,
            icon_button("columns", "Choose columns"),
            icon_button("printer", "Print"),
        )
        self.panel = TablePanel(self.view, empty=empty, totals=self.totals)
        self.setLayout(column(self.header, tools, (self.panel, 1), spacing=12, margins=(24, 4, 24, 16)))
        self.filter.setFixedWidth(180)
        self.filter.sought.connect(self._on_sought)
        self.filter.left_downwards.connect(self.view.setFocus)
        self.view.typed.connect(self.filter.type_in)
        self.view.row_opened.connect(lambda waiting: desk.go("card", waiting.product_id))
        desk.actions.bind("suggest", lambda: desk.toast("Suggested", None), self)

    @override
    def reload(self) -> None:
        self.reads += 1
        sought = self.filter.text().casefold()
        self.desk.work.run(
            lambda: tuple(row for row in self.desk.shop if sought in row.name.casefold()),
            self._on_read, owner=self, latest="rows",
        )  # fmt: skip

    @override
    def focus_filter(self) -> QWidget | None:
        return self.filter

    def _on_sought(self) -> None:
        self.reload()

    def _on_read(self, rows: Sequence[Waiting]) -> None:
        self.model.show_rows(rows)
        owed = sum(waiting.owed for waiting in rows)
        self.totals.say(
            {
                "product": f"{len(rows)} products",
                "lines": str(sum(r.lines for r in rows)),
                "owed": quantity_text(owed),
            }
        )
        self.header.say("Backorders", f"{quantity_text(owed)} pieces still owed")
        self.filters.show_counts({"all": len(rows), "none": sum(r.nothing > 0 for r in rows), "late": 3})


class CardPage(Page):
    @override
    def show_subject(self, subject: Hashable) -> None:
        super().show_subject(subject)
        self.found = next((row for row in self.desk.shop if row.product_id == subject), None)
        self.renamed.emit()

    @override
    def title(self) -> str:
        found: Any = getattr(self, "found", None)
        return str(found.name) if found else ""


SPECS = (
    PageSpec("waiting", "Backorders", "backorders", WaitingPage, count=len),
    PageSpec("empty", "Reports", "reports", Page),
    PageSpec("card", "Product", "products", CardPage, parent="waiting"),
    PageSpec("settings", "Settings", "settings", Page, low=True),
)
