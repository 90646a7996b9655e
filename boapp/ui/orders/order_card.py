"""An order's card: its customer, its lines with what covers them, and what can be done with it."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from boapp.services import deliveries, orders
from boapp.services.deliveries import Handled
from boapp.services.orders import Obstacle, OrderView
from boapp.storage.entries import OrderEntry
from boapp.ui import messages, theme
from boapp.ui.dialogs import Dialog
from boapp.ui.formats import day_text, quantity_text
from boapp.ui.orders.customer_card import CustomerCard
from boapp.ui.orders.order_fields import OrderFields, values_of, wanted_changes, wanted_of, with_values
from boapp.ui.orders.order_lines import CoveredLine, covered_lines, lines_model
from boapp.ui.orders.order_states import state_of, why_not
from boapp.ui.pages import Desk, Page
from boapp.ui.tables.panel import TablePanel, TotalsRow
from boapp.ui.tables.table_view import TableView
from boapp.ui.widgets.badge import BadgeLook
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.buttons import Button, Segmented, primary_button
from boapp.ui.widgets.fields import Field, TextInput
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.page_header import PageHeader

_TOPICS_OF_GOODS = ("orders", "stock", "allocations", "notices")
_CUSTOMER_WIDTH = 216
_UNDONE = "undone at once"


class OrderCardPage(Page):
    """One order; its subject is the order's number or key."""

    topics: ClassVar[frozenset[str]] = frozenset(
        {"orders", "stock", "allocations", "customers", "purchasing"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: OrderView | None = None
        self.lines = lines_model(desk.today)
        self.lines_view = TableView(self.lines, "Lines of the order")
        self.totals = TotalsRow(self.lines_view)
        self.customer = CustomerCard()
        self.fields = OrderFields(desk.today)
        self.views = Segmented(
            [("overview", "Overview"), ("fields", "Terms and note")], "What to see of the order"
        )
        self.take_back_button = Button("Take back", "return", tip="Take goods off the hold shelf again")
        self.set_aside_button = Button("Set aside", "shelf", tip="Put what is here on the hold shelf")
        self.ship_button = primary_button(
            "Ship what is here", "box_in", tip="Send what is in the house for it"
        )
        self.header = PageHeader(
            "", "", self.views, self.take_back_button, self.set_aside_button, self.ship_button, below=True
        )
        self.letters_button = Button("Open letters", "notices", small=True)
        self.banner = Banner(tone="note", button=self.letters_button)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    @override
    def show_subject(self, subject: Hashable) -> None:
        if subject != self.subject:
            self.shown = None
            self.banner.hide()
            self._show_view("overview")
        super().show_subject(subject)

    @override
    def reload(self) -> None:
        order = self.subject
        if isinstance(order, int | str):
            self.desk.work.run(
                lambda: orders.read_order(self.desk.shop, order), self._on_read, owner=self, latest="card"
            )

    @override
    def title(self) -> str:
        return self.shown.card.entry.order_number if self.shown else ""

    @override
    def may_leave(self, then: Callable[[], None]) -> None:
        self.fields.ask_before_leaving(then, self)

    def edit(self) -> None:
        """Go to the first of the plain fields."""
        self._show_view("fields")
        self.fields.form["hold"].control.setFocus()

    def set_aside(self) -> None:
        """Put what is here on the hold shelf; can be undone at once."""
        # Taking back empties the order's shelf: it undoes this only where nothing lay there before.
        first = self.shown is not None and not self.shown.on_shelf
        undo = partial(self._take_back, reason=_UNDONE) if first else None
        self._handle(deliveries.set_aside, "{} set aside", undo)

    def take_back(self) -> None:
        """Ask why, then take what is set aside off the hold shelf; can be undone at once."""
        if self.shown is None:
            return
        number = self.shown.card.entry.order_number
        reason = TextInput()
        about = (
            "The order keeps them. A letter that says they are ready is withdrawn while it is not printed."
        )
        dialog = Dialog(f"Take back {quantity_text(self.shown.on_shelf)} from the hold shelf?", about, self)
        dialog.add(Field("Why", reason, "for example: sold at the counter, damaged, wrong customer"))
        dialog.add_answer(Button("Leave them there"))
        taken = dialog.add_answer(primary_button("Take back"), lambda: self._take_back(number, reason.text()))
        taken.refuse("Say why first")
        reason.textChanged.connect(
            lambda words: taken.allow() if words.strip() else taken.refuse("Say why first")
        )
        reason.returnPressed.connect(taken.click)
        dialog.open()
        reason.setFocus()

    def ship(self) -> None:
        """Ask once, since goods that have left do not come back, then send what is here."""
        if self.shown is None:
            return
        entry, here = self.shown.card.entry, quantity_text(self.shown.here)
        waits = sum(line.open_quantity for line in self.shown.waiting) - self.shown.here
        rest = (
            f" {quantity_text(waits)} still owed keep their own date."
            if waits
            else " The order is done then."
        )
        messages.ask(
            self,
            f"Ship {here} of {entry.order_number}?",
            f"They go to {self.shown.card.customer.name}.{rest} This cannot be undone.",
            f"Ship {here}",
            lambda: self._handle(deliveries.ship_order, "{} sent", None),
        )

    def _lay_out(self) -> None:
        self.customer.setFixedWidth(theme.px(_CUSTOMER_WIDTH))
        lines = TablePanel(self.lines_view, totals=self.totals)
        side = column(self.customer, None)
        self._pages.addWidget(container(row((lines, 1), side, spacing=16)))
        self._pages.addWidget(container(column(self.fields, None)))
        self.banner.hide()
        self.setLayout(
            column(self.header, self.banner, (self._pages, 1), spacing=12, margins=(24, 4, 24, 16))
        )

    def _connect(self) -> None:
        self.views.chosen.connect(self._show_view)
        self.ship_button.clicked.connect(self.ship)
        self.set_aside_button.clicked.connect(self.set_aside)
        self.take_back_button.clicked.connect(self.take_back)
        self.letters_button.clicked.connect(lambda: self.desk.go("notices"))
        self.lines_view.row_opened.connect(lambda line: self.desk.go("product", line.line.product_id))
        self.fields.save_asked.connect(self._on_save_asked)
        self.fields.edited.connect(self._say_header)
        for key, handler in (("edit", self.edit), ("decide", self._decide), ("save", self.fields.save)):
            self.desk.actions.bind(key, handler, self)

    def _decide(self) -> None:
        line: CoveredLine | None = self.lines_view.current_row
        if line is not None:
            self.desk.go("decide", line.line.product_id)

    def _show_view(self, name: str) -> None:
        self.views.choose(name)
        self._pages.setCurrentIndex(("overview", "fields").index(name))
        for button in (self.take_back_button, self.set_aside_button, self.ship_button):
            button.setVisible(name == "overview")  # one primary button a page: there it is Save

    def _on_read(self, view: OrderView) -> None:
        same = self.shown is not None and self.shown.card.entry.order_id == view.card.entry.order_id
        self.shown = view
        rows = covered_lines(view)
        self.lines.show_rows(rows)
        self.totals.say(
            {
                "product": "1 line" if len(rows) == 1 else f"{len(rows)} lines",
                "ordered": quantity_text(sum(row.line.ordered_quantity for row in rows)),
                "shipped": quantity_text(sum(row.line.shipped_quantity for row in rows)),
                "owed": quantity_text(sum(row.owed for row in rows)),
            }
        )
        self.customer.show_order(view)
        self.fields.show_order(view, keep_typed=same)
        self._say_header()
        self._say_buttons(view)
        self.renamed.emit()
        if not same:
            self.lines_view.choose_row(rows[0].line.line_id) if rows else None
            self.lines_view.setFocus()

    def _say_header(self) -> None:
        if self.shown is None:
            return
        entry, card = self.shown.card.entry, self.shown.card
        words = [card.customer.name, f"ordered {day_text(entry.ordered_date, self.desk.today())}"]
        if entry.external_number not in ("", entry.order_number):
            words.append(f"theirs {entry.external_number}")
        badge = state_of(card.row, self.desk.today())
        if self.fields.is_edited:
            badge = BadgeLook("Not saved yet", "accent", "pencil")
        self.header.say(entry.order_number, " · ".join(words), badge)

    def _say_buttons(self, view: OrderView) -> None:
        states: tuple[tuple[Button, Obstacle | None], ...] = (
            (self.ship_button, view.obstacle_to_ship),
            (self.set_aside_button, view.obstacle_to_set_aside),
            (self.take_back_button, view.obstacle_to_take_back),
        )
        for button, obstacle in states:
            if obstacle is None:
                button.allow()
            else:
                button.refuse(why_not(obstacle, view))
        here = quantity_text(view.here)
        self.ship_button.say(f"Ship {here}" if view.obstacle_to_ship is None else "Ship what is here")

    def _take_back(self, number: str, reason: str) -> None:
        # Setting aside takes all that is here: it undoes this only where all of it lay on the shelf.
        whole = self.shown is not None and self.shown.on_shelf == self.shown.here
        undo = (lambda _: self.set_aside()) if whole else None
        self._handle(partial(deliveries.take_back, reason=reason), "{} taken back", undo, number)

    def _handle(
        self,
        act: Callable[..., Handled],
        words: str,
        undo: Callable[[str], None] | None,
        number: str = "",
    ) -> None:
        """Do an act on the whole order, say what was done, and offer to take it back where that can be."""
        order_number = number or (self.shown.card.entry.order_number if self.shown else "")

        def done(handled: Handled) -> None:
            self.desk.bus.tell(_TOPICS_OF_GOODS, self)
            self.reload()
            quantity = quantity_text(sum(line.quantity for line in handled.lines))
            said = f"{handled.order_number}: {words.format(quantity)}"
            self.desk.toast(said, None if undo is None else lambda: undo(handled.order_number))
            self._say_letters(len(handled.notice_ids))

        self.desk.work.run(lambda: act(self.desk.shop, order_number), done, owner=self)

    def _say_letters(self, letters: int) -> None:
        fact = "1 letter is due." if letters == 1 else f"{letters} letters are due."
        self.banner.say(fact, "Look at it, print it or send it.", "note")
        self.banner.setVisible(bool(letters))

    def _on_save_asked(self, values: Mapping[str, Any]) -> None:
        view = self.shown
        if view is None:
            return
        before = view.card.entry
        after, changes = with_values(before, values), wanted_changes(view, values["wanted_date"])

        def saved(now: OrderEntry) -> None:
            self.desk.bus.tell({"orders"}, self)
            self.fields.say_saved(values_of(now, values["wanted_date"] if changes else wanted_of(view)))
            self.reload()
            back = tuple(orders.WantedChange(one.line_id, one.after, one.before) for one in changes)
            self.desk.toast(f"{now.order_number} saved", lambda: self._undo(after, before, back))

        self.desk.work.run(
            lambda: orders.change_order(self.desk.shop, before, after, changes),
            saved, self.fields.say_refused, owner=self,
        )  # fmt: skip

    def _undo(self, after: OrderEntry, before: OrderEntry, back: tuple[orders.WantedChange, ...]) -> None:
        def undone(_: OrderEntry) -> None:
            self.desk.bus.tell({"orders"}, self)
            self.reload()

        self.desk.work.run(
            lambda: orders.change_order(self.desk.shop, after, before, back), undone, owner=self
        )
