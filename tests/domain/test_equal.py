"""The same for everyone, delivery by delivery (semantics 5)."""

from typing import Any

import pytest

from boapp.domain.situation import Cover
from boapp.domain.strategies import Distribution, Strategy
from tests.domain.counter import WHOLE_LINE, WHOLE_ORDER, Goods, Line, Outcome, pieces, run

SIXES = {"X": {"pack": pieces(6)}}
GAIN, FILL = Strategy.GAIN, Strategy.FILL


def equal(*entries: Goods | Line, **more: Any) -> Outcome:
    return run(*entries, distribution=Distribution.EQUAL, **more)


@pytest.mark.parametrize(
    ("here", "owed", "has"),
    [(12, (10, 7), (6, 6)), (20, (10, 7), (10, 7)), (10, (2, 9, 9), (2, 4, 4)), (11, (2, 9, 9), (2, 5, 4))],
)
def test_that_everyone_gets_the_same_and_nobody_more_than_he_is_owed(
    here: int, owed: tuple[int, ...], has: tuple[int, ...]
) -> None:
    lines = [Line(f"L-{place}", quantity, priority=place) for place, quantity in enumerate(owed)]
    assert tuple(equal(Goods("here", here), *lines).covered.values()) == has


def test_that_each_delivery_is_shared_and_the_next_evens_out_the_odd_one() -> None:
    outcome = equal(Goods("here", 3), Goods("P", 3, 9), Line("A", 6, priority=1), Line("B", 6))
    assert outcome.of("A") == {"here": 2, "P": 1}
    assert outcome.of("B") == {"here": 1, "P": 2}


def test_that_own_supply_wishes_and_cover_do_not_count() -> None:
    for cover in Cover:
        outcome = equal(
            Goods("P2", 2, 9),
            Goods("here", 2),
            Line("A", 2, held={"P2": 2}, wanted=20, priority=1),
            Line("B", 2),
            cover=cover,
        )
        assert outcome.of("A") == outcome.of("B") == {"here": 1, "P2": 1}


def test_that_of_one_date_goods_on_hand_are_shared_first_then_punctual_then_late_ones() -> None:
    outcome = equal(
        Goods("late", 1, -3),
        Goods("P", 1, 2),
        Line("A", 1, priority=1),
        Line("B", 1, priority=2),
        Line("C", 1),
    )
    assert (outcome.of("A"), outcome.of("B"), outcome.of("C")) == ({"P": 1}, {"late": 1}, {})


def test_that_pinned_parts_are_deducted_first_and_do_not_count_as_share() -> None:
    outcome = equal(Goods("here", 10), Line("A", 10, pinned={"here": 4}, priority=1), Line("B", 10))
    assert outcome.covered == {"A": 7, "B": 3}


@pytest.mark.parametrize(
    ("here", "owed", "has", "free"),
    [
        (20, (30, 30), (12, 6), 2),  # odd packs by rank, the rest below a pack stays free
        (20, (30, 8), (12, 8), 0),  # the rest makes a line whole
        (13, (7, 7), (7, 6), 0),  # it makes whole whom it can, by rank
        (13, (8, 8), (6, 6), 1),
        (5, (9, 4), (0, 4), 1),
    ],
)
def test_that_shares_come_in_whole_packs(
    here: int, owed: tuple[int, int], has: tuple[int, int], free: int
) -> None:
    outcome = equal(Goods("here", here), Line("A", owed[0], priority=1), Line("B", owed[1]), products=SIXES)
    assert tuple(outcome.covered.values()) == has
    assert outcome.free == {"here": free}


@pytest.mark.parametrize(("here", "has"), [(18, (12, 6)), (9, (4, 0)), (10, (6, 0)), (14, (6, 6))])
def test_that_packs_are_counted_with_the_pinned_part(here: int, has: tuple[int, int]) -> None:
    outcome = equal(
        Goods("here", here),
        Line("A", 20, pinned={"here": 4}, priority=1),
        Line("B", 20),
        products=SIXES,
    )
    assert tuple(outcome.covered.values()) == has


def test_that_fill_lines_get_no_more_than_they_held() -> None:
    outcome = equal(
        Goods("here", 6), Line("F", 9, FILL, held={"here": 4}), Line("H", 9, FILL, held={"here": 2})
    )
    assert outcome.covered == {"F": 4, "H": 2}
    packs = equal(Goods("here", 9), Line("F", 20, FILL, held={"here": 8}), products=SIXES)
    assert packs.covered == {"F": 6}


def test_that_gain_keeps_first_and_then_levels_what_the_lines_got_in_this_turn() -> None:
    outcome = equal(
        Goods("here", 10),
        Line("A", 9, GAIN, priority=1),
        Line("B", 9, GAIN, held={"here": 6}),
    )
    assert outcome.covered == {"A": 4, "B": 6}


def test_that_a_line_gets_no_share_of_what_comes_after_its_last_day_of_use() -> None:
    outcome = equal(Goods("here", 2), Goods("P", 6, 9), Line("A", 6), Line("N", 6, last_day=4))
    assert outcome.of("N") == {"here": 1}
    assert outcome.of("A") == {"here": 1, "P": 5}


def test_that_the_front_rank_of_an_urgent_line_gets_the_odd_one() -> None:
    outcome = equal(Goods("here", 3), Line("A", 6, priority=1), Line("N", 6, last_day=4))
    assert outcome.covered == {"A": 1, "N": 2}


def test_that_what_cannot_be_whole_at_all_drops_out_before_the_worst_ranked() -> None:
    outcome = equal(
        Goods("here", 10),
        Line("A", 11, delivery=WHOLE_LINE, priority=1),
        Line("B", 5, delivery=WHOLE_LINE, priority=2),
        Line("C", 5, priority=3),
    )
    assert outcome.covered == {"A": 0, "B": 5, "C": 5}


def test_that_the_worst_ranked_that_its_share_does_not_make_whole_drops_out_one_by_one() -> None:
    outcome = equal(
        Goods("here", 20),
        Line("A", 10, delivery=WHOLE_LINE, priority=1),
        Line("B", 10, delivery=WHOLE_LINE, priority=2),
        Line("C", 4, priority=3),
    )
    assert outcome.covered == {"A": 10, "B": 0, "C": 4}


def test_that_an_order_that_drops_out_leaves_its_other_goods_too() -> None:
    outcome = equal(
        Goods("x", 12),
        Goods("y", 5, sku="Y"),
        Line("O/1", 8, order="O", delivery=WHOLE_ORDER, priority=1),
        Line("O/2", 2, sku="Y", order="O", priority=1),
        Line("P", 10),
    )
    assert outcome.covered == {"O/1": 0, "O/2": 0, "P": 10}
    assert outcome.free == {"x": 2, "y": 5}


def test_that_complete_lines_are_covered_for_their_day_in_the_end() -> None:
    outcome = equal(
        Goods("here", 6),
        Goods("P", 6, 9),
        Line("A", 6, delivery=WHOLE_LINE, priority=1),
        Line("B", 6, delivery=WHOLE_LINE),
    )
    # Their shares, three of each delivery, would let both wait for the ninth.
    assert outcome.of("A") == {"here": 6}
    assert outcome.of("B") == {"P": 6}


def test_that_complete_lines_do_not_take_for_their_day_what_an_urgent_one_needs() -> None:
    outcome = equal(
        Goods("here", 7),
        Goods("P", 3, 9),
        Line("T", 9, Strategy.REDISTRIBUTE, told=1, priority=1),
        Line("A", 4, delivery=WHOLE_LINE, wanted=20, priority=2),
        Line("N", 2, delivery=WHOLE_LINE, last_day=5, priority=3),
        cover=Cover.ON_HAND_FIRST,
    )
    # By rank A would take four from the shelf and leave none of it to N.
    assert (outcome.of("T"), outcome.of("A"), outcome.of("N")) == (
        {"here": 3, "P": 1},
        {"here": 2, "P": 2},
        {"here": 2},
    )


def test_that_who_is_whole_in_the_first_round_of_gain_stays_so_in_the_second() -> None:
    outcome = equal(
        Goods("here", 4),
        Goods("P", 8, 9),
        Line("O", 4, GAIN, held={"here": 4}, delivery=WHOLE_LINE),
        Line("G", 9, GAIN, held={"P": 2}, priority=1),
    )
    assert outcome.covered == {"O": 4, "G": 8}


def test_that_a_share_below_the_smallest_part_drops_out() -> None:
    outcome = equal(
        Goods("here", 9),
        Line("A", 9, priority=1),
        Line("B", 9, priority=2),
        Line("C", 9, priority=3),
        products={"X": {"minimum_part": pieces(4)}},
    )
    assert outcome.covered == {"A": 5, "B": 4, "C": 0}
