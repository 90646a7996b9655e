"""What a clerk may do to a draft by hand, and what is refused (semantics 6)."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from boapp.domain.allocation import (
    AllocationDraft,
    DraftStart,
    apply_edit,
    begin_draft,
    draft_situation,
    replay,
    suggestion,
)
from boapp.domain.backorders import LineResult, Proposal
from boapp.domain.catalog import Product
from boapp.domain.confirmation import Change
from boapp.domain.decisions import Firmness, Hold
from boapp.domain.edit_rules import Carry, EditRefused, Refusal, carried_quantity
from boapp.domain.edits import (
    AddRow,
    ChangeOwed,
    Confirm,
    CorrectSupply,
    Edit,
    Exchange,
    Followed,
    Move,
    Pin,
    PutOnHold,
    Rerank,
    Shift,
    Suggest,
    Swap,
    TakeBack,
    TakeFree,
    Unpin,
    Withdraw,
    edit_from_data,
    edit_to_data,
)
from boapp.domain.matrix import allocation_changes
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.stock import Allocation
from boapp.domain.strategies import Strategy
from tests.domain.drafting import TODAY, Shop, a_shop, day

MEYER, OKAFOR, NORDLICHT = 1, 2, 3
STOCK, PO = 101, 102


def the_shop() -> Shop:
    """14 on hand, 10 on order; Meyer 8 of 8 on hand, Okafor 4 of 6 on order, Nordlicht nothing of 5."""
    return a_shop(
        supplies={"stock": 14, "PO": (10, day("12-20"))},
        lines={"Meyer": 8, "Okafor": 6, "Nordlicht": {"open": 5, "priority": 9}},
        held=[("Meyer", "stock", 8), ("Okafor", "PO", 4)],
    )


def refusal_of(draft: AllocationDraft, edit: Edit) -> EditRefused:
    with pytest.raises(EditRefused) as caught:
        apply_edit(draft, edit)
    return caught.value


def test_that_a_number_typed_into_a_cell_sets_the_whole_chip() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, Confirm(OKAFOR, STOCK, 2 * UNIT))
    draft = apply_edit(draft, Confirm(MEYER, STOCK, 5 * UNIT))
    assert shop.held(draft) == {"Meyer": {"stock": 5}, "Okafor": {"PO": 4, "stock": 2}}
    assert shop.free(draft) == {"stock": 7, "PO": 6}


def test_that_typing_zero_gives_back() -> None:
    shop = the_shop()
    assert shop.held(apply_edit(shop.draft, Confirm(MEYER, STOCK, 0))) == {"Okafor": {"PO": 4}}


def test_that_typing_what_is_there_already_is_no_step() -> None:
    draft = the_shop().draft
    assert apply_edit(draft, Confirm(MEYER, STOCK, 8 * UNIT)) is draft


@pytest.mark.parametrize(
    ("edit", "refusal", "possible"),
    [
        (Confirm(NORDLICHT, None, UNIT), Refusal.NO_SUPPLY, None),
        (Confirm(77, STOCK, UNIT), Refusal.UNKNOWN_LINE, None),
        (Confirm(NORDLICHT, 777, UNIT), Refusal.UNKNOWN_SUPPLY, None),
        (Confirm(NORDLICHT, STOCK, -UNIT), Refusal.NEGATIVE, None),
        (Confirm(NORDLICHT, STOCK, UNIT // 2), Refusal.TOO_PRECISE, None),
        (Confirm(NORDLICHT, STOCK, 6 * UNIT), Refusal.MORE_THAN_OWED, 5 * UNIT),
        (Confirm(OKAFOR, STOCK, 3 * UNIT), Refusal.MORE_THAN_OWED, 2 * UNIT),
        (Confirm(OKAFOR, PO, 7 * UNIT), Refusal.MORE_THAN_OWED, 6 * UNIT),
        (Withdraw(NORDLICHT), Refusal.NOTHING_HELD, None),
        (Withdraw(MEYER, PO), Refusal.NOTHING_HELD, None),
        (Withdraw(77), Refusal.UNKNOWN_LINE, None),
        (Withdraw(None, 777), Refusal.UNKNOWN_SUPPLY, None),
        (Move(MEYER, STOCK, MEYER, STOCK, UNIT), Refusal.SAME_PLACE, None),
        (Move(MEYER, STOCK, NORDLICHT, STOCK, 0), Refusal.NOTHING_HELD, None),
        (Move(MEYER, STOCK, NORDLICHT, STOCK, -UNIT), Refusal.NEGATIVE, None),
        (Move(MEYER, STOCK, NORDLICHT, STOCK, 9 * UNIT), Refusal.MORE_THAN_HELD, 8 * UNIT),
        (Move(MEYER, STOCK, NORDLICHT, STOCK, 6 * UNIT), Refusal.MORE_THAN_OWED, 5 * UNIT),
        (Exchange(MEYER, STOCK, MEYER, PO), Refusal.SAME_PLACE, None),
        (Exchange(MEYER, STOCK, NORDLICHT, PO), Refusal.NOTHING_HELD, None),
        (TakeFree(MEYER), Refusal.NOTHING_OWED, None),
        (Pin(MEYER, STOCK, " "), Refusal.REASON_NEEDED, None),
        (Pin(MEYER, STOCK, "wedding", day("12-06")), Refusal.IN_THE_PAST, None),
        (Pin(MEYER, PO, "wedding"), Refusal.NOTHING_HELD, None),
        (Unpin(MEYER, STOCK), Refusal.NOT_PINNED, None),
        (TakeBack(MEYER, STOCK, ""), Refusal.REASON_NEEDED, None),
        (TakeBack(MEYER, STOCK, "not collected"), Refusal.NOT_SET_ASIDE, None),
        (PutOnHold(77, Hold.PAYMENT), Refusal.UNKNOWN_LINE, None),
        (ChangeOwed(MEYER, -UNIT), Refusal.NEGATIVE, None),
        (CorrectSupply(777, UNIT, None), Refusal.UNKNOWN_SUPPLY, None),
        (CorrectSupply(STOCK, -UNIT, None), Refusal.NEGATIVE, None),
        (Rerank((77,)), Refusal.UNKNOWN_LINE, None),
    ],
)
def test_that_a_refused_edit_says_why_and_what_would_be_possible(
    edit: Edit, refusal: Refusal, possible: int | None
) -> None:
    refused = refusal_of(the_shop().draft, edit)
    assert refused.refusal is refusal
    if possible is not None:
        assert refused.possible_quantity == possible


def test_that_no_more_is_given_than_is_free() -> None:
    shop = a_shop(supplies={"stock": 5}, lines={"A": 4, "B": 4}, held=[("A", "stock", 3)])
    refused = refusal_of(shop.draft, Confirm(2, STOCK, 3 * UNIT))
    assert (refused.refusal, refused.possible_quantity) == (Refusal.MORE_THAN_FREE, 2 * UNIT)


def test_that_a_chip_is_carried_to_another_line() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, Move(MEYER, STOCK, NORDLICHT, STOCK, 3 * UNIT))
    assert shop.held(draft) == {"Meyer": {"stock": 5}, "Okafor": {"PO": 4}, "Nordlicht": {"stock": 3}}


def test_that_a_part_of_a_chip_is_split_to_another_supply() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, Move(MEYER, STOCK, MEYER, PO, 5 * UNIT))
    assert shop.held(draft)["Meyer"] == {"stock": 3, "PO": 5}
    refused = refusal_of(draft, Move(MEYER, STOCK, MEYER, PO, 2 * UNIT))
    assert (refused.refusal, refused.possible_quantity) == (Refusal.MORE_THAN_FREE, 6 * UNIT)


def test_that_a_chip_dropped_on_a_chip_exchanges_them_in_one_step() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, ChangeOwed(OKAFOR, 9 * UNIT))
    draft = apply_edit(draft, Exchange(MEYER, STOCK, OKAFOR, PO))
    assert shop.held(draft) == {"Meyer": {"PO": 4}, "Okafor": {"stock": 8}}


def test_that_an_exchange_that_does_not_fit_whole_exchanges_the_same_quantity_of_each() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, Exchange(MEYER, STOCK, OKAFOR, PO))
    assert shop.held(draft) == {"Meyer": {"stock": 4, "PO": 4}, "Okafor": {"stock": 4}}


def test_that_chips_of_one_supply_are_exchanged_whole_or_not_at_all() -> None:
    shop = a_shop(
        supplies={"stock": 9},
        lines={"A": 5, "B": 4, "C": 2},
        held=[("A", "stock", 3), ("B", "stock", 1), ("C", "stock", 2)],
    )
    assert shop.held(apply_edit(shop.draft, Exchange(1, STOCK, 2, STOCK))) == {
        "A": {"stock": 1},
        "B": {"stock": 3},
        "C": {"stock": 2},
    }
    assert refusal_of(shop.draft, Exchange(1, STOCK, 3, STOCK)).refusal is Refusal.MORE_THAN_OWED


def test_that_space_takes_all_that_is_free_of_one_supply_up_to_what_is_owed() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, TakeFree(NORDLICHT, STOCK))
    assert shop.held(draft)["Nordlicht"] == {"stock": 5}
    draft = apply_edit(draft, TakeFree(OKAFOR, STOCK))
    assert shop.held(draft)["Okafor"] == {"PO": 4, "stock": 1}
    assert refusal_of(draft, TakeFree(OKAFOR, STOCK)).refusal is Refusal.NOTHING_FREE


def test_that_a_line_takes_what_is_free_closest_to_its_day() -> None:
    shop = a_shop(
        supplies={"stock": 2, "early": (1, day("12-10")), "late": (9, day("12-20"))},
        lines={"A": {"open": 5, "wanted": day("12-15")}, "B": 20},
    )
    draft = apply_edit(shop.draft, TakeFree(1))
    assert shop.held(draft) == {"A": {"early": 1, "stock": 2, "late": 2}}
    draft = apply_edit(draft, TakeFree(2))
    assert shop.free(draft) == {"stock": 0, "early": 0, "late": 0}
    assert refusal_of(draft, TakeFree(2)).refusal is Refusal.NOTHING_FREE


def test_that_what_is_kept_for_the_counter_is_only_given_by_typing_it() -> None:
    shop = a_shop(
        supplies={"stock": 3}, lines={"A": 5}, product=Product(1, "BULB", counter_quantity=2 * UNIT)
    )
    draft = apply_edit(shop.draft, TakeFree(1, STOCK))
    assert shop.held(draft) == {"A": {"stock": 1}}
    assert shop.held(apply_edit(draft, Confirm(1, STOCK, 3 * UNIT))) == {"A": {"stock": 3}}


def test_that_nothing_is_given_that_comes_after_the_last_day_of_use() -> None:
    shop = a_shop(
        supplies={"stock": 1, "PO": (5, day("12-28")), "late": (5, day("12-01"))},
        lines={"A": {"open": 5, "no_use_after": TODAY}, "B": 5},
        held=[("B", "PO", 2)],
    )
    for edit in (
        Confirm(1, PO, UNIT),
        Confirm(1, 103, UNIT),
        TakeFree(1, PO),
        Move(2, PO, 1, PO, UNIT),
        Suggest((Allocation(PO, 1, UNIT),)),
    ):
        refused = refusal_of(shop.draft, edit)
        assert refused.refusal is Refusal.PAST_USE
    assert shop.held(apply_edit(shop.draft, TakeFree(1)))["A"] == {"stock": 1}


def kept_shop() -> Shop:
    return a_shop(
        supplies={"stock": 9, "PO": (9, day("12-20"))},
        lines={"A": 6, "B": 6, "C": 6},
        held=[("A", "stock", 2, "pinned"), ("A", "stock", 1), ("B", "stock", 3, "set aside"), ("C", "PO", 2)],
    )


def test_that_pinned_and_set_aside_goods_stay_where_they_are() -> None:
    shop = kept_shop()
    draft = apply_edit(shop.draft, Withdraw())
    assert shop.held(draft) == {"A": {"stock": 2}, "B": {"stock": 3}}
    for edit, refusal in (
        (Withdraw(), Refusal.PINNED),
        (Withdraw(1), Refusal.PINNED),
        (Withdraw(2, STOCK), Refusal.SET_ASIDE),
        (Confirm(1, STOCK, UNIT), Refusal.PINNED),
        (Confirm(2, STOCK, 0), Refusal.SET_ASIDE),
        (Move(1, STOCK, 3, STOCK, UNIT), Refusal.PINNED),
        (Exchange(2, STOCK, 3, PO), Refusal.SET_ASIDE),
        (ChangeOwed(1, UNIT), Refusal.PINNED),
        (ChangeOwed(2, UNIT), Refusal.SET_ASIDE),
        (Unpin(2, STOCK), Refusal.SET_ASIDE),
    ):
        assert refusal_of(draft, edit).refusal is refusal, edit


def test_that_a_column_can_be_given_back() -> None:
    shop = kept_shop()
    draft = apply_edit(shop.draft, Withdraw(None, STOCK))
    assert shop.held(draft) == {"A": {"stock": 2}, "B": {"stock": 3}, "C": {"PO": 2}}


def test_that_a_chip_is_pinned_with_a_reason_and_let_go_again() -> None:
    shop = the_shop()
    pinned = apply_edit(shop.draft, Pin(MEYER, STOCK, "wedding", day("12-24")))
    assert pinned.matrix.row(MEYER).allocations == (Allocation(STOCK, MEYER, 8 * UNIT, pinned=True),)
    again = apply_edit(pinned, Pin(MEYER, STOCK, "christening"))
    assert again.edits[-1] == Pin(MEYER, STOCK, "christening")
    loose = apply_edit(again, Unpin(MEYER, STOCK))
    assert loose.matrix == shop.draft.matrix


def test_that_pinning_adds_to_what_is_pinned_and_leaves_the_hold_shelf_alone() -> None:
    shop = kept_shop()
    draft = apply_edit(shop.draft, Pin(1, STOCK, "wedding"))
    assert draft.matrix.row(1).allocations == (Allocation(STOCK, 1, 3 * UNIT, pinned=True),)
    assert apply_edit(shop.draft, Pin(2, STOCK, "wedding")).matrix == shop.draft.matrix


def test_that_goods_are_taken_off_the_hold_shelf_only_on_purpose() -> None:
    shop = kept_shop()
    draft = apply_edit(shop.draft, TakeBack(2, STOCK, "never collected"))
    assert draft.matrix.row(2).allocations == (Allocation(STOCK, 2, 3 * UNIT),)
    assert shop.held(apply_edit(draft, Withdraw(2)))["A"] == {"stock": 3}


def test_that_an_order_on_hold_keeps_its_goods() -> None:
    draft = the_shop().draft
    held = apply_edit(draft, PutOnHold(MEYER, Hold.PAYMENT))
    assert held.matrix is draft.matrix
    assert held.edits == (PutOnHold(MEYER, Hold.PAYMENT),)


def walk_in(**changes: Any) -> OrderLine:
    facts: dict[str, Any] = {
        "open_quantity": 2 * UNIT,
        "priority": 5,
        "ordered_date": TODAY,
        "product_id": 1,
    } | changes
    return OrderLine(line_id=-1, order_id=-1, order_number="", line_number="1", customer="walk-in", **facts)


def test_that_a_walk_in_gets_a_row_at_its_rank() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, AddRow(walk_in()))
    assert [row.line.line_id for row in draft.matrix.rows] == [MEYER, OKAFOR, -1, NORDLICHT]
    draft = apply_edit(draft, TakeFree(-1, STOCK))
    assert draft.matrix.row(-1).covered_quantity == 2 * UNIT
    assert [line.line_id for line in draft_situation(draft).lines] == [MEYER, OKAFOR, NORDLICHT, -1]


def test_that_a_row_is_not_added_twice_nor_for_another_product_nor_for_nothing() -> None:
    draft = apply_edit(the_shop().draft, AddRow(walk_in()))
    assert refusal_of(draft, AddRow(walk_in())).refusal is Refusal.ALREADY_THERE
    fresh = the_shop().draft
    assert refusal_of(fresh, AddRow(walk_in(product_id=2))).refusal is Refusal.OTHER_PRODUCT
    assert refusal_of(fresh, AddRow(walk_in(open_quantity=0))).refusal is Refusal.NOTHING_OWED


def test_that_the_customer_on_the_phone_may_want_two_more() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, ChangeOwed(MEYER, 10 * UNIT))
    assert draft.matrix.row(MEYER).missing_quantity == 2 * UNIT
    assert shop.held(draft)["Meyer"] == {"stock": 8}


def test_that_who_wants_fewer_gives_back_the_latest_goods_first() -> None:
    shop = a_shop(
        supplies={"stock": 2, "PO": (2, day("12-10")), "later": (2, day("12-20"))},
        lines={"A": 6},
        held=[("A", "stock", 2), ("A", "PO", 2), ("A", "later", 2)],
    )
    draft = apply_edit(shop.draft, ChangeOwed(1, 3 * UNIT))
    assert shop.held(draft) == {"A": {"stock": 2, "PO": 1}}
    assert shop.held(apply_edit(draft, ChangeOwed(1, 0))) == {}


def test_that_a_wrong_count_in_a_header_is_corrected_though_the_goods_are_promised() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, CorrectSupply(STOCK, 5 * UNIT, None))
    assert shop.held(draft) == {"Meyer": {"stock": 5, "PO": 3}, "Okafor": {"PO": 4}}
    assert shop.free(draft) == {"stock": 0, "PO": 3}


def test_that_a_wrong_date_in_a_header_is_corrected_and_nobody_gets_goods_past_their_use() -> None:
    shop = the_shop().with_lines(Okafor={"no_use_after": day("12-24")})
    draft = apply_edit(shop.draft, CorrectSupply(PO, 10 * UNIT, day("01-04")))
    assert shop.held(draft) == {"Meyer": {"stock": 8}, "Okafor": {"stock": 4}}
    assert draft.matrix.supply_of[PO].date == date(2027, 1, 4)
    assert draft_situation(draft).supplies[1].date == date(2027, 1, 4)


def test_that_rows_are_shown_in_another_order_for_this_session_only() -> None:
    shop = the_shop()
    draft = apply_edit(shop.draft, Rerank((NORDLICHT, OKAFOR)))
    assert [row.line.line_id for row in draft.matrix.rows] == [NORDLICHT, OKAFOR, MEYER]
    assert shop.held(draft) == shop.held(shop.draft)
    assert draft_situation(draft).lines == shop.situation.lines


def test_that_a_suggestion_replaces_what_may_be_moved_and_keeps_what_is_pinned() -> None:
    shop = kept_shop()
    draft = apply_edit(
        shop.draft, Suggest((Allocation(PO, 1, 4 * UNIT), Allocation(STOCK, 3, 4 * UNIT)), "default")
    )
    assert shop.held(draft) == {"A": {"stock": 2, "PO": 4}, "B": {"stock": 3}, "C": {"stock": 4}}


@pytest.mark.parametrize(
    ("allocation", "refusal"),
    [
        (Allocation(STOCK, 3, 6 * UNIT), Refusal.MORE_THAN_FREE),
        (Allocation(PO, 3, 7 * UNIT), Refusal.MORE_THAN_OWED),
        (Allocation(PO, 77, UNIT), Refusal.UNKNOWN_LINE),
        (Allocation(777, 3, UNIT), Refusal.UNKNOWN_SUPPLY),
        (Allocation(PO, 3, -UNIT), Refusal.NEGATIVE),
    ],
)
def test_that_a_suggestion_that_does_not_fit_is_refused_as_a_whole(
    allocation: Allocation, refusal: Refusal
) -> None:
    assert refusal_of(kept_shop().draft, Suggest((allocation,))).refusal is refusal


def test_that_a_proposal_becomes_a_suggestion_for_this_product_best_rank_first() -> None:
    draft = kept_shop().draft

    def result(line_id: int, rank: int, *after: Allocation) -> LineResult:
        return LineResult(line_id, (), after, 0, 0, None, Change.KEPT, Strategy.REDISTRIBUTE, 0, rank)

    pinned = Allocation(STOCK, 1, 2 * UNIT, pinned=True)
    proposal = Proposal(
        (
            result(3, 2, Allocation(PO, 3, UNIT)),
            result(1, 1, pinned, Allocation(PO, 1, UNIT)),
            result(99, 3, Allocation(700, 99, UNIT)),
        ),
        (),
    )
    expected = Suggest((Allocation(PO, 1, UNIT), Allocation(PO, 3, UNIT)), "default")
    assert suggestion(draft, proposal, "default") == expected


def test_that_a_swap_is_done_whole_or_not_at_all() -> None:
    shop = the_shop()
    swap = Swap(NORDLICHT, (Move(MEYER, STOCK, NORDLICHT, STOCK, 3 * UNIT), Confirm(MEYER, PO, 3 * UNIT)))
    draft = apply_edit(shop.draft, swap)
    assert shop.held(draft)["Meyer"] == {"stock": 5, "PO": 3}
    bad = Swap(NORDLICHT, (*swap.edits, Confirm(MEYER, PO, 9 * UNIT)))
    assert refusal_of(shop.draft, bad).refusal is Refusal.MORE_THAN_OWED


@pytest.mark.parametrize(
    ("line_id", "supply_id", "change", "refusal"),
    [
        (MEYER, STOCK, -9, Refusal.MORE_THAN_HELD),
        (MEYER, PO, 1, Refusal.MORE_THAN_OWED),
        (77, PO, 1, Refusal.UNKNOWN_LINE),
        (MEYER, 777, 1, Refusal.UNKNOWN_SUPPLY),
    ],
)
def test_that_an_edit_that_followed_its_goods_is_checked_like_any_other(
    line_id: int, supply_id: int, change: int, refusal: Refusal
) -> None:
    edit = Followed(Withdraw(), (Shift(Allocation(supply_id, line_id, 0), change * UNIT),))
    assert refusal_of(the_shop().draft, edit).refusal is refusal
    few = a_shop(supplies={"stock": 1}, lines={"A": 5})
    too_much = Followed(Withdraw(), (Shift(Allocation(STOCK, 1, 0), 2 * UNIT),))
    assert refusal_of(few.draft, too_much).refusal is Refusal.MORE_THAN_FREE


def test_that_undo_is_the_draft_before_and_all_edits_are_known() -> None:
    start = the_shop().draft
    edits = (Confirm(NORDLICHT, STOCK, 2 * UNIT), Withdraw(MEYER), TakeFree(NORDLICHT, STOCK))
    draft = start
    for edit in edits:
        draft = apply_edit(draft, edit)
    assert draft.edits == edits
    assert list(draft.steps())[-1] is start
    assert replay(start.start, edits) == draft


def test_that_what_a_draft_changed_is_what_is_written() -> None:
    shop = kept_shop()
    draft = apply_edit(shop.draft, Pin(1, STOCK, "wedding"))
    draft = apply_edit(draft, Withdraw(3))
    draft = apply_edit(draft, AddRow(walk_in()))
    draft = apply_edit(draft, Confirm(-1, PO, UNIT))
    written = {
        (one.line_id, one.supply_id, one.firmness, one.before_quantity // UNIT, one.after_quantity // UNIT)
        for one in allocation_changes(shop.draft.matrix, draft.matrix)
    }
    assert written == {
        (1, STOCK, Firmness.PINNED, 2, 3),
        (1, STOCK, Firmness.LOOSE, 1, 0),
        (3, PO, Firmness.LOOSE, 2, 0),
        (-1, PO, Firmness.LOOSE, 0, 1),
    }


def test_that_a_draft_reads_only_its_own_product_but_keeps_the_others() -> None:
    shop = the_shop()
    other = a_shop(supplies={"x": 1}, lines={"x": {"open": 1, "product": 2}}).situation
    line = OrderLine(50, 50, 2, UNIT, "SO-50", "1", TODAY)
    situation = shop.situation
    wide = replace(
        situation,
        products=(*situation.products, Product(2, "LAMP")),
        supplies=(*situation.supplies, replace(other.supplies[0], supply_id=500, product_id=2)),
        lines=(*situation.lines, line),
        allocations=(*situation.allocations, Allocation(500, 50, UNIT)),
    )
    draft = apply_edit(begin_draft(DraftStart(wide, 1)), Withdraw(MEYER))
    after = draft_situation(draft)
    assert after.lines == wide.lines
    assert Allocation(500, 50, UNIT) in after.allocations
    assert set(after.supplies) == set(wide.supplies)


EVERY_EDIT: tuple[Edit, ...] = (
    Confirm(1, None, 0),
    Confirm(1, 2, 3),
    Withdraw(None, 3),
    Move(1, 2, 3, 4, 5),
    Exchange(1, 2, 3, 4),
    TakeFree(1),
    Pin(1, 2, "wedding", day("12-24")),
    Unpin(1, 2),
    TakeBack(1, 2, "never collected"),
    PutOnHold(1, Hold.DEPOSIT),
    PutOnHold(1, None),
    AddRow(walk_in(delivery=Delivery.COMPLETE_ORDER, told_date=day("12-24"))),
    ChangeOwed(1, 2),
    CorrectSupply(1, 2, day("12-24")),
    Rerank((3, 1, 2)),
    Suggest((Allocation(1, 2, 3, pinned=True),), "shop default"),
    Followed(Withdraw(), (Shift(Allocation(1, 2, 0), -3),)),
    Swap(1, (Confirm(1, 2, 3), Move(1, 2, 3, 4, 5))),
)


@pytest.mark.parametrize("edit", EVERY_EDIT, ids=lambda edit: type(edit).__name__)
def test_that_every_edit_can_be_parked_as_json_and_read_again(edit: Edit) -> None:
    assert edit_from_data(json.loads(json.dumps(edit_to_data(edit)))) == edit


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"edit": "Explode"},
        {"edit": "Confirm", "line_id": 1},
        {"edit": "Confirm", "line_id": 1, "supply_id": 2, "quantity": "3"},
        {"edit": "Confirm", "line_id": 1, "supply_id": 2, "quantity": True},
        {"edit": "Confirm", "line_id": 1, "supply_id": 2, "quantity": 3, "more": 4},
        {"edit": "Rerank", "line_ids": 3},
        {"edit": "Pin", "line_id": 1, "supply_id": 2, "reason": "x", "until": "tomorrow"},
        {"edit": "PutOnHold", "order_id": 1, "hold": "whim"},
        {"edit": "Swap", "line_id": 1, "edits": [{"edit": "Withdraw"}]},
        {"edit": "Swap", "line_id": 1, "edits": [7]},
    ],
)
def test_that_what_is_no_edit_is_not_read_as_one(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        edit_from_data(data)


def test_that_a_drag_carries_all_or_half_or_what_the_other_row_lacks() -> None:
    shop = a_shop(
        supplies={"stock": 12},
        lines={"A": 7, "B": 3, "C": 1},
        held=[("A", "stock", 7), ("B", "stock", 1), ("C", "stock", 1)],
    )
    matrix = shop.matrix
    assert carried_quantity(matrix, 1, STOCK, 2, Carry.ALL) == 7 * UNIT
    assert carried_quantity(matrix, 1, STOCK, 2, Carry.HALF) == 3 * UNIT
    assert carried_quantity(matrix, 1, STOCK, 2, Carry.NEEDED) == 2 * UNIT
    assert carried_quantity(matrix, 3, STOCK, 2, Carry.HALF) == UNIT
    with pytest.raises(EditRefused):
        carried_quantity(matrix, 2, 777, 1, Carry.ALL)
