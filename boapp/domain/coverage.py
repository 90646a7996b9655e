"""Which supply covers a line, and from which day a supply counts (semantics 1, 3)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from boapp.domain.situation import Cover, RunSettings
from boapp.domain.stock import Supply


@dataclass(frozen=True, slots=True)
class DatedSupply:
    """A supply on the time axis: the day from which it counts today, and whether it is late.

    `position` is its place in the order of entry. Among supplies of one date goods on hand
    come first, then receipts that are not late, then late ones, then by position: `precedence`.
    """

    supply: Supply
    day: date
    late: bool
    position: int

    @property
    def precedence(self) -> tuple[int, int]:
        """Its place among supplies of the same date."""
        return (0 if self.supply.on_hand else 2 if self.late else 1, self.position)


def is_late(supply: Supply, today: date) -> bool:
    """Whether a receipt's date has passed or is not known: for promises it has no date (semantics 1)."""
    return not supply.on_hand and (supply.date is None or supply.date < today)


def availability_date(supply: Supply, today: date, settings: RunSettings) -> date:
    """The day from which a supply counts for availability and ranking (semantics 1)."""
    if supply.on_hand:
        return today
    if supply.date is None or supply.date < today:
        return today + timedelta(days=settings.late_receipt_days)
    return supply.date


def on_time_axis(supplies: Iterable[Supply], today: date, settings: RunSettings) -> list[DatedSupply]:
    """Supplies by the day from which they count; those of one day by precedence."""
    dated = [
        DatedSupply(supply, availability_date(supply, today, settings), is_late(supply, today), position)
        for position, supply in enumerate(supplies)
    ]
    if len(dated) > 1:
        dated.sort(key=lambda one: (one.day, one.precedence))
    return dated


def wanted_day(wanted_date: date | None, today: date) -> date:
    """The day a line wants to be covered for; as soon as possible, and the past, count as today."""
    return today if wanted_date is None or wanted_date < today else wanted_date


def in_covering_order(
    dated: Sequence[DatedSupply], wanted: date, settings: RunSettings, held: Collection[int] = ()
) -> list[DatedSupply]:
    """The supplies as a line that wants `wanted` takes them (semantics 3).

    Closest before or on the wanted day first, then earlier ones, then later ones, nearest
    first; of one date the supplies in `held` (their ids) come first, then by precedence.
    Under *on hand first* goods on hand come before all receipts.
    """
    latest = wanted - timedelta(days=settings.margin_days)
    same_date = sorted(dated, key=lambda one: (one.supply.supply_id not in held, one.precedence))
    in_time = [one for one in same_date if one.supply.on_hand or one.day <= latest]
    later = [one for one in same_date if not one.supply.on_hand and one.day > latest]
    in_time.sort(key=lambda one: one.day, reverse=True)
    later.sort(key=lambda one: one.day)
    order = in_time + later
    if settings.cover is Cover.ON_HAND_FIRST:
        order.sort(key=lambda one: not one.supply.on_hand)
    return order
