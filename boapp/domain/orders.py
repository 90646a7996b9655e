"""Order lines that wait for goods."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Delivery(StrEnum):
    """How much must be together before any of it may go."""

    PARTIAL = "partial"
    COMPLETE_LINE = "complete_line"
    COMPLETE_ORDER = "complete_order"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order line with something still owed; quantities in 1/10,000 units.

    `open_quantity` = ordered - shipped - cancelled. `wanted_date` None means as soon as
    possible. `told_date` is the last date told for the open quantity. `no_use_after` is
    the last date a supply may have (transit already taken off). `value` in minor units.
    `priority`: class of the customer or order, lower first. `special_order`: bought for
    this line alone, so that runs leave it alone (semantics 2).
    """

    line_id: int
    order_id: int
    product_id: int
    open_quantity: int
    order_number: str
    line_number: str
    ordered_date: date
    customer: str = ""
    customer_id: int = 0
    wanted_date: date | None = None
    priority: int = 5
    delivery: Delivery = Delivery.PARTIAL
    told_date: date | None = None
    no_use_after: date | None = None
    value: int | None = None
    special_order: bool = False
