"""Who waits for what, as the first page shows it: plain values, known without a database.

They can be kept between two starts of the program (boapp.services.kept_look), therefore they
also come as plain data that fit into a text file.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

LONG_WAIT_DAYS = 21


class Grouping(StrEnum):
    """By what the waiting lines are put together."""

    PRODUCT = "product"
    ORDER = "order"
    CUSTOMER = "customer"


class Need(StrEnum):
    """What a group of waiting lines needs next, the most urgent first."""

    TELL = "tell"  # a told date is broken
    WATCH = "watch"  # a told date is at risk
    GIVE = "give"  # goods lie here that nobody has been given
    BUY = "buy"  # nothing is coming for some of it
    RELEASE = "release"  # not on sale before its day
    SHIP = "ship"  # all of it is here
    WAIT = "wait"  # all of it is on its way


@dataclass(frozen=True, slots=True)
class NextDelivery:
    """The first delivery that waiting lines look to; `day` counts for availability (semantics 1)."""

    day: date
    late: bool
    supplier: str
    label: str


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """All that waits for one product, order or customer; quantities in 1/10,000 units, money in minor ones.

    `here` and `coming` are held or free for these lines, `nothing` is what neither covers;
    `give` lies here and is held by nobody. `broken` and `at_risk` count lines (semantics 2).
    """

    key: int
    name: str
    code: str
    lines: int
    orders: int
    owed: int
    here: int
    coming: int
    nothing: int
    give: int
    next_delivery: NextDelivery | None
    longest_days: int
    value: int
    broken: int
    at_risk: int
    release_date: date | None = None

    @property
    def need(self) -> Need:
        """What comes first of all that this group needs."""
        asked = (
            (Need.TELL, self.broken > 0),
            (Need.WATCH, self.at_risk > 0),
            (Need.GIVE, self.give > 0),
            (Need.RELEASE, self.nothing > 0 and self.release_date is not None),
            (Need.BUY, self.nothing > 0),
            (Need.SHIP, self.here == self.owed),
        )
        return next((need for need, is_so in asked if is_so), Need.WAIT)


@dataclass(frozen=True, slots=True)
class WaitingOverview:
    """Everyone who waits, in groups, most urgent first; `unit` "" when there are several."""

    groups: tuple[WaitingGroup, ...]
    orders: int
    unit: str
    currency: str


def as_plain_data(overview: WaitingOverview) -> dict[str, Any]:
    """An overview as words, numbers and lists; days as 2026-11-23."""
    data = asdict(overview)
    for group in data["groups"]:
        coming = group["next_delivery"]
        if coming is not None:
            coming["day"] = coming["day"].isoformat()
        if group["release_date"] is not None:
            group["release_date"] = group["release_date"].isoformat()
    return data


def from_plain_data(data: Mapping[str, Any]) -> WaitingOverview:
    """The overview that these data were made of. Raises KeyError, TypeError or ValueError for others."""
    groups = tuple(_group(dict(given)) for given in data["groups"])
    return WaitingOverview(groups, data["orders"], data["unit"], data["currency"])


def _group(given: dict[str, Any]) -> WaitingGroup:
    coming, release = given.pop("next_delivery"), given.pop("release_date")
    if coming is not None:
        coming = NextDelivery(**{**coming, "day": date.fromisoformat(coming["day"])})
    release = date.fromisoformat(release) if release is not None else None
    return WaitingGroup(**given, next_delivery=coming, release_date=release)
