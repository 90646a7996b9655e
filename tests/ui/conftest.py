"""A window over made-up rows, with the look applied and every answer given at once."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boapp.services.demo import make_demo
from boapp.services.shops import Shop, open_shop
from boapp.settings import DeskSettings
from boapp.ui import start, theme
from boapp.ui.main_window import MainWindow
from boapp.ui.specs import HOME, all_pages
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


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed sample shop of Monday, 23 November 2026, to copy from."""
    path = tmp_path_factory.mktemp("sample") / "sample.boapp"
    make_demo(str(path), today=date(2026, 11, 23))
    return path


@pytest.fixture
def sample_shop(sample_file: Path, tmp_path: Path) -> Iterator[Shop]:
    """The sample shop, open, on its own day."""
    path = tmp_path / "lantern.boapp"
    shutil.copyfile(sample_file, path)
    with open_shop(str(path), today=date(2026, 11, 23)) as shop:
        yield shop


@pytest.fixture
def sample_window(qtbot: QtBot, sample_shop: Shop) -> Iterator[MainWindow]:
    """The program's own window on the sample shop; every answer is given at once."""
    made = MainWindow(all_pages(), ImmediateWork(), DeskSettings(palette="light", language="en_GB"))
    qtbot.addWidget(made)
    made.show()
    made.open_shop(sample_shop, "Lantern Lane", today=lambda: sample_shop.today, home=HOME)
    yield made
    made.close()
