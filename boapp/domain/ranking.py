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
    readers = [(_reader(key.by, today, ageing_days), key.descending) for key in ranking]

    def key_of(line: OrderLine, promised: date | None) -> tuple[Any, ...]:
        return (*(_ordered(read(line, promised), down) for read, down in readers), _NumberOrder(line))

    return key_of


def _ordered(value: Any, descending: bool) -> tuple[Any, ...]:
    if value is None:
        return (1,)
    if not descending:
        return (0, value)
    return (0, -value) if isinstance(value, int) else (0, _backwards(value))


def _reader(by: RankBy, today: date, ageing_days: int | None) -> Callable[[OrderLine, date | None], Any]:
    readers: dict[RankBy, Callable[[OrderLine, date | None], Any]] = {
        RankBy.PRIORITY: lambda line, _: ranked_class(line, today, ageing_days),
        RankBy.WANTED: lambda line, _: (line.wanted_date or today).toordinal(),
        RankBy.ORDERED: lambda line, _: line.ordered_date.toordinal(),
        RankBy.WAITING: lambda line, _: (today - line.ordered_date).days,
        RankBy.CUSTOMER: lambda line, _: natural_key(line.customer) if line.customer else None,
        RankBy.TOLD: lambda line, _: line.told_date and line.told_date.toordinal(),
        RankBy.PROMISED: lambda _, promised: promised and promised.toordinal(),
        RankBy.VALUE: lambda line, _: line.value,
    }
    return readers[by]


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
