"""What is so at one moment: goods, waiting lines, who holds what, and the shop's settings."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from boapp.domain.catalog import Product
from boapp.domain.orders import OrderLine
from boapp.domain.stock import Allocation, Supply


class Cover(StrEnum):
    """Which goods a line takes first (semantics 3)."""

    CLOSEST_BEFORE = "closest_before"
    ON_HAND_FIRST = "on_hand_first"


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The shop's settings that decide who gets what (semantics 1, 3, 4); all in days.

    `late_receipt_days`: a receipt whose date has passed counts from today + so many.
    `margin_days`: a receipt must precede the wanted day by so many, else it counts as a
    later one. `ageing_days`: after each so many of waiting a line ranks a class better.
    """

    late_receipt_days: int = 1
    cover: Cover = Cover.CLOSEST_BEFORE
    margin_days: int = 0
    ageing_days: int | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a decision rests on, as it is `today`; nothing else is looked up.

    Supplies and lines stand in the order of their entry (semantics 3 uses it where all
    else is equal). `run_product_ids`: the products of the run, None for all that are
    named; lines of others count as they stand and are not touched (semantics 5).
    """

    today: date
    settings: RunSettings
    products: tuple[Product, ...]
    supplies: tuple[Supply, ...]
    lines: tuple[OrderLine, ...]
    allocations: tuple[Allocation, ...]
    run_product_ids: frozenset[int] | None = None
