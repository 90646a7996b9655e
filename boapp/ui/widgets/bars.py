"""Bars: a total and what makes it up, one segment a part (style 2).

Here is solid, coming light with an outline, nothing coming hatched, the rest is free.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.tokens import BAR
from boapp.ui.widgets.chips import ChipKind

_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar: an amount in the unit of the total, where it comes from, and its tooltip."""

    amount: int
    kind: ChipKind
    focused: bool = False


@dataclass(frozen=True, slots=True)
class BarLook:
    """A bar: its segments from the left and the total that its whole length stands for."""

    segments: tuple[Segment, ...]
    total: int


def draw_bar(painter: QPainter, area: QRectF, look: BarLook) -> None:
    """Draw a bar over an area, usually 8 px high; a focused segment is underlined below it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = area.height() / 2
    outline = QPainterPath()
    outline.addRoundedRect(area, radius, radius)
    painter.fillPath(outline, theme.color("track"))
    for segment, part in zip(look.segments, _parts(area, look), strict=True):
        if part.width() > 0:
            _draw_segment(painter, outline, area, part, segment)
    painter.restore()


def _parts(area: QRectF, look: BarLook) -> list[QRectF]:
    """Where each segment lies; a gap to its right neighbour unless it ends the bar."""
    total = max(look.total, sum(segment.amount for segment in look.segments), 1)
    parts = []
    left = area.left()
    for segment in look.segments:
        width = area.width() * segment.amount / total
        at_end = left + width >= area.right() - 0.6
        shown = width if at_end or width == 0 else max(width - _GAP, 1.0)
        parts.append(QRectF(left, area.top(), shown, area.height()))
        left += width
    return parts


def _draw_segment(
    painter: QPainter, outline: QPainterPath, area: QRectF, part: QRectF, segment: Segment
) -> None:
    path = QPainterPath()
    path.addRect(part)
    shape = path.intersected(outline)
    if segment.kind is ChipKind.HERE:
        painter.fillPath(shape, theme.color("here"))
    else:
        _draw_outlined(painter, area, part, segment.kind)
    if segment.focused:
        below = QPointF(part.left() + 1, area.bottom() + 4), QPointF(part.right() - 1, area.bottom() + 4)
        painter.setPen(QPen(theme.color("text"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(*below)


def _draw_outlined(painter: QPainter, area: QRectF, part: QRectF, kind: ChipKind) -> None:
    fill, line = {
        ChipKind.COMING: ("coming_fill", "coming_line"),
        ChipKind.ESTIMATE: ("warn_tint", "warn_line"),
        ChipKind.NOTHING: ("surface", "bad_line"),
    }[kind]
    inner = part.adjusted(0.6, 0.6, -0.6, -0.6)
    inner.setWidth(max(inner.width(), 1.0))
    whole = area.adjusted(0.6, 0.6, -0.6, -0.6)
    path, bounds = QPainterPath(), QPainterPath()
    # Taller than the bounds, so that no edges coincide and the outline has all four sides.
    path.addRect(inner.adjusted(0, -2, 0, 2))
    bounds.addRoundedRect(whole, whole.height() / 2, whole.height() / 2)
    shape = path.intersected(bounds)
    painter.fillPath(shape, theme.color(fill))
    if kind is ChipKind.NOTHING:
        painter.fillPath(shape, QBrush(theme.color(line), Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(theme.color(line), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


class SegmentBar(QWidget):
    """One bar on a page; `name` says in words what it shows."""

    def __init__(self, look: BarLook, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_look(look, name)

    def show_look(self, look: BarLook, name: str) -> None:
        """Show other amounts, with the words for them."""
        self._look = look
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        room = 6 if any(segment.focused for segment in self._look.segments) else 0
        return QSize(theme.px(96), theme.px(BAR) + room)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_bar(QPainter(self), QRectF(0, 0, self.width(), theme.px(BAR)), self._look)
