from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from boapp.errors import ShopError
from boapp.settings import DeskSettings, load_settings
from boapp.ui import start
from boapp.ui.main_window import MainWindow
from boapp.ui.pages import Desk, Page, PageSpec, Place
from boapp.ui.tokens import RAIL, SIDEBAR
from boapp.ui.work import ImmediateWork, Work
from tests.ui.sample_pages import ROWS, SPECS, WaitingPage


def _page(window: MainWindow) -> WaitingPage:
    assert isinstance(window.page, WaitingPage)
    return window.page


def _press(window: QWidget, keys: str) -> None:
    """Press a shortcut, as from the keyboard."""
    QTest.keySequence(window, QKeySequence(keys))


def _tap(qtbot: QtBot, window: MainWindow, name: str) -> None:
    button = next(
        found
        for found in window.findChildren(QAbstractButton)
        if found.isVisible() and found.accessibleName() == name
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# Going about


def test_that_the_window_opens_on_the_first_page_with_shop_desk_and_backup(window: MainWindow) -> None:
    assert window.place == Place("waiting")
    assert window.windowTitle() == "Lantern Lane — boapp"
    words = {label.text() for label in window.status.findChildren(QWidget) if hasattr(label, "text")}
    assert {"Lantern Lane", "Front desk · Maeve", "Last backup 08:30"} <= words


def test_that_a_click_in_the_sidebar_opens_the_page_and_marks_it(qtbot: QtBot, window: MainWindow) -> None:
    _tap(qtbot, window, "Reports")
    assert window.place == Place("empty")
    assert window.sidebar.buttons["empty"].isChecked()
    assert not window.sidebar.buttons["waiting"].isChecked()


def test_that_only_pages_that_exist_are_in_the_sidebar(window: MainWindow) -> None:
    assert list(window.sidebar.buttons) == ["waiting", "empty", "settings"]


def test_that_enter_on_a_row_opens_its_card_and_back_returns_to_the_row(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = _page(window)
    page.view.choose_row(2)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert window.place == Place("card", 2)
    assert window.sidebar.buttons["waiting"].isChecked()
    _tap(qtbot, window, "Back")
    assert window.place == Place("waiting")
    assert page.view.current_row == ROWS[1]
    _tap(qtbot, window, "Forward")
    assert window.place == Place("card", 2)


def test_that_back_and_forward_can_be_used_only_where_they_lead_somewhere(window: MainWindow) -> None:
    assert not window.actions_table["back"].isEnabled()
    window.go("empty")
    window.go("settings")
    _press(window, "Alt+Left")
    assert window.place == Place("empty")
    assert window.actions_table["forward"].isEnabled()
    window.go("waiting")
    assert not window.actions_table["forward"].isEnabled()
    _press(window, "Alt+Left")
    assert window.place == Place("empty")


def test_that_the_breadcrumb_names_the_card_and_leads_up(qtbot: QtBot, window: MainWindow) -> None:
    window.go("card", 2)
    texts = [part.text() for part in window.top_bar.breadcrumb.findChildren(QWidget) if hasattr(part, "text")]
    assert "Ceramic lantern, blue" in texts
    _tap(qtbot, window, "Backorders")
    assert window.place == Place("waiting")


def test_that_pages_can_be_reached_by_number(window: MainWindow) -> None:
    _press(window, "Ctrl+2")
    assert window.place == Place("empty")


def test_that_ctrl_f_goes_to_the_filter_and_typing_in_the_list_does_too(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = _page(window)
    window.activateWindow()
    page.view.setFocus()
    _press(window, "Ctrl+F")
    assert window.focusWidget() is page.filter
    page.view.setFocus()
    qtbot.keyClicks(page.view, "lan")
    assert window.focusWidget() is page.filter
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    assert page.filter.text() == "lan"


def test_that_a_page_without_a_filter_does_not_offer_one(window: MainWindow) -> None:
    window.go("empty")
    assert not window.actions_table["filter"].isEnabled()


def test_that_an_action_of_a_page_is_offered_only_there(window: MainWindow) -> None:
    assert window.actions_table["suggest"].isEnabled()
    window.go("empty")
    assert not window.actions_table["suggest"].isEnabled()
    assert not window.actions_table["save"].isEnabled()


def test_that_new_order_stands_in_the_bar_only_when_orders_can_be_taken(window: MainWindow) -> None:
    def is_shown() -> bool:
        buttons = window.top_bar.findChildren(QPushButton)
        return any(button.accessibleName() == "New order" and button.isVisible() for button in buttons)

    assert not is_shown()
    window.actions_table.bind("new_order", lambda: None)
    assert is_shown()


# What changes


def test_that_the_shown_page_reads_again_when_a_topic_of_it_changed(window: MainWindow) -> None:
    page = _page(window)
    before = page.reads
    window.bus.tell({"stock"})
    assert page.reads == before + 1
    window.bus.tell({"clerks"})
    window.bus.tell({"stock"}, page)
    window.bus.tell(())
    assert page.reads == before + 1


def test_that_the_number_waiting_stands_behind_the_page(window: MainWindow) -> None:
    assert window.sidebar.buttons["waiting"].accessibleName() == f"Backorders, {len(ROWS)}"
    assert window.sidebar.buttons["empty"].accessibleName() == "Reports"


def test_that_f5_reads_again(window: MainWindow) -> None:
    before = _page(window).reads
    _press(window, "F5")
    assert _page(window).reads == before + 1


class _Drafting(Page):
    """A page with unsaved work."""

    asked = 0

    @override
    def may_leave(self, then: Callable[[], None]) -> None:
        self.asked += 1
        self.then = then


def test_that_unsaved_work_is_asked_about_before_going_and_before_closing(qtbot: QtBot) -> None:
    specs = (PageSpec("draft", "Draft", "pencil", _Drafting), PageSpec("other", "Other", "tag", Page))
    window = MainWindow(specs, ImmediateWork(), DeskSettings())
    qtbot.addWidget(window)
    window.open_shop((), "Shop")
    window.show()
    page = window.page
    assert isinstance(page, _Drafting)
    window.go("other")
    assert window.place == Place("draft")
    window.close()
    assert window.isVisible()
    assert page.asked == 2
    page.then()
    assert not window.isVisible()


# Rules over the whole window


def test_that_every_shortcut_is_given_once(window: MainWindow) -> None:
    keys = [key.toString() for action in window.findChildren(QAction) for key in action.shortcuts()]
    assert len(keys) > 15
    assert sorted(keys) == sorted(set(keys))


def test_that_everything_to_use_has_a_name_for_those_who_cannot_see_it(window: MainWindow) -> None:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    used: list[QWidget] = [found for kind in kinds for found in window.findChildren(kind)]
    used = [found for found in used if found.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert len(used) > 12
    assert [found for found in used if not found.accessibleName()] == []


def test_that_everything_to_click_is_large_enough(window: MainWindow) -> None:
    small = [
        (found.accessibleName(), found.size())
        for found in window.findChildren(QAbstractButton)
        if found.isVisible() and found.accessibleName() and min(found.width(), found.height()) < 24
    ]
    assert small == []


@pytest.mark.parametrize(("width", "side"), [(1440, SIDEBAR), (1024, RAIL)])
def test_that_the_window_fits_its_screen(qtbot: QtBot, window: MainWindow, width: int, side: int) -> None:
    window.resize(width, 768)
    QApplication.processEvents()
    assert window.size().width() == width
    assert window.size().height() == 768
    assert window.sidebar.width() == side
    page = _page(window)
    assert page.header.geometry().right() <= page.width()
    outside = [
        found for found in window.findChildren(QAbstractButton)
        if found.isVisible() and found.mapTo(window, found.rect().bottomRight()).x() > width
    ]  # fmt: skip
    assert outside == []


def test_that_the_rail_says_its_names_in_tooltips(window: MainWindow) -> None:
    window.resize(1024, 768)
    QApplication.processEvents()
    assert window.sidebar.buttons["empty"].toolTip() == "Reports"


def test_that_the_whole_window_can_be_walked_through_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    window.sidebar.buttons["waiting"].setFocus()
    seen = set()
    for _ in range(40):
        focused = window.focusWidget()
        assert focused is not None
        seen.add(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert {
        "Search or do anything",
        "Type to filter",
        "Products with waiting lines",
        "Suggest for all",
        "Reports",
    } <= seen


def test_that_colours_and_text_size_change_at_once_and_are_remembered(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.actions_table["dark"].trigger()
    _press(window, "Ctrl++")
    assert window.grab().toImage().pixelColor(400, 60).name() == "#16181c"
    settings = load_settings()
    assert (settings.palette, settings.text_size) == ("dark", 110)
    assert window.top_bar.height() == round(48 * 1.1)
    assert window.status.height() == round(28 * 1.1)
    assert window.sidebar.buttons["empty"].height() == round(36 * 1.1)
    assert _page(window).totals.height() == round(36 * 1.1)


# Opening


def test_that_the_window_is_seen_before_the_shop_is_opened(qtbot: QtBot) -> None:
    order: list[str] = []
    work = Work()

    def load() -> start.OpenedShop:
        order.append("seen" if window.isVisible() else "not seen")
        return start.OpenedShop(ROWS, "Lantern Lane")

    window = start.open_window(SPECS, load, DeskSettings(), work=work)
    qtbot.addWidget(window)
    assert window.isVisible()
    assert order == []
    assert window.page is None
    qtbot.waitUntil(lambda: window.page is not None)
    assert order == ["seen"]
    window.close()


def test_that_a_shop_that_cannot_be_opened_leaves_the_window_with_the_reason(qtbot: QtBot) -> None:
    def refuse() -> start.OpenedShop:
        raise ShopError("lantern.boapp", "is newer than this program")

    told: list[str] = []
    window = start.open_window(
        SPECS,
        refuse,
        DeskSettings(),
        work=ImmediateWork(),
        on_failed=lambda _, error: told.append(error.thing),
    )
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["lantern.boapp"]
    assert window.page is None
    window.close()


def test_that_pages_are_built_only_when_they_are_first_visited(qtbot: QtBot) -> None:
    built: list[str] = []

    def make(key: str) -> Callable[[Desk], Page]:
        def build(desk: Desk) -> Page:
            built.append(key)
            return Page(desk)

        return build

    specs = [PageSpec(key, key.title(), "tag", make(key)) for key in ("one", "two")]
    window = MainWindow(specs, ImmediateWork(), DeskSettings())
    qtbot.addWidget(window)
    assert built == []
    window.open_shop(None, "Shop")
    window.go("two")
    window.go("one")
    assert built == ["one", "two"]


def test_that_a_desk_gives_pages_all_they_need(window: MainWindow) -> None:
    desk: Any = _page(window).desk
    assert desk.shop is ROWS
    assert desk.work is window.work
    assert desk.today()
