"""Which promises hold when something moves: before and after, side by side (semantics 2, 6).

Both sides are looked at on the same day, so that nothing is called earlier or later because
a day has passed. Which day the law gives a notice is said by notice_rules.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boapp.domain.confirmation import Change, classify_change
from boapp.domain.decisions import NoticeDue, NoticeKind, NoticeLine
from boapp.domain.orders import Delivery, OrderLine
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

    `broken`: its told date is missed because of this change. `notice` is the one it needs
    as things stand, `notice_changes` whether what it would say is new.
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
    notice: NoticeKind | None
    notice_changes: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changes for customers between two situations.

    `complete_order_ids`: orders of which every line is covered now and was not before.
    `ready_order_ids`: orders that can go today as a whole and could not before.
    `notices`: what becomes due in principle, lines of one customer and kind together;
    arrivals are due once the goods are set aside.
    """

    lines: tuple[LineOutcome, ...]
    complete_order_ids: tuple[int, ...]
    ready_order_ids: tuple[int, ...]
    notices: tuple[NoticeDue, ...]

    @property
    def broken(self) -> tuple[LineOutcome, ...]:
        """Lines whose told date is missed because of this change."""
        return tuple(one for one in self.lines if one.broken)

    @property
    def letter_count(self) -> int:
        """How many letters that makes: several lines of one customer go into one."""
        return len({notice.customer_id for notice in self.notices})


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
    return Comparison(lines, complete, ready, _notices(lines, ready, new))


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
        notice=_notice_kind(promise, parts_after),
        notice_changes=[part.coming for part in parts_before] != [part.coming for part in parts_after],
    )


_OUTCOMES = {
    Change.GAINED: Outcome.IMPROVED,
    Change.EARLIER: Outcome.IMPROVED,
    Change.KEPT: Outcome.KEPT,
    Change.LATER: Outcome.DELAYED,
    Change.LOST: Outcome.LOST,
}


def _notice_kind(promise: Promise | None, after: Sequence[PartOutcome]) -> NoticeKind | None:
    """Which notice a line needs: a promise cannot be kept, or there is a date where there was none."""
    if any(part.told_date is None and _has_date(part) for part in after):
        return NoticeKind.DELAY_RENEWED
    if all(part.kept for part in after):
        return None
    return NoticeKind.DELAY_RENEWED if promise is not None and promise.delay_told else NoticeKind.DELAY_FIRST


def _has_date(part: PartOutcome) -> bool:
    return all(day is not None for day, _ in part.coming)


def _is_whole(side: Side, line: OrderLine) -> bool:
    return covered(side, line.line_id) == line.open_quantity


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


def _notices(lines: Sequence[LineOutcome], ready: Collection[int], side: Side) -> tuple[NoticeDue, ...]:
    """One notice for each customer and kind."""
    waiting_for_all = {
        line.order_id for line in side.lines.values() if line.delivery is Delivery.COMPLETE_ORDER
    }
    due: dict[tuple[NoticeKind, int], list[NoticeLine]] = {}
    for one in lines:
        line = one.line
        if one.notice is not None and one.notice_changes:
            due.setdefault((one.notice, line.customer_id), []).extend(_delayed(one, side.situation.today))
        if one.becomes_ready and (line.order_id not in waiting_for_all or line.order_id in ready):
            told = max((part.told_date for part in one.parts_after if part.told_date), default=None)
            arrived = NoticeLine(line.line_id, line.open_quantity, told, side.situation.today)
            due.setdefault((NoticeKind.ARRIVAL, line.customer_id), []).append(arrived)
    return tuple(NoticeDue(kind, customer_id, tuple(told)) for (kind, customer_id), told in due.items())


def _delayed(one: LineOutcome, today: date) -> list[NoticeLine]:
    """What is to be told of a line: each quantity that misses its day, or has one at last."""
    found = []
    for part in one.parts_after:
        for day, quantity in part.coming:
            if part.told_date is None:
                is_news = day is not None
            else:
                is_news = not part.kept and (day is None or day > max(part.told_date, today))
            if is_news:
                found.append(NoticeLine(one.line.line_id, quantity, part.told_date, day))
    return found
