"""The counter at work: what is free of a product during a run, and what each line has taken of it.

These two are the only values of the domain that change; they live for one run and are
never handed out. Everything taken comes out of `Goods.free` and back into it, so that the
sums of semantics 10 close at every step.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from boapp.domain.atp import counter_reserve
from boapp.domain.catalog import Product
from boapp.domain.coverage import DatedSupply, in_covering_order
from boapp.domain.orders import OrderLine
from boapp.domain.situation import RunSettings
from boapp.domain.stock import Allocation
from boapp.domain.strategies import Strategy, UpTo

# The segment and the turn of a line that is not in the run: it counts as it stands.
OUTSIDE = -1


class Goods:
    """One product's supplies on the time axis, with what is free of each at this moment.

    Supplies are spoken of by their place on that axis (`slot`). Quantities in 1/10,000 units.
    """

    __slots__ = (
        "_orders",
        "_receipt_days",
        "_settings",
        "_shared",
        "days",
        "free",
        "product",
        "slots",
        "supplies",
    )

    def __init__(self, product: Product, supplies: Sequence[DatedSupply], settings: RunSettings) -> None:
        self.product = product
        self.supplies = supplies
        self.days = [one.day for one in supplies]
        self.free = [one.supply.quantity for one in supplies]
        self.slots = {one.supply.supply_id: slot for slot, one in enumerate(supplies)}
        self._settings = settings
        self._shared = len(set(self.days)) < len(self.days)
        self._receipt_days = [one.day for one in supplies if not one.supply.on_hand]
        self._orders: dict[int, list[int]] = {}

    def withhold_for_counter(self) -> None:
        """Keep back from the lines what the counter is to keep of what nobody holds on hand."""
        if not self.product.counter_quantity:
            return
        here = [slot for slot, one in enumerate(self.supplies) if one.supply.on_hand]
        reserve = counter_reserve(self.product, sum([self.free[slot] for slot in here]))
        for slot in here:
            kept = min(reserve, self.free[slot])
            self.free[slot] -= kept
            reserve -= kept

    def free_by_supply(self) -> Iterator[tuple[int, int]]:
        """What is free of each supply, by its key."""
        for one, free in zip(self.supplies, self.free, strict=True):
            yield one.supply.supply_id, free

    def available(self, last_day: date) -> int:
        """All that is free of supply up to a day; whatever its date when that is date.max."""
        if last_day == date.max:
            return sum(self.free)
        return sum(self.free[: bisect_right(self.days, last_day)])

    def earliest_day(self, quantity: int) -> date:
        """The first day on which so much is free; ask only for what is (`available`)."""
        so_far = accumulate(self.free)
        return next(day for day, free in zip(self.days, so_far, strict=True) if free >= quantity)

    def covering_slots(self, wanted: date, held: Collection[int]) -> list[int]:
        """The supplies in the order in which a line that wants `wanted` takes them (semantics 3)."""
        if self._shared and held:
            return self._covering_slots(wanted, held)
        margin = self._settings.margin_days
        latest = wanted - timedelta(days=margin) if margin else wanted
        in_time = bisect_right(self._receipt_days, latest)
        order = self._orders.get(in_time)
        if order is None:
            order = self._orders[in_time] = self._covering_slots(wanted, ())
        return order

    def _covering_slots(self, wanted: date, held: Collection[int]) -> list[int]:
        order = in_covering_order(self.supplies, wanted, self._settings, held)
        return [self.slots[one.supply.supply_id] for one in order]


class Claim:
    """One line at work: what it held, what of that is pinned, and what it has taken so far.

    Until it enters the run, all that it holds stays where it is, deducted from what is free.
    `held` is C of semantics 5; `taken` and `got` speak of what it takes beyond the pinned
    part. `covered` = pinned + got.
    """

    __slots__ = (
        "before",
        "goods",
        "got",
        "held",
        "last_day",
        "line",
        "pinned",
        "rank",
        "segment",
        "strategy",
        "taken",
        "turn",
        "wanted",
    )

    def __init__(self, line: OrderLine, goods: Goods, before: Sequence[Allocation], today: date) -> None:
        self.line = line
        self.goods = goods
        self.before = before
        self.held = self.pinned = sum([each.quantity for each in before]) if before else 0
        for each in before:
            goods.free[goods.slots[each.supply_id]] -= each.quantity
        self.got = 0
        self.taken: dict[int, int] = {}
        wanted = line.wanted_date
        self.wanted = today if wanted is None or wanted < today else wanted
        self.last_day = line.no_use_after or date.max
        self.strategy = Strategy.SKIP
        self.segment = self.turn = OUTSIDE
        self.rank = 0

    def enter(self, strategy: Strategy, segment: int) -> None:
        """Take part in the run: give up what it held, all but the pinned part."""
        self.strategy = strategy
        self.segment = segment
        for each in self.before:
            if not each.stays:
                self.goods.free[self.goods.slots[each.supply_id]] += each.quantity
                self.pinned -= each.quantity

    @property
    def covered(self) -> int:
        """What the line has in all: pinned and taken."""
        return self.pinned + self.got

    @property
    def lacking(self) -> int:
        """What it still lacks of all that is owed."""
        return self.line.open_quantity - self.pinned - self.got

    @property
    def is_whole(self) -> bool:
        """Whether all that is owed is covered."""
        return self.pinned + self.got >= self.line.open_quantity

    def bound(self, up_to: UpTo) -> int:
        """How much it may have in all in a round."""
        return self.held if up_to is UpTo.HELD else self.line.open_quantity

    def part_of(self, quantity: int) -> int:
        """How much of a quantity it may be given in all: whole, or a part in packs (semantics 5).

        A part is rounded down over all its supplies, the pinned part included, and never
        below that; a part smaller than the product's minimum is not offered.
        """
        if quantity >= self.line.open_quantity:
            return self.line.open_quantity
        product = self.goods.product
        part = quantity - quantity % product.pack
        if part < product.minimum_part:
            part = 0
        return max(part, self.pinned)

    def cover(self, bound: int, wanted: date) -> None:
        """Take up to `bound` in all of what is free, in covering order for the wanted day."""
        goods = self.goods
        covered = self.pinned + self.got
        target = min(bound, covered + goods.available(self.last_day))
        missing = self.part_of(target) - covered if target > covered else 0
        if missing <= 0:
            return
        held = [each.supply_id for each in self.before] if self.before else ()
        for slot in goods.covering_slots(wanted, held):
            if not missing:
                break
            if goods.free[slot] and goods.days[slot] <= self.last_day:
                missing -= self.take(slot, missing)

    def take(self, slot: int, quantity: int) -> int:
        """Take up to a quantity of one supply; says how much it was."""
        taken = min(quantity, self.goods.free[slot])
        self.goods.free[slot] -= taken
        self.taken[slot] = self.taken.get(slot, 0) + taken
        self.got += taken
        return taken

    def give_back(self) -> None:
        """Put back all that it took."""
        for slot, quantity in self.taken.items():
            self.goods.free[slot] += quantity
        self.taken = {}
        self.got = 0


Taken = list[tuple[Claim, dict[int, int]]]


def remember(claims: Iterable[Claim]) -> Taken:
    """Note what each line has taken at this moment."""
    return [(claim, dict(claim.taken)) for claim in claims]


def restore(taken: Taken) -> None:
    """Put lines back to where they were when it was noted."""
    for claim, _ in taken:
        claim.give_back()
    for claim, quantities in taken:
        for slot, quantity in quantities.items():
            claim.take(slot, quantity)
