from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from boapp.errors import RequestRefused, ShopError
from boapp.ui import messages
from boapp.ui.command_palette import CommandPalette, Entry, matching
from boapp.ui.dialogs import Dialog
from boapp.ui.main_window import MainWindow
from boapp.ui.pages import Place


def test_that_the_palette_lists_every_action_and_page_that_can_be_used(window: MainWindow) -> None:
    palette = window.open_palette()
    shown = {entry.text for entry in palette.shown}
    offered = {action.text() for action in window.actions_table.offered()} - {"Search or do anything"}
    assert shown == offered | {"Backorders", "Reports", "Settings"}
    palette.close()


def test_that_ctrl_k_words_and_enter_do_what_was_meant(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keySequence(window, QKeySequence("Ctrl+K"))
    palette = window.findChild(CommandPalette)
    assert palette is not None
    qtbot.keyClicks(palette.field, "rep")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.place == Place("empty")
    with qtbot.waitSignal(palette.destroyed):
        pass


def test_that_arrows_choose_and_a_word_nothing_has_says_so(qtbot: QtBot, window: MainWindow) -> None:
    palette = window.open_palette()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == palette.list.count() - 1
    qtbot.keyClicks(palette.field, "zzz")
    assert palette.shown == []
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.close()


def test_that_the_palette_also_finds_what_the_shop_holds(qtbot: QtBot) -> None:
    went: list[str] = []
    found = Entry("Petra Müller, C-0147", lambda: went.append("C-0147"), "customer", "person")
    palette = CommandPalette(
        [Entry("Reports", lambda: None)], lambda words, then: then([found] if "petra" in words else [])
    )
    palette.show()
    qtbot.keyClicks(palette.field, "petra")
    qtbot.waitUntil(lambda: palette.shown == [found])
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert went == ["C-0147"]


def test_that_entries_that_begin_with_the_words_come_first() -> None:
    entries = [Entry(text, lambda: None) for text in ("New order", "Order more", "Orders", "Settings")]
    assert [entry.text for entry in matching(entries, "order")] == ["Order more", "Orders", "New order"]
    assert [entry.text for entry in matching(entries, "ORDER new")] == ["New order"]


def test_that_a_refusal_nobody_waits_for_is_shown_with_its_way_out(qtbot: QtBot, window: MainWindow) -> None:
    def refuse() -> None:
        raise ShopError("PO-118", "has only 8 open; book in 8")

    window.work.run(refuse)
    dialog = window.findChild(Dialog)
    assert dialog is not None
    assert dialog.windowTitle() == "PO-118"
    assert any(
        getattr(part, "text", str)() == "Has only 8 open; book in 8." for part in dialog.findChildren(QWidget)
    )
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_that_several_refusals_are_shown_together(qtbot: QtBot, window: MainWindow) -> None:
    problems = (ShopError("line 1", "has no quantity"), ShopError("line 2", "is unknown"))
    dialog = messages.show_error(window, RequestRefused(problems))
    shown = " ".join(str(getattr(part, "text", str)()) for part in dialog.findChildren(QWidget))
    assert "Line 1: has no quantity." in shown
    assert "Line 2: is unknown." in shown
    dialog.close()


def test_that_a_question_is_answered_by_verbs_and_only_the_act_acts(qtbot: QtBot, window: MainWindow) -> None:
    sent: list[str] = []

    def ask() -> Dialog:
        return messages.ask(
            window,
            "Send 5 letters?",
            "They cannot be called back.",
            "Send 5 letters",
            lambda: sent.append("sent"),
            "Keep as drafts",
        )

    for answer in ("Keep as drafts", "Send 5 letters"):
        dialog = ask()
        button = next(found for found in dialog.findChildren(QPushButton) if found.text() == answer)
        with qtbot.waitSignal(dialog.destroyed):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert sent == ["sent"]


def test_that_a_toast_of_a_page_is_shown_in_the_window(window: MainWindow) -> None:
    window.actions_table["suggest"].trigger()
    assert window.toast.isVisible()
    assert window.toast.accessibleName() == "Suggested"


def test_that_ctrl_z_undoes_what_the_toast_says_while_it_says_so(window: MainWindow) -> None:
    undone: list[str] = []
    window.toast.say("SO-1158 cancelled", lambda: undone.append("undone"))
    for _ in range(2):
        QTest.keySequence(window, QKeySequence("Ctrl+Z"))
    assert undone == ["undone"]
    assert not window.actions_table["undo"].isEnabled()
