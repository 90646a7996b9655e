"""The one rule no act may break: nobody holds more than there is, or than is owed to them (semantics 2).

Looked at again where it is written, under the writer's lock, whoever made the decision.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Column, func, select

from boapp.domain.decisions import Decision
from boapp.storage.bulk import select_by_keys
from boapp.storage.entries import Entry, OrderLineEntry, SupplyEntry
from boapp.storage.tables.sales import order_lines
from boapp.storage.tables.stock import allocations, supplies
from boapp.storage.transaction import Transaction

_FEW = 1000


class TooMuchHeld(Exception):
    """A decision would give more of a supply than there is, or more to a line than it is owed: a bug."""


def refuse_too_much_held(tx: Transaction, decision: Decision, entries: Sequence[Entry]) -> None:
    """Undo (by raising TooMuchHeld) what would leave more allocated than there is or is open."""
    supply_ids = {change.supply_id for change in decision.allocations}
    supply_ids |= {change.supply_id for change in decision.supplies}
    supply_ids |= {entry.supply_id for entry in entries if isinstance(entry, SupplyEntry)}
    line_ids = {change.line_id for change in decision.allocations}
    line_ids |= {change.line_id for change in decision.order_lines}
    line_ids |= {entry.line_id for entry in entries if isinstance(entry, OrderLineEntry)}
    _refuse(tx, "supply", allocations.c.supply_id, supplies.c.supply_id, supplies.c.quantity, supply_ids)
    _refuse(tx, "line", allocations.c.line_id, order_lines.c.line_id, order_lines.c.open_quantity, line_ids)


def _refuse(
    tx: Transaction,
    name: str,
    holder: Column[int],
    key: Column[int],
    limit: Column[int],
    touched: Collection[int],
) -> None:
    if not touched:
        return
    held: Any = (
        select(holder, func.sum(allocations.c.quantity), func.min(limit))
        .join_from(allocations, key.table, holder == key)
        .group_by(holder)
        .having(func.sum(allocations.c.quantity) > func.min(limit))
    )
    if len(touched) <= _FEW:
        too_much = select_by_keys(tx, held, holder, touched)
    else:
        too_much = list(tx.connection.execute(held).all())
    if too_much:
        raise TooMuchHeld(f"{name} {too_much[0][0]}: {too_much[0][1]} allocated of {too_much[0][2]}")
