"""Our own icons, drawn in a colour of the palette in use (style 1)."""

from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from boapp import paths
from boapp.ui import theme
from boapp.ui.tokens import ICON, LARGE_ICON

_THIN = 'stroke-width="1.75"'
_SMALL_LINE = 'stroke-width="2"'


def icon(name: str, ink: str = "text2", disabled_ink: str = "text3") -> QIcon:
    """An icon for a button, action or field; it follows a change of palette by itself."""
    return QIcon(_PaletteIcon(name, ink, disabled_ink))


def pixmap(name: str, ink: str = "text2", size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture: `size` is a design length, `ratio` the screen's pixels per point."""
    return _drawn(name, str(getattr(theme.tokens(), ink)), theme.px(size), ratio)


def draw_icon(painter: QPainter, at: QPointF, name: str, ink: str = "text2", size: int = ICON) -> None:
    """Draw an icon with its upper left corner at a point, on whole pixels so that lines stay sharp."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(QPointF(round(at.x()), round(at.y())), pixmap(name, ink, size, ratio))


@cache
def outline(name: str) -> str:
    """The drawing of an icon. Raises FileNotFoundError for a name that no drawing has."""
    return paths.resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    drawing = outline(name).replace("currentColor", colour)
    if size < LARGE_ICON - 2:
        drawing = drawing.replace(_THIN, _SMALL_LINE)
    side = round(size * ratio)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


class _PaletteIcon(QIconEngine):
    """Draws with the palette of the moment, so no widget has to renew its icons."""

    def __init__(self, name: str, ink: str, disabled_ink: str) -> None:
        super().__init__()
        self._name = name
        self._ink = ink
        self._disabled_ink = disabled_ink
        outline(name)

    @override
    def clone(self) -> QIconEngine:
        return _PaletteIcon(self._name, self._ink, self._disabled_ink)

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.topLeft(), self.scaledPixmap(rect.size() * ratio, mode, state, ratio))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        ink = self._disabled_ink if mode == QIcon.Mode.Disabled else self._ink
        side = min(size.width(), size.height()) / scale
        return _drawn(self._name, str(getattr(theme.tokens(), ink)), round(side), scale)
