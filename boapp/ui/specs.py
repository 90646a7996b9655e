"""Which pages the window has, in the order of the sidebar; each is imported on its first visit."""

from importlib import import_module
from importlib.util import find_spec

from boapp.ui.pages import PageSpec

HOME = "backorders"
_PACKAGES = (
    "boapp.ui.orders",
    "boapp.ui.backorders",
    "boapp.ui.allocation",
    "boapp.ui.products",
    "boapp.ui.purchasing",
    "boapp.ui.receiving",
    "boapp.ui.notices",
)


def all_pages() -> tuple[PageSpec, ...]:
    """Every page of the program."""
    packages = [import_module(name) for name in _PACKAGES if find_spec(name) is not None]
    return tuple(spec for package in packages for spec in getattr(package, "SPECS", ()))
