"""What a cell of the matrix says as text: shown, typed over, read aloud."""

from collections.abc import Callable, Mapping

from boapp.domain.stock import Supply
from boapp.ui.allocation.columns import CELLS, Kind
from boapp.ui.allocation.names import class_letter, tr
from boapp.ui.allocation.row_facts import RowFacts
from boapp.ui.formats import quantity_text


def shown(facts: RowFacts, kind: Kind, supply: Supply | None) -> str:
    """What is read in the cell and copied from it; "" where nothing is held."""
    if kind in CELLS:
        held = facts.cell(supply).held
        return quantity_text(held) if held else ""
    return _SHOWN[kind](facts)


def typed_over(facts: RowFacts, kind: Kind, supply: Supply | None) -> str:
    """What stands in the cell when one begins to type in it."""
    return shown(facts, kind, supply) or "0"


def spoken(facts: RowFacts, kind: Kind, supply: Supply | None) -> str:
    """What a screen reader says: a cell with its row and column, so that it is understood alone."""
    if kind in CELLS:
        return facts.spoken(supply)
    return _SPOKEN.get(kind, _SHOWN[kind])(facts)


def _was_now(facts: RowFacts) -> str:
    return f"{quantity_text(facts.was.covered_quantity)} → {quantity_text(facts.row.covered_quantity)}"


def _spoken_rank(facts: RowFacts) -> str:
    letter = class_letter(facts.line.priority)
    return tr("rank {rank}, class {letter}").format(rank=facts.rank, letter=letter)


def _spoken_was_now(facts: RowFacts) -> str:
    words = tr("was {was}, now {now}")
    was, now = quantity_text(facts.was.covered_quantity), quantity_text(facts.row.covered_quantity)
    return words.format(was=was, now=now)


_SHOWN: Mapping[Kind, Callable[[RowFacts], str]] = {
    Kind.RANK: lambda facts: f"{facts.rank} {class_letter(facts.line.priority)}",
    Kind.CUSTOMER: lambda facts: facts.customer,
    Kind.OWED: lambda facts: quantity_text(facts.line.open_quantity),
    Kind.WAS_NOW: _was_now,
    Kind.TOLD: lambda facts: facts.told_words,
    Kind.EXPECTED: lambda facts: facts.expected.first,
    Kind.RULE: lambda facts: facts.rule.first,
}
_SPOKEN: Mapping[Kind, Callable[[RowFacts], str]] = {
    Kind.RANK: _spoken_rank,
    Kind.CUSTOMER: lambda facts: f"{facts.customer}, {facts.order_words}",
    Kind.WAS_NOW: _spoken_was_now,
    Kind.EXPECTED: lambda facts: f"{facts.expected.first}, {facts.expected.second}",
    Kind.RULE: lambda facts: ", ".join(words for words in (facts.rule.first, facts.rule.second) if words),
}
