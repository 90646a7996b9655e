"""Batch backorder processing: who gets what, as a proposal (semantics 5)."""

from dataclasses import dataclass
from datetime import date

from boapp.domain.confirmation import Change
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation
from boapp.domain.strategies import RuleSet, Strategy


@dataclass(frozen=True, slots=True)
class LineResult:
    """What the run does with one line; quantities in 1/10,000 units.

    `before` and `after` are its allocations. `strategy` is how it was served, `rank` its
    place in the queue for its product (0: it was not in the run). `confirmed_date` is
    None unless all that is open is covered. `short_quantity` misses the rule `strategy`;
    above 0 the line is an exception. The *why* is made on demand: reasons.explain.
    """

    line_id: int
    before: tuple[Allocation, ...]
    after: tuple[Allocation, ...]
    before_quantity: int
    after_quantity: int
    confirmed_date: date | None
    change: Change
    strategy: Strategy
    rank: int
    short_quantity: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a run would do; nothing is done until it is committed.

    `lines`: a result for each line of the situation, in its order. `free`: what is left
    of each supply, (supply_id, quantity) in the situation's order. `exact` is false when
    *most complete orders* had to end its search. `left_line_ids` were left as they were
    and `stopped_product_ids` are not to be committed, by their segments' policies.
    """

    lines: tuple[LineResult, ...]
    free: tuple[tuple[int, int], ...]
    exact: bool = True
    left_line_ids: frozenset[int] = frozenset()
    stopped_product_ids: frozenset[int] = frozenset()


def propose(situation: Situation, rule_set: RuleSet) -> Proposal:
    """Say who would get what; exceptions are listed and stop nothing (semantics 5)."""
    raise NotImplementedError
