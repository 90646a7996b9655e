from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from boapp.ui import theme
from boapp.ui.tables.cells import is_cut
from boapp.ui.tables.column import Column, Kind, reading_order
from boapp.ui.tables.copying import tab_separated
from boapp.ui.tables.layouts import LayoutStore
from boapp.ui.tables.models import (
    RowRole,
    RowTableModel,
    SortRole,
)
from boapp.ui.tables.panel import TablePanel, TotalsRow, simple_table
from boapp.ui.tables.table_view import TableView
from boapp.ui.tokens import LIGHT
from boapp.ui.widgets.badge import BadgeLook
from boapp.ui.widgets.text import Text
from tests.ui.sample_orders import COLUMNS, ORDERS, Order, order_key


@pytest.fixture
def model() -> RowTableModel[Order]:
    return RowTableModel(COLUMNS, order_key, ORDERS)


@pytest.fixture
def view(qtbot: QtBot, model: RowTableModel[Order], tmp_path: Path) -> TableView:
    made = TableView(model, "Orders", layouts=LayoutStore(tmp_path / "lists.json"), layout_name="orders")
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def _shown(model: RowTableModel[Order]) -> list[str]:
    return [row.number for row in model.rows]


def _at(view: TableView, row: int, column: int) -> QPoint:
    return view.visualRect(view.model().index(row, column)).center()


# The model


def test_that_the_model_keeps_qts_rules(model: RowTableModel[Order], qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)
    model.sort(0)
    model.show_rows(ORDERS[:2])
    model.show_rows(())


def test_that_roles_nobody_draws_with_are_answered_at_once_with_nothing(model: RowTableModel[Order]) -> None:
    index = model.index(0, 0)
    for role in (Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole, Qt.ItemDataRole.BackgroundRole):
        assert model.data(index, role) is None


def test_that_a_cell_says_its_words_its_row_and_its_sort_value(model: RowTableModel[Order]) -> None:
    index = model.index(0, 3)
    assert model.data(index) == "12"
    assert model.data(index, RowRole) is ORDERS[0]
    assert model.data(index, SortRole) == 12
    assert model.data(index, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole) == "Harbour Books, 01067"


def test_that_numbers_inside_words_sort_as_people_read_them(model: RowTableModel[Order]) -> None:
    model.sort(0)
    assert _shown(model) == ["SO-1", "SO-2", "SO-10", "SO-100"]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert _shown(model) == ["SO-100", "SO-10", "SO-2", "SO-1"]


def test_that_capitals_do_not_sort_apart(model: RowTableModel[Order]) -> None:
    model.sort(1)
    assert [row.customer for row in model.rows][:3] == ["café Åström", "Harbour Books", "Petra Müller"]


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_that_what_has_no_value_comes_last_either_way(
    model: RowTableModel[Order], order: Qt.SortOrder
) -> None:
    model.sort(3, order)
    assert model.rows[-1].owed is None


def test_that_an_order_once_chosen_holds_for_new_rows_and_can_be_given_up(
    model: RowTableModel[Order],
) -> None:
    model.sort(0)
    model.show_rows(tuple(reversed(ORDERS)))
    assert _shown(model) == ["SO-1", "SO-2", "SO-10", "SO-100"]
    model.sort(-1)
    assert _shown(model) == ["SO-100", "SO-1", "SO-2", "SO-10"]


def test_that_reading_order_is_total_over_words_and_numbers() -> None:
    words = ["", "12", "a", "a1", "a1b", "A2", "10a", "ß", "Ω3"]
    assert [word for word in sorted(words, key=reading_order) if word[:1].isdigit()] == ["10a", "12"]
    assert reading_order("SO-2") < reading_order("SO-10")


# The view


def test_that_enter_and_a_double_click_open_the_row(qtbot: QtBot, view: TableView) -> None:
    opened: list[Order] = []
    view.row_opened.connect(opened.append)
    view.choose_row(2)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_at(view, 0, 1))
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=_at(view, 0, 1))
    assert opened == [ORDERS[1], ORDERS[0]]


def test_that_a_click_on_a_head_sorts_and_another_turns_it_round(qtbot: QtBot, view: TableView) -> None:
    at = QPoint(view.head.sectionViewportPosition(0) + 20, 10)
    qtbot.mouseClick(view.head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.model().index(0, 0).data() == "SO-1"
    qtbot.mouseClick(view.head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.model().index(0, 0).data() == "SO-100"


def test_that_copied_rows_are_tab_separated_and_keep_their_leading_zeros(
    qtbot: QtBot, view: TableView
) -> None:
    view.choose_row(1)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "SO-10\tHarbour Books\t01067\t12\nSO-2\tPetra Müller\t20144\t6"
    assert "mso-number-format:'\\@'" in copied.html().split("01067")[0]
    assert copied.html().split("<td")[-1].startswith(">6<")


def test_that_tabs_and_line_breaks_inside_a_cell_do_not_shift_the_columns() -> None:
    odd = Order(9, "SO\t9", "two\nlines", "<b>", None)
    assert tab_separated(COLUMNS, [odd]) == "SO 9\ttwo lines\t<b>\t"


def test_that_typing_goes_to_the_filter_not_to_a_search_of_its_own(qtbot: QtBot, view: TableView) -> None:
    typed: list[str] = []
    view.typed.connect(typed.append)
    view.setFocus()
    qtbot.keyClicks(view, "lan")
    assert "".join(typed) == "lan"


def test_that_a_list_read_again_stays_on_its_row(view: TableView, model: RowTableModel[Order]) -> None:
    view.choose_row(4)
    model.show_rows(tuple(reversed(ORDERS)))
    assert view.current_row == ORDERS[3]
    model.show_rows(ORDERS[:2])
    assert view.current_row is None


def test_that_a_list_is_found_as_it_was_left(qtbot: QtBot, view: TableView, tmp_path: Path) -> None:
    view.head.resizeSection(0, 140)
    view.head.moveSection(view.head.visualIndex(3), 0)
    view.sort_by(0, descending=True)
    view.head.columns_menu().actions()[2].trigger()
    view.keep_layout()
    again = TableView(
        RowTableModel(COLUMNS, order_key, ORDERS),
        "Orders",
        layouts=LayoutStore(tmp_path / "lists.json"),
        layout_name="orders",
    )
    qtbot.addWidget(again)
    again.resize(700, 300)
    again.show()
    assert again.columnWidth(0) == 140
    assert again.head.shown_columns() == [3, 0, 1]
    assert again.model().index(0, 0).data() == "SO-100"


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"orders": 3}', '{"orders": {"widths": {"order": "wide"}}}']
)
def test_that_a_spoilt_file_of_layouts_costs_the_layout_only(tmp_path: Path, text: str) -> None:
    (tmp_path / "lists.json").write_text(text, encoding="utf-8")
    assert LayoutStore(tmp_path / "lists.json").get("orders") is None


def test_that_the_last_shown_column_cannot_be_hidden(view: TableView) -> None:
    menu = view.head.columns_menu()
    for action in menu.actions():
        action.trigger()
    assert len(view.head.shown_columns()) == 1


def test_that_in_a_narrow_window_lesser_columns_give_way_and_come_back(view: TableView) -> None:
    assert 2 in view.head.shown_columns()
    view.resize(300, 300)
    assert view.head.shown_columns() == [0, 1, 3]
    view.resize(700, 300)
    assert 2 in view.head.shown_columns()
    assert sum(view.columnWidth(number) for number in range(4)) == view.viewport().width()


def test_that_a_list_has_a_name_for_those_who_cannot_see_it(view: TableView) -> None:
    interface = QAccessible.queryAccessibleInterface(view)
    assert interface.text(QAccessible.Text.Name) == "Orders"


def test_that_words_that_do_not_fit_are_known_to_need_a_tooltip() -> None:
    assert is_cut(COLUMNS[1], ORDERS[2], 40)
    assert not is_cut(COLUMNS[1], ORDERS[2], 400)


def _point_at(view: TableView, row: int, column: int) -> None:
    at = _at(view, row, column)
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)


# The offscreen platform says this of every tooltip; it has no windows to put in order.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_that_a_tooltip_helps_where_words_are_cut_and_only_there(qtbot: QtBot, view: TableView) -> None:
    view.head.resizeSection(0, 30)
    _point_at(view, 3, 0)
    assert QToolTip.text() == "SO-100"
    view.head.resizeSection(0, 120)
    _point_at(view, 3, 0)
    qtbot.waitUntil(lambda: QToolTip.text() == "")


def test_that_icons_ticks_and_plain_words_in_a_badges_place_are_drawn(qtbot: QtBot) -> None:
    columns = (
        Column[Order]("Paid", lambda _: "paid", Kind.CHECK, 60, checked=lambda row: row.order_id == 1),
        Column[Order]("By", lambda _: "e-mail", Kind.ICON, 60, icon=lambda _: "notices"),
        Column[Order]("State", lambda row: row.number, Kind.BADGE, 160,
                      badge=lambda row: BadgeLook("Ready", "here", "check") if row.order_id == 1 else None),
    )  # fmt: skip
    view = simple_table(RowTableModel(columns, order_key, ORDERS), "Orders")
    qtbot.addWidget(view)
    view.resize(400, view.height())
    view.show()
    image = view.viewport().grab().toImage()

    def colours(row: int, column: int) -> set[str]:
        area = view.visualRect(view.model().index(row, column))
        points = ((x, y) for x in range(area.left(), area.right()) for y in range(area.top(), area.bottom()))
        return {image.pixelColor(*point).name().upper() for point in points}

    assert LIGHT.accent in colours(0, 0)
    assert LIGHT.accent not in colours(1, 0)
    assert LIGHT.here_tint in colours(0, 2)
    assert LIGHT.here_tint not in colours(1, 2)
    assert len(colours(0, 1)) > 3
    assert [columns[0].spoken(row) for row in ORDERS[:2]] == ["✓", "–"]


def test_that_rows_are_as_high_as_their_lines_at_every_text_size(
    qtbot: QtBot, qapp: Any, view: TableView
) -> None:
    assert view.rowHeight(0) == 44
    theme.apply(qapp, "light", 150)
    assert view.rowHeight(0) == 66
    single = simple_table(RowTableModel(COLUMNS[:1], order_key, ORDERS), "Numbers")
    qtbot.addWidget(single)
    theme.apply(qapp, "light")
    assert single.rowHeight(0) == 28


def test_that_the_pointer_marks_the_row_below_it(qtbot: QtBot, view: TableView) -> None:
    qtbot.mouseMove(view.viewport(), _at(view, 2, 0))
    qtbot.waitUntil(lambda: view._cells.hovered_row == 2)


def test_that_an_empty_list_shows_what_to_do_next_and_totals_only_with_rows(
    qtbot: QtBot, model: RowTableModel[Order]
) -> None:
    view = TableView(model, "Orders")
    totals = TotalsRow(view)
    panel = TablePanel(view, empty=Text("No orders yet"), totals=totals)
    qtbot.addWidget(panel)
    panel.show()
    totals.say({"order": "4 orders", "owed": "28"})
    assert view.isVisible()
    assert totals.isVisible()
    assert totals.accessibleName() == "order: 4 orders, owed: 28"
    model.show_rows(())
    assert panel.empty is not None
    assert panel.empty.isVisible()
    assert not totals.isVisible()
