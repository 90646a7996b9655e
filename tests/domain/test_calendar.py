"""Working days: weekends, federal holidays on the day they are observed, a shop's closing days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boapp.domain.calendar import (
    FEDERAL_CALENDAR,
    FRIDAY,
    LAST,
    MONDAY,
    SATURDAY,
    SUNDAY,
    Calendar,
    Holiday,
)

ALWAYS_OPEN = Calendar(closed_weekdays=frozenset())


def federal_days_off(year: int) -> set[str]:
    """Weekdays of a year on which federal offices are closed, as MM-DD."""
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return {
        f"{day:%m-%d}"
        for day in days
        if day.year == year and day.weekday() < SATURDAY and not FEDERAL_CALENDAR.is_open(day)
    }


# As published by the Office of Personnel Management for each year.
PUBLISHED = {
    2020: "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25",
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    2027: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_that_federal_holidays_are_kept_on_the_day_they_are_observed(year: int) -> None:
    assert federal_days_off(year) == set(PUBLISHED[year].split())


def test_that_new_year_on_a_saturday_is_kept_in_the_old_year() -> None:
    assert not FEDERAL_CALENDAR.is_open(date(2021, 12, 31))
    assert FEDERAL_CALENDAR.is_open(date(2022, 1, 3))


def test_that_a_holiday_is_kept_only_since_it_exists() -> None:
    assert FEDERAL_CALENDAR.is_open(date(2020, 6, 19))
    assert not FEDERAL_CALENDAR.is_open(date(2021, 6, 18))
    assert FEDERAL_CALENDAR.is_open(date(1985, 1, 21))
    assert not FEDERAL_CALENDAR.is_open(date(1986, 1, 20))


def test_that_veterans_day_was_a_monday_in_october_until_1977() -> None:
    assert not FEDERAL_CALENDAR.is_open(date(1977, 10, 24))
    assert FEDERAL_CALENDAR.is_open(date(1977, 11, 11))
    assert FEDERAL_CALENDAR.is_open(date(1978, 10, 23))
    assert not FEDERAL_CALENDAR.is_open(date(1978, 11, 10))


@given(st.integers(1986, 2900))
def test_that_every_year_has_ten_federal_holidays_and_eleven_since_juneteenth(year: int) -> None:
    # New Year's Day falls out of a year, or into it twice, when 1 January is a Saturday.
    moved = (date(year, 1, 1).weekday() == SATURDAY) - (date(year + 1, 1, 1).weekday() == SATURDAY)
    assert len(federal_days_off(year)) == (11 if year >= 2021 else 10) - moved


def test_that_the_last_weekday_of_a_month_is_found_in_any_month() -> None:
    assert Holiday("", 12, weekday=FRIDAY, nth=LAST).in_year(2026) == date(2026, 12, 25)
    assert Holiday("", 5, weekday=MONDAY, nth=LAST).in_year(2027) == date(2027, 5, 31)
    assert Holiday("", 2, weekday=SUNDAY, nth=LAST).in_year(2026) == date(2026, 2, 22)


def test_that_a_shop_has_its_own_closing_days() -> None:
    shop = Calendar(closed_weekdays=frozenset({SUNDAY, MONDAY}), closed_dates=frozenset({date(2026, 12, 26)}))
    assert shop.is_open(date(2026, 12, 19))
    assert not shop.is_open(date(2026, 12, 26))
    assert shop.on_or_after(date(2026, 12, 26)) == date(2026, 12, 29)
    assert shop.on_or_before(date(2026, 12, 28)) == date(2026, 12, 25)
    assert shop.after(date(2026, 12, 24), 2) == date(2026, 12, 29)
    assert shop.before(date(2026, 12, 29), 2) == date(2026, 12, 24)


def test_that_the_first_day_is_not_counted() -> None:
    assert FEDERAL_CALENDAR.after(date(2026, 11, 10), 1) == date(2026, 11, 12)
    assert FEDERAL_CALENDAR.before(date(2026, 11, 12), 1) == date(2026, 11, 10)
    assert FEDERAL_CALENDAR.after(date(2026, 11, 11), 0) == date(2026, 11, 11)


def test_that_a_week_without_an_open_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one open day"):
        Calendar(closed_weekdays=frozenset(range(7)))


@given(st.dates(date(1971, 1, 1), date(2900, 1, 1)), st.integers(0, 40))
def test_that_counting_forth_and_back_from_an_open_day_returns_to_it(day: date, count: int) -> None:
    start = FEDERAL_CALENDAR.on_or_after(day)
    assert FEDERAL_CALENDAR.before(FEDERAL_CALENDAR.after(start, count), count) == start


@given(st.dates(date(1971, 1, 1), date(2900, 1, 1)), st.integers(0, 40))
def test_that_a_calendar_without_closing_days_counts_every_day(day: date, count: int) -> None:
    assert ALWAYS_OPEN.after(day, count) == day + timedelta(days=count)
