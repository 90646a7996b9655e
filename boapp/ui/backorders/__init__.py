"""Backorders: who waits for what, and a suggestion for all of them."""

from typing import Any

from boapp.ui.pages import Desk, Page, PageSpec


def _page(desk: Desk) -> Page:
    from boapp.ui.backorders.page import BackordersPage

    return BackordersPage(desk)


def _count(shop: Any) -> int:
    from boapp.services.overviews import count_waiting_lines

    return count_waiting_lines(shop)


SPECS = (PageSpec("backorders", "Backorders", "backorders", _page, count=_count),)
