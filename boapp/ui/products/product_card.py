"""A product's card: what is here, coming and owed, who waits, what moved, and its plain fields."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from boapp.errors import ShopError
from boapp.services import catalog
from boapp.services.catalog import ProductView
from boapp.storage.entries import ProductEntry
from boapp.storage.lists import BackorderRow, SupplyRow
from boapp.ui import messages, theme
from boapp.ui.formats import money_text, quantity_text
from boapp.ui.pages import Desk, Page
from boapp.ui.products.product_fields import ProductFields, values_of, with_values
from boapp.ui.products.product_tables import movements_model, supplies_model, waiting_model
from boapp.ui.tables.panel import TablePanel, TotalsRow
from boapp.ui.tables.table_view import TableView
from boapp.ui.tokens import SMALL_CONTROL
from boapp.ui.widgets.badge import BadgeLook
from boapp.ui.widgets.buttons import Button, Segmented
from boapp.ui.widgets.card import Figure, card
from boapp.ui.widgets.empty_state import EmptyState
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.page_header import PageHeader
from boapp.ui.widgets.text import Text, heading

_NOTHING_TO_DECIDE = "Nobody waits for this product"


class ProductCardPage(Page):
    """One product; its subject is the product's key."""

    topics: ClassVar[frozenset[str]] = frozenset({"products", "stock", "orders", "purchasing", "allocations"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: ProductView | None = None
        self.supplies = supplies_model(desk.today)
        self.waiting = waiting_model(desk.today)
        self.movements = movements_model(desk.today)
        self.fields = ProductFields(desk.today)
        self.views = Segmented(
            [("overview", "Overview"), ("movements", "Movements"), ("fields", "Texts and prices")],
            "What to see of the product",
        )
        self.edit_button = Button("Edit", "pencil", tip="Edit the plain fields (F2)")
        self.decide_button = Button("Decide", "share", tip="Decide who gets it (Ctrl+D)", small=True)
        self.header = PageHeader("", "", self.views, self.edit_button)
        self.figures = {
            name: Figure(name, "")
            for name in ("On hand", "Free to sell", "On order", "Still owed", "Nothing coming")
        }
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    @override
    def show_subject(self, subject: Hashable) -> None:
        if subject != self.subject:
            self.shown = None
            self._show_view("overview")
        super().show_subject(subject)

    @override
    def reload(self) -> None:
        product_id = self.subject
        if isinstance(product_id, int):
            self.desk.work.run(
                lambda: catalog.read_product(self.desk.shop, product_id),
                self._on_read,
                owner=self,
                latest="card",
            )

    @override
    def title(self) -> str:
        return self.shown.card.entry.name if self.shown else ""

    @override
    def may_leave(self, then: Callable[[], None]) -> None:
        self.fields.ask_before_leaving(then, self)

    def edit(self) -> None:
        """Go to the first of the plain fields."""
        self._show_view("fields")
        self.fields.form["name"].control.setFocus()

    def decide(self) -> None:
        """Open the screen on which is decided who gets this product."""
        if self.shown and self.shown.waiting:
            self.desk.go("decide", self.shown.card.entry.product_id)

    def _lay_out(self) -> None:
        figures = card(
            row(*((figure, 1) for figure in self.figures.values()), spacing=16), margins=(16, 10, 16, 10)
        )
        supplies = TableView(self.supplies, "Where it comes from")
        waiting = TableView(self.waiting, "Who waits for it")
        movements = TableView(self.movements, "What moved")
        supplies.row_opened.connect(self._on_supply_opened)
        waiting.row_opened.connect(self._on_waiting_opened)
        self.supplies_view, self.waiting_view, self.movements_view = supplies, waiting, movements
        self._waiting_totals = TotalsRow(waiting)
        self._waiting_note = Text("", ink="text2", tabular=True)
        nobody = EmptyState(
            "Nobody waits for it", "An order that cannot ship at once appears here.", drawing=False
        )
        unmoved = EmptyState(
            "Nothing has moved yet", "Deliveries, sales and counts appear here.", drawing=False
        )
        left_head = container(row(heading("Where it comes from"), None))
        left_head.setFixedHeight(theme.px(SMALL_CONTROL))
        left = column(
            left_head,
            (TablePanel(supplies), 1), spacing=8,
        )  # fmt: skip
        right = column(
            row(heading("Waiting"), self._waiting_note, None, self.decide_button),
            (TablePanel(waiting, empty=nobody, totals=self._waiting_totals), 1), spacing=8,
        )  # fmt: skip
        overview = column(figures, (row((left, 4), (right, 6), spacing=16), 1), spacing=16)
        for page in (
            container(overview),
            TablePanel(movements, empty=unmoved),
            container(column(self.fields, None)),
        ):
            self._pages.addWidget(page)
        self.setLayout(column(self.header, (self._pages, 1), spacing=12, margins=(24, 4, 24, 16)))

    def _connect(self) -> None:
        self.views.chosen.connect(self._show_view)
        self.edit_button.clicked.connect(self.edit)
        self.decide_button.clicked.connect(self.decide)
        self.fields.save_asked.connect(self._on_save_asked)
        self.fields.edited.connect(self._say_header)
        for key, handler in (("edit", self.edit), ("decide", self.decide), ("save", self.fields.save)):
            self.desk.actions.bind(key, handler, self)

    def _show_view(self, name: str) -> None:
        self.views.choose(name)
        self._pages.setCurrentIndex(("overview", "movements", "fields").index(name))
        self.edit_button.setVisible(name != "fields")

    def _on_read(self, view: ProductView) -> None:
        same = self.shown is not None and self.shown.card.entry.product_id == view.card.entry.product_id
        self.shown = view
        self.supplies.show_rows(view.supplies)
        self.waiting.show_rows(view.waiting)
        self.movements.show_rows(view.card.movements)
        self.fields.show_product(view, keep_typed=same)
        self._say_header()
        self._say_figures(view)
        self._say_waiting(view)
        self.renamed.emit()
        if not same:
            (self.waiting_view if view.waiting else self.supplies_view).setFocus()

    def _say_header(self) -> None:
        if self.shown is None:
            return
        entry = self.shown.card.entry
        price = "no price" if entry.price is None else money_text(entry.price, self.shown.currency)
        words = " · ".join(word for word in (entry.sku, price, entry.product_group) if word)
        badge = None
        if self.fields.is_edited:
            badge = BadgeLook("Not saved yet", "accent", "pencil")
        elif entry.discontinued:
            badge = BadgeLook("No longer sold", "plain", "close")
        self.header.say(entry.name, words, badge)

    def _say_figures(self, view: ProductView) -> None:
        sums, today = view.card.row, self.desk.today()
        deliveries = [supply for supply in view.supplies if supply.partner or supply.label]
        late = sum(supply.expected_date is None or supply.expected_date < today for supply in deliveries)
        nothing = max(0, sums.owed - sums.on_hand - sums.coming)
        unit = view.card.entry.unit
        in_pieces = unit in ("", "piece", "pieces")
        self.figures["On hand"].say(quantity_text(sums.on_hand), "" if in_pieces else unit)
        self.figures["Free to sell"].say(quantity_text(sums.free), self._why_free(view))
        remark = _counted(len(deliveries), "delivery", "deliveries") if deliveries else ""
        self.figures["On order"].say(quantity_text(sums.coming), f"{remark}, {late} late" if late else remark)
        lines = _counted(len(view.waiting), "waiting line", "waiting lines") if view.waiting else ""
        self.figures["Still owed"].say(quantity_text(sums.owed), lines)
        self.figures["Nothing coming"].say(
            quantity_text(nothing), "order more" if nothing else "", ink="bad_text" if nothing else "text"
        )

    def _why_free(self, view: ProductView) -> str:
        sums = view.card.row
        if sums.keep_for_counter and sums.on_hand > sums.spoken_for:
            return f"{quantity_text(sums.keep_for_counter)} kept for the counter"
        return "all spoken for" if sums.on_hand and not sums.free else ""

    def _say_waiting(self, view: ProductView) -> None:
        owed = sum(line.open_quantity for line in view.waiting)
        covered = f"{quantity_text(view.covered_quantity)} of {quantity_text(owed)} covered" if owed else ""
        self._waiting_note.setText(covered)
        self._waiting_totals.say(
            {"customer": _counted(len(view.waiting), "line", "lines"), "owed": quantity_text(owed)}
        )
        if view.waiting:
            self.decide_button.allow()
        else:
            self.decide_button.refuse(_NOTHING_TO_DECIDE)

    def _on_supply_opened(self, supply: SupplyRow) -> None:
        if supply.partner:
            self.desk.go("purchase", supply.label)

    def _on_waiting_opened(self, line: BackorderRow) -> None:
        self.desk.go("order", line.order_number)

    def _on_save_asked(self, values: Mapping[str, Any]) -> None:
        if self.shown is not None:
            before = self.shown.card.entry
            self._change(before, with_values(before, values))

    def _change(self, before: ProductEntry, after: ProductEntry) -> None:
        def saved(now: ProductEntry) -> None:
            self.desk.bus.tell({"products"}, self)
            self.fields.say_saved(values_of(now))
            self.reload()
            self.desk.toast(f"{now.name} saved", lambda: self._undo(after, before))

        self.desk.work.run(
            lambda: catalog.change_product(self.desk.shop, before, after),
            saved,
            self.fields.say_refused,
            owner=self,
        )

    def _undo(self, after: ProductEntry, before: ProductEntry) -> None:
        def undone(_: ProductEntry) -> None:
            self.desk.bus.tell({"products"}, self)
            self.reload()

        def refused(error: ShopError) -> None:
            messages.show_error(self, error)

        self.desk.work.run(
            lambda: catalog.change_product(self.desk.shop, after, before), undone, refused, owner=self
        )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
