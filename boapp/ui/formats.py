"""Quantities, money and dates as this desk's clerk reads and types them.

Quantities come in 1/10,000 units, money in minor units of its currency (semantics 1); both
stay whole numbers on the way in and out.
"""

import contextlib
import re
from datetime import date
from functools import cache

from PySide6.QtCore import QDate, QLocale

from boapp.domain.quantities import DECIMALS, UNIT, parse_quantity

MINUS = "\N{MINUS SIGN}"
DASH = "—"
_YEARS_TO_A_LEAP_DAY = 9

_YEAR = re.compile(r"[\s,./-]*(?:'de')?\s*y+(?:\.|\s*'[^']*'\.?|年|년)?\s*")
_WEEKDAY = re.compile(r"[\s,(،]*d{3,4}[\s,.)،]*(?:'den'\s*)?")
_MINOR_DIGITS = dict.fromkeys(("JPY", "KRW", "ISK", "CLP", "VND", "UGX", "XAF", "XOF"), 0) | dict.fromkeys(
    ("BHD", "JOD", "KWD", "OMR", "TND"), 3
)


def quantity_text(quantity: int, locale: QLocale | None = None) -> str:
    """A quantity in its shortest exact form: "1,200", "0.25", "−6"."""
    locale = locale or QLocale()
    whole, fraction = divmod(abs(quantity), UNIT)
    written = locale.toString(whole)
    if fraction:
        written += locale.decimalPoint() + _digits(f"{fraction:0{DECIMALS}d}".rstrip("0"), locale)
    return f"{MINUS}{written}" if quantity < 0 else written


def change_text(quantity: int, locale: QLocale | None = None) -> str:
    """A change of a quantity with its sign: "+4", "−6", "0"."""
    return f"+{quantity_text(quantity, locale)}" if quantity > 0 else quantity_text(quantity, locale)


def minor_digits(currency: str) -> int:
    """How many decimals a currency is written with."""
    return _MINOR_DIGITS.get(currency, 2)


def money_text(amount: int, currency: str = "", locale: QLocale | None = None) -> str:
    """An amount of minor units: "1,853.80", or "€1,853.80" with a currency."""
    locale = locale or QLocale()
    digits = minor_digits(currency)
    whole, fraction = divmod(abs(amount), int(10**digits))
    written = locale.toString(whole)
    if digits:
        written += locale.decimalPoint() + _digits(f"{fraction:0{digits}d}", locale)
    sign = MINUS if amount < 0 else ""
    if not currency:
        return f"{sign}{written}"
    pattern = locale.toCurrencyString(1, _symbol(currency), 0)
    return sign + pattern.replace(locale.toString(1), written)


def day_text(day: date | None, today: date | None = None, locale: QLocale | None = None) -> str:
    """A day in a list: "27 Nov", with the year when it is not this year's; a dash for none."""
    if day is None:
        return DASH
    locale = locale or QLocale()
    short, with_year = _day_patterns(locale.name())
    pattern = short if today is None or day.year == today.year else with_year
    return _written(locale, day, pattern)


def long_day_text(day: date, today: date | None = None, locale: QLocale | None = None) -> str:
    """A day as it is read aloud: "27 November", with the year when it is not this year's."""
    locale = locale or QLocale()
    short, with_year = _day_patterns(locale.name())
    pattern = short if today is None or day.year == today.year else with_year
    return _written(locale, day, pattern.replace("MMM", "MMMM"))


def full_day_text(day: date, locale: QLocale | None = None, *, weekday: bool = False) -> str:
    """A day in full, where it binds: "27 November 2026", with its weekday on demand."""
    locale = locale or QLocale()
    if weekday:
        return locale.toString(_qdate(day), QLocale.FormatType.LongFormat)
    pattern = _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat), count=1)
    return _written(locale, day, pattern)


def days_text(days: int) -> str:
    """A span of days: "1 day", "24 days"."""
    return "1 day" if days == 1 else f"{QLocale().toString(days)} days"


def read_quantity(text: str, decimals: int = DECIMALS, locale: QLocale | None = None) -> int:
    """The quantity a clerk typed, by this desk's decimal sign or a point.

    Raises ValueError, worded for the clerk, for what is no number or too precise.
    """
    return parse_quantity(_plain(text, locale or QLocale()), decimals)


def read_money(text: str, currency: str = "", locale: QLocale | None = None) -> int:
    """The amount a clerk typed, in minor units. Raises ValueError, worded for the clerk."""
    digits = minor_digits(currency)
    ten_thousandths = parse_quantity(_plain(text, locale or QLocale()), digits)
    return ten_thousandths * int(10**digits) // UNIT


def read_day(text: str, today: date, locale: QLocale | None = None) -> date:
    """The day a clerk typed: "27 Nov", "27.11.", "2026-11-27", "27/11/26".

    Without a year it is the next such day, or one of the last thirty. Raises ValueError.
    """
    locale = locale or QLocale()
    typed = " ".join(text.split()).rstrip(".")
    found = QDate.fromString(typed, "yyyy-MM-dd")
    day_first = locale.dateFormat(QLocale.FormatType.ShortFormat).casefold().lstrip()[:1] != "m"
    numeric = re.fullmatch(r"(\d{1,2})[./\- ](\d{1,2})(?:[./\- ](\d{2}|\d{4}))?", typed)
    if numeric:
        first, second = int(numeric[1]), int(numeric[2])
        day, month = (first, second) if day_first else (second, first)
        year = int(numeric[3] or 0)
        return _near(today, day, month, year + 2000 if 0 < year < 100 else year)
    if found.isValid():
        return date(found.year(), found.month(), found.day())
    named = re.fullmatch(r"(\d{1,2})\.? ?([^\W\d]{3,})\.?(?:,? (\d{4}))?", typed)
    if named:
        return _near(today, int(named[1]), _month(named[2], locale), int(named[3] or 0))
    named = re.fullmatch(r"([^\W\d]{3,})\.? (\d{1,2})(?:,? (\d{4}))?", typed)
    if named:
        return _near(today, int(named[2]), _month(named[1], locale), int(named[3] or 0))
    raise ValueError("is not a date")


def _near(today: date, day: int, month: int, year: int) -> date:
    """That day of the year given; else the next one, or one that has just been (29 Feb may be years off)."""
    if year:
        return _checked(year, month, day)
    for candidate in range(today.year, today.year + _YEARS_TO_A_LEAP_DAY):
        with contextlib.suppress(ValueError):
            found = date(candidate, month, day)
            if (today - found).days <= 30:
                return found
    return _checked(today.year, month, day)


def _checked(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("is not a day of the calendar") from None


def _month(name: str, locale: QLocale) -> int:
    wanted = name.casefold()
    for known in (locale, QLocale.c()):
        for month in range(1, 13):
            if known.standaloneMonthName(month, QLocale.FormatType.LongFormat).casefold().startswith(wanted):
                return month
            if known.monthName(month, QLocale.FormatType.ShortFormat).casefold().rstrip(".") == wanted:
                return month
    raise ValueError("is not a date")


def _plain(text: str, locale: QLocale) -> str:
    """A typed number with a point for decimals and no grouping; grouping only where it belongs."""
    typed = text.strip().replace(MINUS, "-")
    point, group = locale.decimalPoint(), locale.groupSeparator()
    spaces = "\u00a0\u202f "
    separators = spaces if group in spaces else group
    grouped = re.fullmatch(
        rf"([+-]?\d{{1,3}}(?:[{re.escape(separators)}]\d{{3}})+)(?:{re.escape(point)}(\d+))?", typed
    )
    if grouped:
        whole = re.sub(rf"[{re.escape(separators)}]", "", grouped[1])
        return f"{whole}.{grouped[2]}" if grouped[2] else whole
    return typed.replace(point, ".") if typed.count(point) == 1 else typed


@cache
def _day_patterns(locale_name: str) -> tuple[str, str]:
    """A locale's own day and month ("d MMM"), and the same with the year."""
    long = QLocale(locale_name).dateFormat(QLocale.FormatType.LongFormat)
    with_year = _WEEKDAY.sub("", long, count=1).replace("MMMM", "MMM")
    short = _YEAR.sub(" ", with_year, count=1).strip(" ,")
    return short, with_year


def _written(locale: QLocale, day: date, pattern: str) -> str:
    return locale.toString(_qdate(day), pattern)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _digits(text: str, locale: QLocale) -> str:
    """The digits of a fraction as the locale writes them."""
    zero = ord(locale.zeroDigit())
    return "".join(chr(zero + int(digit)) for digit in text)


@cache
def _symbol(currency: str) -> str:
    own = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
    return own.get(currency, f"{currency}\u00a0")
