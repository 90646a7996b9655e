"""What happens to who-gets-what when goods come in, or when there are fewer than there were (semantics 7).

A receipt gives the goods to those who waited for exactly these and would be late with the
rest; it never takes from one to give to another. A supply that shrinks is never refused
because it is promised: those whom it harms least let go of it first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from boapp.domain.coverage import in_covering_order, is_late, on_time_axis, wanted_day
from boapp.domain.matrix import Matrix, build_matrix, is_past_use, ranked, take_free
from boapp.domain.orders import OrderLine
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation, Supply


class Because(StrEnum):
    """Why a line's goods moved."""

    PINNED = "pinned"  # kept for the line, so it gets the first goods
    LATE_WITH_REST = "late_with_rest"  # the rest comes too late for it
    TOO_MUCH_FOR_REST = "too_much_for_rest"  # it could wait, but the rest is too small for all who can
    STILL_IN_TIME = "still_in_time"  # another supply covers it by its told date
    GAVE_UP = "gave_up"  # there is not enough any more
    PAST_USE = "past_use"  # the goods would come when it has no more use for them
    TAKES_FREE = "takes_free"  # in place of what it gave up


@dataclass(frozen=True, slots=True)
class GoodsMoved:
    """A quantity of one line that went from one supply to another; None: to or from nobody."""

    line_id: int
    from_supply_id: int | None
    to_supply_id: int | None
    quantity: int
    because: Because


@dataclass(frozen=True, slots=True)
class Aftermath:
    """Who holds what afterwards, and each thing that moved, in the order in which it did."""

    matrix: Matrix
    moved: tuple[GoodsMoved, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods of one purchase order line that came in; quantities in 1/10,000 units.

    `quantity` may be more than was on order. `rest_date` is when the rest is in the house,
    None when nobody knows; nothing more comes when `rest_cancelled`.
    """

    supply_id: int
    on_hand_id: int
    quantity: int
    rest_date: date | None = None
    rest_cancelled: bool = False


def follow_receipt(matrix: Matrix, receipt: Receipt, situation: Situation) -> Aftermath:
    """Turn allocations of what came in into allocations of goods on hand.

    Pinned first, then lines that would be late with the rest, by told date, default
    ranking, order number. Lines that are still in time with the rest stay on it, as far
    as it is large enough. What nobody holds is free.
    """
    supply = matrix.supply_of[receipt.supply_id]
    left_open = 0 if receipt.rest_cancelled else max(0, supply.quantity - receipt.quantity)
    rest = replace(supply, quantity=left_open, date=receipt.rest_date)
    came, must_leave = receipt.quantity, matrix.taken[supply.supply_id] - left_open
    here = _with_goods_on_hand(matrix, receipt)
    moved = []
    for part, because in _first_served(matrix, rest, situation):
        wanted = (
            min(part.quantity, max(0, must_leave)) if because is Because.TOO_MUCH_FOR_REST else part.quantity
        )
        taken = min(wanted, came)
        if taken:
            here = _carry(here, part, receipt.on_hand_id, taken)
            moved.append(GoodsMoved(part.line_id, rest.supply_id, receipt.on_hand_id, taken, because))
            came, must_leave = came - taken, must_leave - taken
    after = correct_supply(here, rest, situation)
    return Aftermath(after.matrix, (*moved, *after.moved))


def correct_supply(matrix: Matrix, supply: Supply, situation: Situation) -> Aftermath:
    """Put a supply's new quantity and date into the matrix; who cannot stay on it lets go of it.

    First those for whom the goods now come past their use, then the excess: lines that
    another supply covers by their told date move there; then untold before told, worst
    first, give up; pinned goods next, set-aside ones last. Who gave up takes what is free
    of other supply by section 3, best first, nothing past its use.
    """
    matrix = matrix.with_supply(supply)
    aftermath = _give_up_past_use(matrix, supply, situation)
    aftermath = _move_those_in_time(aftermath, supply, situation)
    aftermath = _give_up(aftermath, supply, situation)
    return _take_instead(aftermath, supply.supply_id, situation)


def _first_served(matrix: Matrix, rest: Supply, situation: Situation) -> list[tuple[Allocation, Because]]:
    """Parts of one supply in the order in which goods that came in are theirs, and why."""
    reasoned = [
        (part, _claim(part, line, rest, situation)) for part, line in _best_first(matrix, rest, situation)
    ]
    urgency = (Because.PINNED, Because.LATE_WITH_REST, Because.TOO_MUCH_FOR_REST)
    return sorted(reasoned, key=lambda one: urgency.index(one[1]))


def _claim(part: Allocation, line: OrderLine, rest: Supply, situation: Situation) -> Because:
    if part.stays:
        return Because.PINNED
    deadline = line.told_date or wanted_day(line.wanted_date, situation.today)
    comes = rest.date if rest.quantity and not is_late(rest, situation.today) else None
    if comes is not None and comes <= deadline and not is_past_use(line, rest, situation):
        return Because.TOO_MUCH_FOR_REST
    return Because.LATE_WITH_REST


def _best_first(matrix: Matrix, supply: Supply, situation: Situation) -> list[tuple[Allocation, OrderLine]]:
    """Parts of one supply by told date (none: last), default ranking, order number."""
    holders = [row for row in matrix.rows if row.held(supply.supply_id)]
    rows = ranked(holders, matrix.supply_of, situation)
    rows.sort(key=lambda row: row.line.told_date or date.max)
    return [
        (part, row.line) for row in rows for part in row.allocations if part.supply_id == supply.supply_id
    ]


def _worst_first(matrix: Matrix, supply: Supply, situation: Situation) -> list[tuple[Allocation, OrderLine]]:
    """Parts of one supply in the order in which they are let go: loose, then pinned, then set aside."""
    parts = _best_first(matrix, supply, situation)[::-1]
    return sorted(parts, key=lambda one: (one[0].set_aside, one[0].pinned))


def _with_goods_on_hand(matrix: Matrix, receipt: Receipt) -> Matrix:
    old = matrix.supply_of.get(receipt.on_hand_id)
    if old is None:
        here = Supply(receipt.on_hand_id, matrix.product.product_id, receipt.quantity)
        return build_matrix(matrix.product, (here, *matrix.supplies), matrix.rows)
    return matrix.with_supply(replace(old, quantity=old.quantity + receipt.quantity))


def _carry(matrix: Matrix, part: Allocation, to_supply_id: int | None, quantity: int) -> Matrix:
    row = matrix.row(part.line_id)
    row = row.with_part(replace(part, quantity=row.part(part).quantity - quantity))
    if to_supply_id is not None:
        there = row.part(replace(part, supply_id=to_supply_id))
        row = row.with_part(replace(there, quantity=there.quantity + quantity))
    return matrix.with_row(row)


def _moved(
    aftermath: Aftermath, part: Allocation, to_supply_id: int | None, quantity: int, because: Because
) -> Aftermath:
    event = GoodsMoved(part.line_id, part.supply_id, to_supply_id, quantity, because)
    return Aftermath(_carry(aftermath.matrix, part, to_supply_id, quantity), (*aftermath.moved, event))


def _give_up_past_use(matrix: Matrix, supply: Supply, situation: Situation) -> Aftermath:
    aftermath = Aftermath(matrix)
    for part, line in _worst_first(matrix, supply, situation):
        if is_past_use(line, supply, situation):
            aftermath = _moved(aftermath, part, None, part.quantity, Because.PAST_USE)
    return aftermath


def _excess(matrix: Matrix, supply: Supply) -> int:
    return max(0, -matrix.free(supply.supply_id))


def _move_those_in_time(aftermath: Aftermath, supply: Supply, situation: Situation) -> Aftermath:
    for part, line in _worst_first(aftermath.matrix, supply, situation):
        if line.told_date is None or part.stays:
            continue
        left = part.quantity
        for other in _others_in_time(aftermath.matrix, line, supply, situation):
            free = aftermath.matrix.offered(other.supply_id)
            quantity = min(left, free, _excess(aftermath.matrix, supply))
            if quantity:
                aftermath = _moved(aftermath, part, other.supply_id, quantity, Because.STILL_IN_TIME)
                left -= quantity
    return aftermath


def _others_in_time(
    matrix: Matrix, line: OrderLine, supply: Supply, situation: Situation
) -> Sequence[Supply]:
    """Other supplies that are there by a line's told date; a late one has no date for promises."""
    dated = on_time_axis(matrix.supplies, situation.today, situation.settings)
    wanted = wanted_day(line.wanted_date, situation.today)
    return [
        one.supply
        for one in in_covering_order(dated, wanted, situation.settings)
        if one.supply.supply_id != supply.supply_id
        and not one.late
        and line.told_date is not None
        and one.day <= line.told_date
        and not is_past_use(line, one.supply, situation)
    ]


def _give_up(aftermath: Aftermath, supply: Supply, situation: Situation) -> Aftermath:
    for part, _ in _worst_first(aftermath.matrix, supply, situation):
        quantity = min(part.quantity, _excess(aftermath.matrix, supply))
        if quantity:
            aftermath = _moved(aftermath, part, None, quantity, Because.GAVE_UP)
    return aftermath


def _take_instead(aftermath: Aftermath, supply_id: int, situation: Situation) -> Aftermath:
    given_up: dict[int, int] = {}
    for event in aftermath.moved:
        if event.to_supply_id is None:
            given_up[event.line_id] = given_up.get(event.line_id, 0) + event.quantity
    matrix, moved = aftermath.matrix, list(aftermath.moved)
    for line_id in _in_best_order(matrix, given_up, situation):
        before = matrix.row(line_id)
        matrix = take_free(matrix, line_id, given_up[line_id], situation, (supply_id,))
        for part in matrix.row(line_id).allocations:
            gained = part.quantity - before.part(part).quantity
            if gained:
                moved.append(GoodsMoved(line_id, None, part.supply_id, gained, Because.TAKES_FREE))
    return Aftermath(matrix, tuple(moved))


def _in_best_order(matrix: Matrix, line_ids: Iterable[int], situation: Situation) -> list[int]:
    rows = ranked([matrix.row(line_id) for line_id in line_ids], matrix.supply_of, situation)
    rows.sort(key=lambda row: row.line.told_date or date.max)
    return [row.line.line_id for row in rows]
