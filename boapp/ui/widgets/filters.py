"""Ready-made filters above a list, each with how many it would show."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from boapp.ui import theme
from boapp.ui.widgets.buttons import Button


class FilterRow(QWidget):
    """A row of filters, one of them in force ("All 12", "Nothing coming 3")."""

    chosen = Signal(str)

    def __init__(self, filters: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        """`filters` are (key, words), the first in force; `name` says what is filtered."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._words = dict(filters)
        self._counts: dict[str, int] = {}
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setSpacing(theme.px(4))
        layout.setContentsMargins(0, 0, 0, 0)
        for key, words in filters:
            button = Button(words, kind="filter")
            button.setCheckable(True)
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)
        self._buttons[filters[0][0]].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)

    @property
    def value(self) -> str:
        """The key of the filter in force."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def choose(self, key: str) -> None:
        """Put a filter in force without telling anybody."""
        self._buttons[key].setChecked(True)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say behind each filter how many rows it would show."""
        self._counts = dict(counts)
        for key, count in counts.items():
            self._buttons[key].say(f"{self._words[key]}  {count}")

    def call(self, words: Mapping[str, str], counts: Mapping[str, int] | None = None) -> None:
        """Give the filters other words, shorter ones in a narrow window; the numbers stay unless given."""
        self._counts = dict(counts) if counts is not None else self._counts
        self._words = dict(words)
        self.show_counts(self._counts)

    def _on_clicked(self) -> None:
        self.chosen.emit(self.value)
