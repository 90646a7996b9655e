"""A hand for the tour: it clicks, types and waits as a clerk would, and takes pictures."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from boapp.errors import ShopError
from boapp.settings import DeskSettings
from boapp.ui import start
from boapp.ui.opening import Wish
from boapp.ui.pages import Page

SAMPLE_DAY = date(2026, 11, 23)
PATIENCE_SECONDS = 60.0
_TICK_MS = 5
_QUIET_TICKS = 4
_TYPING_MS = 250


class Player:
    """One window on a fresh sample shop; open as long as the block."""

    def __init__(
        self, out: Path, *, palette: str = "light", size: tuple[int, int] = (1440, 900), demo: bool = True
    ) -> None:
        self.out = out
        self._shots = 0
        settings = DeskSettings(palette=palette, language="en_GB", desk_name="Front desk", clerk="Maeve")
        start.make_application(settings)
        self.window, self._door = start.open_desk(
            Wish(demo=demo, today=SAMPLE_DAY if demo else None), settings
        )
        self.window.resize(*size)
        self._refused: list[ShopError] = []
        self._door.failed.connect(self._refused.append)
        if demo:
            self.wait_until(lambda: self._is_open or bool(self._refused))
        self.settle()
        if self._refused:
            raise self._refused[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.window.work.close()
        self.window.hide()
        self.window.deleteLater()
        self._door.close()
        QApplication.processEvents()

    @property
    def page(self) -> Any:
        """The page that is shown."""
        assert isinstance(self.window.page, Page)
        return self.window.page

    @property
    def _is_open(self) -> bool:
        return self.window.page is not None and self.window.page.desk.is_open

    @property
    def shop(self) -> Any:
        """The open shop, to see what the books say of what was done in the window."""
        return self.page.desk.shop

    def settle(self) -> None:
        """Wait until nothing is being read, written or drawn any more."""
        quiet = 0
        began = time.monotonic()
        while quiet < _QUIET_TICKS:
            self._tick()
            quiet = quiet + 1 if self.window.work.is_idle else 0
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise ShopError(
                    "tour", f"the window has not come to rest within {PATIENCE_SECONDS:.0f} seconds"
                )

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for something. Raises ShopError when it does not come."""
        began = time.monotonic()
        while not is_so():
            self._tick()
            if time.monotonic() - began > PATIENCE_SECONDS:
                raise ShopError(
                    "tour", f"what was to come did not come within {PATIENCE_SECONDS:.0f} seconds"
                )

    def click(self, name: str) -> None:
        """Click the button with these words, or that begins with them. Raises ShopError when there is none."""
        button = self.button(name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def button(self, name: str) -> QAbstractButton:
        """The button that can be seen and used and bears these words."""
        shown = [
            found
            for found in self.window.findChildren(QAbstractButton)
            if found.isVisible() and found.isEnabled() and found.accessibleName().startswith(name)
        ]
        if not shown:
            raise ShopError("tour", f"no button “{name}” can be used on {type(self.page).__name__}")
        return min(shown, key=lambda found: len(found.accessibleName()))

    def press(self, keys: str) -> None:
        """Press keys where the keyboard is, as "Ctrl+Z"."""
        QTest.keySequence(self._keyboard(), QKeySequence(keys))
        self.settle()

    def type(self, words: str, into: QWidget | None = None) -> None:
        """Type words where the keyboard is, or into a field."""
        if into is not None:
            into.setFocus()
        QTest.keyClicks(self._keyboard(), words)
        self.settle()

    def find_row(self, words: str) -> None:
        """Filter the list of the page to words and open the first row with Enter."""
        field = self.page.focus_filter()
        assert isinstance(field, QLineEdit)
        self.press("Ctrl+F")
        field.clear()
        self.type(words, into=field)
        self._pause(_TYPING_MS)
        self.settle()
        self.press("Down")
        self.press("Return")

    def picture(self, name: str) -> str:
        """Keep a picture of the window, numbered; returns its file's name."""
        self.settle()
        self._shots += 1
        file = self.out / f"{self._shots:02d}-{name}.png"
        self.keep(file)
        return file.name

    def keep(self, file: Path) -> None:
        """Keep a picture of the window under a name. Raises ShopError when it cannot be written."""
        if not self.window.grab().save(str(file)):
            raise ShopError(
                str(file), "the picture cannot be written; free some space or choose another folder"
            )

    def _keyboard(self) -> QWidget:
        """Where the keyboard is."""
        focused: QWidget | None = self.window.focusWidget()
        return self.window if focused is None else focused

    def _tick(self) -> None:
        self._pause(_TICK_MS)

    def _pause(self, milliseconds: int) -> None:
        """Let events come; unlike QTest.qWait this lets the database thread work meanwhile."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


@contextmanager
def own_home() -> Iterator[Path]:
    """A home of the tour's own, so that it neither reads nor changes what this desk remembers."""
    before = os.environ.get("BOAPP_HOME")
    with TemporaryDirectory(prefix="boapp-tour-", ignore_cleanup_errors=True) as folder:
        os.environ["BOAPP_HOME"] = folder
        try:
            yield Path(folder)
        finally:
            if before is None:
                del os.environ["BOAPP_HOME"]
            else:
                os.environ["BOAPP_HOME"] = before
