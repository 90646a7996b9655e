"""Draws the rows of the matrix and opens the field in which a number is typed."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.allocation.cell_painting import chip_area, draw_cell
from boapp.ui.allocation.columns import CELLS, Kind
from boapp.ui.allocation.matrix_model import MatrixModel
from boapp.ui.allocation.names import tr
from boapp.ui.tokens import CONTROL_RADIUS, MATRIX_ROW
from boapp.ui.widgets.chips import draw_focus_ring
from boapp.ui.widgets.fields import TextInput

Index = QModelIndex | QPersistentModelIndex
RULED = frozenset({Kind.SUPPLY, Kind.NOTHING, Kind.WAS_NOW})


@dataclass(slots=True)
class Pointer:
    """Where the mouse is: the row under it, and the cell on which what is dragged would fall."""

    hovered_row: int = -1
    target: QModelIndex | None = None


class MatrixDelegate(QStyledItemDelegate):
    """Draws for a view and for its frozen columns alike; `keyboard` is the view that takes the keys."""

    def __init__(
        self, model: MatrixModel, keyboard: QTableView, pointer: Pointer, parent: QTableView
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._keyboard = keyboard
        self._pointer = pointer

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, pointer, row = self._model, self._pointer, index.row()
        kind, area = model.kind_at(index), QRectF(option.rect)
        current = self._keyboard.currentIndex()
        painter.save()
        if row in {current.row(), pointer.hovered_row}:
            painter.fillRect(option.rect, theme.color("hover"))
        painter.setPen(theme.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if kind in RULED:
            painter.drawLine(option.rect.topLeft(), option.rect.bottomLeft())
        facts = model.facts_at(row)
        cell = facts.cell(model.supply_at(index)) if kind in CELLS else None
        draw_cell(painter, area, kind, facts, cell)
        if pointer.target is not None and index == pointer.target:
            painter.setPen(theme.color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chip_area(area), theme.px(CONTROL_RADIUS), theme.px(CONTROL_RADIUS))
        if index == current and self._keyboard.hasFocus():
            draw_focus_ring(painter, chip_area(area).adjusted(-3, -3, 3, 3), CONTROL_RADIUS + 2)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(86), theme.px(MATRIX_ROW))

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = TextInput(
            name=self._model.data(index, Qt.ItemDataRole.AccessibleTextRole), numeric=True, parent=parent
        )
        field.setAccessibleDescription(tr("Type a number, Enter puts it in, Escape leaves it as it was"))
        return field

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(chip_area(QRectF(option.rect)).adjusted(-2, -3, 2, 3).toRect())
