"""What a receipt and a shrinking supply do to who gets what (semantics 7)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from boapp.domain.allocation import DraftStart, apply_edit, begin_draft, draft_situation, suggestion
from boapp.domain.backorders import propose
from boapp.domain.orders import Delivery
from boapp.domain.promises import compare
from boapp.domain.quantities import UNIT
from boapp.domain.receipts import Aftermath, Because, Receipt, correct_supply, follow_receipt
from boapp.domain.strategies import RuleSet, Segment, Strategy
from tests.domain.any_shop import assert_nothing_is_promised_twice, offsets, quantities, shops
from tests.domain.drafting import TODAY, Shop, a_shop, day


def receive(shop: Shop, quantity: int, rest: date | None = None, *, cancelled: bool = False) -> Aftermath:
    receipt = Receipt(shop.supply("PO"), shop.supply("stock"), quantity * UNIT, rest, cancelled)
    return follow_receipt(shop.matrix, receipt, shop.situation)


def correct(shop: Shop, supply: str, quantity: int, when: date | None = None) -> Aftermath:
    old = shop.matrix.supply_of[shop.supply(supply)]
    new = replace(old, quantity=quantity * UNIT, date=when or old.date)
    return correct_supply(shop.matrix, new, shop.situation)


def half_a_box() -> Shop:
    return a_shop(
        supplies={"stock": 0, "PO": (20, TODAY)},
        lines={
            "A": {"open": 8, "told": TODAY, "priority": 1},
            "B": {"open": 6, "told": day("12-18"), "priority": 2, "delivery": Delivery.COMPLETE_ORDER},
            "C": {"open": 6, "told": TODAY, "priority": 3},
        },
        held=[("A", "PO", 8), ("B", "PO", 6), ("C", "PO", 6)],
    )


def test_half_a_box_goes_to_those_who_cannot_wait_for_the_other_half() -> None:
    shop = half_a_box()
    after = receive(shop, 10, day("12-15"))
    assert shop.held(after.matrix) == {
        "A": {"stock": 8},
        "B": {"PO": 6},
        "C": {"PO": 4, "stock": 2},
    }
    assert {event.because for event in after.moved} == {Because.LATE_WITH_REST}


def test_the_other_half_with_two_more_leaves_two_free_and_nothing_on_order() -> None:
    shop = half_a_box()
    later = shop.as_in(receive(shop, 10, day("12-15")).matrix, day("12-15"))
    after = receive(later, 12)
    assert shop.held(after.matrix) == {"A": {"stock": 8}, "B": {"stock": 6}, "C": {"stock": 6}}
    assert shop.free(after.matrix) == {"stock": 2, "PO": 0}
    assert after.matrix.supply_of[shop.supply("PO")].quantity == 0


def test_a_full_receipt_moves_everyone_and_frees_what_nobody_holds() -> None:
    shop = a_shop(
        supplies={"stock": 1, "PO": (9, TODAY)}, lines={"A": 4, "B": 3}, held=[("A", "PO", 4), ("B", "PO", 3)]
    )
    after = receive(shop, 9)
    assert shop.held(after.matrix) == {"A": {"stock": 4}, "B": {"stock": 3}}
    assert shop.free(after.matrix) == {"stock": 3, "PO": 0}


def test_that_over_delivery_is_free_on_hand_and_on_order_is_never_negative() -> None:
    shop = a_shop(supplies={"stock": 0, "PO": (5, TODAY)}, lines={"A": 5}, held=[("A", "PO", 5)])
    after = receive(shop, 7)
    assert after.matrix.supply_of[shop.supply("PO")].quantity == 0
    assert shop.free(after.matrix) == {"stock": 2, "PO": 0}


def test_that_pinned_goods_come_first_and_stay_pinned_on_hand() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, TODAY)},
        lines={"A": {"open": 5, "told": TODAY}, "P": {"open": 5, "told": day("12-31"), "priority": 9}},
        held=[("A", "PO", 5), ("P", "PO", 5, "pinned")],
    )
    after = receive(shop, 6, day("12-15"))
    assert shop.held(after.matrix) == {"A": {"stock": 1, "PO": 4}, "P": {"stock": 5}}
    assert all(held.pinned for held in after.matrix.row(shop.line("P")).allocations)
    assert after.moved[0].because is Because.PINNED


def test_that_late_lines_are_served_by_told_date_then_default_ranking_then_order_number() -> None:
    lines = {
        "untold": {"open": 1, "priority": 1},
        "told later": {"open": 1, "told": day("12-10"), "priority": 1},
        "SO-10": {"open": 1, "told": day("12-09"), "number": "SO-10"},
        "SO-2": {"open": 1, "told": day("12-09"), "number": "SO-2"},
        "better class": {"open": 1, "told": day("12-09"), "priority": 2},
    }
    shop = a_shop(
        supplies={"stock": 0, "PO": (5, TODAY)}, lines=lines, held=[(name, "PO", 1) for name in lines]
    )
    names = {key: name for name, key in shop.line_ids.items()}
    after = receive(shop, 4, day("12-20"))
    assert [names[event.line_id] for event in after.moved] == ["better class", "SO-2", "SO-10", "told later"]
    assert shop.held(after.matrix)["untold"] == {"PO": 1}


def test_that_a_line_in_time_with_the_rest_gets_goods_only_when_the_rest_is_too_small() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, TODAY)},
        lines={"A": {"open": 5, "told": day("12-20")}, "B": {"open": 5, "told": day("12-18")}},
        held=[("A", "PO", 5), ("B", "PO", 5)],
    )
    after = receive(shop, 4, day("12-15"))
    assert shop.held(after.matrix) == {"A": {"PO": 5}, "B": {"stock": 4, "PO": 1}}
    assert [event.because for event in after.moved] == [Because.TOO_MUCH_FOR_REST]


def test_that_of_those_in_time_with_the_rest_no_more_get_goods_than_the_rest_lacks() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (12, TODAY)},
        lines={"A": {"open": 5, "told": day("12-20")}, "B": {"open": 5, "told": day("12-18")}},
        held=[("A", "PO", 5), ("B", "PO", 5)],
    )
    after = receive(shop, 8, day("12-15"))
    assert shop.held(after.matrix) == {"A": {"PO": 4, "stock": 1}, "B": {"stock": 5}}
    assert shop.free(after.matrix) == {"stock": 2, "PO": 0}


def test_that_a_rest_on_the_very_day_told_is_in_time_and_one_on_a_past_day_is_no_date() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, TODAY)},
        lines={"A": {"open": 5, "told": day("12-15")}},
        held=[("A", "PO", 5)],
    )
    assert shop.held(receive(shop, 4, day("12-15")).matrix) == {"A": {"PO": 5}}
    assert shop.held(receive(shop, 4, day("12-16")).matrix) == {"A": {"stock": 4, "PO": 1}}
    assert shop.held(receive(shop, 4, day("12-06")).matrix) == {"A": {"stock": 4, "PO": 1}}


def test_that_goods_nobody_needs_now_stay_free_while_all_are_in_time_with_the_rest() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, TODAY)},
        lines={"A": {"open": 5, "told": day("12-20")}},
        held=[("A", "PO", 5)],
    )
    after = receive(shop, 4, day("12-15"))
    assert shop.held(after.matrix) == {"A": {"PO": 5}}
    assert shop.free(after.matrix) == {"stock": 4, "PO": 1}


def test_that_with_an_unknown_rest_nobody_is_in_time() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, TODAY)},
        lines={"A": {"open": 5, "told": day("12-20")}},
        held=[("A", "PO", 5)],
    )
    after = receive(shop, 4)
    assert shop.held(after.matrix) == {"A": {"stock": 4, "PO": 1}}
    assert after.matrix.supply_of[shop.supply("PO")].date is None


def test_that_a_wish_for_a_later_day_is_in_time_with_the_rest_though_nothing_was_told() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, TODAY)},
        lines={"wish": {"open": 5, "wanted": day("12-20")}, "at once": {"open": 5}},
        held=[("wish", "PO", 5), ("at once", "PO", 5)],
    )
    assert shop.held(receive(shop, 5, day("12-15")).matrix) == {"wish": {"PO": 5}, "at once": {"stock": 5}}


def test_that_a_cancelled_rest_makes_the_worst_placed_give_up_and_take_other_supply() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, TODAY), "next": (3, day("12-30"))},
        lines={"A": {"open": 5, "told": TODAY}, "B": {"open": 5, "told": day("12-08")}},
        held=[("A", "PO", 5), ("B", "PO", 5)],
    )
    after = receive(shop, 6, cancelled=True)
    assert shop.held(after.matrix) == {"A": {"stock": 5}, "B": {"stock": 1, "next": 3}}
    assert [event.because for event in after.moved][-2:] == [Because.GAVE_UP, Because.TAKES_FREE]


def test_that_a_rest_after_the_last_day_of_use_is_let_go() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, day("12-18")), "spare": (5, day("12-20"))},
        lines={"H": {"open": 4, "told": day("12-18"), "no_use_after": day("12-21")}},
        held=[("H", "PO", 4)],
        today=day("12-18"),
    )
    after = receive(shop, 1, day("12-28"))
    assert shop.held(after.matrix) == {"H": {"stock": 1, "spare": 3}}


def test_no_use_after_christmas_when_six_arrive() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, day("12-18")), "January": (10, day("01-04"))},
        lines={
            "K": {"open": 5, "ordered": date(2026, 11, 10), "told": day("01-08")},
            "H": {
                "open": 4,
                "ordered": date(2026, 11, 25),
                "told": day("12-18"),
                "no_use_after": day("12-21"),
            },
            "L": {
                "open": 3,
                "ordered": date(2026, 12, 1),
                "told": day("12-18"),
                "no_use_after": day("12-23"),
                "delivery": Delivery.COMPLETE_LINE,
            },
        },
        held=[("K", "PO", 3), ("K", "January", 2), ("H", "PO", 4), ("L", "PO", 3)],
        today=day("12-18"),
    )
    after = receive(shop, 6, day("12-28"))
    # L lacks one for ever: a call today, never a date after 23 December. K waits in time.
    assert shop.held(after.matrix) == {"H": {"stock": 4}, "L": {"stock": 2}, "K": {"PO": 3, "January": 2}}
    assert shop.free(after.matrix) == {"stock": 0, "PO": 1, "January": 8}
    assert Because.PAST_USE in {event.because for event in after.moved}
    # H leaves, L cancels, and the next run gives what that frees to the oldest.
    rest = shop.as_in(after.matrix).with_lines(H={"open_quantity": 0}, L={"open_quantity": 0})
    left = [held for held in rest.situation.allocations if held.line_id == shop.line("K")]
    stock = replace(rest.matrix.supply_of[shop.supply("stock")], quantity=2 * UNIT)
    supplies = (stock, *[one for one in rest.situation.supplies if one.supply_id != stock.supply_id])
    situation = replace(rest.situation, supplies=supplies, allocations=tuple(left))
    proposal = propose(situation, RuleSet((Segment(Strategy.REDISTRIBUTE, may_move_told=True),)))
    begun = begin_draft(DraftStart(situation, 1))
    draft = apply_edit(begun, suggestion(begun, proposal))
    assert shop.held(draft) == {"K": {"stock": 2, "PO": 3}}
    assert shop.free(draft) == {"stock": 0, "PO": 1, "January": 10}
    assert [
        one.broken for one in compare(situation, draft_situation(draft)).lines if one.line.customer == "K"
    ] == [False]


def the_right_shelf() -> Shop:
    return a_shop(
        supplies={"stock": 6, "PO": (5, day("12-14"))},
        lines={
            "Müller": {"open": 2, "told": day("12-08")},
            "Okafor": {"open": 3, "told": day("12-09")},
            "Nordlicht": {"open": 1, "told": day("12-18")},
        },
        held=[("Müller", "stock", 2, "set aside"), ("Okafor", "stock", 3), ("Nordlicht", "stock", 1)],
        today=day("12-09"),
    )


def test_the_right_shelf_after_a_sale_at_the_counter_and_a_count() -> None:
    shop = the_right_shelf()
    sold = correct(shop, "stock", 5)
    assert shop.held(sold.matrix) == {"Müller": {"stock": 2}, "Okafor": {"stock": 3}, "Nordlicht": {"PO": 1}}
    assert [event.because for event in sold.moved] == [Because.STILL_IN_TIME]
    counted = correct(shop.as_in(sold.matrix), "stock", 4)
    assert shop.held(counted.matrix) == {
        "Müller": {"stock": 2},
        "Okafor": {"stock": 2, "PO": 1},
        "Nordlicht": {"PO": 1},
    }
    assert shop.free(counted.matrix) == {"stock": 0, "PO": 3}
    assert [event.because for event in counted.moved] == [Because.GAVE_UP, Because.TAKES_FREE]


def test_that_untold_give_up_before_told_then_pinned_then_set_aside() -> None:
    lines = {
        "shelf": {"open": 1},
        "pinned": {"open": 1},
        "told": {"open": 1, "told": TODAY, "priority": 9},
        "untold": {"open": 1, "priority": 1},
        "worse": {"open": 1, "priority": 2},
    }
    held: list[tuple[Any, ...]] = [("shelf", "stock", 1, "set aside"), ("pinned", "stock", 1, "pinned")]
    held += [(name, "stock", 1) for name in ("told", "untold", "worse")]
    shop = a_shop(supplies={"stock": 5}, lines=lines, held=held)
    names = {key: name for name, key in shop.line_ids.items()}
    gone = [names[event.line_id] for event in correct(shop, "stock", 0).moved]
    assert gone == ["worse", "untold", "told", "pinned", "shelf"]


def test_that_pinned_goods_stay_though_another_supply_would_do_and_the_very_day_told_is_in_time() -> None:
    shop = a_shop(
        supplies={"stock": 2, "PO": (1, day("12-20"))},
        lines={"kept": {"open": 1, "told": day("12-31")}, "A": {"open": 1, "told": day("12-20")}},
        held=[("kept", "stock", 1, "pinned"), ("A", "stock", 1)],
    )
    after = correct(shop, "stock", 1)
    assert shop.held(after.matrix) == {"kept": {"stock": 1}, "A": {"PO": 1}}
    assert [event.because for event in after.moved] == [Because.STILL_IN_TIME]


def test_that_a_late_supply_covers_nobody_by_a_told_date() -> None:
    shop = a_shop(
        supplies={"stock": 2, "late": (2, day("12-01"))},
        lines={"A": {"open": 1, "told": day("12-31")}, "B": {"open": 1, "priority": 9}},
        held=[("A", "stock", 1), ("B", "stock", 1)],
    )
    after = correct(shop, "stock", 1)
    assert shop.held(after.matrix) == {"A": {"stock": 1}, "B": {"late": 1}}


def test_that_who_gave_up_takes_no_goods_past_its_use_nor_those_kept_for_the_counter() -> None:
    shop = a_shop(
        supplies={"stock": 1, "PO": (4, day("12-20")), "never": (9, day("12-30"))},
        lines={"A": {"open": 4, "no_use_after": day("12-24")}},
        held=[("A", "PO", 4)],
    )
    shop = replace(
        shop,
        situation=replace(
            shop.situation, products=(replace(shop.situation.products[0], counter_quantity=1 * UNIT),)
        ),
    )
    after = correct(shop, "PO", 1)
    assert shop.held(after.matrix) == {"A": {"PO": 1}}
    assert shop.free(after.matrix) == {"stock": 1, "PO": 0, "never": 9}


def test_that_a_supply_that_grows_or_keeps_enough_moves_nobody() -> None:
    shop = a_shop(supplies={"stock": 5}, lines={"A": 3}, held=[("A", "stock", 3)])
    assert correct(shop, "stock", 3).moved == ()
    assert correct(shop, "stock", 9).moved == ()


def test_that_goods_can_come_for_a_product_that_had_none_on_hand() -> None:
    shop = a_shop(supplies={"PO": (5, TODAY)}, lines={"A": 3}, held=[("A", "PO", 3)])
    after = follow_receipt(shop.matrix, Receipt(shop.supply("PO"), 900, 5 * UNIT), shop.situation)
    assert after.matrix.row(shop.line("A")).held(900) == 3 * UNIT
    assert after.matrix.free(900) == 2 * UNIT


@settings(max_examples=60, deadline=None)
@given(shops(), st.integers(0, 9), offsets, st.booleans())
def test_that_a_receipt_never_takes_from_one_to_give_to_another(
    shop: Shop, quantity: int, rest: int | None, cancelled: bool
) -> None:
    when = None if rest is None else TODAY + timedelta(days=rest)
    receipt = Receipt(shop.supply("PO"), shop.supply("stock"), quantity * UNIT, when, cancelled)
    after = follow_receipt(shop.matrix, receipt, shop.situation)
    assert_nothing_is_promised_twice(after.matrix)
    for row in after.matrix.rows:
        before = shop.matrix.row(row.line.line_id)
        gone = sum(
            one.quantity for one in after.moved if (one.line_id, one.to_supply_id) == (row.line.line_id, None)
        )
        new = sum(
            one.quantity
            for one in after.moved
            if (one.line_id, one.from_supply_id) == (row.line.line_id, None)
        )
        assert row.covered_quantity == before.covered_quantity - gone + new
        assert row.held(shop.supply("stock")) >= before.held(shop.supply("stock"))
        if not cancelled and not gone:
            assert row.covered_quantity == before.covered_quantity
    on_hand = after.matrix.supply_of[shop.supply("stock")].quantity
    assert on_hand == shop.matrix.supply_of[shop.supply("stock")].quantity + quantity * UNIT


@settings(max_examples=60, deadline=None)
@given(shops(), st.sampled_from(["stock", "PO", "next"]), quantities)
def test_that_a_supply_that_shrinks_leaves_nothing_promised_twice_and_harms_no_more_than_it_must(
    shop: Shop, name: str, quantity: int
) -> None:
    before = shop.matrix
    after = correct(shop, name, quantity)
    assert_nothing_is_promised_twice(after.matrix)
    excess = max(0, before.taken[shop.supply(name)] - quantity * UNIT)
    left = [one for one in after.moved if one.from_supply_id == shop.supply(name)]
    if not any(one.because is Because.PAST_USE for one in left):
        assert sum(one.quantity for one in left) == excess
    for other in before.supplies:
        if other.supply_id != shop.supply(name):
            for row in before.rows:
                assert after.matrix.row(row.line.line_id).held(other.supply_id) >= row.held(other.supply_id)
