"""What keys and mouse do to the draft (semantics 6; screens, "Interactive backorder screen")."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from boapp.domain.edits import TakeFree, Unpin, Withdraw
from boapp.ui.allocation.chip_drag import Carried, FloatingChip, Landing, edit_of_drop
from boapp.ui.allocation.columns import CELLS, Kind
from boapp.ui.allocation.matrix_model import MatrixModel
from boapp.ui.allocation.matrix_table import MatrixTable
from boapp.ui.widgets.chips import ChipKind


class MatrixView(MatrixTable):
    """Takes the gestures. `pin_asked` (line, supply): the clerk wants to keep a chip and must say why."""

    pin_asked = Signal(int, int)

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._pressed: tuple[QPoint, Carried, ChipKind] | None = None
        self._floating: FloatingChip | None = None

    def take_free(self) -> None:
        """Give the row all it lacks: of this delivery, or of any when the keyboard is elsewhere."""
        index, line_id = self.currentIndex(), self.line_id
        if line_id is None:
            return
        supply = self.matrix.supply_at(index)
        self.matrix.edit(TakeFree(line_id, supply.supply_id if supply else None), index)

    def give_back(self) -> None:
        """Give back this chip, or the whole row when the keyboard is on no chip's column."""
        index, line_id = self.currentIndex(), self.line_id
        if line_id is None:
            return
        supply = self.matrix.supply_at(index)
        self.matrix.edit(Withdraw(line_id, supply.supply_id if supply else None), index)

    def keep_or_let_go(self) -> None:
        """Keep this chip for its customer, which asks for a reason; or let go of one that is kept."""
        index, line_id = self.currentIndex(), self.line_id
        supply = self.matrix.supply_at(index)
        if line_id is None or supply is None:
            return
        row = self.matrix.facts_at(index.row()).row
        kept = any(part.pinned for part in row.allocations if part.supply_id == supply.supply_id)
        if kept:
            self.matrix.edit(Unpin(line_id, supply.supply_id), index)
        elif row.loose(supply.supply_id):
            self.pin_asked.emit(line_id, supply.supply_id)
        else:
            self.matrix.edit(Withdraw(line_id, supply.supply_id), index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.note.hide()
        act = {
            Qt.Key.Key_Space: self.take_free,
            Qt.Key.Key_Delete: self.give_back,
            Qt.Key.Key_Backspace: self.give_back,
            Qt.Key.Key_L: self.keep_or_let_go,
            Qt.Key.Key_Return: self._type,
            Qt.Key.Key_Enter: self._type,
        }.get(Qt.Key(event.key()))
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if event.key() == Qt.Key.Key_Escape and self._floating is not None:
            self._let_go()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif act is not None and plain:
            act()
        elif not event.text().strip() or not event.text().isprintable() or self._begins_number(event.text()):
            super().keyPressEvent(event)
        else:
            event.ignore()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.note.hide()
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        supply = self.matrix.supply_at(index) if index.isValid() else None
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton and supply is not None:
            facts = self.matrix.facts_at(index.row())
            if facts.row.held(supply.supply_id):
                carried = Carried(facts.line.line_id, supply.supply_id)
                self._pressed = (event.position().toPoint(), carried, facts.cell(supply).kind)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (at - self._pressed[0]).manhattanLength() >= QApplication.startDragDistance()
            if self._floating is not None or far:
                self._carry(at, event.modifiers())
            return
        super().mouseMoveEvent(event)
        self.hover(self.rowAt(at.y()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, carrying = self._pressed, self._floating is not None
        self._let_go()
        draft = self.matrix.draft
        if pressed is None or not carrying or draft is None:
            return
        landing, index = self._landing(event.position().toPoint())
        if landing is None:
            return
        edit = edit_of_drop(draft.matrix, pressed[1], landing, event.modifiers())
        if edit is not None and self.matrix.edit(edit, index) and landing.line_id is not None:
            self.choose(landing.line_id, pressed[1].supply_id)

    def _begins_number(self, text: str) -> bool:
        index = self.currentIndex()
        return index.isValid() and self.matrix.kind_at(index) in CELLS and (text.isdigit() or text in "-.,")

    def _type(self) -> None:
        index = self.currentIndex()
        # Enter in the field comes here as well once the field has taken it.
        busy = self.state() == MatrixTable.State.EditingState
        if index.isValid() and self.matrix.kind_at(index) in CELLS and not busy:
            self.edit(index)

    def _carry(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        draft = self.matrix.draft
        if self._pressed is None or draft is None:
            return
        _, carried, kind = self._pressed
        landing, index = self._landing(at)
        onto = landing.line_id if landing else None
        quantity = carried.quantity(draft.matrix, modifiers, onto)
        if self._floating is None:
            self._floating = FloatingChip(self, quantity, kind)
        self._floating.carry(quantity)
        self._floating.follow(self.viewport().mapTo(self, at))
        self.pointer.target = index if onto is not None else None
        self.head.light_up(lit=landing is not None and onto is None)
        self.viewport().update()

    def _let_go(self) -> None:
        if self._floating is not None:
            self._floating.deleteLater()
        self._floating = self._pressed = self.pointer.target = None
        self.head.light_up(lit=False)
        self.viewport().update()

    def _landing(self, at: QPoint) -> tuple[Landing | None, QModelIndex]:
        """Where a chip would fall, and the cell of it; the heads lie above the viewport."""
        if -self.head.height() <= at.y() < 0:
            return Landing(None), self.currentIndex()
        row, column = self.rowAt(at.y()), self.columnAt(at.x())
        if row < 0 or column < 0:
            return None, QModelIndex()
        if self.widths.scrolls and at.x() < self.widths.frozen:
            column = Kind.CUSTOMER
        supply = self.matrix.columns.supply_at(column)
        line_id = self.matrix.facts_at(row).line.line_id
        return Landing(line_id, supply.supply_id if supply else None), self.matrix.index(row, column)
