"""Rule sets: which lines are served how (semantics 5).

A rule set is a list of segments. A line takes the first segment whose filter it
matches; a line with something told is then served as *gain*, unless its segment
says that it may be moved.
"""

from dataclasses import dataclass
from enum import StrEnum

from boapp.domain.orders import OrderLine
from boapp.domain.ranking import DEFAULT_RANKING, RankingKey


class Strategy(StrEnum):
    """What a line may expect of a run, in the order in which they are served."""

    SKIP = "skip"
    WIN = "win"
    GAIN = "gain"
    IMPROVE = "improve"
    REDISTRIBUTE = "redistribute"
    FILL = "fill"
    LOSE = "lose"


class Distribution(StrEnum):
    """How the lines of one segment share what is free."""

    RANKED = "ranked"
    EQUAL = "equal"
    MOST_COMPLETE = "most_complete"


class ExceptionPolicy(StrEnum):
    """What a commit does with a line whose rule could not be kept."""

    LEAVE = "leave"
    ACCEPT = "accept"
    STOP = "stop"


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
