"""Why a line gets what it gets: a code and the facts a sentence needs (semantics 5).

Nothing is decided here; the reasons are read off a proposal, for the lines asked for.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from boapp.domain.backorders import LineResult, Proposal
from boapp.domain.coverage import DatedSupply, on_time_axis
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation
from boapp.domain.strategies import Distribution, RuleSet, Strategy


class Cause(StrEnum):
    """What kept a line from getting more; or that nothing did."""

    NOTHING_OWED = "nothing_owed"
    WHOLE = "whole"
    LEFT_ALONE = "left_alone"
    GIVES_BACK = "gives_back"
    NO_MORE_THAN_HELD = "no_more_than_held"
    WAITS_FOR_ALL = "waits_for_all"
    TOO_LATE_FOR_USE = "too_late_for_use"
    LESS_THAN_A_PACK = "less_than_a_pack"
    NOTHING_COMING = "nothing_coming"
    SHARED_EVENLY = "shared_evenly"
    OTHERS_BECOME_WHOLE = "others_become_whole"
    OTHERS_CAME_BEFORE = "others_came_before"
    NOT_ENOUGH = "not_enough"


@dataclass(frozen=True, slots=True)
class Take:
    """What a line has of one supply; `kept` of it it held before; `last`: nothing is left after it."""

    supply_id: int
    quantity: int
    kept: int
    last: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """What another line has of one supply; `kept`: it held all of it before; rank 0: not in the run."""

    line_id: int
    rank: int
    supply_id: int
    quantity: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a line gets what it gets; quantities in 1/10,000 units.

    `ahead`: who has most of what it could have used, the most first: of those before it, or,
    where its rule lets others keep or become whole, of all.
    `blocking_product_id`: of what an order that waits for all has not enough.
    """

    line_id: int
    cause: Cause
    quantity: int
    open_quantity: int
    rank: int
    strategy: Strategy
    takes: tuple[Take, ...]
    ahead: tuple[Ahead, ...] = ()
    confirmed_date: date | None = None
    on_late_supply: bool = False
    short_quantity: int = 0
    blocking_product_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hindrance:
    """The heart of a reason: what kept a line from getting more, and who (as in Reason)."""

    cause: Cause
    ahead: tuple[Ahead, ...] = ()


# So many of those who came before are named, out of so many that took most.
NAMED = 2
REMEMBERED = 8


def explain(
    situation: Situation, rule_set: RuleSet, proposal: Proposal, line_ids: Collection[int] | None = None
) -> dict[int, Reason]:
    """The reason of each line asked for (all when None), by its key."""
    explainer = _Explainer(situation, rule_set, proposal)
    return {
        line.line_id: explainer.reason(line, result, hindrance)
        for line, result, hindrance in explainer.hindrances(line_ids)
    }


def find_hindrances(
    situation: Situation, rule_set: RuleSet, proposal: Proposal, line_ids: Collection[int] | None = None
) -> dict[int, Hindrance]:
    """The heart of the reason of each line asked for (all when None), for the history of runs."""
    found = _Explainer(situation, rule_set, proposal).hindrances(line_ids)
    return {line.line_id: hindrance for line, _, hindrance in found}


class _Most:
    """Who has most of a product, supply by supply, the most first; of equals who was noted first."""

    __slots__ = ("_noted", "_parts")

    def __init__(self) -> None:
        self._noted = 0
        self._parts: list[tuple[int, int, int, LineResult]] = []

    def note(self, result: LineResult) -> None:
        """Add what a line has."""
        after = result.after
        held = (
            by_supply(after).items()
            if len(after) > 1
            else [(each.supply_id, each.quantity) for each in after]
        )
        for supply_id, quantity in held:
            self._noted += 1
            self._parts.append((-quantity, self._noted, supply_id, result))

    def others(self, line_id: int) -> Iterator[tuple[int, LineResult]]:
        """The supplies they have it of and what they got, but for one line."""
        self._parts.sort()
        del self._parts[REMEMBERED:]
        return ((supply_id, result) for _, _, supply_id, result in self._parts if result.line_id != line_id)


class _Queue:
    """The lines of one product in the order in which they were served."""

    def __init__(self) -> None:
        self.served: list[tuple[OrderLine, LineResult]] = []

    @cached_property
    def most(self) -> _Most:
        """Who has most of all."""
        most = _Most()
        for _, result in self.served:
            most.note(result)
        return most

    @cached_property
    def last_of(self) -> dict[int, int]:
        """Who was served last from each supply."""
        return {each.supply_id: result.line_id for _, result in self.served for each in result.after}


class _Explainer:
    def __init__(self, situation: Situation, rule_set: RuleSet, proposal: Proposal) -> None:
        self._rule_set = rule_set
        self._served = list(zip(situation.lines, proposal.lines, strict=True))
        self._complete = {
            line.order_id for line in situation.lines if line.delivery is Delivery.COMPLETE_ORDER
        }
        self._free = dict(proposal.free)
        self._dated: dict[int, DatedSupply] = {}
        self._of_product: dict[int, list[DatedSupply]] = defaultdict(list)
        for one in on_time_axis(situation.supplies, situation.today, situation.settings):
            self._dated[one.supply.supply_id] = one
            self._of_product[one.supply.product_id].append(one)
        self._queues: dict[int, _Queue] = defaultdict(_Queue)
        for pair in self._served:
            self._queues[pair[0].product_id].served.append(pair)
        for queue in self._queues.values():
            queue.served.sort(key=_rank)

    @cached_property
    def _orders(self) -> Mapping[int, Sequence[tuple[OrderLine, LineResult]]]:
        orders: dict[int, list[tuple[OrderLine, LineResult]]] = defaultdict(list)
        for line, result in self._served:
            orders[line.order_id].append((line, result))
        return orders

    @cached_property
    def _behind(self) -> Mapping[int, int]:
        """How much those behind each line in the queue have."""
        found: dict[int, int] = {}
        for queue in self._queues.values():
            behind = 0
            for line, result in reversed(queue.served):
                found[line.line_id] = behind
                behind += result.after_quantity
        return found

    def hindrances(
        self, line_ids: Collection[int] | None
    ) -> Iterator[tuple[OrderLine, LineResult, Hindrance]]:
        """The lines asked for, product by product, in the order in which they were served."""
        for queue in self._queues.values():
            before = _Most()
            for line, result in queue.served:
                if line_ids is None or line.line_id in line_ids:
                    yield line, result, self._hindrance(line, result, queue, before)
                if result.after:
                    before.note(result)

    def reason(self, line: OrderLine, result: LineResult, hindrance: Hindrance) -> Reason:
        """All there is to say about a line."""
        return Reason(
            line.line_id,
            hindrance.cause,
            result.after_quantity,
            line.open_quantity,
            result.rank,
            result.strategy,
            self._takes(result, self._queues[line.product_id].last_of),
            hindrance.ahead,
            result.confirmed_date,
            any(self._dated[each.supply_id].late for each in result.after),
            result.short_quantity,
            self._blocking(line) if hindrance.cause is Cause.WAITS_FOR_ALL else None,
        )

    def _hindrance(self, line: OrderLine, result: LineResult, queue: _Queue, before: _Most) -> Hindrance:
        if result.after_quantity >= line.open_quantity:
            return Hindrance(Cause.WHOLE if line.open_quantity else Cause.NOTHING_OWED)
        others = self._in_its_way(line, before) or self._in_its_way(line, queue.most)
        cause = self._cause(line, result, bool(others))
        if cause not in _NAMING:
            return Hindrance(cause)
        if cause is Cause.OTHERS_BECOME_WHOLE:
            others = self._in_its_way(line, queue.most)
        return Hindrance(cause, tuple([as_seen(supply_id, other) for supply_id, other in others[:NAMED]]))

    def _takes(self, result: LineResult, last_of: Mapping[int, int]) -> tuple[Take, ...]:
        held = by_supply(result.before)
        takes = [
            Take(
                supply_id,
                quantity,
                min(quantity, held.get(supply_id, 0)),
                not self._free[supply_id] and last_of[supply_id] == result.line_id,
            )
            for supply_id, quantity in by_supply(result.after).items()
        ]
        if len(takes) > 1:
            takes.sort(key=lambda take: self._place(take.supply_id))
        return tuple(takes)

    def _place(self, supply_id: int) -> tuple[date, tuple[int, int]]:
        one = self._dated[supply_id]
        return one.day, one.precedence

    def _cause(self, line: OrderLine, result: LineResult, others: bool) -> Cause:
        if result.strategy in _PLAIN:
            return _PLAIN[result.strategy]
        if self._is_complete(line):
            return Cause.WAITS_FOR_ALL
        if result.strategy is Strategy.FILL and result.after_quantity >= result.before_quantity:
            return Cause.NO_MORE_THAN_HELD
        return self._scarcity(line, result, others)

    def _scarcity(self, line: OrderLine, result: LineResult, others: bool) -> Cause:
        """Why there was not enough for a line that takes parts and may have all."""
        supplies = self._of_product[line.product_id]
        if not any(one.supply.quantity for one in supplies):
            return Cause.NOTHING_COMING
        if any(self._free[one.supply.supply_id] for one in supplies if self._usable(line, one)):
            return Cause.LESS_THAN_A_PACK
        if any(self._free[one.supply.supply_id] for one in supplies):
            return Cause.TOO_LATE_FOR_USE
        if not others:
            return Cause.NOT_ENOUGH
        distribution = self._rule_set.segments[result.segment].distribution
        return _SHORTAGE[distribution]

    def _is_complete(self, line: OrderLine) -> bool:
        return line.delivery is not Delivery.PARTIAL or line.order_id in self._complete

    def _blocking(self, line: OrderLine) -> int | None:
        """The product that keeps its order from becoming whole, whatever those behind it have."""
        for other, result in self._orders[line.order_id]:
            free = sum(
                self._free[one.supply.supply_id]
                for one in self._of_product[other.product_id]
                if self._usable(other, one)
            )
            if other.open_quantity - result.after_quantity > free + self._behind[other.line_id]:
                return other.product_id
        return None

    def _in_its_way(self, line: OrderLine, most: _Most) -> list[tuple[int, LineResult]]:
        """Those of others who have what the line could have used, and of which supply."""
        return [
            (supply_id, other)
            for supply_id, other in most.others(line.line_id)
            if line.no_use_after is None or self._usable(line, self._dated[supply_id])
        ]

    def _usable(self, line: OrderLine, one: DatedSupply) -> bool:
        return line.no_use_after is None or one.day <= line.no_use_after


_PLAIN = {Strategy.SKIP: Cause.LEFT_ALONE, Strategy.LOSE: Cause.GIVES_BACK}
_SHORTAGE = {
    Distribution.RANKED: Cause.OTHERS_CAME_BEFORE,
    Distribution.EQUAL: Cause.SHARED_EVENLY,
    Distribution.MOST_COMPLETE: Cause.OTHERS_BECOME_WHOLE,
}
_NAMING = frozenset(
    {
        Cause.OTHERS_CAME_BEFORE,
        Cause.OTHERS_BECOME_WHOLE,
        Cause.WAITS_FOR_ALL,
        Cause.SHARED_EVENLY,
        Cause.TOO_LATE_FOR_USE,
    }
)


def as_seen(supply_id: int, result: LineResult) -> Ahead:
    """What a line has of one supply, as others see it."""
    quantity = by_supply(result.after)[supply_id]
    kept = by_supply(result.before).get(supply_id, 0) >= quantity
    return Ahead(result.line_id, result.rank, supply_id, quantity, kept)


def _rank(served: tuple[OrderLine, LineResult]) -> int:
    return served[1].rank


def by_supply(allocations: Sequence[Allocation]) -> dict[int, int]:
    """What allocations sum up to, supply by supply."""
    if len(allocations) == 1:
        return {allocations[0].supply_id: allocations[0].quantity}
    sums: dict[int, int] = {}
    for each in allocations:
        sums[each.supply_id] = sums.get(each.supply_id, 0) + each.quantity
    return sums
