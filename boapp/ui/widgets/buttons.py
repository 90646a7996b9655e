"""Buttons by what they weigh: one primary a page, outlined, quiet, icon only (style 2)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from boapp.ui import icons, theme
from boapp.ui.tokens import ICON, LARGE_ICON

_ICON_INK = {"primary": "on_accent", "quiet": "accent_text", "on-tip": "tip_text"}


class Button(QPushButton):
    """A button that says what happens; when it is refused its tooltip says why."""

    def __init__(
        self,
        text: str,
        icon: str | None = None,
        *,
        kind: str = "outlined",
        tip: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f" {text}" if icon and text else text, parent)
        self._tip = tip
        self._kind = kind
        self.setProperty("kind", kind)
        if small:
            self.setProperty("small", "true")
        if icon:
            self.show_icon(icon)
        self.setAccessibleName(text or tip)
        self.setToolTip(tip)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_icon(self, name: str) -> None:
        """Put another icon on the button."""
        disabled = "text2" if self._kind == "primary" else "text3"
        self.setIcon(icons.icon(name, _ICON_INK.get(self._kind, "text2"), disabled))

    def say(self, text: str) -> None:
        """Change the words, as in "Save and write 4 letters"."""
        self.setText(f" {text}" if not self.icon().isNull() else text)
        self.setAccessibleName(text)

    def refuse(self, reason: str) -> None:
        """Take the button out of use and say why in its tooltip."""
        self.setEnabled(False)
        self.setToolTip(reason)

    def allow(self) -> None:
        """Put the button back into use."""
        self.setEnabled(True)
        self.setToolTip(self._tip)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        side = theme.px(LARGE_ICON - 2 if self._kind in {"icon", "bare"} else ICON)
        self.setIconSize(QSize(side, side))


def primary_button(text: str, icon: str | None = None, *, tip: str = "") -> Button:
    """The one button of a page that does what the page is for."""
    return Button(text, icon, kind="primary", tip=tip)


def quiet_button(text: str, icon: str | None = None, *, tip: str = "") -> Button:
    """A button as light as a link."""
    return Button(text, icon, kind="quiet", tip=tip)


def icon_button(icon: str, name: str, *, bare: bool = False) -> Button:
    """A button with an icon alone; its name is the tooltip and what a screen reader says."""
    return Button("", icon, kind="bare" if bare else "icon", tip=name)


class Segmented(QWidget):
    """Two to five views of one page side by side, one of them chosen ("By product | By order")."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        """`choices` are (key, words); the first is chosen. `name` says what is chosen here."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setSpacing(0)
        layout.setContentsMargins(0, 0, 0, 0)
        for number, (key, words) in enumerate(choices):
            button = Button(words, kind="segment")
            button.setCheckable(True)
            button.setProperty("place", _place(number, len(choices)))
            button.setCursor(Qt.CursorShape.ArrowCursor)
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)
        self._buttons[choices[0][0]].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def value(self) -> str:
        """The key of the chosen view."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Choose a view without telling anybody."""
        self._buttons[key].setChecked(True)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.value)


def _place(number: int, of: int) -> str:
    if of == 1:
        return "only"
    return "first" if number == 0 else "last" if number == of - 1 else "middle"
