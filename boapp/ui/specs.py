"""Which pages the window has, in the order of the sidebar; each is imported on its first visit."""

from boapp.ui import allocation, backorders, notices, orders, products, purchasing
from boapp.ui.pages import PageSpec

HOME = "backorders"


def all_pages() -> tuple[PageSpec, ...]:
    """Every page of the program."""
    return (
        *orders.SPECS,
        *backorders.SPECS,
        *allocation.SPECS,
        *products.SPECS,
        *purchasing.SPECS,
        *notices.SPECS,
    )
