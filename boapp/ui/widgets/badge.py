"""Badges: a state in one or two words, with tint and icon, never by colour alone (style 2, 3)."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from boapp.ui import icons, theme
from boapp.ui.tokens import BADGE, CAPTION, CONTROL_RADIUS, SEMIBOLD, SMALL_ICON, TONES


@dataclass(frozen=True, slots=True)
class BadgeLook:
    """What a badge says: words, a tone ("plain", "here", "coming", "accent", "warn", "bad") and an icon."""

    text: str
    tone: str = "plain"
    icon: str | None = None


def badge_width(look: BadgeLook) -> float:
    """How wide a badge is drawn, in pixels."""
    words = QFontMetricsF(theme.font(CAPTION, SEMIBOLD, tabular=True)).horizontalAdvance(look.text)
    return words + theme.px(16) + (theme.px(18) if look.icon else 0)


def draw_badge(painter: QPainter, area: QRectF, look: BadgeLook) -> None:
    """Draw a badge in an area; words that do not fit are shortened."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tint, ink = TONES[look.tone]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(tint))
    painter.drawRoundedRect(area, theme.px(CONTROL_RADIUS), theme.px(CONTROL_RADIUS))
    left = area.left() + theme.px(8)
    if look.icon:
        at = QPointF(left - theme.px(2), area.center().y() - theme.px(SMALL_ICON) / 2)
        icons.draw_icon(painter, at, look.icon, ink, SMALL_ICON)
        left += theme.px(16)
    font = theme.font(CAPTION, SEMIBOLD, tabular=True)
    painter.setFont(font)
    painter.setPen(theme.color(ink))
    words = QRectF(left, area.top(), area.right() - left - theme.px(6), area.height())
    shown = QFontMetricsF(font).elidedText(look.text, Qt.TextElideMode.ElideRight, words.width() + 1)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class Badge(QWidget):
    """One badge on a page."""

    def __init__(
        self, text: str = "", tone: str = "plain", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = BadgeLook(text, tone, icon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def show_look(self, look: BadgeLook | None) -> None:
        """Say something else, or vanish with None."""
        self.setVisible(look is not None)
        if look is not None:
            self._look = look
            self.setAccessibleName(look.text)
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(badge_width(self._look)), theme.px(BADGE + 2))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_badge(QPainter(self), QRectF(self.rect()), self._look)
