"""A page that is one long list: type to filter, choose a ready-made filter, Enter opens a card."""

from abc import abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from boapp.storage.lists.pages import ListQuery
from boapp.storage.lists.pages import Page as ListWindow
from boapp.ui import theme
from boapp.ui.pages import Desk, Page
from boapp.ui.tables.column import Column, Row
from boapp.ui.tables.list_source import ListSource
from boapp.ui.tables.models import WindowedTableModel
from boapp.ui.tables.panel import TablePanel, TotalsRow
from boapp.ui.tables.table_view import TableView
from boapp.ui.widgets.buttons import Button
from boapp.ui.widgets.empty_state import EmptyState
from boapp.ui.widgets.fields import SearchField
from boapp.ui.widgets.filters import FilterRow
from boapp.ui.widgets.layouts import column, row
from boapp.ui.widgets.page_header import PageHeader
from boapp.ui.widgets.text import Text

_FILTER_WIDTH = 220


@dataclass(frozen=True, slots=True)
class ListLook:
    """How a list page presents itself: its name, what is typed into its filter, and what it says when empty."""

    title: str
    name: str
    layout_name: str
    placeholder: str
    empty: str
    empty_remark: str
    filters: Sequence[tuple[str, str]] = ()
    usual: tuple[str, bool] = ("", False)


class ListPage(Page, Generic[Row]):
    """A long list. A subclass says how it is read, what stands below it, and what opens."""

    def __init__(
        self,
        desk: Desk,
        look: ListLook,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
    ) -> None:
        super().__init__(desk)
        self.look = look
        self.model = WindowedTableModel(columns, key, desk.work)
        self.view = TableView(self.model, look.name, layouts=desk.layouts, layout_name=look.layout_name)
        self.filter = SearchField(look.placeholder)
        self.filters = FilterRow(look.filters, self.tr("Show")) if look.filters else None
        beside = () if look.filters else (self.filter,)
        self.header = PageHeader(look.title, "", *beside)
        self.totals = TotalsRow(self.view)
        self._show_all = Button(self.tr("Show all of them"))
        self.empty = EmptyState(look.empty, look.empty_remark, self._show_all)
        self.panel = TablePanel(self.view, empty=self.empty, totals=self.totals)
        self._kept_key: Hashable = None
        self._lay_out()
        self._connect()

    @abstractmethod
    def read(self, query: ListQuery, chosen: str) -> ListWindow[Row]:
        """One window of the list under a ready-made filter; called on the database's thread."""

    @abstractmethod
    def sum_up(self, words: str) -> Any:
        """What stands below the list and behind the filters; called on the database's thread."""

    @abstractmethod
    def show_sums(self, sums: Any) -> None:
        """Show what was summed up."""

    @abstractmethod
    def open_row(self, row: Row) -> None:
        """Open the card of a row."""

    @property
    def chosen(self) -> str:
        """The ready-made filter in force, "" where there are none."""
        return self.filters.value if self.filters is not None else ""

    @override
    def show_subject(self, subject: Hashable) -> None:
        super().show_subject(subject)
        self.view.setFocus()

    @override
    def reload(self) -> None:
        words, chosen = self.filter.text(), self.chosen
        current = self.view.current_row
        if current is not None:
            self._kept_key = self.model.key(current)
        self.model.show_source(ListSource(lambda query: self.read(query, chosen), words, self.look.usual))
        self.desk.work.run(lambda: self.sum_up(words), self.show_sums, owner=self, latest="sums")
        self._say_empty(words)

    @override
    def focus_filter(self) -> QWidget | None:
        return self.filter

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say behind each ready-made filter how many rows it would show."""
        if self.filters is not None:
            self.filters.show_counts(counts)

    def _lay_out(self) -> None:
        self.filter.setFixedWidth(theme.px(_FILTER_WIDTH))
        tools = [row(self.filters, None, self.filter)] if self.filters is not None else []
        hint = Text(
            self.tr("Type to filter · Enter opens · Ctrl+C copies the chosen rows as a table"), "caption",
            ink="text2",
        )  # fmt: skip
        self.setLayout(
            column(self.header, *tools, (self.panel, 1), hint, spacing=12, margins=(24, 4, 24, 12))
        )

    def _connect(self) -> None:
        self.filter.sought.connect(self.reload)
        self.filter.left_downwards.connect(self.view.setFocus)
        self.view.typed.connect(self.filter.type_in)
        self.view.row_opened.connect(self.open_row)
        self._show_all.clicked.connect(self._on_show_all)
        self.model.dataChanged.connect(self._on_rows_came)
        if self.filters is not None:
            self.filters.chosen.connect(self.reload)

    def _say_empty(self, words: str) -> None:
        """An empty shop needs another word than a filter that finds nothing."""
        narrowed = bool(words.strip()) or (
            self.filters is not None and self.chosen != self.look.filters[0][0]
        )
        self._show_all.setVisible(narrowed)
        if words.strip():
            self.empty.say(self.tr("Nothing found for “{}”").format(words.strip()), "")
        elif narrowed:
            self.empty.say(self.tr("Nothing to show here"), self.tr("No row of the list fits this filter."))
        else:
            self.empty.say(self.look.empty, self.look.empty_remark)

    def _on_show_all(self) -> None:
        self.filter.clear()
        if self.filters is not None:
            self.filters.choose(self.look.filters[0][0])
        self.reload()
        self.filter.setFocus()

    def _on_rows_came(self) -> None:
        """Go back to the row where the clerk was; at first to the top of the list."""
        if self.view.selectionModel().hasSelection():
            return
        if self._kept_key is None or not self.view.choose_row(self._kept_key):
            first = next(iter(self.view.head.shown_columns()), 0)
            self.view.setCurrentIndex(self.model.index(0, first))
