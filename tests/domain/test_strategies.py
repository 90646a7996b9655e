"""What each strategy promises, who falls under it, and what misses it (semantics 5)."""

from dataclasses import replace
from datetime import date

import pytest

from boapp.domain.backorders import propose, settle
from boapp.domain.confirmation import Change, classify_change, confirmed_date, missing_or_later
from boapp.domain.orders import OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.ranking import RankBy
from boapp.domain.strategies import (
    OLDEST_FIRST,
    ExceptionPolicy,
    LineFilter,
    RuleSet,
    Segment,
    Strategy,
    matches,
    segment_of,
    served_as,
)
from tests.domain.counter import TODAY, Goods, Line, Outcome, day, run, shop_of

BASE = OrderLine(1, 2, 3, UNIT, "SO-1", "1", TODAY, customer_id=4, priority=2)
WIN, GAIN, FILL, LOSE, SKIP = Strategy.WIN, Strategy.GAIN, Strategy.FILL, Strategy.LOSE, Strategy.SKIP


def test_that_strategies_are_served_in_their_order_whatever_the_ranks() -> None:
    outcome = run(
        Goods("here", 12),
        Line("lose", 2, LOSE, held={"here": 2}, priority=1),
        Line("fill", 3, FILL, held={"here": 3}, priority=1),
        Line("shared", 3, Strategy.REDISTRIBUTE, priority=1),
        Line("improve", 3, Strategy.IMPROVE, priority=1),
        Line("gain", 3, GAIN, priority=9),
        Line("win", 3, WIN, priority=9),
    )
    assert outcome.covered == {"lose": 0, "fill": 0, "shared": 3, "improve": 3, "gain": 3, "win": 3}


def test_that_skipped_lines_keep_exactly_what_they_have_and_it_is_deducted_first() -> None:
    outcome = run(Goods("here", 5), Line("S", 9, SKIP, held={"here": 4}), Line("W", 9, WIN))
    assert outcome.covered == {"S": 4, "W": 1}
    assert outcome.lines["S"].rank == 0


def test_that_gain_first_lets_all_keep_and_then_all_grow_by_rank() -> None:
    outcome = run(
        Goods("here", 12),
        Line("a", 10, GAIN, held={"here": 5}, priority=1),
        Line("b", 6, GAIN, held={"here": 5}, priority=2),
    )
    assert outcome.covered == {"a": 7, "b": 5}
    assert outcome.exceptions == {}


def test_that_gain_counts_units_missing_or_later_than_before_in_date_order() -> None:
    outcome = run(
        Goods("here", 2),
        Goods("P8", 3, 8),
        Goods("P20", 3, 20),
        Line("W", 2, WIN),
        Line("G", 5, GAIN, held={"here": 2, "P20": 3}),
    )
    assert outcome.of("G") == {"P8": 3, "P20": 2}
    assert outcome.exceptions == {"G": 2}
    assert outcome.lines["G"].change is Change.LATER


def test_that_moving_a_dated_line_to_a_receipt_in_time_changes_nothing_for_the_customer() -> None:
    outcome = run(Goods("here", 5), Goods("P", 5, 15), Line("G", 5, GAIN, held={"here": 5}, wanted=20))
    assert outcome.of("G") == {"P": 5}
    assert outcome.exceptions == {}
    assert outcome.lines["G"].change is Change.KEPT
    assert outcome.lines["G"].confirmed_date == day(20)


@pytest.mark.parametrize(
    ("told", "wanted", "short"),
    [
        (None, None, 4),  # only what is not covered at all
        (None, 10, 7),  # not there by the wish
        (None, 1, 7),  # today is no past wish
        (None, 0, 4),  # a past wish is no date to miss
        (25, 10, 4),  # the told date goes before the wish
        (5, 25, 7),
        (0, None, 9),  # told for a day that has passed: missed
    ],
)
def test_that_win_is_measured_by_the_told_date_else_the_wish_else_at_all(
    told: int | None, wanted: int | None, short: int
) -> None:
    outcome = run(Goods("here", 2), Goods("P", 3, 20), Line("W", 9, WIN, told=told, wanted=wanted))
    assert outcome.covered == {"W": 5}
    assert outcome.exceptions == {"W": short}


def test_that_a_line_with_nothing_owed_misses_nothing_and_has_no_date() -> None:
    outcome = run(Goods("here", 2), Line("W", 0, WIN, told=-4))
    assert outcome.exceptions == {}
    assert outcome.lines["W"].confirmed_date is None
    assert outcome.lines["W"].change is Change.KEPT


def test_that_fill_bounds_the_quantity_but_not_the_date() -> None:
    outcome = run(Goods("here", 5), Goods("P", 9, 20), Line("R", 5), Line("F", 9, FILL, held={"here": 5}))
    assert outcome.of("F") == {"P": 5}
    assert outcome.lines["F"].change is Change.LATER
    assert outcome.exceptions == {}


def test_that_improve_and_redistribute_may_take_from_a_line_and_that_is_no_exception() -> None:
    for strategy in (Strategy.IMPROVE, Strategy.REDISTRIBUTE):
        outcome = run(
            Goods("here", 10), Line("A", 10, strategy, priority=1), Line("B", 8, strategy, held={"here": 8})
        )
        assert outcome.covered == {"A": 10, "B": 0}
        assert outcome.exceptions == {}
        assert outcome.lines["B"].change is Change.LOST


def test_that_something_told_is_served_as_gain_unless_its_segment_may_move_it() -> None:
    told = replace(BASE, told_date=day(9))
    keeping, moving = Segment(Strategy.REDISTRIBUTE), Segment(Strategy.REDISTRIBUTE, may_move_told=True)
    assert served_as(keeping, told) is GAIN
    assert served_as(keeping, BASE) is Strategy.REDISTRIBUTE
    assert served_as(moving, told) is Strategy.REDISTRIBUTE
    assert served_as(Segment(LOSE), told) is GAIN
    assert served_as(Segment(SKIP), told) is SKIP


@pytest.mark.parametrize(
    ("line_filter", "fits"),
    [
        (LineFilter(), True),
        (LineFilter(told=False), True),
        (LineFilter(told=True), False),
        (LineFilter(priorities=frozenset({2}), customer_ids=frozenset({4})), True),
        (LineFilter(priorities=frozenset({1})), False),
        (LineFilter(customer_ids=frozenset({5})), False),
        (LineFilter(product_ids=frozenset({3}), order_ids=frozenset({2}), line_ids=frozenset({1})), True),
        (LineFilter(product_ids=frozenset({9})), False),
        (LineFilter(order_ids=frozenset({9})), False),
        (LineFilter(line_ids=frozenset()), False),
    ],
)
def test_that_a_filter_asks_for_all_that_is_given(line_filter: LineFilter, fits: bool) -> None:
    assert matches(line_filter, BASE) is fits


def test_that_a_line_takes_the_first_segment_that_matches_or_none() -> None:
    rules = RuleSet(
        (
            Segment(LOSE, LineFilter(priorities=frozenset({9}))),
            Segment(WIN, LineFilter(priorities=frozenset({2}))),
            Segment(FILL, LineFilter(priorities=frozenset({2, 3}))),
        )
    )
    assert segment_of(rules, BASE) == 1
    assert segment_of(rules, replace(BASE, priority=3)) == 2
    assert segment_of(rules, replace(BASE, priority=4)) is None


def test_that_segments_of_one_strategy_are_served_in_list_order() -> None:
    shop = shop_of(Goods("here", 3), Line("A", 3, priority=1), Line("B", 3, priority=2))
    rules = RuleSet(
        (
            Segment(Strategy.REDISTRIBUTE, LineFilter(priorities=frozenset({2}))),
            Segment(Strategy.REDISTRIBUTE),
        )
    )
    assert Outcome(shop, propose(shop.situation, rules)).covered == {"A": 0, "B": 3}


def test_that_a_line_no_segment_matches_stands_as_it_is() -> None:
    shop = shop_of(Goods("here", 3), Line("A", 3, priority=1), Line("B", 3, held={"here": 2}, priority=2))
    rules = RuleSet((Segment(WIN, LineFilter(priorities=frozenset({1}))),))
    assert Outcome(shop, propose(shop.situation, rules)).covered == {"A": 1, "B": 2}


def test_that_only_the_products_of_the_run_are_touched_and_special_orders_never() -> None:
    shop = shop_of(
        Goods("x", 3),
        Goods("y", 3, sku="Y"),
        Line("A", 3, held={"x": 1}),
        Line("special", 3, held={"x": 1}, rest={"special_order": True}),
        Line("Y", 3, sku="Y", held={"y": 1}),
    )
    only_x = replace(shop.situation, run_product_ids=frozenset({0}))
    assert Outcome(shop, propose(only_x, OLDEST_FIRST)).covered == {"A": 2, "special": 1, "Y": 1}


def test_that_the_set_that_ships_keeps_what_was_told_and_shares_the_rest_oldest_first() -> None:
    shop = shop_of(
        Goods("here", 9),
        Line("new", 4, rest={"ordered_date": day(0)}),
        Line("old", 4, rest={"ordered_date": day(-30)}),
        Line("told", 4, Strategy.REDISTRIBUTE, told=9, held={"here": 4}),
    )
    outcome = Outcome(shop, propose(shop.situation, OLDEST_FIRST))
    assert outcome.covered == {"new": 1, "old": 4, "told": 4}
    assert OLDEST_FIRST.segments[0].ranking[0].by is RankBy.ORDERED


def unkept(policy: ExceptionPolicy) -> Outcome:
    """A line that loses what it held to one that must have it; its rule says what a commit does."""
    shop = shop_of(
        Goods("x", 5),
        Goods("y", 5, sku="Y"),
        Line("W", 4, priority=1),
        Line("G", 5, held={"x": 3}),
        Line("Y", 5, sku="Y"),
    )
    rules = RuleSet(
        (
            Segment(WIN, LineFilter(priorities=frozenset({1}))),
            Segment(GAIN, exceptions=policy),
        )
    )
    return Outcome(shop, settle(shop.situation, rules))


def test_that_a_line_that_is_left_counts_as_skipped_and_the_run_is_computed_again() -> None:
    outcome = unkept(ExceptionPolicy.LEAVE)
    # Now the first line misses two; its own segment leaves it as it was as well.
    assert outcome.covered == {"W": 0, "G": 3, "Y": 5}
    assert outcome.proposal.left_line_ids == {0, 1}
    assert outcome.exceptions == {}


def test_that_an_accepted_exception_is_taken_as_the_run_gives_it() -> None:
    outcome = unkept(ExceptionPolicy.ACCEPT)
    assert outcome.covered == {"W": 4, "G": 1, "Y": 5}
    assert outcome.exceptions == {"G": 2}


def test_that_a_stop_keeps_its_product_out_of_the_commit_and_no_other() -> None:
    outcome = unkept(ExceptionPolicy.STOP)
    assert outcome.covered == {"W": 0, "G": 3, "Y": 5}
    assert outcome.proposal.stopped_product_ids == {0}


def test_that_a_settled_run_stays_within_its_products() -> None:
    shop = shop_of(Goods("x", 5), Goods("y", 5, sku="Y"), Line("A", 4), Line("B", 4, sku="Y"))
    only_x = replace(shop.situation, run_product_ids=frozenset({0}))
    assert Outcome(shop, settle(only_x, OLDEST_FIRST)).covered == {"A": 4, "B": 0}


D1, D2, D3 = date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3)


@pytest.mark.parametrize(
    ("before", "after", "change", "worse"),
    [
        ([], [(D1, 2)], Change.GAINED, 0),
        ([(D1, 2)], [], Change.LOST, 2),
        ([(D1, 2)], [(D3, 3)], Change.GAINED, 2),
        ([(D1, 5), (D3, 5)], [(D2, 10)], Change.LATER, 5),
        ([(D2, 2)], [(D1, 1), (D2, 1)], Change.EARLIER, 0),
        ([(D1, 1), (D2, 1)], [(D1, 1), (D2, 1)], Change.KEPT, 0),
        ([(D1, 4), (D3, 2)], [(D1, 3)], Change.LOST, 3),
        ([(D2, 3)], [(D1, 1)], Change.LOST, 2),
        ([], [], Change.KEPT, 0),
    ],
)
def test_that_a_change_goes_by_quantity_then_by_later_then_by_earlier(
    before: list[tuple[date, int]], after: list[tuple[date, int]], change: Change, worse: int
) -> None:
    assert classify_change(before, after) is change
    assert missing_or_later(before, after) == worse


def test_that_a_line_has_a_date_only_when_all_that_is_open_is_covered() -> None:
    assert confirmed_date(3, [(D1, 1), (D3, 2)], D1) == D3
    assert confirmed_date(3, [(D1, 3)], D2) == D2
    assert confirmed_date(4, [(D1, 3)], D2) is None
    assert confirmed_date(0, [], D2) is None
