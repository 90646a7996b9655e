"""The list of those who wait, with a button in the row under the pointer (picture backorders-list.png)."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem
from typing_extensions import override

from boapp.services.waiting_groups import Grouping, WaitingGroup
from boapp.ui import theme
from boapp.ui.backorders.columns import Columns, covering_total, open_words
from boapp.ui.formats import money_text, quantity_text
from boapp.ui.tables.delegate import CELL_PADDING, RowDelegate
from boapp.ui.tables.layouts import LayoutStore
from boapp.ui.tables.models import RowTableModel
from boapp.ui.tables.panel import TablePanel, TotalsRow
from boapp.ui.tables.table_view import TableView
from boapp.ui.tokens import BODY, CONTROL_RADIUS, MEDIUM, SMALL_CONTROL
from boapp.ui.widgets.empty_state import EmptyState


class OpenDelegate(RowDelegate):
    """The last cell of a row: an arrow, and a button where the pointer or the keyboard is."""

    def __init__(self, view: TableView, words: str) -> None:
        super().__init__(view)
        self._list = view
        self._words = words

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        cells = self._list.itemDelegate()
        self.hovered_row = cells.hovered_row if isinstance(cells, RowDelegate) else -1
        if index.row() not in (self.hovered_row, self._list.currentIndex().row()):
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        font = theme.font(BODY, MEDIUM)
        wide = QFontMetricsF(font).horizontalAdvance(self._words) + theme.px(20)
        high = theme.px(SMALL_CONTROL)
        area = QRectF(option.rect)
        left = area.right() - theme.px(CELL_PADDING) - wide
        button = QRectF(left, round(area.center().y() - high / 2) + 0.5, wide, high - 1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(button, theme.px(CONTROL_RADIUS), theme.px(CONTROL_RADIUS))
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(button, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.restore()


class WaitingList(TablePanel):
    """Who waits, by product, order or customer, with the sums below."""

    def __init__(self, grouping: Grouping, columns: Columns, layouts: LayoutStore, name: str) -> None:
        self.model: RowTableModel[WaitingGroup] = RowTableModel(columns, lambda row: row.key)
        view = TableView(self.model, name, layouts=layouts, layout_name=f"backorders-{grouping}")
        super().__init__(
            view,
            empty=EmptyState(
                self.tr("Nobody is waiting"),
                self.tr("Orders that cannot be shipped at once appear here, with what covers them."),
            ),
            totals=TotalsRow(view),
        )
        self._grouping = grouping
        last = len(columns) - 1
        view.setItemDelegateForColumn(last, OpenDelegate(view, open_words(grouping)))
        view.clicked.connect(lambda index: self._on_clicked(index, last))

    def show_groups(self, groups: tuple[WaitingGroup, ...], *, is_filtered: bool) -> None:
        """Show these rows and their sums; an empty list says whether a filter made it so."""
        if isinstance(self.empty, EmptyState):
            self.empty.say(*self._nothing_to_show(is_filtered=is_filtered))
        self.model.show_rows(groups)
        words = {
            Grouping.PRODUCT: self.tr("%n products") if len(groups) != 1 else self.tr("1 product"),
            Grouping.ORDER: self.tr("%n orders") if len(groups) != 1 else self.tr("1 order"),
            Grouping.CUSTOMER: self.tr("%n customers") if len(groups) != 1 else self.tr("1 customer"),
        }[self._grouping]
        if self.totals is not None:
            self.totals.say(
                {
                    "name": words.replace("%n", str(len(groups))),
                    "lines": str(sum(group.lines for group in groups)),
                    "owed": quantity_text(sum(group.owed for group in groups)),
                    "covered": covering_total(groups),
                    "value": money_text(sum(group.value for group in groups)),
                }
            )

    def _nothing_to_show(self, *, is_filtered: bool) -> tuple[str, str]:
        if is_filtered:
            return self.tr("Nothing here matches"), self.tr(
                "Choose “All” or clear the filter to see everyone."
            )
        return (
            self.tr("Nobody is waiting"),
            self.tr("Orders that cannot be shipped at once appear here, with what covers them."),
        )

    def _on_clicked(self, index: Any, last: int) -> None:
        if index.column() == last:
            self.view.row_opened.emit(self.model.row_at(index.row()))
