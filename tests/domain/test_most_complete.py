"""As many whole orders as possible, beside trying every set (semantics 5)."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boapp.domain.most_complete import Picked, Picker, Puzzle, pick_orders
from boapp.domain.strategies import Distribution, Strategy
from boapp.services.optimise import best_picker
from tests.domain.counter import WHOLE_LINE, WHOLE_ORDER, Goods, Line, Outcome, run

PICKERS = pytest.mark.parametrize("pick", [pick_orders, best_picker()], ids=["ours", "best at hand"])


def most_complete(*entries: Goods | Line, **more: Any) -> Outcome:
    return run(*entries, distribution=Distribution.MOST_COMPLETE, **more)


def whole(outcome: Outcome) -> set[str]:
    return {name for name, each in outcome.lines.items() if each.confirmed_date is not None}


@st.composite
def puzzles(draw: st.DrawFn) -> Puzzle:
    rows = draw(st.integers(1, 4))
    need = st.dictionaries(st.integers(0, rows - 1), st.integers(1, 9), max_size=3)
    return Puzzle(
        draw(st.lists(need, max_size=8)), draw(st.lists(st.integers(0, 25), min_size=rows, max_size=rows))
    )


def fits(puzzle: Puzzle, orders: Iterable[int]) -> bool:
    left = list(puzzle.holds)
    for place in orders:
        for row, amount in puzzle.needs[place].items():
            left[row] -= amount
    return min(left) >= 0


def by_trying_every_set(puzzle: Puzzle) -> frozenset[int]:
    everyone = range(len(puzzle.needs))
    sets = [[each for each in everyone if mask >> each & 1] for mask in range(1 << len(puzzle.needs))]
    best = max(
        (chosen for chosen in sets if fits(puzzle, chosen)),
        key=lambda chosen: (len(chosen), [place in chosen for place in everyone]),
    )
    return frozenset(best)


@PICKERS
@given(puzzle=puzzles())
def test_that_the_largest_then_best_ranked_set_is_found(pick: Picker, puzzle: Puzzle) -> None:
    assert pick(puzzle) == Picked(by_trying_every_set(puzzle))


def test_that_a_search_that_ends_early_says_so_and_still_fits() -> None:
    puzzle = Puzzle([{place % 5: 3 + place % 4, (place + 2) % 5: 2} for place in range(40)], [30] * 5)
    early, later = (pick_orders(puzzle, limit) for limit in (0, 3000))
    assert not early.exact
    assert fits(puzzle, early.orders)
    assert len(later.orders) >= len(early.orders) > 0


def test_that_a_run_says_when_a_search_was_not_exact() -> None:
    def unsure(puzzle: Puzzle) -> Picked:
        return Picked(pick_orders(puzzle).orders, exact=False)

    lines = [Line("A", 2), Line("B", 2), Line("Y", 1, sku="Y")]
    assert not most_complete(Goods("here", 2), *lines, pick=unsure).proposal.exact
    assert most_complete(Goods("here", 2), *lines).proposal.exact


@PICKERS
def test_that_two_small_orders_go_before_one_large(pick: Picker) -> None:
    outcome = most_complete(
        Goods("here", 10), Line("a", 6, priority=1), Line("b", 5), Line("c", 5), pick=pick
    )
    assert whole(outcome) == {"b", "c"}


def test_that_among_equals_the_best_ranked_order_in_which_two_sets_differ_decides() -> None:
    owed = {"O1": 7, "O2": 4, "O3": 5, "O4": 8, "O5": 2}
    lines = [Line(name, quantity, priority=place) for place, (name, quantity) in enumerate(owed.items())]
    assert whole(most_complete(Goods("here", 9), *lines)) == {"O1", "O5"}


def test_that_an_order_counts_over_all_its_products() -> None:
    outcome = most_complete(
        Goods("x", 4),
        Goods("y", 2, sku="Y"),
        Line("O/1", 2, order="O", priority=1),
        Line("O/2", 3, order="O", sku="Y", priority=1),
        Line("P", 2),
        Line("Q", 2),
    )
    assert whole(outcome) == {"P", "Q"}
    assert outcome.covered["O/2"] == 2


def test_that_chosen_orders_are_served_first_and_the_others_share_the_rest_by_rank() -> None:
    outcome = most_complete(
        Goods("here", 7), Line("A", 8, priority=1), Line("B", 3), Line("C", 3), Line("D", 9, priority=2)
    )
    assert outcome.covered == {"A": 1, "B": 3, "C": 3, "D": 0}


def test_that_an_order_ranks_as_its_best_line() -> None:
    outcome = most_complete(
        Goods("here", 4),
        Line("P", 4, priority=2),
        Line("O/1", 1, order="O", priority=1),
        Line("O/2", 3, order="O", priority=9),
    )
    assert whole(outcome) == {"O/1", "O/2"}


def test_that_complete_orders_take_part_and_the_others_of_them_get_nothing() -> None:
    outcome = most_complete(
        Goods("x", 6),
        Goods("x9", 2, 9),
        Line("A", 7, delivery=WHOLE_LINE, priority=1),
        Line("O/1", 3, order="O", delivery=WHOLE_ORDER),
        Line("O/2", 2, order="O"),
        Line("P", 3),
    )
    assert outcome.covered == {"A": 0, "O/1": 3, "O/2": 2, "P": 3}


def test_that_goods_that_come_after_the_last_day_of_use_make_no_order_whole() -> None:
    outcome = most_complete(
        Goods("x", 3),
        Goods("x9", 9, 9),
        Line("T", 1, Strategy.REDISTRIBUTE, told=1, priority=1),
        Line("N", 3, last_day=3, priority=2),
        Line("M", 2, last_day=3, priority=3),
        Line("R", 9, priority=4),
    )
    # N and M do not both fit before the ninth; M, T and R need just what there is.
    assert whole(outcome) == {"T", "M", "R"}


def test_that_who_may_wait_leaves_todays_goods_to_a_chosen_order_that_may_not() -> None:
    for delivery in (WHOLE_LINE, Line("", 0).delivery):
        outcome = most_complete(
            Goods("x", 3),
            Goods("x9", 6, 9),
            Line("T", 1, Strategy.REDISTRIBUTE, told=1, priority=1),
            Line("A", 3, priority=2, delivery=delivery),
            Line("N", 2, last_day=3, priority=3),
            Line("M", 1, last_day=3, priority=4, delivery=delivery),
        )
        # All fit, though by rank the first two would take all that is here today.
        assert whole(outcome) == {"T", "A", "N", "M"}
        assert outcome.of("N") == {"x": 2}


def test_that_an_order_of_several_lines_completes_on_one_day_behind_one_of_no_use_later() -> None:
    outcome = most_complete(
        Goods("x", 3),
        Goods("x9", 4, 9),
        Goods("y", 1, sku="Y"),
        Goods("y9", 1, 9, "Y"),
        Line("T", 1, Strategy.REDISTRIBUTE, told=1, priority=1),
        Line("O/1", 3, order="O", delivery=WHOLE_ORDER, priority=2),
        Line("O/2", 1, order="O", sku="Y", priority=2),
        Line("N", 2, last_day=3, priority=3),
        Line("M", 1, last_day=3, priority=4),
    )
    assert whole(outcome) == {"T", "O/1", "O/2", "N", "M"}
    assert outcome.of("O/1") == {"x9": 3}
    assert outcome.of("O/2") == {"y9": 1}


def test_that_lines_of_later_segments_count_as_still_to_be_served() -> None:
    lines = (
        Line("O/1", 3, Strategy.WIN, order="O", priority=1),
        Line("O/2", 3, order="O", sku="Y"),
        Line("P", 3, Strategy.WIN, priority=2),
    )
    assert whole(most_complete(Goods("x", 3), Goods("y", 3, sku="Y"), *lines)) == {"O/1", "O/2"}
    assert whole(most_complete(Goods("x", 3), Goods("y", 2, sku="Y"), *lines)) == {"P"}


@pytest.mark.parametrize(
    "other",
    [
        Line("O/2", 3, Strategy.SKIP, order="O", sku="Y"),
        Line("O/2", 3, Strategy.LOSE, order="O", sku="Y"),
        Line("O/2", 3, Strategy.FILL, held={"y": 2}, order="O", sku="Y"),
        Line("O/2", 9, Strategy.WIN, order="O", sku="Y"),
    ],
)
def test_that_an_order_whose_other_lines_cannot_be_whole_is_not_chosen(other: Line) -> None:
    outcome = most_complete(
        Goods("x", 3), Goods("y", 3, sku="Y"), Line("O/1", 3, order="O", priority=1), other, Line("P", 3)
    )
    assert outcome.covered["P"] == 3
    assert outcome.covered["O/1"] == 0


def test_that_in_the_first_round_of_gain_those_who_held_all_go_first() -> None:
    outcome = most_complete(
        Goods("here", 10),
        Line("W", 5, Strategy.WIN),
        Line("A", 9, Strategy.GAIN, held={"here": 5}, priority=1),
        Line("B", 5, Strategy.GAIN, held={"here": 5}),
    )
    assert outcome.covered == {"W": 5, "A": 0, "B": 5}
    assert outcome.exceptions == {"A": 5}


def test_that_in_the_second_round_of_gain_the_rest_makes_orders_whole() -> None:
    outcome = most_complete(
        Goods("here", 10),
        Line("A", 9, Strategy.GAIN, held={"here": 3}, priority=1),
        Line("B", 5, Strategy.GAIN, held={"here": 2}),
    )
    assert outcome.covered == {"A": 5, "B": 5}
