"""Dialogs are opened, never waited for, and free themselves when closed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from boapp.ui import theme
from boapp.ui.widgets.buttons import Button
from boapp.ui.widgets.layouts import Part, column, row
from boapp.ui.widgets.text import Text, heading

_WIDTH = 440


class Dialog(QDialog):
    """A question or a message with its answers as verbs; Escape is the answer at the left."""

    def __init__(self, title: str, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(_WIDTH))
        self._about = Text(about, ink="text2", wrap=True)
        self._about.setVisible(bool(about))
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._answers = row(None)
        self._body = column(spacing=12)
        self.setLayout(
            column(heading(title), self._about, self._body, 8, self._answers, margins=(20, 16, 16, 16))
        )

    def add(self, part: Part) -> None:
        """Put a part between the words and the answers."""
        if isinstance(part, QWidget):
            self._body.addWidget(part)

    def add_answer(self, button: Button, then: Callable[[], None] | None = None) -> Button:
        """Add an answer at the right; a click closes the dialog, then does what it says."""
        button.clicked.connect(lambda: self._on_answered(then))
        self._answers.addWidget(button)
        return button

    def _on_answered(self, then: Callable[[], None] | None) -> None:
        self.close()
        if then is not None:
            then()
