"""A run over one group after another: the counter opened, lines served, segment by segment (semantics 5)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import itemgetter

from boapp.domain.claims import OUTSIDE, Claim, Goods
from boapp.domain.coverage import on_time_axis
from boapp.domain.distributions import Turn, claims_of
from boapp.domain.groups import Group, segments_taken, tied_groups, tying_orders
from boapp.domain.most_complete import Picker
from boapp.domain.orders import Delivery
from boapp.domain.parties import Party
from boapp.domain.ranking import RankBy, SortKey, sort_key
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation, Supply
from boapp.domain.strategies import SERVING_ORDER, RuleSet, served_as

SERVING_PLACE = {strategy: place for place, strategy in enumerate(SERVING_ORDER)}

# A turn is a strategy's place in the order of serving, then a segment's in the rule set.
TurnKey = tuple[int, int]


class Run:
    """One pass: what it rests on, sorted by product and by line; and whether every search was exact.

    `left`: lines that are to count as skipped.
    """

    def __init__(
        self, situation: Situation, rule_set: RuleSet, pick: Picker, left: Collection[int] = ()
    ) -> None:
        self._situation = situation
        self._segments = rule_set.segments
        self._pick = pick
        self._taken = segments_taken(situation, rule_set, left)
        self._tying = tying_orders(situation, rule_set, self._taken)
        self._products = {product.product_id: product for product in situation.products}
        self._supplies: dict[int, list[Supply]] = defaultdict(list)
        for supply in situation.supplies:
            self._supplies[supply.product_id].append(supply)
        self._held: dict[int, list[Allocation]] = defaultdict(list)
        for allocation in situation.allocations:
            self._held[allocation.line_id].append(allocation)
        ageing_days = situation.settings.ageing_days
        self._keys: list[tuple[SortKey, bool]] = [
            (
                sort_key(segment.ranking, situation.today, ageing_days),
                any(key.by is RankBy.PROMISED for key in segment.ranking),
            )
            for segment in rule_set.segments
        ]
        self.groups = tied_groups(situation, self._tying)
        self.exact = True

    def serve(self, group: Group) -> tuple[list[Goods], list[Claim]]:
        """Serve a group: what is then free of its products, and what its lines have taken."""
        counter = {product_id: self._goods(product_id) for product_id in group.product_ids}
        lines = self._situation.lines
        today = self._situation.today
        claims: list[Claim] = []
        for place in group.places:
            line = lines[place]
            held = self._held.get(line.line_id, ())
            claims.append(Claim(line, counter[line.product_id], held, today))
        for goods in counter.values():
            goods.withhold_for_counter()
        for place, claim in zip(group.places, claims, strict=True):
            segment = self._taken[place]
            if segment != OUTSIDE:
                claim.enter(served_as(self._segments[segment], claim.line), segment)
        self._serve_turns(claims)
        return list(counter.values()), claims

    def _goods(self, product_id: int) -> Goods:
        situation = self._situation
        supplies = on_time_axis(self._supplies.get(product_id, ()), situation.today, situation.settings)
        return Goods(self._products[product_id], supplies, situation.settings)

    def _serve_turns(self, claims: Sequence[Claim]) -> None:
        """The segments in the order of the strategies, inside one by rank."""
        orders: dict[int, list[Claim]] = defaultdict(list)
        if self._tying:
            for claim in claims:
                if claim.line.order_id in self._tying:
                    orders[claim.line.order_id].append(claim)
        turns = self._turns([claim for claim in claims if claim.segment != OUTSIDE], orders)
        for number, (_, parties) in enumerate(turns):
            for claim in claims_of(parties):
                claim.turn = number
        queued: dict[int, int] = defaultdict(int)
        for number, ((serving_place, place), parties) in enumerate(turns):
            strategy = SERVING_ORDER[serving_place]
            turn = Turn(number, strategy, place, self._segments[place], orders, self._pick)
            for claim in claims_of(turn.serve(parties)):
                queued[claim.line.product_id] += 1
                claim.rank = queued[claim.line.product_id]
            self.exact = self.exact and turn.exact

    def _turns(
        self, running: Sequence[Claim], orders: Mapping[int, Sequence[Claim]]
    ) -> list[tuple[TurnKey, list[Party]]]:
        """The parties of each segment's turn, in rank order; a complete order at that of its best line."""
        complete = {
            order_id
            for order_id, claims in orders.items()
            if any(claim.line.delivery is Delivery.COMPLETE_ORDER for claim in claims)
        }
        lines_of: dict[TurnKey, list[Claim]] = defaultdict(list)
        for claim in running:
            lines_of[SERVING_PLACE[claim.strategy], claim.segment].append(claim)
        turns: list[tuple[TurnKey, list[Party]]] = []
        gathered: dict[int, list[Claim]] = {}
        for turn, claims in sorted(lines_of.items(), key=itemgetter(0)):
            parties: list[Party] = []
            for claim in self._ranked(claims, turn[1]):
                order_id = claim.line.order_id
                if order_id in gathered:
                    gathered[order_id].append(claim)
                elif order_id in complete:
                    gathered[order_id] = [claim]
                    standing = [each for each in orders[order_id] if each.segment == OUTSIDE]
                    parties.append(Party(gathered[order_id], complete=True, standing=standing))
                else:
                    parties.append(Party((claim,), claim.line.delivery is not Delivery.PARTIAL))
            if parties:
                turns.append((turn, parties))
        return turns

    def _ranked(self, claims: Sequence[Claim], segment: int) -> list[Claim]:
        """The lines of one segment, best rank first."""
        key_of, asks_promised = self._keys[segment]
        keyed = [
            (key_of(claim.line, last_day_held(claim) if asks_promised else None), claim) for claim in claims
        ]
        keyed.sort(key=itemgetter(0))
        return [claim for _, claim in keyed]


def last_day_held(claim: Claim) -> date | None:
    """The last confirmed date of what a line held before the run; None when it held nothing."""
    days = [claim.goods.days[claim.goods.slots[each.supply_id]] for each in claim.before]
    return max(*days, claim.wanted) if days else None
