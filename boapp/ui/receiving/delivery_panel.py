"""Count a delivery: quantities filled in with what is open, corrected by the clerk, booked in at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QWidget

from boapp.errors import RequestRefused, ShopError
from boapp.services.delivery_box import Rest, RestOfDelivery
from boapp.services.purchasing import PurchaseView
from boapp.services.receiving import Arrived
from boapp.ui import theme
from boapp.ui.formats import quantity_text, read_day
from boapp.ui.messages import sentence
from boapp.ui.receiving.arrived_row import HEADS, RIGHT, ArrivedRow
from boapp.ui.tokens import CARD_PADDING, GAP, MEDIUM, SEMIBOLD
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.buttons import Button, primary_button
from boapp.ui.widgets.card import Card
from boapp.ui.widgets.fields import Choice, TextInput
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.text import Text, divider

_RESTS = (
    (Rest.AS_EXPECTED, "comes as expected before"),
    (Rest.ON_DATE, "comes on a new day"),
    (Rest.UNKNOWN, "comes later, day unknown"),
    (Rest.CANCELLED, "was cancelled by the supplier"),
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a clerk counted, ready to be booked in; posted twice under one `act_uuid` it is done once."""

    arrived: tuple[Arrived, ...]
    rest: RestOfDelivery | None
    over: bool
    act_uuid: UUID


class DeliveryPanel(QWidget):
    """The delivery of one purchase order; `book_in_asked` carries a `Delivery`."""

    book_in_asked = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.rows: tuple[ArrivedRow, ...] = ()
        self._shown: object = None
        self._act_uuid = uuid4()
        self._busy = False
        self.rest = Choice([(key.value, words) for key, words in _RESTS], name="What becomes of the rest")
        self.rest_day = TextInput(placeholder="27 Nov", name="Day on which the rest comes", icon="calendar")
        self.rest_words = Text(weight=SEMIBOLD, tabular=True)
        self.over = QCheckBox("Book the surplus in as well")
        self.over.setAccessibleName("Book the surplus in as well")
        self.banner = Banner(tone="bad")
        self.as_ordered = Button("All as ordered", "check", tip="Fill in again what is still open")
        self.book_in_button = primary_button("Book in", "box_in", tip="Book in what was counted (Ctrl+S)")
        self._remark = Text("Nothing is booked yet.", ink="text2")
        self._grid_place = QScrollArea()
        self._lay_out()
        self._connect()

    def show_order(self, view: PurchaseView, *, anew: bool = False) -> bool:
        """Show what is to come of a purchase order; what was typed stays while the order is the same.

        Says so on the page, and returns True, when others changed what is open meanwhile.
        """
        known = tuple((line.purchase_line_id, line.open_quantity) for line in view.lines)
        if known == self._shown and not anew:
            return False
        self._shown = known
        self._act_uuid = uuid4()
        self._busy = False
        self.over.setChecked(False)
        self.rest.choose(Rest.AS_EXPECTED)
        self.rest_day.clear()
        lines = sorted(view.lines, key=lambda line: not line.open_quantity)
        for old in self.rows:
            old.deleteLater()
        self.rows = tuple(
            ArrivedRow(line, view.waiting_quantity(line.product_id), self)
            for line in lines
            if line.supply_id is not None
        )
        content = self._grid()
        self._grid_place.setWidget(content)
        content.setAutoFillBackground(False)  # setWidget turns it on, and the card is to show through
        for one in self.rows:
            one.compare()
        self._judge()
        self.banner.say(
            "The order has changed meanwhile.",
            "What is still open is filled in again; look at your count.",
            "note",
        )
        self.banner.setVisible(not anew)
        return not anew

    def focus_first(self) -> None:
        """Go to the first quantity, chosen so that typing replaces it."""
        self._focus_row(0)

    def book_in(self) -> None:
        """Ask for what was counted to be booked in, once."""
        delivery = self.delivery()
        if delivery is not None and not self._busy:
            self._busy = True
            self.book_in_button.refuse("Being booked in")
            self.book_in_asked.emit(delivery)

    def say_refused(self, error: ShopError) -> None:
        """It is not booked in: say why; what was counted stays."""
        self._busy = False
        problems = error.problems if isinstance(error, RequestRefused) else (error,)
        self.banner.say("Nothing was booked in.", " ".join(sentence(one) for one in problems), "bad")
        self.banner.show()
        self._judge()

    def delivery(self) -> Delivery | None:
        """What was counted; None while something about it cannot be."""
        if self._why_not():
            return None
        arrived = tuple(count for one in self.rows if (count := one.count()) is not None)
        return Delivery(
            arrived, self._rest() if self._short() else None, self.over.isChecked(), self._act_uuid
        )

    def _lay_out(self) -> None:
        self._grid_place.setWidgetResizable(True)
        self._grid_place.setFrameShape(QFrame.Shape.NoFrame)
        self._grid_place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._grid_place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grid_place.viewport().setAutoFillBackground(False)
        self.rest_day.setFixedWidth(theme.px(140))
        self._rest_row = container(
            row(self.rest_words, self.rest, self.rest_day, None, margins=(CARD_PADDING, 8, CARD_PADDING, 8))
        )
        self._over_words = Text(weight=SEMIBOLD, tabular=True)
        self._over_row = container(
            row(self._over_words, self.over, None, margins=(CARD_PADDING, 8, CARD_PADDING, 8))
        )
        self._foot = QFrame()
        self._foot.setProperty("surface", "foot")
        self._foot.setLayout(column(self._rest_row, self._over_row, spacing=0))
        inner = column((self._grid_place, 1), self._foot, spacing=0, margins=(1, 1, 1, 1))
        bottom = row(self._remark, None, self.as_ordered, self.book_in_button)
        self.banner.hide()
        self.setLayout(column(self.banner, (Card(inner), 1), bottom, spacing=12))

    def _connect(self) -> None:
        self.rest.chosen.connect(self._on_rest_chosen)
        self.rest_day.textChanged.connect(self._judge)
        self.over.toggled.connect(self._judge)
        self.as_ordered.clicked.connect(self._on_as_ordered)
        self.book_in_button.clicked.connect(self.book_in)

    def _grid(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(*(theme.px(edge) for edge in (CARD_PADDING, 8, CARD_PADDING, 8)))
        grid.setHorizontalSpacing(theme.px(GAP + 4))
        grid.setVerticalSpacing(theme.px(6))
        for place, words in enumerate(HEADS):
            head = Text(words, "caption", MEDIUM, "text2")
            side = Qt.AlignmentFlag.AlignRight if place in RIGHT else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(head, 0, place, side | Qt.AlignmentFlag.AlignVCenter)
        for number, one in enumerate(self.rows):
            grid.addWidget(divider(), 2 * number + 1, 0, 1, len(HEADS))
            one.place(grid, 2 * number + 2)
            one.changed.connect(self._judge)
            one.passed_on.connect(lambda number=number: self._focus_row(number + 1))
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(4, theme.px(120))
        grid.setRowStretch(2 * len(self.rows) + 2, 1)
        return container(grid)

    def _focus_row(self, number: int) -> None:
        """Enter goes to the next quantity, and from the last to the button that books in."""
        if number < len(self.rows):
            self.rows[number].input.setFocus()
            self.rows[number].input.selectAll()
            self._grid_place.ensureWidgetVisible(self.rows[number].input)
        else:
            self.book_in_button.setFocus()

    def _short(self) -> int:
        return sum(one.short for one in self.rows)

    def _over(self) -> int:
        return sum(one.over for one in self.rows)

    def _rest(self) -> RestOfDelivery | None:
        """What the supplier said of the rest; None when nothing was said."""
        rest = Rest(self.rest.value)
        if rest is Rest.AS_EXPECTED:
            return None
        return RestOfDelivery(rest, self._day_of_rest() if rest is Rest.ON_DATE else None)

    def _day_of_rest(self) -> date:
        day = read_day(self.rest_day.text(), self._today())
        if day < self._today():
            raise ValueError("is over; give the day on which it comes")
        return day

    def _why_not(self) -> str:
        """Why this cannot be booked in as it stands, "" when it can."""
        wrong = [one for one in self.rows if one.reason]
        if wrong:
            return f"{wrong[0].line.name}: {wrong[0].reason}"
        if self._over() and not self.over.isChecked():
            return "More came than was ordered: count again, or tick that the surplus is booked in as well."
        if self._short() and Rest(self.rest.value) is Rest.ON_DATE:
            try:
                self._day_of_rest()
            except ValueError as problem:
                return f"The day of the rest: ‘{self.rest_day.text()}’ {problem}."
        came = sum(one.arrived or 0 for one in self.rows)
        said = self._short() and Rest(self.rest.value) is not Rest.AS_EXPECTED
        return "" if came or said else "Nothing came; give a quantity, or say what becomes of the rest."

    def _judge(self) -> None:
        """Say what is short and over, and whether it can be booked in like this."""
        short, over = self._short(), self._over()
        self._rest_row.setVisible(bool(short))
        self._over_row.setVisible(bool(over))
        self._foot.setVisible(bool(short or over))
        self.rest_words.setText(f"{quantity_text(short)} short: the rest")
        self._over_words.setText(f"{quantity_text(over)} more than ordered")
        self.rest_day.setVisible(self.rest.value == Rest.ON_DATE)
        came = sum(one.arrived or 0 for one in self.rows)
        self.book_in_button.say(f"Book in {quantity_text(came)}" if came else "Note what becomes of the rest")
        reason = self._why_not()
        self._remark.setText(reason or "Nothing is booked yet.")
        self._remark.set_ink("bad_text" if reason else "text2")
        if reason:
            self.book_in_button.refuse(reason)
        elif not self._busy:
            self.book_in_button.allow()

    def _on_rest_chosen(self) -> None:
        self._judge()
        if self.rest.value == Rest.ON_DATE:
            self.rest_day.setFocus()

    def _on_as_ordered(self) -> None:
        for one in self.rows:
            one.input.setText(quantity_text(one.line.open_quantity) if one.line.open_quantity else "")
        self.focus_first()
