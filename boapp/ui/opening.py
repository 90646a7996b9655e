"""Opens a shop behind a window that is already seen, and shows the way out when it cannot be opened."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from boapp.errors import ShopError
from boapp.services.kept_look import KeptLook, find_look, keep_look
from boapp.services.sample_file import day_of_the_sample, look_of_sample, prepared_sample
from boapp.ui.main_window import MainWindow

_MOMENT_MS = 500
_PATIENCE_MS = 1_000


@dataclass(frozen=True, slots=True)
class Wish:
    """What the desk asked for: a shop's place, or the sample; and a day to stand in for today."""

    location: str = ""
    demo: bool = False
    today: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no shop is named, so that the welcome page asks for one."""
        return not self.location and not self.demo


class ShopDoor(QObject):
    """Opens the shop on the database thread and hands it to the window; one shop a window."""

    opened = Signal()
    failed = Signal(object)

    def __init__(self, window: MainWindow, home: str = "") -> None:
        super().__init__(window)
        self._window = window
        self._home = home
        self._kept = ExitStack()
        self._shop: Any = None
        self._is_sample = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._say_opening)

    def show_kept_look(self, wish: Wish) -> None:
        """Show the first page as it was kept of the shop that will be opened, if there is such a look."""
        look = _look_of(wish)
        if look is None:
            return
        window = self._window
        window.show_kept(
            self._home, look.waiting, look.shop_name or window.tr("My shop"), self._desk_words(),
            today=lambda: self._shop.today if self._shop is not None else look.today,
        )  # fmt: skip

    def open(self, wish: Wish, *, remember: bool = False) -> None:
        """Open a shop; with `remember` it is the one that this desk opens next time."""
        self._run(
            partial(_enter, wish, self._window.memory.settings.clerk, self._window.memory.settings.desk_name),
            wish,
            remember,
        )

    def create(
        self, location: str, *, name: str, country: str, currency: str, today: date | None = None
    ) -> None:
        """Make an empty shop and open it; it is the one that this desk opens next time."""
        wish = Wish(location, today=today)

        def make() -> AbstractContextManager[Any]:
            from boapp.services.shops import create_shop

            create_shop(location, name=name, country=country, currency=currency or None)
            return _enter(wish, self._window.memory.settings.clerk, self._window.memory.settings.desk_name)

        self._run(make, wish, remember=True)

    def close(self) -> None:
        """Let go of the shop; called once nothing is being written any more."""
        shop, self._shop = self._shop, None
        try:
            if shop is not None and not self._is_sample:
                with suppress(ShopError):  # costs only the look of the next start
                    keep_look(shop)
        finally:
            self._kept.close()

    def _run(self, enter: Callable[[], AbstractContextManager[Any]], wish: Wish, remember: bool) -> None:
        # A list that is seen already is opened quietly, unless that takes long.
        self._patience.start(_PATIENCE_MS if self._window.page is not None else 0)

        def load() -> tuple[Any, str]:
            shop = self._kept.enter_context(enter())
            return shop, _name_of(shop)

        self._window.work.run(
            load, lambda found: self._on_opened(found, wish, remember=remember), self._on_failed, owner=self
        )

    def _on_opened(self, found: tuple[Any, str], wish: Wish, *, remember: bool) -> None:
        shop, name = found
        self._shop, self._is_sample = shop, wish.demo
        self._patience.stop()
        window, settings = self._window, self._window.memory.settings
        window.status.say(
            window.tr("A sample shop to try: it is thrown away on closing") if wish.demo else ""
        )
        if remember:
            window.memory.keep(replace(settings, shop=wish.location))
        window.open_shop(
            shop, name or window.tr("My shop"), self._desk_words(),
            today=lambda: shop.today, home=self._home,
        )  # fmt: skip
        # A moment later, so that the first page is seen before.
        QTimer.singleShot(_MOMENT_MS, self, partial(self._see_what_is_due, shop))
        self.opened.emit()

    def _see_what_is_due(self, shop: Any) -> None:
        """Letters that have become due overnight count from the morning on, not from the first look at them."""
        self._window.work.run(
            partial(_refresh_dues, shop), lambda _: self._window.bus.tell({"notices"}), owner=self
        )

    def _say_opening(self) -> None:
        self._window.status.say(self._window.tr("Opening the shop…"))

    def _desk_words(self) -> str:
        settings = self._window.memory.settings
        desk = " · ".join(word for word in (settings.desk_name, settings.clerk) if word)
        return desk or self._window.tr("This computer")

    def _on_failed(self, error: ShopError) -> None:
        self._patience.stop()
        self._window.status.say("")
        self.failed.emit(error)


def _enter(wish: Wish, clerk: str, desk: str) -> AbstractContextManager[Any]:
    """Import what a shop needs, here on the database thread, so that the window is seen before."""
    people = {"clerk": clerk or "desk", "desk": desk or "desk"}
    if wish.demo:
        from boapp.services.demo import open_demo

        return open_demo(today=wish.today, **people)
    from boapp.services.shops import open_shop

    return open_shop(wish.location, today=wish.today, **people)


def _look_of(wish: Wish) -> KeptLook | None:
    if wish.demo:
        prepared = prepared_sample(wish.today or day_of_the_sample())
        return find_look(prepared, wish.today, look_of_sample(prepared))
    return find_look(Path(wish.location), wish.today)


def _refresh_dues(shop: Any) -> tuple[int, ...]:
    from boapp.services.notices import refresh_dues

    return refresh_dues(shop)


def _name_of(shop: Any) -> str:
    from boapp.services.shops import read_shop_settings

    return read_shop_settings(shop).name
