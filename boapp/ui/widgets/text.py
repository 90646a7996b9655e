"""Words on a page, by size, weight and ink of the design."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from boapp.ui import icons, theme
from boapp.ui.tokens import CARD_RADIUS, ICON, LARGE_ICON, REGULAR, SEMIBOLD, TONES


def plain_tip(words: str) -> str:
    """Words for a tooltip, shown as they were typed even when they look like markup."""
    if "<" not in words:
        return words
    import html  # hardly ever needed, and its tables of entities are long

    return f"<qt>{html.escape(words).replace(chr(10), '<br>')}</qt>"


class Text(QLabel):
    """Words in one size ("caption", "body", "section", "title", "figure"), weight and ink.

    `elide` shortens what does not fit and shows the whole in a tooltip; `wrap` breaks lines.
    What a shop typed is never read as markup.
    """

    def __init__(
        self,
        text: str = "",
        size: str = "body",
        weight: int = REGULAR,
        ink: str = "text",
        *,
        tabular: bool = False,
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("level", size)
        self.setProperty("weight", str(weight))
        self.setProperty("ink", ink)
        if tabular:
            self.setFont(theme.font(weight=weight, tabular=True))
        self.setWordWrap(wrap)
        self.setText(text)

    def set_ink(self, ink: str) -> None:
        """Show the same words in another ink."""
        self.setProperty("ink", ink)
        self.style().unpolish(self)
        self.style().polish(self)

    @override
    def minimumSizeHint(self) -> QSize:
        if not self._elide:
            return super().minimumSizeHint()
        return QSize(QFontMetrics(self.font()).horizontalAdvance("…") * 3, super().minimumSizeHint().height())

    @override
    def setText(self, arg__1: str) -> None:
        super().setText(arg__1)
        self._offer_whole()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_whole()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), self._shown())

    def _offer_whole(self) -> None:
        if self._elide:
            self.setToolTip(plain_tip(self.text()) if self._shown() != self.text() else "")

    def _shown(self) -> str:
        return QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )


class Picture(QLabel):
    """An icon that stands beside its words and says nothing alone; follows the palette."""

    def __init__(
        self, name: str, ink: str = "text2", size: int = ICON, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = (name, ink, size)
        self._draw()

    def show_icon(self, name: str, ink: str = "text2") -> None:
        """Show another icon in the same place."""
        self._look = (name, ink, self._look[2])
        self._draw()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        name, ink, size = self._look
        side = theme.px(size)
        if self.size() != QSize(side, side):
            self.setFixedSize(side, side)
        self.setPixmap(icons.pixmap(name, ink, size, self.devicePixelRatioF()))


class IconTile(QWidget):
    """An icon on a tinted square at the left of a thing to do (picture today.png)."""

    def __init__(self, name: str, tone: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone = name, tone
        self.setFixedSize(theme.px(36), theme.px(36))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tint, ink = TONES[self._tone]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(tint))
        painter.drawRoundedRect(self.rect(), theme.px(CARD_RADIUS), theme.px(CARD_RADIUS))
        side = theme.px(LARGE_ICON)
        at = QPointF((self.width() - side) / 2, (self.height() - side) / 2)
        icons.draw_icon(painter, at, self._name, ink, LARGE_ICON)


class KeyHint(QLabel):
    """A key as it stands on the keyboard, to teach a shortcut in passing."""

    def __init__(self, keys: str, *, on_tip: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(keys, parent)
        self.setProperty("surface", "key-on-tip" if on_tip else "key")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)


def heading(text: str) -> Text:
    """The words above a part of a page."""
    return Text(text, "section", SEMIBOLD)


def divider() -> QFrame:
    """A line between two parts."""
    line = QFrame()
    line.setProperty("surface", "divider")
    line.setFixedHeight(1)
    return line


def upright(height: int = 12) -> QFrame:
    """A short upright line between two words of a row."""
    line = QFrame()
    line.setProperty("surface", "divider")
    line.setFixedSize(1, theme.px(height))
    return line
