"""See whether the shop's numbers agree (semantics 10)."""

from boapp.services.shops import Shop
from boapp.storage.check import Problem, check


def check_shop(shop: Shop) -> list[Problem]:
    """Every place where a number of the shop does not agree with another; none in a sound shop."""
    with shop.database.read() as tx:
        return list(check(tx))
