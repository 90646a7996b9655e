"""The frame round every page: navigation, history, palette, status. No business."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from boapp.settings import DeskSettings
from boapp.ui import messages, theme
from boapp.ui.actions import Actions
from boapp.ui.changes_bus import ChangesBus
from boapp.ui.command_palette import CommandPalette, Entry, Search, action_entries
from boapp.ui.desk_memory import DeskMemory
from boapp.ui.pages import Desk, Page, PageSpec, Place
from boapp.ui.sidebar import Sidebar
from boapp.ui.status_bar import StatusBar
from boapp.ui.tables.layouts import LayoutStore
from boapp.ui.threshold import Threshold
from boapp.ui.tokens import RAIL_BELOW
from boapp.ui.top_bar import TopBar
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.toast import Toast
from boapp.ui.work import Work


class MainWindow(QMainWindow):
    """One window per shop. Shown first, empty or with the kept look of a page; then `open_shop` fills it."""

    def __init__(self, specs: Sequence[PageSpec], work: Work, settings: DeskSettings) -> None:
        super().__init__()
        self._specs = {spec.key: spec for spec in specs}
        self.memory = DeskMemory(settings, self)
        self.work = work
        self.bus = ChangesBus(self)
        self.actions_table = Actions(self)
        self.layouts = LayoutStore()
        self.threshold = Threshold()
        self._desk: Desk | None = None
        self._pages: dict[str, Page] = {}
        self._history: list[Place] = []
        self._at = -1
        self._is_closing = False
        self._may_close = False
        self._search: Search | None = None
        self.sidebar = Sidebar(specs)
        self.top_bar = TopBar(self.actions_table)
        self.status = StatusBar()
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self.toast = Toast(self._stack)
        right = column(self.top_bar, (self._stack, 1), spacing=0)
        self.setCentralWidget(
            container(column((row(self.sidebar, (right, 1), spacing=0), 1), self.status, spacing=0))
        )
        self.setWindowTitle("boapp")
        self.setMinimumSize(960, 640)
        self.resize(1440, 900)
        self._connect()

    @property
    def place(self) -> Place | None:
        """Where the clerk is, None before the shop is open."""
        return self._history[self._at] if self._at >= 0 else None

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self.place.page) if self.place else None

    def open_shop(
        self,
        shop: object,
        name: str,
        desk_words: str = "",
        *,
        today: Callable[[], date] = date.today,
        search: Search | None = None,
        home: str = "",
    ) -> None:
        """Fill the window: the shop is open. `search` finds what the shop holds for the palette.

        `home` is the page that is opened first, "" for the first of the sidebar.
        """
        looked_at = self.page  # at its kept look
        self._sit_down(shop, name, desk_words, today, is_open=True)
        self._search = search
        if looked_at is None:
            self.go(home if home in self._specs else next(iter(self.sidebar.buttons)))
        else:
            assert self._desk is not None
            looked_at.desk = self._desk
            looked_at.reload()
        self._read_counts()
        self.threshold.open()

    def show_kept(
        self, home: str, kept: object, name: str, desk_words: str, *, today: Callable[[], date]
    ) -> None:
        """Show what the first page showed last; the shop is still being opened, what needs it waits."""
        self._sit_down(None, name, desk_words, today, is_open=False)
        self._go_on(Place(home))
        if self.page is not None:
            self.page.show_kept(kept)

    def show_without_shop(self, widget: QWidget) -> None:
        """Show something in the place of the pages while no shop is open."""
        self._desk = None  # a kept look may have been shown, whose shop could not be opened after all
        self.threshold.forget()
        self._history, self._at = [], -1
        self.actions_table.show_page(None)
        for key in ("find", "reload", "filter"):
            self.actions_table.unbind(key)
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self.setWindowTitle("boapp")
        self.sidebar.hide()
        self.top_bar.hide()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def go(self, page: str, subject: Hashable = None) -> None:
        """Open a page, on a card with the key of what it shows; the way back is remembered.

        Before a shop is open there is nowhere to go, nor is there to a page this window has not.
        """
        if self._desk is None or page not in self._specs:
            return
        place = Place(page, subject)
        if not self._desk.is_open:
            self.threshold.when_open(partial(self.go, page, subject))
        elif place == self.place:
            self._visit(place)
        else:
            self._leave_then(partial(self._go_on, place))

    def go_back(self) -> None:
        """Go to where the clerk was before."""
        if self._at > 0:
            self._leave_then(partial(self._step, -1))

    def go_forward(self) -> None:
        """Go forward again after going back."""
        if self._at < len(self._history) - 1:
            self._leave_then(partial(self._step, 1))

    def open_palette(self) -> CommandPalette:
        """Offer every page and every action."""
        pages = [
            Entry(button.spec.title, partial(self.go, key), self.tr("page"), button.spec.icon)
            for key, button in self.sidebar.buttons.items()
        ]
        palette = CommandPalette([*action_entries(self.actions_table), *pages], self._search, self)
        palette.open()
        palette.field.setFocus()
        return palette

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.go)
        self.top_bar.breadcrumb.chosen.connect(self.go)
        self.bus.changed.connect(self._on_changed)
        self.work.refused.connect(partial(messages.show_error, self))
        self.memory.look_changed.connect(self._fit)
        bind = self.actions_table.bind
        self.toast.offered.connect(
            lambda offered: self.actions_table.bind_when("undo", self.toast.undo, possible=offered)
        )
        bind("quit", self.close)
        bind("light", partial(self.memory.change_look, palette="light"))
        bind("dark", partial(self.memory.change_look, palette="dark"))
        bind("larger", partial(self.memory.change_look, larger_by=10))
        bind("smaller", partial(self.memory.change_look, larger_by=-10))
        for number, (key, button) in enumerate(self.sidebar.buttons.items(), start=1):
            if number <= 9:
                action = QAction(button.spec.title, self)
                action.setShortcut(QKeySequence(f"Ctrl+{number}"))
                action.triggered.connect(partial(self.go, key))
                self.addAction(action)

    def _sit_down(
        self, shop: object, name: str, desk_words: str, today: Callable[[], date], *, is_open: bool
    ) -> None:
        self._desk = Desk(
            shop=shop,
            work=self.work,
            bus=self.bus,
            actions=self.actions_table,
            layouts=self.layouts,
            settings=self.memory.settings,
            today=today,
            go=self.go,
            toast=self.toast.say,
            when_open=self.threshold.when_open,
            is_open=is_open,
        )
        self.sidebar.say_shop(name)
        self.status.say_desk(name, desk_words)
        self.setWindowTitle(f"{name} — boapp" if name else "boapp")
        self.actions_table.bind("find", self.open_palette)
        self.actions_table.bind("reload", self._reload)
        self.sidebar.show()
        self.top_bar.show()

    def _leave_then(self, then: Callable[[], None]) -> None:
        if self.page is None or self._may_close:
            then()
        else:
            self.page.may_leave(then)

    def _go_on(self, place: Place) -> None:
        del self._history[self._at + 1 :]
        self._history.append(place)
        self._step(1)

    def _step(self, by: int) -> None:
        self._at += by
        self._visit(self._history[self._at])

    def _visit(self, place: Place) -> None:
        page = self._page_for(place.page)
        self._stack.setCurrentWidget(page)
        self.toast.raise_()
        spec = self._specs[place.page]
        self.sidebar.mark(spec.parent or spec.key)
        self.actions_table.show_page(page)
        bind_when = self.actions_table.bind_when
        bind_when("back", self.go_back, possible=self._at > 0)
        bind_when("forward", self.go_forward, possible=self._at < len(self._history) - 1)
        field = page.focus_filter() or page
        bind_when("filter", field.setFocus, possible=field is not page)
        page.show_subject(place.subject)
        self._name_page()

    def _page_for(self, key: str) -> Page:
        page = self._pages.get(key)
        if page is None:
            assert self._desk is not None
            page = self._pages[key] = self._specs[key].make(self._desk)
            page.renamed.connect(self._name_page)
            self._stack.addWidget(page)
        return page

    def _name_page(self) -> None:
        if self.place is None or self.page is None:
            return
        spec = self._specs[self.place.page]
        above = self._specs.get(spec.parent)
        self.top_bar.breadcrumb.say(
            self.page.title() or spec.title, (above.key, above.title) if above else None
        )

    def _reload(self) -> None:
        if self.page is not None:
            self.page.reload()
        self._read_counts()

    def _read_counts(self) -> None:
        desk = self._desk
        for key, button in self.sidebar.buttons.items():
            count = button.spec.count
            if desk is not None and desk.is_open and count is not None:
                self.work.run(partial(count, desk.shop), button.show_count, owner=button, latest=key)

    def _on_changed(self, topics: frozenset[str], initiator: QObject | None) -> None:
        page = self.page
        if page is not None and page is not initiator and topics & page.topics:
            page.reload()
        self._read_counts()

    def _fit(self) -> None:
        narrow = self.width() < theme.px(RAIL_BELOW)
        self.sidebar.show_rail(rail=narrow)
        self.top_bar.show_narrow(narrow=narrow)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._is_closing = True
        self._leave_then(self._allow_to_close)
        self._is_closing = False
        event.setAccepted(self._may_close)
        if self._may_close:
            self.work.close()

    def _allow_to_close(self) -> None:
        self._may_close = True
        if not self._is_closing:
            self.close()
