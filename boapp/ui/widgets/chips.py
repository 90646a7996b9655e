"""Chips: a quantity and where it comes from, in one drawing grammar (style 2).

Filled is here, outlined is coming, dashed is nothing coming or only estimated. A pin at the
left means kept for this line, a clock there a late supply; what changed stands at the right.
"""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from boapp.ui import icons, theme
from boapp.ui.tokens import BODY, CAPTION, CHIP, CONTROL_RADIUS, MEDIUM, SEMIBOLD, SMALL_ICON

_DASHES = [3.0, 2.4]


class ChipKind(Enum):
    """Where a chip's quantity comes from."""

    HERE = "here"
    COMING = "coming"
    NOTHING = "nothing"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class ChipLook:
    """What a chip shows: its words ("12", "6 on 9 Dec"), kind and marks; `change` as "+4"."""

    text: str
    kind: ChipKind
    change: str = ""
    kept: bool = False
    late: bool = False


_INK = {
    ChipKind.HERE: "on_here",
    ChipKind.COMING: "accent_text",
    ChipKind.NOTHING: "bad_text",
    ChipKind.ESTIMATE: "warn_text",
}


def chip_width(look: ChipLook) -> float:
    """How wide a chip must be at least to show everything it says, in pixels."""
    wide = QFontMetricsF(theme.font(BODY, SEMIBOLD, tabular=True)).horizontalAdvance(look.text) + theme.px(16)
    if look.kept or look.late:
        wide += theme.px(SMALL_ICON + 4)
    if look.change:
        wide += QFontMetricsF(theme.font(CAPTION, MEDIUM, tabular=True)).horizontalAdvance(look.change)
        wide += theme.px(8)
    return wide


def draw_chip(painter: QPainter, area: QRectF, look: ChipLook, *, focused: bool = False) -> None:
    """Draw a chip over an area; the focus ring lies 3 px outside of it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_body(painter, area, look.kind)
    if focused:
        draw_focus_ring(painter, area.adjusted(-3, -3, 3, 3), CONTROL_RADIUS + 2)
    ink = _INK[look.kind]
    painter.setPen(theme.color(ink))
    words = QRectF(area)
    if look.kept or look.late:
        at = QPointF(area.left() + theme.px(7), area.center().y() - theme.px(SMALL_ICON) / 2)
        late_ink = "warn_text" if look.kind is not ChipKind.HERE else ink
        icons.draw_icon(
            painter, at, "pin" if look.kept else "clock", ink if look.kept else late_ink, SMALL_ICON
        )
    if look.change:
        _draw_change(painter, area, look.change)
    narrow = chip_width(look) + theme.px(SMALL_ICON) > area.width()
    if narrow and (look.kept or look.late):
        words.setLeft(area.left() + theme.px(7 + SMALL_ICON))
    if narrow and look.change:
        font = theme.font(CAPTION, MEDIUM, tabular=True)
        words.setRight(area.right() - theme.px(12) - QFontMetricsF(font).horizontalAdvance(look.change))
    painter.setFont(theme.font(BODY + 1 if look.text.isdigit() else BODY, SEMIBOLD, tabular=True))
    painter.drawText(words, Qt.AlignmentFlag.AlignCenter, look.text)
    painter.restore()


def draw_gone(painter: QPainter, area: QRectF, text: str) -> None:
    """Draw what was here and left: the number struck through."""
    painter.save()
    painter.setFont(theme.font(tabular=True, struck=True))
    painter.setPen(theme.color("text3"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def draw_focus_ring(painter: QPainter, area: QRectF, radius: float) -> None:
    """Draw the 2 px ring that shows where the keyboard is."""
    painter.setPen(QPen(theme.color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), theme.px(radius), theme.px(radius))


def _draw_body(painter: QPainter, area: QRectF, kind: ChipKind) -> None:
    body = area.adjusted(0.6, 0.6, -0.6, -0.6)
    if kind is ChipKind.HERE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("here"))
        body = area
    elif kind is ChipKind.COMING:
        painter.setPen(QPen(theme.color("coming_line"), 1.25))
        painter.setBrush(theme.color("coming_tint"))
    else:
        pen = QPen(theme.color("bad_line" if kind is ChipKind.NOTHING else "warn_line"), 1.25)
        pen.setDashPattern(_DASHES)
        painter.setPen(pen)
        painter.setBrush(theme.color("surface"))
    painter.drawRoundedRect(body, theme.px(CONTROL_RADIUS), theme.px(CONTROL_RADIUS))


def _draw_change(painter: QPainter, area: QRectF, change: str) -> None:
    painter.setFont(theme.font(CAPTION, MEDIUM, tabular=True))
    right = area.adjusted(0, 0, -theme.px(8), 0)
    painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, change)


class Chip(QWidget):
    """One chip on a page, as beside a line of an order."""

    def __init__(self, look: ChipLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(look.text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._look)), theme.px(CHIP))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_chip(QPainter(self), QRectF(self.rect()), self._look)
