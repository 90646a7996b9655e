"""What holds for every run on every shop: sums, pins, order of entry, repetition (semantics 5, 10)."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from boapp.domain.backorders import Proposal, propose, settle
from boapp.domain.confirmation import Change
from boapp.domain.coverage import availability_date
from boapp.domain.orders import Delivery
from boapp.domain.ranking import RankBy, RankingKey
from boapp.domain.situation import Cover, Situation
from boapp.domain.strategies import Distribution, ExceptionPolicy, RuleSet, Strategy
from tests.domain.counter import Goods, Line, Shop, after_commit, day, rules_of, shop_of

COUNT = 100
RANKINGS = st.lists(
    st.builds(RankingKey, st.sampled_from(RankBy), st.booleans()), max_size=3, unique_by=lambda key: key.by
)


@st.composite
def shops(
    draw: st.DrawFn,
    *,
    one_sku: bool = False,
    strategies: tuple[Strategy, ...] = tuple(Strategy),
    complete: bool = True,
    packs: bool = True,
    last_days: bool = True,
    one_supply_a_day: bool = False,
) -> Shop:
    """A small shop; what is held never exceeds a supply or a line."""
    skus = ("X",) if one_sku else ("X", "Y")
    late_receipt_days = draw(st.integers(0, 3))

    def counts_from(on: int | None) -> int:
        """The day on which a supply counts (1 is today): a late one only after the late receipt days."""
        if on is None:
            return 1
        return on if on >= 1 else 1 + late_receipt_days

    goods: list[Goods] = []
    for sku in skus:
        days = draw(
            st.lists(
                st.one_of(st.none(), st.integers(-3, 12)),
                max_size=4,
                unique_by=counts_from if one_supply_a_day else None,
            )
        )
        goods += [Goods(f"{sku}{place}", draw(st.integers(0, 12)), on, sku) for place, on in enumerate(days)]
    left = {each.name: each.quantity for each in goods}
    lines: list[Line] = []
    for place in range(draw(st.integers(0, 6))):
        sku = draw(st.sampled_from(skus))
        quantity = draw(st.integers(0, 12))
        parts: dict[bool, dict[str, float]] = {True: {}, False: {}}
        open_left = quantity
        for each in goods:
            if each.sku == sku and open_left and draw(st.booleans()):
                held = draw(st.integers(0, int(min(open_left, left[each.name]))))
                if held:
                    parts[draw(st.integers(0, 3)) == 0][each.name] = held
                    left[each.name] -= held
                    open_left -= held
        order = draw(st.sampled_from(("", "O-1", "O-2")))
        lines.append(
            Line(
                f"L-{place}",
                quantity,
                draw(st.sampled_from(strategies)),
                parts[False],
                parts[True],
                sku,
                order or f"S-{place}",
                draw(st.one_of(st.none(), st.integers(-2, 12))),
                draw(st.one_of(st.none(), st.integers(-2, 12))),
                draw(st.one_of(st.none(), st.integers(0, 12))) if last_days else None,
                draw(st.integers(1, 3)),
                draw(st.sampled_from(Delivery)) if complete else Delivery.PARTIAL,
                {"ordered_date": day(draw(st.integers(-40, 1))), "value": draw(st.integers(0, 2)) or None},
            )
        )
    product: dict[str, Any] = {}
    if packs:
        product = {
            "pack": draw(st.sampled_from((1, 2, 5))) * 10_000,
            "minimum_part": draw(st.sampled_from((0, 30_000))),
        }
    return shop_of(
        *goods,
        *lines,
        products=dict.fromkeys(skus, product),
        late_receipt_days=late_receipt_days,
        cover=draw(st.sampled_from(Cover)),
        margin_days=draw(st.integers(0, 3)),
        ageing_days=draw(st.sampled_from((None, 7))),
    )


def proposed(shop: Shop, ranking: Any, distribution: Distribution) -> tuple[RuleSet, Proposal]:
    rules = rules_of(shop, ranking, distribution)
    return rules, propose(shop.situation, rules)


@settings(max_examples=3 * COUNT)
@given(shops(), RANKINGS, st.sampled_from(Distribution))
def test_that_sums_close_and_pins_stay(shop: Shop, ranking: Any, distribution: Distribution) -> None:
    _, proposal = proposed(shop, ranking, distribution)
    situation = shop.situation
    taken: dict[int, int] = defaultdict(int)
    supplies = {supply.supply_id: supply for supply in situation.supplies}
    for line, result in zip(situation.lines, proposal.lines, strict=True):
        assert 0 <= result.after_quantity <= line.open_quantity
        assert result.after_quantity == sum(each.quantity for each in result.after)
        assert result.before_quantity == sum(each.quantity for each in result.before)
        pinned = [each for each in result.before if each.pinned]
        assert pinned == [each for each in result.after if each.pinned]
        for each in result.after:
            assert each.quantity > 0
            assert each.line_id == line.line_id
            assert supplies[each.supply_id].product_id == line.product_id
            taken[each.supply_id] += each.quantity
            if not each.pinned and result.strategy is not Strategy.SKIP and line.no_use_after:
                supply = supplies[each.supply_id]
                assert availability_date(supply, situation.today, situation.settings) <= line.no_use_after
    for supply_id, free in proposal.free:
        assert free == supplies[supply_id].quantity - taken[supply_id] >= 0


@given(shops(), RANKINGS, st.sampled_from(Distribution))
def test_that_each_strategy_keeps_its_bound(shop: Shop, ranking: Any, distribution: Distribution) -> None:
    _, proposal = proposed(shop, ranking, distribution)
    for result in proposal.lines:
        pinned = sum(each.quantity for each in result.before if each.pinned)
        assert result.after_quantity >= pinned
        match result.strategy:
            case Strategy.SKIP:
                assert result.after == result.before
            case Strategy.LOSE:
                assert result.after_quantity == pinned
            case Strategy.FILL:
                assert result.after_quantity <= result.before_quantity
            case _:
                pass


@given(shops(), RANKINGS, st.sampled_from(Distribution))
def test_that_complete_lines_and_orders_are_whole_or_have_only_what_is_pinned(
    shop: Shop, ranking: Any, distribution: Distribution
) -> None:
    _, proposal = proposed(shop, ranking, distribution)
    situation = shop.situation
    whole_orders = {line.order_id for line in situation.lines if line.delivery is Delivery.COMPLETE_ORDER}
    wholes: dict[int, bool] = defaultdict(lambda: True)
    for line, result in zip(situation.lines, proposal.lines, strict=True):
        wholes[line.order_id] &= result.after_quantity == line.open_quantity
    for line, result in zip(situation.lines, proposal.lines, strict=True):
        if result.strategy is Strategy.SKIP or (
            line.delivery is Delivery.PARTIAL and line.order_id not in whole_orders
        ):
            continue
        pinned = sum(each.quantity for each in result.before if each.pinned)
        whole = (
            wholes[line.order_id]
            if line.order_id in whole_orders
            else result.after_quantity == line.open_quantity
        )
        assert whole or result.after_quantity == pinned


@given(shops(), RANKINGS, st.sampled_from(Distribution), st.randoms(use_true_random=False))
def test_that_the_order_in_which_lines_were_entered_decides_nothing(
    shop: Shop, ranking: Any, distribution: Distribution, chance: Any
) -> None:
    rules, proposal = proposed(shop, ranking, distribution)
    lines, allocations = list(shop.situation.lines), list(shop.situation.allocations)
    chance.shuffle(lines)
    chance.shuffle(allocations)
    shuffled = replace(shop.situation, lines=tuple(lines), allocations=tuple(allocations))
    again = propose(shuffled, rules)
    assert {each.line_id: sorted(each.after, key=repr) for each in again.lines} == {
        each.line_id: sorted(each.after, key=repr) for each in proposal.lines
    }
    assert again.free == proposal.free


@given(
    shops(strategies=(Strategy.REDISTRIBUTE,), complete=False, packs=False, last_days=False, one_sku=True),
    st.integers(1, 12),
    st.integers(1, 14),
)
def test_that_more_supply_never_makes_the_best_ranked_line_worse(shop: Shop, quantity: int, on: int) -> None:
    rules, before = proposed(shop, (RankingKey(RankBy.PRIORITY),), Distribution.RANKED)
    if not before.lines:
        return
    best = min(before.lines, key=lambda result: result.rank)
    more = (
        replace(
            shop.situation.supplies[0], supply_id=99, quantity=quantity * 10_000, date=day(on), on_hand=False
        )
        if shop.situation.supplies
        else None
    )
    if more is None:
        return
    after = propose(replace(shop.situation, supplies=(*shop.situation.supplies, more)), rules)
    now = next(each for each in after.lines if each.line_id == best.line_id)
    assert now.after_quantity >= best.after_quantity
    if best.confirmed_date is not None and shop.situation.settings.cover is Cover.CLOSEST_BEFORE:
        assert now.confirmed_date is not None
        assert now.confirmed_date <= best.confirmed_date or shop.situation.settings.margin_days


@given(
    shops(
        strategies=(Strategy.GAIN, Strategy.REDISTRIBUTE, Strategy.LOSE, Strategy.FILL),
        complete=False,
        packs=False,
        last_days=False,
    ),
    RANKINGS,
)
def test_that_gain_never_falls_below_what_it_held_unless_win_took_it(shop: Shop, ranking: Any) -> None:
    _, proposal = proposed(shop, ranking, Distribution.RANKED)
    for result in proposal.lines:
        if result.strategy is Strategy.GAIN:
            assert result.after_quantity >= result.before_quantity


@given(
    shops(
        strategies=(
            Strategy.SKIP,
            Strategy.WIN,
            Strategy.IMPROVE,
            Strategy.REDISTRIBUTE,
            Strategy.FILL,
            Strategy.LOSE,
        ),
        one_supply_a_day=True,
    ),
    st.lists(
        st.builds(
            RankingKey, st.sampled_from([by for by in RankBy if by is not RankBy.PROMISED]), st.booleans()
        ),
        max_size=2,
    ),
    st.sampled_from(Distribution),
)
def test_that_a_run_after_its_own_commit_changes_nothing(
    shop: Shop, ranking: Any, distribution: Distribution
) -> None:
    rules, proposal = proposed(shop, ranking, distribution)
    again = propose(after_commit(shop.situation, proposal), rules)
    assert all(each.change is Change.KEPT for each in again.lines)
    assert again.free == proposal.free


@given(shops(), RANKINGS, st.sampled_from(Distribution))
def test_that_a_proposal_carries_the_way_back(shop: Shop, ranking: Any, distribution: Distribution) -> None:
    _, proposal = proposed(shop, ranking, distribution)
    start = {line.line_id: [] for line in shop.situation.lines} | _by_line(shop.situation)
    assert {each.line_id: list(each.before) for each in proposal.lines} == start


def _by_line(situation: Situation) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for each in situation.allocations:
        found[each.line_id].append(each)
    return found


@given(shops(), RANKINGS, st.sampled_from(Distribution), st.sampled_from(ExceptionPolicy))
def test_that_a_settled_run_leaves_stops_or_accepts_its_exceptions(
    shop: Shop, ranking: Any, distribution: Distribution, policy: ExceptionPolicy
) -> None:
    settled = settle(shop.situation, rules_of(shop, ranking, distribution, exceptions=policy))
    failing = [each for each in settled.lines if each.short_quantity]
    assert policy is ExceptionPolicy.ACCEPT or not failing
    for line, result in zip(shop.situation.lines, settled.lines, strict=True):
        if line.line_id in settled.left_line_ids or line.product_id in settled.stopped_product_ids:
            assert result.after == result.before
    assert bool(settled.left_line_ids) <= (policy is ExceptionPolicy.LEAVE)
    assert bool(settled.stopped_product_ids) <= (policy is ExceptionPolicy.STOP)


@given(shops(), st.integers(1, 400))
def test_that_a_run_knows_no_day_but_those_of_the_shop(shop: Shop, days: int) -> None:
    """The same shop a year on gives the same answer a year on."""
    rules, proposal = proposed(shop, (RankingKey(RankBy.WANTED),), Distribution.RANKED)
    moved = propose(_shifted(shop.situation, timedelta(days=days)), rules)
    assert [each.after for each in moved.lines] == [each.after for each in proposal.lines]


def _shifted(situation: Situation, by: timedelta) -> Situation:
    def later(value: Any, *names: str) -> Any:
        return replace(
            value, **{name: each + by for name in names if (each := getattr(value, name)) is not None}
        )

    return replace(
        situation,
        today=situation.today + by,
        supplies=tuple(later(each, "date") for each in situation.supplies),
        lines=tuple(
            later(each, "ordered_date", "wanted_date", "told_date", "no_use_after")
            for each in situation.lines
        ),
    )
