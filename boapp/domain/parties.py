"""Who is served as one: a line that takes parts, a complete line, or a complete order (semantics 5).

A complete party gets all or nothing beyond its pinned parts, and is covered for the day on
which it completes, so that nobody parks goods for an order that cannot complete, nor
today's goods for goods that come in three weeks.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from boapp.domain.claims import Claim, Goods
from boapp.domain.strategies import Strategy, UpTo


class Party:
    """Lines served as one at the turn of the best of them; `claims` stand in rank order.

    `standing` are lines of the same complete order that are not in the run: they count as
    they stand.
    """

    __slots__ = ("claims", "complete", "standing")

    def __init__(self, claims: Sequence[Claim], complete: bool, standing: Sequence[Claim] = ()) -> None:
        self.claims = claims
        self.complete = complete
        self.standing = standing

    @property
    def is_whole(self) -> bool:
        """Whether all that is owed to all its lines is covered."""
        return all(claim.is_whole for claim in self.everyone())

    def everyone(self) -> Iterator[Claim]:
        """All its lines, those outside the run too."""
        yield from self.claims
        yield from self.standing

    def enters(self, strategy: Strategy, up_to: UpTo) -> bool:
        """Whether it has its turn in this round.

        A complete line or order keeps in the first round of *gain* only if it held
        everything; else its turn is the second.
        """
        if not self.complete or strategy is not Strategy.GAIN or up_to is UpTo.OPEN:
            return True
        return all(claim.held >= claim.line.open_quantity for claim in self.everyone())

    def serve(self, up_to: UpTo) -> None:
        """Take what it may have in a round of what is free."""
        if self.complete:
            self.serve_whole()
            return
        for claim in self.claims:
            claim.cover(claim.bound(up_to), claim.wanted)

    def serve_whole(self) -> None:
        """Take all that it lacks, for the day on which it completes; or nothing."""
        if not self.can_be_whole():
            return
        day = self.completion_day()
        self._cover_all(self.claims, day)
        if not self.is_whole:
            # A line that may wait took what one of no use after some day needs: the more urgent first.
            self.give_back()
            self._cover_all(sorted(self.claims, key=lambda claim: claim.last_day), day)

    def give_back(self) -> None:
        """Put back all that its lines took."""
        for claim in self.claims:
            claim.give_back()

    def can_be_whole(self) -> bool:
        """Whether what is free at this moment makes all its lines whole."""
        if not all(may_become_whole(claim) for claim in self.everyone()):
            return False
        return all(enough_for(goods, claims) for goods, claims in by_product(self.claims))

    def completion_day(self) -> date:
        """The latest of the earliest days on which each of its lines can be whole.

        Lines of one product count together; ask only when it can be whole.
        """
        days = [pinned_day(claim) for claim in self.everyone()]
        for goods, claims in by_product(self.claims):
            days.append(goods.earliest_day(sum(claim.lacking for claim in claims)))
        return max((day for day in days if day is not None), default=date.min)

    def _cover_all(self, claims: Iterable[Claim], day: date) -> None:
        for claim in claims:
            claim.cover(claim.line.open_quantity, max(claim.wanted, day))


def may_become_whole(claim: Claim) -> bool:
    """Whether its rule lets a line become whole, if the goods are there.

    A line outside the run counts as it stands; *last in line* gets nothing, *no more than
    now* gets no more than it held.
    """
    if claim.is_whole:
        return True
    if claim.strategy is Strategy.FILL:
        return claim.held >= claim.line.open_quantity
    return claim.strategy not in {Strategy.SKIP, Strategy.LOSE}


def enough_for(goods: Goods, claims: Iterable[Claim]) -> bool:
    """Whether what is free of a product makes these lines whole, each by its last day of use."""
    needed = 0
    for last_day, due in groupby(
        sorted(claims, key=lambda claim: claim.last_day), lambda claim: claim.last_day
    ):
        needed += sum(claim.lacking for claim in due)
        if needed > goods.available(last_day):
            return False
    return True


def by_product(claims: Iterable[Claim]) -> list[tuple[Goods, list[Claim]]]:
    """The lines that lack something, product by product."""
    found: dict[int, tuple[Goods, list[Claim]]] = {}
    for claim in claims:
        if claim.lacking > 0:
            product_id = claim.goods.product.product_id
            found.setdefault(product_id, (claim.goods, []))[1].append(claim)
    return list(found.values())


def pinned_day(claim: Claim) -> date | None:
    """The last day of what a line has beyond any run; None when that is nothing."""
    goods = claim.goods
    stays = claim.before if claim.strategy is Strategy.SKIP else [each for each in claim.before if each.stays]
    return max((goods.days[goods.slots[each.supply_id]] for each in stays), default=None)
