"""Goods: movements, supplies, order and purchase order lines, and who holds what."""

from collections.abc import Iterable, Sequence
from datetime import date
from operator import attrgetter

from sqlalchemy import bindparam, delete, select, update

from boapp.domain.decisions import (
    AllocationChange,
    Decision,
    Firmness,
    OrderLineChange,
    PurchaseLineChange,
    SupplyChange,
)
from boapp.errors import SituationChanged
from boapp.storage.bulk import execute_many, insert_columns, insert_rows
from boapp.storage.numbering import new_keys
from boapp.storage.tables.purchasing import purchase_lines
from boapp.storage.tables.sales import order_lines
from boapp.storage.tables.stock import allocation_history, allocations, movements, supplies, supply_history
from boapp.storage.transaction import Transaction


def write_goods(tx: Transaction, act_id: int, decision: Decision) -> None:
    """Write what moved, what remains of each supply, and what became of the lines."""
    keys = new_keys(tx, "movements", len(decision.movements))
    rows = [
        {
            "movement_id": key,
            "act_id": act_id,
            "product_id": movement.product_id,
            "quantity": movement.quantity,
            "kind": movement.kind,
            "place": movement.place,
            "line_id": movement.line_id,
            "purchase_line_id": movement.purchase_line_id,
            "note": movement.note,
        }
        for key, movement in zip(keys, decision.movements, strict=True)
    ]
    insert_rows(tx, movements, rows)
    _write_supplies(tx, act_id, sorted(decision.supplies, key=attrgetter("supply_id")))
    _write_order_lines(tx, decision.order_lines)
    _write_purchase_lines(tx, decision.purchase_lines)


def write_allocations(tx: Transaction, act_id: int, day: date, changes: Sequence[AllocationChange]) -> None:
    """Write who holds what, and how that came to be.

    Raises SituationChanged when an allocation was not as the decision took it to be.
    """
    if not changes:
        return
    expired = _expired_pins(tx, day)
    once = not expired and len(set(map(_allocation_key, changes))) == len(changes)
    ordered = sorted(changes if once else _merged((*expired, *changes)), key=_allocation_key)
    gone = [_allocation_row(act_id, change) for change in ordered if not change.after_quantity]
    _expect_all(execute_many(tx, _DELETE_ALLOCATION, gone), gone)
    held_on = [change for change in ordered if change.before_quantity and change.after_quantity]
    changed = [_allocation_row(act_id, change) for change in held_on]
    _expect_all(execute_many(tx, _UPDATE_ALLOCATION, changed), changed)
    insert_columns(tx, allocations, _new_allocations(act_id, ordered))
    insert_columns(tx, allocation_history, _history(act_id, ordered))


_allocation_key = attrgetter("line_id", "supply_id", "firmness")
_UPDATE_ALLOCATION = (
    update(allocations)
    .where(
        allocations.c.line_id == bindparam("line"),
        allocations.c.supply_id == bindparam("supply"),
        allocations.c.firmness == bindparam("firm"),
        allocations.c.quantity == bindparam("before"),
    )
    .values(
        quantity=bindparam("after"),
        place=bindparam("to_place"),
        reason=bindparam("for_reason"),
        until_date=bindparam("until"),
        act_id=bindparam("act"),
    )
)
_DELETE_ALLOCATION = delete(allocations).where(
    allocations.c.line_id == bindparam("line"),
    allocations.c.supply_id == bindparam("supply"),
    allocations.c.firmness == bindparam("firm"),
    allocations.c.quantity == bindparam("before"),
)
_UPDATE_SUPPLY = (
    update(supplies)
    .where(supplies.c.supply_id == bindparam("supply"), supplies.c.quantity == bindparam("before"))
    .values(quantity=bindparam("after"), expected_date=bindparam("day"), confirmed=bindparam("sure"))
)
_UPDATE_ORDER_LINE = (
    update(order_lines)
    .where(order_lines.c.line_id == bindparam("line"))
    .values(
        ordered_quantity=order_lines.c.ordered_quantity + bindparam("ordered"),
        shipped_quantity=order_lines.c.shipped_quantity + bindparam("shipped"),
        cancelled_quantity=order_lines.c.cancelled_quantity + bindparam("cancelled"),
    )
)
_UPDATE_PURCHASE_LINE = (
    update(purchase_lines)
    .where(purchase_lines.c.purchase_line_id == bindparam("line"))
    .values(
        ordered_quantity=purchase_lines.c.ordered_quantity + bindparam("ordered"),
        received_quantity=purchase_lines.c.received_quantity + bindparam("received"),
        cancelled_quantity=purchase_lines.c.cancelled_quantity + bindparam("cancelled"),
    )
)
_UPDATE_PURCHASE_STATE = (
    update(purchase_lines)
    .where(purchase_lines.c.purchase_line_id == bindparam("line"))
    .values(state=bindparam("to_state"))
)


def _write_supplies(tx: Transaction, act_id: int, changes: Sequence[SupplyChange]) -> None:
    rows = [
        {
            "supply": change.supply_id,
            "before": change.before_quantity,
            "after": change.after_quantity,
            "day": change.after_date,
            "sure": change.confirmed,
        }
        for change in changes
    ]
    _expect_all(execute_many(tx, _UPDATE_SUPPLY, rows), rows)
    history = [
        {
            "act_id": act_id,
            "supply_id": change.supply_id,
            "before_quantity": change.before_quantity,
            "after_quantity": change.after_quantity,
            "before_date": change.before_date,
            "after_date": change.after_date,
        }
        for change in changes
    ]
    insert_rows(tx, supply_history, history)


def _write_order_lines(tx: Transaction, changes: Sequence[OrderLineChange]) -> None:
    rows = [
        {
            "line": change.line_id,
            "ordered": change.ordered,
            "shipped": change.shipped,
            "cancelled": change.cancelled,
        }
        for change in changes
    ]
    _expect_all(execute_many(tx, _UPDATE_ORDER_LINE, rows), rows)


def _write_purchase_lines(tx: Transaction, changes: Sequence[PurchaseLineChange]) -> None:
    rows = [
        {
            "line": change.purchase_line_id,
            "ordered": change.ordered,
            "received": change.received,
            "cancelled": change.cancelled,
        }
        for change in changes
    ]
    _expect_all(execute_many(tx, _UPDATE_PURCHASE_LINE, rows), rows)
    states = [
        {"line": change.purchase_line_id, "to_state": change.state} for change in changes if change.state
    ]
    execute_many(tx, _UPDATE_PURCHASE_STATE, states)


def _expired_pins(tx: Transaction, day: date) -> list[AllocationChange]:
    """Pins whose last day has passed become loose, as they were read (situations)."""
    part = allocations.c
    expired = tx.connection.execute(
        select(part.line_id, part.supply_id, part.quantity).where(
            part.until_date < day, part.firmness == Firmness.PINNED
        )
    ).all()
    changes: list[AllocationChange] = []
    for line_id, supply_id, quantity in expired:
        loose = tx.connection.execute(
            select(part.quantity).where(
                part.line_id == line_id, part.supply_id == supply_id, part.firmness == Firmness.LOOSE
            )
        ).scalar()
        held = loose or 0
        changes.append(AllocationChange(line_id, supply_id, 0, quantity, 0, Firmness.PINNED))
        changes.append(AllocationChange(line_id, supply_id, 0, held, held + quantity, Firmness.LOOSE))
    return changes


def _merged(changes: Iterable[AllocationChange]) -> list[AllocationChange]:
    merged: dict[tuple[int, int, Firmness], AllocationChange] = {}
    for change in changes:
        key = _allocation_key(change)
        if key not in merged:
            merged[key] = change
            continue
        _expect_all(merged[key].after_quantity == change.before_quantity, (change,))
        merged[key] = change._replace(before_quantity=merged[key].before_quantity)
    return list(merged.values())


def _allocation_row(act_id: int, change: AllocationChange) -> dict[str, object]:
    return {
        "line": change.line_id,
        "supply": change.supply_id,
        "firm": change.firmness,
        "before": change.before_quantity,
        "after": change.after_quantity,
        "to_place": change.place,
        "for_reason": change.reason,
        "until": change.until_date,
        "act": act_id,
    }


def _new_allocations(act_id: int, changes: Iterable[AllocationChange]) -> dict[str, list[object]]:
    new = [change for change in changes if not change.before_quantity and change.after_quantity]
    return {
        "line_id": [change.line_id for change in new],
        "supply_id": [change.supply_id for change in new],
        "firmness": [change.firmness for change in new],
        "quantity": [change.after_quantity for change in new],
        "place": [change.place for change in new],
        "reason": [change.reason for change in new],
        "until_date": [change.until_date for change in new],
        "act_id": [act_id] * len(new),
    }


def _history(act_id: int, changes: Iterable[AllocationChange]) -> dict[str, list[object]]:
    changed = [change for change in changes if change.before_quantity != change.after_quantity]
    return {
        "act_id": [act_id] * len(changed),
        "line_id": [change.line_id for change in changed],
        "supply_id": [change.supply_id for change in changed],
        "firmness": [change.firmness for change in changed],
        "before_quantity": [change.before_quantity for change in changed],
        "after_quantity": [change.after_quantity for change in changed],
    }


def _expect_all(found: int, rows: Sequence[object]) -> None:
    if found != len(rows):
        raise SituationChanged(
            "goods", "something changed while this was decided; look again and decide anew"
        )
