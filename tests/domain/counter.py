"""A shop in one call, for tests of runs: supplies, waiting lines, and what a run makes of them.

Quantities are whole pieces here; days are days of October 2026, today is the first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from boapp.domain.backorders import LineResult, Proposal, propose
from boapp.domain.catalog import Product
from boapp.domain.most_complete import Picker, pick_orders
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.ranking import RankBy, RankingKey
from boapp.domain.situation import RunSettings, Situation
from boapp.domain.stock import Allocation, Supply
from boapp.domain.strategies import Distribution, LineFilter, RuleSet, Segment, Strategy

TODAY = date(2026, 10, 1)
BY_PRIORITY = (RankingKey(RankBy.PRIORITY),)
WHOLE_LINE = Delivery.COMPLETE_LINE
WHOLE_ORDER = Delivery.COMPLETE_ORDER


def day(number: int) -> date:
    """A day counted from the end of September, so that day(1) is today."""
    return TODAY + timedelta(days=number - 1)


@dataclass(frozen=True)
class Goods:
    """A supply to be: on hand without a day."""

    name: str
    quantity: float
    on: int | None = None
    sku: str = "X"


@dataclass(frozen=True)
class Line:
    """A waiting line to be; held and pinned are pieces by supply name; `rest` goes to OrderLine."""

    name: str
    quantity: float
    strategy: Strategy | None = None
    held: Mapping[str, float] = field(default_factory=dict)
    pinned: Mapping[str, float] = field(default_factory=dict)
    sku: str = "X"
    order: str = ""
    wanted: int | None = None
    told: int | None = None
    last_day: int | None = None
    priority: int = 5
    delivery: Delivery = Delivery.PARTIAL
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Shop:
    """The values of a shop, and who is called what in it."""

    situation: Situation
    supplies: Mapping[str, int]
    lines: Mapping[str, int]
    strategies: Mapping[int, Strategy]


class Outcome:
    """What a run makes of a shop, by name and in pieces."""

    def __init__(self, shop: Shop, proposal: Proposal) -> None:
        self.proposal = proposal
        self._names = {number: name for name, number in shop.supplies.items()}
        self.lines: dict[str, LineResult] = {
            name: proposal.lines[number] for name, number in shop.lines.items()
        }

    @property
    def covered(self) -> dict[str, float]:
        """Pieces each line has."""
        return {name: each.after_quantity / UNIT for name, each in self.lines.items()}

    def of(self, line: str) -> dict[str, float]:
        """Pieces a line has, by supply."""
        found: dict[str, float] = {}
        for each in self.lines[line].after:
            name = self._names[each.supply_id]
            found[name] = found.get(name, 0) + each.quantity / UNIT
        return found

    @property
    def free(self) -> dict[str, float]:
        """Pieces free of each supply."""
        return {self._names[number]: quantity / UNIT for number, quantity in self.proposal.free}

    @property
    def exceptions(self) -> dict[str, float]:
        """Pieces that miss their rule, by line."""
        return {name: each.short_quantity / UNIT for name, each in self.lines.items() if each.short_quantity}


def pieces(quantity: float) -> int:
    """A number of pieces in 1/10,000 units."""
    return round(quantity * UNIT)


def shop_of(
    *entries: Goods | Line, products: Mapping[str, Mapping[str, Any]] | None = None, **settings: Any
) -> Shop:
    """The values for these supplies and lines; `products` gives pack and the like by sku."""
    goods = [each for each in entries if isinstance(each, Goods)]
    lines = [each for each in entries if isinstance(each, Line)]
    skus = {sku: number for number, sku in enumerate(dict.fromkeys(each.sku for each in entries))}
    supplies = {each.name: number for number, each in enumerate(goods)}
    orders: dict[str, int] = {}
    situation = Situation(
        TODAY,
        RunSettings(**settings),
        tuple(Product(number, sku, **(products or {}).get(sku, {})) for sku, number in skus.items()),
        tuple(
            Supply(
                supplies[each.name], skus[each.sku], pieces(each.quantity),
                None if each.on is None else day(each.on), each.on is None, each.name,
            )
            for each in goods
        ),
        tuple(_line(number, each, skus, orders) for number, each in enumerate(lines)),
        tuple(
            Allocation(supplies[name], number, pieces(quantity), pinned)
            for number, each in enumerate(lines)
            for part, pinned in ((each.pinned, True), (each.held, False))
            for name, quantity in part.items()
        ),
    )  # fmt: skip
    strategies = {
        number: each.strategy or (Strategy.GAIN if each.told else Strategy.REDISTRIBUTE)
        for number, each in enumerate(lines)
    }
    return Shop(situation, supplies, {each.name: number for number, each in enumerate(lines)}, strategies)


def _line(number: int, each: Line, skus: Mapping[str, int], orders: dict[str, int]) -> OrderLine:
    order = each.order or each.name
    return OrderLine(
        number,
        orders.setdefault(order, len(orders)),
        skus[each.sku],
        pieces(each.quantity),
        order,
        each.name,
        each.rest.get("ordered_date", TODAY),
        wanted_date=None if each.wanted is None else day(each.wanted),
        priority=each.priority,
        delivery=each.delivery,
        told_date=None if each.told is None else day(each.told),
        no_use_after=None if each.last_day is None else day(each.last_day),
        **{key: value for key, value in each.rest.items() if key != "ordered_date"},
    )


def rules_of(
    shop: Shop,
    ranking: Iterable[RankingKey] = BY_PRIORITY,
    distribution: Distribution = Distribution.RANKED,
    **more: Any,
) -> RuleSet:
    """One segment for the lines of each strategy; what was told may be moved."""
    return RuleSet(
        tuple(
            Segment(
                strategy,
                LineFilter(line_ids=frozenset(ids)),
                tuple(ranking),
                distribution,
                may_move_told=True,
                **more,
            )
            for strategy in Strategy
            if (ids := [number for number, asked in shop.strategies.items() if asked is strategy])
        )
    )


def run(
    *entries: Goods | Line,
    ranking: Iterable[RankingKey] = BY_PRIORITY,
    distribution: Distribution = Distribution.RANKED,
    pick: Picker = pick_orders,
    **settings: Any,
) -> Outcome:
    """Propose on a small shop."""
    shop = shop_of(*entries, **settings)
    return Outcome(shop, propose(shop.situation, rules_of(shop, ranking, distribution), pick))


def after_commit(situation: Situation, proposal: Proposal) -> Situation:
    """The situation once a proposal is committed."""
    return replace(situation, allocations=tuple(each for line in proposal.lines for each in line.after))
