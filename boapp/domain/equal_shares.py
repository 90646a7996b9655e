"""The same for everyone: each delivery is shared evenly, in whole packs (semantics 5, *equal*)."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from boapp.domain.claims import Claim, Goods
from boapp.domain.parties import by_product
from boapp.domain.strategies import UpTo


def share_out(claims: Sequence[Claim], up_to: UpTo) -> None:
    """Share what is free among lines in rank order, product by product, delivery by delivery.

    What the lines got in this turn becomes as even as possible; nobody gets more than his
    bound for the round.
    """
    for goods, sharers in by_product(claims):
        for slot, day in enumerate(goods.days):
            if goods.free[slot]:
                entitled = [claim for claim in sharers if day <= claim.last_day]
                share_delivery(goods, slot, entitled, up_to)


def share_delivery(goods: Goods, slot: int, claims: Sequence[Claim], up_to: UpTo) -> None:
    """Share one delivery: always to whom has least, the odd packs one each by rank.

    A rest below one pack stays free, unless it makes a line whole.
    """
    _raise_together(goods, slot, claims, up_to)
    queue = [(claim.got, rank) for rank, claim in enumerate(claims)]
    heapify(queue)
    while queue and goods.free[slot]:
        _, rank = heappop(queue)
        claim = claims[rank]
        step = next_step(claim, up_to)
        if step and step <= goods.free[slot] and _may_be_given(claim, step, goods.free[slot]):
            claim.take(slot, step)
            heappush(queue, (claim.got, rank))


def next_step(claim: Claim, up_to: UpTo) -> int:
    """The least that a line may be given next: to the next whole pack, or to all that is owed; 0 if none."""
    return max(0, _reach(claim, claim.got + 1, up_to) - claim.got)


def _may_be_given(claim: Claim, step: int, rest: int) -> bool:
    return rest >= claim.goods.product.pack or step == claim.lacking


def _raise_together(goods: Goods, slot: int, claims: Sequence[Claim], up_to: UpTo) -> None:
    """Lift all lines to the highest level that leaves a pack over; saves going pack by pack."""
    pack = goods.product.pack
    allowed = goods.free[slot] - pack
    low, high = 0, max((claim.bound(up_to) for claim in claims), default=0) // pack + 1
    while low < high:
        middle = (low + high + 1) // 2
        needed = sum([_lift(claim, middle * pack, up_to) for claim in claims])
        low, high = (middle, high) if needed <= allowed else (low, middle - 1)
    for claim in claims if low else ():
        lift = _lift(claim, low * pack, up_to)
        if lift:
            claim.take(slot, lift)


def _lift(claim: Claim, level: int, up_to: UpTo) -> int:
    """What brings a line to a level, or just above it, by whole steps."""
    return max(0, _reach(claim, level, up_to) - claim.got)


def _reach(claim: Claim, level: int, up_to: UpTo) -> int:
    """The first amount of at least `level` that a line may have got; or the most it may get."""
    pack = claim.goods.product.pack
    bound = claim.bound(up_to)
    most = claim.line.open_quantity if bound >= claim.line.open_quantity else bound // pack * pack
    return min(-(-(claim.pinned + level) // pack) * pack, most) - claim.pinned
