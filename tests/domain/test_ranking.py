"""Who comes before whom (semantics 4)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boapp.domain.orders import OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.ranking import (
    DEFAULT_RANKING,
    RankBy,
    RankingKey,
    natural_key,
    ranked_class,
    sort_key,
)
from tests.domain.counter import TODAY, Goods, Line, day, run

BASE = OrderLine(0, 0, 0, UNIT, "SO-1", "1", TODAY)


def ranked(by: RankBy, *values: dict[str, Any], descending: bool = False) -> list[str]:
    """The numbers of lines A, B, C … with these values, best rank first."""
    lines = [
        replace(BASE, line_id=place, order_number="ABC"[place], **value) for place, value in enumerate(values)
    ]
    key_of = sort_key([RankingKey(by, descending)], TODAY)
    return [line.order_number for line in sorted(lines, key=lambda line: key_of(line, None))]


@pytest.mark.parametrize(
    ("by", "name", "first", "second", "third"),
    [
        (RankBy.PRIORITY, "priority", 1, 2, 5),
        (RankBy.WANTED, "wanted_date", day(-4), TODAY, day(5)),
        (RankBy.ORDERED, "ordered_date", day(-9), day(-4), TODAY),
        (RankBy.WAITING, "ordered_date", TODAY, day(-4), day(-9)),
        (RankBy.CUSTOMER, "customer", "adler 2", "Adler 10", "Zorn"),
        (RankBy.TOLD, "told_date", day(2), day(3), day(9)),
        (RankBy.VALUE, "value", 100, 200, 1000),
    ],
)
def test_that_each_key_ranks_up_and_down(
    by: RankBy, name: str, first: object, second: object, third: object
) -> None:
    values = ({name: third}, {name: first}, {name: second})
    assert ranked(by, *values) == ["B", "C", "A"]
    assert ranked(by, *values, descending=True) == ["A", "C", "B"]


@pytest.mark.parametrize(
    ("by", "name", "value"),
    [(RankBy.CUSTOMER, "customer", "Adler"), (RankBy.TOLD, "told_date", TODAY), (RankBy.VALUE, "value", 5)],
)
@pytest.mark.parametrize("descending", [False, True])
def test_that_a_line_without_the_value_comes_last_either_way(
    by: RankBy, name: str, value: object, descending: bool
) -> None:
    assert ranked(by, {}, {name: value}, {}, descending=descending) == ["B", "A", "C"]


def test_that_no_wish_ranks_as_today_and_a_past_wish_as_given() -> None:
    assert ranked(RankBy.WANTED, {}, {"wanted_date": day(2)}, {"wanted_date": day(0)}) == ["C", "A", "B"]


@pytest.mark.parametrize(
    ("descending", "order"), [(False, ["soon", "late", "none"]), (True, ["late", "soon", "none"])]
)
def test_that_the_last_date_held_before_ranks_and_who_held_nothing_comes_last(
    descending: bool, order: list[str]
) -> None:
    outcome = run(
        Goods("here", 9),
        Goods("P9", 9, 9),
        Line("none", 3),
        Line("late", 3, held={"here": 1, "P9": 1}),
        Line("soon", 3, held={"here": 2}),
        ranking=[RankingKey(RankBy.PROMISED, descending)],
    )
    assert sorted(outcome.lines, key=lambda name: outcome.lines[name].rank) == order


def test_that_the_date_held_before_is_the_date_confirmed() -> None:
    outcome = run(
        Goods("here", 9),
        Goods("P9", 9, 9),
        Line("wished", 2, held={"here": 2}, wanted=20),
        Line("asap", 2, held={"P9": 2}),
        ranking=[RankingKey(RankBy.PROMISED)],
    )
    assert outcome.lines["asap"].rank == 1


def test_that_the_default_is_class_then_wish_then_order_date() -> None:
    assert [key.by for key in DEFAULT_RANKING] == [RankBy.PRIORITY, RankBy.WANTED, RankBy.ORDERED]


def test_that_numbers_are_read_as_people_read_them() -> None:
    numbers = ["SO-10", "SO-2", "so-1", "SO-02", "99", "SO-2a", "B", "9" * 5000]
    assert sorted(numbers, key=natural_key) == [
        "99",
        "9" * 5000,
        "B",
        "so-1",
        "SO-02",
        "SO-2",
        "SO-2a",
        "SO-10",
    ]


def test_that_of_one_order_the_line_number_decides_and_then_the_entry() -> None:
    key_of = sort_key([], TODAY)
    lines = [replace(BASE, line_id=3, line_number="10"), replace(BASE, line_id=2), replace(BASE, line_id=1)]
    assert [line.line_id for line in sorted(lines, key=lambda line: key_of(line, None))] == [1, 2, 3]


@pytest.mark.parametrize(
    ("priority", "waited", "ranks_in"),
    [(5, 92, 2), (5, 29, 5), (5, 30, 4), (2, 900, 2), (1, 900, 1), (3, -10, 3), (0, 90, 0), (7, 61, 5)],
)
def test_that_waiting_makes_a_class_better_but_never_into_the_top(
    priority: int, waited: int, ranks_in: int
) -> None:
    line = replace(BASE, priority=priority, ordered_date=TODAY - timedelta(days=waited))
    assert ranked_class(line, TODAY, 30) == ranks_in
    assert ranked_class(line, TODAY, None) == priority


@given(st.lists(st.text("aA-10 ", max_size=5), unique=True), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_that_a_ranking_is_a_total_order(numbers: list[str], today: date) -> None:
    lines = [replace(BASE, line_id=place, order_number=number) for place, number in enumerate(numbers)]
    for descending in (False, True):
        ranking = [RankingKey(by, descending) for by in RankBy]
        key_of = sort_key(ranking, today, 30)
        order = sorted(lines, key=lambda line: key_of(line, None))
        backwards = list(reversed(lines))
        assert sorted(backwards, key=lambda line: key_of(line, None)) == order


def test_that_a_line_shows_its_place_in_the_queue_for_its_product() -> None:
    outcome = run(Goods("here", 9), Line("B", 1, priority=2), Line("A", 1), Line("Y", 1, sku="Y"))
    assert {name: each.rank for name, each in outcome.lines.items()} == {"B": 1, "A": 2, "Y": 1}
