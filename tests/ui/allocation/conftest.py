"""The sample shop is made once, and its closed file copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from boapp.services.shops import Shop
from boapp.storage.database import Database
from tests.ui.allocation.lantern import TODAY, Lantern, make_sample_shop


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample shop that nobody has open."""
    shop = make_sample_shop(tmp_path_factory.mktemp("sample"))
    shop.database.close()
    return Path(shop.location)


@pytest.fixture
def lantern(qtbot: QtBot, tmp_path: Path, sample_file: Path) -> Iterator[Lantern]:
    """The allocation page, open on the blue ceramic lantern."""
    copy = shutil.copy(sample_file, tmp_path / "lantern.boapp")
    shop = Shop(Database.open(str(copy)), "MO", "front", TODAY)
    made = Lantern(qtbot, shop)
    yield made
    made.close()
    shop.database.close()
