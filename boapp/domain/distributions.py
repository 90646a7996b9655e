"""How the lines of one segment share what is free: ranked, equal, most complete orders (semantics 5)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from boapp.domain.claims import Claim, remember, restore
from boapp.domain.equal_shares import share_out, who_stays
from boapp.domain.most_complete import Picker, Puzzle
from boapp.domain.parties import Party, by_product, may_become_whole
from boapp.domain.strategies import ROUNDS, Distribution, Segment, Strategy, UpTo


class Turn:
    """A segment's turn: its parties in rank order share what the turns before left over.

    `orders` are all lines of each order, also those of other segments; `pick` finds the
    largest set of whole orders. `exact` tells whether every such search was.
    """

    def __init__(
        self,
        number: int,
        strategy: Strategy,
        place: int,
        segment: Segment,
        orders: Mapping[int, Sequence[Claim]],
        pick: Picker,
    ) -> None:
        self.number = number
        self.strategy = strategy
        self.kind = (strategy, place)
        self.distribution = segment.distribution
        self.orders = orders
        self.pick = pick
        self.exact = True

    def serve(self, parties: Sequence[Party]) -> Sequence[Party]:
        """Serve the parties; says in which order of rank it was."""
        front = with_last_day(parties)
        if front:
            parties = self._with_urgent_in_front(parties, front)
        self._share(parties)
        return parties

    def _share(self, parties: Sequence[Party]) -> None:
        rounds = ROUNDS[self.strategy]
        if self.distribution is Distribution.MOST_COMPLETE and len(rounds) > 1:
            self._serve_most_complete_in_rounds(parties)
            return
        for up_to in rounds:
            entering = self._entering(parties, up_to)
            if self.distribution is Distribution.EQUAL:
                share_equally(entering, up_to)
            elif self.distribution is Distribution.MOST_COMPLETE:
                self._serve_most_complete(entering, up_to)
            else:
                serve_ranked(entering, up_to)

    def _entering(self, parties: Iterable[Party], up_to: UpTo) -> list[Party]:
        return [party for party in parties if party.enters(self.strategy, up_to)]

    def _serve_most_complete_in_rounds(self, parties: Sequence[Party]) -> None:
        """Serve the chosen orders first in each round.

        Where what others keep stands against the best set, each round chooses for itself; the
        last one knows who becomes whole.
        """
        if self._serve_first_in_each_round(parties, self._choose(parties, UpTo.OPEN)):
            return
        chosen: Collection[int] = ()
        for up_to in ROUNDS[self.strategy]:
            chosen = self._serve_most_complete(self._entering(parties, up_to), up_to)
        self._serve_first_in_each_round(parties, chosen)

    def _serve_first_in_each_round(self, parties: Sequence[Party], chosen: Collection[int]) -> bool:
        """Serve anew, the chosen orders first; all stays as it was unless each of them becomes whole."""
        first, others = split_by_order(parties, chosen)
        before = remember(claims_of(parties))
        for party in parties:
            party.give_back()
        for up_to in ROUNDS[self.strategy]:
            serve_ranked(self._entering([*first, *others], up_to), up_to)
        if all(party.is_whole for party in first):
            return True
        restore(before)
        return False

    def _with_urgent_in_front(self, parties: Sequence[Party], urgent: Sequence[Party]) -> Sequence[Party]:
        """Put lines of no use after some day in front, unless a told line then covers less in time.

        Tried for all of them at once, then for halves, down to each line, the best ranked first.
        """
        told = [
            claim
            for party in parties
            for claim in party.claims
            if claim.line.told_date is not None and (claim.strategy, claim.segment) == self.kind
        ]
        if not told:
            return in_front(parties, urgent, ())
        order = list(parties)
        kept = self._told_in_time(order, told)
        accepted: list[Party] = []

        def move(group: Sequence[Party]) -> None:
            nonlocal order, kept
            moved = in_front(order, group, accepted)
            now = self._told_in_time(moved, told)
            if all(quantity >= before for quantity, before in zip(now, kept, strict=True)):
                accepted.extend(group)
                order, kept = moved, now
            elif len(group) > 1:
                half = len(group) // 2
                move(group[:half])
                move(group[half:])

        move(urgent)
        return order

    def _told_in_time(self, parties: Sequence[Party], told: Sequence[Claim]) -> list[int]:
        """Serve on trial: what each told line then covers by its told date."""
        exact = self.exact
        self._share(parties)
        covered = [covered_in_time(claim) for claim in told]
        for party in parties:
            party.give_back()
        self.exact = exact
        return covered

    def _serve_most_complete(self, parties: Sequence[Party], up_to: UpTo) -> Collection[int]:
        """Serve the chosen orders first, then the others; says which were chosen."""
        chosen = self._choose(parties, up_to)
        first, others = split_by_order(parties, chosen)
        serve_chosen(first, up_to)
        serve_ranked(others, up_to)
        return chosen

    def _choose(self, parties: Sequence[Party], up_to: UpTo) -> Collection[int]:
        """The largest set of orders that become whole together of what is free."""
        candidates = self._candidates(parties, up_to)
        picked = self.pick(puzzle_of(list(candidates.values())))
        self.exact = self.exact and picked.exact
        return {order_id for place, order_id in enumerate(candidates) if place in picked.orders}

    def _candidates(self, parties: Sequence[Party], up_to: UpTo) -> dict[int, list[Claim]]:
        """The orders of this turn that can become whole, in rank order, with all that they still lack.

        Lines served before, or not in the run, count as they stand; later ones as still to be served.
        """
        found: dict[int, list[Claim]] = {}
        for party in parties:
            order_id = party.claims[0].line.order_id
            if order_id not in found:
                claims = [claim for claim in self.orders[order_id] if not claim.is_whole]
                if all(self._may_still_be_whole(claim, up_to) for claim in claims):
                    found[order_id] = claims
        return found

    def _may_still_be_whole(self, claim: Claim, up_to: UpTo) -> bool:
        if claim.turn < self.number:
            return False
        if claim.turn == self.number and claim.bound(up_to) < claim.line.open_quantity:
            return False
        return may_become_whole(claim)


def with_last_day(parties: Iterable[Party]) -> list[Party]:
    """The parties with a line that is of no use after some day."""
    found = [party for party in parties for claim in party.claims if claim.line.no_use_after is not None]
    return list(dict.fromkeys(found))


def in_front(order: Sequence[Party], group: Iterable[Party], already: Sequence[Party]) -> list[Party]:
    """The parties with those of a group moved to the front, in rank order, with those already there."""
    front = {id(party) for party in (*already, *group)}
    return [party for party in order if id(party) in front] + [
        party for party in order if id(party) not in front
    ]


def split_by_order(parties: Iterable[Party], order_ids: Collection[int]) -> tuple[list[Party], list[Party]]:
    """The parties of some orders, and the others, both in their order."""
    first: list[Party] = []
    others: list[Party] = []
    for party in parties:
        (first if party.claims[0].line.order_id in order_ids else others).append(party)
    return first, others


def covered_in_time(claim: Claim) -> int:
    """What a told line covers by its told date, the pinned part included."""
    days = claim.goods.days
    told = claim.line.told_date or date.max
    pinned = sum(
        each.quantity
        for each in claim.before
        if each.stays and days[claim.goods.slots[each.supply_id]] <= told
    )
    return pinned + sum(quantity for slot, quantity in claim.taken.items() if days[slot] <= told)


def serve_ranked(parties: Iterable[Party], up_to: UpTo) -> None:
    """Serve one after the other, best rank first."""
    for party in parties:
        party.serve(up_to)


def serve_chosen(parties: Sequence[Party], up_to: UpTo) -> None:
    """Serve orders that are known to fit together by rank, so that all of them become whole."""
    before = remember(claims_of(parties))
    serve_ranked(parties, up_to)
    if all(party.is_whole for party in parties):
        return
    # One that may wait took what another needs by its last day of use: the more urgent line first.
    restore(before)
    party_of = {id(claim): party for party in parties for claim in party.claims}
    days: dict[int, date] = {}
    for claim in sorted(claims_of(parties), key=lambda claim: claim.last_day):
        party = party_of[id(claim)]
        if id(party) not in days:
            days[id(party)] = party.completion_day() if party.complete else claim.wanted
        claim.cover(claim.line.open_quantity, max(claim.wanted, days[id(party)]))


def share_equally(parties: Sequence[Party], up_to: UpTo) -> None:
    """The same for everyone; complete parties whose share does not make them whole drop out.

    Who cannot be whole at all drops out first, then the worst ranked, one by one, and the
    share-out starts again. Complete parties are then covered for their day.
    """
    sharing = [
        party for party in parties if not party.complete or (not party.is_whole and party.can_be_whole())
    ]
    sharing = who_stays(sharing, up_to)
    before = remember(claims_of(sharing))
    while True:
        share_out(claims_of(sharing), up_to)
        failing = [party for party in sharing if not is_deliverable(party)]
        if not failing:
            break
        restore(before)
        sharing.remove(failing[-1])
    cover_for_their_day([party for party in sharing if party.complete])


def is_deliverable(party: Party) -> bool:
    """Whether its share makes a complete party whole, or no part of a line is below the minimum."""
    if party.complete:
        return party.is_whole
    return all(claim.got == 0 or claim.part_of(claim.covered) == claim.covered for claim in party.claims)


def cover_for_their_day(complete: Sequence[Party]) -> None:
    """Exchange what complete parties have for goods of the day on which they complete."""
    shares = remember(claims_of(complete))
    for party in complete:
        party.give_back()
    for party in complete:
        party.serve_whole()
    if all(party.is_whole for party in complete):
        return
    # One that may wait took what another needs by its last day of use: each out of its own share.
    restore(shares)
    for party in complete:
        party.give_back()
        party.serve_whole()


def claims_of(parties: Iterable[Party]) -> list[Claim]:
    """The lines of parties, in their order."""
    return [claim for party in parties for claim in party.claims]


def puzzle_of(candidates: Sequence[Sequence[Claim]]) -> Puzzle:
    """What each order lacks of which goods by which last day of use, and what is free by then."""
    needs: list[dict[int, int]] = [{} for _ in candidates]
    holds: list[int] = []
    place_of = {id(claim): place for place, claims in enumerate(candidates) for claim in claims}
    for goods, lacking in by_product(claim for claims in candidates for claim in claims):
        for last_day in sorted({claim.last_day for claim in lacking}):
            row = len(holds)
            holds.append(goods.available(last_day))
            for claim in lacking:
                if claim.last_day <= last_day:
                    need = needs[place_of[id(claim)]]
                    need[row] = need.get(row, 0) + claim.lacking
    return Puzzle(needs, holds)
