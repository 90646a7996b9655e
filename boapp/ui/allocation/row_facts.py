"""What the matrix says about one row and one cell of a draft: numbers, days, marks; nothing is drawn here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from boapp.domain.allocation import AllocationDraft
from boapp.domain.coverage import is_late, wanted_day
from boapp.domain.draft_changes import Mark, marks
from boapp.domain.matrix import Row
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.stock import Supply
from boapp.domain.strategies import RuleSet, segment_of, served_as
from boapp.ui.allocation.names import (
    MARK_WORDS,
    RULE_WORDS,
    about_day,
    counts_from,
    days_apart,
    supply_name,
    tr,
)
from boapp.ui.formats import change_text, day_text, quantity_text
from boapp.ui.widgets.chips import ChipKind, ChipLook


@dataclass(frozen=True, slots=True)
class Words:
    """Two lines of a cell, and the ink of each."""

    first: str
    second: str = ""
    ink: str = "text"
    second_ink: str = "text2"


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One cell under a supply: what the row holds there now and at the start of the draft."""

    held: int
    was: int
    kind: ChipKind
    kept: bool = False
    late: bool = False

    @property
    def chip(self) -> ChipLook | None:
        """The chip to draw, None where nothing is held."""
        if not self.held:
            return None
        difference = self.held - self.was
        show_change = difference and self.kind is not ChipKind.NOTHING
        change = change_text(difference) if show_change else ""
        return ChipLook(quantity_text(self.held), self.kind, change, self.kept, self.late)

    @property
    def gone(self) -> str:
        """What was here and left altogether, "" otherwise."""
        left = self.was and not self.held and self.kind is not ChipKind.NOTHING
        return quantity_text(self.was) if left else ""


class RowFacts:
    """All that is said about one row; reckoned when it is first asked for."""

    def __init__(self, draft: AllocationDraft, row: Row, rank: int, rules: RuleSet) -> None:
        self._draft = draft
        self._rules = rules
        self.row = row
        self.rank = rank

    @property
    def line(self) -> OrderLine:
        """The waiting line."""
        return self.row.line

    @cached_property
    def was(self) -> Row:
        """The row at the start of the draft."""
        origin = self._draft.origin
        return origin.row(self.line.line_id) if self.line.line_id in origin.places else Row(self.line)

    @property
    def customer(self) -> str:
        """Who waits."""
        return self.line.customer or self.line.order_number

    @property
    def order_words(self) -> str:
        """The order and when it is wanted: "SO-1182 · by 10 Nov"."""
        wanted, today = self.line.wanted_date, self._draft.start.situation.today
        when = tr("by {day}").format(day=day_text(wanted, today)) if wanted else tr("at once")
        return f"{self.line.order_number} · {when}"

    @property
    def covered_words(self) -> str:
        """How much of the line is covered: "2 of 8"."""
        covered, owed = quantity_text(self.row.covered_quantity), quantity_text(self.line.open_quantity)
        return tr("{covered} of {owed}").format(covered=covered, owed=owed)

    @property
    def change(self) -> int:
        """How much more or less the row has than at the start."""
        return self.row.covered_quantity - self.was.covered_quantity

    def cell(self, supply: Supply | None) -> CellFacts:
        """The cell under a supply, or under "nothing coming" (None)."""
        if supply is None:
            return CellFacts(self.row.missing_quantity, self.was.missing_quantity, ChipKind.NOTHING)
        held = kept = 0
        for part in self.row.allocations:
            if part.supply_id == supply.supply_id:
                held += part.quantity
                kept += part.stays
        kind = ChipKind.HERE if supply.on_hand else ChipKind.COMING
        late = is_late(supply, self._draft.start.situation.today)
        return CellFacts(held, self.was.held(supply.supply_id), kind, bool(kept), late)

    @cached_property
    def expected(self) -> Words:
        """When all of it is there as things stand, and how that compares with what was told."""
        owed, missing, told = self.line.open_quantity, self.row.missing_quantity, self.line.told_date
        if missing > 0:
            lacks = tr("for {missing} of {owed}").format(
                missing=quantity_text(missing), owed=quantity_text(owed)
            )
            return Words(tr("no date"), lacks, "bad_text", "bad_text")
        supplies = [self._draft.matrix.supply_of[part.supply_id] for part in self.row.allocations]
        day = self._day_of(supplies)
        situation = self._draft.start.situation
        estimated = any(is_late(supply, situation.today) for supply in supplies)
        words = about_day(day, situation, estimated=estimated)
        if told is None:
            return Words(words, tr("complete"), second_ink="here_text")
        ink = "here_text" if day < told else "warn_text" if day > told else "text2"
        return Words(words, days_apart(day, told), second_ink=ink)

    @property
    def told_words(self) -> str:
        """What the customer was told."""
        return day_text(self.line.told_date, self._draft.start.situation.today)

    @cached_property
    def marks(self) -> frozenset[Mark]:
        """What the row should be looked at for."""
        parts_may_go = self.line.delivery is not Delivery.COMPLETE_ORDER
        product = self._draft.matrix.product
        plain = self.row.covered_quantity % product.pack == 0 and not product.minimum_part
        if parts_may_go and self.line.delivery is Delivery.PARTIAL and plain:
            return frozenset()
        return marks(self._draft, self.line.line_id)

    @cached_property
    def rule(self) -> Words:
        """By which rule the line is served, and what a hand left undone."""
        place = segment_of(self._rules, self.line)
        strategy = None if place is None else served_as(self._rules.segments[place], self.line)
        words = RULE_WORDS[strategy] if strategy else "Not in this run"
        return Words(
            tr(words), ", ".join(tr(MARK_WORDS[mark]) for mark in sorted(self.marks)), "text2", "warn_text"
        )

    def spoken(self, supply: Supply | None) -> str:
        """A cell as it is read aloud: "4 of 6 from Lumen, 27 November, for Petra Müller"."""
        cell = self.cell(supply)
        facts: Mapping[str, str] = {
            "held": quantity_text(cell.held),
            "owed": quantity_text(self.line.open_quantity),
            "supply": supply_name(supply, self._draft.start.situation.today, spoken=True) if supply else "",
            "who": self.customer,
        }
        if supply is None:
            words = tr("{held} of {owed} with nothing coming for {who}")
        elif cell.kept:
            words = tr("{held} of {owed} from {supply}, for {who}, kept")
        else:
            words = tr("{held} of {owed} from {supply}, for {who}")
        changed = tr(", was {was}").format(was=quantity_text(cell.was)) if cell.was != cell.held else ""
        return words.format(**facts) + changed

    def _day_of(self, supplies: list[Supply]) -> date:
        """The day of the last unit; a customer told an earlier day than he wants has it by the day told."""
        situation = self._draft.start.situation
        here = max((counts_from(supply, situation) for supply in supplies), default=situation.today)
        wanted = wanted_day(self.line.wanted_date, situation.today)
        told = self.line.told_date
        return max(here, wanted if told is None else min(wanted, max(told, situation.today)))
