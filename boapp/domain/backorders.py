"""Batch backorder processing: who gets what, as a proposal (semantics 5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from boapp.domain.claims import OUTSIDE, Claim
from boapp.domain.confirmation import Change, Units, classify_change, confirmed_date, confirmed_units
from boapp.domain.most_complete import Picker, pick_orders
from boapp.domain.runs import Run
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation
from boapp.domain.strategies import ExceptionPolicy, RuleSet, Strategy, short_quantity


class LineResult(NamedTuple):
    """What the run does with one line; quantities in 1/10,000 units.

    A tuple, because a run makes one for every line and a tuple is made four times as fast.

    `before` and `after` are its allocations. `strategy` is how it was served, `segment` the
    place of its segment in the rule set, `rank` its own in the queue for its product (-1 and
    0: it was not in the run). `confirmed_date` is
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
    segment: int
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


def propose(situation: Situation, rule_set: RuleSet, pick: Picker = pick_orders) -> Proposal:
    """Say who would get what; exceptions are listed and stop nothing (semantics 5).

    `pick` searches the most complete orders. The policies for exceptions are not applied:
    that is `settle`.
    """
    return _propose(situation, rule_set, pick, frozenset())


def settle(situation: Situation, rule_set: RuleSet, pick: Picker = pick_orders) -> Proposal:
    """What a commit would do: a proposal with each segment's policy for exceptions applied.

    *Leave*: such lines count as skipped and the run is computed again. *Stop*: their product
    is no part of the run. *Accept*: they take what the run gives them.
    """
    left: frozenset[int] = frozenset()
    stopped: frozenset[int] = frozenset()
    running = situation.run_product_ids
    if running is None:
        running = frozenset(product.product_id for product in situation.products)
    while True:
        inside = replace(situation, run_product_ids=running - stopped)
        proposal = _propose(inside, rule_set, pick, left)
        failing = [
            (line, rule_set.segments[result.segment].exceptions)
            for line, result in zip(situation.lines, proposal.lines, strict=True)
            if result.short_quantity
        ]
        leave = {line.line_id for line, policy in failing if policy is ExceptionPolicy.LEAVE}
        stop = {line.product_id for line, policy in failing if policy is ExceptionPolicy.STOP}
        if not leave and not stop:
            return replace(proposal, left_line_ids=left, stopped_product_ids=stopped)
        left |= leave
        stopped |= stop


def _propose(situation: Situation, rule_set: RuleSet, pick: Picker, left: frozenset[int]) -> Proposal:
    run = Run(situation, rule_set, pick, left)
    results: list[LineResult | None] = [None] * len(situation.lines)
    free: dict[int, int] = {}
    for group in run.groups:
        counter, claims = run.serve(group)
        for place, claim in zip(group.places, claims, strict=True):
            results[place] = _result(claim, situation.today)
        for goods in counter:
            free.update(goods.free_by_supply())
    return Proposal(
        tuple([result for result in results if result is not None]),
        tuple([(supply.supply_id, free[supply.supply_id]) for supply in situation.supplies]),
        run.exact,
    )


def _result(claim: Claim, today: date) -> LineResult:
    line = claim.line
    after = allocations_after(claim)
    had = units_of(claim, claim.before) if claim.before else ()
    has = had if after is claim.before else units_of(claim, after)
    before = confirmed_units(had, claim.wanted)
    now = before if has is had else confirmed_units(has, claim.wanted)
    return LineResult(
        line.line_id,
        tuple(claim.before),
        tuple(after),
        claim.held,
        claim.pinned + claim.got,
        confirmed_date(line.open_quantity, has, claim.wanted),
        classify_change(before, now),
        claim.strategy,
        claim.segment,
        claim.rank,
        short_quantity(claim.strategy, line, today, (had, before), (has, now)),
    )


def allocations_after(claim: Claim) -> Sequence[Allocation]:
    """What a line holds after the run, by date; an allocation that stays is the same value."""
    if claim.segment == OUTSIDE or not (claim.before or claim.taken):
        return claim.before
    goods = claim.goods
    after = [each for each in claim.before if each.stays] if claim.pinned else []
    loose = (
        {goods.slots[each.supply_id]: each for each in claim.before if not each.stays} if claim.before else {}
    )
    for slot, quantity in sorted(claim.taken.items()) if len(claim.taken) > 1 else claim.taken.items():
        held = loose.get(slot)
        if held is None or held.quantity != quantity:
            held = Allocation(goods.supplies[slot].supply.supply_id, claim.line.line_id, quantity)
        after.append(held)
    return claim.before if after == claim.before else after


def units_of(claim: Claim, allocations: Sequence[Allocation]) -> Units:
    """The covered units of a line in date order, each with the day of its supply."""
    if not allocations:
        return ()
    days = claim.goods.days
    slots = claim.goods.slots
    units = [(days[slots[each.supply_id]], each.quantity) for each in allocations]
    if len(units) > 1:
        units.sort()
    return units
