from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from boapp.ui.tables.models import CACHED_PAGES, PAGE_ROWS, PageRequest, WindowedTableModel
from boapp.ui.work import ImmediateWork, Work
from tests.ui.sample_orders import COLUMNS, Order, order_key


class Ledger:
    """A source that makes up rows by their place and remembers what it was asked."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.asked: list[PageRequest[Order]] = []

    def count(self) -> int:
        return self.rows

    def page(self, request: PageRequest[Order]) -> Sequence[Order]:
        self.asked.append(request)
        places = range(request.first, min(request.first + request.limit, self.rows))
        return [Order(place, f"SO-{place}", f"Customer {place}", f"{place:05}", place) for place in places]


@pytest.fixture
def long_model() -> Iterator[Callable[[Ledger], WindowedTableModel[Order]]]:
    work = ImmediateWork()

    def make(source: Ledger) -> WindowedTableModel[Order]:
        made = WindowedTableModel(COLUMNS, order_key, work)
        made.show_source(source)
        return made

    yield make
    work.close()


MakeLong = Callable[[Ledger], WindowedTableModel[Order]]


def test_that_a_long_list_keeps_qts_rules(long_model: MakeLong, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(long_model(Ledger(700)))


def test_that_a_long_list_has_its_true_length_and_reads_only_what_is_looked_at(long_model: MakeLong) -> None:
    source = Ledger(1_000_000)
    model = long_model(source)
    assert model.rowCount() == 1_000_000
    assert source.asked == []
    assert model.data(model.index(900_000, 0)) == "SO-900000"
    assert [request.first for request in source.asked] == [900_000 // PAGE_ROWS * PAGE_ROWS]


def test_that_the_page_after_one_that_is_known_can_be_read_on_from_its_last_row(long_model: MakeLong) -> None:
    source = Ledger(2_000)
    model = long_model(source)
    model.row_at(0)
    model.row_at(PAGE_ROWS)
    after = source.asked[-1].after
    assert after is not None
    assert after.order_id == PAGE_ROWS - 1


def test_that_only_so_many_pages_are_kept(long_model: MakeLong) -> None:
    source = Ledger(PAGE_ROWS * (CACHED_PAGES + 10))
    model = long_model(source)
    for page in range(CACHED_PAGES + 10):
        model.row_at(page * PAGE_ROWS)
    assert len(model._pages) == CACHED_PAGES
    assert model.place_of(0) is None


def test_that_another_order_is_asked_of_the_source(long_model: MakeLong) -> None:
    source = Ledger(10)
    model = long_model(source)
    model.sort(3, Qt.SortOrder.DescendingOrder)
    model.row_at(0)
    assert (source.asked[-1].order, source.asked[-1].descending) == ("owed", True)


def test_that_rows_not_read_yet_are_blank_and_appear_when_they_come(qtbot: QtBot) -> None:
    work = Work()
    model = WindowedTableModel(COLUMNS, order_key, work)
    model.show_source(Ledger(5_000))
    qtbot.waitUntil(lambda: model.rowCount() == 5_000)
    assert model.data(model.index(4_000, 0)) == ""
    with qtbot.waitSignal(model.dataChanged) as told:
        pass
    assert isinstance(told.args[0], QModelIndex)
    assert model.data(model.index(4_000, 0)) == "SO-4000"
    work.close()


def test_that_pages_scrolled_past_are_not_all_read(qtbot: QtBot) -> None:
    work, source = Work(), Ledger(1_000_000)
    model = WindowedTableModel(COLUMNS, order_key, work)
    model.show_source(source)
    qtbot.waitUntil(lambda: model.rowCount() == 1_000_000)
    for page in range(500):
        model.row_at(page * PAGE_ROWS)
    qtbot.waitUntil(lambda: model._pages.get(499) is not None and work.is_idle)
    assert len(source.asked) <= 5
    work.close()


def test_that_copying_a_long_list_reads_what_is_not_here_yet(long_model: MakeLong) -> None:
    copied: list[list[Order]] = []
    model = long_model(Ledger(2_000))
    model.with_rows([0, 600, 1_999], copied.append)
    assert [row.order_id for row in copied[0]] == [0, 600, 1_999]


def test_that_a_source_that_shrank_meanwhile_leaves_blank_rows_not_a_fault(long_model: MakeLong) -> None:
    source = Ledger(300)
    model = long_model(source)
    source.rows = 100
    assert model.row_at(250) is None
    assert model.row_at(299) is None
    model.show_source(source)
    assert model.rowCount() == 100
