"""The matrix on the screen: its columns in the room there is, and where keyboard and pointer are."""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.allocation.cell_note import CellNote
from boapp.ui.allocation.column_widths import Widths, fit_columns
from boapp.ui.allocation.columns import FIRST_SUPPLY
from boapp.ui.allocation.frozen_columns import FrozenColumns, set_up_matrix
from boapp.ui.allocation.matrix_delegate import MatrixDelegate, Pointer
from boapp.ui.allocation.matrix_header import HEAD_HEIGHT, MatrixHeader, draw_ground
from boapp.ui.allocation.matrix_model import Index, MatrixModel
from boapp.ui.allocation.names import tr
from boapp.ui.formats import quantity_text
from boapp.ui.tokens import MATRIX_ROW, TARGET

_LEAST_ROWS = 3
_EnsureVisible = QAbstractItemView.ScrollHint.EnsureVisible


class MatrixTable(QTableView):
    """Shows the matrix; `row_changed` when the keyboard is in another row, `resized` when it needs another height."""

    row_changed = Signal()

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = model
        self.pointer = Pointer()
        self.widths = Widths((), scrolls=False)
        self._kept: tuple[int, int] | None = None
        set_up_matrix(self)
        self.head = MatrixHeader(model, self)
        self.setHorizontalHeader(self.head)
        self.setProperty("round", "true")
        self.setItemDelegate(MatrixDelegate(model, self, self.pointer, self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setAccessibleName(tr("Who gets what"))
        self.setModel(model)
        self.frozen = FrozenColumns(model, self, self.pointer)
        self.note = CellNote(self)
        model.edit_refused.connect(self.say_beside)
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._restore_place)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.note.hide)
        self._arrange()

    @property
    def line_id(self) -> int | None:
        """The line of the row where the keyboard is."""
        index = self.currentIndex()
        return self.matrix.facts_at(index.row()).line.line_id if index.isValid() else None

    def choose(self, line_id: int, supply_id: int | None = None) -> None:
        """Go to a line's cell of a supply (None: the first one)."""
        row = self.matrix.row_of(line_id)
        column = FIRST_SUPPLY if supply_id is None else self.matrix.columns.column_of_supply(supply_id)
        if row is not None and column is not None:
            self.setCurrentIndex(self.matrix.index(row, column))

    def say_beside(self, words: str, index: QModelIndex) -> None:
        """Say beside a cell why something could not be."""
        cell = index if index.isValid() else self.currentIndex()
        place = self.visualRect(cell)
        self.note.say(words, QRect(self.viewport().mapTo(self, place.topLeft()), place.size()))

    def hover(self, row: int) -> None:
        """Mark the row under the pointer, here and in the frozen columns."""
        if row != self.pointer.hovered_row:
            before, self.pointer.hovered_row = self.pointer.hovered_row, row
            for number in {before, row} - {-1}:
                self._repaint_row(number)

    @override
    def sizeHint(self) -> QSize:
        rows = self.matrix.rowCount() * theme.px(MATRIX_ROW)
        bar = self.horizontalScrollBar().sizeHint().height() if self.widths.scrolls else 0
        return QSize(theme.px(640), theme.px(HEAD_HEIGHT) + rows + bar)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(480), theme.px(HEAD_HEIGHT) + _LEAST_ROWS * theme.px(MATRIX_ROW))

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = _EnsureVisible,
    ) -> None:
        if self.widths.scrolls and index.column() < FIRST_SUPPLY:
            index = self.matrix.index(index.row(), max(self.columnAt(self.widths.frozen), FIRST_SUPPLY))
        super().scrollTo(index, hint)
        hidden = self.widths.frozen - self.columnViewportPosition(index.column())
        if self.widths.scrolls and hidden > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - hidden)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            # Above the scroll bar the heads' ground goes on.
            draw_ground(QPainter(self), QRect(0, 0, self.width(), self.head.height()), "header")
        return super().event(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hover(-1)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "note"):
            self._arrange()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if hasattr(self, "note") and current.row() != previous.row():
            self._show_row()

    def _arrange(self) -> None:
        self.verticalHeader().setMinimumSectionSize(theme.px(TARGET))
        self.verticalHeader().setDefaultSectionSize(theme.px(MATRIX_ROW))
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        if not self.matrix.columnCount():
            return
        rows = self.matrix.draft.matrix.rows if self.matrix.draft else ()
        owed = quantity_text(sum([row.line.open_quantity for row in rows]))
        self.widths = fit_columns(self.matrix.columns, self.viewport().width(), len(rows), len(owed))
        for number, width in enumerate(self.widths.of_columns):
            self.setColumnHidden(number, not width)
            if width:
                self.setColumnWidth(number, width)
        self.frozen.fit(self.widths, theme.px(MATRIX_ROW))

    def _repaint_row(self, row: int) -> None:
        strip = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
        self.viewport().update(strip)
        self.frozen.viewport().update(strip)

    def _show_row(self) -> None:
        self.viewport().update()
        self.frozen.viewport().update()
        self.head.focus_line(self.line_id)
        self.row_changed.emit()

    def _remember_place(self) -> None:
        line_id = self.line_id
        self._kept = None if line_id is None else (line_id, self.currentIndex().column())

    def _restore_place(self) -> None:
        self.note.hide()
        self._arrange()
        row = self.matrix.row_of(self._kept[0]) if self._kept else None
        column = self._kept[1] if self._kept and row is not None else FIRST_SUPPLY
        if self.matrix.rowCount():
            self.setCurrentIndex(self.matrix.index(row or 0, min(column, self.matrix.columnCount() - 1)))
        self._show_row()
