"""Draws the cells of the matrix (style 2): chips, two lines of words, was and now."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from boapp.ui import icons, theme
from boapp.ui.allocation.columns import CELLS, Kind
from boapp.ui.allocation.names import class_letter
from boapp.ui.allocation.row_facts import CellFacts, RowFacts, Words
from boapp.ui.formats import quantity_text
from boapp.ui.tokens import BODY, BOX_RADIUS, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL_ICON
from boapp.ui.widgets.chips import draw_chip, draw_gone

CELL_PAD = 6
WORD_PAD = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_ELIDE = Qt.TextElideMode.ElideRight


def draw_cell(painter: QPainter, area: QRectF, kind: Kind, facts: RowFacts, cell: CellFacts | None) -> None:
    """Draw one cell over its whole area; its ground and lines are there already."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if cell is not None and kind in CELLS:
        _draw_chip_cell(painter, area, cell)
    elif kind is Kind.RANK:
        _draw_rank(painter, area, facts)
    elif kind is Kind.WAS_NOW:
        draw_was_now(painter, area, facts.was.covered_quantity, facts.row.covered_quantity)
    else:
        _draw_words_of(painter, area, kind, facts)


def chip_area(area: QRectF) -> QRectF:
    """Where a chip lies in its cell."""
    pad = theme.px(CELL_PAD)
    return area.adjusted(pad, pad, -pad, -pad - 1)


def draw_was_now(painter: QPainter, area: QRectF, was: int, now: int, *, mark: bool = True) -> None:
    """Draw "8 → 12 ▲": what was covered and what is now."""
    left, middle = area.left() + theme.px(10), area.center().y()
    small = theme.px(SMALL_ICON)
    was_text, now_text = quantity_text(was), quantity_text(now)
    metrics = QFontMetricsF(theme.font(BODY, SEMIBOLD, tabular=True))
    wide = max(theme.px(20), metrics.horizontalAdvance(was_text), metrics.horizontalAdvance(now_text))
    painter.setFont(theme.font(BODY, REGULAR, tabular=True))
    painter.setPen(theme.color("text2"))
    painter.drawText(QRectF(left, area.top(), wide, area.height()), _RIGHT, was_text)
    left += wide + theme.px(3)
    icons.draw_icon(painter, QPointF(left, middle - small / 2), "forward", "text3", SMALL_ICON)
    left += small + theme.px(1)
    ink = "text" if now == was else "here_text" if now > was else "bad_text"
    weight = REGULAR if mark and now == was else SEMIBOLD
    painter.setFont(theme.font(BODY, weight, tabular=True))
    painter.setPen(theme.color(ink if mark else "text"))
    painter.drawText(QRectF(left, area.top(), wide, area.height()), _RIGHT, now_text)
    if mark and now != was:
        at = QPointF(left + wide + theme.px(4), middle - theme.px(6))
        icons.draw_icon(painter, at, "tri_up" if now > was else "tri_down", ink, 11)


def draw_words(painter: QPainter, area: QRectF, words: Words, weight: int = REGULAR) -> None:
    """Draw one or two lines of words, shortened where they do not fit."""
    if not words.second:
        _draw_line(painter, area, words.first, BODY, weight, words.ink)
        return
    high = QFontMetricsF(theme.font(BODY, weight)).height()
    low = QFontMetricsF(theme.font(CAPTION)).height()
    top = area.center().y() - (high + low - 2) / 2
    _draw_line(painter, QRectF(area.left(), top, area.width(), high), words.first, BODY, weight, words.ink)
    below = QRectF(area.left(), top + high - 2, area.width(), low)
    _draw_line(painter, below, words.second, CAPTION, REGULAR, words.second_ink)


def _draw_line(painter: QPainter, area: QRectF, text: str, size: int, weight: int, ink: str) -> None:
    font = theme.font(size, weight)
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    shown = text
    if len(text) * size > area.width():  # measuring is dear; most words are short
        shown = QFontMetricsF(font).elidedText(text, _ELIDE, area.width() + 1)
    # A name written from the right ends at its left, yet stands at the left, where the eye looks for names.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    painter.drawText(area, _LEFT | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)


def _draw_words_of(painter: QPainter, area: QRectF, kind: Kind, facts: RowFacts) -> None:
    pad = theme.px(WORD_PAD)
    room = area.adjusted(pad, 0, -pad, 0)
    match kind:
        case Kind.CUSTOMER:
            draw_words(painter, room, Words(facts.customer, facts.order_words), MEDIUM)
        case Kind.OWED:
            painter.setFont(theme.font(BODY, SEMIBOLD, tabular=True))
            painter.setPen(theme.color("text"))
            painter.drawText(room, _RIGHT, quantity_text(facts.line.open_quantity))
        case Kind.TOLD:
            told = facts.line.told_date is not None
            draw_words(painter, room, Words(facts.told_words, ink="text2" if told else "text3"))
        case Kind.EXPECTED:
            draw_words(painter, room, facts.expected, MEDIUM)
        case _:
            draw_words(painter, room, facts.rule)


def _draw_chip_cell(painter: QPainter, area: QRectF, cell: CellFacts) -> None:
    look = cell.chip
    if look is not None:
        draw_chip(painter, chip_area(area), look)
    elif cell.gone:
        draw_gone(painter, chip_area(area), cell.gone)
    else:
        painter.setFont(theme.font(BODY))
        painter.setPen(theme.color("text3"))
        painter.drawText(area, _MIDDLE, "·")


def _draw_rank(painter: QPainter, area: QRectF, facts: RowFacts) -> None:
    """The rank, then the class in a box: filled for the first, outlined for others."""
    letter, box = class_letter(facts.line.priority), theme.px(18)
    right = area.right() - theme.px(4)
    frame = QRectF(right - box, area.center().y() - box / 2, box, box).adjusted(0.6, 0.6, -0.6, -0.6)
    painter.setFont(theme.font(BODY, REGULAR, tabular=True))
    painter.setPen(theme.color("text2"))
    number = QRectF(area.left(), area.top(), frame.left() - area.left() - theme.px(6), area.height())
    painter.drawText(number, _RIGHT, str(facts.rank))
    first = facts.line.priority <= 1
    painter.setBrush(theme.color("text2") if first else Qt.BrushStyle.NoBrush)
    edge = "text2" if facts.line.priority <= 2 else "edge"
    painter.setPen(QPen(theme.color(edge), 1.2))
    painter.drawRoundedRect(frame, theme.px(BOX_RADIUS), theme.px(BOX_RADIUS))
    painter.setFont(theme.font(CAPTION, SEMIBOLD))
    painter.setPen(theme.color("surface" if first else "text2"))
    painter.drawText(frame, _MIDDLE, letter)
