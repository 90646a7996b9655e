"""The second start of a shop that nobody has written to since: its rows are seen before it is open."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boapp.services import kept_look
from boapp.services.backorders import run_and_commit
from boapp.services.kept_look import find_look, keep_look, look_file
from boapp.services.overviews import read_waiting
from boapp.services.shops import open_shop
from boapp.services.waiting_groups import Grouping
from boapp.settings import DeskSettings
from boapp.ui import opening, start
from boapp.ui.backorders.page import BackordersPage
from boapp.ui.main_window import MainWindow
from boapp.ui.opening import Wish
from boapp.ui.pages import Place
from boapp.ui.welcome import WelcomePage
from boapp.ui.work import ImmediateWork

DAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parent.parent.parent


class _Start:
    """One start of the program, whose shop is opened only when `let_in` is called."""

    def __init__(self, qtbot: QtBot, wish: Wish, gate: threading.Event) -> None:
        self._qtbot = qtbot
        self._gate = gate
        self.window, self.door = start.open_desk(wish, DeskSettings(palette="light", language="en_GB"))
        qtbot.addWidget(self.window)

    @property
    def page(self) -> BackordersPage:
        assert isinstance(self.window.page, BackordersPage)
        return self.window.page

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.page.list.model.rows]

    def let_in(self) -> None:
        """Let the shop be opened and everything that waited be done."""
        self._gate.set()
        self.wait_until(lambda: self.window.page is not None and self.window.page.desk.is_open)
        self.settle()

    def settle(self) -> None:
        self.wait_until(lambda: self.window.work.is_idle)

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=20_000)

    def close(self) -> None:
        self._gate.set()
        self.window.close()
        self.door.close()


@pytest.fixture
def place(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed shop of a desk of its own that has a kept look."""
    monkeypatch.setenv("BOAPP_HOME", str(tmp_path / "desk"))
    path = tmp_path / "shop.boapp"
    shutil.copyfile(sample_file, path)
    with open_shop(str(path), today=DAY) as shop:
        keep_look(shop)
    return path


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Holds the opening of shops back until it is set."""
    opened = threading.Event()
    enter = opening._enter

    def enter_when_let(wish: Wish, clerk: str, desk: str) -> Any:
        assert opened.wait(20)
        return enter(wish, clerk, desk)

    monkeypatch.setattr(opening, "_enter", enter_when_let)
    return opened


@pytest.fixture
def desk(qtbot: QtBot, place: Path, gate: threading.Event) -> Iterator[_Start]:
    """A start on the shop with the kept look; the shop is not open yet."""
    made = _Start(qtbot, Wish(str(place), today=DAY), gate)
    yield made
    made.close()


def _alter_look(names: dict[str, str]) -> None:
    text = look_file().read_text(encoding="utf-8").partition("\n")[2]
    found = json.loads(text)
    for group in found["waiting"]["groups"]:
        group["name"] = names.get(group["name"], group["name"])
    text = json.dumps(found)
    look_file().write_text(f"{kept_look._checksum(text)}\n{text}", encoding="utf-8")


def test_that_the_rows_are_seen_before_the_shop_is_open(desk: _Start) -> None:
    assert not desk.page.desk.is_open
    assert desk.page.isVisible()
    assert len(desk.names) == 12
    assert desk.window.windowTitle() == "Lantern Lane — boapp"
    assert desk.window.sidebar.isVisible()
    assert desk.page.header.isVisible()
    kept = desk.page.list.model.rows
    desk.let_in()
    assert desk.page.list.model.rows == kept
    assert desk.window.place == Place("backorders")


def test_that_rows_that_stay_as_they_were_are_left_alone(qtbot: QtBot, desk: _Start) -> None:
    with qtbot.assertNotEmitted(desk.page.list.model.modelReset):
        desk.let_in()
    assert not desk.page.list.view.selectionModel().hasSelection()


def test_that_neither_services_on_the_database_nor_its_library_are_read_in_before(place: Path) -> None:
    begin = f"""
import sys
from datetime import date
from boapp.settings import DeskSettings
from boapp.ui import start
from boapp.ui.opening import Wish
settings = DeskSettings()
application = start.make_application(settings)
window, door = start.open_desk(Wish({str(place)!r}, today=date(2026, 11, 23)), settings)
print(len(window.page.list.model.rows))
heavy = ("sqlalchemy", "boapp.storage.", "boapp.services.overviews", "boapp.services.shops", "reportlab")
print([name for name in sys.modules if name.startswith(heavy) and name != "boapp.storage.shop_format"])
window.work.close()
"""
    done = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split("\n")[:2] == ["12", "[]"]


def test_that_what_was_kept_gives_way_to_what_the_shop_holds(
    qtbot: QtBot, place: Path, gate: threading.Event
) -> None:
    look = find_look(place, DAY)
    assert look is not None
    name = look.waiting.groups[0].name
    _alter_look({name: "As it was"})
    desk = _Start(qtbot, Wish(str(place), today=DAY), gate)
    assert desk.names[0] == "As it was"
    desk.let_in()
    assert desk.names[0] == name
    desk.close()


@pytest.mark.parametrize("wish_day", [DAY, date(2026, 11, 24)])
def test_that_a_shop_written_to_or_another_day_is_not_shown_before_it_is_open(
    qtbot: QtBot, place: Path, gate: threading.Event, wish_day: date
) -> None:
    if wish_day == DAY:
        with open_shop(str(place), today=DAY) as shop:
            run_and_commit(shop)
    desk = _Start(qtbot, Wish(str(place), today=wish_day), gate)
    assert desk.window.page is None
    desk.let_in()
    assert desk.names
    desk.close()


def test_that_enter_on_a_kept_row_opens_it_once_the_shop_is_open(desk: _Start) -> None:
    view = desk.page.list.view
    view.choose_row(desk.page.list.model.rows[1].key)
    key = desk.page.list.model.rows[1].key
    QTest.keyClick(view, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert desk.window.place == Place("backorders")
    desk.let_in()
    place = desk.window.place
    assert place is not None
    assert place.page == "decide"
    assert getattr(place.subject, "product_id", None) == key


def test_that_a_suggestion_asked_for_early_comes_once_the_shop_is_open(desk: _Start) -> None:
    QTest.mouseClick(desk.page.suggest_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    desk.let_in()
    desk.wait_until(desk.page.suggesting.panel.isVisible)
    assert desk.page.suggesting.panel.suggestion is not None


def test_that_another_page_asked_for_early_opens_once_the_shop_is_open(desk: _Start) -> None:
    QTest.mouseClick(desk.window.sidebar.buttons["products"], Qt.MouseButton.LeftButton)
    desk.window.actions_table["reload"].trigger()
    assert desk.window.place == Place("backorders")
    desk.let_in()
    assert desk.window.place == Place("products")


def test_that_another_grouping_asked_for_early_is_read_once_the_shop_is_open(desk: _Start) -> None:
    desk.page.grouping.choose(Grouping.ORDER.value)
    desk.page.grouping.chosen.emit(Grouping.ORDER.value)
    desk.page.tools.filter.setText("a")
    QApplication.processEvents()
    desk.let_in()
    assert desk.page.list.view.accessibleName() == "Orders that wait"
    assert desk.page.list.model.rows


def test_that_place_and_filter_stay_when_the_shop_opens(desk: _Start) -> None:
    view = desk.page.list.view
    key = desk.page.list.model.rows[5].key
    view.choose_row(key)
    view.verticalScrollBar().setValue(20)
    scrolled = view.verticalScrollBar().value()
    desk.page.tools.filter.setFocus()
    desk.let_in()
    assert view.current_row.key == key
    assert view.verticalScrollBar().value() == scrolled
    assert QApplication.focusWidget() in (desk.page.tools.filter, None)
    assert not view.hasFocus()


def test_that_a_shop_is_opened_even_when_nobody_sees_the_window(qtbot: QtBot) -> None:
    window = MainWindow((), ImmediateWork(), DeskSettings())
    qtbot.addWidget(window)
    called: list[str] = []
    window.installEventFilter(start._FirstPaint(window, lambda: called.append("opened")))
    qtbot.waitUntil(lambda: called == ["opened"])
    window.show()
    qtbot.wait(50)
    assert called == ["opened"]
    window.close()


def test_that_a_slow_opening_is_said(
    qtbot: QtBot, place: Path, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "_PATIENCE_MS", 50)
    desk = _Start(qtbot, Wish(str(place), today=DAY), gate)
    desk.wait_until(lambda: "Opening the shop" in _status(desk.window))
    desk.let_in()
    assert "Opening the shop" not in _status(desk.window)
    desk.close()


def _status(window: MainWindow) -> str:
    return window.status._message.text()


def test_that_a_shop_that_cannot_be_opened_after_all_leads_to_the_way_out(desk: _Start, place: Path) -> None:
    place.chmod(0o444)
    view = desk.page.list.view
    view.setCurrentIndex(desk.page.list.model.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    failed: list[object] = []
    desk.door.failed.connect(failed.append)
    desk._gate.set()
    desk.wait_until(lambda: bool(failed))
    window = desk.window
    assert window.page is None
    assert not window.sidebar.isVisible()
    assert window.windowTitle() == "boapp"
    assert not window.actions_table["suggest"].isEnabled()
    (welcome,) = window.findChildren(WelcomePage)
    assert "may not be written to" in welcome.banner.accessibleName()
    place.chmod(0o644)
    QTest.mouseClick(welcome.retry_button, Qt.MouseButton.LeftButton)
    desk.let_in()
    assert window.place == Place("backorders")
    assert len(desk.names) == 12


def test_that_the_look_is_kept_again_when_a_window_that_was_worked_in_is_closed(
    desk: _Start, place: Path
) -> None:
    desk.let_in()
    run_and_commit(desk.page.desk.shop)
    assert find_look(place, DAY) is None
    desk.close()
    look = find_look(place, DAY)
    assert look is not None
    with open_shop(str(place), today=DAY) as shop:
        assert look.waiting == read_waiting(shop)


def test_that_the_sample_is_seen_at_once_the_second_time(
    qtbot: QtBot, place: Path, gate: threading.Event
) -> None:
    first = _Start(qtbot, Wish(demo=True, today=DAY), gate)
    assert first.window.page is None
    first.let_in()
    first.close()
    gate.clear()
    second = _Start(qtbot, Wish(demo=True, today=DAY), gate)
    assert len(second.names) == 12
    second.close()
