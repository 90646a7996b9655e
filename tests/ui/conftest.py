"""A window over made-up rows, with the look applied and every answer given at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boapp.settings import DeskSettings
from boapp.ui import start, theme
from boapp.ui.main_window import MainWindow
from boapp.ui.work import ImmediateWork
from tests.ui.sample_pages import ROWS, SPECS


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """Every test starts in the light palette, at the normal size, with British words and numbers."""
    start.make_application(DeskSettings(palette="light", language="en_GB"))
    yield
    theme.apply(qapp, "light")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """The frame with the sample pages, open on the first of them."""
    opened = start.OpenedShop(
        ROWS, "Lantern Lane", "Front desk · Maeve", "Last backup 08:30", backup_verified=True
    )
    settings = DeskSettings(palette="light", language="en_GB")
    made = start.open_window(SPECS, lambda: opened, settings, work=ImmediateWork())
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.page is not None)
    yield made
    made.close()
