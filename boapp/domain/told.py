"""What was told of a line, and what it comes to as things stand (semantics 2).

Told is kept quantity by quantity: told 10, now 6 + 4. A supply that is late has no date
for promises, and nothing is told anew by the clock alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from boapp.domain.calendar import Calendar
from boapp.domain.confirmation import Units, confirmed_units
from boapp.domain.coverage import availability_date, is_late, wanted_day
from boapp.domain.decisions import Told
from boapp.domain.orders import OrderLine
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation, Supply


@dataclass(frozen=True, slots=True)
class Promise:
    """What a line's customer was told, as it stands now: several parts when told in parts."""

    line_id: int
    parts: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """A quantity that was told for one day, and when it comes; 1/10,000 units.

    `told_date` is the last day of the day, week or month told, None if no date could be
    given. `coming`: (day, quantity), day None for what has no date: not covered, or on a
    late supply. `missed_quantity` cannot come by the told date; `unsure_quantity` of what
    could is on a late supply.
    """

    quantity: int
    told_date: date | None
    coming: tuple[tuple[date | None, int], ...]
    missed_quantity: int
    unsure_quantity: int

    @property
    def kept(self) -> bool:
        """Whether all of it comes by the day told, as far as anybody knows."""
        return not self.missed_quantity


@dataclass(frozen=True, slots=True)
class RiskyPromise:
    """A told quantity whose goods are not in the house, shortly before its day or after it."""

    line_id: int
    quantity: int
    last_day: date
    late: bool


# Units of a line as they come: (day for promises, day from which they count, quantity).
Coming = Sequence[tuple[date | None, date | None, int]]


@dataclass(frozen=True, slots=True)
class Side:
    """A situation, ready to be asked about its lines."""

    situation: Situation
    supplies: Mapping[int, Supply]
    held: Mapping[int, list[Allocation]]
    lines: Mapping[int, OrderLine]


def at_risk(
    situation: Situation,
    promises: Iterable[Promise],
    calendar: Calendar,
    working_days: int = 3,
    notice_last_days: Mapping[int, date] | None = None,
) -> tuple[RiskyPromise, ...]:
    """Told quantities not in the house so many working days before the day told, and those late.

    `notice_last_days`: by line, a notice's last day, where it is earlier than the day told.
    """
    side = side_of(situation)
    limits = notice_last_days or {}
    risky = []
    for promise in promises:
        line = side.lines.get(promise.line_id)
        if line is None:
            continue
        here = on_hand(side, line.line_id)
        for quantity, told_date in _told_units(line, promise):
            lacking = max(0, quantity - here)
            here = max(0, here - quantity)
            last = min(
                [day for day in (told_date, limits.get(line.line_id)) if day is not None], default=None
            )
            if lacking and last is not None and situation.today >= calendar.before(last, working_days):
                risky.append(RiskyPromise(line.line_id, lacking, last, situation.today > last))
    return tuple(risky)


def side_of(situation: Situation) -> Side:
    """Make a situation ready to be asked about its lines."""
    held: dict[int, list[Allocation]] = {}
    for allocation in situation.allocations:
        held.setdefault(allocation.line_id, []).append(allocation)
    return Side(
        situation,
        {supply.supply_id: supply for supply in situation.supplies},
        held,
        {line.line_id: line for line in situation.lines},
    )


def on_hand(side: Side, line_id: int) -> int:
    """What of a line is in the house."""
    return sum(part.quantity for part in side.held.get(line_id, ()) if side.supplies[part.supply_id].on_hand)


def covered(side: Side, line_id: int) -> int:
    """What of a line is covered by any supply."""
    return sum(part.quantity for part in side.held.get(line_id, ()))


def units_on(side: Side, line: OrderLine) -> Units:
    """When a line's covered units reach its customer, late supply by the day from which it counts."""
    today, rules = side.situation.today, side.situation.settings
    days = sorted(
        (availability_date(side.supplies[part.supply_id], today, rules), part.quantity)
        for part in side.held.get(line.line_id, ())
    )
    return confirmed_units(days, wanted_day(line.wanted_date, today))


def _coming(side: Side, line: OrderLine) -> Coming:
    """All that is owed in the order in which it comes: dated, then on late supply, then not covered."""
    today, rules = side.situation.today, side.situation.settings
    wanted = wanted_day(line.wanted_date, today)
    dated, late = [], []
    for part in side.held.get(line.line_id, ()):
        supply = side.supplies[part.supply_id]
        counts = max(availability_date(supply, today, rules), wanted)
        if is_late(supply, today):
            late.append((None, counts, part.quantity))
        else:
            dated.append((counts, counts, part.quantity))
    dated.sort(key=lambda unit: unit[0])
    missing = line.open_quantity - covered(side, line.line_id)
    return [*dated, *late, *([(None, None, missing)] if missing > 0 else [])]


def _told_units(line: OrderLine, promise: Promise | None) -> list[tuple[int, date | None]]:
    """What was told of the open quantity, earliest first; what was shipped was the earliest part of it."""
    if promise is None:
        return [(line.open_quantity, line.told_date)] if line.told_date and line.open_quantity else []
    parts = sorted(promise.parts, key=lambda part: part.latest_date or date.max)
    gone = max(0, sum(part.quantity for part in parts) - line.open_quantity)
    told = []
    for part in parts:
        quantity = max(0, part.quantity - gone)
        gone = max(0, gone - part.quantity)
        if quantity:
            told.append((quantity, part.latest_date))
    return told


def part_outcomes(line: OrderLine, promise: Promise | None, side: Side) -> tuple[PartOutcome, ...]:
    """What was told of a line, part by part, against what comes: the earliest told gets the earliest units."""
    coming = _coming(side, line)
    outcomes = []
    for quantity, told_date in _told_units(line, promise):
        mine, coming = _split(coming, quantity)
        outcomes.append(_part_outcome(quantity, told_date, mine, side.situation.today))
    return tuple(outcomes)


def _split(units: Coming, quantity: int) -> tuple[Coming, Coming]:
    first, rest = [], []
    for day, counts, size in units:
        taken = min(size, quantity)
        quantity -= taken
        if taken:
            first.append((day, counts, taken))
        if size > taken:
            rest.append((day, counts, size - taken))
    return first, rest


def _part_outcome(quantity: int, told_date: date | None, coming: Coming, today: date) -> PartOutcome:
    missed = unsure = 0
    for day, counts, size in coming:
        if told_date is None:
            continue
        if counts is None or counts > max(told_date, today):
            missed += size
        elif day is None:
            unsure += size
    return PartOutcome(quantity, told_date, tuple((day, size) for day, _, size in coming), missed, unsure)
