"""The interactive backorder screen's acts: open a product, suggest into the draft, save (semantics 6)."""

import json
from dataclasses import dataclass
from uuid import UUID

from boapp.domain.allocation import AllocationDraft, DraftStart, Rebased, draft_situation, rebase, suggestion
from boapp.domain.backorders import propose
from boapp.domain.decisions import ActKind, ChangedLine, Decision, Firmness, Run
from boapp.domain.draft_changes import changes, changes_to_write
from boapp.domain.edits import AddRow, ChangeOwed, CorrectSupply, PutOnHold, Suggest, TakeBack
from boapp.domain.promises import Comparison, compare
from boapp.domain.reasons import explain
from boapp.errors import ShopError
from boapp.services.backorders import RULE_SETS
from boapp.services.dues import write_dues
from boapp.services.optimise import best_picker
from boapp.services.shops import Shop
from boapp.services.wording import Wording
from boapp.storage import records
from boapp.storage.situations import load_situation
from boapp.storage.versions import read_versions

# Edits of orders, counts and dates have services of their own; this screen saves who gets what.
_NOT_SAVED_HERE = (AddRow, ChangeOwed, CorrectSupply, PutOnHold, TakeBack)


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A draft that is in the books, and the letters it made due."""

    run_id: int | None
    notice_ids: tuple[int, ...]


def open_product(shop: Shop, product_id: int) -> DraftStart:
    """What a draft of one product starts from, as it is now. Raises ShopError for no such product."""
    with shop.database.read() as tx:
        versions = read_versions(tx, [product_id])
        if product_id not in versions:
            raise ShopError(f"product {product_id}", "is not there any more; look again")
        return DraftStart(load_situation(tx, shop.today, {product_id}), product_id, versions[product_id])


def suggest_into(draft: AllocationDraft, rules: str | None = None) -> Suggest:
    """The step that takes over what a rule set proposes for the draft's product."""
    rule_set = RULE_SETS[rules or "default"]
    proposal = propose(draft_situation(draft), rule_set, best_picker())
    return suggestion(draft, proposal, rule_set.name)


def compare_promises(draft: AllocationDraft) -> Comparison:
    """What the draft means for customers: kept, improved, delayed, lost; which letters it asks for."""
    return compare(draft.start.situation, draft_situation(draft), product_ids=[draft.start.product_id])


def explain_row(draft: AllocationDraft, line_id: int) -> str:
    """Why a row would get what the shop's rules give it, in words; "" for a row that is not in the books."""
    situation = draft.start.situation
    rule_set = RULE_SETS["default"]
    proposal = propose(situation, rule_set, best_picker())
    reasons = explain(situation, rule_set, proposal, [line_id])
    return Wording(situation).why(reasons[line_id]) if line_id in reasons else ""


def save_draft(shop: Shop, draft: AllocationDraft, *, act_uuid: UUID | None = None) -> SavedDraft:
    """Put a draft into the books, in one act, with the letters that become due by it.

    Raises SituationChanged, naming what others did, when its product has changed since; the
    draft stays as it is and can be carried over (`carry_over`).
    """
    if any(isinstance(edit, _NOT_SAVED_HERE) for edit in draft.edits):
        raise ShopError(
            "draft", "changes an order, a count or a date; make that change on its own card first"
        )
    moved = changes_to_write(draft)
    if any(change.firmness is Firmness.SET_ASIDE for change in moved):
        raise ShopError("draft", "takes goods off the hold shelf; take them back on the order's card first")
    product_id = draft.start.product_id
    with shop.database.write() as tx:
        act = shop.new_act(ActKind.ALLOCATE, act_uuid=act_uuid)
        lines = _changed_lines(draft)
        decision = Decision(
            act,
            allocations=moved,
            run=Run("by hand", lines) if lines else None,
        )
        written = records.write(tx, decision, {product_id: draft.start.version})
        decided = {row.line.line_id for row in draft.matrix.rows}
        notice_ids = write_dues(tx, written, act, {product_id}, decided)
        return SavedDraft(written.run_id, notice_ids)


def carry_over(shop: Shop, draft: AllocationDraft) -> Rebased:
    """The draft on what is so now; edits that no longer fit are listed with why."""
    return rebase(draft, open_product(shop, draft.start.product_id))


def _changed_lines(draft: AllocationDraft) -> tuple[ChangedLine, ...]:
    why = json.dumps({"by_hand": len(draft.edits)})
    return tuple(
        ChangedLine(
            change.line.line_id,
            change.line.product_id,
            change.before_quantity,
            change.after_quantity,
            change.before_date,
            change.after_date,
            change.change,
            why,
        )
        for change in changes(draft).lines
    )
