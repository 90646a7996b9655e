"""Drafts carried over to what is so now, and what stays true whatever a hand does (semantics 6, 10)."""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from boapp.domain.allocation import (
    AllocationDraft,
    DraftStart,
    apply_edit,
    begin_draft,
    draft_situation,
    is_outdated,
    rebase,
    replay,
)
from boapp.domain.draft_changes import changes
from boapp.domain.edit_rules import EditRefused, Refusal
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
    Suggest,
    TakeBack,
    TakeFree,
    Unpin,
    Withdraw,
    edit_from_data,
    edit_to_data,
)
from boapp.domain.matrix import Matrix, Row, build_matrix
from boapp.domain.orders import OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.receipts import Receipt, follow_receipt
from boapp.domain.stock import Allocation
from tests.domain.any_shop import assert_nothing_is_promised_twice, shops
from tests.domain.drafting import MEYER, NORDLICHT, OKAFOR, PO, STOCK, TODAY, Shop, a_shop, day, the_shop


def test_that_only_edits_that_no_longer_hold_are_dropped_and_named_with_why() -> None:
    shop = the_shop()
    draft = replay(
        shop.draft.start,
        [
            Confirm(NORDLICHT, STOCK, 4 * UNIT),
            Move(MEYER, STOCK, OKAFOR, STOCK, 2 * UNIT),
            Confirm(NORDLICHT, PO, UNIT),
        ],
    )
    # Meanwhile someone sold Meyer's goods at the counter.
    now = a_shop(
        supplies={"stock": 6, "PO": (10, day("12-20"))},
        lines={"Meyer": 8, "Okafor": 6, "Nordlicht": {"open": 5, "priority": 9}},
        held=[("Okafor", "PO", 4)],
    )
    rebased = rebase(draft, DraftStart(now.situation, 1, 2))
    assert [misfit.edit for misfit in rebased.misfits] == [Move(MEYER, STOCK, OKAFOR, STOCK, 2 * UNIT)]
    assert rebased.misfits[0].refused.refusal is Refusal.MORE_THAN_HELD
    assert shop.held(rebased.draft) == {"Okafor": {"PO": 4}, "Nordlicht": {"stock": 4, "PO": 1}}
    assert rebased.draft.start.version == 2


def test_that_a_suggestion_keeps_what_of_it_still_fits() -> None:
    shop = a_shop(supplies={"stock": 6}, lines={"A": 3, "B": 3})
    draft = apply_edit(shop.draft, Suggest((Allocation(STOCK, 1, 3 * UNIT), Allocation(STOCK, 2, 3 * UNIT))))
    fewer = a_shop(supplies={"stock": 4}, lines={"A": 3, "B": 3})
    rebased = rebase(draft, DraftStart(fewer.situation, 1))
    assert shop.held(rebased.draft) == {"A": {"stock": 3}}
    (misfit,) = rebased.misfits
    assert misfit.edit == Suggest((Allocation(STOCK, 2, 3 * UNIT),))
    assert misfit.refused.refusal is Refusal.MORE_THAN_FREE


def test_that_a_draft_of_yesterday_is_computed_anew() -> None:
    shop = a_shop(
        supplies={"PO": (4, TODAY), "next": (4, day("12-08"))},
        lines={"A": {"open": 2, "no_use_after": TODAY}},
    )
    draft = apply_edit(shop.draft, TakeFree(1))
    tomorrow = TODAY + timedelta(days=1)
    assert is_outdated(draft, tomorrow)
    assert not is_outdated(draft, TODAY)
    rebased = rebase(draft, DraftStart(replace(shop.situation, today=tomorrow), 1))
    assert shop.held(rebased.draft) == {}
    assert [misfit.refused.refusal for misfit in rebased.misfits] == [Refusal.NOTHING_FREE]


def received(shop: Shop, receipt: Receipt) -> Shop:
    return shop.as_in(follow_receipt(shop.matrix, receipt, shop.situation).matrix)


def test_that_edits_follow_goods_that_were_received_under_the_draft() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (10, TODAY)},
        lines={"A": {"open": 6, "told": TODAY}, "B": {"open": 6, "told": day("12-31")}},
        held=[("A", "PO", 6)],
    )
    draft = replay(shop.draft.start, [Confirm(2, PO, 4 * UNIT), Move(1, PO, 2, PO, 2 * UNIT)])
    receipt = Receipt(PO, STOCK, 5 * UNIT, day("12-15"))
    rebased = rebase(draft, DraftStart(received(shop, receipt).situation, 1), [receipt])
    assert rebased.misfits == ()
    # A still gives 2 to B: 4 of A came, and what B has is in time with the rest but for one.
    assert shop.held(rebased.draft) == {"A": {"stock": 4}, "B": {"PO": 5, "stock": 1}}
    assert [edit.original for edit in rebased.draft.edits if isinstance(edit, Followed)] == list(draft.edits)
    undone = rebased.draft.previous
    assert undone is not None
    assert shop.held(undone) == {"A": {"stock": 5, "PO": 1}, "B": {"PO": 4}}


def test_that_a_header_corrected_before_the_goods_came_is_listed_as_a_misfit() -> None:
    shop = a_shop(supplies={"stock": 0, "PO": (10, TODAY)}, lines={"A": 6, "B": 4}, held=[("A", "PO", 6)])
    draft = replay(
        shop.draft.start,
        [
            CorrectSupply(PO, 12 * UNIT, TODAY),
            ChangeOwed(1, 12 * UNIT),
            Confirm(1, PO, 12 * UNIT),
            Rerank((2, 1)),
        ],
    )
    receipt = Receipt(PO, STOCK, 10 * UNIT)
    rebased = rebase(draft, DraftStart(received(shop, receipt).situation, 1), [receipt])
    assert [misfit.refused.refusal for misfit in rebased.misfits] == [
        Refusal.GOODS_RECEIVED,
        Refusal.MORE_THAN_FREE,
    ]
    assert rebased.draft.edits == (ChangeOwed(1, 12 * UNIT), Rerank((2, 1)))


def test_that_pins_follow_their_goods() -> None:
    shop = a_shop(supplies={"stock": 0, "PO": (4, TODAY)}, lines={"A": 4}, held=[("A", "PO", 4)])
    draft = apply_edit(shop.draft, Pin(1, PO, "wedding"))
    receipt = Receipt(PO, STOCK, 4 * UNIT)
    rebased = rebase(draft, DraftStart(received(shop, receipt).situation, 1), [receipt])
    assert rebased.draft.matrix.row(1).allocations == (Allocation(STOCK, 1, 4 * UNIT, pinned=True),)


@st.composite
def some_edits(draw: st.DrawFn, lines: int) -> Edit:
    """Any edit at all about up to `lines` lines; many are refused, which is part of the point."""
    line = st.integers(1, lines + 1)
    supply = st.integers(101, 104)
    quantity = st.integers(0, 6).map(lambda units: units * UNIT)
    reason = st.just("reason")
    edit: Edit = draw(
        st.one_of(
            st.builds(Confirm, line, st.none() | supply, quantity),
            st.builds(Confirm, line, supply, quantity),
            st.builds(Withdraw, st.none() | line, st.none() | supply),
            st.builds(Move, line, supply, line, supply, quantity),
            st.builds(Exchange, line, supply, line, supply),
            st.builds(TakeFree, line, st.none() | supply),
            st.builds(Pin, line, supply, reason),
            st.builds(Unpin, line, supply),
            st.builds(TakeBack, line, supply, reason),
            st.builds(PutOnHold, line, st.none()),
            st.builds(ChangeOwed, line, quantity),
            st.builds(
                CorrectSupply,
                supply,
                quantity,
                st.none() | st.integers(-2, 20).map(lambda n: TODAY + timedelta(days=n)),
            ),
            st.builds(Rerank, st.lists(line, max_size=3).map(tuple)),
            st.builds(lambda *held: Suggest(held), st.builds(Allocation, supply, line, quantity)),
            st.builds(lambda owed: AddRow(OrderLine(-1, -1, 1, owed, "", "1", TODAY)), quantity),
        )
    )
    return edit


many_edits = st.lists(some_edits(5), max_size=12)


def try_all(draft: AllocationDraft, edits: list[Edit]) -> AllocationDraft:
    for edit in edits:
        try:
            draft = apply_edit(draft, edit)
        except EditRefused:
            continue
    return draft


def from_scratch(matrix: Matrix) -> Matrix:
    """The same rows summed up anew: what `taken` and `places` must agree with."""
    return build_matrix(
        matrix.product, matrix.supplies, [Row(row.line, row.allocations) for row in matrix.rows]
    )


@settings(max_examples=100, deadline=None)
@given(shops(), many_edits)
def test_that_no_edit_ever_promises_anything_twice_and_all_sums_close(shop: Shop, edits: list[Edit]) -> None:
    draft = try_all(shop.draft, edits)
    for step in draft.steps():
        assert_nothing_is_promised_twice(step.matrix)
        assert step.matrix == from_scratch(step.matrix)
        assert step.matrix.places == from_scratch(step.matrix).places
        assert changes(step).sum_of_changes == 0


@settings(max_examples=60, deadline=None)
@given(shops(), many_edits)
def test_that_fixed_goods_move_only_on_purpose(shop: Shop, edits: list[Edit]) -> None:
    draft = shop.draft
    for edit in edits:
        before = draft.matrix
        try:
            draft = apply_edit(draft, edit)
        except EditRefused:
            continue
        if isinstance(edit, Unpin | TakeBack | CorrectSupply):
            continue
        for row in before.rows:
            after = draft.matrix.row(row.line.line_id)
            for held in row.allocations:
                if held.stays:
                    assert after.part(held).quantity >= held.quantity


@settings(max_examples=60, deadline=None)
@given(shops(), many_edits)
def test_that_undo_of_everything_is_the_start_and_replay_is_the_draft(shop: Shop, edits: list[Edit]) -> None:
    draft = try_all(shop.draft, edits)
    assert list(draft.steps())[-1] == shop.draft
    parked = [edit_from_data(json.loads(json.dumps(edit_to_data(edit)))) for edit in draft.edits]
    assert replay(draft.start, parked) == draft


@settings(max_examples=60, deadline=None)
@given(shops(), many_edits)
def test_that_a_refused_edit_changes_nothing_and_unchanged_rows_are_shared(
    shop: Shop, edits: list[Edit]
) -> None:
    draft = shop.draft
    for edit in edits:
        rows = draft.matrix.rows
        try:
            after = apply_edit(draft, edit)
        except EditRefused:
            assert draft.matrix.rows is rows
            continue
        for row in after.matrix.rows:
            old = next((one for one in rows if one.line.line_id == row.line.line_id), None)
            assert old is None or old is row or old != row
        draft = after


def slow_rebase(draft: AllocationDraft, start: DraftStart) -> tuple[AllocationDraft, list[Edit]]:
    """The plain way: every edit tried by itself on a draft replayed from nothing."""
    kept: list[Edit] = []
    dropped: list[Edit] = []
    for edit in draft.edits:
        try:
            replay(start, [*kept, edit])
        except EditRefused:
            dropped.append(edit)
        else:
            kept.append(edit)
    return replay(start, kept), dropped


@settings(max_examples=60, deadline=None)
@given(shops(), shops(), many_edits)
def test_that_a_rebase_drops_only_what_cannot_hold(shop: Shop, other: Shop, edits: list[Edit]) -> None:
    edits = [edit for edit in edits if not isinstance(edit, Suggest)]
    draft = try_all(shop.draft, edits)
    rebased = rebase(draft, DraftStart(other.situation, 1))
    slow, dropped = slow_rebase(draft, DraftStart(other.situation, 1))
    assert rebased.draft == slow
    assert [misfit.edit for misfit in rebased.misfits] == dropped


@settings(max_examples=60, deadline=None)
@given(shops(), many_edits)
def test_that_a_rebase_onto_the_same_situation_drops_nothing(shop: Shop, edits: list[Edit]) -> None:
    draft = try_all(shop.draft, edits)
    rebased = rebase(draft, draft.start)
    assert rebased.misfits == ()
    assert rebased.draft == draft


@settings(max_examples=60, deadline=None)
@given(shops(), many_edits, st.integers(0, 9), st.none() | st.integers(-2, 12))
def test_that_following_received_goods_ends_where_receiving_after_the_edits_would(
    shop: Shop, edits: list[Edit], quantity: int, rest: int | None
) -> None:
    moving = (Confirm, Withdraw, Move, Exchange, TakeFree, Pin, Unpin, TakeBack)
    draft = try_all(shop.draft, [edit for edit in edits if isinstance(edit, moving)])
    receipt = Receipt(PO, STOCK, quantity * UNIT, None if rest is None else TODAY + timedelta(days=rest))
    then = follow_receipt(shop.matrix, receipt, shop.situation).matrix
    rebased = rebase(draft, DraftStart(shop.as_in(then).situation, 1), [receipt])
    wished = follow_receipt(draft.matrix, receipt, shop.situation).matrix
    assert rebased.misfits == ()
    for row in wished.rows:
        assert set(rebased.draft.matrix.row(row.line.line_id).allocations) == set(row.allocations)


@settings(max_examples=40, deadline=None)
@given(shops(), many_edits)
def test_that_what_a_draft_would_leave_is_a_situation_one_can_begin_with(
    shop: Shop, edits: list[Edit]
) -> None:
    draft = try_all(shop.draft, edits)
    again = begin_draft(DraftStart(draft_situation(draft), 1))
    for row in draft.matrix.rows:
        assert set(again.matrix.row(row.line.line_id).allocations) == set(row.allocations)
    assert dict(again.matrix.taken) == dict(draft.matrix.taken)
