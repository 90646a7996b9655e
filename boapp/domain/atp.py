"""What a new order could be given, and when, without taking anything from anyone (semantics 3)."""

from collections.abc import Iterable, Mapping
from datetime import date

from boapp.domain.catalog import Product
from boapp.domain.coverage import DatedSupply
from boapp.domain.orders import OrderLine
from boapp.domain.stock import Allocation, Supply


def free_quantities(supplies: Iterable[Supply], allocations: Iterable[Allocation]) -> dict[int, int]:
    """What nobody holds of each supply, by its key; in 1/10,000 units."""
    free = {supply.supply_id: supply.quantity for supply in supplies}
    for allocation in allocations:
        free[allocation.supply_id] -= allocation.quantity
    return free


def counter_reserve(product: Product, free_on_hand: int) -> int:
    """How much of what nobody holds on hand is kept for the counter (semantics 1)."""
    return max(0, min(product.counter_quantity, free_on_hand))


def atp_steps(
    today: date, dated: Iterable[DatedSupply], free: Mapping[int, int]
) -> tuple[tuple[date, int], ...]:
    """Available to promise over time: one step per date on which it changes, today first even when 0.

    `dated` stands on the time axis; quantities are what a line wanted that day could be given.
    """
    steps = [(today, 0)]
    for one in dated:
        quantity = free[one.supply.supply_id]
        if not quantity:
            continue
        day, total = steps[-1]
        if one.day == day:
            steps[-1] = (day, total + quantity)
        else:
            steps.append((one.day, total + quantity))
    return tuple(steps)


def atp_on(steps: Iterable[tuple[date, int]], day: date) -> int:
    """What could be given on one day."""
    return max((quantity for step_day, quantity in steps if step_day <= day), default=0)


def lacking_quantity(lines: Iterable[OrderLine], allocations: Iterable[Allocation]) -> int:
    """What waiting lines still lack of one product: open less what they hold."""
    lines = list(lines)
    waiting = {line.line_id for line in lines}
    held = sum(each.quantity for each in allocations if each.line_id in waiting)
    return sum(line.open_quantity for line in lines) - held


def offered_to_new_order(free_quantity: int, lacking: int) -> int:
    """What a newcomer may have: goods on the shelf before a run are not his (semantics 3)."""
    return max(0, free_quantity - lacking)
