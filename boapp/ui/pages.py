"""What a page is, what it is given, and how the window finds it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from boapp.settings import DeskSettings
from boapp.ui.actions import Actions
from boapp.ui.changes_bus import ChangesBus
from boapp.ui.tables.layouts import LayoutStore
from boapp.ui.work import Work


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a page may use: the shop's services, the database thread, and the window's help.

    `shop` is what the composition root opened; while `is_open` is not so yet, only a kept look
    is shown, and whatever needs the shop is handed to `when_open`. `go` opens another page,
    `toast` says what was done and how to take it back.
    """

    shop: Any
    work: Work
    bus: ChangesBus
    actions: Actions
    layouts: LayoutStore
    settings: DeskSettings
    today: Callable[[], date]
    go: Callable[..., None]
    toast: Callable[..., None]
    when_open: Callable[[Callable[[], None]], None]
    is_open: bool = True


class Page(QWidget):
    """One screen. A subclass builds its widgets, reads in `reload`, and names itself in `title`.

    The window exchanges `desk` once for a page that it showed before the shop was open.
    """

    renamed = Signal()
    topics: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.subject: Hashable = None

    def show_subject(self, subject: Hashable) -> None:
        """Called at every visit; a card reads the product, order or customer with this key."""
        self.subject = subject
        self.reload()

    def reload(self) -> None:
        """Read again what is shown, at a visit and when one of `topics` has changed."""

    def show_kept(self, kept: Any) -> None:
        """Show what the page showed last, as kept on this desk, while the shop is being opened."""

    def title(self) -> str:
        """What the breadcrumb calls the page; "" for the name in the sidebar."""
        return ""

    def focus_filter(self) -> QWidget | None:
        """The field that Ctrl+F goes to, None when the page has none."""
        return None

    def may_leave(self, then: Callable[[], None]) -> None:
        """Called before the page is left; a page with unsaved work asks first, then calls `then`."""
        then()


@dataclass(frozen=True, slots=True)
class PageSpec:
    """How the window knows a page before it is built.

    `make` builds it on the first visit (and imports its module then). A page with a `parent`
    is a card: it has no place in the sidebar and its parent's is marked. `count` reads, off
    the screen, the number behind the name; `low` puts it at the foot of the sidebar.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Desk], Page]
    parent: str = ""
    count: Callable[[Any], int] | None = None
    low: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the clerk has been: a page and, on a card, whose."""

    page: str
    subject: Hashable = None
