"""Backorders: everyone who waits, what covers them, what comes next, and what each needs."""

from collections.abc import Hashable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from boapp.services.waiting_groups import Grouping, WaitingGroup, WaitingOverview
from boapp.ui import theme
from boapp.ui.backorders.columns import waiting_columns
from boapp.ui.backorders.list_tools import FILTERS, ListTools
from boapp.ui.backorders.waiting_list import WaitingList
from boapp.ui.formats import quantity_text
from boapp.ui.pages import Desk, Page
from boapp.ui.tokens import PAGE_MARGIN
from boapp.ui.widgets.buttons import Segmented, primary_button
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.page_header import PageHeader
from boapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from boapp.ui.backorders.suggesting import Suggesting

_NARROW = 1080


class BackordersPage(Page):
    """The list of those who wait; Enter decides, "Suggest for all" runs the shop's rules."""

    topics: ClassVar[frozenset[str]] = frozenset(
        {"allocations", "stock", "orders", "purchasing", "products", "customers"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._overview: WaitingOverview | None = None
        self._is_arriving = False
        self._lists: dict[Grouping, WaitingList] = {}
        self._suggesting: Suggesting | None = None
        self.grouping = Segmented(
            [
                (Grouping.PRODUCT.value, self.tr("By product")),
                (Grouping.ORDER.value, self.tr("By order")),
                (Grouping.CUSTOMER.value, self.tr("By customer")),
            ],
            self.tr("Put together"),
        )
        self.suggest_button = primary_button(self.tr("Suggest for all"), "propose")
        self.header = PageHeader(self.tr("Backorders"), "", self.grouping, self.suggest_button)
        self.tools = ListTools()
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._legend = container(
            row(
                Text(self.tr("Most urgent first"), "caption", 500, "text2"),
                Text(
                    self.tr("· Enter opens · Ctrl+C copies the selection as a table"), "caption", ink="text2"
                ),
                None,
                spacing=6,
            )
        )
        margins = (PAGE_MARGIN, 4, PAGE_MARGIN, 12)
        parts = (self.header, self.tools, (self._stack, 1), self._legend)
        self.setLayout(column(*parts, spacing=12, margins=margins))
        self._connect()

    @property
    def list(self) -> WaitingList:
        """The list that is shown, of the chosen grouping."""
        return self._lists[self._grouping]

    @property
    def suggesting(self) -> "Suggesting":
        """Where a suggestion is looked at; made when the first one is asked for, the list is seen before."""
        if self._suggesting is None:
            from boapp.ui.backorders.suggesting import Suggesting

            made = self._suggesting = Suggesting(self.desk, self)
            made.shown.connect(self._show_suggestion)
            made.ended.connect(self._on_suggestion_ended)
            self._stack.addWidget(made)
        return self._suggesting

    @property
    def _grouping(self) -> Grouping:
        return Grouping(self.grouping.value)

    @override
    def show_subject(self, subject: Hashable) -> None:
        self._is_arriving = True
        super().show_subject(subject)

    @override
    def reload(self) -> None:
        if self.desk.is_open:
            read = partial(_read, self.desk.shop, self._grouping)
            self.desk.work.run(read, self._on_read, owner=self, latest="rows")

    @override
    def show_kept(self, kept: Any) -> None:
        self._on_read(kept)

    @override
    def focus_filter(self) -> QWidget | None:
        return self.tools.filter

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tools.show_narrow(narrow=self.width() < theme.px(_NARROW))

    def suggest(self) -> None:
        """Run the shop's rules over everyone and show what would change; writes nothing."""
        self.suggest_button.refuse(self.tr("The rules are being run."))
        self.desk.when_open(self._run_rules)

    def _run_rules(self) -> None:
        self.suggesting.suggest()

    def _connect(self) -> None:
        self.grouping.chosen.connect(self._regroup)
        self.tools.filters.chosen.connect(self._show_groups)
        self.tools.filter.sought.connect(self._show_groups)
        self.tools.filter.left_downwards.connect(self._go_to_list)
        self.tools.columns_button.clicked.connect(self._choose_columns)
        self.suggest_button.clicked.connect(self.suggest)
        self.desk.actions.bind("suggest", self.suggest, self)
        self.desk.actions.bind("columns", self._choose_columns, self)

    def _regroup(self) -> None:
        """What is shown belongs to another grouping until this one has been read."""
        self._overview = None
        self.reload()

    def _on_read(self, overview: WaitingOverview) -> None:
        is_news = overview != self._overview
        self._overview = overview
        if self._grouping not in self._lists:
            self._add_list(overview.currency)
        if is_news:
            self._show_groups()
        self.list.view.viewport().update()  # what is late is so from another day on
        if self._suggesting is None or self._stack.currentWidget() is not self._suggesting:
            self._show_list()
            if self._is_arriving:
                self._is_arriving = False
                self.list.view.setFocus()
        self.header.say(self.tr("Backorders"), self._owed_words(overview))

    def _owed_words(self, overview: WaitingOverview) -> str:
        if not overview.groups:
            return ""
        owed = quantity_text(sum(group.owed for group in overview.groups))
        many = self.tr("%n orders").replace("%n", str(overview.orders))
        orders = self.tr("1 order") if overview.orders == 1 else many
        unit = {"piece": self.tr("pieces")}.get(overview.unit, overview.unit)
        return " ".join(filter(None, (owed, unit, self.tr("still owed in"), orders)))

    def _add_list(self, currency: str) -> None:
        grouping = self._grouping
        name = {
            Grouping.PRODUCT: self.tr("Products that customers wait for"),
            Grouping.ORDER: self.tr("Orders that wait"),
            Grouping.CUSTOMER: self.tr("Customers who wait"),
        }[grouping]
        columns = waiting_columns(grouping, currency, self.desk.today)
        made = self._lists[grouping] = WaitingList(grouping, columns, self.desk.layouts, name)
        made.view.typed.connect(self.tools.filter.type_in)
        made.view.row_opened.connect(lambda row: self.desk.when_open(partial(self._open_row, grouping, row)))
        made.view.copied.connect(self._on_copied)
        self._stack.addWidget(made)

    def _show_groups(self) -> None:
        if self._overview is None:
            return
        groups = self._overview.groups
        kept = {key: [group for group in groups if passes(group)] for key, passes in FILTERS.items()}
        self.tools.show_counts({key: len(found) for key, found in kept.items()})
        sought = self.tools.filter.text().casefold().split()
        found = tuple(group for group in kept[self.tools.filters.value] if _is_sought(group, sought))
        self.list.show_groups(found, is_filtered=bool(groups))

    def _show_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self._show_parts(is_list=True)
        self.desk.actions.unbind("save", self)

    def _show_suggestion(self) -> None:
        self._stack.setCurrentWidget(self.suggesting)
        self._show_parts(is_list=False)
        self.desk.actions.bind("save", self.suggesting.save, self)

    def _show_parts(self, *, is_list: bool) -> None:
        for part in (self.tools, self._legend, self.suggest_button, self.grouping):
            part.setVisible(is_list)
        self.suggest_button.allow()

    def _on_suggestion_ended(self) -> None:
        self._show_list()
        self._go_to_list()
        self.reload()

    def _open_row(self, grouping: Grouping, group: WaitingGroup) -> None:
        if grouping is Grouping.PRODUCT:
            # Only now: the list is seen before the matrix is read in.
            from boapp.ui.allocation.allocation_page import AllocationSubject

            shown = tuple(row.key for row in self._lists[grouping].model.rows)
            self.desk.go("decide", AllocationSubject(group.key, shown))
        elif grouping is Grouping.ORDER:
            self.desk.go("order", group.key)
        else:
            self.grouping.choose(Grouping.ORDER)
            self.tools.filter.setText(group.name)
            self._regroup()

    def _on_copied(self, rows: int) -> None:
        many = self.tr("%n rows copied").replace("%n", str(rows))
        self.desk.toast(self.tr("1 row copied") if rows == 1 else many)

    def _choose_columns(self) -> None:
        if self._overview is not None:
            button = self.tools.columns_button
            self.list.view.head.columns_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _go_to_list(self) -> None:
        if self._overview is not None:
            view = self.list.view
            view.setFocus()
            if not view.currentIndex().isValid() and self.list.model.rowCount():
                view.setCurrentIndex(self.list.model.index(0, 0))


def _read(shop: Any, grouping: Grouping) -> WaitingOverview:
    # Only on the database's thread: the kept look is seen before.
    from boapp.services.overviews import read_waiting

    return read_waiting(shop, grouping)


def _is_sought(group: WaitingGroup, words: list[str]) -> bool:
    found = f"{group.name} {group.code}".casefold()
    return all(word in found for word in words)
