"""Drafts of who gets what of one product: a start and a chain of edits (semantics 6).

A draft is never changed: each edit gives a new one that knows the one before it. So undo
is the draft before, redo the one after, and "not saved yet" is a value that can be kept,
compared and replayed on what is so today (architecture 5, "Drafts").
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from boapp.domain.backorders import Proposal
from boapp.domain.decisions import AllocationChange, Firmness
from boapp.domain.edit_rules import (
    EditRefused,
    Refusal,
    confirm,
    exchange,
    move,
    pin,
    take_back,
    unpin,
    withdraw,
)
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
)
from boapp.domain.matrix import Matrix, allocation_changes, matrix_of
from boapp.domain.ranking import DEFAULT_RANKING, RankingKey
from boapp.domain.receipts import Receipt, follow_receipt
from boapp.domain.row_rules import (
    add_row,
    change_owed,
    correct_header,
    fitting_part,
    follow,
    rerank,
    suggest,
    swap,
    take_all_free,
)
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation


@dataclass(frozen=True, slots=True)
class DraftStart:
    """What a draft stands on: the situation of its day, its product, and that product's version."""

    situation: Situation
    product_id: int
    version: int = 0
    ranking: tuple[RankingKey, ...] = DEFAULT_RANKING


@dataclass(frozen=True, slots=True)
class AllocationDraft:
    """Who would get what after some edits: the matrix, the last edit, and the draft before it.

    `origin` is the matrix as it was before all edits.
    """

    start: DraftStart
    origin: Matrix
    matrix: Matrix
    edit: Edit | None = None
    previous: "AllocationDraft | None" = field(default=None, repr=False, compare=False)

    def steps(self) -> Iterator["AllocationDraft"]:
        """This draft and those before it, back to the start."""
        draft: AllocationDraft | None = self
        while draft is not None:
            yield draft
            draft = draft.previous

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits since the start, the first one first."""
        return tuple(step.edit for step in self.steps() if step.edit is not None)[::-1]


@dataclass(frozen=True, slots=True)
class Misfit:
    """An edit that no longer fits what is so now, and why."""

    edit: Edit
    refused: EditRefused


@dataclass(frozen=True, slots=True)
class Rebased:
    """A draft carried over to a new situation, and what could not come along."""

    draft: AllocationDraft
    misfits: tuple[Misfit, ...] = ()


def begin_draft(start: DraftStart) -> AllocationDraft:
    """Open a draft without edits. StopIteration: the situation does not know the product."""
    origin = matrix_of(start.situation, start.product_id, start.ranking)
    return AllocationDraft(start, origin, origin)


def apply_edit(draft: AllocationDraft, edit: Edit) -> AllocationDraft:
    """Take one more step; an edit that changes nothing gives the same draft back.

    Raises EditRefused, and changes nothing, for what breaks an invariant (semantics 6).
    """
    matrix = _ACTS[type(edit)](draft.matrix, edit, draft.start)
    told_more = isinstance(edit, Pin | PutOnHold)
    if not told_more and matrix == draft.matrix:
        return draft
    return AllocationDraft(draft.start, draft.origin, matrix, edit, draft)


def replay(start: DraftStart, edits: Iterable[Edit]) -> AllocationDraft:
    """Derive a draft from its edits. Raises EditRefused at the first that does not fit."""
    draft = begin_draft(start)
    for edit in edits:
        draft = apply_edit(draft, edit)
    return draft


def rebase(draft: AllocationDraft, start: DraftStart, receipts: Sequence[Receipt] = ()) -> Rebased:
    """Carry a draft over to what is so now; only edits that cannot hold are dropped, each with why.

    Used when something it touches has changed, when the day is another (`is_outdated`), and
    when goods were received under it: then `receipts` says which, in their order, and its
    edits follow the goods to on hand and the rest (semantics 6).
    """
    edits, misfits = _follow_goods(draft, receipts)
    now = begin_draft(start)
    for edit in edits:
        fitting = edit
        if isinstance(edit, Suggest):
            fitting, left_out = fitting_part(now.matrix, edit, start.situation)
            misfits += [Misfit(replace(edit, allocations=(held,)), refused) for held, refused in left_out]
        try:
            now = apply_edit(now, fitting)
        except EditRefused as refused:
            misfits.append(Misfit(edit, refused))
    return Rebased(now, tuple(misfits))


def is_outdated(draft: AllocationDraft, today: date) -> bool:
    """Whether a draft is of another day, so that it is computed anew and shown again (semantics 6)."""
    return draft.start.situation.today != today


def draft_situation(draft: AllocationDraft) -> Situation:
    """What would be so if the draft were saved: what runs and comparisons go by."""
    situation, matrix = draft.start.situation, draft.matrix
    known = {line.line_id for line in situation.lines}
    lines = [
        matrix.row(line.line_id).line if line.line_id in matrix.places else line for line in situation.lines
    ]
    lines += [row.line for row in matrix.rows if row.line.line_id not in known]
    supplies = [matrix.supply_of.get(supply.supply_id, supply) for supply in situation.supplies]
    others = [held for held in situation.allocations if held.line_id not in matrix.places]
    return replace(
        situation,
        lines=tuple(lines),
        supplies=tuple(supplies),
        allocations=(*others, *matrix.allocations()),
    )


def suggestion(draft: AllocationDraft, proposal: Proposal, rule_set: str = "") -> Suggest:
    """The edit that takes over what a run proposes for the draft's product, best rank first."""
    loose = [
        held
        for result in sorted(proposal.lines, key=lambda one: one.rank)
        if result.line_id in draft.matrix.places
        for held in result.after
        if not held.stays
    ]
    return Suggest(tuple(loose), rule_set)


def _follow_goods(draft: AllocationDraft, receipts: Sequence[Receipt]) -> tuple[list[Edit], list[Misfit]]:
    """The draft's edits as they read after goods came in: each as what it then does."""
    misfits: list[Misfit] = []
    if not receipts:
        return list(draft.edits), misfits
    received = {receipt.supply_id for receipt in receipts}
    situation = draft.start.situation
    was = begin_draft(draft.start)
    there = _after_receipts(was.matrix, receipts, situation)
    edits: list[Edit] = []
    for edit in draft.edits:
        if isinstance(edit, CorrectSupply) and edit.supply_id in received:
            misfits.append(Misfit(edit, EditRefused(Refusal.GOODS_RECEIVED, None, edit.supply_id)))
            continue
        try:
            was = apply_edit(was, edit)
        except EditRefused as refused:
            misfits.append(Misfit(edit, refused))
            continue
        then = _after_receipts(was.matrix, receipts, situation)
        edits.append(_as_it_reads_now(edit, there, then))
        there = then
    return edits, misfits


def _after_receipts(matrix: Matrix, receipts: Sequence[Receipt], situation: Situation) -> Matrix:
    for receipt in receipts:
        matrix = follow_receipt(matrix, receipt, situation).matrix
    return matrix


def _as_it_reads_now(edit: Edit, before: Matrix, after: Matrix) -> Edit:
    if isinstance(edit, AddRow | ChangeOwed | CorrectSupply | Rerank | PutOnHold):
        return edit
    changes = allocation_changes(before, after)
    shifts = tuple(
        Shift(_part_of(change), change.after_quantity - change.before_quantity) for change in changes
    )
    return Followed(edit.original if isinstance(edit, Followed) else edit, shifts)


def _part_of(change: AllocationChange) -> Allocation:
    pinned, set_aside = change.firmness is Firmness.PINNED, change.firmness is Firmness.SET_ASIDE
    return Allocation(change.supply_id, change.line_id, 0, pinned, set_aside)


def _check_order(matrix: Matrix, edit: PutOnHold) -> Matrix:
    if not any(row.line.order_id == edit.order_id for row in matrix.rows):
        raise EditRefused(Refusal.UNKNOWN_LINE)
    return matrix


_ACTS: dict[type, Callable[[Matrix, Any, DraftStart], Matrix]] = {
    Confirm: lambda matrix, edit, start: confirm(matrix, edit, start.situation),
    Withdraw: lambda matrix, edit, _: withdraw(matrix, edit),
    Move: lambda matrix, edit, start: move(matrix, edit, start.situation),
    Exchange: lambda matrix, edit, start: exchange(matrix, edit, start.situation),
    TakeFree: lambda matrix, edit, start: take_all_free(matrix, edit, start.situation),
    Pin: lambda matrix, edit, start: pin(matrix, edit, start.situation),
    Unpin: lambda matrix, edit, _: unpin(matrix, edit),
    TakeBack: lambda matrix, edit, _: take_back(matrix, edit),
    PutOnHold: lambda matrix, edit, _: _check_order(matrix, edit),
    AddRow: lambda matrix, edit, start: add_row(matrix, edit, start.situation, start.ranking),
    ChangeOwed: lambda matrix, edit, start: change_owed(matrix, edit, start.situation),
    CorrectSupply: lambda matrix, edit, start: correct_header(matrix, edit, start.situation),
    Rerank: lambda matrix, edit, _: rerank(matrix, edit),
    Suggest: lambda matrix, edit, start: suggest(matrix, edit, start.situation),
    Followed: lambda matrix, edit, _: follow(matrix, edit),
    Swap: lambda matrix, edit, start: swap(matrix, edit, start.situation),
}
