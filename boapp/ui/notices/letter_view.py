"""A letter on the screen: the very pages that are kept, as sharp as the screen is."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget
from typing_extensions import override

from boapp.services.preview import PagePicture, picture_pages
from boapp.ui import theme
from boapp.ui.widgets.layouts import column, row
from boapp.ui.work import Work

_MARGIN = 16
_LARGEST, _SMALLEST, _STEP = 3.0, 0.5, 0.25
_SETTLED_MS = 60
_LEAST = 120


class LetterView(QScrollArea):
    """Shows all pages of a letter, one below the other, the first as large as there is room for at a zoom of 1."""

    pages_shown = Signal(int)

    def __init__(self, work: Work, name: str) -> None:
        super().__init__()
        self._work = work
        self._document = b""
        self.zoom = 1.0
        self.pages: list[QLabel] = []
        self._name = name
        self.setAccessibleName(name)
        self.setProperty("surface", "desk")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._desk = QWidget()
        self._column = column(spacing=16)
        margin = theme.px(_MARGIN)
        around = column(row(None, self._column, None), None)
        around.setContentsMargins(margin, margin, margin, margin)
        self._desk.setLayout(around)
        self.setWidget(self._desk)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLED_MS)
        self._later.timeout.connect(self._draw)

    def show_document(self, document: bytes | None) -> None:
        """Show a letter's bytes; None for nothing."""
        if document == self._document and self.pages:
            return
        self._document = document or b""
        self._clear()
        if self._document:
            self._draw()

    def magnify(self, steps: int) -> None:
        """Larger or smaller by a quarter of the fitting size."""
        self.zoom = min(max(self.zoom + steps * _STEP, _SMALLEST), _LARGEST)
        self._draw()

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self._later.start()

    def _draw(self) -> None:
        document, (wide, high) = self._document, self._room()
        if document:
            self._work.run(
                lambda: picture_pages(document, wide, high), self._on_drawn, owner=self, latest="pages"
            )

    def _room(self) -> tuple[int, int]:
        """How many pixels a page may take, with room left for a scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        around = 2 * theme.px(_MARGIN)
        scale = self.zoom * self.devicePixelRatioF()
        wide, high = max(self.width() - around - bar, _LEAST), max(self.height() - around, _LEAST)
        return round(wide * scale), round(high * scale)

    def _on_drawn(self, pictures: Sequence[PagePicture]) -> None:
        self._clear()
        for number, picture in enumerate(pictures, start=1):
            label = QLabel()
            pixmap = QPixmap.fromImage(as_image(picture))
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            label.setPixmap(pixmap)
            label.setFixedSize(pixmap.deviceIndependentSize().toSize())
            label.setAccessibleName(f"{self._name}, {number} / {len(pictures)}")
            self._column.addWidget(label)
            self.pages.append(label)
        self.pages_shown.emit(len(pictures))

    def _clear(self) -> None:
        for label in self.pages:
            self._column.removeWidget(label)
            label.deleteLater()
        self.pages = []


def as_image(picture: PagePicture) -> QImage:
    """A page as Qt draws it; the pixels are copied."""
    shown = QImage(
        picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGBX8888
    )
    return shown.copy()
