"""The queue of letters by their last day: a head for each day, below it who is to be told what."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from boapp.storage.lists.notices import NoticeRow
from boapp.ui import icons, theme
from boapp.ui.notices.words import KIND_ICONS, days_left, group_of, kind_words, rule_words, way_words
from boapp.ui.tokens import (
    BODY,
    BOX_RADIUS,
    CAPTION,
    ICON,
    LIST_ROW,
    MEDIUM,
    REGULAR,
    SEMIBOLD,
    SMALL_ICON,
    TWO_LINE_ROW,
)
from boapp.ui.widgets.chips import draw_focus_ring

_ROOT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_PADDING = 14
_WORDS_AT = 46
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class DayHead:
    """The head of a day in the queue, with how many letters stand below it."""

    words: str
    count: int
    urgent: bool


class QueueModel(QAbstractListModel):
    """Heads and letters, in the order of their last days."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[DayHead | NoticeRow] = []

    def show_rows(self, rows: Sequence[NoticeRow], today: date) -> None:
        """Show these letters under their days."""
        self.beginResetModel()
        grouped = sorted(((group_of(row, today), row) for row in rows), key=lambda pair: pair[0][0])
        counts = Counter(group for group, _ in grouped)
        self.items = []
        for (order, words), row in grouped:
            head = DayHead(words, counts[order, words], order <= 0)
            if head not in self.items:
                self.items.append(head)
            self.items.append(row)
        self.endResetModel()

    def place_of(self, notice_id: int | None) -> int | None:
        """Where a letter stands; None when it is not there."""
        return next(
            (
                place
                for place, item in enumerate(self.items)
                if _key(item) == notice_id and notice_id is not None
            ),
            None,
        )

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        item = self.items[index.row()]
        if isinstance(item, DayHead):
            return f"{item.words}, {item.count}"
        return ", ".join((item.customer, _subject(item), way_words(item), rule_words(item)))

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.items[index.row()], DayHead):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class QueueView(QListView):
    """The queue; `letter_chosen` is the letter to show beside it."""

    letter_chosen = Signal(object)

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._queue = QueueModel()
        self._today = today
        self._chosen: int | None = None
        self.setAccessibleName(name)
        self.setProperty("round", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_QueueDelegate(self, today))
        self.setModel(self._queue)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def rows(self) -> list[NoticeRow]:
        """The letters as they stand."""
        return [item for item in self._queue.items if isinstance(item, NoticeRow)]

    @property
    def current_row(self) -> NoticeRow | None:
        """The letter that is chosen."""
        index = self.currentIndex()
        item = self._queue.items[index.row()] if index.isValid() else None
        return item if isinstance(item, NoticeRow) else None

    def show_rows(self, rows: Sequence[NoticeRow]) -> None:
        """Show these letters and stay on the one that was chosen, else go to the most urgent."""
        self._queue.show_rows(rows, self._today())
        place = self._queue.place_of(self._chosen)
        if place is None and rows:
            place = 1
        if place is not None:
            self.setCurrentIndex(self._queue.index(place))
        else:
            self._chosen = None
            self.letter_chosen.emit(None)

    def choose(self, notice_id: int) -> None:
        """Go to a letter."""
        place = self._queue.place_of(notice_id)
        if place is not None:
            self.setCurrentIndex(self._queue.index(place))

    def _on_current_changed(self) -> None:
        row = self.current_row
        if row is not None:
            self._chosen = row.notice_id
            self.letter_chosen.emit(row)


class _QueueDelegate(QStyledItemDelegate):
    """Draws heads and letters (picture notices.png)."""

    def __init__(self, view: QueueView, today: Callable[[], date]) -> None:
        super().__init__(view)
        self._view = view
        self._today = today

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        model = index.model()
        assert isinstance(model, QueueModel)
        is_head = isinstance(model.items[index.row()], DayHead)
        return QSize(theme.px(200), theme.px(LIST_ROW if is_head else TWO_LINE_ROW))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, QueueModel)
        item, area = model.items[index.row()], QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(item, DayHead):
            self._paint_head(painter, area, item)
        else:
            self._paint_letter(painter, option, area, item)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(theme.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _paint_head(self, painter: QPainter, area: QRectF, head: DayHead) -> None:
        painter.fillRect(area, theme.color("header"))
        words = area.adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), 0)
        if head.urgent:
            at = QPointF(words.left(), area.center().y() - theme.px(SMALL_ICON) / 2)
            icons.draw_icon(painter, at, "clock", "bad_text", SMALL_ICON)
        painter.setFont(theme.font(CAPTION, SEMIBOLD, tabular=True))
        painter.setPen(theme.color("bad_text" if head.urgent else "text2"))
        painter.drawText(words.adjusted(theme.px(20) if head.urgent else 0, 0, 0, 0), _LEFT, head.words)
        painter.setFont(theme.font(CAPTION, REGULAR, tabular=True))
        painter.setPen(theme.color("text2"))
        painter.drawText(words, _RIGHT, str(head.count))

    def _paint_letter(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF, row: NoticeRow
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, theme.color("selected"))
            painter.fillRect(QRectF(area.left(), area.top(), 3, area.height()), theme.color("focus"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("hover"))
        mark = KIND_ICONS.get(row.kind, "notices")
        at = QPointF(area.left() + theme.px(_PADDING + 2), area.center().y() - theme.px(ICON) / 2)
        icons.draw_icon(painter, at, mark, "accent_text" if chosen else "text2", ICON)
        middle = area.center().y() - 1
        upper = QRectF(area.left(), area.top() + 4, area.width(), middle - area.top() - 4)
        lower = QRectF(area.left(), middle, area.width(), area.bottom() - middle - 5)
        late = (days_left(row, self._today()) or 0) < 0
        _draw_pair(
            painter, upper, (row.customer, "text", BODY, MEDIUM), (way_words(row), "text", BODY, REGULAR)
        )
        ink = "bad_text" if late else "text2"
        _draw_pair(
            painter,
            lower,
            (_subject(row), "text2", CAPTION, REGULAR),
            (rule_words(row), ink, CAPTION, REGULAR),
        )
        if self._view.hasFocus() and self._view.currentIndex().row() == option.index.row():
            draw_focus_ring(painter, area.adjusted(1, 1, -1, -2), BOX_RADIUS)


_Words = tuple[str, str, int, int]


def _draw_pair(painter: QPainter, area: QRectF, left: _Words, right: _Words) -> None:
    """Words at the left, shortened before the words at the right are."""
    inner = area.adjusted(theme.px(_WORDS_AT), 0, -theme.px(_PADDING), 0)
    text, ink, size, weight = right
    font = theme.font(size, weight, tabular=True)
    most = inner.width() * 0.5
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, most)
    taken = QFontMetricsF(font).horizontalAdvance(shown)
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    painter.drawText(inner, _RIGHT, shown)
    text, ink, size, weight = left
    font = theme.font(size, weight, tabular=True)
    room = inner.adjusted(0, 0, -taken - theme.px(10), 0)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    painter.drawText(room, _LEFT, shown)


def _subject(row: NoticeRow) -> str:
    return " · ".join((kind_words(row.kind), ", ".join(row.order_numbers)))


def _key(item: DayHead | NoticeRow) -> int | None:
    return item.notice_id if isinstance(item, NoticeRow) else None
