"""Setting up a run: the counter opened, lines gathered into those that decide together (semantics 5).

Products that no order ties together never touch each other, so each group of lines that
are tied is served by itself; the result is the same as serving all at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from boapp.domain.claims import OUTSIDE, Claim, Goods
from boapp.domain.coverage import on_time_axis
from boapp.domain.distributions import Turn, claims_of
from boapp.domain.most_complete import Picker
from boapp.domain.orders import Delivery
from boapp.domain.parties import Party
from boapp.domain.ranking import RankBy, SortKey, sort_key
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation, Supply
from boapp.domain.strategies import (
    SERVING_ORDER,
    Distribution,
    RuleSet,
    Strategy,
    segment_of,
    served_as,
)

SERVING_PLACE = {strategy: place for place, strategy in enumerate(SERVING_ORDER)}


def open_counter(situation: Situation) -> dict[int, Goods]:
    """Every product's supplies on the time axis, less nothing yet."""
    supplies: dict[int, list[Supply]] = {product.product_id: [] for product in situation.products}
    for supply in situation.supplies:
        supplies[supply.product_id].append(supply)
    return {
        product.product_id: Goods(
            product,
            on_time_axis(supplies[product.product_id], situation.today, situation.settings),
            situation.settings,
        )
        for product in situation.products
    }


def lay_claims(situation: Situation, counter: dict[int, Goods]) -> list[Claim]:
    """Every line with what it holds; all that is held is deducted from what is free."""
    held: dict[int, list[Allocation]] = defaultdict(list)
    for allocation in situation.allocations:
        held[allocation.line_id].append(allocation)
    nothing: list[Allocation] = []
    claims = [
        Claim(line, counter[line.product_id], held.get(line.line_id, nothing), situation.today)
        for line in situation.lines
    ]
    for claim in claims:
        for each in claim.before:
            claim.goods.free[claim.goods.slots[each.supply_id]] -= each.quantity
    return claims


def take_part(situation: Situation, rule_set: RuleSet, claims: Iterable[Claim], left: frozenset[int]) -> None:
    """Let each line of the run enter under its rule; all others stay as they stand.

    `left`: lines that are to count as skipped.
    """
    products = situation.run_product_ids
    for claim in claims:
        line = claim.line
        if (
            line.special_order
            or line.line_id in left
            or (products is not None and line.product_id not in products)
        ):
            continue
        place = segment_of(rule_set, line)
        if place is None:
            continue
        strategy = served_as(rule_set.segments[place], line)
        if strategy is not Strategy.SKIP:
            claim.enter(strategy, place)


def tying_orders(rule_set: RuleSet, claims: Sequence[Claim]) -> dict[int, list[Claim]]:
    """The orders whose lines decide together, each with all its lines, those outside the run too.

    One flag makes the whole order complete; *most complete orders* looks at orders as a whole.
    """
    by_whole_orders = {
        place
        for place, segment in enumerate(rule_set.segments)
        if segment.distribution is Distribution.MOST_COMPLETE
    }
    found: dict[int, list[Claim]] = {
        claim.line.order_id: []
        for claim in claims
        if claim.line.delivery is Delivery.COMPLETE_ORDER or claim.segment in by_whole_orders
    }
    if found:
        for claim in claims:
            if claim.line.order_id in found:
                found[claim.line.order_id].append(claim)
    return found


def tied_groups(claims: Sequence[Claim], orders: Mapping[int, Sequence[Claim]]) -> list[list[Claim]]:
    """The lines of the run, in groups that share no product and no tying order."""
    leader: dict[int, int] = {}

    def find(product_id: int) -> int:
        while leader[product_id] != product_id:
            leader[product_id] = product_id = leader[leader[product_id]]
        return product_id

    running = [claim for claim in claims if claim.segment != OUTSIDE]
    for claim in running:
        leader[claim.line.product_id] = claim.line.product_id
    for order in orders.values():
        tied = [claim.line.product_id for claim in order if claim.segment != OUTSIDE]
        for product_id in tied[1:]:
            leader[find(product_id)] = find(tied[0])
    groups: dict[int, list[Claim]] = defaultdict(list)
    for claim in running:
        groups[find(claim.line.product_id)].append(claim)
    return list(groups.values())


class Run:
    """One pass over the groups: the keys lines are ranked by, and whether every search was exact."""

    def __init__(
        self, situation: Situation, rule_set: RuleSet, orders: Mapping[int, Sequence[Claim]], pick: Picker
    ) -> None:
        self._segments = rule_set.segments
        self._orders = orders
        self._pick = pick
        self._complete = {
            order_id
            for order_id, claims in orders.items()
            if any(claim.line.delivery is Delivery.COMPLETE_ORDER for claim in claims)
        }
        ageing_days = situation.settings.ageing_days
        self._keys: list[tuple[SortKey, bool]] = [
            (
                sort_key(segment.ranking, situation.today, ageing_days),
                any(key.by is RankBy.PROMISED for key in segment.ranking),
            )
            for segment in rule_set.segments
        ]
        self.exact = True

    def serve(self, group: Sequence[Claim]) -> None:
        """Serve a group: the segments in the order of the strategies, inside one by rank."""
        turns = self._turns(group)
        for number, (_, parties) in enumerate(turns):
            for claim in claims_of(parties):
                claim.turn = number
        places: dict[int, int] = defaultdict(int)
        for number, ((serving_place, place), parties) in enumerate(turns):
            strategy = SERVING_ORDER[serving_place]
            turn = Turn(number, strategy, place, self._segments[place], self._orders, self._pick)
            for claim in claims_of(turn.serve(parties)):
                places[claim.line.product_id] += 1
                claim.rank = places[claim.line.product_id]
            self.exact = self.exact and turn.exact

    def _turns(self, group: Sequence[Claim]) -> list[tuple[tuple[int, int], list[Party]]]:
        """The parties of each segment's turn, in rank order; a complete order at that of its best line."""
        turns: list[tuple[tuple[int, int], list[Party]]] = []
        gathered: dict[int, list[Claim]] = {}
        for key, claim in sorted([(self._key(claim), claim) for claim in group], key=itemgetter(0)):
            order_id = claim.line.order_id
            if order_id in gathered:
                gathered[order_id].append(claim)
                continue
            if order_id in self._complete:
                gathered[order_id] = [claim]
                standing = [each for each in self._orders[order_id] if each.segment == OUTSIDE]
                party = Party(gathered[order_id], complete=True, standing=standing)
            else:
                party = Party((claim,), claim.line.delivery is not Delivery.PARTIAL)
            if not turns or turns[-1][0] != key[0]:
                turns.append((key[0], []))
            turns[-1][1].append(party)
        return turns

    def _key(self, claim: Claim) -> tuple[tuple[int, int], Any]:
        key_of, asks_promised = self._keys[claim.segment]
        promised = last_day_held(claim) if asks_promised else None
        return (SERVING_PLACE[claim.strategy], claim.segment), key_of(claim.line, promised)


def last_day_held(claim: Claim) -> date | None:
    """The last confirmed date of what a line held before the run; None when it held nothing."""
    days = [claim.goods.days[claim.goods.slots[each.supply_id]] for each in claim.before]
    return max(*days, claim.wanted) if days else None
