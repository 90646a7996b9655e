"""Strict reading of the JSON documents that other programs hand in (formats 2, 3).

Nothing is guessed: unknown, missing and repeated keys, a number where a string belongs, a
date that is not in the calendar are each reported as `path: reason`, all of them at once.
`null` counts as absent. Every reader returns None for what is absent or was refused, so a
caller may go on reading; `Problems.raise_if_any` stands before the first use of the result.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from typing import TypeVar

from boapp.domain.quantities import DECIMALS, parse_quantity
from boapp.errors import RequestRefused, ShopError

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")

# Room on both sides, so that adding a term or a holiday's days never leaves the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2999

# Digits, sign included; far beyond anything that is counted here.
LONGEST_NUMBER = 100

# As much of a refused value as a line on the screen can bear.
SHOWN = 40

# Surrogates: JSON can name one of a pair alone, UTF-8 cannot write it.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _UnreadableError(Exception):
    """Why one value cannot be taken, worded for whoever wrote the document."""


class Problems:
    """What is the matter with a document, collected while it is read."""

    def __init__(self) -> None:
        self._found: list[ShopError] = []

    def add(self, path: str, reason: str) -> None:
        """Note one error at a path such as `lines[0].confirmed[0].supply`, on one line whatever it quotes."""
        self._found.append(ShopError(path, " ".join(reason.splitlines())))

    def raise_if_any(self) -> None:
        """Refuse the document (RequestRefused) when anything was noted."""
        if self._found:
            raise RequestRefused(tuple(self._found))


class _Pairs(dict[str, object]):
    """A parsed object that remembers which of its keys stood there more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


class JsonObject:
    """One object of the document; its keys are checked when it is opened."""

    def __init__(
        self,
        value: object,
        path: str,
        problems: Problems,
        required: tuple[str, ...] = (),
        optional: tuple[str, ...] = (),
    ) -> None:
        self._path = path
        self._problems = problems
        self._values: dict[str, object] = {}
        if not isinstance(value, dict):
            problems.add(path or "$", "must be an object {…}")
            return
        for key in getattr(value, "repeated", []):
            self.refuse(key, "stands there more than once")
        for key in value:
            if key not in required and key not in optional:
                self.refuse(key, "unknown key")
        self._values = {key: item for key, item in value.items() if item is not None}
        for key in required:
            if key not in self._values:
                self.refuse(key, "is missing")

    def path(self, key: str) -> str:
        """Where a value of this object stands: `lines[0].quantity`."""
        name = key if key.isprintable() and key else json.dumps(key)
        return f"{self._path}.{name}" if self._path else name

    def refuse(self, key: str, reason: str) -> None:
        """Note an error at one of this object's keys."""
        self._problems.add(self.path(key), reason)

    def gives(self, key: str) -> bool:
        """Tell whether a value stands at a key, good or not."""
        return key in self._values

    def text(self, key: str) -> str | None:
        """Read a string."""
        return self._read(key, _as_text)

    def whole_number(self, key: str) -> int | None:
        """Read a number without fraction; true and false are none."""
        return self._read(key, _as_whole_number)

    def flag(self, key: str) -> bool | None:
        """Read true or false."""
        return self._read(key, _as_flag)

    def day(self, key: str, any_year: bool = False) -> date | None:
        """Read a date written YYYY-MM-DD that is in the calendar; of `any_year` if nothing is added to it."""
        return self._read(key, _as_day if any_year else _as_countable_day)

    def choice(self, key: str, among: type[Choice]) -> Choice | None:
        """Read one value of an enumeration."""
        return self._read(key, lambda value: _as_choice(value, among))

    def quantity(self, key: str, decimals: int = DECIMALS) -> int | None:
        """Read a quantity written as a string, not negative, in 1/10,000 units."""
        return self._read(key, lambda value: _as_quantity(value, decimals))

    def texts(self, key: str) -> list[str]:
        """Read a list of strings; empty when absent."""
        read = [self._at(where, value, _as_text) for where, value in self._items(key)]
        return [text for text in read if text is not None]

    def texts_at(self, key: str) -> list[tuple[str, str]]:
        """Read a list of strings, each with the path where it stands; empty when absent."""
        read = [(where, self._at(where, value, _as_text)) for where, value in self._items(key)]
        return [(where, text) for where, text in read if text is not None]

    def section(
        self, key: str, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
    ) -> "JsonObject":
        """Open an object inside this one; absent counts as empty."""
        return JsonObject(self._values.get(key, {}), self.path(key), self._problems, required, optional)

    def entries(
        self, key: str, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
    ) -> "list[JsonObject]":
        """Open each object of a list, in the order given; empty when absent."""
        return [
            JsonObject(value, where, self._problems, required, optional) for where, value in self._items(key)
        ]

    def _items(self, key: str) -> Iterator[tuple[str, object]]:
        value = self._values.get(key, [])
        if not isinstance(value, list):
            self.refuse(key, "must be a list […]")
            return
        for position, item in enumerate(value):
            yield f"{self.path(key)}[{position}]", item

    def _read(self, key: str, convert: Callable[[object], Value]) -> Value | None:
        value = self._values.get(key)
        return None if value is None else self._at(self.path(key), value, convert)

    def _at(self, path: str, value: object, convert: Callable[[object], Value]) -> Value | None:
        try:
            return convert(value)
        except _UnreadableError as error:
            self._problems.add(path, str(error))
            return None


def read_document(
    document: str | bytes,
    problems: Problems,
    required: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    formats: tuple[int, ...] = (1,),
) -> JsonObject:
    """Open a document of a known `format`, an object with these keys beside it.

    Raises RequestRefused at once for what is not JSON or no object (`$`); an unknown
    format is noted like every other error.
    """
    value = _parse(document)
    if not isinstance(value, dict):
        raise RequestRefused((ShopError("$", "must be an object {…}"),))
    top = JsonObject(value, "", problems, ("format", *required), optional)
    number = top.whole_number("format")
    if number is not None and number not in formats:
        known = ", ".join(str(known) for known in formats)
        top.refuse("format", f"{number} is unknown here; known: {known}")
    return top


def _parse(document: str | bytes) -> object:
    try:
        text = document.decode("utf-8") if isinstance(document, bytes) else document
        return json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=_Pairs,
            parse_constant=_refuse_constant,
            parse_int=_number,
        )
    except RecursionError:
        reason = "is nested too deeply"
    except ValueError as error:
        reason = f"is not JSON: {error}"
    raise RequestRefused((ShopError("$", reason),))


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON number")


def _number(digits: str) -> int | float:
    """A whole number; one of absurd length is none, and is refused where it stands."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else float(digits)


def _shown(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return written if len(written) <= SHOWN else written[: SHOWN - 1] + "…"


def _as_text(value: object) -> str:
    if not isinstance(value, str):
        raise _UnreadableError(f"must be a string, not {_shown(value)}")
    if _HALF_CHARACTER.search(value):
        raise _UnreadableError(f"{json.dumps(value)} holds half a character, which no file can keep")
    return value


def _as_whole_number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _UnreadableError(f"must be a whole number, not {_shown(value)}")
    return value


def _as_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _UnreadableError(f"must be true or false, not {_shown(value)}")
    return value


def _as_day(value: object) -> date:
    text = _as_text(value)
    if not _DAY.fullmatch(text):
        raise _UnreadableError(f"{_shown(text)} is no date; write YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _UnreadableError(f"there is no such date as {text}") from None


def _as_countable_day(value: object) -> date:
    day = _as_day(value)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _UnreadableError(f"{day} is out of range; years go from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _as_choice(value: object, among: type[Choice]) -> Choice:
    text = _as_text(value)
    try:
        return among(text)
    except ValueError:
        raise _UnreadableError(f"{_shown(text)} is unknown; one of {', '.join(among)}") from None


def _as_quantity(value: object, decimals: int) -> int:
    text = _as_text(value)
    if not text or not text.isascii() or text != text.strip() or text.startswith("+"):
        raise _UnreadableError(f"{_shown(text)} is not a number")
    try:
        quantity = parse_quantity(text, decimals)
    except ValueError as error:
        raise _UnreadableError(f"{_shown(text)} {error}") from None
    if quantity < 0:
        raise _UnreadableError(f"{_shown(text)} is negative")
    return quantity
