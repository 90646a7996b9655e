"""The fields of own tables and how a cell becomes a value (formats 5).

A cell that cannot be read is refused with a reason; nothing is guessed where a number or
a date could mean two things. An empty cell means "not given".
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from boapp.domain.decisions import Hold, OrderStatus, Precision
from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT, parse_quantity

LONGEST_CODE = 100
LONGEST_TEXT = 10_000
_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_DATE = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?", re.ASCII
)
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_OTHER_DATE = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:\s.*)?", re.ASCII)
_GROUPED = re.compile(r"([+-]?[1-9]\d{0,2})(?:([.,' ])\d{3})(?:\2\d{3})*(?!\d)", re.ASCII)
_WHOLE_FLOAT = re.compile(r"(\d+)\.0", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Conventions:
    """How numbers of one table are to be read.

    `point_is_decimal` is false where a point may also separate thousands (files with
    semicolons come from places that write 1,5). `money_decimals` are those of the currency.
    """

    point_is_decimal: bool = True
    money_decimals: int = 2


@dataclass(frozen=True, slots=True)
class Told:
    """What a customer was told: a day, or a week or month whose last day counts (semantics 2)."""

    earliest: date
    latest: date
    precision: Precision


def read_text(cell: str, _conventions: Conventions) -> str:
    """Words, with blanks and line breaks between them evened out."""
    text = " ".join(_printable(cell).split())
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@" else text


def read_note(cell: str, _conventions: Conventions) -> str:
    """Words that keep their line breaks."""
    return _printable(cell).strip()


def read_code(cell: str, conventions: Conventions) -> str:
    """An identifier exactly as it is written, leading zeros too (formats 4)."""
    if cell.startswith('="') and cell.endswith('"'):  # how spreadsheets are made to keep leading zeros
        cell = cell[2:-1]
    code = read_text(cell, conventions)
    if len(code) > LONGEST_CODE:
        raise ValueError(f"is longer than {LONGEST_CODE} characters")
    return code


def read_partner(cell: str, conventions: Conventions) -> str:
    """A customer's or supplier's number or name.

    Programs that take numbers for figures write 13313.0; no shop prints that, so it is 13313.
    """
    code = read_code(cell, conventions)
    whole = _WHOLE_FLOAT.fullmatch(code)
    return whole[1] if whole else code


def read_quantity(cell: str, conventions: Conventions) -> int:
    """A quantity of 0 or more, in 1/10,000 units (semantics 1)."""
    quantity = parse_quantity(_plain_number(cell, conventions))
    if quantity < 0:
        raise ValueError("must not be negative")
    return quantity


def read_positive_quantity(cell: str, conventions: Conventions) -> int:
    """A quantity of more than 0, in 1/10,000 units."""
    quantity = parse_quantity(_plain_number(cell, conventions))
    if quantity < 0:
        raise ValueError("must be more than 0; a cancelled or returned quantity is no order")
    if quantity == 0:
        raise ValueError("must be more than 0")
    return quantity


def read_money(cell: str, conventions: Conventions) -> int:
    """An amount of 0 or more, in minor units of the shop's currency."""
    ten_thousandths = parse_quantity(_plain_number(cell, conventions), conventions.money_decimals)
    if ten_thousandths < 0:
        raise ValueError("must not be negative")
    return int(ten_thousandths // 10 ** (4 - conventions.money_decimals))


def read_rate(cell: str, conventions: Conventions) -> int:
    """A percentage from 0 to 100, in 1/100 of a per cent ("19" or "19 %" is 1,900)."""
    rate = parse_quantity(_plain_number(cell.removesuffix("%"), conventions), 2)
    if not 0 <= rate <= 100 * UNIT:
        raise ValueError("must be between 0 and 100 per cent")
    return rate * 100 // UNIT


def read_whole(cell: str, _conventions: Conventions) -> int:
    """A whole number of days or places, 0 to 9,999."""
    if not re.fullmatch(r"\d{1,4}(?:\.0)?", cell.strip(), re.ASCII):
        raise ValueError("must be a whole number from 0 to 9999")
    return int(cell.strip().removesuffix(".0"))


def read_decimals(cell: str, conventions: Conventions) -> int:
    """How many decimals a product's quantities have, 0 to 4 (semantics 1)."""
    decimals = read_whole(cell, conventions)
    if decimals > 4:
        raise ValueError("must be from 0 to 4")
    return decimals


def read_yes_no(cell: str, _conventions: Conventions) -> bool:
    """Yes or no, also as true/false and 1/0."""
    answer = cell.strip().casefold()
    if answer not in _YES | _NO:
        raise ValueError("must be yes or no")
    return answer in _YES


def read_date(cell: str, _conventions: Conventions) -> date:
    """A day, ISO 8601; the time of day of a time stamp is left out."""
    text = cell.strip()
    match = _DATE.fullmatch(text)
    if match is None:
        if _OTHER_DATE.fullmatch(text):
            raise ValueError("is not written year-month-day (2026-11-23), so day and month could be mistaken")
        raise ValueError("is no date; write it as 2026-11-23")
    return _likely(int(match[1]), int(match[2]), int(match[3]))


def read_told(cell: str, conventions: Conventions) -> Told:
    """A day, an ISO week (2026-W48) or a month (2026-11)."""
    text = cell.strip()
    if match := _WEEK.fullmatch(text):
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            raise ValueError("is no such week") from None
        return Told(monday, date.fromordinal(monday.toordinal() + 6), Precision.WEEK)
    if match := _MONTH.fullmatch(text):
        first = _likely(int(match[1]), int(match[2]), 1)
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return Told(first, date.fromordinal(following.toordinal() - 1), Precision.MONTH)
    day = read_date(cell, conventions)
    return Told(day, day, Precision.DAY)


def read_country(cell: str, conventions: Conventions) -> str:
    """A country as its two letters, since laws and paper go by them (notices 2, 3).

    Names in a few languages are understood; a name that is no country's stays as written.
    """
    written = read_text(cell, conventions)
    if len(written) == 2 and written.isascii() and written.isalpha():
        return written.upper()
    return _countries().get(written.casefold(), written)


@cache
def _countries() -> dict[str, str]:
    from babel import Locale  # as slow to import as the rest of the reading

    names = {"usa": "US", "u.s.a.": "US", "uk": "GB", "england": "GB", "scotland": "GB", "eire": "IE"}
    for language in ("it", "es", "fr", "de", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names[name.casefold()] = code
    return names


def read_delivery(cell: str, _conventions: Conventions) -> Delivery:
    """How much must be together before any of it may go."""
    try:
        return Delivery(cell.strip().casefold().replace(" ", "_"))
    except ValueError:
        raise ValueError(f"must be one of {', '.join(Delivery)}") from None


def read_status(cell: str, _conventions: Conventions) -> OrderStatus | Hold:
    """Where an order stands; the name of a hold means an open order that waits for that (semantics 2)."""
    word = cell.strip().casefold()
    if word in set(OrderStatus):
        return OrderStatus(word)
    if word in set(Hold):
        return Hold(word)
    raise ValueError(f"must be one of {', '.join((*OrderStatus, *Hold))}")


def read_class(cell: str, _conventions: Conventions) -> int:
    """A customer's class, 1 to 9 or A to I: the first is served first; 0 is none."""
    word = cell.strip().upper()
    if len(word) != 1 or word not in "0123456789ABCDEFGHI":
        raise ValueError("must be from 1 to 9 or from A to I")
    return int(word) if word.isdigit() else ord(word) - ord("A") + 1


def _likely(year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"is no likely date: the year must be from {_FIRST_YEAR} to {_LAST_YEAR}")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("is no such date") from None


def _printable(cell: str) -> str:
    text = unicodedata.normalize("NFC", cell).replace("\ufeff", "")
    if any(unicodedata.category(character) == "Cc" and not character.isspace() for character in text):
        raise ValueError("contains a character that cannot be printed")
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"is longer than {LONGEST_TEXT} characters")
    return text


def _plain_number(cell: str, conventions: Conventions) -> str:
    """A number with a decimal point and nothing else; refuses what can be read in two ways."""
    text = " ".join(cell.split()).replace("\u2212", "-").replace("\u2019", "'")
    grouped = _GROUPED.match(text)
    if grouped is None:
        return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    mark, whole, rest = grouped[2], grouped[0], text[grouped.end() :]
    plain = whole.replace(mark, "")
    if rest:
        decimal = rest[0] if rest[0] in ".," and rest[0] != mark else "?"
        return plain + "." + rest[1:] if decimal != "?" else text
    once = whole.count(mark) == 1
    if once and mark == "." and conventions.point_is_decimal:
        return text
    if once and mark in ".,":
        raise ValueError(f"could be {plain} or {whole.replace(mark, '.')}; write it without separators")
    return plain
