"""The search for the most complete orders by HiGHS: exact for what a shop meets (semantics 5).

HiGHS computes with floating-point numbers, so whatever it answers is checked in whole
numbers before it is believed; what cannot be confirmed is left to the search of the rules.
Import this only where the extra `optimise` is installed (services/optimise asks first).
"""

from collections.abc import Collection, Mapping, Sequence
from math import gcd
from time import monotonic
from typing import Any

import highspy as _highspy

from boapp.domain.most_complete import Picked, Puzzle, fitting_anyway, pick_orders, pieces

TIME_LIMIT_SECONDS = 10.0

# Its Python side carries no types.
highspy: Any = _highspy

# So many orders are compared by rank in one step; each weighs twice the next one.
BLOCK = 12

# The worth of one order in whole numbers, fine enough for prices per 1/10,000 unit.
_SCALE = 10**15

_OPTIONS: Mapping[str, object] = {
    "output_flag": False,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
    "threads": 1,
    "random_seed": 1,
    # Measured: simplifying and starting over cost more on such puzzles than they save.
    "presolve": "off",
    "mip_allow_restart": False,
    "mip_detect_symmetry": False,
}


def pick_orders_with_highs(puzzle: Puzzle, time_limit: float = TIME_LIMIT_SECONDS) -> Picked:
    """Find the largest, then best ranked set of orders that fit together (see most_complete).

    `time_limit` in seconds for the whole search; when it ends it, the best set found so far
    is picked and is not exact.
    """
    deadline = monotonic() + time_limit
    chosen = set(fitting_anyway(puzzle))
    exact = True
    for piece in pieces(puzzle):
        found = _PieceSearch(puzzle, piece, deadline).run()
        chosen.update(found.orders)
        exact = exact and found.exact
    return Picked(frozenset(chosen), exact)


class _PieceSearch:
    """One group of orders that compete: first how many fit, then the best ranked set of so many."""

    def __init__(self, puzzle: Puzzle, orders: Sequence[int], deadline: float) -> None:
        self._orders = orders
        self._deadline = deadline
        self._needs = [dict(puzzle.needs[place]) for place in orders]
        self._holds = {row: puzzle.holds[row] for need in self._needs for row in need}
        self._units = {row: gcd(*(need[row] for need in self._needs if row in need)) for row in self._holds}
        self._whole = self._model(highspy.HighsVarType.kInteger)
        self._relaxed = self._model(highspy.HighsVarType.kContinuous)

    def run(self) -> Picked:
        """The best set, as places in the puzzle; by our own search where HiGHS gives no sure answer."""
        found = self._solve(dict.fromkeys(range(len(self._orders)), 1), {}, None)
        if not found.exact:
            return self._without_highs(found.orders)
        best = found.orders
        decided: dict[int, bool] = {}
        while True:
            best = self._with_better_ranks(best, decided)
            decided.update(self._certain(decided, len(best)))
            open_orders = [each for each in range(len(self._orders)) if each not in decided]
            while open_orders and open_orders[0] in best:
                decided[open_orders.pop(0)] = True
            if not open_orders:
                return Picked(self._named(best))
            block = open_orders[:BLOCK]
            weights = {each: 1 << (BLOCK - 1 - turn) for turn, each in enumerate(block)}
            found = self._solve(weights, decided, best)
            if not found.exact:
                return Picked(self._named(best), exact=False)
            best = found.orders
            decided.update({each: each in best for each in block})

    def _with_better_ranks(self, best: frozenset[int], decided: Mapping[int, bool]) -> frozenset[int]:
        """Exchange orders for better ranked ones, one for one, where that fits: a good set to begin with."""
        left = dict(self._holds)
        for place in best:
            for row, amount in self._needs[place].items():
                left[row] -= amount
        chosen = set(best)
        for place, need in enumerate(self._needs):
            if place in chosen or place in decided:
                continue
            lacking = {row: amount - left[row] for row, amount in need.items() if amount > left[row]}
            for other in range(len(self._needs) - 1, place, -1):
                frees = self._needs[other]
                if other not in chosen or other in decided:
                    continue
                if all(frees.get(row, 0) >= amount for row, amount in lacking.items()):
                    chosen ^= {place, other}
                    for row, amount in need.items():
                        left[row] -= amount
                    for row, amount in frees.items():
                        left[row] += amount
                    break
        return frozenset(chosen)

    def _solve(
        self, weights: Mapping[int, int], decided: Mapping[int, bool], known: frozenset[int] | None
    ) -> Picked:
        """The heaviest set that keeps what is decided and has as many orders as the known one.

        Without a known one any number may be taken. Not exact when there is no sure answer.
        """
        model = self._whole
        everyone = list(range(len(self._orders)))
        model.changeColsCost(len(everyone), everyone, [float(weights.get(each, 0)) for each in everyone])
        _decide(model, everyone, decided)
        if known is not None:
            model.changeRowBounds(0, float(len(known)), float(len(known)))
            solution = highspy.HighsSolution()
            solution.col_value = [float(each in known) for each in everyone]
            model.setSolution(solution)
        model.setOptionValue("time_limit", max(0.0, self._deadline - monotonic()))
        model.run()
        values = model.getSolution().col_value
        found = frozenset(each for each in everyone if values[each] > 0.5)
        if not self._holds_true(found, decided, known):
            return Picked(frozenset(), exact=False)
        return Picked(found, model.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _certain(self, decided: Mapping[int, bool], count: int) -> dict[int, bool]:
        """What every set of so many orders that keeps what is decided has in common, as far as prices tell.

        Each goods gets a price; no set is worth more than all goods at their prices plus what
        its orders are worth above the price of their needs. An order that would cost more than
        what is to spare is certain. Exact for any prices; those of the relaxed puzzle are sharp.
        """
        model = self._relaxed
        everyone = list(range(len(self._orders)))
        _decide(model, everyone, decided)
        model.run()
        duals = model.getSolution().row_dual
        prices = {
            row: int(abs(dual) * _SCALE) // self._units[row]
            for row, dual in zip(self._holds, duals[1:], strict=True)
        }
        surplus = [_SCALE - sum(prices[row] * amount for row, amount in need.items()) for need in self._needs]
        worth = sum(prices[row] * held for row, held in self._holds.items())
        worth += sum(each if decided.get(place, each > 0) else 0 for place, each in enumerate(surplus))
        spare = worth - count * _SCALE
        return {
            place: each > 0
            for place, each in enumerate(surplus)
            if place not in decided and abs(each) > spare
        }

    def _holds_true(
        self, found: Collection[int], decided: Mapping[int, bool], known: Collection[int] | None
    ) -> bool:
        left = dict(self._holds)
        for each in found:
            for row, amount in self._needs[each].items():
                left[row] -= amount
        return (
            all(amount >= 0 for amount in left.values())
            and all((each in found) == wanted for each, wanted in decided.items())
            and (known is None or len(known) == len(found))
        )

    def _named(self, places: Collection[int]) -> frozenset[int]:
        return frozenset(self._orders[each] for each in places)

    def _without_highs(self, found: frozenset[int]) -> Picked:
        holds = [self._holds.get(row, 0) for row in range(max(self._holds) + 1)]
        ours = pick_orders(Puzzle(self._needs, holds))
        best = found if len(found) > len(ours.orders) else ours.orders
        return Picked(self._named(best), ours.exact)

    def _model(self, kind: Any) -> Any:
        """The puzzle for HiGHS: a column an order, row 0 counts them, then a row for each goods."""
        model = highspy.Highs()
        for name, value in _OPTIONS.items():
            model.setOptionValue(name, value)
        columns = len(self._needs)
        everyone = list(range(columns))
        for each in everyone:
            model.addVar(0.0, 1.0)
            model.changeColIntegrality(each, kind)
            model.changeColCost(each, 1.0)
        model.changeObjectiveSense(highspy.ObjSense.kMaximize)
        model.addRow(0.0, float(columns), columns, everyone, [1.0] * columns)
        for row, held in self._holds.items():
            users = [each for each in everyone if row in self._needs[each]]
            amounts = [float(self._needs[each][row] // self._units[row]) for each in users]
            model.addRow(0.0, float(held // self._units[row]), len(users), users, amounts)
        return model


def _decide(model: Any, everyone: list[int], decided: Mapping[int, bool]) -> None:
    lower = [float(decided.get(each, False)) for each in everyone]
    upper = [float(decided.get(each, True)) for each in everyone]
    model.changeColsBounds(len(everyone), everyone, lower, upper)
