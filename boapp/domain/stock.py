"""Supply: what is here and what is coming; and which line it is meant for."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Supply:
    """Goods on hand (`date` None, `on_hand` true) or one open purchase order line.

    `quantity` is what remains, in 1/10,000 units. `date` is the day on which the goods
    are in the house (the supplier's date plus the shop's receiving days). A receipt
    without a known date (`date` None, `on_hand` false) counts like a late one.
    `label` is what a sentence calls it ("PO-118"), `partner` the supplier.
    """

    supply_id: int
    product_id: int
    quantity: int
    date: dt.date | None = None
    on_hand: bool = True
    label: str = ""
    partner: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Allocation:
    """A quantity of one supply tied to one order line (semantics 2), in 1/10,000 units.

    A line may have two of one supply: a pinned part and another. What is set aside is
    pinned by itself.
    """

    supply_id: int
    line_id: int
    quantity: int
    pinned: bool = False
    set_aside: bool = False

    @property
    def stays(self) -> bool:
        """Whether a run leaves it where it is (semantics 2: pinned, set aside)."""
        return self.pinned or self.set_aside
