"""The list every screen uses: sort by a click, copy to a spreadsheet, left as it was found."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.tables.copying import as_table_data
from boapp.ui.tables.delegate import RowDelegate, is_enter
from boapp.ui.tables.head import TableHead
from boapp.ui.tables.layouts import LayoutStore
from boapp.ui.tables.models import ColumnTableModel
from boapp.ui.tokens import LIST_ROW, TARGET, TWO_LINE_ROW

_KEEP_AFTER_MS = 400


class TableView(QTableView):
    """A list of rows. `row_opened` is Enter or a double click, `typed` what is typed to filter."""

    row_opened = Signal(object)
    row_chosen = Signal(object)
    typed = Signal(str)
    copied = Signal(int)

    def __init__(
        self,
        model: ColumnTableModel[Any],
        name: str,
        *,
        layouts: LayoutStore | None = None,
        layout_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`name` says what the list holds; with `layout_name` its shape is kept in `layouts`."""
        super().__init__(parent)
        self._rows = model
        self._layouts = layouts if layout_name else None
        self._layout_name = layout_name
        self._kept_key: Hashable = None
        self._keep_later = QTimer(self)
        self._keep_later.setSingleShot(True)
        self._keep_later.setInterval(_KEEP_AFTER_MS)
        self._keep_later.timeout.connect(self.keep_layout)
        self.setAccessibleName(name)
        self._cells = RowDelegate(self)
        self.head = TableHead(model.columns, self)
        self.head.setAccessibleName(name)
        self._set_up()
        self.setModel(model)
        self._arrange()
        self._connect()

    @property
    def columns(self) -> tuple[Any, ...]:
        """The columns of the list, in the order in which they were declared."""
        return self._rows.columns

    @property
    def current_row(self) -> Any:
        """The row where the keyboard is, None when there is none."""
        index = self.currentIndex()
        return self._rows.row_at(index.row()) if index.isValid() else None

    @property
    def chosen_rows(self) -> list[Any]:
        """The chosen rows from top to bottom; those not read yet are left out."""
        found = (self._rows.row_at(number) for number in self._chosen_numbers())
        return [row for row in found if row is not None]

    def choose_row(self, key: Hashable) -> bool:
        """Go to the row with a key; says whether it is there."""
        place = self._rows.place_of(key)
        if place is None:
            return False
        current = self.currentIndex()
        column = current.column() if current.isValid() else next(iter(self.head.shown_columns()), 0)
        self.setCurrentIndex(self._rows.index(place, column))
        return True

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard, shown columns only, as seen from left to right."""
        numbers = self._chosen_numbers()
        shown = [self.columns[logical] for logical in self.head.shown_columns()]

        def put(rows: list[Any]) -> None:
            QGuiApplication.clipboard().setMimeData(as_table_data(shown, rows))
            self.copied.emit(len(rows))

        if numbers:
            self._rows.with_rows(numbers, put)

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by a column."""
        self.head.sorted_column, self.head.descending = column, descending
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._rows.sort(column, order)
        self.head.viewport().update()

    def keep_layout(self) -> None:
        """Keep widths, order and sorting for the next time."""
        self._keep_later.stop()
        if self._layouts is not None:
            self._layouts.keep(self._layout_name, self.head.layout_now())

    def _set_up(self) -> None:
        self.setItemDelegate(self._cells)
        self.setHorizontalHeader(self.head)
        self.setProperty("round", "true")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._fit()

    def _connect(self) -> None:
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.head.sectionClicked.connect(self._on_head_clicked)
        self.head.rearranged.connect(self._keep_later.start)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self._rows.modelAboutToBeReset.connect(self._remember_place)
        self._rows.modelReset.connect(self._restore_place)

    def _fit(self) -> None:
        two_lines = any(column.second is not None for column in self._rows.columns)
        height = theme.px(TWO_LINE_ROW if two_lines else LIST_ROW)
        self.verticalHeader().setMinimumSectionSize(theme.px(TARGET))
        self.verticalHeader().setDefaultSectionSize(height)

    def _arrange(self) -> None:
        kept = self._layouts.get(self._layout_name) if self._layouts else None
        self.head.arrange(kept)
        by = self.head.place_of(kept.sorted_by) if kept else None
        if kept is not None and by is not None:
            self.sort_by(by, descending=kept.descending)

    def _chosen_numbers(self) -> list[int]:
        selection = self.selectionModel().selection()
        ranges = (selection.at(place) for place in range(selection.count()))
        return sorted({row for part in ranges for row in range(part.top(), part.bottom() + 1)})

    def _remember_place(self) -> None:
        row = self.current_row
        self._kept_key = None if row is None else self._rows.key(row)

    def _restore_place(self) -> None:
        if self._kept_key is None or not self.choose_row(self._kept_key):
            self.viewport().update()

    def _open(self, number: int) -> None:
        row = self._rows.row_at(number)
        if row is not None:
            self.row_opened.emit(row)

    def _on_head_clicked(self, column: int) -> None:
        if self.columns[column].sortable:
            again = column == self.head.sorted_column
            self.sort_by(column, descending=again and not self.head.descending)
            self._keep_later.start()

    def _on_current_row_changed(self, current: QModelIndex) -> None:
        row = self._rows.row_at(current.row()) if current.isValid() else None
        if row is not None:
            self.row_chosen.emit(row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
        elif is_enter(event.key()) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        if search.strip():
            self.typed.emit(search)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
            self.head.fit(self.viewport().width())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.fit(self.viewport().width())

    def _hover(self, row: int) -> None:
        if row != self._cells.hovered_row:
            before, self._cells.hovered_row = self._cells.hovered_row, row
            for number in (before, row):
                strip = QRect(
                    0, self.rowViewportPosition(number), self.viewport().width(), self.rowHeight(number)
                )
                self.viewport().update(strip)
