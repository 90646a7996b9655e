"""Backorders: everyone who waits, what covers them, what comes next, and what each needs."""

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from boapp.errors import ShopError
from boapp.services.overviews import LONG_WAIT_DAYS, Grouping, WaitingGroup, WaitingOverview, read_waiting
from boapp.ui import messages, theme
from boapp.ui.backorders.columns import waiting_columns
from boapp.ui.backorders.waiting_list import WaitingList
from boapp.ui.formats import quantity_text
from boapp.ui.pages import Desk, Page
from boapp.ui.tokens import PAGE_MARGIN
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.buttons import Button, Segmented, icon_button, primary_button
from boapp.ui.widgets.fields import SearchField
from boapp.ui.widgets.filters import FilterRow
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.page_header import PageHeader
from boapp.ui.widgets.text import Text

if TYPE_CHECKING:
    from boapp.services.backorders import CommittedRun
    from boapp.services.suggestions import Suggestion
    from boapp.ui.backorders.suggestion_panel import SuggestionPanel

_NARROW = 1080
_SAVED_TOPICS = frozenset({"allocations", "notices", "stock", "orders"})


class BackordersPage(Page):
    """The list of those who wait; Enter decides, "Suggest for all" runs the shop's rules."""

    topics: ClassVar[frozenset[str]] = frozenset(
        {"allocations", "stock", "orders", "purchasing", "products", "customers"}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._overview: WaitingOverview | None = None
        self._lists: dict[Grouping, WaitingList] = {}
        self._long_words = {
            "all": self.tr("All"),
            "here": self.tr("Goods here to give"),
            "told": self.tr("Told date broken or at risk"),
            "nothing": self.tr("Nothing coming"),
            "long": self.tr("Waiting over {} days").format(LONG_WAIT_DAYS),
        }
        self._short_words = {
            "all": self.tr("All"),
            "here": self.tr("Here to give"),
            "told": self.tr("Told date"),
            "nothing": self.tr("Nothing coming"),
            "long": self.tr("Over {} days").format(LONG_WAIT_DAYS),
        }
        choices = [("product", self.tr("By product")), ("order", self.tr("By order")), ("customer", self.tr("By customer"))]
        self.grouping = Segmented(choices, self.tr("Put together"))
        self.suggest_button = primary_button(self.tr("Suggest for all"), "propose")
        self.header = PageHeader(self.tr("Backorders"), "", self.grouping, self.suggest_button)
        self.filters = FilterRow(list(self._long_words.items()), self.tr("Show"))
        self.filter = SearchField(self.tr("Type to filter"))
        self.filter.setFixedWidth(theme.px(176))
        self.columns_button = icon_button("columns", self.tr("Choose columns"))
        self.retry_button = Button(self.tr("Suggest again"))
        self.banner = Banner("", "", "warn", self.retry_button)
        self.banner.hide()
        self._panel: SuggestionPanel | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._tools = container(row(self.filters, None, self.filter, self.columns_button))
        self._legend = container(
            row(
                Text(self.tr("Most urgent first"), "caption", 500, "text2"),
                Text(self.tr("· Enter opens · Ctrl+C copies the selection as a table"), "caption", ink="text2"),
                None,
                spacing=6,
            )
        )
        margins = (PAGE_MARGIN, 4, PAGE_MARGIN, 12)
        parts = (self.header, self._tools, self.banner, (self._stack, 1), self._legend)
        self.setLayout(column(*parts, spacing=12, margins=margins))
        self._connect()

    @property
    def list(self) -> WaitingList:
        """The list that is shown, of the chosen grouping."""
        return self._lists[self._grouping]

    @property
    def panel(self) -> "SuggestionPanel":
        """Where a suggestion is shown; made when the first one is asked for."""
        if self._panel is None:
            from boapp.ui.backorders.suggestion_panel import SuggestionPanel

            self._panel = SuggestionPanel(self.desk.today())
            self._panel.saved.connect(self.save)
            self._panel.cancelled.connect(self.cancel)
            self._stack.addWidget(self._panel)
        return self._panel

    @property
    def _grouping(self) -> Grouping:
        return Grouping(self.grouping.value)

    @override
    def reload(self) -> None:
        shop, grouping = self.desk.shop, self._grouping
        self.desk.work.run(lambda: read_waiting(shop, grouping), self._on_read, owner=self, latest="rows")

    @override
    def focus_filter(self) -> QWidget | None:
        return self.filter

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_filters()

    def suggest(self) -> None:
        """Run the shop's rules over everyone and show what would change; writes nothing."""
        from boapp.services.suggestions import suggest_for_all

        self.suggest_button.refuse(self.tr("The rules are being run."))
        self.banner.hide()
        shop = self.desk.shop
        self.desk.work.run(lambda: suggest_for_all(shop), self._on_suggested, self._on_refused, owner=self)

    def save(self) -> None:
        """Put the suggestion into the books, once."""
        from boapp.services.backorders import commit_run

        suggestion, shop = self.panel.suggestion, self.desk.shop
        if suggestion is None or not suggestion.lines:
            return
        self.panel.save_button.refuse(self.tr("Being saved."))
        self.desk.work.run(
            lambda: commit_run(shop, suggestion.run),
            lambda done: self._on_saved(suggestion, done),
            self._on_refused,
            owner=self,
        )

    def cancel(self) -> None:
        """Leave everything as it is and go back to the list."""
        self.banner.hide()
        self.panel.suggestion = None
        self._show_list()
        self._set_focus_on_list()

    def _connect(self) -> None:
        self.grouping.chosen.connect(self.reload)
        self.filters.chosen.connect(self._show_groups)
        self.filter.sought.connect(self._show_groups)
        self.filter.left_downwards.connect(self._set_focus_on_list)
        self.suggest_button.clicked.connect(self.suggest)
        self.retry_button.clicked.connect(self.suggest)
        self.columns_button.clicked.connect(self._choose_columns)
        self.desk.actions.bind("suggest", self.suggest, self)
        self.desk.actions.bind("columns", self._choose_columns, self)

    def _on_read(self, overview: WaitingOverview) -> None:
        self._overview = overview
        if self._grouping not in self._lists:
            self._add_list(overview.currency)
        self._show_groups()
        owed = sum(group.owed for group in overview.groups)
        if self._panel is None or self._stack.currentWidget() is not self._panel:
            self._show_list()
            if self.window().focusWidget() not in self.findChildren(QWidget):
                self.list.view.setFocus()
        self.header.say(self.tr("Backorders"), self._owed_words(overview, owed))

    def _owed_words(self, overview: WaitingOverview, owed: int) -> str:
        if not overview.groups:
            return ""
        orders = self.tr("1 order") if overview.orders == 1 else self.tr("%n orders").replace("%n", str(overview.orders))
        unit = {"piece": self.tr("pieces"), "": ""}.get(overview.unit, overview.unit)
        return " ".join(filter(None, (quantity_text(owed), unit, self.tr("still owed in"), orders)))

    def _add_list(self, currency: str) -> None:
        grouping = self._grouping
        name = {
            Grouping.PRODUCT: self.tr("Products that customers wait for"),
            Grouping.ORDER: self.tr("Orders that wait"),
            Grouping.CUSTOMER: self.tr("Customers who wait"),
        }[grouping]
        columns = waiting_columns(grouping, currency, self.desk.today)
        made = self._lists[grouping] = WaitingList(grouping, columns, self.desk.layouts, name)
        made.view.typed.connect(self.filter.type_in)
        made.view.row_opened.connect(self._on_row_opened)
        made.view.copied.connect(self._on_copied)
        self._stack.addWidget(made)

    def _show_groups(self) -> None:
        if self._overview is None:
            return
        groups = self._overview.groups
        kept = {key: [group for group in groups if _passes(key, group)] for key in self._long_words}
        self._name_filters({key: len(found) for key, found in kept.items()})
        sought = self.filter.text().casefold().split()
        found = tuple(group for group in kept[self.filters.value] if _is_sought(group, sought))
        self.list.show_groups(found, is_filtered=bool(groups))

    def _name_filters(self, counts: dict[str, int] | None = None) -> None:
        words = self._short_words if self.width() < theme.px(_NARROW) else self._long_words
        self.filters.call(words, counts)

    def _show_list(self) -> None:
        self._stack.setCurrentWidget(self.list)
        self._show_parts(is_list=True)

    def _show_parts(self, *, is_list: bool) -> None:
        for part in (self._tools, self._legend, self.suggest_button, self.grouping):
            part.setVisible(is_list)
        self.suggest_button.allow()
        if is_list:
            self.desk.actions.unbind("save", self)
        else:
            self.desk.actions.bind("save", self.save, self)

    def _on_suggested(self, suggestion: "Suggestion") -> None:
        self.panel.show_suggestion(suggestion)
        self._stack.setCurrentWidget(self.panel)
        self._show_parts(is_list=False)
        button = self.panel.save_button if suggestion.lines else self.panel.cancel_button
        button.setFocus()

    def _on_saved(self, suggestion: "Suggestion", done: "CommittedRun") -> None:
        self.panel.suggestion = None
        self._show_list()
        self.desk.toast(self._saved_words(len(suggestion.lines), len(done.notice_ids)), None)
        self.reload()
        self.desk.bus.tell(_SAVED_TOPICS, self)

    def _saved_words(self, lines: int, letters: int) -> str:
        changed = self.tr("1 line changed") if lines == 1 else self.tr("%n lines changed").replace("%n", str(lines))
        due = {0: self.tr("no letter became due"), 1: self.tr("1 letter became due")}.get(
            letters, self.tr("%n letters became due").replace("%n", str(letters))
        )
        return f"{changed}, {due}"

    def _on_refused(self, error: ShopError) -> None:
        """What another desk did meanwhile stays said until the rules are run again."""
        self.suggest_button.allow()
        self.panel.save_button.refuse(self.tr("Run the rules again first."))
        self.banner.say(self.tr("Nothing was saved."), messages.sentence(error), "warn")
        self.banner.show()

    def _on_row_opened(self, group: WaitingGroup) -> None:
        if self._grouping is Grouping.PRODUCT:
            # Only now: the list is seen before the matrix is read in.
            from boapp.ui.allocation.allocation_page import AllocationSubject

            shown = tuple(row.key for row in self.list.model.rows)
            self.desk.go("decide", AllocationSubject(group.key, shown))
        elif self._grouping is Grouping.ORDER:
            self.desk.go("order", group.key)
        else:
            self.grouping.choose(Grouping.ORDER)
            self.filter.setText(group.name)
            self.reload()

    def _on_copied(self, rows: int) -> None:
        self.desk.toast(self.tr("1 row copied") if rows == 1 else self.tr("%n rows copied").replace("%n", str(rows)))

    def _choose_columns(self) -> None:
        if self._overview is not None:
            button = self.columns_button
            self.list.view.head.columns_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _set_focus_on_list(self) -> None:
        if self._overview is not None:
            view = self.list.view
            view.setFocus()
            if not view.currentIndex().isValid() and self.list.model.rowCount():
                view.setCurrentIndex(self.list.model.index(0, 0))


def _passes(key: str, group: WaitingGroup) -> bool:
    return {
        "all": True,
        "here": group.here > 0,
        "told": group.broken + group.at_risk > 0,
        "nothing": group.nothing > 0,
        "long": group.longest_days > LONG_WAIT_DAYS,
    }[key]


def _is_sought(group: WaitingGroup, words: list[str]) -> bool:
    found = f"{group.name} {group.code}".casefold()
    return all(word in found for word in words)
