"""Purchasing: the list of purchase orders, and a purchase order's card with its delivery."""

from boapp.ui.pages import Desk, Page, PageSpec


def _purchasing_page(desk: Desk) -> Page:
    from boapp.ui.purchasing.purchasing_page import PurchasingPage

    return PurchasingPage(desk)


def _purchase_card(desk: Desk) -> Page:
    from boapp.ui.purchasing.purchase_card import PurchaseCardPage

    return PurchaseCardPage(desk)


SPECS = (
    PageSpec("purchasing", "Purchasing", "purchasing", _purchasing_page),
    PageSpec("purchase", "Purchase order", "purchasing", _purchase_card, parent="purchasing"),
)
