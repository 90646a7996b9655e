"""Everything that can be done by a key or from the palette, in one table."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from boapp.ui.icons import icon


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action: the word by which code knows it, what the clerk reads, its key and icon."""

    key: str
    text: str
    shortcut: str = ""
    icon: str = ""
    tip: str = ""


def _spec(key: str, text: object, shortcut: str = "", icon_name: str = "", tip: object = "") -> ActionSpec:
    return ActionSpec(key, str(text), shortcut, icon_name, str(tip))


ACTIONS = (
    _spec("find", QT_TRANSLATE_NOOP("Actions", "Search or do anything"), "Ctrl+K", "search"),
    _spec("filter", QT_TRANSLATE_NOOP("Actions", "Filter this list"), "Ctrl+F", "filter"),
    _spec("back", QT_TRANSLATE_NOOP("Actions", "Back"), "Alt+Left", "back"),
    _spec("forward", QT_TRANSLATE_NOOP("Actions", "Forward"), "Alt+Right", "forward"),
    _spec("reload", QT_TRANSLATE_NOOP("Actions", "Read again"), "F5", "repeat"),
    _spec("why", QT_TRANSLATE_NOOP("Actions", "Why: the full story"), "F1", "help"),
    _spec("new_order", QT_TRANSLATE_NOOP("Actions", "New order"), "Ctrl+N", "plus"),
    _spec("new_product", QT_TRANSLATE_NOOP("Actions", "New product"), "", "plus"),
    _spec("new_customer", QT_TRANSLATE_NOOP("Actions", "New customer"), "", "plus"),
    _spec("receive", QT_TRANSLATE_NOOP("Actions", "Book in a delivery"), "Ctrl+B", "box_in"),
    _spec("suggest", QT_TRANSLATE_NOOP("Actions", "Suggest"), "Ctrl+G", "propose"),
    _spec("decide", QT_TRANSLATE_NOOP("Actions", "Decide who gets it"), "Ctrl+D", "share"),
    _spec("save", QT_TRANSLATE_NOOP("Actions", "Save"), "Ctrl+S", "check"),
    _spec("undo", QT_TRANSLATE_NOOP("Actions", "Undo"), "Ctrl+Z", "undo"),
    _spec("redo", QT_TRANSLATE_NOOP("Actions", "Redo"), "Ctrl+Shift+Z", "redo"),
    _spec("previous", QT_TRANSLATE_NOOP("Actions", "Previous"), "Alt+Up", "up"),
    _spec("next", QT_TRANSLATE_NOOP("Actions", "Next"), "Alt+Down", "down"),
    _spec("edit", QT_TRANSLATE_NOOP("Actions", "Edit"), "F2", "pencil"),
    _spec("print", QT_TRANSLATE_NOOP("Actions", "Print"), "Ctrl+P", "printer"),
    _spec("export", QT_TRANSLATE_NOOP("Actions", "Export this list"), "Ctrl+E", "export"),
    _spec("columns", QT_TRANSLATE_NOOP("Actions", "Choose columns"), "", "columns"),
    _spec("import", QT_TRANSLATE_NOOP("Actions", "Bring in a file"), "Ctrl+O", "import"),
    _spec("light", QT_TRANSLATE_NOOP("Actions", "Light colours")),
    _spec("dark", QT_TRANSLATE_NOOP("Actions", "Dark colours")),
    _spec("larger", QT_TRANSLATE_NOOP("Actions", "Larger text"), "Ctrl++"),
    _spec("smaller", QT_TRANSLATE_NOOP("Actions", "Smaller text"), "Ctrl+-"),
    _spec("about", QT_TRANSLATE_NOOP("Actions", "About this program"), "", "info"),
    _spec("quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q", "close"),
)


class Actions(QObject):
    """The actions of one window. Only those that somebody carries out just now are offered."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._everywhere: dict[str, Callable[[], object]] = {}
        self._on_pages: dict[tuple[QWidget, str], Callable[[], object]] = {}
        self._page: QWidget | None = None
        for spec in ACTIONS:
            window.addAction(self._made(spec))

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def bind(self, key: str, handler: Callable[[], object], page: QWidget | None = None) -> QAction:
        """Say who carries out an action: a page while it is shown, or the window at any time."""
        action = self._actions[key]
        if page is None:
            self._everywhere[key] = handler
        else:
            self._on_pages[page, key] = handler
        self._refresh()
        return action

    def unbind(self, key: str, page: QWidget | None = None) -> None:
        """Take an action out of use again, as when nothing is there to save."""
        if page is None:
            self._everywhere.pop(key, None)
        else:
            self._on_pages.pop((page, key), None)
        self._refresh()

    def bind_when(self, key: str, handler: Callable[[], object], *, possible: bool) -> None:
        """Let the window carry out an action when it can, and take it out of use when it cannot."""
        if possible:
            self.bind(key, handler)
        else:
            self.unbind(key)

    def show_page(self, page: QWidget | None) -> None:
        """From now on the handlers of this page count."""
        self._page = page
        self._refresh()

    def offered(self) -> list[QAction]:
        """What can be done just now, for the palette."""
        return [action for action in self._actions.values() if action.isEnabled()]

    def icon_of(self, key: str) -> str:
        """The icon of an action, "" when it has none."""
        return next(spec.icon for spec in ACTIONS if spec.key == key)

    def _made(self, spec: ActionSpec) -> QAction:
        action = QAction(QCoreApplication.translate("Actions", spec.text), self)
        action.setObjectName(spec.key)
        if spec.icon:
            action.setIcon(icon(spec.icon))
        if spec.shortcut:
            action.setShortcut(QKeySequence(spec.shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        tip = QCoreApplication.translate("Actions", spec.tip) if spec.tip else action.text()
        action.setToolTip(f"{tip} ({keys})" if keys else tip)
        action.setEnabled(False)
        action.triggered.connect(lambda: self._on_triggered(spec.key))
        self._actions[spec.key] = action
        return action

    def _handler(self, key: str) -> Callable[[], object] | None:
        if self._page is not None and (self._page, key) in self._on_pages:
            return self._on_pages[self._page, key]
        return self._everywhere.get(key)

    def _refresh(self) -> None:
        for key, action in self._actions.items():
            action.setEnabled(self._handler(key) is not None)

    def _on_triggered(self, key: str) -> None:
        handler = self._handler(key)
        if handler is not None:
            handler()
