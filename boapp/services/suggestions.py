"""A suggestion for the whole shop, looked at before it is saved: who gains, who loses, who has to be told."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from boapp.domain.confirmation import Change
from boapp.domain.promises import compare
from boapp.services.backorders import SuggestedRun, explain_lines, suggest_run
from boapp.services.shops import Shop


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """A line whose goods change; quantities in 1/10,000 units, `why` in words.

    `confirmed_date` None: not all of it is covered afterwards. `broken`: its told date is
    missed because of this change.
    """

    line_id: int
    customer: str
    order_number: str
    sku: str
    name: str
    open_quantity: int
    before_quantity: int
    after_quantity: int
    change: Change
    told_date: date | None
    confirmed_date: date | None
    broken: bool
    why: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a run would change, and the run itself to save.

    `broken` counts lines whose told date is missed because of it; `exact` is false when a
    search was cut short.
    """

    run: SuggestedRun
    lines: tuple[SuggestedLine, ...]
    counts: Mapping[Change, int]
    broken: int
    exact: bool


def suggest_for_all(shop: Shop) -> Suggestion:
    """Run the shop's rules over everyone who waits; writes nothing."""
    run = suggest_run(shop)
    situation = run.situation
    after = replace(situation, allocations=tuple(held for one in run.proposal.lines for held in one.after))
    comparison = compare(situation, after)
    changed = {one.line_id: one for one in run.changed}
    why = explain_lines(run, changed)
    broken = {one.line.line_id for one in comparison.broken}
    products = {product.product_id: product for product in situation.products}
    lines = tuple(
        SuggestedLine(
            line.line_id,
            line.customer or line.order_number,
            line.order_number,
            products[line.product_id].sku,
            products[line.product_id].name,
            line.open_quantity,
            changed[line.line_id].before_quantity,
            changed[line.line_id].after_quantity,
            changed[line.line_id].change,
            line.told_date,
            changed[line.line_id].confirmed_date,
            line.line_id in broken,
            why[line.line_id],
        )
        for line in situation.lines
        if line.line_id in changed
    )
    counts = Counter(line.change for line in lines)
    return Suggestion(run, lines, counts, len(broken), run.proposal.exact)
