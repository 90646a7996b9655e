"""What a clerk may do to a draft by hand, and what is refused (semantics 6)."""

import pytest

from boapp.domain.allocation import (
    apply_edit,
)
from boapp.domain.catalog import Product
from boapp.domain.decisions import Hold
from boapp.domain.edit_rules import Carry, EditRefused, Refusal, carried_quantity
from boapp.domain.edits import (
    ChangeOwed,
    Confirm,
    CorrectSupply,
    Edit,
    Exchange,
    Move,
    Pin,
    PutOnHold,
    Suggest,
    TakeBack,
    TakeFree,
    Unpin,
    Withdraw,
)
from boapp.domain.quantities import UNIT
from boapp.domain.stock import Allocation
from tests.domain.drafting import (
    MEYER,
    NORDLICHT,
    OKAFOR,
    PO,
    STOCK,
    TODAY,
    a_shop,
    day,
    kept_shop,
    refusal_of,
    the_shop,
)


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
    late = the_shop().with_lines(Okafor={"no_use_after": TODAY}).draft
    assert apply_edit(late, Confirm(OKAFOR, PO, 4 * UNIT)) is late
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
    assert apply_edit(shop.draft, Pin(MEYER, STOCK, "for today", TODAY)).matrix == pinned.matrix
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
