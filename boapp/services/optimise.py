"""Which search finds the most complete orders: HiGHS when the extra `optimise` is installed, else our own."""

from importlib.util import find_spec

from boapp.domain.most_complete import Picker, pick_orders


def best_picker() -> Picker:
    """The best search at hand; both give the same answer where they say that it is exact."""
    if find_spec("highspy") is None:
        return pick_orders
    from boapp.services.highs_search import pick_orders_with_highs

    return pick_orders_with_highs
