"""What lines, supplies and places hold at this moment, and what lines were told, in bulk."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from boapp.domain.decisions import Place
from boapp.storage.bulk import select_by_keys
from boapp.storage.tables.sales import told
from boapp.storage.tables.stock import allocations, movements
from boapp.storage.transaction import Transaction


def read_held_by_lines(tx: Transaction, line_ids: Iterable[int]) -> dict[int, int]:
    """How much each of these order lines holds of all supplies; lines that hold nothing are left out."""
    query = select(allocations.c.line_id, allocations.c.quantity)
    return _totals(select_by_keys(tx, query, allocations.c.line_id, line_ids))


def read_held_of_supplies(tx: Transaction, supply_ids: Iterable[int]) -> dict[int, int]:
    """How much of each of these supplies is held by lines; free ones are left out."""
    query = select(allocations.c.supply_id, allocations.c.quantity)
    return _totals(select_by_keys(tx, query, allocations.c.supply_id, supply_ids))


def read_told_days(tx: Transaction, line_ids: Iterable[int]) -> dict[int, set[date]]:
    """Every last day that each of these order lines was ever told."""
    query = select(told.c.line_id, told.c.latest_date)
    days: defaultdict[int, set[date]] = defaultdict(set)
    for line_id, day in select_by_keys(tx, query, told.c.line_id, line_ids):
        if day is not None:
            days[line_id].add(day)
    return days


def read_quantities_by_place(tx: Transaction) -> dict[tuple[int, Place], int]:
    """What lies of each product at each place, as the movements add up."""
    total = func.sum(movements.c.quantity)
    query = select(movements.c.product_id, movements.c.place, total).group_by(
        movements.c.product_id, movements.c.place
    )
    return {
        (product_id, place): int(quantity) for product_id, place, quantity in tx.connection.execute(query)
    }


def _totals(rows: Iterable[tuple[int, int]]) -> dict[int, int]:
    totals: defaultdict[int, int] = defaultdict(int)
    for key, quantity in rows:
        totals[key] += quantity
    return dict(totals)
