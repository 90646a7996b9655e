import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from boapp.errors import ShopError
from boapp.ui import work as work_module
from boapp.ui.work import ImmediateWork, Work


@pytest.fixture
def work() -> Iterator[Work]:
    made = Work()
    yield made
    made.close()


def _refuse() -> None:
    raise ShopError("PO-118", "has only 8 open")


def test_that_a_call_runs_off_the_screen_and_its_answer_comes_back_on_it(qtbot: QtBot, work: Work) -> None:
    seen: list[tuple[str, int]] = []
    here = threading.get_ident()
    work.run(threading.get_ident, lambda there: seen.append(("answer", there)))
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][1] != here


def test_that_calls_are_done_one_after_the_other_in_order(qtbot: QtBot, work: Work) -> None:
    done: list[int] = []
    for number in range(20):
        work.run(partial(int, number), done.append)
    qtbot.waitUntil(lambda: work.is_idle)
    assert done == list(range(20))


def test_that_a_refusal_goes_to_the_caller_that_asked_for_it(qtbot: QtBot, work: Work) -> None:
    refused: list[ShopError] = []
    work.run(_refuse, lambda _: pytest.fail("was done"), refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert refused[0].thing == "PO-118"


def test_that_a_refusal_nobody_waits_for_goes_to_the_window(qtbot: QtBot, work: Work) -> None:
    with qtbot.waitSignal(work.refused) as told:
        work.run(_refuse)
    assert str(told.args[0]) == "PO-118: has only 8 open"


def test_that_a_fault_of_the_program_is_raised_where_the_crash_dialog_waits(qtbot: QtBot, work: Work) -> None:
    with capture_exceptions() as raised:
        work.run(lambda: 1 // 0, failed=lambda _: pytest.fail("a fault is no refusal"))
        qtbot.waitUntil(lambda: work.is_idle)
        qtbot.wait(10)
    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]


def test_that_an_answer_for_a_closed_page_is_dropped(qtbot: QtBot, work: Work) -> None:
    page = QObject()
    gate = threading.Event()
    work.run(gate.wait, lambda _: pytest.fail("nobody is there"), owner=page)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    gate.set()
    qtbot.waitUntil(lambda: work.is_idle)


def test_that_only_the_newest_of_several_readings_is_answered(qtbot: QtBot, work: Work) -> None:
    gate, page = threading.Event(), QObject()
    asked: list[str] = []
    answered: list[str] = []

    def read(word: str) -> str:
        asked.append(word)
        return word

    work.run(gate.wait)
    for word in ("l", "la", "lan"):
        work.run(partial(read, word), answered.append, owner=page, latest="filter")
    gate.set()
    qtbot.waitUntil(lambda: work.is_idle)
    assert answered == ["lan"]
    assert asked == ["lan"]


def test_that_the_pointer_says_busy_only_after_a_second(
    qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert work_module.BUSY_AFTER_MS == 1_000
    gate = threading.Event()
    work._patience.setInterval(30)
    work.run(gate.wait)
    assert QGuiApplication.overrideCursor() is None
    qtbot.waitUntil(lambda: QGuiApplication.overrideCursor() is not None)
    shown = QGuiApplication.overrideCursor()
    assert shown is not None
    assert shown.shape() is Qt.CursorShape.BusyCursor
    gate.set()
    qtbot.waitUntil(lambda: QGuiApplication.overrideCursor() is None)


def test_that_nothing_is_taken_once_closed(qtbot: QtBot) -> None:
    work = Work()
    work.close()
    work.run(lambda: pytest.fail("closed"))
    assert work.is_idle


def test_that_immediate_work_answers_at_once_on_the_same_database_thread() -> None:
    work = ImmediateWork()
    threads: list[int] = []
    for _ in range(2):
        work.run(threading.get_ident, threads.append)
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()
    work.close()
