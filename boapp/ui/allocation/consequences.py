"""What a draft changes, gathered for the strip below the matrix: who gains, who loses, whose day moves, which letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from boapp.domain.allocation import AllocationDraft
from boapp.domain.confirmation import Change
from boapp.domain.decisions import NoticeDue, NoticeKind
from boapp.domain.draft_changes import LineChange, changes
from boapp.domain.strategies import OLDEST_FIRST
from boapp.services.draft_letters import LetterBasis, compare_touched, letters_due
from boapp.ui.allocation.names import tr
from boapp.ui.allocation.row_facts import RowFacts
from boapp.ui.formats import change_text, day_text

Entry = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Consequences:
    """Entries are a name and what happens to it; quantities in 1/10,000 units."""

    gains: tuple[Entry, ...] = ()
    gained_quantity: int = 0
    earlier: tuple[Entry, ...] = ()
    later: tuple[Entry, ...] = ()
    losses: tuple[Entry, ...] = ()
    lost_quantity: int = 0
    letters: tuple[NoticeDue, ...] = ()
    complete_orders: int = 0
    ready_orders: int = 0
    unchanged_lines: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes for any customer."""
        return not (self.gains or self.earlier or self.later or self.losses)


def gather(draft: AllocationDraft, basis: LetterBasis | None) -> Consequences:
    """What saving the draft would change; without a `basis` no letters are named."""
    total = changes(draft)
    of: dict[Change, list[LineChange]] = {change: [] for change in Change}
    for one in total.lines:
        of[one.change].append(one)
    gained, lost = of[Change.GAINED], of[Change.LOST]
    comparison = compare_touched(draft)
    moved = sum(len(of[change]) for change in Change if change is not Change.KEPT)
    return Consequences(
        gains=tuple(_by_quantity(one) for one in gained),
        gained_quantity=sum(one.after_quantity - one.before_quantity for one in gained),
        earlier=tuple(_by_day(draft, one) for one in of[Change.EARLIER]),
        later=tuple(_by_day(draft, one) for one in of[Change.LATER]),
        losses=tuple(_by_quantity(one) for one in lost),
        lost_quantity=sum(one.after_quantity - one.before_quantity for one in lost),
        letters=letters_due(basis, draft) if basis else (),
        complete_orders=len(comparison.complete_order_ids),
        ready_orders=len(comparison.ready_order_ids),
        unchanged_lines=len(draft.matrix.rows) - moved,
    )


def letter_words(letters: Sequence[NoticeDue], today: date) -> tuple[str, ...]:
    """The letters by kind, and the last day of the first: "3 delays", "the first by today, 23 Nov"."""
    if not letters:
        return ()
    delays = sum(one.kind is not NoticeKind.CANCELLATION for one in letters)
    kinds = []
    if delays:
        kinds.append(tr("1 delay") if delays == 1 else tr("{n} delays").format(n=delays))
    if len(letters) > delays:
        ended = len(letters) - delays
        kinds.append(tr("1 cancellation") if ended == 1 else tr("{n} cancellations").format(n=ended))
    days = [one.due_by for one in letters if one.due_by is not None]
    said = [", ".join(kinds)]
    if days:
        day = min(days)
        words = tr("today, {day}") if day <= today else "{day}"
        first = words.format(day=day_text(max(day, today), today))
        said.append((tr("the first by {day}") if len(letters) > 1 else tr("by {day}")).format(day=first))
    return tuple(said)


def _name(change: LineChange) -> str:
    return change.line.customer or change.line.order_number


def _by_quantity(change: LineChange) -> Entry:
    return _name(change), change_text(change.after_quantity - change.before_quantity)


def _by_day(draft: AllocationDraft, change: LineChange) -> Entry:
    """Told and expected now; of a line of which nothing was told, before and now."""
    today = draft.start.situation.today
    facts = RowFacts(draft, draft.matrix.row(change.line.line_id), 0, OLDEST_FIRST)
    told = change.line.told_date
    day = facts.expected.first
    if told is not None:
        return _name(change), tr("told {told}, {day} now").format(told=day_text(told, today), day=day)
    before = day_text(change.before_date, today) if change.before_date else tr("a part")
    return _name(change), tr("was {before}, {day} now").format(before=before, day=day)
