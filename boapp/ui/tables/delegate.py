"""Draws the rows of a list: selection, pointer, keyboard and lines round the cells."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.tables.cells import draw_cell, is_cut
from boapp.ui.tables.models import ColumnTableModel
from boapp.ui.tokens import BOX_RADIUS
from boapp.ui.widgets.chips import draw_focus_ring
from boapp.ui.widgets.text import plain_tip

CELL_PADDING = 12
_MARK_WIDTH = 3


class RowDelegate(QStyledItemDelegate):
    """Draws cells by their columns; one for the whole list."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered_row = -1

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, ColumnTableModel)
        row = model.row_at(index.row())
        area = QRectF(option.rect)
        painter.save()
        self.paint_ground(painter, option, index)
        if row is not None:
            pad = theme.px(CELL_PADDING)
            draw_cell(painter, area.adjusted(pad, 0, -pad, -1), model.columns[index.column()], row)
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_focus_ring(painter, area.adjusted(1, 1, -1, -2), BOX_RADIUS)
        painter.restore()

    def paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint what lies under a cell: selection, pointer, and the line below the row."""
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, theme.color("selected"))
        elif index.row() == self.hovered_row:
            painter.fillRect(area, theme.color("hover"))
        if chosen and self._is_first(index.column()):
            painter.fillRect(
                QRectF(area.left(), area.top(), _MARK_WIDTH, area.height()), theme.color("focus")
            )
        painter.setPen(theme.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._view.columnWidth(index.column()), self._view.verticalHeader().defaultSectionSize())

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, ColumnTableModel) else None
        if event.type() != QEvent.Type.ToolTip or row is None or not isinstance(model, ColumnTableModel):
            return super().helpEvent(event, view, option, index)
        column = model.columns[index.column()]
        words = column.tip(row) if column.tip is not None else ""
        width = option.rect.width() - 2 * theme.px(CELL_PADDING)
        if not words and (is_cut(column, row, width) or not column.text(row)):
            words = "\n".join((column.text(row), *(inked.text for inked in column.second_line(row)))).strip()
        if words:
            QToolTip.showText(event.globalPos(), plain_tip(words), view)
        else:
            QToolTip.hideText()
        return True

    def _is_first(self, column: int) -> bool:
        header = self._view.horizontalHeader()
        shown = (
            header.logicalIndex(place)
            for place in range(header.count())
            if not header.isSectionHidden(header.logicalIndex(place))
        )
        return next(shown, None) == column


def is_enter(key: int) -> bool:
    """Whether a key is one of the two that mean "go on"."""
    return key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
