"""What a clerk does with keys and mouse, and what becomes of it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from boapp.ui.allocation.find_stock import FindStockDialog
from boapp.ui.allocation.pin_dialog import PinDialog
from tests.ui.allocation.lantern import (
    ASTER,
    CAFE,
    DOROTHY,
    HARBOUR,
    LATE,
    LUMEN,
    NORDLICHT,
    OKAFOR,
    PETRA,
    SHELF,
    Lantern,
)

Key, Mod = Qt.Key, Qt.KeyboardModifier


def test_that_a_number_typed_into_a_cell_is_what_the_row_holds(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    assert lantern.held(NORDLICHT, SHELF) == 2
    assert lantern.free(SHELF) == 4


def test_that_emptying_a_cell_gives_all_of_it_back(lantern: Lantern) -> None:
    lantern.choose(NORDLICHT, SHELF)
    lantern.press(Key.Key_Return)
    field = lantern.view.findChild(QLineEdit)
    assert field is not None
    lantern.qtbot.keyClick(field, Key.Key_Delete)
    lantern.qtbot.keyClick(field, Key.Key_Return)
    QApplication.processEvents()
    assert lantern.held(NORDLICHT, SHELF) == 0


def test_that_escape_leaves_a_cell_as_it_was(lantern: Lantern) -> None:
    lantern.choose(NORDLICHT, SHELF)
    lantern.qtbot.keyClick(lantern.view, "1")
    field = lantern.view.findChild(QLineEdit)
    assert field is not None
    lantern.qtbot.keyClick(field, Key.Key_Escape)
    QApplication.processEvents()
    assert lantern.held(NORDLICHT, SHELF) == 6
    assert not lantern.page.session.is_dirty


@pytest.mark.parametrize(
    ("customer", "label", "typed", "said"),
    [
        (OKAFOR, ASTER, "8", ("8 is more than there is", "PO-2055", "4", "another row")),
        (DOROTHY, LUMEN, "3", ("3 is more than Dorothy Whitfield still needs", "2")),
        (NORDLICHT, SHELF, "1.5", ("1.5", "whole units")),
        (NORDLICHT, SHELF, "-1", ("Type 0",)),
    ],
)
def test_that_a_refused_number_changes_nothing_and_says_why_beside_the_cell(
    lantern: Lantern, customer: str, label: str, typed: str, said: tuple[str, ...]
) -> None:
    before = lantern.page.session.draft
    lantern.type(customer, label, typed)
    assert lantern.page.session.draft is before
    for words in said:
        assert words in lantern.note
    cell = lantern.view.visualRect(lantern.index(customer, label))
    cell.moveTopLeft(lantern.view.viewport().mapTo(lantern.view, cell.topLeft()))
    assert lantern.view.note.geometry().adjusted(0, -8, 0, 8).intersects(cell)


def test_that_the_note_goes_with_the_next_key(lantern: Lantern) -> None:
    lantern.type(OKAFOR, ASTER, "8")
    assert lantern.note
    lantern.press(Key.Key_Up)
    assert lantern.note == ""


def test_that_nothing_can_be_typed_under_nothing_coming(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "0")
    row = lantern.page.model.row_of(lantern.row(NORDLICHT).line.line_id)
    column = lantern.page.model.columns.column_of(type(lantern.page.model.columns.kind_of(0)).NOTHING)
    assert row is not None
    before = lantern.page.session.draft
    assert not lantern.page.model.setData(lantern.page.model.index(row, column), "3")
    assert lantern.page.session.draft is before
    assert "Nothing is coming" in lantern.note


def test_that_space_takes_all_that_is_free_of_a_delivery(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "0")
    lantern.choose(HARBOUR, SHELF)
    lantern.press(Key.Key_Space)
    assert lantern.held(HARBOUR, SHELF) == 12
    assert lantern.free(SHELF) == 2


def test_that_space_says_when_nothing_is_free(lantern: Lantern) -> None:
    lantern.choose(HARBOUR, LUMEN)
    lantern.press(Key.Key_Space)
    assert "spoken for" in lantern.note
    assert not lantern.page.session.is_dirty


def test_that_delete_gives_a_chip_back(lantern: Lantern) -> None:
    lantern.choose(CAFE, LATE)
    lantern.press(Key.Key_Delete)
    assert lantern.held(CAFE, LATE) == 0
    assert lantern.held(CAFE, LUMEN) == 6
    assert lantern.free(LATE) == 4


def test_that_delete_on_the_name_gives_the_whole_row_back(lantern: Lantern) -> None:
    lantern.view.setCurrentIndex(lantern.index(CAFE, SHELF).siblingAtColumn(1))
    lantern.press(Key.Key_Delete)
    assert lantern.row(CAFE).covered_quantity == 0


def _keep(lantern: Lantern, reason: str, until: str = "") -> PinDialog:
    lantern.press(Key.Key_L)
    dialog = lantern.page.findChild(PinDialog)
    assert dialog is not None
    dialog.reason.setText(reason)
    dialog.until.setText(until)
    lantern.qtbot.mouseClick(dialog.keep_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return dialog


def test_that_l_keeps_a_chip_with_a_reason_and_lets_go_of_it_again(lantern: Lantern) -> None:
    lantern.choose(HARBOUR, SHELF)
    _keep(lantern, "promised on the phone", "1 Dec")
    assert lantern.row(HARBOUR).fixed_quantity == lantern.row(HARBOUR).covered_quantity
    lantern.press(Key.Key_Delete)
    assert "kept for Harbour Books" in lantern.note
    lantern.press(Key.Key_L)
    assert lantern.row(HARBOUR).fixed_quantity == 0


@pytest.mark.parametrize(("reason", "until"), [("", ""), ("phone", "someday"), ("phone", "2026-11-01")])
def test_that_keeping_asks_for_a_reason_and_a_day_to_come(lantern: Lantern, reason: str, until: str) -> None:
    lantern.choose(HARBOUR, SHELF)
    dialog = _keep(lantern, reason, until)
    assert dialog.isVisible()
    assert not lantern.page.session.is_dirty
    dialog.close()


def test_that_a_chip_dragged_to_another_row_moves_there(lantern: Lantern) -> None:
    lantern.drag(lantern.middle(NORDLICHT, ASTER), lantern.middle(HARBOUR, ASTER))
    assert lantern.held(HARBOUR, ASTER) == 2
    assert lantern.held(NORDLICHT, ASTER) == 0
    assert lantern.page.session.stack.undoText() == "2 from Nordlicht GmbH to Harbour Books"


def test_that_what_does_not_fit_stays_where_it_was(lantern: Lantern) -> None:
    lantern.drag(lantern.middle(NORDLICHT, SHELF), lantern.middle(OKAFOR, SHELF))
    assert lantern.held(NORDLICHT, SHELF) == 6
    assert "at most 4" in lantern.note


def test_that_shift_carries_as_much_as_the_row_needs(lantern: Lantern) -> None:
    lantern.drag(lantern.middle(NORDLICHT, SHELF), lantern.middle(OKAFOR, SHELF), Mod.ShiftModifier)
    assert lantern.held(OKAFOR, SHELF) == 4
    assert lantern.held(NORDLICHT, SHELF) == 2


def test_that_alt_carries_half(lantern: Lantern) -> None:
    lantern.drag(lantern.middle(NORDLICHT, SHELF), lantern.middle(HARBOUR, SHELF), Mod.AltModifier)
    assert lantern.held(HARBOUR, SHELF) == 11
    assert lantern.held(NORDLICHT, SHELF) == 3


def test_that_a_chip_dropped_on_a_chip_exchanges_them_in_one_step(lantern: Lantern) -> None:
    lantern.drag(lantern.middle(NORDLICHT, SHELF), lantern.middle(PETRA, LUMEN))
    assert (lantern.held(PETRA, SHELF), lantern.held(NORDLICHT, LUMEN)) == (6, 6)
    assert lantern.page.session.stack.count() == 1


def test_that_a_chip_dropped_on_the_heads_is_free(lantern: Lantern) -> None:
    lantern.drag(lantern.middle(NORDLICHT, SHELF), QPoint(lantern.middle(NORDLICHT, SHELF).x(), -20))
    assert lantern.free(SHELF) == 6


def test_that_a_chip_dragged_along_its_row_takes_another_delivery(lantern: Lantern) -> None:
    lantern.choose(DOROTHY, LUMEN)
    lantern.press(Key.Key_Delete)
    lantern.drag(lantern.middle(NORDLICHT, ASTER), lantern.middle(NORDLICHT, LUMEN))
    assert (lantern.held(NORDLICHT, ASTER), lantern.held(NORDLICHT, LUMEN)) == (0, 2)


def test_that_a_chip_that_is_kept_cannot_be_carried_off(lantern: Lantern) -> None:
    lantern.choose(HARBOUR, SHELF)
    _keep(lantern, "phone")
    lantern.drag(lantern.middle(HARBOUR, SHELF), lantern.middle(OKAFOR, SHELF))
    assert lantern.held(OKAFOR, SHELF) == 0
    assert "kept for Harbour Books" in lantern.note


def test_that_a_click_carries_nothing(lantern: Lantern) -> None:
    lantern.qtbot.mouseClick(
        lantern.view.viewport(), Qt.MouseButton.LeftButton, pos=lantern.middle(NORDLICHT, SHELF)
    )
    assert lantern.view.currentIndex() == lantern.index(NORDLICHT, SHELF)
    assert not lantern.page.session.is_dirty


def test_that_undoing_everything_is_the_start_and_redo_the_end(lantern: Lantern) -> None:
    start = lantern.page.session.draft
    lantern.type(NORDLICHT, SHELF, "2")
    lantern.choose(HARBOUR, SHELF)
    lantern.press(Key.Key_Space)
    lantern.drag(lantern.middle(NORDLICHT, ASTER), lantern.middle(HARBOUR, ASTER))
    end = lantern.page.session.draft
    for _ in range(lantern.page.session.stack.count()):
        lantern.shortcut(Key.Key_Z)
    assert lantern.page.session.draft is start
    assert not lantern.page.session.is_dirty
    assert not lantern.page.board.save_button.isEnabled()
    for _ in range(lantern.page.session.stack.count()):
        lantern.press(Key.Key_Y, Mod.ControlModifier)
    assert lantern.page.session.draft is end


def test_that_undo_names_its_step_on_the_button(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    assert "2 of On hand for Nordlicht GmbH" in lantern.page.board.toolbar.undo_button.toolTip()


def test_that_give_all_back_frees_every_delivery(lantern: Lantern) -> None:
    button = lantern.page.board.toolbar.give_back_button
    lantern.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [lantern.free(label) for label in (SHELF, LATE, LUMEN, ASTER)] == [14, 8, 20, 12]


def test_that_suggest_is_one_step(lantern: Lantern) -> None:
    button = lantern.page.board.toolbar.suggest_button
    lantern.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert lantern.page.session.stack.undoText() == "suggestion, oldest first"
    assert lantern.held(NORDLICHT, SHELF) == 8


def test_that_the_filter_leaves_the_ranks_and_the_sums(lantern: Lantern) -> None:
    field = lantern.page.board.toolbar.filter
    lantern.qtbot.keyClicks(field, "nordl")
    lantern.qtbot.keyClick(field, Key.Key_Return)
    model = lantern.page.model
    assert model.rowCount() == 1
    assert model.data(model.index(0, 0)) == "8 C"
    assert "9 waiting lines" in lantern.page.board.totals.accessibleName()
    lantern.qtbot.keyClicks(field, "xx")
    lantern.qtbot.keyClick(field, Key.Key_Return)
    assert "nordlxx" in lantern.page.board.none_found.accessibleName()
    lantern.qtbot.keyClick(field, Key.Key_Escape)
    assert model.rowCount() == 9


def test_that_f1_tells_the_full_story(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "0")
    lantern.choose(HARBOUR, SHELF)
    lantern.press(Key.Key_Space)
    lantern.choose(NORDLICHT, SHELF)
    assert "went to Harbour Books (rank 1)" in lantern.page.board.why.accessibleName()
    lantern.shortcut(Key.Key_F1, Mod.NoModifier)
    assert "By the shop’s rules: 8 of 8" in lantern.page.board.why_panel.text
    lantern.shortcut(Key.Key_F1, Mod.NoModifier)
    assert not lantern.page.board.is_why_shown


def test_that_the_row_stays_in_sight_beside_its_full_story(lantern: Lantern) -> None:
    lantern.window.resize(1024, 768)
    lantern.choose(DOROTHY, LUMEN)
    lantern.shortcut(Key.Key_F1, Mod.NoModifier)
    assert lantern.page.board.is_why_shown
    cell = lantern.view.visualRect(lantern.index(DOROTHY, LUMEN))
    assert lantern.view.viewport().rect().contains(cell.center())


def test_that_escape_closes_the_full_story_and_types_nothing(lantern: Lantern) -> None:
    lantern.choose(NORDLICHT, SHELF)
    lantern.shortcut(Key.Key_F1, Mod.NoModifier)
    lantern.press(Key.Key_Escape)
    assert not lantern.page.board.is_why_shown
    assert QApplication.focusWidget() is lantern.view


def test_that_other_letters_type_nothing(lantern: Lantern) -> None:
    lantern.choose(NORDLICHT, SHELF)
    lantern.qtbot.keyClicks(lantern.view, "xq")
    assert QApplication.focusWidget() is lantern.view
    assert not lantern.page.session.is_dirty


def test_that_a_dragged_chip_can_be_let_go_of_with_escape(lantern: Lantern) -> None:
    port, start_at = lantern.view.viewport(), lantern.middle(NORDLICHT, SHELF)
    lantern.qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start_at)
    lantern.carry(start_at, lantern.middle(HARBOUR, SHELF))
    lantern.press(Key.Key_Escape)
    lantern.qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=lantern.middle(HARBOUR, LUMEN))
    assert not lantern.page.session.is_dirty


def _find_stock(lantern: Lantern) -> FindStockDialog | None:
    lantern.qtbot.mouseClick(lantern.page.board.toolbar.find_button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return lantern.page.findChild(FindStockDialog)


def test_that_stock_is_found_and_taken_in_one_step(lantern: Lantern) -> None:
    lantern.choose(OKAFOR, ASTER)
    dialog = _find_stock(lantern)
    assert dialog is not None
    assert "gives" in dialog.take_buttons[0].accessibleName()
    lantern.qtbot.mouseClick(dialog.take_buttons[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert lantern.row(OKAFOR).missing_quantity == 0
    assert lantern.page.session.stack.undoText() == "stock found for J. Okafor"
    lantern.qtbot.mouseClick(lantern.page.board.toolbar.undo_button, Qt.MouseButton.LeftButton)
    assert not lantern.page.session.is_dirty


def test_that_a_row_that_lacks_nothing_is_told_so(lantern: Lantern) -> None:
    lantern.choose(DOROTHY, LUMEN)
    assert _find_stock(lantern) is None
    assert lantern.note == "Dorothy Whitfield lacks nothing."
