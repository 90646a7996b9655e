"""What a line's allocations amount to for the customer: when its units come, and what changed.

*Earlier*, *later* and *gain* compare confirmed dates unit by unit (semantics 2, 5), so that
moving a dated order to another supply that is still in time changes nothing for the customer.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum

# Covered units in date order: (day, quantity in 1/10,000 units), none of 0.
Units = Sequence[tuple[date, int]]


class Change(StrEnum):
    """What a run does to a line, by quantity first, then by dates (semantics 5)."""

    GAINED = "gained"
    LOST = "lost"
    LATER = "later"
    EARLIER = "earlier"
    KEPT = "kept"


def confirmed_units(supply_units: Units, wanted: date) -> Units:
    """When covered units reach the customer: the later of their supply's day and the wanted day."""
    if not supply_units or supply_units[0][0] >= wanted:
        return supply_units
    return [(max(day, wanted), quantity) for day, quantity in supply_units]


def confirmed_date(open_quantity: int, supply_units: Units, wanted: date) -> date | None:
    """The day of a line's last unit when its whole open quantity is covered, else None."""
    if not supply_units or not open_quantity:
        return None
    if total_of(supply_units) < open_quantity:
        return None
    return max(supply_units[-1][0], wanted)


def total_of(units: Units) -> int:
    """How much covered units are in all; most lines have theirs of one supply."""
    return units[0][1] if len(units) == 1 else sum([quantity for _, quantity in units])


def covered_by(supply_units: Units, day: date) -> int:
    """How much of a line comes from supply dated up to a day."""
    return sum([quantity for supply_day, quantity in supply_units if supply_day <= day])


def missing_or_later(before: Units, after: Units) -> int:
    """How many of the units held before are missing, or come later than that unit did before."""
    if not before or before is after:
        return 0
    missing = total_of(before) - total_of(after)
    later = sum([quantity for was, now, quantity in _side_by_side(before, after) if now > was])
    return max(0, missing) + later


def classify_change(before: Units, after: Units) -> Change:
    """Name what happened to a line: by quantity first, then later before earlier."""
    if before is after:
        return Change.KEPT
    difference = total_of(after) - total_of(before)
    if difference:
        return Change.GAINED if difference > 0 else Change.LOST
    pairs = list(_side_by_side(before, after))
    if any(now > was for was, now, _ in pairs):
        return Change.LATER
    if any(now < was for was, now, _ in pairs):
        return Change.EARLIER
    return Change.KEPT


def _side_by_side(before: Units, after: Units) -> Iterator[tuple[date, date, int]]:
    """Pair the units of both in date order: (day before, day after, quantity)."""
    new = iter(after)
    day, left = next(new, (date.max, 0))
    for was, quantity in before:
        wanted = quantity
        while wanted and left:
            paired = min(wanted, left)
            yield was, day, paired
            wanted -= paired
            left -= paired
            if not left:
                day, left = next(new, (date.max, 0))
