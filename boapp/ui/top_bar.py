"""The bar above every page: back, forward, where one is, search, and the most common act."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from boapp.ui import theme
from boapp.ui.actions import Actions
from boapp.ui.tokens import MEDIUM, PAGE_MARGIN, SMALL_ICON, TOP_BAR
from boapp.ui.widgets.buttons import Button, icon_button
from boapp.ui.widgets.layouts import row
from boapp.ui.widgets.text import KeyHint, Picture, Text


class Breadcrumb(QWidget):
    """Where one is: the page in the sidebar, then the card; a click goes up."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._up = Button("", kind="crumb")
        self._arrow = Picture("right", "text3", SMALL_ICON)
        self._here = Text(weight=MEDIUM, elide=True)
        self._key = ""
        self._up.clicked.connect(lambda: self.chosen.emit(self._key))
        self.setLayout(row(self._up, self._arrow, (self._here, 1), spacing=4))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def say(self, here: str, up: tuple[str, str] | None = None) -> None:
        """Show where one is and, on a card, the (key, title) of the page above."""
        self._here.setText(here)
        self._key = up[0] if up else ""
        self._up.say(up[1] if up else "")
        self._up.setAccessibleName(up[1] if up else self.tr("Up"))
        self._up.setVisible(up is not None)
        self._arrow.setVisible(up is not None)


class FindButton(Button):
    """Looks like a field; opens the palette of everything, as Ctrl+K does."""

    def __init__(self, text: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "search", kind="find", parent=parent)
        self._hint = KeyHint(keys)
        self.setLayout(row(None, self._hint, margins=(0, 0, 6, 0)))
        self.setFixedWidth(theme.px(264))

    def show_narrow(self, *, narrow: bool) -> None:
        """Take less room in a narrow window."""
        self.setFixedWidth(theme.px(216 if narrow else 264))
        self.say(self.tr("Search…") if narrow else self.tr("Search or do anything"))
        self.setAccessibleName(self.tr("Search or do anything"))


class TopBar(QWidget):
    """The bar above every page."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.breadcrumb = Breadcrumb()
        find = actions["find"]
        keys = find.shortcut().toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
        self.find_button = FindButton(find.text(), keys)
        self.find_button.clicked.connect(find.trigger)
        self._new_order = Button(actions["new_order"].text(), "plus", tip=actions["new_order"].toolTip())
        self._new_order.clicked.connect(actions["new_order"].trigger)
        self._new_order.setVisible(actions["new_order"].isEnabled())
        actions["new_order"].enabledChanged.connect(self._new_order.setVisible)
        bar = row(
            _for_action(actions, "back"),
            _for_action(actions, "forward"),
            4,
            (self.breadcrumb, 1),
            self.find_button,
            self._new_order,
            margins=(PAGE_MARGIN - 8, 0, PAGE_MARGIN, 0),
        )
        self.setLayout(bar)
        self.show_narrow(narrow=False)

    def show_narrow(self, *, narrow: bool) -> None:
        """Make room for the page in a narrow window."""
        self.setFixedHeight(theme.px(TOP_BAR))
        self.find_button.show_narrow(narrow=narrow)


def _for_action(actions: Actions, key: str) -> Button:
    """A button with an icon that does what an action does, and can be used when it can."""
    action = actions[key]
    button = icon_button(key, action.toolTip(), bare=True)
    button.setAccessibleName(action.text())
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button
