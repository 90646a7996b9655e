from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from boapp import paths
from boapp.domain.quantities import UNIT
from boapp.services.backorders import run_and_commit
from boapp.services.importing import import_table
from boapp.services.receiving import post_goods_receipt
from boapp.services.shops import Shop
from boapp.services.waiting_groups import Grouping, Need, WaitingGroup
from boapp.ui.backorders.page import BackordersPage
from boapp.ui.main_window import MainWindow
from boapp.ui.pages import Place


@pytest.fixture
def page(sample_window: MainWindow) -> BackordersPage:
    assert isinstance(sample_window.page, BackordersPage)
    return sample_window.page


def _button(page: BackordersPage, begins: str) -> QAbstractButton:
    return next(
        found
        for found in page.findChildren(QAbstractButton)
        if found.isVisible() and found.accessibleName().startswith(begins)
    )


def _tap(qtbot: QtBot, page: BackordersPage, begins: str) -> None:
    qtbot.mouseClick(_button(page, begins), Qt.MouseButton.LeftButton)


def _row(page: BackordersPage, code: str) -> WaitingGroup:
    return next(row for row in page.list.model.rows if row.code == code)


def _texts(page: BackordersPage, code: str) -> dict[str, str]:
    row = _row(page, code)
    return {column.name: column.spoken(row) for column in page.list.view.columns}


def test_that_the_list_says_what_covers_a_product_what_comes_next_and_what_it_needs(
    page: BackordersPage,
) -> None:
    said = _texts(page, "LAN-0042")
    assert said["lines"] == "9"
    assert said["owed"] == "62"
    assert said["covered"] == "14 here, 40 coming, 8 nothing coming, 14 here, 40 coming, 8 nothing coming"
    assert said["next"] == "late, Aster, PO-2038"
    assert said["longest"] == "24 days"
    assert said["value"] == "1,853.80"
    assert said["needs"] == "1 told date broken"
    assert _texts(page, "GLB-0033")["needs"] == "Order 8 or more"
    assert _texts(page, "LMP-0115")["needs"] == "Release 1 Feb 2027"
    assert _texts(page, "CND-0210")["needs"] == "Ready to ship"
    assert _texts(page, "LMP-0107")["next"] == "1 Dec, Hartmann, PO-2047"


def test_that_the_most_urgent_comes_first_and_what_only_waits_by_its_day(page: BackordersPage) -> None:
    needs = [row.need for row in page.list.model.rows]
    assert needs[0] is Need.TELL
    assert needs == sorted(needs, key=[Need.TELL, Need.BUY, Need.RELEASE, Need.SHIP, Need.WAIT].index)
    waiting = [
        row.next_delivery.day for row in page.list.model.rows if row.need is Need.WAIT and row.next_delivery
    ]
    assert waiting == sorted(waiting)


def test_that_the_sums_below_the_list_are_those_of_its_rows(page: BackordersPage) -> None:
    assert page.list.totals is not None
    said = page.list.totals.accessibleName()
    for part in (
        "12 products",
        "lines: 31",
        "owed: 222",
        "100 here · 104 coming · 18 nothing coming",
        "4,766.90",
    ):
        assert part in said
    assert (
        page.header.findChildren(type(page.header._subtitle))[1].text()
        == "222 pieces still owed in 24 orders"
    )


@pytest.mark.parametrize("grouping", list(Grouping))
def test_that_the_same_goods_are_shown_however_they_are_put_together(
    qtbot: QtBot, page: BackordersPage, grouping: Grouping
) -> None:
    _tap(qtbot, page, f"By {grouping}")
    rows = page.list.model.rows
    assert sum(row.owed for row in rows) == 222 * UNIT
    assert sum(row.here for row in rows) == 100 * UNIT
    assert sum(row.nothing for row in rows) == 18 * UNIT
    assert all(row.here + row.coming + row.nothing == row.owed for row in rows)


@pytest.mark.parametrize(
    ("words", "passes", "count"),
    [
        ("Goods here to give", lambda row: row.here > 0, 6),
        ("Told date broken or at risk", lambda row: row.broken or row.at_risk, 2),
        ("Nothing coming", lambda row: row.nothing > 0, 3),
        ("Waiting over 21 days", lambda row: row.longest_days > 21, 3),
    ],
)
def test_that_a_filter_shows_what_it_says_and_how_many(
    qtbot: QtBot, page: BackordersPage, words: str, passes: Callable[[WaitingGroup], bool], count: int
) -> None:
    assert _button(page, words).accessibleName() == f"{words}  {count}"
    _tap(qtbot, page, words)
    assert len(page.list.model.rows) == count
    assert all(passes(row) for row in page.list.model.rows)


def test_that_typing_filters_by_name_or_number_and_says_when_nothing_matches(
    qtbot: QtBot, page: BackordersPage
) -> None:
    qtbot.keyClicks(page.tools.filter, "lantern 0042")
    qtbot.waitUntil(lambda: len(page.list.model.rows) == 1)
    assert page.list.model.rows[0].code == "LAN-0042"
    qtbot.keyClicks(page.tools.filter, "x")
    qtbot.waitUntil(lambda: not page.list.model.rows)
    assert page.list.empty is not None
    assert page.list.empty.accessibleName() == "Nothing here matches"


def test_that_enter_or_the_button_in_the_row_opens_the_decision(
    qtbot: QtBot, page: BackordersPage, sample_window: MainWindow
) -> None:
    row = _row(page, "LAN-0042")
    page.list.view.choose_row(row.key)
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    place = sample_window.place
    assert place is not None
    assert place.page == "decide"
    sample_window.go_back()
    last = len(page.list.view.columns) - 1
    at = page.list.view.visualRect(page.list.model.index(2, last)).center()
    qtbot.mouseClick(page.list.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert sample_window.place is not None
    assert sample_window.place.page == "decide"
    assert sample_window.place != place


def test_that_a_customer_leads_to_the_orders_and_an_order_to_its_card(
    qtbot: QtBot, page: BackordersPage, sample_window: MainWindow
) -> None:
    _tap(qtbot, page, "By customer")
    page.list.view.choose_row(next(row for row in page.list.model.rows if row.name == "Milano Regali").key)
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.code for row in page.list.model.rows] == ["SO-1218"])
    page.list.view.setCurrentIndex(page.list.model.index(0, 0))
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    assert sample_window.place == Place("order", page.list.model.rows[0].key)


def test_that_a_suggestion_writes_nothing_until_it_is_saved(
    qtbot: QtBot, page: BackordersPage, sample_window: MainWindow
) -> None:
    before = page.list.model.rows
    _tap(qtbot, page, "Suggest for all")
    changed = page.suggesting.panel.model.rows
    assert changed
    assert all(line.before_quantity != line.after_quantity or line.change != "kept" for line in changed)
    assert all(line.why for line in changed)
    assert sample_window.actions_table["save"].isEnabled()
    _tap(qtbot, page, "Cancel")
    page.reload()
    assert page.list.model.rows == before
    assert not sample_window.actions_table["save"].isEnabled()


def test_that_saving_a_suggestion_gives_everyone_what_it_said(
    qtbot: QtBot, page: BackordersPage, sample_window: MainWindow, sample_shop: Shop
) -> None:
    _tap(qtbot, page, "Suggest for all")
    lines = len(page.suggesting.panel.model.rows)
    _tap(qtbot, page, "Save")
    assert sample_window.toast.accessibleName().startswith(f"{lines} lines changed, ")
    again, _ = run_and_commit(sample_shop)
    assert again.changed == []
    _tap(qtbot, page, "Suggest for all")
    assert not page.suggesting.panel.save_button.isEnabled()
    assert page.suggesting.panel.save_button.toolTip()


def test_that_a_suggestion_overtaken_by_another_desk_is_refused_and_named(
    qtbot: QtBot, page: BackordersPage, sample_shop: Shop
) -> None:
    _tap(qtbot, page, "Suggest for all")
    post_goods_receipt(sample_shop, "PO-2041")
    _tap(qtbot, page, "Save")
    assert page.suggesting.banner.isVisible()
    assert "LAN-0042" in page.suggesting.banner.accessibleName()
    assert not page.suggesting.panel.save_button.isEnabled()
    _tap(qtbot, page, "Suggest again")
    assert not page.suggesting.banner.isVisible()
    assert page.suggesting.panel.save_button.isEnabled()


def test_that_goods_that_nobody_was_given_ask_to_be_given_out(
    qtbot: QtBot, page: BackordersPage, sample_shop: Shop
) -> None:
    # Nobody was given any of it, and two customers lack it.
    table = paths.data_folder() / "stock.csv"
    table.write_text("sku,quantity\nGLB-0033,10\n", encoding="utf-8")
    import_table(sample_shop, "stock", table)
    page.reload()
    globe = _row(page, "GLB-0033")
    assert globe.give == 4 * UNIT
    assert _texts(page, "GLB-0033")["needs"] == "Give out 4"


def test_that_everything_fits_a_small_screen(page: BackordersPage, sample_window: MainWindow) -> None:
    sample_window.resize(1024, 768)
    QApplication.processEvents()
    assert sample_window.width() == 1024
    outside = [
        found.accessibleName()
        for found in page.findChildren(QAbstractButton)
        if found.isVisible() and found.mapTo(sample_window, found.rect().bottomRight()).x() > 1024
    ]
    assert outside == []
    assert not page.list.view.horizontalScrollBar().isVisible()


def test_that_what_is_used_has_a_name(page: BackordersPage) -> None:
    used = [
        found for found in page.findChildren(QAbstractButton) if found.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    unnamed = [found for found in used if found.isVisible() and not found.accessibleName()]
    assert unnamed == []
    assert page.list.view.accessibleName() == "Products that customers wait for"
