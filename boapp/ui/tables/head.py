"""The heads of a list's columns: sorting, choosing, moving, and how they were left."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.tables.cells import draw_head
from boapp.ui.tables.column import Column, Kind
from boapp.ui.tables.delegate import CELL_PADDING
from boapp.ui.tables.layouts import ListLayout
from boapp.ui.tokens import TABLE_HEAD, TARGET

_LEAST_BAR = 128
_LEAST_STRETCH = 0.6


class TableHead(QHeaderView):
    """The heads of the columns; a click sorts, a right click chooses the columns."""

    rearranged = Signal()

    def __init__(self, columns: Sequence[Column[Any]], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self._names = [column.name for column in columns]
        self._widths = [column.width for column in columns]
        self._hidden: set[int] = set()
        self._is_fitting = False
        self.sorted_column = -1
        self.descending = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(TARGET))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_columns_asked)
        self.sectionResized.connect(self._on_resized)
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
        self._widths = [kept.widths.get(column.name, column.width) for column in self._columns]
        self._hidden = {
            number
            for number, column in enumerate(self._columns)
            if (column.name in kept.hidden if layout else not column.shown)
        }
        self.fit(self.width())

    def fit(self, room: int) -> None:
        """Share out the room: wide-only columns give way, bars shrink, one column stretches."""
        shown = [number for number in range(len(self._columns)) if number not in self._hidden]
        widths = {number: theme.px(self._widths[number]) for number in shown}
        for number in reversed(shown):
            if sum(widths.values()) > room and self._columns[number].wide_only:
                del widths[number]
        self._shrink(widths, room)
        stretching = next((number for number in widths if self._columns[number].stretch), None)
        if stretching is not None:
            widths[stretching] += max(room - sum(widths.values()), 0)
        self._is_fitting = True
        for number in range(len(self._columns)):
            self.setSectionHidden(number, number not in widths)
            if number in widths:
                self.resizeSection(number, widths[number])
        self._is_fitting = False

    def _shrink(self, widths: dict[int, int], room: int) -> None:
        """Make bars, then the stretching column, as narrow as they may be while room is missing."""
        bars = [number for number in widths if self._columns[number].kind is Kind.BAR]
        for number in (*bars, *(number for number in widths if self._columns[number].stretch)):
            wide = widths[number]
            least = theme.px(_LEAST_BAR) if number in bars else round(wide * _LEAST_STRETCH)
            missing = max(sum(widths.values()) - room, 0)
            widths[number] = max(wide - missing, min(wide, least))

    def layout_now(self) -> ListLayout:
        """How the list is left."""
        from_left = [self._names[self.logicalIndex(place)] for place in range(self.count())]
        return ListLayout(
            widths=dict(zip(self._names, self._widths, strict=True)),
            order=tuple(from_left) if from_left != self._names else (),
            hidden=tuple(name for number, name in enumerate(self._names) if number in self._hidden),
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
            if not column.title:  # a column of buttons, which always stays
                continue
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(number not in self._hidden)
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

    def _on_resized(self, number: int, _before: int, width: int) -> None:
        if not self._is_fitting and width > 0 and not self._columns[number].stretch:
            self._widths[number] = round(width * 100 / theme.text_size())
            self.rearranged.emit()

    def _show_column(self, number: int, *, shown: bool) -> None:
        if shown:
            self._hidden.discard(number)
        elif len(self._hidden) < len(self._columns) - 1:
            self._hidden.add(number)
        self.fit(self.width())
        self.rearranged.emit()
