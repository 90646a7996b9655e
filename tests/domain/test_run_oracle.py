"""The run beside slow, plain ones: unit by unit, pack by pack, all products at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boapp.domain import backorders, distributions, equal_shares, runs
from boapp.domain.backorders import propose
from boapp.domain.groups import Group
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.parties import Party
from boapp.domain.ranking import RankBy, RankingKey
from boapp.domain.situation import Cover, Situation
from boapp.domain.strategies import Distribution, Strategy
from tests.domain.counter import BY_PRIORITY, WHOLE_LINE, Goods, Line, Shop, pieces, rules_of, shop_of
from tests.domain.test_run_properties import RANKINGS, shops

PIECE = 10_000


class PlainCounter:
    """Gives one piece at a time, looking at every supply each time."""

    def __init__(self, shop: Shop) -> None:
        self.situation = shop.situation
        self.strategies = shop.strategies
        self.free = {supply.supply_id: supply.quantity for supply in self.situation.supplies}
        self.has: dict[int, dict[int, int]] = {line.line_id: {} for line in self.situation.lines}
        self.held: dict[int, dict[int, int]] = {line.line_id: {} for line in self.situation.lines}
        for each in self.situation.allocations:
            held = self.held[each.line_id]
            held[each.supply_id] = held.get(each.supply_id, 0) + each.quantity
            if each.pinned or self.strategies[each.line_id] is Strategy.SKIP:
                self._give(each.line_id, each.supply_id, each.quantity)

    def _give(self, line_id: int, supply_id: int, quantity: int) -> None:
        self.free[supply_id] -= quantity
        self.has[line_id][supply_id] = self.has[line_id].get(supply_id, 0) + quantity

    def day(self, supply_id: int) -> tuple[date, int]:
        """From when a supply counts, and its kind: on hand, in time, late."""
        supply = self.situation.supplies[supply_id]
        today = self.situation.today
        if supply.date is None:
            return today, 0
        if supply.date >= today:
            return supply.date, 1
        return today + timedelta(days=self.situation.settings.late_receipt_days), 2

    def best(self, line: OrderLine) -> int | None:
        """The supply the next piece comes from, by the words of semantics 3."""
        settings = self.situation.settings
        wanted = max(line.wanted_date or date.min, self.situation.today)

        def place(supply_id: int) -> tuple[Any, ...]:
            when, kind = self.day(supply_id)
            in_time = kind == 0 or when + timedelta(days=settings.margin_days) <= wanted
            on_hand_first = settings.cover is Cover.ON_HAND_FIRST and kind == 0
            apart = abs((wanted - when).days)
            return (
                not on_hand_first,
                not in_time,
                apart if in_time else when.toordinal(),
                supply_id not in self.held[line.line_id],
                kind,
                supply_id,
            )

        useful = [
            supply.supply_id
            for supply in self.situation.supplies
            if supply.product_id == line.product_id
            and self.free[supply.supply_id]
            and (line.no_use_after is None or self.day(supply.supply_id)[0] <= line.no_use_after)
        ]
        return min(useful, key=place, default=None)

    def serve(self, line: OrderLine, up_to: int) -> None:
        """Give a line piece after piece."""
        while sum(self.has[line.line_id].values()) < up_to and (supply_id := self.best(line)) is not None:
            self._give(line.line_id, supply_id, PIECE)

    def run(self) -> dict[int, dict[int, int]]:
        """The strategies in their order; lines of no use after some day first, then by rank."""
        for strategy in Strategy:
            lines = sorted(
                (line for line in self.situation.lines if self.strategies[line.line_id] is strategy),
                key=lambda line: (line.no_use_after is None, line.priority, line.ordered_date),
            )
            rounds = {
                Strategy.SKIP: (),
                Strategy.LOSE: (),
                Strategy.FILL: ("held",),
                Strategy.GAIN: ("held", "open"),
            }.get(strategy, ("open",))
            for bound in rounds:
                for line in lines:
                    held = sum(self.held[line.line_id].values())
                    self.serve(line, held if bound == "held" else line.open_quantity)
        return self.has


BY_NUMBER = (RankingKey(RankBy.PRIORITY), RankingKey(RankBy.ORDERED))


@given(shops(complete=False, packs=False))
def test_that_lines_that_take_parts_get_what_a_plain_counter_gives_piece_by_piece(shop: Shop) -> None:
    # Nobody is told, so that lines of no use after some day always go first; nobody's class ages.
    lines = tuple(_untold(line, number) for number, line in enumerate(shop.situation.lines))
    shop = Shop(
        replace(shop.situation, lines=lines, settings=replace(shop.situation.settings, ageing_days=None)),
        shop.supplies,
        shop.lines,
        shop.strategies,
    )
    proposal = propose(shop.situation, rules_of(shop, BY_NUMBER))
    ours = {
        result.line_id: {
            supply.supply_id: quantity
            for supply in shop.situation.supplies
            if (quantity := sum(each.quantity for each in result.after if each.supply_id == supply.supply_id))
        }
        for result in proposal.lines
    }
    assert ours == PlainCounter(shop).run()


def _untold(line: OrderLine, number: int) -> OrderLine:
    return replace(
        line,
        told_date=None,
        order_number=f"N-{number}",
        ordered_date=line.ordered_date - timedelta(days=100 * (9 - number)),
    )


@given(shops(), RANKINGS)
def test_that_lifting_all_lines_together_gives_what_going_pack_by_pack_gives(
    shop: Shop, ranking: Any
) -> None:
    rules = rules_of(shop, ranking, Distribution.EQUAL)
    fast = propose(shop.situation, rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(equal_shares, "_raise_together", lambda *_: None)
        assert propose(shop.situation, rules) == fast


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from((WHOLE_LINE, Delivery.PARTIAL))), min_size=3, max_size=9
    ),
    st.lists(st.integers(1, 17), min_size=1, max_size=3),
    st.sampled_from((1, 2)),
)
def test_that_who_drops_out_is_who_drops_out_when_it_is_shared_out_anew_for_each(
    owed: list[tuple[int, Delivery]], halves: list[int], pack: int
) -> None:
    shop = shop_of(
        *[Goods(f"P{place}", half / 2, place) for place, half in enumerate(halves)],
        *[
            Line(f"L{place}", packs * pack, priority=place, delivery=delivery)
            for place, (packs, delivery) in enumerate(owed)
        ],
        products={"X": {"pack": pieces(pack)}},
    )
    rules = rules_of(shop, BY_PRIORITY, Distribution.EQUAL)
    fast = propose(shop.situation, rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distributions, "who_stays", lambda parties, _: list(parties))
        assert propose(shop.situation, rules) == fast


@given(shops(last_days=False), RANKINGS)
def test_that_in_any_shop_the_same_drop_out_as_when_it_is_shared_out_anew_for_each(
    shop: Shop, ranking: Any
) -> None:
    rules = rules_of(shop, ranking, Distribution.EQUAL)
    fast = propose(shop.situation, rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distributions, "who_stays", lambda parties, _: list(parties))
        assert propose(shop.situation, rules) == fast


@given(shops(), RANKINGS, st.sampled_from(Distribution))
def test_that_groups_served_apart_come_out_as_all_served_at_once(
    shop: Shop, ranking: Any, distribution: Distribution
) -> None:
    rules = rules_of(shop, ranking, distribution)
    apart = propose(shop.situation, rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "tied_groups", _all_in_one)
        assert propose(shop.situation, rules) == apart


def _all_in_one(situation: Situation, _: object) -> list[Group]:
    return [Group([product.product_id for product in situation.products], range(len(situation.lines)))]


@given(
    shops(strategies=(Strategy.REDISTRIBUTE, Strategy.GAIN), complete=False), st.sampled_from(Distribution)
)
def test_that_urgent_lines_tried_in_halves_go_where_they_go_one_by_one(
    shop: Shop, distribution: Distribution
) -> None:
    rules = rules_of(shop, BY_PRIORITY, distribution)
    halves = propose(shop.situation, rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(distributions.Turn, "_with_urgent_in_front", _one_by_one)
        one_by_one = propose(shop.situation, rules)
    in_time = [_told_in_time(shop, proposal) for proposal in (halves, one_by_one)]
    assert halves == one_by_one or in_time[0] >= in_time[1]


def _one_by_one(
    turn: distributions.Turn, parties: Sequence[Party], urgent: Sequence[Party]
) -> Sequence[Party]:
    told = [
        claim
        for party in parties
        for claim in party.claims
        if claim.line.told_date is not None and (claim.strategy, claim.segment) == turn.kind
    ]
    order: Sequence[Party] = parties
    front: list[Party] = []
    for party in urgent:
        moved = distributions.in_front(order, [party], front)
        before, after = (turn._told_in_time(each, told) for each in (order, moved))
        if all(now >= was for was, now in zip(before, after, strict=True)):
            front.append(party)
            order = moved
    return order


def _told_in_time(shop: Shop, proposal: backorders.Proposal) -> list[int]:
    plain = PlainCounter(shop)
    return [
        sum(
            each.quantity
            for each in result.after
            if line.told_date is not None and plain.day(each.supply_id)[0] <= line.told_date
        )
        for line, result in zip(shop.situation.lines, proposal.lines, strict=True)
    ]
