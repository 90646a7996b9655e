"""Sums that several lists show beside a row: what is here, coming, owed and spoken for."""

from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Select, cast, func, select

from boapp.domain.decisions import Firmness, OrderStatus, SupplyKind
from boapp.storage.tables.sales import order_lines, orders
from boapp.storage.tables.stock import allocations, supplies


def on_hand(product_id: Column[int]) -> ColumnElement[int]:
    """What of a product is here, in stock and on the hold shelf."""
    return _supplied(product_id, supplies.c.kind == SupplyKind.ON_HAND)


def coming(product_id: Column[int]) -> ColumnElement[int]:
    """What of a product is expected, whenever."""
    return _supplied(product_id, supplies.c.kind != SupplyKind.ON_HAND)


def owed(product_id: Column[int]) -> ColumnElement[int]:
    """What of a product waiting lines still want."""
    return _sum(
        select(func.sum(order_lines.c.open_quantity))
        .join_from(order_lines, orders, order_lines.c.order_id == orders.c.order_id)
        .where(
            order_lines.c.product_id == product_id,
            order_lines.c.open_quantity > 0,
            orders.c.status == OrderStatus.OPEN,
        )
    )


def spoken_for_here(product_id: Column[int]) -> ColumnElement[int]:
    """What of the goods here is meant for someone."""
    return _sum(
        select(func.sum(allocations.c.quantity))
        .join_from(supplies, allocations, allocations.c.supply_id == supplies.c.supply_id)
        .where(supplies.c.product_id == product_id, supplies.c.kind == SupplyKind.ON_HAND)
    )


def held_here(line_id: Column[int]) -> ColumnElement[int]:
    """What a line holds of goods that are here."""
    return _held(line_id, supplies.c.kind == SupplyKind.ON_HAND)


def held_coming(line_id: Column[int]) -> ColumnElement[int]:
    """What a line holds of goods that are still to come."""
    return _held(line_id, supplies.c.kind != SupplyKind.ON_HAND)


def set_aside(line_id: Column[int]) -> ColumnElement[int]:
    """What lies on the hold shelf for a line."""
    return _held(line_id, allocations.c.firmness == Firmness.SET_ASIDE)


def _supplied(product_id: Column[int], kind: ColumnElement[bool]) -> ColumnElement[int]:
    return _sum(select(func.sum(supplies.c.quantity)).where(supplies.c.product_id == product_id, kind))


def _held(line_id: Column[int], which: ColumnElement[bool]) -> ColumnElement[int]:
    return _sum(
        select(func.sum(allocations.c.quantity))
        .join_from(allocations, supplies, allocations.c.supply_id == supplies.c.supply_id)
        .where(allocations.c.line_id == line_id, which)
    )


def whole(total: ColumnElement[Any]) -> ColumnElement[int]:
    """A sum of quantities as a whole number; 0 where there is nothing to add up."""
    # A PostgreSQL sum of BIGINT is a NUMERIC.
    return cast(func.coalesce(total, 0), BigInteger)


def _sum(query: Select[Any]) -> ColumnElement[int]:
    return whole(query.scalar_subquery())
