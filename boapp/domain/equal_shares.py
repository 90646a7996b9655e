"""The same for everyone: each delivery is shared evenly, in whole packs (semantics 5, *equal*)."""

from collections.abc import Sequence
from datetime import date
from heapq import heapify, heappop, heappush

from boapp.domain.claims import Claim, Goods
from boapp.domain.parties import Party, by_product
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


def who_stays(parties: Sequence[Party], up_to: UpTo) -> list[Party]:
    """The parties whose shares make them whole, found without sharing out again for each that drops out.

    Where all is in whole packs and nobody has a last day of use, each pack goes out in an order
    that who else shares does not change: to whom has least, then by rank. So one that drops out
    takes nothing from those that stay, and the worst ranked can be tried once each. Elsewhere
    all stay, for the share-out itself to show.
    """
    sharers = by_product([claim for party in parties for claim in party.claims])
    if not all(_is_in_even_packs(goods, claims, up_to) for goods, claims in sharers):
        return list(parties)
    counters = {goods.product.product_id: _PackCounter(goods, claims, up_to) for goods, claims in sharers}
    staying = []
    for party in reversed(parties):
        lacking = [claim for claim in party.claims if claim.lacking > 0]
        if party.complete and not all(counters[each.line.product_id].reaches(each) for each in lacking):
            for claim in lacking:
                counters[claim.line.product_id].leave(claim)
        else:
            staying.append(party)
    return staying[::-1]


def _is_in_even_packs(goods: Goods, claims: Sequence[Claim], up_to: UpTo) -> bool:
    pack = goods.product.pack
    return goods.product.minimum_part <= pack and all(
        claim.last_day == date.max
        and not claim.pinned % pack
        and not claim.got % pack
        and not _reach(claim, claim.line.open_quantity, up_to) % pack
        for claim in claims
    )


class _PackCounter:
    """Counts how much of a product goes out before a line has its last pack."""

    def __init__(self, goods: Goods, claims: Sequence[Claim], up_to: UpTo) -> None:
        self._pack = goods.product.pack
        # What is left of a delivery below a pack goes to nobody.
        self._free = sum([free - free % self._pack for free in goods.free])
        self._rank = {id(claim): rank for rank, claim in enumerate(claims)}
        self._got = [claim.got for claim in claims]
        self._most = [_reach(claim, claim.line.open_quantity, up_to) for claim in claims]

    def reaches(self, claim: Claim) -> bool:
        """Whether the free goods last until the line has all that it lacks."""
        rank = self._rank[id(claim)]
        level = self._most[rank]
        before = self._out(0, rank, level) + self._out(rank, len(self._got), level - self._pack)
        return before + self._pack <= self._free

    def leave(self, claim: Claim) -> None:
        """Count the line no longer."""
        self._most[self._rank[id(claim)]] = 0

    def _out(self, first: int, end: int, level: int) -> int:
        """What the lines of some ranks get until none of them has less than a level."""
        both = zip(self._got[first:end], self._most[first:end], strict=True)
        return sum([min(most, level) - got for got, most in both if got < most and got < level])
