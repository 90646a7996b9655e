"""As many whole orders as possible, as a puzzle of its own (semantics 5, *most complete orders*).

An order needs amounts of several goods; each goods holds so much. Wanted is the largest
number of orders that fit together; among equals the better ranks: compare the best ranked
order in which two sets differ. `pick_orders` searches by itself; a service may pass in a
faster search of the same signature.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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
    """Find the largest, then best ranked set of orders that fit together."""
    raise NotImplementedError(step_limit)
