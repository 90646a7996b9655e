"""Where an order stands, in a badge, and why something cannot be done with it, in a sentence."""

from collections.abc import Mapping
from datetime import date

from boapp.domain.decisions import Hold, OrderStatus
from boapp.domain.orders import Delivery
from boapp.services.orders import Obstacle, OrderView
from boapp.storage.lists import OrderRow
from boapp.ui.formats import quantity_text
from boapp.ui.widgets.badge import BadgeLook

HOLDS: Mapping[Hold, str] = {
    Hold.PAYMENT: "awaiting payment",
    Hold.DEPOSIT: "awaiting the deposit",
    Hold.ADDRESS: "address query",
    Hold.CUSTOMER: "the customer’s wish",
}
DELIVERIES: Mapping[Delivery, str] = {
    Delivery.PARTIAL: "ship parts",
    Delivery.COMPLETE_LINE: "each line whole",
    Delivery.COMPLETE_ORDER: "wait for all",
}

_CLOSED = {
    OrderStatus.CANCELLED: BadgeLook("Cancelled", "plain", "close"),
    OrderStatus.DONE: BadgeLook("Done", "plain", "check"),
}


def told_date_passed(row: OrderRow, today: date) -> bool:
    """Whether something is still owed whose told date is over."""
    return row.status is OrderStatus.OPEN and row.told_date is not None and row.told_date < today


def state_of(row: OrderRow, today: date) -> BadgeLook | None:
    """Where an order stands; None while it simply waits."""
    if row.status is not OrderStatus.OPEN:
        return _CLOSED[row.status]
    if row.hold is not None:
        return BadgeLook(f"On hold: {HOLDS[row.hold]}", "plain", "info")
    if row.ready and row.here >= row.owed:
        return BadgeLook("Ready to ship", "here", "check")
    if row.ready:
        return BadgeLook(f"{quantity_text(row.here)} can go now", "here", "split")
    if told_date_passed(row, today):
        return BadgeLook("Told date broken", "warn", "warn")
    return None


def why_not(obstacle: Obstacle, view: OrderView) -> str:
    """Why a button of an order's card is out of use, and what would help."""
    entry = view.card.entry
    if obstacle is Obstacle.ON_HOLD and entry.hold is not None:
        return f"On hold: {HOLDS[entry.hold]}. Release it under “Terms and note” first."
    if obstacle is Obstacle.WAITS_FOR_ALL:
        return f"It waits for all, and {quantity_text(view.missing)} of it is not here yet."
    return {
        Obstacle.NOT_OPEN: "Nothing of it is owed any more.",
        Obstacle.NOTHING_HERE: "Nothing that is here is meant for it. Decide who gets it on the product’s page.",
        Obstacle.ALL_ON_SHELF: "All that is here for it lies on the hold shelf already.",
        Obstacle.NOTHING_ON_SHELF: "Nothing of it lies on the hold shelf.",
    }[obstacle]
