"""Rows of frozen values behind a list: all of them at once, or read page by page."""

from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from boapp.ui.tables.column import Column, Row
from boapp.ui.work import Work

SortRole = int(Qt.ItemDataRole.UserRole) + 1
RowRole = int(Qt.ItemDataRole.UserRole) + 2

PAGE_ROWS = 256
CACHED_PAGES = 32

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ASCENDING = Qt.SortOrder.AscendingOrder
_Row_co = TypeVar("_Row_co", covariant=True)

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_USED_ROLES = frozenset({_DISPLAY, _ALIGN, _TIP, _SPOKEN, SortRole, RowRole})


class ColumnTableModel(QAbstractTableModel, Generic[Row]):
    """A table whose cells are what its columns say about its rows."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        """`key` tells rows apart, so that a list keeps its place when it is read again."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.key = key

    @abstractmethod
    @abstractmethod
    def row_at(self, number: int) -> Row | None:
        """The row shown at a place, None when it is not there or not read yet."""

    @abstractmethod
    @abstractmethod
    def with_rows(self, numbers: Sequence[int], then: Callable[[list[Row]], None]) -> None:
        """Hand over the rows at some places, reading first what is not here yet."""

    @abstractmethod
    @abstractmethod
    def place_of(self, key: Hashable) -> int | None:
        """Where the row with a key stands, None when it is not known."""

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].alignment
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _USED_ROLES or not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == _ALIGN:
            return column.alignment
        row = self.row_at(index.row())
        if row is None:
            return "" if role == _DISPLAY else None
        return _cell(column, row, role)


def _cell(column: Column[Row], row: Row, role: int) -> Any:
    if role == _DISPLAY:
        return column.text(row)
    if role == _TIP:
        return column.tip(row) if column.tip is not None else None
    if role == _SPOKEN:
        return column.spoken(row)
    return column.sort_value(row) if role == SortRole else row


class RowTableModel(ColumnTableModel[Row]):
    """All rows of a short list, sorted here."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        rows: Sequence[Row] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key, parent)
        self._given = tuple(rows)
        self._rows = self._given
        self._order: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they are shown."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, in the order chosen before."""
        self.beginResetModel()
        self._given = tuple(rows)
        self._rows = self._sorted()
        self.endResetModel()

    @override
    def row_at(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    @override
    def with_rows(self, numbers: Sequence[int], then: Callable[[list[Row]], None]) -> None:
        then([self._rows[number] for number in numbers])

    @override
    def place_of(self, key: Hashable) -> int | None:
        return next((place for place, row in enumerate(self._rows) if self.key(row) == key), None)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def sort(self, column: int, order: Qt.SortOrder = _ASCENDING) -> None:
        """Sort by a column; a negative column restores the order in which the rows were given."""
        self._order = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows_before = [self._rows[index.row()] for index in before]
        self._rows = self._sorted()
        places = {self.key(row): place for place, row in enumerate(self._rows)}
        for index, row in zip(before, rows_before, strict=True):
            self.changePersistentIndex(index, self.index(places[self.key(row)], index.column()))
        self.layoutChanged.emit()

    def _sorted(self) -> tuple[Row, ...]:
        if self._order is None:
            return self._given
        column, order = self.columns[self._order[0]], self._order[1]
        known = [(column.sort_value(row), row) for row in self._given]
        filled = [pair for pair in known if pair[0] is not None]
        filled.sort(key=lambda pair: pair[0], reverse=order is not _ASCENDING)
        return tuple(row for _, row in filled) + tuple(row for value, row in known if value is None)


@dataclass(frozen=True, slots=True)
class PageRequest(Generic[Row]):
    """Which rows a long list needs: `limit` rows from place `first`, by a column's name.

    `after` is the row just before them and `before` the row just behind, when they are known:
    a source reads on from there (keyset) instead of counting its way.
    """

    first: int
    limit: int
    order: str
    descending: bool
    after: Row | None
    before: Row | None


class RowSource(Protocol[_Row_co]):
    """Where a long list reads from; both are called off the screen's thread."""

    def count(self) -> int:
        """How many rows there are."""

    def page(self, request: PageRequest[Any]) -> Sequence[_Row_co]:
        """The rows of one page."""


class WindowedTableModel(ColumnTableModel[Row]):
    """A list of any length: the true number of rows, and a cache of the pages looked at."""

    counted = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        work: Work,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, key, parent)
        self._work = work
        self._source: RowSource[Row] | None = None
        self._count = 0
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._wanted: list[int] = []
        self._reading: int | None = None
        self._generation = 0
        self._order = ("", False)

    def show_source(self, source: RowSource[Row]) -> None:
        """Read from a source (another filter, or the same again): count first, then what is seen."""
        self._source = source
        self._work.run(source.count, self._on_counted, owner=self, latest="count")

    @override
    def row_at(self, number: int) -> Row | None:
        page, place = divmod(number, PAGE_ROWS)
        rows = self._pages.get(page)
        if rows is None:
            if not 0 <= number < self._count:
                return None
            self._want(page)
            rows = self._pages.get(page)
            if rows is None:
                return None
        self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    @override
    def with_rows(self, numbers: Sequence[int], then: Callable[[list[Row]], None]) -> None:
        source, pages = self._source, sorted({number // PAGE_ROWS for number in numbers})
        if source is None:
            return
        known = {page: self._pages[page] for page in pages if page in self._pages}
        requests = {page: self._request(page) for page in pages if page not in known}

        def read() -> list[Row]:
            read_pages = {page: source.page(request) for page, request in requests.items()}
            found = known | read_pages
            places = ((number // PAGE_ROWS, number % PAGE_ROWS) for number in numbers)
            return [found[page][place] for page, place in places if place < len(found[page])]

        self._work.run(read, then, owner=self)

    @override
    def place_of(self, key: Hashable) -> int | None:
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if self.key(row) == key:
                    return page * PAGE_ROWS + place
        return None

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def sort(self, column: int, order: Qt.SortOrder = _ASCENDING) -> None:
        """Ask the source for another order."""
        self._order = (self.columns[column].name if column >= 0 else "", order is not _ASCENDING)
        self._restart(self._count)

    def _on_counted(self, count: int) -> None:
        self._restart(count)
        self.counted.emit(count)

    def _restart(self, count: int) -> None:
        self.beginResetModel()
        self._generation += 1
        self._count = count
        self._pages.clear()
        self._wanted.clear()
        self._reading = None
        self.endResetModel()

    def _want(self, page: int) -> None:
        if page == self._reading:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        if self._reading is None:
            self._read_next()

    def _read_next(self) -> None:
        """Read the page asked for last; what was scrolled past long ago is not read at all."""
        source = self._source
        if source is None or not self._wanted:
            return
        page = self._wanted.pop()
        del self._wanted[:-2]
        self._reading = page
        generation, request = self._generation, self._request(page)
        self._work.run(
            lambda: source.page(request), lambda rows: self._on_page(generation, page, rows), owner=self
        )

    def _request(self, page: int) -> PageRequest[Row]:
        previous, following = self._pages.get(page - 1), self._pages.get(page + 1)
        return PageRequest(
            first=page * PAGE_ROWS,
            limit=min(PAGE_ROWS, max(self._count - page * PAGE_ROWS, 0)),
            order=self._order[0],
            descending=self._order[1],
            after=previous[-1] if previous else None,
            before=following[0] if following else None,
        )

    def _on_page(self, generation: int, page: int, rows: Sequence[Row]) -> None:
        if generation != self._generation:
            return
        self._reading = None
        self._pages[page] = rows
        while len(self._pages) > CACHED_PAGES:
            self._pages.popitem(last=False)
        last = min((page + 1) * PAGE_ROWS, self._count) - 1
        if last >= page * PAGE_ROWS:
            self.dataChanged.emit(self.index(page * PAGE_ROWS, 0), self.index(last, len(self.columns) - 1))
        self._read_next()
