"""What the matrix calls things: supplies, steps, ranks; the words of semantics 11."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from boapp.domain.allocation import AllocationDraft
from boapp.domain.coverage import availability_date, is_late
from boapp.domain.draft_changes import Mark, StepName, name_of_step
from boapp.domain.edits import CorrectSupply, Suggest
from boapp.domain.matrix import Matrix
from boapp.domain.situation import Situation
from boapp.domain.stock import Supply
from boapp.domain.strategies import Strategy
from boapp.ui.formats import day_text, long_day_text, quantity_text

RULE_WORDS = {
    Strategy.SKIP: "Don’t touch",
    Strategy.WIN: "First, in full",
    Strategy.GAIN: "Keeps or better",
    Strategy.IMPROVE: "More if left",
    Strategy.REDISTRIBUTE: "Shared out",
    Strategy.FILL: "No more than now",
    Strategy.LOSE: "Last in line",
}
MARK_WORDS = {
    Mark.BROKEN_PACK: "a pack is broken",
    Mark.BELOW_MINIMUM_PART: "less than a part may be",
    Mark.LINE_INCOMPLETE: "goes whole, not whole yet",
    Mark.ORDER_INCOMPLETE: "waits for all of its order",
}


def tr(words: str) -> str:
    """Words of this screen in the clerk's language."""
    return QCoreApplication.translate("allocation", words)


def supply_name(supply: Supply, today: date, *, spoken: bool = False) -> str:
    """A supply as people call it: "On hand", "Lumen, 27 Nov", "Aster, late" (`spoken`: months in full)."""
    if supply.on_hand:
        return tr("On hand")
    who = supply.partner or supply.label or tr("Expected")
    return f"{who}, {supply_day(supply, today, spoken=spoken)}"


def supply_day(supply: Supply, today: date, *, spoken: bool = False) -> str:
    """When a supply comes: "here", "27 Nov", "late", "no date"."""
    if supply.on_hand:
        return tr("here")
    if supply.date is None:
        return tr("no date")
    if is_late(supply, today):
        return tr("late")
    return long_day_text(supply.date, today) if spoken else day_text(supply.date, today)


def in_sentence(supply: Supply, today: date) -> str:
    """A supply inside a sentence: "the shelf", "PO-2041 (Lumen, 27 Nov)"."""
    if supply.on_hand:
        return tr("what is on hand")
    name = supply_name(supply, today)
    return f"{supply.label} ({name})" if supply.label and supply.partner else name


def class_letter(priority: int) -> str:
    """A priority class as a letter: 1 is A."""
    return chr(64 + priority) if 1 <= priority <= 26 else str(priority)


def customer_of(matrix: Matrix, line_id: int) -> str:
    """Who waits in a row; the order's number when the customer has no name."""
    line = matrix.row(line_id).line
    return line.customer or line.order_number


def about_day(day: date, situation: Situation, *, estimated: bool) -> str:
    """An expected day: "today", "27 Nov", "about 24 Nov"."""
    if day == situation.today and not estimated:
        return tr("today")
    words = day_text(day, situation.today)
    return tr("about {day}").format(day=words) if estimated else words


def days_apart(day: date, told: date) -> str:
    """How an expected day compares with the one told: "as told", "3 days earlier", "1 day later"."""
    days = abs((day - told).days)
    if not days:
        return tr("as told")
    span = tr("1 day") if days == 1 else tr("{n} days").format(n=days)
    return tr("{span} earlier").format(span=span) if day < told else tr("{span} later").format(span=span)


def counts_from(supply: Supply, situation: Situation) -> date:
    """The day from which a supply counts (semantics 1)."""
    return availability_date(supply, situation.today, situation.settings)


def step_words(draft: AllocationDraft) -> str:
    """What the draft's last step did: "3 from Meyer to Okafor"; "" at the start."""
    step = name_of_step(draft)
    if step is None or draft.edit is None:
        return ""
    return _STEPS.get(step.kind, _other_step)(draft, step)


def _who(draft: AllocationDraft, line_id: int | None) -> str:
    for matrix in (draft.matrix, draft.origin):
        if line_id is not None and line_id in matrix.places:
            return customer_of(matrix, line_id)
    return tr("everybody")


def _of_what(draft: AllocationDraft, supply_id: int | None) -> str:
    supply = draft.matrix.supply_of.get(supply_id) if supply_id is not None else None
    return supply_name(supply, draft.start.situation.today) if supply else ""


def _quantity(step: StepName) -> str:
    return quantity_text(step.quantity or 0)


def _confirm(draft: AllocationDraft, step: StepName) -> str:
    words = tr("{n} of {supply} for {who}")
    return words.format(
        n=_quantity(step), supply=_of_what(draft, step.supply_id), who=_who(draft, step.line_id)
    )


def _withdraw(draft: AllocationDraft, step: StepName) -> str:
    if step.line_id is None and step.supply_id is None:
        return tr("give all back")
    return tr("{n} given back by {who}").format(n=_quantity(step), who=_who(draft, step.line_id))


def _move(draft: AllocationDraft, step: StepName) -> str:
    words = tr("{n} from {who} to {other}")
    return words.format(n=_quantity(step), who=_who(draft, step.line_id), other=_who(draft, step.to_line_id))


def _split(draft: AllocationDraft, step: StepName) -> str:
    words = tr("{n} of {who} from {supply}")
    supply = _of_what(draft, step.to_supply_id)
    return words.format(n=_quantity(step), who=_who(draft, step.line_id), supply=supply)


def _exchange(draft: AllocationDraft, step: StepName) -> str:
    words = tr("{who} and {other} exchange")
    return words.format(who=_who(draft, step.line_id), other=_who(draft, step.to_line_id))


def _take_free(draft: AllocationDraft, step: StepName) -> str:
    return tr("{n} free for {who}").format(n=_quantity(step), who=_who(draft, step.line_id))


def _pin(draft: AllocationDraft, step: StepName) -> str:
    return tr("keep {n} for {who}").format(n=_quantity(step), who=_who(draft, step.line_id))


def _unpin(draft: AllocationDraft, step: StepName) -> str:
    return tr("no longer keep {n} for {who}").format(n=_quantity(step), who=_who(draft, step.line_id))


def _suggest(draft: AllocationDraft, _step: StepName) -> str:
    name = draft.edit.rule_set if isinstance(draft.edit, Suggest) else ""
    return tr("suggestion, {rules}").format(rules=name) if name else tr("suggestion")


def _swap(draft: AllocationDraft, step: StepName) -> str:
    return tr("stock found for {who}").format(who=_who(draft, step.line_id))


def _other_step(draft: AllocationDraft, step: StepName) -> str:
    if isinstance(draft.edit, CorrectSupply):
        return tr("{supply} corrected").format(supply=_of_what(draft, step.supply_id))
    return tr("a change for {who}").format(who=_who(draft, step.line_id))


_STEPS = {
    "Confirm": _confirm,
    "Withdraw": _withdraw,
    "Move": _move,
    "Split": _split,
    "Exchange": _exchange,
    "TakeFree": _take_free,
    "Pin": _pin,
    "Unpin": _unpin,
    "Suggest": _suggest,
    "Swap": _swap,
}
