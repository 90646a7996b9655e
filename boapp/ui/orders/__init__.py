"""Orders: the list, and an order's card."""

from boapp.ui.pages import Desk, Page, PageSpec


def _orders_page(desk: Desk) -> Page:
    from boapp.ui.orders.orders_page import OrdersPage

    return OrdersPage(desk)


def _order_card(desk: Desk) -> Page:
    from boapp.ui.orders.order_card import OrderCardPage

    return OrderCardPage(desk)


SPECS = (
    PageSpec("orders", "Orders", "orders", _orders_page),
    PageSpec("order", "Order", "orders", _order_card, parent="orders"),
)
