"""Why an edit was refused, in the shop's words: the thing, the value, and the way out."""

from boapp.domain.allocation import AllocationDraft, Misfit
from boapp.domain.edit_rules import EditRefused, Refusal
from boapp.ui.allocation.names import customer_of, in_sentence, tr
from boapp.ui.formats import day_text, quantity_text

_WORDS = {
    Refusal.NO_SUPPLY: "Nothing is coming for this part, so nothing can be typed here. Type under a delivery, or order more.",
    Refusal.UNKNOWN_LINE: "This row is not waiting any more. Look again.",
    Refusal.UNKNOWN_SUPPLY: "This delivery is not there any more. Look again.",
    Refusal.NEGATIVE: "{asked} is less than nothing. Type 0 to give it all back.",
    Refusal.TOO_PRECISE: "{product} is counted in {step}; {asked} is finer than that.",
    Refusal.MORE_THAN_FREE: "{asked} is more than there is: {who} can have {possible} of {supply}. Give some back in another row first.",
    Refusal.MORE_THAN_OWED: "{asked} is more than {who} still needs: at most {possible} of {supply}. Give back another part of this row first.",
    Refusal.MORE_THAN_HELD: "{who} holds only {possible} of {supply}.",
    Refusal.PINNED: "This is kept for {who}. Press L to let go of it first.",
    Refusal.SET_ASIDE: "This lies on the shelf for {who}. Take it off the hold shelf first.",
    Refusal.PAST_USE: "{who} has no use for it after {day}, and {supply} comes later. Choose an earlier delivery.",
    Refusal.NOT_PINNED: "This is not kept for {who}.",
    Refusal.NOT_SET_ASIDE: "Nothing lies on the shelf for {who}.",
    Refusal.NOTHING_HELD: "{who} holds nothing here. Type a number to give some.",
    Refusal.NOTHING_FREE: "All of {supply} is spoken for. Give some back in another row first.",
    Refusal.NOTHING_OWED: "{who} has all that is owed.",
    Refusal.SAME_PLACE: "It is there already.",
    Refusal.REASON_NEEDED: "Say why it is kept, so that others understand it later.",
    Refusal.ALREADY_THERE: "This row is there already.",
    Refusal.IN_THE_PAST: "{day} is past. Choose a later day, or none.",
    Refusal.OTHER_PRODUCT: "This row waits for another product.",
    Refusal.GOODS_RECEIVED: "{supply} came in meanwhile. Correct what is on hand instead.",
}


def refusal_words(refused: EditRefused, draft: AllocationDraft) -> str:
    """One or two sentences: what cannot be, and what can."""
    matrix, today = draft.matrix, draft.start.situation.today
    known = refused.line_id is not None and refused.line_id in matrix.places
    supply = matrix.supply_of.get(refused.supply_id) if refused.supply_id is not None else None
    product = matrix.product
    words = tr(_WORDS[refused.refusal])
    if (
        refused.refusal in {Refusal.MORE_THAN_FREE, Refusal.MORE_THAN_OWED}
        and refused.possible_quantity is None
    ):
        words = tr("What is asked is more than there is or than is owed. Look again.")
    said = words.format(
        asked=quantity_text(refused.asked_quantity or 0),
        possible=quantity_text(refused.possible_quantity or 0) if refused.possible_quantity else tr("none"),
        who=customer_of(matrix, refused.line_id) if known and refused.line_id is not None else tr("this row"),
        supply=in_sentence(supply, today) if supply else tr("what is here and coming"),
        product=product.name or product.sku,
        step=tr("whole units") if not product.decimals else tr("{n} decimals").format(n=product.decimals),
        day=day_text(refused.day, today) if refused.day else "",
    )
    return said[:1].upper() + said[1:]


def number_refused(text: str, reason: str) -> str:
    """What was typed is no quantity."""
    return tr("“{text}” {reason}. Type a number, as 3.").format(text=text.strip(), reason=reason)


def misfit_words(misfit: Misfit, draft: AllocationDraft) -> str:
    """An edit that could not be carried over, and why."""
    return refusal_words(misfit.refused, draft)
