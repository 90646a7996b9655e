"""Rule sets: which lines are served how (semantics 5).

A rule set is a list of segments, each a filter, a strategy, a ranking and a distribution.
A line takes the first segment whose filter it matches; a line with something told is then
served as *gain*, unless its segment says that it may be moved. A line that no segment
matches is not part of the run and keeps what it has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boapp.domain.confirmation import Units, covered_by, missing_or_later
from boapp.domain.orders import OrderLine
from boapp.domain.ranking import DEFAULT_RANKING, RankBy, RankingKey


class Strategy(StrEnum):
    """What a line may expect of a run, in the order in which lines are served."""

    SKIP = "skip"  # keeps exactly what it has; nobody's run touches it
    WIN = "win"  # first, in full: takes what it needs of all that is free
    GAIN = "gain"  # keeps what it held, or gets better: all keep first, then all may grow
    IMPROVE = "improve"  # takes what it needs after those
    REDISTRIBUTE = "redistribute"  # takes what it needs of what is then left: shared out anew
    FILL = "fill"  # gets no more than it held before
    LOSE = "lose"  # gives back what it held


class UpTo(StrEnum):
    """How much a line may have, all in all, when a round is over."""

    HELD = "held"  # what it held before the run
    OPEN = "open"  # all that is still owed


# In each round every line of the segment takes, one after the other, up to that bound.
ROUNDS: Mapping[Strategy, tuple[UpTo, ...]] = {
    Strategy.SKIP: (),
    Strategy.WIN: (UpTo.OPEN,),
    Strategy.GAIN: (UpTo.HELD, UpTo.OPEN),
    Strategy.IMPROVE: (UpTo.OPEN,),
    Strategy.REDISTRIBUTE: (UpTo.OPEN,),
    Strategy.FILL: (UpTo.HELD,),
    Strategy.LOSE: (),
}

SERVING_ORDER = tuple(Strategy)


class Distribution(StrEnum):
    """How the lines of one segment share what is free."""

    RANKED = "ranked"  # one after the other, best rank first
    EQUAL = "equal"  # the same for everyone, delivery by delivery
    MOST_COMPLETE = "most_complete"  # as many whole orders as possible


class ExceptionPolicy(StrEnum):
    """What a commit does with a line whose rule could not be kept."""

    LEAVE = "leave"  # it stays as it was, and the run is computed again around it
    ACCEPT = "accept"  # it takes what the run gives it
    STOP = "stop"  # its product is not committed at all


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines a segment is for: all that is given must hold, None is not asked."""

    told: bool | None = None
    priorities: frozenset[int] | None = None
    customer_ids: frozenset[int] | None = None
    product_ids: frozenset[int] | None = None
    order_ids: frozenset[int] | None = None
    line_ids: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One rule: a filter, and how the lines it finds are ranked and served."""

    strategy: Strategy
    filter: LineFilter = LineFilter()
    ranking: tuple[RankingKey, ...] = DEFAULT_RANKING
    distribution: Distribution = Distribution.RANKED
    may_move_told: bool = False
    exceptions: ExceptionPolicy = ExceptionPolicy.LEAVE
    name: str = ""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Who comes first: segments, read from the top; a line that none matches is left alone."""

    segments: tuple[Segment, ...]
    name: str = ""


# The set that ships: keep what was told, share what is free, oldest first.
OLDEST_FIRST = RuleSet(
    (Segment(Strategy.REDISTRIBUTE, ranking=(RankingKey(RankBy.ORDERED),)),), "oldest first"
)


def matches(line_filter: LineFilter, line: OrderLine) -> bool:
    """Whether a segment is for this line (semantics 5)."""
    return (
        (line_filter.told is None or line_filter.told == (line.told_date is not None))
        and (line_filter.priorities is None or line.priority in line_filter.priorities)
        and (line_filter.customer_ids is None or line.customer_id in line_filter.customer_ids)
        and (line_filter.product_ids is None or line.product_id in line_filter.product_ids)
        and (line_filter.order_ids is None or line.order_id in line_filter.order_ids)
        and (line_filter.line_ids is None or line.line_id in line_filter.line_ids)
    )


def segment_of(rule_set: RuleSet, line: OrderLine) -> int | None:
    """The place of the first segment that is for this line, None when none is."""
    for place, segment in enumerate(rule_set.segments):
        if matches(segment.filter, line):
            return place
    return None


def served_as(segment: Segment, line: OrderLine) -> Strategy:
    """How a line is served in its segment: something told is kept, unless the segment may move it.

    A line under *skip* stays under *skip*: nothing told is moved by leaving it alone.
    """
    if line.told_date is None or segment.may_move_told or segment.strategy is Strategy.SKIP:
        return segment.strategy
    return Strategy.GAIN


def short_quantity(
    strategy: Strategy, line: OrderLine, today: date, before: tuple[Units, Units], after: tuple[Units, Units]
) -> int:
    """How much of a line misses its rule, 0 when the rule is kept (semantics 5, last column).

    `before` and `after` are each the line's units by supply date and by confirmed date.
    """
    match strategy:
        case Strategy.WIN:
            return short_of_win(line, today, after[0])
        case Strategy.GAIN:
            return missing_or_later(before[1], after[1])
        case _:
            return 0


def short_of_win(line: OrderLine, today: date, after: Units) -> int:
    """What a *first, in full* line misses: by the told date, else by its wish, else at all.

    Supply dates count. A wish of the past is no date to miss; a told date of the past is missed.
    """
    day = line.told_date
    if day is None and line.wanted_date is not None and line.wanted_date >= today:
        day = line.wanted_date
    return line.open_quantity - covered_by(after, date.max if day is None else day)
