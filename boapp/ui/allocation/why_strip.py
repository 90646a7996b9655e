"""Why the row with the keyboard has what it has: a line under the matrix, and the full story on F1 (style 2)."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from boapp.ui import theme
from boapp.ui.allocation.names import tr
from boapp.ui.allocation.row_story import Story
from boapp.ui.tokens import CARD_RADIUS, SEMIBOLD
from boapp.ui.widgets.buttons import icon_button, quiet_button
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.text import KeyHint, Picture, Text

_HEIGHT = 36


class WhyStrip(QWidget):
    """One line about the focused row; `asked` for the full story."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._head = Text("", weight=SEMIBOLD, tabular=True)
        self._about = Text("", ink="text2", tabular=True, elide=True)
        self._more = quiet_button(tr("full story"), tip=tr("Why: the full story (F1)"))
        self._more.clicked.connect(self.asked)
        parts = row(
            Picture("info"), self._head, (self._about, 1), KeyHint("F1"), self._more, margins=(16, 0, 8, 0)
        )
        self.setLayout(parts)
        self.setFixedHeight(theme.px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, radius = QPainterPath(), theme.px(CARD_RADIUS) - 1
        ground.addRoundedRect(QRectF(self.rect()).adjusted(0, -2 * radius, 0, 0), radius, radius)
        painter.setClipRect(self.rect())
        painter.fillPath(ground, theme.color("hover"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, 0, self.width(), 0)

    def say(self, story: Story | None) -> None:
        """Show a row's story, or nothing."""
        self._head.setText(story.head if story else "")
        self._about.setText(story.sentence if story else "")
        self._more.setEnabled(story is not None)
        self.setAccessibleName(f"{story.head}: {story.sentence}" if story else "")


class WhyPanel(QFrame):
    """The full story of one row, in place of the strip of changes; its button, Escape or F1 closes it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._head = Text("", "section", SEMIBOLD, tabular=True)
        self._words = Text("", wrap=True, tabular=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = icon_button("close", tr("Close the full story"), bare=True)
        self._close.clicked.connect(self.closed)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = container(column(self._words, None))
        self._area.setWidget(inside)
        for ground in (inside, self._area.viewport()):
            ground.setAutoFillBackground(False)
        self.setLayout(
            column(row(self._head, None, self._close), (self._area, 1), spacing=2, margins=(16, 6, 8, 8))
        )

    @property
    def text(self) -> str:
        """What it tells."""
        return f"{self._head.text()}\n{self._words.text()}"

    def say(self, head: str, sentences: Sequence[str]) -> None:
        """Tell a row's story."""
        self._head.setText(head)
        self._words.setText("\n".join(sentences))
        self.setAccessibleName(self.text)
