"""A list on its card: totals below it, and something to say when it is empty."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.tables.delegate import CELL_PADDING
from boapp.ui.tables.models import RowTableModel
from boapp.ui.tables.table_view import TableView
from boapp.ui.tokens import BODY, MEDIUM, SEMIBOLD
from boapp.ui.widgets.layouts import column as column_layout

_HEIGHT = 36


class TotalsRow(QWidget):
    """Sums below a list, each under its column, always in sight."""

    def __init__(self, view: TableView) -> None:
        super().__init__()
        self._view = view
        self._totals: dict[str, str] = {}
        self.setFixedHeight(theme.px(_HEIGHT))
        view.head.geometriesChanged.connect(self.update)
        for moved in (view.head.sectionResized, view.head.sectionMoved):
            moved.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)

    def say(self, totals: Mapping[str, str]) -> None:
        """Show totals by the columns' names; the first column usually says how many rows."""
        self._totals = dict(totals)
        self.setAccessibleName(", ".join(f"{name}: {text}" for name, text in totals.items()))
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedHeight(theme.px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        head, pad = self._view.head, theme.px(CELL_PADDING)
        for number, column in enumerate(self._view.columns):
            text = self._totals.get(column.name)
            if text is None or head.isSectionHidden(number):
                continue
            left, width = head.sectionViewportPosition(number), self._room(number)
            first = number == 0
            painter.setFont(
                theme.font(BODY, MEDIUM if first or not column.is_right else SEMIBOLD, tabular=True)
            )
            painter.setPen(theme.color("text" if column.is_right else "text2"))
            painter.drawText(QRectF(left + pad, 0, width - 2 * pad, self.height()), column.alignment, text)

    def _room(self, number: int) -> int:
        """The width of a column; words at the left may go on where the next columns have no sums."""
        head, columns = self._view.head, self._view.columns
        width = head.sectionSize(number)
        if columns[number].is_right:
            return width
        shown = head.shown_columns()
        for following in shown[shown.index(number) + 1 :]:
            if columns[following].name in self._totals:
                break
            width += head.sectionSize(following)
        return width


class TablePanel(QFrame):
    """A list on its card, with totals below and an empty state in its place when it has no rows."""

    def __init__(
        self,
        view: TableView,
        *,
        empty: QWidget | None = None,
        totals: TotalsRow | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.view = view
        self.totals = totals
        self.empty = empty
        self.setProperty("surface", "card")
        self._stack = QStackedWidget()
        self._stack.addWidget(view)
        if empty is not None:
            self._stack.addWidget(empty)
        layout = column_layout((self._stack, 1), spacing=0)
        layout.setContentsMargins(1, 1, 1, 1)
        self._foot = QFrame()
        self._foot.setProperty("surface", "foot")
        if totals is not None:
            self._foot.setLayout(column_layout(totals, spacing=0))
            layout.addWidget(self._foot)
        self._foot.setVisible(totals is not None)
        self.setLayout(layout)
        model = view.model()
        model.modelReset.connect(self._on_rows_changed)
        self._on_rows_changed()

    def _on_rows_changed(self) -> None:
        bare = self.empty is not None and self.view.model().rowCount() == 0
        self._stack.setCurrentIndex(1 if bare else 0)
        self._foot.setVisible(self.totals is not None and not bare)


def simple_table(model: RowTableModel[Any], name: str) -> TableView:
    """A short list inside a card that is as high as its rows and does not scroll."""
    view = TableView(model, name)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit() -> None:
        rows = model.rowCount() * view.verticalHeader().defaultSectionSize()
        view.setFixedHeight(rows + view.head.sizeHint().height())

    model.modelReset.connect(fit)
    fit()
    return view
