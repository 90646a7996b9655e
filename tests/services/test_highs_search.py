"""The search by HiGHS: sure of what it says, and honest when its time is over (semantics 5)."""

import random

import pytest

from boapp.domain.most_complete import Picked, Puzzle, pick_orders

pytest.importorskip("highspy", reason="the extra `optimise` is not installed")
from boapp.services import highs_search
from boapp.services.highs_search import pick_orders_with_highs


def shop_puzzle(orders: int, products: int) -> Puzzle:
    """Orders of about three lines over skewed products, goods for some six tenths of it."""
    chance = random.Random(4)
    needs: list[dict[int, int]] = []
    demand = [0] * products
    for _ in range(orders):
        need = {int(products * chance.random() ** 2): chance.randint(1, 20) * 10_000 for _ in range(3)}
        needs.append(need)
        for row, amount in need.items():
            demand[row] += amount
    return Puzzle(needs, [wanted * 6 // 10 // 10_000 * 10_000 for wanted in demand])


def test_that_a_shops_puzzle_is_solved_surely_and_at_least_as_well_as_by_our_own_search() -> None:
    puzzle = shop_puzzle(80, 40)
    found, ours = pick_orders_with_highs(puzzle), pick_orders(puzzle)
    assert found.exact
    assert len(found.orders) >= len(ours.orders)
    left = list(puzzle.holds)
    for place in found.orders:
        for row, amount in puzzle.needs[place].items():
            left[row] -= amount
    assert min(left) >= 0


def test_that_without_time_the_best_of_our_own_search_is_given_and_said_not_to_be_sure() -> None:
    puzzle = shop_puzzle(80, 40)
    found = pick_orders_with_highs(puzzle, time_limit=0.0)
    assert not found.exact
    assert found.orders


def test_that_what_does_not_hold_in_whole_numbers_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    puzzle = Puzzle([{0: 6}, {0: 5}, {0: 5}], [10])
    monkeypatch.setattr(highs_search._PieceSearch, "_holds_true", lambda *_: False)
    assert pick_orders_with_highs(puzzle) == Picked(frozenset({1, 2}))


def test_that_a_search_stopped_among_equals_keeps_the_number_but_not_the_rank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    solve = highs_search._PieceSearch._solve
    monkeypatch.setattr(
        highs_search._PieceSearch,
        "_solve",
        lambda self, weights, decided, known: (
            solve(self, weights, decided, known) if known is None else Picked(frozenset(), exact=False)
        ),
    )
    puzzle = Puzzle([{0: 7}, {0: 4}, {0: 5}, {0: 8}, {0: 2}], [9])
    found = pick_orders_with_highs(puzzle)
    assert len(found.orders) == 2
    assert not found.exact
