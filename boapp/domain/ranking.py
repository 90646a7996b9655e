"""Who comes before whom: sort keys the owner drags, always ending in a total order (semantics 4)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cmp_to_key
from typing import Any

from boapp.domain.orders import OrderLine


class RankBy(StrEnum):
    """What can decide a rank."""

    PRIORITY = "priority"
    WANTED = "wanted"
    ORDERED = "ordered"
    WAITING = "waiting"
    CUSTOMER = "customer"
    TOLD = "told"
    PROMISED = "promised"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class RankingKey:
    """One sort key; a line without the value comes last, either way."""

    by: RankBy
    descending: bool = False


DEFAULT_RANKING = (RankingKey(RankBy.PRIORITY), RankingKey(RankBy.WANTED), RankingKey(RankBy.ORDERED))

TOP_CLASS = 1

SortKey = Callable[[OrderLine, date | None], tuple[Any, ...]]

_DIGITS = re.compile(r"([0-9]+)")


def natural_key(text: str) -> tuple[Any, ...]:
    """How people read a number with letters: SO-2 before SO-10, capitals and leading zeros aside.

    Texts that read the same are told apart by their spelling, so that the order is total.
    """
    parts: list[Any] = _DIGITS.split(text.casefold())
    for place in range(1, len(parts), 2):
        digits = parts[place].lstrip("0")
        parts[place] = (len(digits), digits)
    return (parts, text)


def ranked_class(line: OrderLine, today: date, ageing_days: int | None) -> int:
    """The priority class a line ranks in: one better after each `ageing_days`, never into class 1."""
    if ageing_days is None or line.priority <= TOP_CLASS:
        return line.priority
    steps = max(0, (today - line.ordered_date).days) // ageing_days
    return max(TOP_CLASS + 1, line.priority - steps)


def sort_key(ranking: Sequence[RankingKey], today: date, ageing_days: int | None = None) -> SortKey:
    """Make the function that gives a line its place: the lowest key is served first.

    It takes the line and the last date it held before (None: it held nothing).
    """
    readers = [_reader(key, today, ageing_days) for key in ranking]

    def key_of(line: OrderLine, promised: date | None) -> tuple[Any, ...]:
        return (*[read(line, promised) for read in readers], _NumberOrder(line))

    return key_of


_ALWAYS_THERE = (RankBy.PRIORITY, RankBy.WANTED, RankBy.ORDERED, RankBy.WAITING)

# Stands for a value that is not there: greater than any day, quantity or amount.
_LAST = 10**30


def _reader(key: RankingKey, today: date, ageing_days: int | None) -> Callable[[OrderLine, date | None], Any]:
    if key.by is RankBy.CUSTOMER:
        return _name_reader(key.descending)
    numbers: dict[RankBy, Callable[[OrderLine, date | None], int | None]] = {
        RankBy.PRIORITY: lambda line, _: ranked_class(line, today, ageing_days),
        RankBy.WANTED: lambda line, _: (line.wanted_date or today).toordinal(),
        RankBy.ORDERED: lambda line, _: line.ordered_date.toordinal(),
        RankBy.WAITING: lambda line, _: (today - line.ordered_date).days,
        RankBy.TOLD: lambda line, _: line.told_date.toordinal() if line.told_date else None,
        RankBy.PROMISED: lambda _, promised: promised.toordinal() if promised else None,
        RankBy.VALUE: lambda line, _: line.value,
    }
    number = numbers[key.by]
    if key.by in _ALWAYS_THERE and not key.descending:
        return number
    sign = -1 if key.descending else 1

    def read(line: OrderLine, promised: date | None) -> int:
        value = number(line, promised)
        return _LAST if value is None else sign * value

    return read


def _name_reader(descending: bool) -> Callable[[OrderLine, date | None], Any]:
    def read(line: OrderLine, _: date | None) -> tuple[Any, ...]:
        if not line.customer:
            return (1,)
        name = natural_key(line.customer)
        return (0, _backwards(name) if descending else name)

    return read


class _NumberOrder:
    """The end of every ranking: order number, then line, as people read them; looked at only in ties."""

    __slots__ = ("line",)

    def __init__(self, line: OrderLine) -> None:
        self.line = line

    def _key(self) -> tuple[Any, ...]:
        line = self.line
        return (natural_key(line.order_number), natural_key(line.line_number), line.line_id)

    def __lt__(self, other: "_NumberOrder") -> bool:
        return self._key() < other._key()


def _compare_backwards(one: tuple[Any, ...], other: tuple[Any, ...]) -> int:
    return (one < other) - (one > other)


# Texts have no minus sign.
_backwards = cmp_to_key(_compare_backwards)
