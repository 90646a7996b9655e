"""The plain fields of an order: which there are, and how a record is shown in them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from boapp.domain.decisions import Hold
from boapp.domain.orders import Delivery
from boapp.services.orders import OrderView, WantedChange
from boapp.storage.entries import OrderEntry
from boapp.ui.orders.order_states import DELIVERIES, HOLDS
from boapp.ui.widgets.edit_panel import EditPanel
from boapp.ui.widgets.fields import TextInput
from boapp.ui.widgets.form import choice_blank, day_blank, long_blank, text_blank

_OF_THE_CUSTOMER = ""


class OrderFields(EditPanel):
    """An order's plain fields with Save and Cancel."""

    def __init__(self, today: Callable[[], date]) -> None:
        classes = [(_OF_THE_CUSTOMER, "as the customer’s")] + [
            (str(number), str(number)) for number in range(1, 10)
        ]
        self._wanted = day_blank("wanted_date", "Wanted on", today, "empty: as soon as possible")
        blanks = (
            choice_blank(
                "hold", "Hold", [("", "none")] + [(hold.value, words) for hold, words in HOLDS.items()],
                "nothing leaves while it is on hold",
            ),
            choice_blank(
                "delivery", "Delivery", [(one.value, words) for one, words in DELIVERIES.items()],
                "how much must be together before any of it goes",
            ),
            choice_blank("priority", "Comes first by class", classes, "1 is served first"),
            self._wanted,
            text_blank("shipping_method", "Shipping"),
            text_blank("payment_terms", "Payment terms"),
            long_blank("note", "Note"),
        )  # fmt: skip
        super().__init__(blanks)

    def show_order(self, view: OrderView, *, keep_typed: bool) -> None:
        """Show an order's fields; what is being typed stays."""
        control = self._wanted.field.control
        assert isinstance(control, TextInput)
        days = {line.wanted_date for line in view.waiting}
        control.setPlaceholderText("not the same for all lines" if len(days) > 1 else "as soon as possible")
        control.setEnabled(bool(view.waiting))
        self.show_record(values_of(view.card.entry, wanted_of(view)), keep_typed=keep_typed)


def wanted_of(view: OrderView) -> date | None:
    """The day on which all that is owed is wanted; None for as soon as possible and for several days."""
    days = {line.wanted_date for line in view.waiting}
    return next(iter(days)) if len(days) == 1 else None


def values_of(entry: OrderEntry, wanted: date | None) -> dict[str, Any]:
    """An order's record as its fields show it."""
    return {
        "hold": entry.hold or "",
        "delivery": entry.delivery,
        "priority": "" if entry.priority is None else entry.priority,
        "wanted_date": wanted,
        "shipping_method": entry.shipping_method,
        "payment_terms": entry.payment_terms,
        "note": entry.note,
    }


def with_values(entry: OrderEntry, values: Mapping[str, Any]) -> OrderEntry:
    """An order's record with what was typed."""
    return replace(
        entry,
        hold=Hold(values["hold"]) if values["hold"] else None,
        delivery=Delivery(values["delivery"]),
        priority=int(values["priority"]) if values["priority"] else None,
        shipping_method=values["shipping_method"],
        payment_terms=values["payment_terms"],
        note=values["note"],
    )


def wanted_changes(view: OrderView, wanted: date | None) -> tuple[WantedChange, ...]:
    """The lines that are wanted on another day, when a day for all of them was typed or taken away."""
    if wanted == wanted_of(view):
        return ()
    return tuple(
        WantedChange(line.line_id, line.wanted_date, wanted)
        for line in view.waiting
        if line.wanted_date != wanted
    )
