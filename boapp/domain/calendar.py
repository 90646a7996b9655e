"""Which days count as working days: weekends, holidays, a shop's own closing days.

A calendar is data: what is closed every week, single dates closed besides, and holidays that
return every year, with the source they come from. The law table counts refunds by
`FEDERAL_CALENDAR` (notices 2 rule 13); a shop keeps its own `Calendar` for opening days
(semantics 1). Germany lets a period that ends on a Saturday, Sunday or holiday run on to
the next working day (BGB 193); the program keeps the earlier date, so that needs no calendar.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WEEKEND = frozenset({SATURDAY, SUNDAY})
DAY = timedelta(days=1)
LAST = -1


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that returns every year: a date, or the n-th weekday of a month (`LAST` from its end).

    It is kept from `since` to `until`, both dates included; a substitute day outside that
    span is not kept.
    """

    name: str
    month: int
    day: int = 0
    weekday: int = 0
    nth: int = 0
    since: date = date.min
    until: date = date.max

    def in_year(self, year: int) -> date:
        """Find the day on which it falls, whether or not it was kept then."""
        if self.day:
            return date(year, self.month, self.day)
        first = date(year, self.month, 1)
        first += (self.weekday - first.weekday()) % 7 * DAY
        if self.nth != LAST:
            return first + 7 * (self.nth - 1) * DAY
        fifth = first + 28 * DAY
        return fifth if fifth.month == self.month else fifth - 7 * DAY


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which work is done, as data with its source.

    Raises ValueError for a week without any open day.
    """

    closed_weekdays: frozenset[int] = WEEKEND
    closed_dates: frozenset[date] = frozenset()
    holidays: tuple[Holiday, ...] = ()
    source: str = "the shop's settings"

    def __post_init__(self) -> None:
        """Refuse a week in which nothing is ever open."""
        if self.closed_weekdays >= set(range(7)):
            raise ValueError("a calendar needs at least one open day a week")

    def is_open(self, day: date) -> bool:
        """Tell whether work is done on a day."""
        return (
            day.weekday() not in self.closed_weekdays
            and day not in self.closed_dates
            and day not in _observed(self.holidays, day.year)
        )

    def on_or_after(self, day: date) -> date:
        """Find the first open day from a day on, itself included."""
        while not self.is_open(day):
            day += DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Find the last open day up to a day, itself included."""
        while not self.is_open(day):
            day -= DAY
        return day

    def after(self, day: date, working_days: int) -> date:
        """Count so many open days after a day, which is not counted itself."""
        for _ in range(working_days):
            day = self.on_or_after(day + DAY)
        return day

    def before(self, day: date, working_days: int) -> date:
        """Count so many open days before a day, which is not counted itself."""
        for _ in range(working_days):
            day = self.on_or_before(day - DAY)
        return day


@cache
def _observed(holidays: tuple[Holiday, ...], year: int) -> frozenset[date]:
    """Days of a year on which holidays are kept: Saturday's on Friday, Sunday's on Monday."""
    return frozenset(day for day in _kept(holidays, year) if day.year == year)


def _kept(holidays: tuple[Holiday, ...], year: int) -> Iterator[date]:
    for holiday in holidays:
        # New Year's Day of the next year may be kept on this year's 31 December.
        for falls in (holiday.in_year(year), holiday.in_year(year + 1)):
            day = falls + {SATURDAY: -DAY, SUNDAY: DAY}.get(falls.weekday(), timedelta())
            if holiday.since <= day <= holiday.until:
                yield day


# 5 U.S.C. 6103(a) as it stood each year since the Monday holidays took effect in 1971, five
# years before 16 CFR 435; earlier years are read as 1971. Inauguration Day (6103(c)) frees
# only the capital's area and is left out.
FEDERAL_HOLIDAYS = (
    Holiday("New Year's Day", 1, day=1),
    Holiday("Birthday of Martin Luther King, Jr.", 1, weekday=MONDAY, nth=3, since=date(1986, 1, 1)),
    Holiday("Washington's Birthday", 2, weekday=MONDAY, nth=3),
    Holiday("Memorial Day", 5, weekday=MONDAY, nth=LAST),
    # Pub. L. 117-17, signed on 17 June 2021; first kept on Friday the 18th.
    Holiday("Juneteenth National Independence Day", 6, day=19, since=date(2021, 6, 17)),
    Holiday("Independence Day", 7, day=4),
    Holiday("Labor Day", 9, weekday=MONDAY, nth=1),
    Holiday("Columbus Day", 10, weekday=MONDAY, nth=2),
    Holiday("Veterans Day", 10, weekday=MONDAY, nth=4, until=date(1977, 12, 31)),
    Holiday("Veterans Day", 11, day=11, since=date(1978, 1, 1)),
    Holiday("Thanksgiving Day", 11, weekday=THURSDAY, nth=4),
    Holiday("Christmas Day", 12, day=25),
)

# Moved from weekends by 5 U.S.C. 6103(b) (Saturday) and Executive Order 11582 (Sunday).
FEDERAL_CALENDAR = Calendar(
    holidays=FEDERAL_HOLIDAYS, source="5 U.S.C. 6103(a), (b); Executive Order 11582; Pub. L. 117-17"
)
