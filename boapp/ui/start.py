"""Shows the window first and opens the shop then, so that nobody waits before a blank screen."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from boapp.errors import ShopError
from boapp.settings import DeskSettings, load_settings
from boapp.ui import icons, messages, theme
from boapp.ui.command_palette import Search
from boapp.ui.crash_dialog import CrashHandler
from boapp.ui.main_window import MainWindow
from boapp.ui.pages import PageSpec
from boapp.ui.work import Work


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


def run(
    specs: Sequence[PageSpec], load: Callable[[], OpenedShop], on_crash: Callable[[], None] | None = None
) -> int:
    """Run the program in its window until it is closed; the exit status for the system.

    `on_crash` closes the shop for writing: after a fault of the program nothing more is written.
    """
    settings = load_settings()
    app = make_application(settings)
    crashes = CrashHandler(on_crash, app)
    crashes.install()
    window = open_window(specs, load, settings)
    status = app.exec()
    window.work.close()
    return status
