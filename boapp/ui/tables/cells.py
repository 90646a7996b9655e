"""How one cell of a list is drawn (style 2): words, numbers, badges, bars, icons, ticks."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from boapp.ui import icons, theme
from boapp.ui.tables.column import Column, Inked, Kind
from boapp.ui.tokens import BADGE, BAR, BODY, BOX_RADIUS, CAPTION, ICON, MEDIUM, REGULAR, SEMIBOLD, SMALL_ICON
from boapp.ui.widgets.badge import badge_width, draw_badge
from boapp.ui.widgets.bars import draw_bar

_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

AnyColumn = Column[Any]
_PART_GAP = 12


def draw_cell(painter: QPainter, area: QRectF, column: AnyColumn, row: object) -> None:
    """Draw what a column says about a row, inside an area already padded."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if column.kind is Kind.BADGE:
        _draw_badge_cell(painter, area, column, row)
    elif column.kind is Kind.BAR:
        _draw_bar_cell(painter, area, column, row)
    elif column.kind is Kind.ICON:
        _draw_icon_cell(painter, area, column, row)
    elif column.kind is Kind.CHECK:
        draw_tick(painter, area, checked=column.checked is not None and column.checked(row))
    else:
        _draw_words_cell(painter, area, column, row)


def is_cut(column: AnyColumn, row: object, width: float) -> bool:
    """Whether a cell's words are too long for it and a tooltip has to help."""
    if column.kind in {Kind.ICON, Kind.CHECK}:
        return False
    if column.kind is Kind.BADGE and column.badge is not None:
        look = column.badge(row)
        return look is not None and badge_width(look) > width + 1
    mark = theme.px(ICON + 4) if column.icon is not None and column.icon(row) else 0
    weight = _weight(column, row)
    if (
        column.kind is not Kind.BAR
        and _metrics(BODY, weight).horizontalAdvance(column.text(row)) + mark > width + 1
    ):
        return True
    second = column.second_line(row)
    gaps = theme.px(_PART_GAP) * (len(second) - 1)
    weight = MEDIUM if column.kind is Kind.BAR else REGULAR
    return sum(_metrics(CAPTION, weight).horizontalAdvance(part.text) for part in second) + gaps > width + 1


def draw_tick(painter: QPainter, area: QRectF, *, checked: bool) -> None:
    """Draw a box to tick in the middle of an area."""
    side = theme.px(16)
    box = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
    painter.setPen(Qt.PenStyle.NoPen if checked else QPen(theme.color("control"), 1))
    painter.setBrush(theme.color("accent" if checked else "surface"))
    painter.drawRoundedRect(box, theme.px(BOX_RADIUS), theme.px(BOX_RADIUS))
    if checked:
        icons.draw_icon(painter, box.topLeft(), "check", "on_accent", ICON)


def _ink(column: AnyColumn, row: object) -> str:
    return column.ink(row) if column.ink is not None else "text"


def _weight(column: AnyColumn, row: object) -> int:
    """Words in a colour are also bolder, so that they stand out in greyscale."""
    return column.weight if _ink(column, row).startswith("text") else max(column.weight, SEMIBOLD)


def _metrics(size: int, weight: int = REGULAR) -> QFontMetricsF:
    return QFontMetricsF(theme.font(size, weight, tabular=True))


def _draw_words_cell(painter: QPainter, area: QRectF, column: AnyColumn, row: object) -> None:
    second = column.second_line(row)
    ink, weight = _ink(column, row), _weight(column, row)
    mark = column.icon(row) if column.icon is not None else None
    first = QRectF(area)
    if second:
        high, low = _metrics(BODY).height(), _metrics(CAPTION).height()
        top = area.center().y() - (high + low - 1) / 2
        first = QRectF(area.left(), top, area.width(), high)
        below = QRectF(area.left(), top + high - 1, area.width(), low)
        _draw_inked(painter, below, second, right=column.is_right)
    words = QRectF(first)
    if mark:
        words.setWidth(words.width() - theme.px(ICON + 4))
    metrics = _metrics(BODY, weight)
    shown = metrics.elidedText(column.text(row), _ELIDE, words.width() + 1)
    painter.setFont(theme.font(BODY, weight, tabular=True))
    painter.setPen(theme.color(ink))
    painter.drawText(words, _RIGHT if column.is_right else _LEFT, shown)
    if mark:
        right = words.right() if column.is_right else words.left() + metrics.horizontalAdvance(shown)
        at = QPointF(right + theme.px(4), first.center().y() - theme.px(ICON) / 2)
        icons.draw_icon(painter, at, mark, ink, ICON)


def _draw_inked(
    painter: QPainter, area: QRectF, parts: Sequence[Inked], *, weight: int = REGULAR, right: bool = False
) -> None:
    metrics = _metrics(CAPTION, weight)
    painter.setFont(theme.font(CAPTION, weight, tabular=True))
    left = area.left()
    for inked in parts:
        room = QRectF(left, area.top(), max(area.right() - left, 0), area.height())
        shown = metrics.elidedText(inked.text, _ELIDE, room.width() + 1)
        painter.setPen(theme.color(inked.ink))
        painter.drawText(room, _RIGHT if right else _LEFT, shown)
        left += metrics.horizontalAdvance(shown) + theme.px(_PART_GAP)


def _draw_badge_cell(painter: QPainter, area: QRectF, column: AnyColumn, row: object) -> None:
    look = column.badge(row) if column.badge is not None else None
    if look is None:
        painter.setFont(theme.font(BODY, tabular=True))
        painter.setPen(theme.color("text2"))
        painter.drawText(area, _LEFT, _metrics(BODY).elidedText(column.text(row), _ELIDE, area.width() + 1))
        return
    high = theme.px(BADGE)
    top = round(area.center().y() - high / 2)
    draw_badge(painter, QRectF(area.left(), top, min(badge_width(look), area.width()), high), look)


def _draw_bar_cell(painter: QPainter, area: QRectF, column: AnyColumn, row: object) -> None:
    if column.bar is None:
        return
    high, second = theme.px(BAR), column.second_line(row)
    middle = area.center().y()
    if second:
        low = _metrics(CAPTION).height()
        middle -= (low + 2) / 2
        below = QRectF(area.left(), middle + high / 2 + 2, area.width(), low)
        _draw_inked(painter, below, second, weight=MEDIUM)
    draw_bar(painter, QRectF(area.left(), round(middle - high / 2), area.width(), high), column.bar(row))


def _draw_icon_cell(painter: QPainter, area: QRectF, column: AnyColumn, row: object) -> None:
    name = column.icon(row) if column.icon is not None else None
    if name:
        ink = column.ink(row) if column.ink is not None else "text2"
        side = theme.px(ICON) / 2
        icons.draw_icon(painter, area.center() - QPointF(side, side), name, ink, ICON)


def draw_head(painter: QPainter, area: QRectF, column: AnyColumn, sorted_by: str | None) -> None:
    """Draw a column's head; `sorted_by` is the arrow "up" or "down" when the list is sorted by it."""
    weight = SEMIBOLD if sorted_by else MEDIUM
    words = QRectF(area)
    mark = theme.px(SMALL_ICON + 2) if sorted_by else 0
    words.setWidth(max(words.width() - mark, 0))
    metrics = _metrics(CAPTION, weight)
    shown = metrics.elidedText(column.title, _ELIDE, words.width() + 1)
    painter.setFont(theme.font(CAPTION, weight, tabular=True))
    painter.setPen(theme.color("text" if sorted_by else "text2"))
    painter.drawText(words, column.alignment, shown)
    if sorted_by:
        left = words.right() if column.is_right else words.left() + metrics.horizontalAdvance(shown)
        at = QPointF(left + theme.px(2), area.center().y() - theme.px(SMALL_ICON) / 2)
        icons.draw_icon(painter, at, sorted_by, "text", SMALL_ICON)
