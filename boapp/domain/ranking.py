"""Who comes before whom: sort keys the owner drags, always ending in a total order (semantics 4)."""

from dataclasses import dataclass
from enum import StrEnum


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
