"""Find stock for a line: ways with the least harm, who gives what, and what becomes of it (semantics 6)."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from boapp.domain.allocation import AllocationDraft
from boapp.domain.swaps import Gift, SwapProposal
from boapp.ui.allocation.names import customer_of, in_sentence, tr
from boapp.ui.dialogs import Dialog
from boapp.ui.formats import day_text, quantity_text
from boapp.ui.tokens import SEMIBOLD
from boapp.ui.widgets.buttons import Button
from boapp.ui.widgets.card import Card
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.text import Text

_MOST_WAYS = 3


class FindStockDialog(Dialog):
    """Offers the ways; taking one is one step of the draft."""

    def __init__(
        self,
        draft: AllocationDraft,
        ways: Sequence[SwapProposal],
        then: Callable[[SwapProposal], None],
        parent: QWidget,
    ) -> None:
        first = ways[0]
        who = customer_of(draft.matrix, first.line_id)
        today = draft.start.situation.today
        by = (
            tr("by {day}").format(day=day_text(first.needed_by, today))
            if first.needed_by
            else tr("on any day")
        )
        about = tr("{n} are missing {by}. The first way does the least harm.")
        super().__init__(
            tr("Find stock for {who}").format(who=who),
            about.format(n=quantity_text(first.wanted_quantity), by=by),
            parent,
        )
        self.take_buttons: list[Button] = []
        for way in ways[:_MOST_WAYS]:
            self.add(self._card(draft, way, then))
        self.add_answer(Button(tr("Leave it as it is"))).setDefault(True)

    def _card(
        self, draft: AllocationDraft, way: SwapProposal, then: Callable[[SwapProposal], None]
    ) -> QWidget:
        lines = way_words(draft, way)
        found = tr("{n} of {wanted}").format(
            n=quantity_text(way.found_quantity), wanted=quantity_text(way.wanted_quantity)
        )
        take = Button(tr("Take {n}").format(n=quantity_text(way.found_quantity)), "check", small=True)
        take.setAccessibleName(f"{take.text().strip()}: {'; '.join(lines)}")
        take.clicked.connect(lambda: self._on_taken(way, then))
        self.take_buttons.append(take)
        words = column(Text(found, weight=SEMIBOLD), *(Text(line, wrap=True) for line in lines), spacing=2)
        return Card(row((container(words), 1), take, margins=(12, 8, 8, 8)), "soft")

    def _on_taken(self, way: SwapProposal, then: Callable[[SwapProposal], None]) -> None:
        self.close()
        then(way)


def way_words(draft: AllocationDraft, way: SwapProposal) -> list[str]:
    """A way in words: what is free, and for each donor what it gives, takes instead, and when that comes."""
    matrix, today = draft.matrix, draft.start.situation.today
    free = [
        tr("{n} of {supply} is free").format(
            n=quantity_text(quantity), supply=in_sentence(matrix.supply_of[supply_id], today)
        )
        for supply_id, quantity in way.from_free
    ]
    return [*free, *(_gift_words(draft, gift) for gift in way.gifts)]


def _gift_words(draft: AllocationDraft, gift: Gift) -> str:
    matrix, today = draft.matrix, draft.start.situation.today
    facts = {
        "who": customer_of(matrix, gift.line_id),
        "n": quantity_text(gift.quantity),
        "supply": in_sentence(matrix.supply_of[gift.from_supply_id], today),
        "before": day_text(gift.before_date, today),
        "after": day_text(gift.after_date, today),
        "told": day_text(gift.told_date, today),
    }
    words = tr("{who} gives {n} of {supply}").format(**facts)
    if gift.to_supply_id is None:
        return words + tr(", and has nothing coming for it then")
    instead = in_sentence(matrix.supply_of[gift.to_supply_id], today)
    words += tr(", takes {instead} instead").format(instead=instead)
    if gift.keeps_told:
        return words + (tr(": {told} is kept as told") if gift.told_date else tr(": no later")).format(
            **facts
        )
    if gift.after_date is None:
        return words + tr(": no date")
    return words + tr(": {before} becomes {after}").format(**facts)
