import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from boapp.errors import ShopError
from boapp.services.demo import open_demo
from boapp.services.overviews import count_due_notices, count_waiting_lines
from boapp.services.shops import Shop, create_shop, open_shop, read_shop_settings
from boapp.settings import DeskSettings, load_settings
from boapp.storage.shop_format import COMPATIBILITY
from boapp.storage.sqlite_file import choose_driver
from boapp.ui import logs, start
from boapp.ui.main_window import MainWindow
from boapp.ui.opening import ShopDoor, Wish
from boapp.ui.pages import Place
from boapp.ui.welcome import NewShopDialog, WelcomePage

DAY = date(2026, 11, 23)


class _Desk:
    """A window opened for a wish, closed again with its shop."""

    def __init__(self, qtbot: QtBot, wish: Wish, settings: DeskSettings | None = None) -> None:
        self.window, self.door = start.open_desk(
            wish, settings or DeskSettings(palette="light", language="en_GB")
        )
        self.errors: list[ShopError] = []
        self.door.failed.connect(self.errors.append)
        qtbot.addWidget(self.window)

    @property
    def welcome(self) -> WelcomePage:
        found = self.window.findChildren(WelcomePage)
        assert len(found) == 1
        return found[0]

    def close(self) -> None:
        self.window.close()
        self.door.close()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[_Desk]:
    """A desk that has no shop yet."""
    opened = _Desk(qtbot, Wish())
    yield opened
    opened.close()


def _open(qtbot: QtBot, desk: _Desk) -> MainWindow:
    window = desk.window
    qtbot.waitUntil(lambda: window.page is not None and window.page.desk.is_open, timeout=20_000)
    return window


def test_that_a_desk_without_a_shop_is_welcomed_with_three_ways_to_begin(desk: _Desk) -> None:
    page = desk.welcome
    assert page.isVisible()
    for button in (page.sample_button, page.open_button, page.new_button):
        assert button.isVisible()
        assert button.isEnabled()
        assert button.accessibleName()
    assert not desk.window.sidebar.isVisible()
    desk.window.go("backorders")
    assert desk.window.place is None


def test_that_the_sample_shop_opens_with_a_click_and_is_not_remembered(qtbot: QtBot, desk: _Desk) -> None:
    qtbot.mouseClick(desk.welcome.sample_button, Qt.MouseButton.LeftButton)
    window = _open(qtbot, desk)
    assert window.windowTitle() == "Lantern Lane — boapp"
    assert window.place == Place("backorders")
    assert window.sidebar.isVisible()
    assert load_settings().shop == ""


def test_that_a_shop_file_can_be_chosen_and_is_opened_next_time(
    qtbot: QtBot, desk: _Desk, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "mine.boapp"
    path.write_bytes(sample_file.read_bytes())
    dialog = desk.welcome.choose_shop()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    window = _open(qtbot, desk)
    assert window.windowTitle() == "Lantern Lane — boapp"
    assert load_settings().shop == str(path)


def test_that_a_new_shop_is_made_where_it_was_asked_for(qtbot: QtBot, desk: _Desk, tmp_path: Path) -> None:
    dialog = desk.welcome.begin_shop()
    assert isinstance(dialog, NewShopDialog)
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "Cafe Nord/Sued")
    assert Path(dialog.place.text()).name == "Cafe Nord_Sued.boapp"
    dialog.country.setText("de")
    dialog.currency.setText("eur")
    dialog.place.setText(str(tmp_path / "nord.boapp"))
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    window = _open(qtbot, desk)
    assert window.windowTitle() == "Cafe Nord/Sued — boapp"
    with open_shop(str(tmp_path / "nord.boapp")) as shop:
        assert read_shop_settings(shop).currency == "EUR"
        assert count_waiting_lines(shop) == 0


def test_that_a_new_shop_never_takes_the_place_of_a_file(qtbot: QtBot, desk: _Desk, tmp_path: Path) -> None:
    occupied = tmp_path / "shop.boapp"
    occupied.write_text("mine")
    desk.welcome.make(str(occupied), "Shop", "IE", "EUR")
    qtbot.waitUntil(lambda: bool(desk.errors))
    assert "there is a file already" in desk.welcome.banner.accessibleName()
    assert occupied.read_text() == "mine"
    assert desk.welcome.new_button.isEnabled()


def _missing(path: Path) -> None:
    del path


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _foreign(path: Path) -> None:
    path.write_text("dear diary " * 1000)


def _newer(path: Path) -> None:
    create_shop(str(path))
    connection = choose_driver().connect(path)
    connection.execute(f"PRAGMA user_version={COMPATIBILITY + 1}")
    connection.close()


def _read_only(path: Path) -> None:
    create_shop(str(path))
    path.chmod(0o444)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_missing, "there is no shop here"),
        (_empty, "the file is empty"),
        (_foreign, "is not a shop file"),
        (_newer, "update boapp"),
        (_read_only, "may not be written to"),
    ],
)
def test_that_a_shop_that_cannot_be_opened_is_named_with_the_way_out(
    qtbot: QtBot, tmp_path: Path, spoil: object, reason: str
) -> None:
    assert callable(spoil)
    path = tmp_path / "shop.boapp"
    spoil(path)
    desk = _Desk(qtbot, Wish(str(path)))
    qtbot.waitUntil(lambda: bool(desk.errors), timeout=20_000)
    said = desk.welcome.banner.accessibleName()
    assert desk.welcome.banner.isVisible()
    assert "shop.boapp" in said
    assert reason in said
    assert desk.window.page is None
    desk.close()


def test_that_trying_again_opens_the_shop_once_it_is_there(
    qtbot: QtBot, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "shop.boapp"
    desk = _Desk(qtbot, Wish(str(path), today=DAY))
    qtbot.waitUntil(lambda: bool(desk.errors), timeout=20_000)
    path.write_bytes(sample_file.read_bytes())
    qtbot.mouseClick(desk.welcome.retry_button, Qt.MouseButton.LeftButton)
    assert _open(qtbot, desk).windowTitle() == "Lantern Lane — boapp"
    desk.close()


def test_that_the_window_is_seen_before_anything_is_opened(qtbot: QtBot) -> None:
    desk = _Desk(qtbot, Wish(demo=True, today=DAY))
    assert desk.window.isVisible()
    assert desk.window.page is None or not desk.window.page.desk.is_open
    _open(qtbot, desk)
    desk.close()


def test_that_letters_due_since_last_night_are_counted_from_the_start(qtbot: QtBot) -> None:
    desk = _Desk(qtbot, Wish(demo=True, today=date(2026, 11, 23)))
    window = _open(qtbot, desk)
    shop = window.page.desk.shop if window.page else None
    assert isinstance(shop, Shop)
    button = window.sidebar.buttons["notices"]
    qtbot.waitUntil(lambda: button.accessibleName() == f"Notices, {count_due_notices(shop)}")
    told: list[object] = []
    window.bus.changed.connect(lambda topics, _: told.append(topics))
    qtbot.waitUntil(lambda: frozenset({"notices"}) in told)
    qtbot.waitUntil(lambda: button.accessibleName() == f"Notices, {count_due_notices(shop)}")
    desk.close()


def test_that_the_sample_is_fresh_at_every_start_and_gone_afterwards() -> None:
    with open_demo(today=DAY) as first:
        place = Path(first.location)
        assert place.exists()
        assert count_waiting_lines(first) == 31
        with first.database.write():
            pass
        with open_demo(today=DAY) as second:
            assert second.location != first.location
    assert not place.exists()


def test_that_each_day_has_its_own_sample() -> None:
    for day in (DAY, date(2026, 11, 24)):
        with open_demo(today=day) as shop:
            assert shop.today == day
            assert count_waiting_lines(shop) == 31


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ([], Wish()),
        (["my.boapp"], Wish("my.boapp")),
        (["--demo"], Wish(demo=True)),
        (["--demo", "--today", "2026-11-23"], Wish(demo=True, today=DAY)),
        (["postgresql+psycopg://desk@host/shop"], Wish("postgresql+psycopg://desk@host/shop")),
    ],
)
def test_that_the_window_opens_what_the_words_ask_for(words: list[str], wish: Wish) -> None:
    assert start.read_wish(words) == wish


@pytest.mark.parametrize("words", [["--nonsense"], ["--today", "soon"], ["a.boapp", "--demo"], ["a", "b"]])
def test_that_wrong_words_end_with_status_2_and_open_nothing(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.open_from_arguments(words) == 2
    assert "usage: boapp open" in capsys.readouterr().err


def test_that_nothing_is_written_after_a_crash(qtbot: QtBot, sample_window: MainWindow) -> None:
    asked: list[str] = []
    sample_window.work.close()
    sample_window.work.run(lambda: asked.append("written"))
    qtbot.wait(50)
    assert asked == []


def test_that_the_log_is_kept_and_a_missing_folder_costs_only_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    monkeypatch.setattr("faulthandler.enable", lambda file: file.close())
    monkeypatch.setattr(logs, "qInstallMessageHandler", lambda handler: handler)
    monkeypatch.setenv("BOAPP_HOME", str(tmp_path))
    try:
        logs.keep_log()
        logging.getLogger("test").warning("a word")
        assert "a word" in (tmp_path / "log" / "boapp.log").read_text(encoding="utf-8")
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("BOAPP_HOME", str(tmp_path / "file"))
        logs.keep_log()
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)


def test_that_a_door_that_never_opened_can_be_closed(qtbot: QtBot, window: MainWindow) -> None:
    ShopDoor(window).close()
