"""What a draft changes, line by line and supply by supply, and what its last step is called.

All sums close: what lines gained and lost, what became free, and what a corrected header
added add up to zero (semantics 10, invariant 4).
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from boapp.domain.allocation import AllocationDraft
from boapp.domain.confirmation import Change, Units, classify_change, confirmed_date, confirmed_units
from boapp.domain.coverage import wanted_day
from boapp.domain.decisions import AllocationChange, Firmness, Hold
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
    TakeBack,
    Unpin,
)
from boapp.domain.matrix import Matrix, Row, allocation_changes, units_of
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation, Supply


@dataclass(frozen=True, slots=True)
class LineChange:
    """A line before and after: "was 8, now 12, complete on 27 November".

    Quantities in 1/10,000 units; the dates are confirmed dates, None unless all that is
    open is covered (semantics 2). `units_*` say how much comes when.
    """

    line: OrderLine
    before_open: int
    before_quantity: int
    after_quantity: int
    before_units: Units
    after_units: Units
    before_date: date | None
    after_date: date | None
    change: Change

    @property
    def complete(self) -> bool:
        """Whether all that is owed is covered afterwards; a line that owes nothing is not called so."""
        return 0 < self.line.open_quantity == self.after_quantity

    @property
    def becomes_complete(self) -> bool:
        """Whether all that is owed is covered now, and was not before."""
        return self.complete and self.before_quantity < self.before_open


@dataclass(frozen=True, slots=True)
class HeaderChange:
    """A supply before and after (its quantity and date may be corrected), and what of it is taken."""

    before: Supply
    after: Supply
    before_taken: int
    after_taken: int

    @property
    def before_free(self) -> int:
        """What nobody held before."""
        return self.before.quantity - self.before_taken

    @property
    def after_free(self) -> int:
        """What nobody holds afterwards."""
        return self.after.quantity - self.after_taken

    @property
    def corrected(self) -> bool:
        """Whether the header itself was corrected."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class DraftChanges:
    """All that a draft changes: only lines that differ, but every supply, and the totals."""

    lines: tuple[LineChange, ...]
    supplies: tuple[HeaderChange, ...]
    open_quantity: int
    before_quantity: int
    after_quantity: int

    @property
    def missing_quantity(self) -> int:
        """What is owed with nothing coming for it."""
        return self.open_quantity - self.after_quantity

    @property
    def sum_of_changes(self) -> int:
        """Always 0: lines' changes, plus what became free, less what headers were corrected by."""
        lines = sum(one.after_quantity - one.before_quantity for one in self.lines)
        free = sum(one.after_free - one.before_free for one in self.supplies)
        return lines + free - sum(one.after.quantity - one.before.quantity for one in self.supplies)


class Mark(StrEnum):
    """What a row should be looked at for, though a hand may leave it so."""

    BROKEN_PACK = "broken_pack"
    BELOW_MINIMUM_PART = "below_minimum_part"
    LINE_INCOMPLETE = "line_incomplete"  # goods are parked for a line that goes whole or not at all
    ORDER_INCOMPLETE = "order_incomplete"  # the same of an order that waits for all


@dataclass(frozen=True, slots=True)
class StepName:
    """What a step did, as facts: "3 from Meyer to Okafor". None where it does not apply."""

    kind: str
    quantity: int | None = None
    line_id: int | None = None
    supply_id: int | None = None
    to_line_id: int | None = None
    to_supply_id: int | None = None


def changes(draft: AllocationDraft) -> DraftChanges:
    """What the draft changes since its start."""
    before, after = draft.origin, draft.matrix
    lines = tuple(
        line_change(draft, row.line.line_id)
        for row in after.rows
        if row.line.line_id not in before.places or row != before.row(row.line.line_id)
    )
    supplies = tuple(
        HeaderChange(
            before.supply_of[one.supply_id], one, before.taken[one.supply_id], after.taken[one.supply_id]
        )
        for one in after.supplies
    )
    return DraftChanges(
        lines,
        supplies,
        sum([row.line.open_quantity for row in after.rows]),
        sum(before.taken.values()),
        sum(after.taken.values()),
    )


def line_change(draft: AllocationDraft, line_id: int) -> LineChange:
    """One row's "was, now", also when nothing changed. KeyError: no such row."""
    situation = draft.start.situation
    row = draft.matrix.row(line_id)
    known = line_id in draft.origin.places
    old = draft.origin.row(line_id) if known else Row(replace(row.line, open_quantity=0))
    before, before_date = _units(old, draft.origin, situation)
    after, after_date = _units(row, draft.matrix, situation)
    return LineChange(
        row.line,
        old.line.open_quantity,
        old.covered_quantity,
        row.covered_quantity,
        before,
        after,
        before_date,
        after_date,
        classify_change(before, after),
    )


def _units(row: Row, matrix: Matrix, situation: Situation) -> tuple[Units, date | None]:
    wanted = wanted_day(row.line.wanted_date, situation.today)
    units = units_of(row, matrix.supply_of, situation)
    return confirmed_units(units, wanted), confirmed_date(row.line.open_quantity, units, wanted)


def marks(draft: AllocationDraft, line_id: int) -> frozenset[Mark]:
    """What a row should be looked at for: broken packs, and goods parked for what cannot go."""
    row = draft.matrix.row(line_id)
    product, covered = draft.matrix.product, row.covered_quantity
    if not covered:
        return frozenset()
    found = set()
    if row.missing_quantity:
        if covered % product.pack:
            found.add(Mark.BROKEN_PACK)
        if covered < product.minimum_part:
            found.add(Mark.BELOW_MINIMUM_PART)
        if row.line.delivery is Delivery.COMPLETE_LINE:
            found.add(Mark.LINE_INCOMPLETE)
    if _waits_for_all(draft, row.line) and not _is_whole(draft, row.line.order_id):
        found.add(Mark.ORDER_INCOMPLETE)
    return frozenset(found)


def _order_lines(draft: AllocationDraft, order_id: int) -> list[OrderLine]:
    """The order's lines as the draft has them, of all products."""
    rows = [row.line for row in draft.matrix.rows if row.line.order_id == order_id]
    others = draft.start.situation.lines
    product_id = draft.start.product_id
    return rows + [line for line in others if line.order_id == order_id and line.product_id != product_id]


def _waits_for_all(draft: AllocationDraft, line: OrderLine) -> bool:
    # One line that waits for all is enough for the whole order (semantics 5).
    return any(one.delivery is Delivery.COMPLETE_ORDER for one in _order_lines(draft, line.order_id))


def _is_whole(draft: AllocationDraft, order_id: int) -> bool:
    lines = _order_lines(draft, order_id)
    line_ids = {line.line_id for line in lines}
    of_others = [
        held.quantity
        for held in draft.start.situation.allocations
        if held.line_id in line_ids and held.line_id not in draft.origin.places
    ]
    here = [row.covered_quantity for row in draft.matrix.rows if row.line.order_id == order_id]
    return sum(of_others) + sum(here) == sum(line.open_quantity for line in lines)


def holds_of(draft: AllocationDraft) -> dict[int, Hold | None]:
    """Which orders the draft puts on hold, and which it lets go on (None)."""
    return {edit.order_id: edit.hold for edit in draft.edits if isinstance(edit, PutOnHold)}


def pins_of(draft: AllocationDraft) -> dict[tuple[int, int], Pin]:
    """The reason and end of each pin set in the draft, by line and supply."""
    pins: dict[tuple[int, int], Pin] = {}
    for edit in draft.edits:
        if isinstance(edit, Pin):
            pins[edit.line_id, edit.supply_id] = edit
        elif isinstance(edit, Followed) and isinstance(edit.original, Pin):
            pins |= {
                (one.part.line_id, one.part.supply_id): edit.original
                for one in edit.shifts
                if one.part.pinned
            }
    return pins


def changes_to_write(draft: AllocationDraft) -> tuple[AllocationChange, ...]:
    """What saving the draft writes of its allocations; pins with their reason and end.

    A pin that only got a new reason is written with the same quantity before and after.
    """
    pins = pins_of(draft)
    written = []
    for change in allocation_changes(draft.origin, draft.matrix):
        fastened = change.firmness is Firmness.PINNED and change.after_quantity
        kept_for = pins.pop((change.line_id, change.supply_id), None) if fastened else None
        written.append(
            change._replace(reason=kept_for.reason, until_date=kept_for.until) if kept_for else change
        )
    for (line_id, supply_id), only_reason in pins.items():
        kept = draft.matrix.row(line_id).part(Allocation(supply_id, line_id, 0, pinned=True)).quantity
        if kept:
            where = (line_id, supply_id, draft.start.product_id)
            written.append(
                AllocationChange(
                    *where, kept, kept, Firmness.PINNED, "", only_reason.reason, only_reason.until
                )
            )
    return tuple(written)


def added_lines(draft: AllocationDraft) -> tuple[OrderLine, ...]:
    """Lines the draft adds: walk-ins that become orders when it is saved."""
    return tuple(row.line for row in draft.matrix.rows if row.line.line_id not in draft.origin.places)


def owed_changes(draft: AllocationDraft) -> tuple[tuple[int, int, int], ...]:
    """Lines of which more or less is owed: (line_id, before, after)."""
    rows = [row for row in draft.matrix.rows if row.line.line_id in draft.origin.places]
    pairs = [(draft.origin.row(row.line.line_id).line, row.line) for row in rows]
    return tuple(
        (new.line_id, old.open_quantity, new.open_quantity)
        for old, new in pairs
        if old.open_quantity != new.open_quantity
    )


def name_of_step(draft: AllocationDraft) -> StepName | None:
    """What the last step did, for "Undo …"; None at the start."""
    if draft.edit is None or draft.previous is None:
        return None
    before, after, edit = draft.previous.matrix, draft.matrix, draft.edit
    if isinstance(edit, Followed):
        edit = edit.original
    kind = type(edit).__name__
    match edit:
        case Move():
            kind = "Split" if edit.from_line_id == edit.to_line_id else kind
            source = (edit.from_line_id, edit.from_supply_id)
            return StepName(kind, edit.quantity, *source, edit.to_line_id, edit.to_supply_id)
        case Exchange():
            other = (edit.other_line_id, edit.other_supply_id)
            return StepName(kind, None, edit.line_id, edit.supply_id, *other)
        case _:
            line_id = getattr(edit, "line_id", None)
            quantity = _quantity_of(edit, line_id, before, after)
            return StepName(kind, quantity, line_id, getattr(edit, "supply_id", None))


def _quantity_of(edit: Edit, line_id: int | None, before: Matrix, after: Matrix) -> int:
    """The number a step is remembered by: what was typed, else what came to or left the row, or all rows."""
    match edit:
        case Confirm() | CorrectSupply():
            return edit.quantity
        case ChangeOwed():
            return edit.open_quantity
        case AddRow():
            return edit.line.open_quantity
        case Pin() | Unpin() | TakeBack():
            return after.row(edit.line_id).held(edit.supply_id)
    if line_id is None:
        return abs(sum(after.taken.values()) - sum(before.taken.values()))
    return abs(after.row(line_id).covered_quantity - before.row(line_id).covered_quantity)
