"""Notices: the letters that are due, each as the very page that is kept."""

from typing import Any

from boapp.ui.pages import Desk, Page, PageSpec


def _page(desk: Desk) -> Page:
    from boapp.ui.notices.page import NoticesPage

    return NoticesPage(desk)


def _count(shop: Any) -> int:
    from boapp.services.overviews import count_due_notices

    return count_due_notices(shop)


SPECS = (PageSpec("notices", "Notices", "notices", _page, count=_count),)
