"""What a line's allocations amount to for the customer (semantics 2)."""

from enum import StrEnum


class Change(StrEnum):
    """What a run does to a line, by quantity first, then by dates (semantics 5)."""

    GAINED = "gained"
    LOST = "lost"
    LATER = "later"
    EARLIER = "earlier"
    KEPT = "kept"
