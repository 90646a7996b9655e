"""What a hand may do to rows, headers and whole drafts (semantics 6)."""

from dataclasses import replace
from datetime import date

import pytest

from boapp.domain.allocation import (
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
from boapp.domain.decisions import Firmness
from boapp.domain.edit_rules import Refusal
from boapp.domain.edits import (
    AddRow,
    ChangeOwed,
    Confirm,
    CorrectSupply,
    Followed,
    Move,
    Pin,
    Rerank,
    Shift,
    Suggest,
    Swap,
    TakeFree,
    Withdraw,
)
from boapp.domain.matrix import allocation_changes
from boapp.domain.orders import OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.stock import Allocation
from boapp.domain.strategies import Strategy
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
    walk_in,
)


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
    assert apply_edit(draft, Rerank((77, NORDLICHT))) is draft


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
