"""After a delivery: for whom its goods are, what is free, and the next step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from boapp.services.delivery_box import Booked, FollowedGoods
from boapp.services.receiving import ReceiptPosted
from boapp.ui import theme
from boapp.ui.formats import quantity_text
from boapp.ui.tokens import CARD_PADDING, GAP, MEDIUM, SEMIBOLD
from boapp.ui.widgets.badge import Badge
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.buttons import Button, primary_button, quiet_button
from boapp.ui.widgets.card import Card
from boapp.ui.widgets.layouts import Part, column, container, row
from boapp.ui.widgets.text import Text, heading


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was booked in, and per SKU the product's key and how much of it others still lack."""

    posted: ReceiptPosted
    product_ids: Mapping[str, int]
    lacking: Mapping[str, int]


class OutcomePanel(QWidget):
    """Article by article: who has it now, what is free. `went_on` carries where to: page and subject."""

    went_on = Signal(str, object)
    more_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner(tone="here")
        self.letters_button = primary_button(
            "Letters", "notices", tip="Look at the letters, print or send them"
        )
        self.more_button = Button(
            "Book in more", "box_in", tip="Count what came later of this purchase order"
        )
        self.decide_buttons: dict[int, Button] = {}
        self.order_buttons: dict[str, Button] = {}
        self._place = QScrollArea()
        self._place.setWidgetResizable(True)
        self._place.setFrameShape(QFrame.Shape.NoFrame)
        self._place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._place.viewport().setAutoFillBackground(False)
        self.setLayout(
            column(
                self.banner, (self._place, 1), row(None, self.more_button, self.letters_button), spacing=12
            )
        )
        self.letters_button.clicked.connect(lambda: self.went_on.emit("notices", None))
        self.more_button.clicked.connect(self.more_asked)

    def show_outcome(self, outcome: Outcome, *, more_to_come: bool) -> None:
        """Say what a delivery did, and offer what is to be done next."""
        posted = outcome.posted
        self.decide_buttons, self.order_buttons = {}, {}
        pieces = quantity_text(sum(booked.quantity for booked in posted.booked))
        orders = len({goods.order_number for goods in posted.followed})
        served = "nobody was waiting for them" if not orders else f"{orders} orders have their goods here now"
        if orders == 1:
            served = "1 order has its goods here now"
        self.banner.say(f"{pieces} booked in.", served[0].upper() + served[1:] + ".", "here")
        articles: list[Part] = [self._article(booked, outcome) for booked in posted.booked]
        content = container(column(*articles, None, spacing=12))
        self._place.setWidget(content)
        content.setAutoFillBackground(False)  # setWidget turns it on
        letters = len(posted.notice_ids)
        self.letters_button.setVisible(bool(letters))
        self.letters_button.say("1 letter due" if letters == 1 else f"{letters} letters due")
        self.more_button.setVisible(more_to_come)

    def focus_next_step(self) -> None:
        """Go to the most likely next step, so that Enter goes on."""
        first = next(iter(self.decide_buttons.values()), None)
        if first is not None:
            first.setFocus()
        elif not self.letters_button.isHidden():
            self.letters_button.setFocus()
        elif self.order_buttons:
            next(iter(self.order_buttons.values())).setFocus()

    def _article(self, booked: Booked, outcome: Outcome) -> QWidget:
        note = f"{booked.sku} · {quantity_text(booked.quantity)} booked in"
        if booked.still_expected:
            note += f", {quantity_text(booked.still_expected)} still to come"
        head = row(
            heading(booked.name), Text(note, ink="text2", tabular=True), None, *self._free(booked, outcome)
        )
        goods = [one for one in outcome.posted.followed if one.sku == booked.sku]
        parts: list[Part] = [head]
        if goods:
            parts.append(self._served(goods))
        around = (CARD_PADDING, 12, CARD_PADDING, 12)
        return Card(column(*parts, spacing=8, margins=around))

    def _free(self, booked: Booked, outcome: Outcome) -> list[Part]:
        """What is free of it: to be decided when others wait, else simply on the shelf."""
        free = quantity_text(booked.free_quantity)
        product_id = outcome.product_ids.get(booked.sku)
        if not booked.free_quantity:
            return [Badge("all spoken for", "plain")]
        if product_id is None or not outcome.lacking.get(booked.sku):
            return [Badge(f"{free} free on the shelf", "here", "check")]
        button = Button(f"Decide who gets {free} free", "share", small=True)
        button.clicked.connect(self._going_to("decide", product_id))
        self.decide_buttons[product_id] = button
        return [button]

    def _served(self, goods: list[FollowedGoods]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(GAP))
        grid.setVerticalSpacing(theme.px(2))
        for number, one in enumerate(goods):
            order = quiet_button(one.order_number, tip="Open the order")
            order.clicked.connect(self._going_to("order", one.order_number))
            self.order_buttons[one.order_number] = order
            grid.addWidget(Text(one.customer, weight=MEDIUM), number, 0)
            grid.addWidget(order, number, 1)
            quantity = Text(quantity_text(one.quantity), weight=SEMIBOLD, tabular=True)
            grid.addWidget(quantity, number, 2, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(Text("here now", "caption", ink="here_text"), number, 3)
        grid.setColumnMinimumWidth(0, theme.px(240))
        grid.setColumnMinimumWidth(2, theme.px(56))
        grid.setColumnStretch(4, 1)
        return grid

    def _going_to(self, page: str, subject: object) -> Callable[[], None]:
        return lambda: self.went_on.emit(page, subject)
