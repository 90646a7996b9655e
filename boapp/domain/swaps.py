"""Find stock for one line: who could give, and whom it would harm least (semantics 6).

A donor that keeps its told date from another supply is not harmed. Others are, by how late
their goods become times what these are worth. Goods on the hold shelf come last, shown as
told ready; pinned ones are looked at only when asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from boapp.domain.coverage import DatedSupply, in_covering_order, on_time_axis, wanted_day
from boapp.domain.edits import Confirm, Move, Swap, TakeBack, Unpin
from boapp.domain.least_harm import Giver, least_harm
from boapp.domain.matrix import Matrix, Row, is_past_use
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation

# Who gets a supply without a date, or nothing, instead: worse than any known delay.
LATE_SUPPLY_DAYS = 365
NO_SUPPLY_DAYS = 366
# Worth is compared per 1/10,000 unit, so finely that whole numbers rank it rightly.
FINE = 10**9
# Pinned goods are asked for only after all loose ones, set-aside ones after those.
LAST_RESORT = 10**30


@dataclass(frozen=True, slots=True)
class Gift:
    """What one donor gives up, and what becomes of it; quantities in 1/10,000 units.

    `before_date` is the day of the goods it gives, `after_date` that of what it takes
    instead (None: nothing, or a supply without a date). `late_days`: how much later than
    told (if it was told nothing: than before) these goods then come.
    """

    line_id: int
    from_supply_id: int
    to_supply_id: int | None
    quantity: int
    told_date: date | None
    before_date: date
    after_date: date | None
    late_days: int
    told_ready: bool = False
    pinned: bool = False

    @property
    def keeps_told(self) -> bool:
        """Whether the donor loses nothing: it still has its goods by the day it was told."""
        return self.late_days == 0


@dataclass(frozen=True, slots=True)
class SwapProposal:
    """One way to get stock for a line: what is free for it, and who gives what.

    `needed_by` None: any date would help. `wanted_quantity` is what the line lacks by then,
    `found_quantity` what this way brings. `given_back`: later goods of the line itself,
    (supply_id, quantity), that donors may take instead. `harm` only orders proposals.
    """

    line_id: int
    needed_by: date | None
    wanted_quantity: int
    found_quantity: int
    from_free: tuple[tuple[int, int], ...]
    given_back: tuple[tuple[int, int], ...]
    gifts: tuple[Gift, ...]
    harm: tuple[int, ...]

    @property
    def takes_told_ready(self) -> bool:
        """Whether goods are taken off the hold shelf: "ready" is withdrawn, so a reason is needed."""
        return any(gift.told_ready for gift in self.gifts)


@dataclass(frozen=True, slots=True)
class _Search:
    """What one search looks at: the line, what it lacks by when, and the supplies that would help."""

    matrix: Matrix
    situation: Situation
    row: Row
    needed_by: date | None
    wanted: int
    helpful: tuple[DatedSupply, ...]
    dated: tuple[DatedSupply, ...]
    later: tuple[Allocation, ...]


@dataclass(frozen=True, slots=True)
class _Chip:
    """A part of a chip that could be given, and the harm of that for each place of a replacement."""

    part: Allocation
    row: Row
    giver: Giver


def find_stock(
    matrix: Matrix,
    line_id: int,
    situation: Situation,
    *,
    needed_by: date | None = None,
    ask_pinned: bool = False,
    limit: int = 5,
) -> tuple[SwapProposal, ...]:
    """Ways to get stock for a line, least harm first; empty when it lacks nothing or nobody could give.

    The line should have its goods by `needed_by`: unless given, the told date, else the
    wanted one, else today. If nothing can be had by then, any date is better than none.
    After the best way of all come single donors that could give everything by themselves.
    """
    row = matrix.row(line_id)
    day = needed_by or _deadline(row, situation)
    for by in (day, None):
        search = _search(matrix, row, situation, by)
        if search.wanted:
            found = _proposals(search, ask_pinned=ask_pinned, limit=limit)
            if found:
                return found
    return ()


def swap_of(matrix: Matrix, proposal: SwapProposal, reason: str = "") -> Swap:
    """The edit that does what a proposal says, as one step; goods told ready need a `reason`."""
    back: list[Confirm | Move | TakeBack | Unpin] = [
        Confirm(proposal.line_id, supply_id, matrix.row(proposal.line_id).held(supply_id) - quantity)
        for supply_id, quantity in proposal.given_back
    ]
    take: list[Confirm | Move | TakeBack | Unpin] = [
        Confirm(proposal.line_id, supply_id, matrix.row(proposal.line_id).held(supply_id) + quantity)
        for supply_id, quantity in proposal.from_free
    ]
    loosen = dict.fromkeys(
        _loosening(gift, reason) for gift in proposal.gifts if gift.told_ready or gift.pinned
    )
    moves = [
        Move(gift.line_id, gift.from_supply_id, proposal.line_id, gift.from_supply_id, gift.quantity)
        for gift in proposal.gifts
    ]
    return Swap(proposal.line_id, (*back, *take, *loosen, *moves, *_replacements(matrix, proposal.gifts)))


def _loosening(gift: Gift, reason: str) -> TakeBack | Unpin:
    if gift.told_ready:
        return TakeBack(gift.line_id, gift.from_supply_id, reason)
    return Unpin(gift.line_id, gift.from_supply_id)


def _replacements(matrix: Matrix, gifts: Iterable[Gift]) -> list[Confirm]:
    taken: dict[tuple[int, int], int] = {}
    for gift in gifts:
        if gift.to_supply_id is not None:
            cell = (gift.line_id, gift.to_supply_id)
            taken[cell] = taken.get(cell, matrix.row(gift.line_id).held(gift.to_supply_id)) + gift.quantity
    return [Confirm(line_id, supply_id, quantity) for (line_id, supply_id), quantity in taken.items()]


def _deadline(row: Row, situation: Situation) -> date:
    told = row.line.told_date
    if told is not None and told >= situation.today:
        return told
    return wanted_day(row.line.wanted_date, situation.today)


def _search(matrix: Matrix, row: Row, situation: Situation, needed_by: date | None) -> _Search:
    dated = on_time_axis(matrix.supplies, situation.today, situation.settings)
    wanted_on = wanted_day(row.line.wanted_date, situation.today)
    helpful = tuple(
        one
        for one in in_covering_order(dated, wanted_on, situation.settings)
        if (needed_by is None or (one.day <= needed_by and not one.late))
        and not is_past_use(row.line, one.supply, situation)
    )
    good = {one.supply.supply_id for one in helpful}
    # Its own later goods can be given back, unless they are pinned.
    later = [part for part in row.allocations if part.supply_id not in good and not part.stays]
    later.sort(key=lambda part: _day_of(dated, part.supply_id), reverse=True)
    lacks = (
        row.missing_quantity
        if needed_by is None
        else row.missing_quantity + sum(part.quantity for part in later)
    )
    return _Search(matrix, situation, row, needed_by, lacks, helpful, tuple(dated), tuple(later))


def _day_of(dated: Iterable[DatedSupply], supply_id: int) -> date:
    return next(one.day for one in dated if one.supply.supply_id == supply_id)


def _proposals(search: _Search, *, ask_pinned: bool, limit: int) -> tuple[SwapProposal, ...]:
    from_free, missing = _from_free(search)
    chips = _chips(search, ask_pinned=ask_pinned) if missing else []
    loose = [chip for chip in chips if not chip.part.stays]
    ways = [_way(search, from_free, missing, donors) for donors in (loose, chips)]
    ways += [_way(search, from_free, missing, donor) for donor in _single_donors(chips, missing, limit)]
    ways.sort(key=lambda way: way.harm)
    different = {way.gifts: way for way in reversed(ways) if way.found_quantity}
    return tuple(sorted(different.values(), key=lambda way: way.harm)[:limit])


def _from_free(search: _Search) -> tuple[tuple[tuple[int, int], ...], int]:
    """What of the need is free already, by section 3, and what is still missing then."""
    missing, free = search.wanted, []
    for one in search.helpful:
        quantity = min(missing, search.matrix.offered(one.supply.supply_id))
        if quantity:
            free.append((one.supply.supply_id, quantity))
            missing -= quantity
    return tuple(free), missing


def _chips(search: _Search, *, ask_pinned: bool) -> list[_Chip]:
    """All that others hold of the helpful supplies and may be asked for, worst rank first."""
    helpful = {one.supply.supply_id: one for one in search.helpful}
    chips = []
    for row in reversed(search.matrix.rows):
        if row is search.row or row.line.special_order:
            continue
        for part in row.allocations:
            asked = part.set_aside or not part.pinned or ask_pinned
            if asked and part.supply_id in helpful:
                harms = _harms(search, row, part, helpful[part.supply_id])
                chips.append(_Chip(part, row, Giver(part.quantity, harms)))
    # Who can give all spares others from being asked; else nothing changes the order.
    return sorted(chips, key=lambda chip: chip.part.quantity < search.wanted)


def _harms(search: _Search, row: Row, part: Allocation, given: DatedSupply) -> tuple[int | None, ...]:
    """The harm per unit for each supply that a donor could take instead; the last place is nowhere."""
    line = row.line
    worth = max(1, (line.value or 1) * FINE // max(1, line.open_quantity))
    last = LAST_RESORT**2 if part.set_aside else LAST_RESORT if part.pinned else 0
    due = _due(search, row, given)
    harms: list[int | None] = []
    for one in search.dated:
        if one is given or (line.no_use_after is not None and one.day > line.no_use_after):
            harms.append(None)
        else:
            harms.append(last + worth * _late_days(one, due))
    return (*harms, last + worth * NO_SUPPLY_DAYS)


def _due(search: _Search, row: Row, given: DatedSupply) -> date:
    """The day by which a donor must have its goods to lose nothing: told, else when it has them now."""
    now = max(given.day, wanted_day(row.line.wanted_date, search.situation.today))
    return now if row.line.told_date is None else max(now, row.line.told_date)


def _late_days(instead: DatedSupply, due: date) -> int:
    return LATE_SUPPLY_DAYS if instead.late else max(0, (instead.day - due).days)


def _single_donors(chips: Sequence[_Chip], missing: int, limit: int) -> list[list[_Chip]]:
    """Donors that could give everything by themselves, those that seem least harmed; hold shelf last."""
    by_line: dict[int, list[_Chip]] = {}
    for chip in chips:
        by_line.setdefault(chip.part.line_id, []).append(chip)
    able = [own for own in by_line.values() if sum(chip.part.quantity for chip in own) >= missing]
    able.sort(key=lambda own: min(harm for chip in own for harm in chip.giver.harms if harm is not None))
    shelf = [own for own in able if any(chip.part.stays for chip in own)]
    return able[:limit] + shelf[:1]


def _way(
    search: _Search, from_free: tuple[tuple[int, int], ...], missing: int, chips: Sequence[_Chip]
) -> SwapProposal:
    """The least harmful way with these donors."""
    gained = min(missing, sum(chip.part.quantity for chip in chips))
    found = gained + sum(quantity for _, quantity in from_free)
    given_back = _given_back(search, found)
    room = _room(search, from_free, given_back)
    shares = least_harm(gained, [chip.giver for chip in chips], [*room, gained])
    gifts = tuple(_gift(search, chips[giver], place, shares[giver, place]) for giver, place in sorted(shares))
    harm = sum(
        quantity * (chips[giver].giver.harms[place] or 0) for (giver, place), quantity in shares.items()
    )
    ready = sum(gift.quantity for gift in gifts if gift.told_ready)
    pinned = sum(gift.quantity for gift in gifts if gift.pinned)
    donors = sorted({gift.line_id for gift in gifts})
    return SwapProposal(
        search.row.line.line_id,
        search.needed_by,
        search.wanted,
        found,
        from_free,
        given_back,
        gifts,
        (ready, pinned, -found, harm, len(donors), *donors),
    )


def _given_back(search: _Search, found: int) -> tuple[tuple[int, int], ...]:
    back = []
    surplus = found - search.row.missing_quantity
    for part in search.later:
        quantity = min(part.quantity, surplus)
        if quantity > 0:
            back.append((part.supply_id, quantity))
            surplus -= quantity
    return tuple(back)


def _room(
    search: _Search, from_free: Iterable[tuple[int, int]], given_back: Iterable[tuple[int, int]]
) -> list[int]:
    taken, returned = dict(from_free), dict(given_back)
    supply_ids = [one.supply.supply_id for one in search.dated]
    return [search.matrix.offered(key) - taken.get(key, 0) + returned.get(key, 0) for key in supply_ids]


def _gift(search: _Search, chip: _Chip, place: int, quantity: int) -> Gift:
    line, part = chip.row.line, chip.part
    given = next(one for one in search.dated if one.supply.supply_id == part.supply_id)
    instead = search.dated[place] if place < len(search.dated) else None
    return Gift(
        line.line_id,
        part.supply_id,
        instead.supply.supply_id if instead else None,
        quantity,
        line.told_date,
        given.day,
        instead.day if instead and not instead.late else None,
        _late_days(instead, _due(search, chip.row, given)) if instead else NO_SUPPLY_DAYS,
        part.set_aside,
        part.pinned and not part.set_aside,
    )
