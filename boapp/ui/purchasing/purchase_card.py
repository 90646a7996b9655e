"""A purchase order's card: book its delivery in, see whom it serves, look at its lines and note."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from boapp.errors import ShopError
from boapp.services import purchasing, receiving
from boapp.services.purchasing import PurchaseView
from boapp.services.receiving import ReceiptPosted
from boapp.storage.entries import PurchaseOrderEntry
from boapp.ui.formats import day_text, quantity_text
from boapp.ui.pages import Desk, Page
from boapp.ui.purchasing.lateness import arrival_of
from boapp.ui.purchasing.purchase_lines import purchase_lines_model
from boapp.ui.receiving.delivery_panel import Delivery, DeliveryPanel
from boapp.ui.receiving.outcome_panel import Outcome, OutcomePanel
from boapp.ui.tables.panel import TablePanel, TotalsRow
from boapp.ui.tables.table_view import TableView
from boapp.ui.widgets.badge import BadgeLook
from boapp.ui.widgets.buttons import Button, Segmented
from boapp.ui.widgets.edit_panel import EditPanel
from boapp.ui.widgets.empty_state import EmptyState
from boapp.ui.widgets.form import long_blank
from boapp.ui.widgets.layouts import column, container
from boapp.ui.widgets.page_header import PageHeader

_TOPICS_OF_A_DELIVERY = ("stock", "purchasing", "orders", "allocations", "notices")
_DELIVERY, _OUTCOME, _NOTHING_OPEN, _ORDER = range(4)


class PurchaseCardPage(Page):
    """One purchase order; its subject is the number."""

    topics: ClassVar[frozenset[str]] = frozenset({"purchasing", "stock", "orders", "allocations"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: PurchaseView | None = None
        self.outcome: Outcome | None = None
        self._refusal: ShopError | None = None
        self.delivery = DeliveryPanel(desk.today)
        self.outcome_panel = OutcomePanel()
        self.lines = purchase_lines_model(desk.today)
        self.lines_view = TableView(self.lines, "Lines of the purchase order")
        self.totals = TotalsRow(self.lines_view)
        self.fields = EditPanel([long_blank("note", "Note")])
        self.views = Segmented(
            [("delivery", "Delivery in"), ("order", "Order and note")], "What to see of it"
        )
        self.header = PageHeader("", "", self.views, below=True)
        self._show_list = Button("Other purchase orders", "purchasing")
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    @override
    def show_subject(self, subject: Hashable) -> None:
        if subject != self.subject:
            self.shown = self.outcome = None
            self.views.choose("delivery")
        super().show_subject(subject)

    @override
    def reload(self) -> None:
        number = self.subject
        if isinstance(number, str):
            self.desk.work.run(
                lambda: purchasing.read_purchase_order(self.desk.shop, number),
                self._on_read, owner=self, latest="card",
            )  # fmt: skip

    @override
    def title(self) -> str:
        return self.shown.card.entry.purchase_order_number if self.shown else ""

    @override
    def may_leave(self, then: Callable[[], None]) -> None:
        self.fields.ask_before_leaving(then, self)

    def save(self) -> None:
        """Ctrl+S: book in on the delivery, save on the note."""
        if self._pages.currentIndex() == _DELIVERY:
            self.delivery.book_in()
        elif self._pages.currentIndex() == _ORDER:
            self.fields.save()

    def edit(self) -> None:
        """Go to the note."""
        self.views.choose("order")
        self._show_view()
        self.fields.form["note"].control.setFocus()

    def receive(self) -> None:
        """Go to the count of the delivery."""
        self.views.choose("delivery")
        self._show_view()
        self.delivery.focus_first()

    def _lay_out(self) -> None:
        nothing_open = EmptyState(
            "All of it has been received", "Look at its lines under “Order and note”.", self._show_list
        )
        order = container(
            column((TablePanel(self.lines_view, totals=self.totals), 1), self.fields, spacing=16)
        )
        for page in (self.delivery, self.outcome_panel, nothing_open, order):
            self._pages.addWidget(page)
        self.setLayout(column(self.header, (self._pages, 1), spacing=12, margins=(24, 4, 24, 16)))

    def _connect(self) -> None:
        self.views.chosen.connect(self._show_view)
        self._show_list.clicked.connect(lambda: self.desk.go("purchasing"))
        self.delivery.book_in_asked.connect(self._on_book_in_asked)
        self.outcome_panel.went_on.connect(self._on_went_on)
        self.outcome_panel.more_asked.connect(self._on_more_asked)
        self.lines_view.row_opened.connect(lambda line: self.desk.go("product", line.product_id))
        self.fields.save_asked.connect(self._on_save_asked)
        self.fields.edited.connect(self._say_header)
        for key, handler in (("edit", self.edit), ("save", self.save), ("receive", self.receive)):
            self.desk.actions.bind(key, handler, self)

    def _show_view(self) -> None:
        self._pages.setCurrentIndex(self._page_of_view())

    def _page_of_view(self) -> int:
        if self.views.value == "order":
            return _ORDER
        if self.outcome is not None:
            return _OUTCOME
        return _DELIVERY if self.shown is None or self.shown.open_lines else _NOTHING_OPEN

    def _on_read(self, view: PurchaseView) -> None:
        before = self.shown
        same = before is not None and before.card.entry.purchase_order_id == view.card.entry.purchase_order_id
        self.shown = view
        refusal, self._refusal = self._refusal, None
        changed = self.delivery.show_order(view, anew=not same or self.outcome is not None)
        if refusal is not None and not changed:
            self.delivery.say_refused(refusal)
        self.lines.show_rows(view.lines)
        self.fields.show_record({"note": view.card.entry.note}, keep_typed=same)
        self.totals.say(
            {
                "product": "1 line" if len(view.lines) == 1 else f"{len(view.lines)} lines",
                "ordered": quantity_text(sum(line.ordered_quantity for line in view.lines)),
                "received": quantity_text(sum(line.received_quantity for line in view.lines)),
                "open": quantity_text(sum(line.open_quantity for line in view.lines)),
            }
        )
        if self.outcome is not None:
            self.outcome = replace(self.outcome, lacking=_lacking(view))
            self.outcome_panel.show_outcome(self.outcome, more_to_come=bool(view.open_lines))
            self.outcome_panel.focus_next_step()
        self._say_header()
        self._show_view()
        self.renamed.emit()
        if not same and view.open_lines:
            self.delivery.focus_first()

    def _say_header(self) -> None:
        if self.shown is None:
            return
        entry, supplier, today = self.shown.card.entry, self.shown.supplier, self.desk.today()
        words = [entry.purchase_order_number, supplier.city]
        if entry.ordered_date is not None:
            words.append(f"ordered {day_text(entry.ordered_date, today)}")
        if self.shown.next_date is not None:
            words.append(f"expected {day_text(self.shown.next_date, today)}")
        badge = arrival_of(len(self.shown.open_lines), self.shown.next_date, today)
        if self.fields.is_edited:
            badge = BadgeLook("Not saved yet", "accent", "pencil")
        self.header.say(f"Delivery in: {supplier.name}", " · ".join(word for word in words if word), badge)

    def _on_book_in_asked(self, delivery: Delivery) -> None:
        if self.shown is None:
            return
        number = self.shown.card.entry.purchase_order_number

        def booked(posted: ReceiptPosted) -> None:
            self.outcome = Outcome(posted, _product_ids(self.shown), {})
            self.desk.bus.tell(_TOPICS_OF_A_DELIVERY, self)
            self.reload()

        self.desk.work.run(
            lambda: receiving.post_goods_receipt(
                self.desk.shop, number, delivery.arrived,
                rest=delivery.rest, over=delivery.over, act_uuid=delivery.act_uuid,
            ),
            booked, self._on_refused, owner=self,
        )  # fmt: skip

    def _on_refused(self, error: ShopError) -> None:
        """Look again first: most refusals are because another desk booked the same goods in."""
        self._refusal = error
        self.reload()

    def _on_more_asked(self) -> None:
        self.outcome = None
        if self.shown is not None:
            self.delivery.show_order(self.shown, anew=True)
        self.receive()

    def _on_went_on(self, page: str, subject: Hashable) -> None:
        self.desk.go(page, subject)

    def _on_save_asked(self, values: Mapping[str, Any]) -> None:
        if self.shown is None:
            return
        before = self.shown.card.entry
        after = replace(before, note=values["note"])

        def saved(now: PurchaseOrderEntry) -> None:
            self.desk.bus.tell({"purchasing"}, self)
            self.fields.say_saved({"note": now.note})
            self.reload()
            self.desk.toast(f"{now.purchase_order_number} saved", lambda: self._undo(after, before))

        self.desk.work.run(
            lambda: purchasing.change_purchase_order(self.desk.shop, before, after),
            saved, self.fields.say_refused, owner=self,
        )  # fmt: skip

    def _undo(self, after: PurchaseOrderEntry, before: PurchaseOrderEntry) -> None:
        def undone(_: PurchaseOrderEntry) -> None:
            self.desk.bus.tell({"purchasing"}, self)
            self.reload()

        self.desk.work.run(
            lambda: purchasing.change_purchase_order(self.desk.shop, after, before), undone, owner=self
        )


def _product_ids(view: PurchaseView | None) -> dict[str, int]:
    return {line.sku: line.product_id for line in view.lines} if view is not None else {}


def _lacking(view: PurchaseView) -> dict[str, int]:
    """Per SKU, how much waiting customers still lack in the house."""
    return {line.sku: view.waiting_quantity(line.product_id) for line in view.lines}
