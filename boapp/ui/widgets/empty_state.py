"""Empty states: nothing here yet, and what to do next (style 2)."""

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.tokens import SEMIBOLD
from boapp.ui.widgets.buttons import Button
from boapp.ui.widgets.layouts import Part, column, row
from boapp.ui.widgets.text import Text

_WIDTH, _HEIGHT = 440, 176


class ShelfDrawing(QWidget):
    """A shelf with one lantern lit and room for what is still to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(_WIDTH), theme.px(_HEIGHT))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _WIDTH, self.height() / _HEIGHT)
        painter.translate(0, -12)
        _draw_glow(painter)
        _draw_shelf_and_lantern(painter)
        _draw_room_for_more(painter)


def _draw_glow(painter: QPainter) -> None:
    warm = QColor(theme.color("glow"))
    warm.setAlpha(120)
    faded = QColor(warm)
    faded.setAlpha(0)
    glow = QRadialGradient(QPointF(220, 110), 76)
    glow.setColorAt(0, warm)
    glow.setColorAt(1, faded)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(glow)
    painter.drawEllipse(QPointF(220, 110), 76, 76)


def _draw_shelf_and_lantern(painter: QPainter) -> None:
    solid, round_cap, round_join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(theme.color("text2"), 2, solid, round_cap, round_join))
    board_and_brackets = ((20, 150, 420, 150), (60, 150, 60, 164), (380, 150, 380, 164))
    painter.drawLines([QLineF(*ends) for ends in board_and_brackets])
    painter.setBrush(theme.color("surface"))
    painter.drawRect(QRectF(196, 92, 48, 50))
    roof = QPainterPath(QPointF(188, 92))
    for x, y in ((206, 72), (234, 72), (252, 92)):
        roof.lineTo(x, y)
    roof.closeSubpath()
    painter.drawPath(roof)
    painter.drawLines([QLineF(186, 149, 254, 149), QLineF(196, 142, 196, 149), QLineF(244, 142, 244, 149)])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(208, 56, 24, 32), 0, 180 * 16)
    flame = QPainterPath(QPointF(220, 100))
    flame.cubicTo(232, 114, 234, 120, 234, 126)
    flame.cubicTo(234, 134, 228, 138, 220, 138)
    flame.cubicTo(212, 138, 206, 134, 206, 126)
    flame.cubicTo(206, 120, 208, 114, 220, 100)
    painter.setPen(QPen(theme.color("warn_line"), 1.6))
    painter.setBrush(theme.color("glow"))
    painter.drawPath(flame)


def _draw_room_for_more(painter: QPainter) -> None:
    dashed = QPen(theme.color("control"), 1.6)
    dashed.setDashPattern([3, 3])
    painter.setPen(dashed)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for box in (QRectF(76, 102, 52, 47), QRectF(140, 118, 32, 31), QRectF(344, 84, 20, 65)):
        painter.drawRoundedRect(box, 4, 4)
    vase = QPainterPath(QPointF(282, 149))
    vase.cubicTo(262, 130, 272, 112, 288, 108)
    for x, y in ((288, 92), (304, 92), (304, 108)):
        vase.lineTo(x, y)
    vase.cubicTo(320, 112, 330, 130, 310, 149)
    painter.drawPath(vase)


class EmptyState(QWidget):
    """A line drawing, one sentence, a remark, and the next step as a button."""

    def __init__(
        self,
        sentence: str,
        remark: str = "",
        *buttons: Button,
        drawing: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sentence = Text(sentence, "title", SEMIBOLD, wrap=True)
        self._remark = Text(remark, ink="text2", wrap=True)
        for words in (self._sentence, self._remark):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        picture: tuple[Part, ...] = (row(None, ShelfDrawing(), None), 8) if drawing else ()
        self.setAccessibleName(sentence)
        self.setLayout(
            column(
                None, *picture, self._sentence, self._remark, 16, row(None, *buttons, None), None,
                spacing=4, margins=(24, 24, 24, 24),
            )
        )  # fmt: skip

    def say(self, sentence: str, remark: str = "") -> None:
        """Say something else, as for a filter that finds nothing."""
        self._sentence.setText(sentence)
        self._remark.setText(remark)
        self.setAccessibleName(sentence)
