"""Fields: label above, control, and below it a hint or what is wrong (style 2)."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from boapp.ui import icons, theme
from boapp.ui.tokens import SMALL_ICON
from boapp.ui.widgets.layouts import column, row
from boapp.ui.widgets.text import Picture, Text

_TYPING_PAUSE_MS = 150


class Field(QWidget):
    """A control with its label above and a hint below; `refuse` puts an error in the hint's place."""

    def __init__(self, label: str, control: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._hint = hint
        self._label = Text(label, "caption", 500, "text2")
        self._label.setTextFormat(Qt.TextFormat.AutoText)
        self._label.setBuddy(control)
        self._mark = Picture("warn", "bad_text", SMALL_ICON)
        self._below = Text(hint, "caption", ink="text2", wrap=True)
        if not hint:
            self._below.hide()
        self._mark.hide()
        control.setAccessibleName(label.replace("&", ""))
        self.setLayout(
            column(self._label, control, row(self._mark, (self._below, 1), spacing=4), None, spacing=4)
        )

    @property
    def label(self) -> str:
        """The field's name as the clerk reads it."""
        return self._label.text().replace("&", "")

    def refuse(self, reason: str) -> None:
        """Say below the control what is wrong with what it holds."""
        self._say(reason, "bad_text", wrong=True)

    def allow(self) -> None:
        """Take the error away and show the hint again."""
        self._say(self._hint, "text2", wrong=False)

    @property
    def refused(self) -> bool:
        """Whether an error is shown."""
        return not self._mark.isHidden()

    def _say(self, words: str, ink: str, *, wrong: bool) -> None:
        self._mark.setVisible(wrong)
        self._below.setText(words)
        self._below.set_ink(ink)
        self._below.setVisible(bool(words))
        self.control.setAccessibleDescription(words)
        self.control.setProperty("wrong", "true" if wrong else "false")
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)


class TextInput(QLineEdit):
    """One line to type; `numeric` sets it right, in tabular figures."""

    _is_numeric = False

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        name: str = "",
        icon: str | None = None,
        numeric: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name or placeholder)
        if icon:
            mark = self.addAction(icons.icon(icon), QLineEdit.ActionPosition.LeadingPosition)
            mark.setEnabled(False)
            _hide_from_keyboard(self)
        self._is_numeric = numeric
        if numeric:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setFont(theme.font(tabular=True))

    @override
    def changeEvent(self, arg__1: QEvent) -> None:
        super().changeEvent(arg__1)
        if arg__1.type() == QEvent.Type.StyleChange and self._is_numeric:
            self.setFont(theme.font(tabular=True))


class SearchField(TextInput):
    """Type to filter: says what is sought once typing pauses; Escape clears, Down goes to the list."""

    sought = Signal(str)
    left_downwards = Signal()

    def __init__(self, placeholder: str, *, icon: str = "filter", parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, icon=icon, parent=parent)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._on_paused)
        self._said = ""
        self.textChanged.connect(self._pause.start)
        self.returnPressed.connect(self._on_paused)

    def type_in(self, text: str) -> None:
        """Go on typing here what was typed elsewhere, as in the list below."""
        self.setFocus()
        self.setText(self.text() + text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._on_paused()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _on_paused(self) -> None:
        self._pause.stop()
        if self.text() != self._said:
            self._said = self.text()
            self.sought.emit(self._said)


class Choice(QComboBox):
    """One of a few; each choice has a key that the program uses and words that the clerk reads."""

    chosen = Signal(str)

    def __init__(
        self, choices: list[tuple[str, str]], *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        for key, words in choices:
            self.addItem(words, key)
        self.activated.connect(self._on_activated)

    @property
    def value(self) -> str:
        """The key of what is chosen, "" when there is nothing to choose."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose by key without telling anybody; an unknown key leaves the choice as it is."""
        place = self.findData(key)
        if place >= 0:
            self.setCurrentIndex(place)

    @override
    def event(self, event: QEvent) -> bool:
        # A wheel over a page scrolls the page; it must not change an answer in passing.
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return False
        return super().event(event)

    def _on_activated(self) -> None:
        self.chosen.emit(self.value)


class LongText(QPlainTextEdit):
    """Several lines to type; Tab goes on to the next field."""

    def __init__(self, text: str = "", *, placeholder: str = "", rows: int = 3) -> None:
        super().__init__(text)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * rows + theme.px(18))


def _hide_from_keyboard(field: QLineEdit) -> None:
    """The mark inside a field is a picture, not a button to tab to."""
    for inner in field.findChildren(QWidget):
        inner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
