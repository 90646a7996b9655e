"""A chip carried by the mouse: what it is, and which edit it makes where it is dropped (semantics 6)."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from boapp.domain.edits import Edit, Exchange, Move, Withdraw
from boapp.domain.matrix import Matrix
from boapp.domain.quantities import smallest_unit
from boapp.ui import theme
from boapp.ui.formats import quantity_text
from boapp.ui.tokens import CHIP
from boapp.ui.widgets.chips import Chip, ChipKind, ChipLook

Modifier = Qt.KeyboardModifier


@dataclass(frozen=True, slots=True)
class Carried:
    """A chip in the hand: whose it is and of which supply."""

    line_id: int
    supply_id: int

    def quantity(self, matrix: Matrix, modifiers: Modifier, to_line_id: int | None = None) -> int:
        """How much is carried: all that may be moved; Alt half of it; Shift what the row below needs."""
        loose = matrix.row(self.line_id).loose(self.supply_id)
        unit = smallest_unit(matrix.product.decimals)
        if modifiers & Modifier.AltModifier:
            return max(loose // unit // 2, 1) * unit if loose else 0
        if modifiers & Modifier.ShiftModifier and to_line_id is not None:
            return min(loose, max(matrix.row(to_line_id).missing_quantity, 0)) or loose
        return loose


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a chip is let go: a row and, if the pointer is over a delivery, which; no row: the heads."""

    line_id: int | None
    supply_id: int | None = None


def edit_of_drop(matrix: Matrix, carried: Carried, landing: Landing, modifiers: Modifier) -> Edit | None:
    """What letting a chip go does: give back, split, exchange or move; None where it came from."""
    source = (carried.line_id, carried.supply_id)
    # Of a chip that is kept nothing can be carried; giving it back is refused with the reason.
    if landing.line_id is None or not matrix.row(carried.line_id).loose(carried.supply_id):
        return Withdraw(*source)
    to_line, to_supply = landing.line_id, landing.supply_id
    quantity = carried.quantity(matrix, modifiers, to_line)
    if to_line == carried.line_id:
        if to_supply in {None, carried.supply_id}:
            return None
        return Move(*source, to_line, to_supply or 0, quantity)
    if not modifiers & (Modifier.ShiftModifier | Modifier.AltModifier) and to_supply is not None:
        other = matrix.row(to_line).held(to_supply)
        if other:
            return Exchange(*source, to_line, to_supply)
    return Move(*source, to_line, carried.supply_id, quantity)


class FloatingChip(QWidget):
    """The chip under the pointer while it is carried."""

    def __init__(self, over: QWidget, quantity: int, kind: ChipKind) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._kind = kind
        self._chip: Chip | None = None
        self.resize(theme.px(72), theme.px(CHIP))
        self.carry(quantity)
        self.show()

    def carry(self, quantity: int) -> None:
        """Show how much is carried."""
        if self._chip is not None:
            self._chip.deleteLater()
        self._chip = Chip(ChipLook(quantity_text(quantity), self._kind), self)
        self._chip.resize(self.size())
        self._chip.show()

    def follow(self, at: QPoint) -> None:
        """Come along with the pointer."""
        self.move(at - QPoint(self.width() // 2, self.height() // 2))
        self.raise_()
