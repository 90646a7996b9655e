"""The search for the most complete orders: by HiGHS when the extra `optimise` is installed, else our own."""

from boapp.domain.most_complete import Picker, pick_orders


def best_picker() -> Picker:
    """The best search at hand."""
    return pick_orders
