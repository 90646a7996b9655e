"""Why a row has what it has in the draft, in words: who took what it lost, whose it got (screens, "why")."""

import html
from dataclasses import dataclass

from boapp.domain.allocation import AllocationDraft
from boapp.domain.stock import Supply
from boapp.ui.allocation.names import class_letter, supply_name, tr
from boapp.ui.allocation.row_facts import RowFacts
from boapp.ui.formats import day_text, quantity_text

_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Story:
    """A row in words: "Nordlicht GmbH, 2 of 8", and the facts from the rank on."""

    head: str
    facts: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All facts in one line."""
        return "; ".join(self.facts)


def row_story(draft: AllocationDraft, facts: RowFacts) -> Story:
    """The row as the draft has it: rank, what it keeps, gets and lets go, and what is missing."""
    said = [tr("rank {rank}").format(rank=facts.rank)]
    for supply in draft.matrix.supplies:
        said += _about(draft, facts, supply)
    if facts.row.missing_quantity > 0:
        said.append(tr("nothing coming for {n}").format(n=quantity_text(facts.row.missing_quantity)))
    if not facts.row.covered_quantity and not facts.was.covered_quantity:
        said.append(tr("nobody has given it anything yet"))
    return Story(f"{facts.customer}, {facts.covered_words}", tuple(said))


def tip_words(draft: AllocationDraft, facts: RowFacts) -> str:
    """The tooltip of a row: "J. Okafor, 8 of 8 (was 4)" and why."""
    story = row_story(draft, facts)
    before = tr(" (was {n})").format(n=quantity_text(facts.was.covered_quantity)) if facts.change else ""
    when = f"{facts.expected.first}, {facts.expected.second}"
    # Marked up, because only then Qt breaks long lines; names stay as they were typed.
    head, about, day = (html.escape(words) for words in (story.head + before, story.sentence, when))
    return f"<qt><b>{head}</b><br>{about}<br>{day}</qt>"


def full_story(draft: AllocationDraft, facts: RowFacts) -> tuple[str, ...]:
    """Everything about a row, a sentence a line: what made its rank, its wish, what was told, what it holds."""
    line, today = facts.line, draft.start.situation.today
    days = (today - line.ordered_date).days
    made = tr("Rank {rank}: class {letter}, {order_words}, ordered {day}, waiting {days} days.")
    said = [
        made.format(
            rank=facts.rank,
            letter=class_letter(line.priority),
            order_words=facts.order_words,
            day=day_text(line.ordered_date, today),
            days=days,
        )
    ]
    if line.told_date is not None:
        words = tr("Told {told}; expected now: {day}, {compared}.")
        said.append(
            words.format(told=facts.told_words, day=facts.expected.first, compared=facts.expected.second)
        )
    else:
        said.append(tr("Nothing was told yet; expected now: {day}.").format(day=facts.expected.first))
    if line.no_use_after is not None:
        said.append(tr("No use after {day}.").format(day=day_text(line.no_use_after, today)))
    for supply in draft.matrix.supplies:
        said += [f"{fact[:1].upper()}{fact[1:]}." for fact in _about(draft, facts, supply)]
    if facts.rule.second:
        said.append(tr("Look at this: {marks}.").format(marks=facts.rule.second))
    return tuple(said)


def _about(draft: AllocationDraft, facts: RowFacts, supply: Supply) -> list[str]:
    """What there is to say of a row and one supply."""
    cell = facts.cell(supply)
    name = (
        tr("the shelf")
        if supply.on_hand
        else supply.label or supply_name(supply, draft.start.situation.today)
    )
    numbers = {"held": quantity_text(cell.held), "name": name, "more": quantity_text(cell.held - cell.was)}
    if cell.kept:
        return [tr("{held} of {name} kept for it").format(**numbers)]
    if cell.held > cell.was:
        words = (
            tr("takes {held} of {name}") if not cell.was else tr("{held} of {name}, {more} more than before")
        )
        givers = _others(draft, facts, supply, gained=False)
        return [words.format(**numbers) + (tr(" from {who}").format(who=givers) if givers else "")]
    if cell.held < cell.was:
        takers = _others(draft, facts, supply, gained=True)
        lost = quantity_text(cell.was - cell.held)
        went = tr("{lost} of {name} went to {who}") if takers else tr("gave back {lost} of {name}")
        said = [went.format(lost=lost, name=name, who=takers)]
        return [*said, tr("keeps {held} of {name}").format(**numbers)] if cell.held else said
    return [tr("keeps {held} of {name}").format(**numbers)] if cell.held else []


def _others(draft: AllocationDraft, facts: RowFacts, supply: Supply, *, gained: bool) -> str:
    """Rows that got (or let go) something of a supply in this draft: "Harbour Books (rank 1), 4"."""
    origin, key = draft.origin, supply.supply_id
    found = []
    for place, row in enumerate(draft.matrix.rows):
        line_id = row.line.line_id
        was = origin.row(line_id) if line_id in origin.places else None
        if was is None or row is was or line_id == facts.line.line_id:
            continue
        change = row.held(key) - was.held(key)
        if change > 0 if gained else change < 0:
            name = row.line.customer or row.line.order_number
            found.append(tr("{who} (rank {rank})").format(who=name, rank=place + 1))
    shown = found[:_MOST_NAMED]
    if len(found) > _MOST_NAMED:
        shown.append(tr("{n} more").format(n=len(found) - _MOST_NAMED))
    return ", ".join(shown)
