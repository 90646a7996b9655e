"""The heads of a list's columns: sorting, choosing, moving, and how they were left."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.tables.cells import draw_head
from boapp.ui.tables.column import Column
from boapp.ui.tables.delegate import CELL_PADDING
from boapp.ui.tables.layouts import ListLayout
from boapp.ui.tokens import TABLE_HEAD, TARGET


class TableHead(QHeaderView):
    """The heads of the columns; a click sorts, a right click chooses the columns."""

    rearranged = Signal()

    def __init__(self, columns: Sequence[Column[Any]], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self._names = [column.name for column in columns]
        self.sorted_column = -1
        self.descending = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(TARGET))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_columns_asked)
        self.sectionResized.connect(self.rearranged)
        self.sectionMoved.connect(self.rearranged)

    def shown_columns(self) -> list[int]:
        """The shown columns from left to right, by their place in the declaration."""
        from_left = (self.logicalIndex(place) for place in range(self.count()))
        return [number for number in from_left if not self.isSectionHidden(number)]

    def arrange(self, layout: ListLayout | None) -> None:
        """Take the widths and order of a kept layout, or those of the declaration."""
        kept = layout or ListLayout()
        known = [name for name in kept.order if name in self._names]
        for place, name in enumerate(known):
            self.moveSection(self.visualIndex(self._names.index(name)), place)
        stretches = False
        for number, column in enumerate(self._columns):
            hidden = column.name in kept.hidden if layout else not column.shown
            self.setSectionHidden(number, hidden)
            if not hidden:
                self.resizeSection(number, theme.px(kept.widths.get(column.name, column.width)))
            if column.stretch and not stretches and not hidden:
                self.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
                stretches = True

    def layout_now(self) -> ListLayout:
        """How the list is left."""
        from_left = [self._names[self.logicalIndex(place)] for place in range(self.count())]
        widths = {
            name: round(self.sectionSize(number) * 100 / theme.text_size())
            for number, name in enumerate(self._names)
            if not self.isSectionHidden(number)
        }
        return ListLayout(
            widths=widths,
            order=tuple(from_left) if from_left != self._names else (),
            hidden=tuple(name for number, name in enumerate(self._names) if self.isSectionHidden(number)),
            sorted_by=self._names[self.sorted_column] if self.sorted_column >= 0 else "",
            descending=self.descending,
        )

    def place_of(self, name: str) -> int | None:
        """The column with a name, None for one that this version does not have."""
        return self._names.index(name) if name in self._names else None

    def columns_menu(self) -> QMenu:
        """A menu to choose which columns are shown; it frees itself when closed."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(self._columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(number))
            action.toggled.connect(lambda shown, number=number: self._show_column(number, shown=shown))
        return menu

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.px(TABLE_HEAD))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.color("header"))
        painter.setPen(theme.color("line"))
        bottom = self.viewport().height() - 1
        painter.drawLine(0, bottom, self.viewport().width(), bottom)
        painter.end()
        super().paintEvent(event)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if not rect.isValid():
            return
        painter.save()
        pad = theme.px(CELL_PADDING)
        arrow = "down" if self.descending else "up"
        sorted_by = arrow if logicalIndex == self.sorted_column else None
        draw_head(painter, QRectF(rect).adjusted(pad, 0, -pad, -1), self._columns[logicalIndex], sorted_by)
        painter.restore()

    def _on_columns_asked(self, at: QPoint) -> None:
        self.columns_menu().popup(self.mapToGlobal(at))

    def _show_column(self, number: int, *, shown: bool) -> None:
        if shown or len(self.shown_columns()) > 1:
            self.setSectionHidden(number, not shown)
            self.rearranged.emit()
