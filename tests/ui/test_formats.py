from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from boapp.domain.quantities import UNIT
from boapp.ui import formats

TODAY = date(2026, 11, 23)
LOCALES = ["en_GB", "en_US", "de_DE", "de_AT", "de_CH", "fr_FR", "es_ES", "pl_PL", "sv_SE", "ja_JP", "hu_HU"]


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [(12 * UNIT, "12"), (1200 * UNIT, "1,200"), (2500, "0.25"), (-6 * UNIT, "−6"), (0, "0"), (1, "0.0001")],
)
def test_that_a_quantity_is_shown_in_its_shortest_exact_form(quantity: int, shown: str) -> None:
    assert formats.quantity_text(quantity, QLocale("en_GB")) == shown


def test_that_a_change_shows_its_sign() -> None:
    assert formats.change_text(4 * UNIT) == "+4"
    assert formats.change_text(-6 * UNIT) == "−6"
    assert formats.change_text(0) == "0"


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("en_GB", "€1,853.80"),
        ("en_US", "€1,853.80"),
        ("de_DE", "1.853,80\u00a0€"),
        ("nl_NL", "€\u00a01.853,80"),
    ],
)
def test_that_money_is_shown_as_the_desk_writes_it(locale: str, shown: str) -> None:
    assert formats.money_text(185380, "EUR", QLocale(locale)) == shown


def test_that_money_without_a_currency_is_the_bare_amount_for_a_column() -> None:
    assert formats.money_text(185380, locale=QLocale("en_GB")) == "1,853.80"
    assert formats.money_text(-5, locale=QLocale("en_GB")) == "−0.05"


def test_that_yen_have_no_decimals_and_dinars_three() -> None:
    assert formats.money_text(1200, "JPY", QLocale("en_GB")) == "¥1,200"
    assert formats.money_text(1234, "KWD", QLocale("en_GB")).endswith("1.234")


@pytest.mark.parametrize(
    ("locale", "short", "full"),
    [
        ("en_GB", "27 Nov", "27 November 2026"),
        ("en_US", "Nov 27", "November 27, 2026"),
        ("de_DE", "27. Nov.", "27. November 2026"),
        ("fr_FR", "27 nov.", "27 novembre 2026"),
        ("ja_JP", "11月27日", "2026年11月27日"),
        ("hu_HU", "nov. 27.", "2026. november 27."),
    ],
)
def test_that_a_day_is_short_in_lists_and_full_where_it_binds(locale: str, short: str, full: str) -> None:
    day = date(2026, 11, 27)
    assert formats.day_text(day, TODAY, QLocale(locale)) == short
    assert formats.full_day_text(day, QLocale(locale)) == full


def test_that_a_day_of_another_year_says_so_and_no_day_is_a_dash() -> None:
    assert formats.day_text(date(2027, 1, 6), TODAY, QLocale("en_GB")) == "6 Jan 2027"
    assert formats.day_text(None, TODAY) == "—"


@given(
    quantity=st.integers(min_value=-(10**9) * UNIT, max_value=10**9 * UNIT), locale=st.sampled_from(LOCALES)
)
def test_that_a_quantity_shown_and_typed_again_is_the_same(quantity: int, locale: str) -> None:
    desk = QLocale(locale)
    assert formats.read_quantity(formats.quantity_text(quantity, desk), locale=desk) == quantity


@given(amount=st.integers(min_value=-(10**9), max_value=10**9), locale=st.sampled_from(LOCALES))
def test_that_an_amount_shown_and_typed_again_is_the_same(amount: int, locale: str) -> None:
    desk = QLocale(locale)
    assert formats.read_money(formats.money_text(amount, locale=desk), "EUR", desk) == amount


@pytest.mark.parametrize(
    ("typed", "locale", "units"),
    [
        ("1.5", "de_DE", 1.5),
        ("1,5", "de_DE", 1.5),
        ("1.500", "de_DE", 1500),
        ("1,500", "en_GB", 1500),
        (" 12 ", "en_GB", 12),
    ],
)
def test_that_both_the_desks_sign_and_a_point_are_understood(typed: str, locale: str, units: float) -> None:
    assert formats.read_quantity(typed, locale=QLocale(locale)) == round(units * UNIT)


@pytest.mark.parametrize("typed", ["", "twelve", "1,2,3", "1.2.3", "--1", "1e5", "½"])
def test_that_what_is_no_number_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        formats.read_quantity(typed, locale=QLocale("en_GB"))


@pytest.mark.parametrize(
    ("typed", "locale", "day"),
    [
        ("27 Nov", "en_GB", date(2026, 11, 27)),
        ("27 november 2027", "en_GB", date(2027, 11, 27)),
        ("27.11.", "de_DE", date(2026, 11, 27)),
        ("27. Nov", "de_DE", date(2026, 11, 27)),
        ("11/27/26", "en_US", date(2026, 11, 27)),
        ("27/11/2026", "en_GB", date(2026, 11, 27)),
        ("2026-11-27", "en_US", date(2026, 11, 27)),
        ("6 Jan", "en_GB", date(2027, 1, 6)),
        ("10 Nov", "en_GB", date(2026, 11, 10)),
        ("3 März", "de_DE", date(2027, 3, 3)),
        ("Nov 27, 2026", "en_US", date(2026, 11, 27)),
        ("Nov 27", "en_US", date(2026, 11, 27)),
        ("29 Feb", "en_GB", date(2028, 2, 29)),
    ],
)
def test_that_a_day_is_understood_as_people_write_it(typed: str, locale: str, day: date) -> None:
    assert formats.read_day(typed, TODAY, QLocale(locale)) == day


@pytest.mark.parametrize("typed", ["", "soon", "31 Feb", "31.2.", "99/99", "12", "2026-13-01"])
def test_that_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        formats.read_day(typed, TODAY, QLocale("en_GB"))


@given(
    days=st.integers(min_value=0, max_value=334),
    locale=st.sampled_from(["en_GB", "en_US", "de_DE", "fr_FR", "sv_SE"]),
)
def test_that_a_coming_day_shown_in_full_and_typed_again_is_the_same(days: int, locale: str) -> None:
    day = TODAY + timedelta(days)
    assert formats.read_day(formats.full_day_text(day, QLocale(locale)), TODAY, QLocale(locale)) == day
