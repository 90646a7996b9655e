"""Lines and orders that wait for all: whole or nothing, for the day on which they complete (semantics 5)."""

from dataclasses import replace

import pytest

from boapp.domain.backorders import propose
from boapp.domain.situation import Cover
from boapp.domain.strategies import OLDEST_FIRST, Distribution, Strategy
from tests.domain.counter import WHOLE_LINE, WHOLE_ORDER, Goods, Line, Outcome, day, rules_of, run, shop_of

GAIN, FILL, LOSE, SKIP, WIN = Strategy.GAIN, Strategy.FILL, Strategy.LOSE, Strategy.SKIP, Strategy.WIN


def test_that_a_complete_line_is_whole_or_has_only_what_is_pinned() -> None:
    outcome = run(
        Goods("here", 7),
        Line("A", 10, pinned={"here": 4}, held={"here": 2}, delivery=WHOLE_LINE, priority=1),
        Line("B", 9),
    )
    assert outcome.covered == {"A": 4, "B": 3}


def test_that_a_complete_line_waits_for_its_day_and_leaves_todays_goods_to_others() -> None:
    outcome = run(
        Goods("here", 4), Goods("P", 10, 22), Line("A", 10, delivery=WHOLE_LINE, priority=1), Line("B", 4)
    )
    assert outcome.of("A") == {"P": 10}
    assert outcome.of("B") == {"here": 4}


def test_that_a_wish_later_than_the_day_it_completes_is_kept() -> None:
    outcome = run(Goods("here", 5), Goods("P9", 5, 9), Line("A", 5, delivery=WHOLE_LINE, wanted=12))
    assert outcome.of("A") == {"P9": 5}
    assert outcome.lines["A"].confirmed_date == day(12)


def test_that_one_flag_makes_the_whole_order_complete() -> None:
    outcome = run(
        Goods("x", 5),
        Goods("y", 2, sku="Y"),
        Line("O/1", 5, order="O", delivery=WHOLE_ORDER),
        Line("O/2", 4, sku="Y", order="O", delivery=WHOLE_LINE),
        Line("O/3", 1, order="O"),
    )
    assert outcome.covered == {"O/1": 0, "O/2": 0, "O/3": 0}


def test_that_all_lines_of_an_order_are_covered_for_the_day_the_last_can_be_whole() -> None:
    outcome = run(
        Goods("x", 6),
        Goods("x15", 6, 15),
        Goods("y18", 6, 18, "Y"),
        Line("O/1", 6, order="O", delivery=WHOLE_ORDER),
        Line("O/2", 6, sku="Y", order="O"),
    )
    assert outcome.of("O/1") == {"x15": 6}
    assert outcome.of("O/2") == {"y18": 6}


def test_that_lines_of_one_product_count_together_for_the_day() -> None:
    outcome = run(
        Goods("x", 4),
        Goods("x9", 4, 9),
        Goods("x20", 4, 20),
        Line("O/1", 4, order="O", delivery=WHOLE_ORDER),
        Line("O/2", 4, order="O"),
    )
    # Each alone could be whole today, both together only on the 9th.
    assert outcome.of("O/1") == {"x9": 4}
    assert outcome.of("O/2") == {"x": 4}


def test_that_a_pinned_part_on_a_later_receipt_puts_off_the_day() -> None:
    outcome = run(
        Goods("x", 5),
        Goods("x9", 5, 9),
        Goods("x12", 1, 12),
        Line("A", 5, pinned={"x12": 1}, delivery=WHOLE_LINE),
    )
    assert outcome.of("A") == {"x12": 1, "x9": 4}


def test_that_an_order_is_served_at_the_turn_of_its_best_line() -> None:
    outcome = run(
        Goods("x", 3),
        Goods("y", 1, sku="Y"),
        Line("P/1", 3, order="P", delivery=WHOLE_ORDER, priority=9),
        Line("P/2", 1, sku="Y", order="P", priority=1),
        Line("Q", 3),
    )
    assert outcome.covered == {"P/1": 3, "P/2": 1, "Q": 0}


def test_that_the_best_line_counts_across_strategies_too() -> None:
    outcome = run(
        Goods("x", 3),
        Goods("y", 1, sku="Y"),
        Line("P/1", 3, order="P", delivery=WHOLE_ORDER, priority=9),
        Line("P/2", 1, WIN, sku="Y", order="P", priority=9),
        Line("Q", 3, Strategy.IMPROVE, priority=1),
    )
    assert outcome.covered == {"P/1": 3, "P/2": 1, "Q": 0}


def test_that_an_order_that_cannot_complete_parks_nothing() -> None:
    outcome = run(
        Goods("x", 5),
        Line("P/1", 5, order="P", delivery=WHOLE_ORDER, priority=1),
        Line("P/2", 5, sku="Y", order="P", priority=1),
        Line("Q", 5, delivery=WHOLE_ORDER),
    )
    assert outcome.covered == {"P/1": 0, "P/2": 0, "Q": 5}


@pytest.mark.parametrize(
    ("other", "whole"),
    [
        (Line("O/2", 4, SKIP, held={"y": 2}, sku="Y", order="O"), False),
        (Line("O/2", 4, SKIP, held={"y": 4}, sku="Y", order="O"), True),
        (Line("O/2", 4, LOSE, held={"y": 4}, sku="Y", order="O"), False),
        (Line("O/2", 4, LOSE, pinned={"y": 4}, sku="Y", order="O"), True),
        (Line("O/2", 0, LOSE, sku="Y", order="O"), True),
        (Line("O/2", 4, FILL, held={"y": 3}, sku="Y", order="O"), False),
        (Line("O/2", 4, FILL, held={"y": 4}, sku="Y", order="O"), True),
    ],
)
@pytest.mark.parametrize("distribution", list(Distribution))
def test_that_the_rules_of_its_other_lines_can_keep_an_order_from_being_whole(
    other: Line, whole: bool, distribution: Distribution
) -> None:
    outcome = run(
        Goods("x", 5),
        Goods("y", 4, sku="Y"),
        Line("O/1", 5, order="O", delivery=WHOLE_ORDER),
        other,
        distribution=distribution,
    )
    assert outcome.covered["O/1"] == (5 if whole else 0)


def test_that_a_skipped_line_of_a_complete_order_counts_with_its_day() -> None:
    outcome = run(
        Goods("x", 5),
        Goods("x9", 5, 9),
        Goods("y", 4, 10, "Y"),
        Line("O/1", 5, order="O", delivery=WHOLE_ORDER),
        Line("O/2", 4, SKIP, held={"y": 4}, sku="Y", order="O"),
    )
    assert outcome.of("O/1") == {"x9": 5}


def test_that_in_a_run_of_one_product_the_other_lines_count_as_they_stand() -> None:
    for held, whole in ((4, 5), (3, 0)):
        shop = shop_of(
            Goods("x", 5),
            Goods("y", 9, sku="Y"),
            Line("O/1", 5, order="O", delivery=WHOLE_ORDER),
            Line("O/2", 4, sku="Y", order="O", held={"y": held}),
        )
        only_x = replace(shop.situation, run_product_ids=frozenset({0}))
        outcome = Outcome(shop, propose(only_x, OLDEST_FIRST))
        assert outcome.covered == {"O/1": whole, "O/2": held}


@pytest.mark.parametrize(("held", "keeps"), [(5, True), (3, False)])
def test_that_a_complete_order_keeps_in_the_first_round_of_gain_only_if_it_held_everything(
    held: int, keeps: bool
) -> None:
    outcome = run(
        Goods("x", 8),
        Line("G", 8, GAIN, held={"x": 3}, priority=1),
        Line("O", 5, GAIN, held={"x": held}, delivery=WHOLE_ORDER),
    )
    assert outcome.covered == ({"G": 3, "O": 5} if keeps else {"G": 8, "O": 0})


def test_that_an_order_with_one_line_that_held_less_has_its_turn_in_the_second_round() -> None:
    outcome = run(
        Goods("x", 5),
        Goods("y", 3, sku="Y"),
        Line("O/1", 3, GAIN, held={"x": 3}, order="O", delivery=WHOLE_ORDER, priority=1),
        Line("O/2", 3, GAIN, held={"y": 1}, order="O", sku="Y", priority=1),
        Line("G", 5, GAIN, held={"x": 2}),
    )
    assert outcome.covered == {"O/1": 3, "O/2": 3, "G": 2}
    rival = run(
        Goods("x", 5),
        Goods("y", 3, sku="Y"),
        Line("O/1", 4, GAIN, held={"x": 2}, order="O", delivery=WHOLE_ORDER, priority=1),
        Line("G", 5, GAIN, held={"x": 3}),
    )
    assert rival.covered == {"O/1": 0, "G": 5}
    assert rival.exceptions == {"O/1": 2}


def test_that_the_more_urgent_line_of_an_order_gets_what_comes_in_time_for_it() -> None:
    for cover in Cover:
        outcome = run(
            Goods("x", 4),
            Goods("x9", 4, 9),
            Line("O/1", 4, order="O", delivery=WHOLE_ORDER, priority=1),
            Line("O/2", 4, order="O", last_day=3),
            cover=cover,
        )
        assert outcome.of("O/1") == {"x9": 4}
        assert outcome.of("O/2") == {"x": 4}


def test_that_an_order_whose_goods_come_after_a_line_is_of_use_is_hopeless() -> None:
    outcome = run(
        Goods("x", 5),
        Goods("x9", 9, 9),
        Line("O/1", 4, order="O", delivery=WHOLE_ORDER, last_day=3, priority=1),
        Line("O/2", 4, order="O", last_day=4, priority=1),
        Line("R", 5),
    )
    assert outcome.covered == {"O/1": 0, "O/2": 0, "R": 5}


def test_that_an_urgent_line_takes_its_whole_order_to_the_front() -> None:
    outcome = run(
        Goods("x", 3),
        Goods("y", 3, sku="Y"),
        Line("R", 3, priority=1),
        Line("O/1", 3, order="O", delivery=WHOLE_ORDER),
        Line("O/2", 3, sku="Y", order="O", last_day=5),
    )
    assert outcome.covered == {"R": 0, "O/1": 3, "O/2": 3}


def test_that_a_complete_order_leaves_a_filter_untouched_lines_alone() -> None:
    shop = shop_of(Goods("x", 5), Line("O/1", 5, order="O", delivery=WHOLE_ORDER), Line("B", 5))
    assert Outcome(shop, propose(shop.situation, rules_of(shop))).covered == {"O/1": 0, "B": 5}
