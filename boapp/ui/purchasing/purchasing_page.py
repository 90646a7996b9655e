"""The list of purchase orders: what is still to come, from whom, and what is late."""

from typing import Any, ClassVar

from typing_extensions import override

from boapp.services import purchasing
from boapp.storage.lists import ListQuery, PurchaseOrderRow, PurchaseStage
from boapp.storage.lists import Page as ListWindow
from boapp.ui.formats import DASH, day_text
from boapp.ui.pages import Desk
from boapp.ui.purchasing.lateness import arrival_of
from boapp.ui.tables.column import Column, Kind
from boapp.ui.tables.list_page import ListLook, ListPage
from boapp.ui.tokens import MEDIUM, SEMIBOLD

_LOOK = ListLook(
    title="Purchasing",
    name="Purchase orders",
    layout_name="purchasing",
    placeholder="Number or supplier",
    empty="Nothing is on order",
    empty_remark="Purchase orders that are brought in (boapp import purchase-orders FILE) appear here.",
    filters=[
        (PurchaseStage.OPEN, "Still to come"),
        (PurchaseStage.LATE, "Late"),
        (PurchaseStage.DONE, "Received"),
    ],
    usual=("next", False),
)


class PurchasingPage(ListPage[PurchaseOrderRow]):
    """Purchase orders, the next to arrive first; Enter opens a card and its delivery."""

    topics: ClassVar[frozenset[str]] = frozenset({"purchasing", "stock"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _LOOK, self._columns(desk), lambda row: row.purchase_order_id)
        desk.actions.bind("receive", self._receive, self)

    @override
    def read(self, query: ListQuery, chosen: str) -> ListWindow[PurchaseOrderRow]:
        return purchasing.list_purchase_orders(self.desk.shop, query, PurchaseStage(chosen))

    @override
    def sum_up(self, words: str) -> Any:
        return purchasing.sum_purchase_orders(self.desk.shop, words)

    @override
    def show_sums(self, sums: Any) -> None:
        self.show_counts({stage: one.purchase_orders for stage, one in sums.items()})
        shown = sums[PurchaseStage(self.chosen)]
        count = "1 order" if shown.purchase_orders == 1 else f"{shown.purchase_orders} orders"
        self.totals.say({"number": count, "open": str(shown.open_lines)})
        late = sums[PurchaseStage.LATE].purchase_orders
        coming = sums[PurchaseStage.OPEN].purchase_orders
        words = f"{coming} deliveries still to come" if coming != 1 else "1 delivery still to come"
        self.header.say("Purchasing", f"{words}, {late} late" if late else words)

    @override
    def open_row(self, row: PurchaseOrderRow) -> None:
        self.desk.go("purchase", row.purchase_order_number)

    def _receive(self) -> None:
        """Ctrl+B: go on with the delivery of the row where the keyboard is."""
        row = self.view.current_row
        if row is not None:
            self.open_row(row)

    def _columns(self, desk: Desk) -> tuple[Column[PurchaseOrderRow], ...]:
        today = desk.today

        def is_late(row: PurchaseOrderRow) -> bool:
            return bool(row.open_lines) and (row.next_date is None or row.next_date < today())

        return (
            Column("Number", lambda row: row.purchase_order_number, key="number", width=140, weight=MEDIUM),
            Column("Supplier", lambda row: row.supplier, key="supplier", width=220, stretch=True),
            Column("Ordered", lambda row: day_text(row.ordered_date, today()), Kind.DATE, 110, "ordered",
                   sortable=False),
            Column("Expected", lambda row: day_text(row.next_date, today()), Kind.DATE, 130, "next",
                   ink=lambda row: "warn_text" if is_late(row) else "text",
                   icon=lambda row: "clock" if is_late(row) else None),
            Column("Lines", lambda row: str(row.lines), Kind.NUMBER, 72, "lines", sortable=False),
            Column("Open lines", lambda row: str(row.open_lines) if row.open_lines else DASH, Kind.NUMBER, 96,
                   "open", sortable=False, weight=SEMIBOLD),
            Column("State", lambda row: _state(row, desk).text, Kind.BADGE, 180, "state", sortable=False,
                   badge=lambda row: _state(row, desk)),
        )  # fmt: skip


def _state(row: PurchaseOrderRow, desk: Desk) -> Any:
    return arrival_of(row.open_lines, row.next_date, desk.today())
