"""Who ordered, where it goes, and on what terms, beside the lines of an order."""

from PySide6.QtWidgets import QWidget

from boapp.services.orders import OrderView
from boapp.storage.entries import CustomerEntry
from boapp.ui.formats import money_text
from boapp.ui.orders.order_states import DELIVERIES, HOLDS
from boapp.ui.tokens import CARD_PADDING
from boapp.ui.widgets.card import Card, Fact
from boapp.ui.widgets.layouts import column


class CustomerCard(Card):
    """The customer of an order with name, address and the order's terms."""

    def __init__(self) -> None:
        self._facts = column(spacing=12)
        around = (CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        super().__init__(column(self._facts, spacing=0, margins=around))
        self.setAccessibleName("Customer and terms")

    def show_order(self, view: OrderView) -> None:
        """Show an order's customer and terms in place of another's."""
        while (item := self._facts.takeAt(0)) is not None:
            widget: QWidget | None = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for fact in facts_of(view):
            self._facts.addWidget(fact)


def facts_of(view: OrderView) -> list[Fact]:
    """What is worth knowing beside an order's lines."""
    entry, customer = view.card.entry, view.card.customer
    facts = [Fact("Customer", customer.name, address_of(customer))]
    reach = "\n".join(word for word in (customer.phone, customer.email) if word)
    if reach:
        facts.append(Fact("Reached by", _CHANNELS.get(customer.channel, customer.channel), reach))
    facts.append(
        Fact("Delivery", DELIVERIES[entry.delivery], entry.shipping_method or customer.shipping_method)
    )
    paid = money_text(entry.paid, view.currency) if entry.paid else "nothing yet"
    facts.append(Fact("Paid", paid, entry.payment_terms or customer.payment_terms))
    if entry.hold is not None:
        facts.append(Fact("On hold", HOLDS[entry.hold], icon="info", ink="warn_text"))
    note = "\n".join(word for word in (entry.note, customer.note) if word)
    if note:
        facts.append(Fact("Note", note))
    return facts


def address_of(customer: CustomerEntry) -> str:
    """A customer's address in lines, without the name."""
    town = " ".join(word for word in (customer.postcode, customer.city) if word)
    lines = (customer.company if customer.company != customer.name else "", customer.street, town)
    return "\n".join(line for line in (*lines, customer.region, customer.country) if line)


_CHANNELS = {"letter": "letter", "email": "e-mail", "phone": "telephone", "sms": "text message"}
