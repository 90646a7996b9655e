"""Pins, packs, smallest parts, and goods of no use after some day (semantics 2, 5)."""

from dataclasses import replace

import pytest

from boapp.domain.backorders import propose
from boapp.domain.strategies import Distribution, Strategy
from tests.domain.counter import Goods, Line, Outcome, pieces, rules_of, run, shop_of

SIXES = {"X": {"pack": pieces(6)}}


@pytest.mark.parametrize("strategy", [each for each in Strategy if each is not Strategy.SKIP])
@pytest.mark.parametrize("distribution", list(Distribution))
def test_that_a_pinned_allocation_survives_a_run(strategy: Strategy, distribution: Distribution) -> None:
    outcome = run(
        Goods("here", 9),
        Goods("P", 9, 20),
        Line("first", 9, Strategy.WIN, priority=1),
        Line("A", 9, strategy, held={"here": 2}, pinned={"here": 3, "P": 1}, priority=2),
        distribution=distribution,
    )
    assert outcome.of("A")["here"] >= 3
    assert outcome.of("A")["P"] >= 1


def test_that_what_is_set_aside_is_pinned_by_itself() -> None:
    shop = shop_of(Goods("here", 5), Line("W", 9, Strategy.WIN), Line("A", 5, held={"here": 3}))
    aside = tuple(replace(each, set_aside=True) for each in shop.situation.allocations)
    outcome = Outcome(shop, propose(replace(shop.situation, allocations=aside), rules_of(shop)))
    assert outcome.covered == {"W": 2, "A": 3}


@pytest.mark.parametrize(
    ("here", "owed", "pinned", "has"),
    [
        (7, 8, 0, 6),  # a part is a multiple of the pack
        (10, 8, 0, 8),  # all that is owed may always be covered
        (14, 20, 4, 12),  # the pinned part counts in the multiple
        (5, 20, 4, 4),  # never below what is pinned
        (5, 4, 0, 4),
        (5, 20, 0, 0),
    ],
)
def test_that_a_part_comes_in_whole_packs(here: int, owed: int, pinned: int, has: int) -> None:
    outcome = run(
        Goods("here", here),
        Line("A", owed, pinned={"here": pinned} if pinned else {}),
        products=SIXES,
    )
    assert outcome.covered == {"A": has}


def test_that_packs_are_counted_over_all_supplies_of_a_line() -> None:
    outcome = run(Goods("here", 8), Goods("P", 5, 20), Line("A", 20), products=SIXES)
    assert outcome.of("A") == {"here": 8, "P": 4}


def test_that_what_is_kept_in_the_first_round_of_gain_is_in_packs_too() -> None:
    outcome = run(
        Goods("here", 12),
        Line("a", 20, Strategy.GAIN, held={"here": 8}, priority=1),
        Line("b", 20, Strategy.GAIN, held={"here": 4}),
        products=SIXES,
    )
    assert outcome.covered == {"a": 12, "b": 0}
    assert outcome.exceptions == {"b": 4}


@pytest.mark.parametrize(("here", "has"), [(3, 0), (4, 4), (5, 5)])
@pytest.mark.parametrize("distribution", list(Distribution))
def test_that_a_part_smaller_than_the_minimum_is_not_offered(
    here: int, has: int, distribution: Distribution
) -> None:
    outcome = run(
        Goods("here", here),
        Line("A", 9),
        products={"X": {"minimum_part": pieces(4)}},
        distribution=distribution,
    )
    assert outcome.covered == {"A": has}


def test_that_a_whole_line_below_the_minimum_part_is_delivered() -> None:
    outcome = run(Goods("here", 9), Line("A", 2), products={"X": {"minimum_part": pieces(4)}})
    assert outcome.covered == {"A": 2}


def test_that_nothing_later_than_the_last_day_of_use_is_allocated() -> None:
    outcome = run(Goods("here", 2), Goods("P10", 1, 10), Goods("P11", 9, 11), Line("A", 5, last_day=10))
    assert outcome.of("A") == {"here": 2, "P10": 1}
    gone = run(Goods("here", 2), Line("A", 5, last_day=0))
    assert gone.covered == {"A": 0}


def test_that_a_late_receipt_counts_by_its_new_date_for_the_last_day_of_use() -> None:
    for days, has in ((3, 5), (4, 0)):
        outcome = run(Goods("late", 5, -2), Line("A", 5, last_day=4), late_receipt_days=days)
        assert outcome.covered == {"A": has}


def test_that_a_line_of_no_use_after_some_day_goes_to_the_front() -> None:
    outcome = run(Goods("here", 5), Goods("P", 9, 9), Line("A", 5, priority=1), Line("N", 5, last_day=4))
    assert outcome.of("N") == {"here": 5}
    assert outcome.lines["N"].rank == 1


def test_that_it_stays_behind_where_a_told_line_would_then_cover_less_in_time() -> None:
    lines = (
        Line("T", 5, Strategy.REDISTRIBUTE, told=10, priority=1),
        Line("N", 5, last_day=15),
    )
    assert run(Goods("P8", 5, 8), Goods("P20", 9, 20), *lines).of("N") == {}
    in_time = run(Goods("P8", 5, 8), Goods("P9", 9, 9), *lines)
    assert in_time.lines["N"].rank == 1


def test_that_each_such_line_is_judged_by_itself_best_rank_first() -> None:
    outcome = run(
        Goods("here", 10),
        Goods("P", 20, 20),
        Line("T", 5, Strategy.REDISTRIBUTE, told=3, priority=1),
        Line("N1", 3, last_day=9, priority=2),
        Line("N2", 3, last_day=9, priority=3),
        Line("N3", 2, last_day=9, priority=4),
    )
    # N1 in front leaves 7 for T; with N2 there would be 4; N3 in front leaves 5.
    assert {name: each.rank for name, each in outcome.lines.items()} == {"N1": 1, "N3": 2, "T": 3, "N2": 4}
    assert outcome.covered == {"T": 5, "N1": 3, "N2": 0, "N3": 2}


def test_that_a_pinned_part_counts_for_what_is_covered_in_time() -> None:
    outcome = run(
        Goods("here", 5),
        Goods("P", 5, 9),
        Line("T", 5, Strategy.REDISTRIBUTE, told=3, pinned={"here": 5}, priority=1),
        Line("N", 5, last_day=10),
    )
    assert outcome.of("N") == {"P": 5}
    assert outcome.lines["N"].rank == 1


def test_that_told_lines_of_another_segment_do_not_hold_it_back() -> None:
    outcome = run(
        Goods("here", 5),
        Line("R", 5, priority=1),
        Line("N", 5, last_day=4),
        Line("G", 5, told=3),
    )
    assert outcome.covered == {"R": 0, "N": 0, "G": 5}
    assert outcome.lines["N"].rank == 2
