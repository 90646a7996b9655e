"""Find stock for a line with the least harm (semantics 6)."""

from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings

from boapp.domain.allocation import DraftStart, apply_edit, begin_draft
from boapp.domain.draft_changes import line_change, name_of_step
from boapp.domain.edit_rules import EditRefused, Refusal
from boapp.domain.edits import ChangeOwed, TakeBack
from boapp.domain.matrix import units_of
from boapp.domain.quantities import UNIT
from boapp.domain.swaps import SwapProposal, find_stock, swap_of
from tests.domain.any_shop import assert_nothing_is_promised_twice, shops
from tests.domain.drafting import TODAY, Shop, a_shop, day
from tests.domain.test_receipts import correct, the_right_shelf


def ways(shop: Shop, line: str, **asked: Any) -> tuple[SwapProposal, ...]:
    return find_stock(shop.matrix, shop.line(line), shop.situation, **asked)


def donors(shop: Shop, way: SwapProposal) -> dict[str, int]:
    names = {key: name for name, key in shop.line_ids.items()}
    return {names[gift.line_id]: gift.quantity // UNIT for gift in way.gifts}


def after(shop: Shop, way: SwapProposal, reason: str = "a wedding") -> dict[str, dict[str, int]]:
    return shop.held(apply_edit(shop.draft, swap_of(shop.matrix, way, reason)))


def test_that_a_donor_who_keeps_his_told_date_from_another_supply_is_asked_first() -> None:
    shop = a_shop(
        supplies={"stock": 6, "PO": (5, day("12-14"))},
        lines={
            "early": {"open": 3, "told": day("12-09"), "value": 1},
            "in time": {"open": 3, "told": day("12-18"), "value": 90000},
            "phone": {"open": 2, "told": day("12-10")},
        },
        held=[("early", "stock", 3), ("in time", "stock", 3)],
    )
    first, second = ways(shop, "phone")
    assert donors(shop, first) == {"in time": 2}
    assert first.gifts[0].keeps_told
    assert first.gifts[0].after_date == day("12-14")
    assert donors(shop, second) == {"early": 2}
    assert (second.gifts[0].late_days, second.gifts[0].keeps_told) == (5, False)
    assert after(shop, first) == {
        "early": {"stock": 3},
        "in time": {"stock": 1, "PO": 2},
        "phone": {"stock": 2},
    }


def test_that_else_the_days_late_times_the_value_decide() -> None:
    def first(cheap_told: str, dear_told: str) -> dict[str, int]:
        shop = a_shop(
            supplies={"stock": 2, "PO": (5, day("12-20"))},
            lines={
                "cheap": {"open": 1, "told": day(cheap_told), "value": 1000},
                "dear": {"open": 1, "told": day(dear_told), "value": 5000},
                "phone": {"open": 1, "told": TODAY},
            },
            held=[("cheap", "stock", 1), ("dear", "stock", 1)],
        )
        return donors(shop, ways(shop, "phone")[0])

    assert first("12-10", "12-10") == {"cheap": 1}  # 10 days x 1000 against 10 x 5000
    assert first("12-10", "12-19") == {"dear": 1}  # against 1 x 5000


def test_that_goods_on_the_hold_shelf_are_the_last_resort_and_need_a_reason() -> None:
    shop = the_right_shelf()
    shop = shop.with_lines(Okafor={"open_quantity": 4 * UNIT})
    shop = replace(shop, situation=replace(shop.situation, today=day("12-08")))
    in_time, last = ways(shop, "Okafor")
    assert donors(shop, in_time) == {"Nordlicht": 1}
    assert in_time.gifts[0].keeps_told
    assert donors(shop, last) == {"Müller": 1}
    assert last.takes_told_ready
    assert last.gifts[0].told_ready
    with pytest.raises(EditRefused) as caught:
        apply_edit(shop.draft, swap_of(shop.matrix, last))
    assert caught.value.refusal is Refusal.REASON_NEEDED
    swap = swap_of(shop.matrix, last, "Okafor's wedding")
    assert any(isinstance(edit, TakeBack) for edit in swap.edits)
    done = apply_edit(shop.draft, swap)
    assert shop.held(done)["Okafor"] == {"stock": 4}
    name = name_of_step(done)
    assert name is not None
    assert (name.kind, name.quantity) == ("Swap", UNIT)


def test_the_right_shelf_after_the_count_offers_only_what_was_told_ready() -> None:
    shop = the_right_shelf()
    sold = shop.as_in(correct(shop, "stock", 5).matrix)
    counted = sold.as_in(correct(sold, "stock", 4).matrix)
    (only,) = ways(counted, "Okafor")
    assert donors(counted, only) == {"Müller": 1}
    assert only.gifts[0].told_ready
    # Okafor cancels what cannot come by 12 December instead.
    cancelled = apply_edit(counted.draft, ChangeOwed(counted.line("Okafor"), 2 * UNIT))
    assert counted.held(cancelled)["Okafor"] == {"stock": 2}
    assert counted.free(cancelled) == {"stock": 0, "PO": 4}


def test_that_pinned_goods_are_never_asked_for_unless_one_asks() -> None:
    shop = a_shop(supplies={"stock": 2}, lines={"kept": 2, "phone": 1}, held=[("kept", "stock", 2, "pinned")])
    assert ways(shop, "phone") == ()
    (only,) = ways(shop, "phone", ask_pinned=True)
    assert only.gifts[0].pinned
    assert after(shop, only) == {"kept": {"stock": 1}, "phone": {"stock": 1}}


def test_that_a_special_order_is_left_alone() -> None:
    shop = a_shop(
        supplies={"stock": 2},
        lines={"own": {"open": 2, "special_order": True}, "phone": 1},
        held=[("own", "stock", 2)],
    )
    assert ways(shop, "phone") == ()


def test_that_what_is_free_in_time_is_taken_from_nobody() -> None:
    shop = a_shop(supplies={"stock": 5}, lines={"A": 2, "phone": 3}, held=[("A", "stock", 2)])
    (way,) = ways(shop, "phone")
    assert way.gifts == ()
    assert after(shop, way) == {"A": {"stock": 2}, "phone": {"stock": 3}}


def test_that_a_line_covered_too_late_gives_its_later_goods_for_the_earlier_ones() -> None:
    shop = a_shop(
        supplies={"stock": 3, "PO": (3, day("12-14"))},
        lines={"patient": {"open": 3, "told": day("12-20")}, "phone": {"open": 3, "told": day("12-09")}},
        held=[("patient", "stock", 3), ("phone", "PO", 3)],
    )
    (way,) = ways(shop, "phone")
    assert way.given_back == ((shop.supply("PO"), 3 * UNIT),)
    assert all(gift.keeps_told for gift in way.gifts)
    assert after(shop, way) == {"patient": {"PO": 3}, "phone": {"stock": 3}}


def test_that_several_donors_give_together_when_no_single_one_can() -> None:
    shop = a_shop(
        supplies={"stock": 4, "PO": (9, day("12-14"))},
        lines={"A": {"open": 2, "told": day("12-20")}, "B": {"open": 2, "told": day("12-20")}, "phone": 3},
        held=[("A", "stock", 2), ("B", "stock", 2)],
    )
    (way,) = ways(shop, "phone")
    assert sorted(donors(shop, way).values()) == [1, 2]
    assert way.found_quantity == 3 * UNIT


def test_that_the_hold_shelf_is_touched_only_for_what_all_others_together_cannot_give() -> None:
    lines = {name: {"open": 2, "told": day("12-20")} for name in ("A", "B", "shelf")} | {"phone": {"open": 3}}
    supplies: dict[str, int | tuple[int, date | None]] = {"stock": 6, "PO": (9, day("12-14"))}
    held = [("A", "stock", 2), ("B", "stock", 2), ("shelf", "stock", 2, "set aside")]
    shop = a_shop(supplies=supplies, lines=lines, held=held)
    (way,) = ways(shop, "phone")
    assert donors(shop, way).keys() == {"A", "B"}
    shop = a_shop(supplies=supplies | {"stock": 4}, lines=lines, held=[held[0], held[2]])
    part, whole = ways(shop, "phone")
    assert (donors(shop, part), part.found_quantity) == ({"A": 2}, 2 * UNIT)
    assert (donors(shop, whole), whole.takes_told_ready) == ({"A": 2, "shelf": 1}, True)


def test_that_the_latest_of_a_lines_own_goods_are_given_back_first() -> None:
    shop = a_shop(
        supplies={"stock": 1, "PO": (1, day("12-14")), "slow": (1, day("12-30"))},
        lines={"A": {"open": 1, "told": day("12-31")}, "phone": {"open": 2, "told": TODAY}},
        held=[("A", "stock", 1), ("phone", "PO", 1), ("phone", "slow", 1)],
    )
    (way,) = ways(shop, "phone")
    assert way.given_back == ((shop.supply("slow"), UNIT),)
    assert after(shop, way) == {"A": {"slow": 1}, "phone": {"stock": 1, "PO": 1}}


def test_that_a_part_is_better_than_nothing() -> None:
    shop = a_shop(supplies={"stock": 1}, lines={"A": 1, "phone": 3}, held=[("A", "stock", 1)])
    (way,) = ways(shop, "phone")
    assert (way.wanted_quantity, way.found_quantity) == (3 * UNIT, UNIT)
    assert way.gifts[0].after_date is None
    assert way.gifts[0].to_supply_id is None


def test_that_any_date_is_looked_at_when_nothing_can_be_had_in_time() -> None:
    shop = a_shop(
        supplies={"PO": (2, day("12-20")), "later": (2, day("12-24"))},
        lines={"A": {"open": 2, "told": day("12-24")}, "phone": {"open": 2, "told": TODAY}},
        held=[("A", "PO", 2)],
    )
    way = ways(shop, "phone")[0]
    assert way.needed_by is None
    assert way.from_free == ((shop.supply("later"), 2 * UNIT),)
    assert ways(shop, "phone", needed_by=day("12-20"))[0].gifts[0].keeps_told


def test_that_a_line_that_has_all_in_time_finds_nothing_to_do() -> None:
    shop = a_shop(
        supplies={"stock": 4}, lines={"A": 2, "phone": 2}, held=[("A", "stock", 2), ("phone", "stock", 2)]
    )
    assert ways(shop, "phone") == ()


def test_that_a_donor_is_not_sent_goods_past_its_use_and_a_late_supply_is_no_date() -> None:
    shop = a_shop(
        supplies={"stock": 2, "late": (1, day("12-01")), "PO": (1, day("12-14"))},
        lines={
            "Christmas": {"open": 1, "told": day("12-31"), "no_use_after": day("12-10")},
            "told": {"open": 1, "told": day("12-31")},
            "phone": 2,
        },
        held=[("Christmas", "stock", 1), ("told", "stock", 1)],
    )
    (way,) = ways(shop, "phone")
    what = {gift.line_id: (gift.to_supply_id, gift.after_date, gift.keeps_told) for gift in way.gifts}
    assert what[shop.line("told")] == (shop.supply("PO"), day("12-14"), True)
    assert what[shop.line("Christmas")] == (shop.supply("late"), None, False)


def test_that_goods_of_the_very_last_day_of_use_will_do_for_a_donor() -> None:
    shop = a_shop(
        supplies={"stock": 1, "PO": (1, day("12-14"))},
        lines={"A": {"open": 1, "told": day("12-31"), "no_use_after": day("12-14")}, "phone": 1},
        held=[("A", "stock", 1)],
    )
    (way,) = ways(shop, "phone")
    assert (way.gifts[0].after_date, way.gifts[0].keeps_told) == (day("12-14"), True)


def test_that_an_untold_donor_is_harmed_by_waiting_longer_than_now() -> None:
    shop = a_shop(
        supplies={"stock": 2, "PO": (1, day("12-17"))},
        lines={
            "at once": {"open": 1, "value": 100},
            "dated": {"open": 1, "wanted": day("12-20"), "value": 100},
            "phone": 1,
        },
        held=[("at once", "stock", 1), ("dated", "stock", 1)],
    )
    first, second = ways(shop, "phone")
    assert donors(shop, first) == {"dated": 1}
    assert second.gifts[0].late_days == 10


def test_that_a_told_date_of_the_past_asks_for_goods_today() -> None:
    shop = a_shop(
        supplies={"stock": 1, "PO": (1, day("12-17"))},
        lines={"A": {"open": 1, "told": day("12-20")}, "phone": {"open": 1, "told": date(2026, 12, 1)}},
        held=[("A", "stock", 1)],
    )
    assert ways(shop, "phone")[0].needed_by == TODAY


@settings(max_examples=80, deadline=None)
@given(shops())
def test_that_every_proposal_can_be_done_and_says_the_truth(shop: Shop) -> None:
    for row in shop.matrix.rows:
        proposals = find_stock(shop.matrix, row.line.line_id, shop.situation, ask_pinned=True)
        assert proposals == find_stock(shop.matrix, row.line.line_id, shop.situation, ask_pinned=True)
        assert [way.harm for way in proposals] == sorted(way.harm for way in proposals)
        for way in proposals:
            draft = apply_edit(
                begin_draft(DraftStart(shop.situation, 1)), swap_of(shop.matrix, way, "reason")
            )
            assert_nothing_is_promised_twice(draft.matrix)
            change = line_change(draft, way.line_id)
            assert change.after_quantity >= change.before_quantity
            in_time = [0, 0]
            for place, matrix in enumerate((shop.matrix, draft.matrix)):
                units = units_of(matrix.row(way.line_id), matrix.supply_of, shop.situation)
                by = way.needed_by or date.max
                in_time[place] = sum(quantity for when, quantity in units if when <= by)
            assert in_time[1] - in_time[0] >= way.found_quantity - sum(q for _, q in way.given_back)
            touched = {gift.line_id for gift in way.gifts} | {way.line_id}
            for other in draft.matrix.rows:
                if other.line.line_id not in touched:
                    assert other == shop.matrix.row(other.line.line_id)
            given_up = sum(gift.quantity for gift in way.gifts if gift.to_supply_id is None)
            others = sum(one.covered_quantity for one in draft.matrix.rows if one.line.line_id != way.line_id)
            before = sum(one.covered_quantity for one in shop.matrix.rows if one.line.line_id != way.line_id)
            assert others == before - given_up


@settings(max_examples=60, deadline=None)
@given(shops())
def test_that_no_choice_of_donors_who_lose_nothing_is_overlooked(shop: Shop) -> None:
    """Plain search: if some donors could give all and keep their told dates, the first way harms nobody."""
    for row in shop.matrix.rows:
        proposals = find_stock(shop.matrix, row.line.line_id, shop.situation)
        if not proposals or proposals[0].takes_told_ready or not proposals[0].gifts:
            continue
        best = proposals[0]
        singles = [way for way in proposals if way.gifts and not way.takes_told_ready]
        for one, other in combinations(singles, 2):
            assert (one.harm <= other.harm) == (proposals.index(one) < proposals.index(other))
        harmless = [way for way in singles if all(gift.keeps_told for gift in way.gifts)]
        if any(way.found_quantity == best.found_quantity for way in harmless):
            assert all(gift.keeps_told for gift in best.gifts)


def test_that_of_many_donors_the_few_shown_are_the_least_harmed() -> None:
    names = [f"donor {number}" for number in range(9)]
    shop = a_shop(
        supplies={"stock": 9, "PO": (9, day("12-27"))},
        lines={name: {"open": 1, "told": day(f"12-{18 + number}")} for number, name in enumerate(names)}
        | {"phone": 1},
        held=[(name, "stock", 1) for name in names],
    )
    shown = [donors(shop, way) for way in ways(shop, "phone", limit=3)]
    assert shown == [{"donor 8": 1}, {"donor 7": 1}, {"donor 6": 1}]
    assert len(ways(shop, "phone")) == 5


def test_that_what_the_line_takes_for_itself_is_no_replacement_for_a_donor() -> None:
    shop = a_shop(
        supplies={"stock": 1, "early": (1, day("12-08")), "PO": (1, day("12-20"))},
        lines={"A": {"open": 1, "told": day("12-09")}, "phone": {"open": 2, "told": day("12-10")}},
        held=[("A", "stock", 1)],
    )
    (way,) = ways(shop, "phone")
    assert way.from_free == ((shop.supply("early"), UNIT),)
    assert way.gifts[0].after_date == day("12-20")
    assert after(shop, way) == {"A": {"PO": 1}, "phone": {"stock": 1, "early": 1}}
