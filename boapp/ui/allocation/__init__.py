"""The interactive backorder screen: who gets the goods of one product that are here and coming."""

from boapp.ui.pages import Desk, Page, PageSpec


def _page(desk: Desk) -> Page:
    from boapp.ui.allocation.allocation_page import AllocationPage

    return AllocationPage(desk)


SPECS = (PageSpec("decide", "Decide", "share", _page, parent="backorders"),)
