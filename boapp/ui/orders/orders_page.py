"""The list of orders: who ordered when, what is owed, what was told, and what can go."""

from typing import Any, ClassVar

from typing_extensions import override

from boapp.services import orders
from boapp.storage.lists import ListQuery, OrderRow, OrderState
from boapp.storage.lists import Page as ListWindow
from boapp.ui.formats import DASH, day_text, quantity_text
from boapp.ui.orders.order_states import HOLDS, state_of, told_date_passed
from boapp.ui.pages import Desk
from boapp.ui.tables.column import Column, Kind
from boapp.ui.tables.list_page import ListLook, ListPage
from boapp.ui.tokens import MEDIUM, SEMIBOLD

_LOOK = ListLook(
    title="Orders",
    name="Orders",
    layout_name="orders",
    placeholder="Number or customer",
    empty="No open orders",
    empty_remark="Orders that are taken or brought in (boapp import orders FILE) appear here.",
    filters=[
        (OrderState.OPEN, "Open"),
        (OrderState.WAITING, "Waiting"),
        (OrderState.READY, "Ready"),
        (OrderState.DONE, "Done"),
    ],
    usual=("ordered", True),
)


class OrdersPage(ListPage[OrderRow]):
    """Orders by state, the latest first; Enter opens a card."""

    topics: ClassVar[frozenset[str]] = frozenset({"orders", "stock", "allocations", "notices"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _LOOK, self._columns(desk), lambda row: row.order_id)

    @override
    def read(self, query: ListQuery, chosen: str) -> ListWindow[OrderRow]:
        return orders.list_orders(self.desk.shop, query, OrderState(chosen))

    @override
    def sum_up(self, words: str) -> Any:
        return orders.sum_orders(self.desk.shop, words)

    @override
    def show_sums(self, sums: Any) -> None:
        self.show_counts({state: one.orders for state, one in sums.items()})
        shown = sums[OrderState(self.chosen)]
        count = "1 order" if shown.orders == 1 else f"{shown.orders} orders"
        self.totals.say({"number": count, "lines": str(shown.lines), "owed": quantity_text(shown.owed)})
        still_owed, waiting = quantity_text(sums[OrderState.OPEN].owed), sums[OrderState.OPEN].orders
        self.header.say("Orders", f"{still_owed} pieces still owed in {waiting} orders" if waiting else "")

    @override
    def open_row(self, row: OrderRow) -> None:
        self.desk.go("order", row.order_number)

    def _columns(self, desk: Desk) -> tuple[Column[OrderRow], ...]:
        today = desk.today
        return (
            Column("Order", lambda row: row.order_number, key="number", width=120, weight=MEDIUM),
            Column("Customer", lambda row: row.customer, key="customer", width=220, stretch=True),
            Column("Ordered", lambda row: day_text(row.ordered_date, today()), Kind.DATE, 104, "ordered"),
            Column("Lines", lambda row: str(row.lines), Kind.NUMBER, 64, "lines", sortable=False),
            Column("Owed", lambda row: quantity_text(row.owed) if row.owed else DASH, Kind.NUMBER, 72, "owed",
                   sortable=False, weight=SEMIBOLD),
            Column("Here", lambda row: quantity_text(row.here) if row.here else DASH, Kind.NUMBER, 64, "here",
                   sortable=False),
            Column("Told", lambda row: day_text(row.told_date, today()), Kind.DATE, 104, "told", sortable=False,
                   ink=lambda row: "warn_text" if told_date_passed(row, today()) else "text",
                   icon=lambda row: "warn" if told_date_passed(row, today()) else None),
            Column("State", lambda row: _state_words(row, desk), Kind.BADGE, 190, "status",
                   badge=lambda row: state_of(row, today())),
            Column("Hold", lambda row: HOLDS[row.hold] if row.hold else "", key="hold", width=150,
                   sortable=False, wide_only=True),
        )  # fmt: skip


def _state_words(row: OrderRow, desk: Desk) -> str:
    state = state_of(row, desk.today())
    return state.text if state is not None else "waiting"
