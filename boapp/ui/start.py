"""Shows the window first, with the first page as it was last, and opens the shop then: nobody waits."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView
from typing_extensions import override

from boapp.errors import ShopError
from boapp.settings import DeskSettings, load_settings
from boapp.ui import icons, messages, theme
from boapp.ui.command_palette import Search
from boapp.ui.crash_dialog import CrashHandler
from boapp.ui.logs import keep_log
from boapp.ui.main_window import MainWindow
from boapp.ui.opening import ShopDoor, Wish
from boapp.ui.pages import PageSpec
from boapp.ui.specs import HOME, all_pages
from boapp.ui.work import Work

_UNSEEN_MS = 300


@dataclass(frozen=True, slots=True)
class OpenedShop:
    """What the composition root hands over once the shop is open."""

    shop: object
    name: str
    desk_words: str = ""
    backup_words: str = ""
    backup_verified: bool = False
    today: Callable[[], date] = date.today
    search: Search | None = None


def make_application(settings: DeskSettings) -> QApplication:
    """The Qt application with this desk's language and look; the same one when asked again."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("boapp")
    app.setApplicationDisplayName("boapp")
    app.setDesktopFileName("boapp")
    if settings.language:
        QLocale.setDefault(QLocale(settings.language))
    theme.apply(app, settings.palette, settings.text_size)
    app.setWindowIcon(icons.icon("lantern", "accent"))
    return app


def open_window(
    specs: Sequence[PageSpec],
    load: Callable[[], OpenedShop],
    settings: DeskSettings,
    *,
    work: Work | None = None,
    on_failed: Callable[[MainWindow, ShopError], None] | None = None,
) -> MainWindow:
    """Show the window, then call `load` on the database thread and fill the window with the shop.

    `load` imports what it needs itself. When it refuses (no such file, a newer shop) the
    window stays and `on_failed` offers the way out; without it the message is shown.
    """
    window = MainWindow(specs, work or Work(), settings)
    window.status.say(window.tr("Opening the shop…"))
    window.show()

    def fill(opened: OpenedShop) -> None:
        window.status.say("")
        window.status.say_backup(opened.backup_words, verified=opened.backup_verified)
        window.open_shop(
            opened.shop, opened.name, opened.desk_words, today=opened.today, search=opened.search
        )

    def refuse(error: ShopError) -> None:
        window.status.say("")
        if on_failed is not None:
            on_failed(window, error)
        else:
            messages.show_error(window, error)

    # After the first paint: the clerk sees the window before anything heavy is imported.
    QTimer.singleShot(0, window, lambda: window.work.run(load, fill, refuse, owner=window))
    return window


def open_desk(wish: Wish, settings: DeskSettings, *, work: Work | None = None) -> tuple[MainWindow, ShopDoor]:
    """Show the program's window and open the shop that was asked for, or the welcome page."""
    window = MainWindow(all_pages(), work or Work(), settings)
    door = ShopDoor(window, HOME)

    def welcome(error: ShopError | None = None) -> None:
        from boapp.ui.welcome import WelcomePage

        door.failed.disconnect(welcome)
        page = WelcomePage(door, wish.today)
        window.show_without_shop(page)
        page.remember_wish(wish)
        if error is not None:
            page.show_error(error)

    door.failed.connect(welcome)
    if wish.is_empty:
        welcome()
    else:
        door.show_kept_look(wish)
    window.show()
    if not wish.is_empty:
        # The clerk sees the window before anything heavy is imported.
        window.installEventFilter(_FirstPaint(window, lambda: door.open(wish)))
    return window, door


def open_from_arguments(words: Sequence[str]) -> int:
    """Run `boapp [open] [SHOP] [--demo] [--today DATE]` until the window is closed; the exit status."""
    try:
        wish = read_wish(words)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    settings = load_settings()
    if wish.is_empty and settings.shop:
        wish = Wish(settings.shop, today=wish.today)
    app = make_application(settings)
    keep_log()
    window, door = open_desk(wish, settings)
    crashes = CrashHandler(window.work.close, app)
    crashes.install()
    if os.environ.get("BOAPP_BENCH_READY") == "1":
        app.installEventFilter(_FirstRows(window))
    status = app.exec()
    window.work.close()
    door.close()
    return status


def read_wish(words: Sequence[str]) -> Wish:
    """What `boapp open` was asked for. Raises SystemExit with status 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="boapp open", description="Open the window.")
    parser.add_argument(
        "shop", nargs="?", default="", metavar="SHOP", help="a shop file or postgresql+psycopg:// address"
    )
    parser.add_argument("--demo", action="store_true", help="a fresh sample shop, thrown away on closing")
    parser.add_argument(
        "--today", type=_day, metavar="DATE", help="the shop's date (for trying), as 2026-11-23"
    )
    given = parser.parse_args(list(words))
    if given.demo and given.shop:
        parser.error("--demo makes a shop of its own; leave SHOP out")
    return Wish(given.shop, given.demo, given.today)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; write it as 2026-11-23") from None


class _FirstPaint(QObject):
    """Calls `then` once the window has been painted, or a little later when nobody sees it."""

    def __init__(self, window: MainWindow, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(then)
        self._soon.start(_UNSEEN_MS)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            if self._soon.isActive():
                self._soon.start(0)
        return False


class _FirstRows(QObject):
    """Says "ready" once a list with rows has been painted and nothing more is to do, then ends the program."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_ready = False

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        view = watched.parent() if event.type() == QEvent.Type.Paint else None
        if isinstance(view, QTableView) and not self._is_ready and view.model().rowCount():
            self._is_ready = True
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        self._window.close()
