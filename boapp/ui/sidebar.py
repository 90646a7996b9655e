"""The pages at the left; a rail of icons when the window is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from boapp.ui import icons, theme
from boapp.ui.pages import PageSpec
from boapp.ui.tokens import (
    BODY,
    CAPTION,
    CONTROL,
    CONTROL_RADIUS,
    LARGE_ICON,
    MEDIUM,
    NAV_ITEM,
    RAIL,
    SEMIBOLD,
    SIDEBAR,
)
from boapp.ui.widgets.chips import draw_focus_ring
from boapp.ui.widgets.layouts import column, row
from boapp.ui.widgets.text import Text


class Mark(QWidget):
    """The program's mark: a lantern."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        at = (self.width() - theme.px(22)) / 2
        icons.draw_icon(painter, QPointF(at, at), "lantern", "on_accent", 22)


class NavButton(QPushButton):
    """One page in the sidebar: icon, name, how many wait there."""

    def __init__(self, spec: PageSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._count = 0
        self._is_rail = False
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many wait on this page; nothing for none."""
        self._count = count
        name = f"{self.spec.title}, {count}" if count else self.spec.title
        self.setAccessibleName(name)
        self.setToolTip(name if self._is_rail else "")
        self.update()

    def show_rail(self, *, rail: bool) -> None:
        """Show the icon alone, with the name as tooltip, or icon and name."""
        self._is_rail = rail
        self.setFixedHeight(theme.px(NAV_ITEM))
        self.show_count(self._count)

    @override
    def nextCheckState(self) -> None:
        """A click asks for the page; only its coming marks the button."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(RAIL), theme.px(NAV_ITEM))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(8, 1, -8, -1)
        radius = theme.px(CONTROL_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(theme.color("selected" if theme.is_dark() else "surface"))
            painter.drawRoundedRect(area, radius, radius)
            painter.setBrush(theme.color("focus"))
            painter.drawRoundedRect(QRectF(area.left(), area.top() + 8, 3, area.height() - 16), 1.5, 1.5)
        elif self.underMouse():
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(area, radius, radius)
        if self.hasFocus():
            draw_focus_ring(painter, area, CONTROL_RADIUS)
        self._draw_icon(painter, area)
        if self._is_rail:
            self._draw_rail_count(painter, area)
        else:
            self._draw_words(painter, area)

    def _draw_icon(self, painter: QPainter, area: QRectF) -> None:
        half = theme.px(LARGE_ICON) / 2
        left = area.center().x() - half if self._is_rail else area.left() + theme.px(12)
        ink = "accent_text" if self.isChecked() else "text2"
        icons.draw_icon(painter, QPointF(left, area.center().y() - half), self.spec.icon, ink, LARGE_ICON)

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(theme.font(BODY, SEMIBOLD if self.isChecked() else MEDIUM))
        painter.setPen(theme.color("accent_text" if self.isChecked() else "text"))
        words = area.adjusted(theme.px(44), 0, -theme.px(8), 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.spec.title)
        if self._count:
            painter.setFont(theme.font(CAPTION, SEMIBOLD, tabular=True))
            painter.setPen(theme.color("accent_text" if self.isChecked() else "text2"))
            right = area.adjusted(0, 0, -theme.px(12), 0)
            painter.drawText(
                right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(self._count)
            )

    def _draw_rail_count(self, painter: QPainter, area: QRectF) -> None:
        if not self._count:
            return
        font = theme.font(CAPTION, SEMIBOLD, tabular=True)
        high = theme.px(16)
        wide = max(high, QFontMetricsF(font).horizontalAdvance(str(self._count)) + theme.px(8))
        pill = QRectF(area.right() - wide + 7, area.top() - 2, wide, high)
        painter.setPen(QPen(theme.color("sidebar"), 1.5))
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        painter.setFont(font)
        painter.setPen(theme.color("on_accent"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, str(self._count))


class Sidebar(QFrame):
    """Mark and shop's name, the pages, and at the foot settings and help."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sidebar")
        self.setAccessibleName(self.tr("Pages"))
        self._mark = Mark()
        self._shop = Text(weight=SEMIBOLD, elide=True)
        self.buttons = {spec.key: NavButton(spec) for spec in specs if not spec.parent}
        top = [button for button in self.buttons.values() if not button.spec.low]
        low = [button for button in self.buttons.values() if button.spec.low]
        head = row(self._mark, (self._shop, 1), margins=(12, 12, 8, 0))
        self.setLayout(column(head, 14, *top, None, *low, spacing=2, margins=(0, 0, 0, 8)))
        for key, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        self.show_rail(rail=False)

    def say_shop(self, name: str) -> None:
        """Show whose shop this is."""
        self._shop.setText(name)

    def mark(self, key: str) -> None:
        """Mark the page that is shown."""
        for name, button in self.buttons.items():
            button.setChecked(name == key)

    def show_rail(self, *, rail: bool) -> None:
        """Become a rail of icons, or show the names again."""
        self._shop.setVisible(not rail)
        self._mark.setFixedSize(theme.px(CONTROL), theme.px(CONTROL))
        self.setFixedWidth(theme.px(RAIL if rail else SIDEBAR))
        for button in self.buttons.values():
            button.show_rail(rail=rail)
