"""As many whole orders as possible, as a puzzle of its own (semantics 5, *most complete orders*).

An order needs amounts of several goods; each goods holds so much. Wanted is the largest
number of orders that fit together; among equals the better ranks: compare the best ranked
order in which two sets differ. `pick_orders` searches by itself; a service may pass in a
faster search of the same signature.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

# How many steps the search takes before it says that it is not exact.
STEP_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Orders in rank order, each with what it needs of which goods; and what each goods holds."""

    needs: Sequence[Mapping[int, int]]
    holds: Sequence[int]


@dataclass(frozen=True, slots=True)
class Picked:
    """The orders that become whole, by their place in rank order.

    `exact` is false when the search ended before it was sure that no set is better.
    """

    orders: frozenset[int]
    exact: bool = True


Picker = Callable[[Puzzle], Picked]


def pick_orders(puzzle: Puzzle, step_limit: int = STEP_LIMIT) -> Picked:
    """Find the largest, then best ranked set of orders that fit together.

    `step_limit` bounds the whole search; beyond it the best set found so far is picked.
    """
    chosen = set(fitting_anyway(puzzle))
    exact = True
    for piece in pieces(puzzle):
        search = _Search(puzzle, piece, step_limit)
        chosen.update(search.run())
        exact = exact and search.finished
        step_limit = search.steps_left
    return Picked(frozenset(chosen), exact)


def fitting_anyway(puzzle: Puzzle) -> list[int]:
    """The orders that need nothing scarce: they fit whatever else is picked."""
    scarce = scarce_rows(puzzle)
    return [place for place, need in enumerate(puzzle.needs) if scarce.isdisjoint(need)]


def pieces(puzzle: Puzzle) -> list[list[int]]:
    """The orders that compete for something scarce, in groups that share nothing scarce, in rank order.

    Orders that need more of something than there is are in none.
    """
    scarce = scarce_rows(puzzle)
    leader = {row: row for row in scarce}

    def find(row: int) -> int:
        while leader[row] != row:
            leader[row] = row = leader[leader[row]]
        return row

    competing = [
        (place, rows)
        for place in possible_orders(puzzle)
        if (rows := [row for row in puzzle.needs[place] if row in scarce])
    ]
    for _, rows in competing:
        for row in rows[1:]:
            leader[find(row)] = find(rows[0])
    groups: dict[int, list[int]] = {}
    for place, rows in competing:
        groups.setdefault(find(rows[0]), []).append(place)
    return list(groups.values())


def possible_orders(puzzle: Puzzle) -> list[int]:
    """The orders that would fit alone, in rank order."""
    holds = puzzle.holds
    return [
        place
        for place, need in enumerate(puzzle.needs)
        if all(amount <= holds[row] for row, amount in need.items())
    ]


def scarce_rows(puzzle: Puzzle) -> set[int]:
    """The goods that do not suffice for all orders that would fit alone, or for one order."""
    wanted = [0] * len(puzzle.holds)
    for need in puzzle.needs:
        for row, amount in need.items():
            wanted[row] += amount
    return {row for row, held in enumerate(puzzle.holds) if wanted[row] > held}


class _Search:
    """Takes orders in rank order, always first with, then without; the first best set wins.

    A bound ends a branch: each goods is given a price per unit; no set is worth more than
    all goods that are left at their prices, plus what each remaining order is worth above
    the price of its needs. That holds for any prices; good ones make it sharp. All sums
    are whole numbers (`_SCALE` is the worth of one order).
    """

    def __init__(self, puzzle: Puzzle, orders: Sequence[int], step_limit: int) -> None:
        scarce = scarce_rows(puzzle)
        self._orders = orders
        self._needs = [
            [(row, amount) for row, amount in puzzle.needs[place].items() if row in scarce]
            for place in orders
        ]
        self._left = dict(enumerate(puzzle.holds))
        prices = fair_prices(self._needs, puzzle.holds)
        self._cost = [sum(prices[row] * amount for row, amount in need) for need in self._needs]
        self._worth_left = sum(price * puzzle.holds[row] for row, price in prices.items())
        self._surplus = [0] * (len(orders) + 1)
        for place in range(len(orders) - 1, -1, -1):
            self._surplus[place] = self._surplus[place + 1] + max(0, _SCALE - self._cost[place])
        self.steps_left = step_limit
        self.finished = True

    def run(self) -> list[int]:
        """The best set found, as places in the puzzle."""
        best = self._cheapest_first()
        most = len(best) - 1
        taken: list[int] = []
        place = 0
        while True:
            while place < len(self._orders) and self._can_beat(most, len(taken), place):
                if self._fits(place):
                    if not self.steps_left:
                        self.finished = False
                        return self._named(best)
                    self.steps_left -= 1
                    self._move(place, -1)
                    taken.append(place)
                place += 1
            if len(taken) > most:
                best, most = list(taken), len(taken)
            if not taken:
                return self._named(best)
            place = taken.pop()
            self._move(place, 1)
            place += 1

    def _named(self, places: Sequence[int]) -> list[int]:
        return [self._orders[each] for each in places]

    def _can_beat(self, most: int, count: int, place: int) -> bool:
        return count + (self._worth_left + self._surplus[place]) // _SCALE > most

    def _fits(self, place: int) -> bool:
        return all(amount <= self._left[row] for row, amount in self._needs[place])

    def _move(self, place: int, sign: int) -> None:
        for row, amount in self._needs[place]:
            self._left[row] += sign * amount
        self._worth_left += sign * self._cost[place]

    def _cheapest_first(self) -> list[int]:
        """A good set to begin with: the cheapest orders first."""
        taken = []
        for place in sorted(range(len(self._orders)), key=lambda each: (self._cost[each], each)):
            if self._fits(place):
                self._move(place, -1)
                taken.append(place)
        for place in taken:
            self._move(place, 1)
        return sorted(taken)


# The worth of one order in whole numbers, fine enough for prices per 1/10,000 unit.
_SCALE = 10**15
_ROUNDS = 300
_PRICING_WORK = 2_000_000


def fair_prices(needs: Sequence[Sequence[tuple[int, int]]], holds: Sequence[int]) -> dict[int, int]:
    """Prices per unit at which the bound is sharp: raise what is asked for too much, lower the rest.

    Any prices are right, so that rounding and an early end do no harm.
    """
    parts = [[(row, amount * _SCALE // holds[row]) for row, amount in need] for need in needs]
    worth = dict.fromkeys((row for need in needs for row, _ in need), 0)
    lowest, best = len(needs) * _SCALE + 1, worth
    rounds = min(_ROUNDS, _PRICING_WORK // (1 + sum(map(len, needs))))
    for turn in range(rounds):
        spare = dict.fromkeys(worth, _SCALE)
        bound = sum(worth.values())
        for need in parts:
            surplus = _SCALE - sum([worth[row] * part for row, part in need]) // _SCALE
            if surplus > 0:
                bound += surplus
                for row, part in need:
                    spare[row] -= part
        if bound < lowest:
            lowest, best = bound, dict(worth)
        pace = 4 * _SCALE * len(needs) * (rounds - turn) // ((1 + len(worth)) * rounds * isqrt(1 + turn))
        length = 1 + isqrt(sum([each * each for each in spare.values()]))
        worth = {row: max(0, each - pace * spare[row] // length) for row, each in worth.items()}
    return {row: each // holds[row] for row, each in best.items()}
