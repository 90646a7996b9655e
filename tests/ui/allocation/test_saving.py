"""Saving a draft, the letters it asks for, and what happens when others were faster."""

import random
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QPushButton

from boapp.domain.allocation import apply_edit, begin_draft
from boapp.domain.edits import Confirm
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError
from boapp.services.allocation import open_product, save_draft
from boapp.ui.dialogs import Dialog
from boapp.ui.work import ImmediateWork
from tests.ui.allocation.lantern import DOROTHY, HARBOUR, LUMEN, NORDLICHT, OKAFOR, SHELF, Lantern

Key = Qt.Key


def _settle(lantern: Lantern) -> None:
    """Let the consequences follow the edit, as they do after it is painted."""
    for _ in range(3):
        QCoreApplication.processEvents()


def _click_save(lantern: Lantern) -> list[tuple[int, ...]]:
    saved: list[tuple[int, ...]] = []
    lantern.page.saved.connect(saved.append)
    _settle(lantern)
    lantern.qtbot.mouseClick(lantern.page.board.save_button, Qt.MouseButton.LeftButton)
    _settle(lantern)
    return saved


def _meanwhile(lantern: Lantern, customer: str, label: str, quantity: int) -> None:
    """Another desk gives (or takes) something of the same product and saves."""
    draft = begin_draft(open_product(lantern.shop, 1))
    line_id = lantern.row(customer).line.line_id
    save_draft(lantern.shop, apply_edit(draft, Confirm(line_id, lantern.supply_id(label), quantity * UNIT)))


def test_that_saving_writes_who_gets_what(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    lantern.choose(HARBOUR, SHELF)
    lantern.press(Key.Key_Space)
    _click_save(lantern)
    assert not lantern.page.session.is_dirty
    books = begin_draft(open_product(lantern.shop, 1)).matrix
    assert books.row(lantern.row(HARBOUR).line.line_id).covered_quantity == 12 * UNIT
    assert books.row(lantern.row(NORDLICHT).line.line_id).covered_quantity == 4 * UNIT


def test_that_the_button_says_how_many_letters_are_written_and_so_many_are(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    lantern.choose(DOROTHY, LUMEN)
    lantern.press(Key.Key_Delete)
    _settle(lantern)
    words = lantern.page.board.save_button.text().strip()
    promised = len(lantern.page.consequences.letters)
    assert promised >= 2
    assert words == f"Save and write {promised} letters"
    saved = _click_save(lantern)
    assert [len(notice_ids) for notice_ids in saved] == [promised]


@pytest.mark.parametrize("seed", range(6))
def test_that_as_many_letters_are_written_as_are_announced(lantern: Lantern, seed: int) -> None:
    chance, session = random.Random(seed), lantern.page.session
    for _ in range(12):
        draft = session.draft
        assert draft is not None
        row, supply = chance.choice(draft.matrix.rows), chance.choice(draft.matrix.supplies)
        session.edit(Confirm(row.line.line_id, supply.supply_id, chance.randint(0, 8) * UNIT))
    _settle(lantern)
    announced = len(lantern.page.consequences.letters)
    assert [len(notice_ids) for notice_ids in _click_save(lantern)] == [announced]


def test_that_the_strip_says_who_gains_and_who_loses(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    lantern.choose(HARBOUR, SHELF)
    lantern.press(Key.Key_Space)
    _settle(lantern)
    said = lantern.page.board.strip.accessibleName()
    assert "1 gains  +4, Harbour Books +4" in said
    assert "1 loses  −4, Nordlicht GmbH −4" in said
    assert "1 order becomes complete" in said


def test_that_what_becomes_free_is_what_its_customer_loses(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    _settle(lantern)
    assert lantern.page.consequences.gained_quantity == 0
    assert lantern.page.consequences.lost_quantity == -4 * UNIT


def test_that_nothing_can_be_saved_before_something_is_decided(lantern: Lantern) -> None:
    button = lantern.page.board.save_button
    assert not button.isEnabled()
    assert "Nothing is changed" in button.toolTip()
    assert button.text().strip() == "Save"


def test_that_others_hear_of_it_and_the_page_itself_does_not_read_twice(lantern: Lantern) -> None:
    heard: list[tuple[frozenset[str], QObject | None]] = []
    lantern.window.bus.changed.connect(lambda topics, by: heard.append((topics, by)))
    lantern.type(NORDLICHT, SHELF, "2")
    _click_save(lantern)
    assert len(heard) == 1
    assert "allocations" in heard[0][0]
    assert heard[0][1] is lantern.page


def test_that_a_change_at_another_desk_is_named_and_the_draft_is_kept(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    _meanwhile(lantern, DOROTHY, LUMEN, 0)
    before = lantern.page.session.draft
    assert _click_save(lantern) == []
    assert lantern.page.board.stale.isVisible()
    assert "LAN-0042" in lantern.page.board.stale.accessibleName()
    assert lantern.page.session.draft is before


def test_that_changes_are_carried_over_and_can_still_be_undone(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    _meanwhile(lantern, DOROTHY, LUMEN, 0)
    _click_save(lantern)
    lantern.qtbot.mouseClick(lantern.page.board.carry_button, Qt.MouseButton.LeftButton)
    assert not lantern.page.board.stale.isVisible()
    assert (lantern.held(NORDLICHT, SHELF), lantern.held(DOROTHY, LUMEN)) == (2, 0)
    lantern.shortcut(Key.Key_Z)
    assert lantern.held(NORDLICHT, SHELF) == 6
    lantern.shortcut(Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert len(_click_save(lantern)) == 1


def test_that_what_no_longer_fits_is_listed_with_its_reason(lantern: Lantern) -> None:
    lantern.choose(DOROTHY, LUMEN)
    lantern.press(Key.Key_Delete)
    lantern.choose(OKAFOR, LUMEN)
    lantern.press(Key.Key_Space)
    _meanwhile(lantern, OKAFOR, SHELF, 0)
    _meanwhile(lantern, DOROTHY, LUMEN, 0)
    _meanwhile(lantern, HARBOUR, LUMEN, 2)
    _click_save(lantern)
    lantern.qtbot.mouseClick(lantern.page.board.carry_button, Qt.MouseButton.LeftButton)
    assert lantern.page.board.misfits.isVisible()
    assert "no longer fit" in lantern.page.board.misfits.accessibleName()
    lantern.qtbot.mouseClick(lantern.page.board.misfits_button, Qt.MouseButton.LeftButton)
    assert not lantern.page.board.misfits.isVisible()


def test_that_news_from_elsewhere_is_shown_at_once_when_nothing_is_decided(lantern: Lantern) -> None:
    _meanwhile(lantern, DOROTHY, LUMEN, 0)
    lantern.window.bus.tell({"allocations"}, None)
    assert lantern.held(DOROTHY, LUMEN) == 0


def test_that_news_from_elsewhere_never_throws_a_draft_away(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    _meanwhile(lantern, DOROTHY, LUMEN, 0)
    lantern.window.bus.tell({"allocations"}, None)
    assert lantern.page.board.stale.isVisible()
    assert lantern.held(NORDLICHT, SHELF) == 2


def test_that_a_draft_of_yesterday_is_computed_anew(
    lantern: Lantern, monkeypatch: pytest.MonkeyPatch
) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    tomorrow = type(lantern.shop)(lantern.shop.database, "MO", "front", date(2026, 11, 24))
    monkeypatch.setattr(lantern.page.books, "_shop", tomorrow)
    lantern.page.reload()
    draft = lantern.page.session.draft
    assert draft is not None
    assert draft.start.situation.today == date(2026, 11, 24)
    assert lantern.held(NORDLICHT, SHELF) == 2


def _answer(lantern: Lantern, words: str) -> None:
    dialog = lantern.page.findChild(Dialog)
    assert dialog is not None
    button = next(one for one in dialog.findChildren(QPushButton) if one.text().strip() == words)
    lantern.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    QCoreApplication.processEvents()


def test_that_unsaved_work_is_not_left_without_asking(lantern: Lantern) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    page = lantern.page
    lantern.window.go("backorders")
    assert lantern.window.page is page
    _answer(lantern, "Stay here")
    assert lantern.held(NORDLICHT, SHELF) == 2
    lantern.window.go("backorders")
    _answer(lantern, "Throw it away")
    assert lantern.window.page is not page
    lantern.go()
    assert lantern.held(NORDLICHT, SHELF) == 6


class SlowWork(ImmediateWork):
    """Answers only when told to, as a database does that others keep busy."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []
        self.is_slow = False

    def run(self, *words: Any, **named: Any) -> None:
        if self.is_slow:
            self.waiting.append(partial(super().run, *words, **named))
        else:
            super().run(*words, **named)

    def answer(self) -> None:
        self.is_slow = False
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def slow(lantern: Lantern, monkeypatch: pytest.MonkeyPatch) -> SlowWork:
    work = SlowWork()
    monkeypatch.setattr(lantern.page.books, "_work", work)
    return work


def test_that_nothing_can_be_decided_while_it_is_saved(lantern: Lantern, slow: SlowWork) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    slow.is_slow = True
    lantern.qtbot.mouseClick(lantern.page.board.save_button, Qt.MouseButton.LeftButton)
    assert not lantern.view.isEnabled()
    lantern.page.books.save()
    assert len(slow.waiting) == 1
    slow.answer()
    assert lantern.view.isEnabled()
    assert not lantern.page.session.is_dirty
    assert lantern.held(NORDLICHT, SHELF) == 2


def test_that_what_is_decided_while_it_is_read_again_is_kept(lantern: Lantern, slow: SlowWork) -> None:
    slow.is_slow = True
    lantern.page.reload()
    lantern.type(NORDLICHT, SHELF, "2")
    slow.answer()
    assert lantern.held(NORDLICHT, SHELF) == 2


def test_that_what_is_decided_while_others_are_carried_over_comes_along(
    lantern: Lantern, slow: SlowWork
) -> None:
    lantern.type(NORDLICHT, SHELF, "2")
    _meanwhile(lantern, DOROTHY, LUMEN, 0)
    slow.is_slow = True
    lantern.page.books.carry()
    lantern.type(NORDLICHT, SHELF, "1")
    slow.answer()
    assert (lantern.held(NORDLICHT, SHELF), lantern.held(DOROTHY, LUMEN)) == (1, 0)


def test_that_suggest_waits_for_the_draft_of_now(lantern: Lantern, slow: SlowWork) -> None:
    slow.is_slow = True
    lantern.page.books.suggest("default")
    lantern.choose(HARBOUR, SHELF)
    lantern.press(Key.Key_Delete)
    slow.answer()
    assert lantern.page.session.stack.count() == 2
    assert lantern.page.session.stack.undoText() == "suggestion, oldest first"


def test_that_what_cannot_be_saved_is_said_and_the_draft_kept(
    lantern: Lantern, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ShopError("the disk", "is full; make room and try again")

    monkeypatch.setattr("boapp.ui.allocation.draft_books.save_draft", refuse)
    lantern.type(NORDLICHT, SHELF, "2")
    assert _click_save(lantern) == []
    dialog = lantern.page.findChild(Dialog)
    assert dialog is not None
    assert dialog.windowTitle() == "the disk"
    dialog.close()
    assert lantern.view.isEnabled()
    assert lantern.held(NORDLICHT, SHELF) == 2
