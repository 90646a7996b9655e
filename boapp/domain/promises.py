"""Which promises hold when something moves: before and after, side by side (semantics 2, 6).

Both sides are looked at on the same day, so that nothing is called earlier or later because
a day has passed. Which letters that makes due is said by dues, by the ledger and the law.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from boapp.domain.confirmation import Change, classify_change
from boapp.domain.orders import OrderLine
from boapp.domain.situation import Situation
from boapp.domain.told import PartOutcome, Promise, Side, covered, on_hand, part_outcomes, side_of, units_on


class Outcome(StrEnum):
    """What becomes of a line: the groups of "before and after"."""

    IMPROVED = "improved"  # more of it, or earlier
    KEPT = "kept"  # nothing changes for the customer
    DELAYED = "delayed"  # as much, but later
    LOST = "lost"  # less of it


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """One line before and after: what it was told, what it has, what that means.

    `broken`: its told date is missed because of this change. `becomes_ready`: all that is
    owed of it is here now and can go today.
    """

    line: OrderLine
    outcome: Outcome
    change: Change
    before_quantity: int
    after_quantity: int
    parts_before: tuple[PartOutcome, ...]
    parts_after: tuple[PartOutcome, ...]
    broken: bool
    becomes_complete: bool
    becomes_ready: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changes for customers between two situations.

    `complete_order_ids`: orders of which every line is covered now and was not before.
    `ready_order_ids`: orders that can go today as a whole and could not before.
    """

    lines: tuple[LineOutcome, ...]
    complete_order_ids: tuple[int, ...]
    ready_order_ids: tuple[int, ...]

    @property
    def broken(self) -> tuple[LineOutcome, ...]:
        """Lines whose told date is missed because of this change."""
        return tuple(one for one in self.lines if one.broken)


def compare(
    before: Situation,
    after: Situation,
    promises: Iterable[Promise] = (),
    product_ids: Collection[int] | None = None,
) -> Comparison:
    """Say for each line of some products (None: all) what changes for its customer.

    A line without a `Promise` counts as told for its whole open quantity if it has a told
    date. Lines that are gone afterwards are not named.
    """
    told = {promise.line_id: promise for promise in promises}
    old, new = side_of(before), side_of(after)
    lines = tuple(
        _line_outcome(line, told.get(line.line_id), old, new)
        for line in after.lines
        if product_ids is None or line.product_id in product_ids
    )
    order_ids = list(dict.fromkeys(one.line.order_id for one in lines))
    was, now = _orders(old, order_ids), _orders(new, order_ids)
    complete = tuple(key for key in order_ids if now[key][0] and not was[key][0])
    ready = tuple(key for key in order_ids if now[key][1] and not was[key][1])
    return Comparison(lines, complete, ready)


def missed_promises(situation: Situation, promises: Iterable[Promise]) -> tuple[LineOutcome, ...]:
    """Lines whose told date cannot be kept as things stand: each needs a notice if it has none yet."""
    comparison = compare(situation, situation, promises)
    return tuple(one for one in comparison.lines if any(not part.kept for part in one.parts_after))


def _line_outcome(line: OrderLine, promise: Promise | None, old: Side, new: Side) -> LineOutcome:
    was = old.lines.get(line.line_id)
    units_before = units_on(old, was) if was else ()
    units_after = units_on(new, line)
    change = classify_change(units_before, units_after)
    parts_before = part_outcomes(was, promise, old) if was else ()
    parts_after = part_outcomes(line, promise, new)
    missed_before = sum(part.missed_quantity for part in parts_before)
    missed = sum(part.missed_quantity for part in parts_after)
    worse = change in (Change.LATER, Change.LOST)
    return LineOutcome(
        line,
        _OUTCOMES[change],
        change,
        sum(quantity for _, quantity in units_before),
        sum(quantity for _, quantity in units_after),
        parts_before,
        parts_after,
        broken=missed > missed_before or (missed > 0 and worse),
        becomes_complete=_is_whole(new, line) and not (was and _is_whole(old, was)),
        becomes_ready=_can_go(new, line) and not (was and _can_go(old, was)),
    )


_OUTCOMES = {
    Change.GAINED: Outcome.IMPROVED,
    Change.EARLIER: Outcome.IMPROVED,
    Change.KEPT: Outcome.KEPT,
    Change.LATER: Outcome.DELAYED,
    Change.LOST: Outcome.LOST,
}


def _is_whole(side: Side, line: OrderLine) -> bool:
    return 0 < line.open_quantity == covered(side, line.line_id)


def _can_go(side: Side, line: OrderLine) -> bool:
    """Whether a line can be sent today, all that is owed of it."""
    due = line.wanted_date is None or line.wanted_date <= side.situation.today
    return due and 0 < line.open_quantity == on_hand(side, line.line_id)


def _orders(side: Side, order_ids: Iterable[int]) -> dict[int, tuple[bool, bool]]:
    """For each order: whether all its lines are covered, and whether all can go today."""
    found = dict.fromkeys(order_ids, (True, True))
    seen: set[int] = set()
    for line in side.lines.values():
        if line.order_id in found and line.open_quantity:
            whole, ready = found[line.order_id]
            found[line.order_id] = (whole and _is_whole(side, line), ready and _can_go(side, line))
            seen.add(line.order_id)
    return {key: value if key in seen else (False, False) for key, value in found.items()}
