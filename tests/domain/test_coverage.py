"""Which supply covers a line, and what a new order could be given (semantics 1, 3)."""

from typing import Any

import pytest

from boapp.domain.atp import (
    atp_on,
    atp_steps,
    counter_reserve,
    free_quantities,
    lacking_quantity,
    offered_to_new_order,
)
from boapp.domain.catalog import Product
from boapp.domain.coverage import availability_date, in_covering_order, is_late, on_time_axis, wanted_day
from boapp.domain.situation import Cover, RunSettings
from boapp.domain.stock import Allocation, Supply
from tests.domain.counter import TODAY, Goods, Line, Outcome, day, pieces, run, shop_of


def names_in_order(*goods: Goods, wanted: int, held: tuple[str, ...] = (), **settings: Any) -> list[str]:
    shop = shop_of(*goods, **settings)
    dated = on_time_axis(shop.situation.supplies, TODAY, shop.situation.settings)
    ids = [shop.supplies[name] for name in held]
    return [one.supply.label for one in in_covering_order(dated, day(wanted), shop.situation.settings, ids)]


def test_that_the_closest_before_comes_first_then_earlier_then_later_nearest_first() -> None:
    goods = [
        Goods("here", 1),
        Goods("P30", 1, 30),
        Goods("P22", 1, 22),
        Goods("P5", 1, 5),
        Goods("P18", 1, 18),
    ]
    assert names_in_order(*goods, wanted=20) == ["P18", "P5", "here", "P22", "P30"]


def test_that_a_receipt_on_the_wanted_day_is_in_time() -> None:
    assert names_in_order(Goods("here", 1), Goods("P20", 1, 20), wanted=20) == ["P20", "here"]


def test_that_of_one_date_own_goods_come_first_then_on_hand_then_punctual_then_late_ones() -> None:
    goods = [Goods("late", 1, -3), Goods("new", 1, 2), Goods("own", 1, -5), Goods("other", 1, 2)]
    assert names_in_order(*goods, wanted=5, held=("own",)) == ["own", "new", "other", "late"]
    same_day = [Goods("receipt", 1, 1), Goods("here", 1)]
    assert names_in_order(*same_day, wanted=1) == ["here", "receipt"]
    assert names_in_order(*same_day, wanted=1, held=("receipt",)) == ["receipt", "here"]


def test_that_on_hand_first_takes_the_shelf_before_any_receipt() -> None:
    goods = [Goods("P15", 1, 15), Goods("here", 1), Goods("P25", 1, 25)]
    assert names_in_order(*goods, wanted=20, cover=Cover.ON_HAND_FIRST) == ["here", "P15", "P25"]


def test_that_a_receipt_within_the_margin_counts_as_a_later_one_but_goods_on_hand_do_not() -> None:
    goods = [Goods("here", 1), Goods("P17", 1, 17), Goods("P18", 1, 18), Goods("P25", 1, 25)]
    assert names_in_order(*goods, wanted=20, margin_days=3) == ["P17", "here", "P18", "P25"]
    assert names_in_order(*goods, wanted=1, margin_days=3) == ["here", "P17", "P18", "P25"]


def test_that_a_passed_or_unknown_date_counts_from_today_and_the_late_receipt_days() -> None:
    settings = RunSettings(late_receipt_days=4)
    passed = Supply(1, 1, 10, day(-2), on_hand=False)
    unknown = Supply(2, 1, 10, None, on_hand=False)
    of_today = Supply(3, 1, 10, TODAY, on_hand=False)
    assert [availability_date(each, TODAY, settings) for each in (passed, unknown, of_today)] == [
        day(5),
        day(5),
        TODAY,
    ]
    assert [is_late(each, TODAY) for each in (passed, unknown, of_today, Supply(4, 1, 10))] == [
        True,
        True,
        False,
        False,
    ]


def test_that_as_soon_as_possible_and_a_wish_of_the_past_mean_today() -> None:
    assert [wanted_day(each, TODAY) for each in (None, day(-5), day(9))] == [TODAY, TODAY, day(9)]


def test_that_what_stays_free_is_the_lowest_future_balance_when_every_line_can_be_on_time() -> None:
    outcome = run(Goods("here", 10), Goods("P9", 2, 9), Goods("P16", 6, 16), Line("L", 7, wanted=13))
    assert outcome.of("L") == {"here": 5, "P9": 2}
    assert outcome.free == {"here": 5, "P9": 0, "P16": 6}


def test_that_atp_steps_begin_today_and_stand_only_where_something_changes() -> None:
    shop = shop_of(Goods("a", 6, 9), Goods("b", 4, 9), Goods("c", 0, 12), Goods("d", 3, 15))
    dated = on_time_axis(shop.situation.supplies, TODAY, shop.situation.settings)
    free = free_quantities(shop.situation.supplies, [Allocation(0, 0, pieces(1))])
    steps = atp_steps(TODAY, dated, free)
    assert steps == ((TODAY, 0), (day(9), pieces(9)), (day(15), pieces(12)))
    assert [atp_on(steps, day(number)) for number in (0, 1, 10, 30)] == [0, 0, pieces(9), pieces(12)]


@pytest.mark.parametrize(("free", "lacking", "offered"), [(9, 4, 5), (4, 4, 0), (2, 6, 0)])
def test_that_goods_between_a_receipt_and_its_run_are_not_offered_to_a_newcomer(
    free: int, lacking: int, offered: int
) -> None:
    assert offered_to_new_order(free, lacking) == offered


def test_that_waiting_lines_lack_what_is_open_and_not_held() -> None:
    shop = shop_of(Goods("here", 5), Line("A", 4, held={"here": 3}), Line("B", 2))
    assert lacking_quantity(
        shop.situation.lines, [*shop.situation.allocations, Allocation(0, 77, 5)]
    ) == pieces(3)


def test_that_the_counter_keeps_its_pieces_of_what_nobody_holds_and_takes_them_from_nobody() -> None:
    kept = {"X": {"counter_quantity": pieces(2)}}
    fresh = run(Goods("here", 5), Goods("P", 5, 4), Line("A", 9), products=kept)
    assert fresh.of("A") == {"here": 3, "P": 5}
    held = run(Goods("here", 5), Line("A", 9, held={"here": 4}), products=kept)
    assert held.of("A") == {"here": 4}
    assert counter_reserve(Product(1, "X", counter_quantity=3), -1) == 0


def test_that_two_places_on_hand_keep_for_the_counter_together() -> None:
    outcome = run(
        Goods("shop", 1), Goods("cellar", 5), Line("A", 9), products={"X": {"counter_quantity": pieces(2)}}
    )
    assert isinstance(outcome, Outcome)
    assert outcome.of("A") == {"cellar": 4}
