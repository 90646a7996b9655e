"""One article of a delivery: what was ordered, the field for what arrived, and how the two compare."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from boapp.domain.quantities import UNIT, format_quantity
from boapp.services.receiving import Arrived
from boapp.storage.lists import PurchaseLineRow
from boapp.ui import theme
from boapp.ui.formats import quantity_text, read_quantity
from boapp.ui.tokens import MEDIUM, SEMIBOLD
from boapp.ui.widgets.badge import Badge, BadgeLook
from boapp.ui.widgets.fields import TextInput
from boapp.ui.widgets.layouts import column, container
from boapp.ui.widgets.text import Text

HEADS = ("Product", "Ordered", "Still open", "Arrived", "Against the order", "Waiting for it")
RIGHT = (1, 2, 3)
_FIELD_WIDTH = 84
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_TO_THE_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE
_TO_THE_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE


class ArrivedRow(QObject):
    """A line of the delivery in the grid; an empty field means that it was not counted."""

    changed = Signal()
    passed_on = Signal()

    def __init__(self, line: PurchaseLineRow, waiting: int, parent: QObject) -> None:
        super().__init__(parent)
        self.line = line
        self.input = TextInput(
            quantity_text(line.open_quantity) if line.open_quantity else "",
            numeric=True,
            name=f"Arrived of {line.name}",
        )
        self.input.setFixedWidth(theme.px(_FIELD_WIDTH))
        self.badge = Badge()
        self._reason = ""
        self._waiting = Text(
            f"{quantity_text(waiting)} {_pieces(line, waiting)}" if waiting else "nobody",
            weight=MEDIUM if waiting else 400,
            ink="text" if waiting else "text2",
            tabular=True,
        )
        self.input.textChanged.connect(self._on_typed)
        self.input.returnPressed.connect(self.passed_on)

    @property
    def arrived(self) -> int | None:
        """What came; None when the field is empty or holds no quantity (then `reason` says why)."""
        typed = self.input.text().strip()
        if not typed:
            return None
        try:
            quantity = read_quantity(typed, self.line.decimals)
        except ValueError:
            return None
        return quantity if quantity >= 0 else None

    @property
    def reason(self) -> str:
        """What is wrong with what was typed, "" when it can be booked."""
        return self._reason

    @property
    def short(self) -> int:
        """How much of what is still open did not come, as far as it was counted."""
        return 0 if self.arrived is None else max(0, self.line.open_quantity - self.arrived)

    @property
    def over(self) -> int:
        """How much more came than is still open."""
        return 0 if self.arrived is None else max(0, self.arrived - self.line.open_quantity)

    def count(self) -> Arrived | None:
        """What came, as the shop books it; None when it was not counted."""
        if self.arrived is None:
            return None
        return Arrived(self.line.line_number, format_quantity(self.arrived), by_line_number=True)

    def place(self, grid: QGridLayout, number: int) -> None:
        """Put the row into the grid."""
        name = container(
            column(
                Text(self.line.name, weight=MEDIUM, elide=True),
                Text(self.line.sku, "caption", ink="text2"),
                spacing=0,
            )
        )
        ordered = Text(quantity_text(self.line.ordered_quantity), tabular=True)
        still_open = Text(quantity_text(self.line.open_quantity), weight=SEMIBOLD, tabular=True)
        cells: tuple[QWidget, ...] = (name, ordered, still_open, self.input, self.badge, self._waiting)
        for place, cell in enumerate(cells):
            if place == 0:
                grid.addWidget(cell, number, place)
            else:
                grid.addWidget(cell, number, place, _TO_THE_RIGHT if place in RIGHT else _TO_THE_LEFT)

    def _on_typed(self) -> None:
        self.compare()
        self.changed.emit()

    def compare(self) -> None:
        """Say how what was typed compares with what is open; only once the row has its place on the page."""
        self._reason, look = self._judge()
        self.badge.show_look(look)
        self.input.setProperty("wrong", "true" if self._reason else "false")
        self.input.style().unpolish(self.input)
        self.input.style().polish(self.input)
        self.input.setAccessibleDescription(self._reason or look.text)
        self.input.setToolTip(self._reason)

    def _judge(self) -> tuple[str, BadgeLook]:
        typed = self.input.text().strip()
        if not typed:
            return "", BadgeLook("not counted" if self.line.open_quantity else "all received")
        try:
            quantity = read_quantity(typed, self.line.decimals)
        except ValueError as problem:
            return f"‘{typed}’ {problem}", BadgeLook(str(problem), "bad", "warn")
        if quantity < 0:
            return f"‘{typed}’ is below 0; goods sent back are a return", BadgeLook("below 0", "bad", "warn")
        missing = self.line.open_quantity - quantity
        if missing > 0:
            return "", BadgeLook(f"{quantity_text(missing)} short", "warn", "warn")
        if missing < 0:
            return "", BadgeLook(f"{quantity_text(-missing)} over", "coming", "plus")
        return "", BadgeLook("as ordered", "plain", "check")


def _pieces(line: PurchaseLineRow, quantity: int) -> str:
    if line.unit in ("", "piece", "pieces"):
        return "piece" if quantity == UNIT else "pieces"
    return line.unit
