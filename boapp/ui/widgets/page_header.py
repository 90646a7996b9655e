"""The head of a page: what it shows, in how many, and what can be done with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from boapp.ui import theme
from boapp.ui.tokens import CONTROL, SEMIBOLD
from boapp.ui.widgets.badge import Badge, BadgeLook
from boapp.ui.widgets.layouts import column, row
from boapp.ui.widgets.text import Text


class PageHeader(QWidget):
    """Title, badge and subtitle at the left, actions at the right; the subtitle below when long."""

    def __init__(
        self,
        title: str = "",
        subtitle: str = "",
        *actions: QWidget,
        below: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = Text(title, "title", SEMIBOLD, elide=True)
        self._subtitle = Text(subtitle, ink="text2", tabular=True, elide=True)
        self._badge = Badge()
        self._badge.hide()
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        beside = () if below else ((self._subtitle, 1),)
        first = row(self._title, self._badge, *beside, *((None,) if below else ()), spacing=12)
        # Else the row would be no higher than the badge, and cut the title.
        first.setAlignment(self._badge, Qt.AlignmentFlag.AlignVCenter)
        words = column(first, spacing=2)
        if below:
            words.addWidget(self._subtitle)
        self.setLayout(row((words, 1), *actions))
        self.setMinimumHeight(theme.px(CONTROL))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, title: str, subtitle: str = "", badge: BadgeLook | None = None) -> None:
        """Show another title, subtitle and badge."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._badge.show_look(badge)

    @property
    def title(self) -> str:
        """The title as shown."""
        return self._title.text()
