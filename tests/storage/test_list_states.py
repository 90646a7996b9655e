"""Lists by state and their sums, on both databases."""

from dataclasses import replace
from datetime import date

import pytest

from boapp.domain.decisions import AllocationChange, Hold, OrderStatus
from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT
from boapp.storage.database import Database
from boapp.storage.entries import OrderEntry, OrderLineEntry
from boapp.storage.lists import (
    ListQuery,
    OrderState,
    PurchaseStage,
    at_stage,
    list_orders,
    list_products,
    list_purchase_orders,
    sum_orders,
    sum_purchase_orders,
)
from tests.storage.builders import TODAY, stock_a_shop, write

FIRST = OrderEntry(1, "SO-1", 1, date(2026, 11, 3))
LINE = OrderLineEntry(1, 1, "1", 1, 1, 12 * UNIT, price=4_900)


@pytest.fixture
def shop(database: Database) -> Database:
    """Harbour Books owed 12 of which 9 are here, Meyer 8 of which none is."""
    stock_a_shop(database)
    write(database, allocations=(AllocationChange(1, 1, 1, 0, 9 * UNIT),))
    return database


def in_state(shop: Database, state: OrderState) -> list[str]:
    with shop.read() as tx:
        return [row.order_number for row in list_orders(tx, ListQuery(), state=state).rows]


def test_that_an_order_ready_in_part_waits_for_the_rest(shop: Database) -> None:
    assert in_state(shop, OrderState.OPEN) == ["SO-1", "SO-2"]
    assert in_state(shop, OrderState.WAITING) == ["SO-1", "SO-2"]
    assert in_state(shop, OrderState.READY) == ["SO-1"]
    assert in_state(shop, OrderState.DONE) == []
    with shop.read() as tx:
        first, second = list_orders(tx, ListQuery()).rows
        assert sum_orders(tx, "", OrderState.OPEN) == type(sum_orders(tx, "", OrderState.OPEN))(
            2, 2, 20 * UNIT
        )
        assert sum_orders(tx, "meyer", OrderState.OPEN).owed == 8 * UNIT
    assert (first.owed, first.here, first.ready) == (12 * UNIT, 9 * UNIT, True)
    assert (second.owed, second.here, second.ready) == (8 * UNIT, 0, False)


@pytest.mark.parametrize(
    "order",
    [
        replace(FIRST, hold=Hold.PAYMENT),
        replace(FIRST, delivery=Delivery.COMPLETE_ORDER),
        replace(FIRST, delivery=Delivery.COMPLETE_LINE),
        replace(FIRST, status=OrderStatus.CANCELLED),
    ],
)
def test_that_held_and_incomplete_orders_are_not_ready(shop: Database, order: OrderEntry) -> None:
    write(shop, order)
    assert in_state(shop, OrderState.READY) == []


@pytest.mark.parametrize("delivery", [Delivery.COMPLETE_LINE, Delivery.COMPLETE_ORDER])
def test_that_a_line_that_waits_for_all_keeps_its_order_back(shop: Database, delivery: Delivery) -> None:
    write(shop, replace(LINE, delivery=delivery))
    assert in_state(shop, OrderState.READY) == []


def test_that_a_closed_order_owes_nothing_in_the_list(shop: Database) -> None:
    write(shop, replace(FIRST, status=OrderStatus.CANCELLED))
    with shop.read() as tx:
        (row,) = list_orders(tx, ListQuery(), state=OrderState.DONE).rows
    assert (row.order_number, row.owed) == ("SO-1", 0)


def test_that_purchase_orders_are_late_once_their_day_has_passed(shop: Database) -> None:
    with shop.read() as tx:
        for today, late in ((date(2026, 11, 27), 0), (date(2026, 11, 28), 1)):
            conditions = at_stage(PurchaseStage.LATE, today)
            assert list_purchase_orders(tx, ListQuery(), conditions=conditions).total == late
            assert sum_purchase_orders(tx, "", conditions).open_lines == late
        assert sum_purchase_orders(tx, "lumen", at_stage(PurchaseStage.OPEN, TODAY)).purchase_orders == 1
        assert (
            list_purchase_orders(tx, ListQuery(), conditions=at_stage(PurchaseStage.DONE, TODAY)).rows == ()
        )


def test_that_rows_can_be_counted_off(shop: Database) -> None:
    with shop.read() as tx:
        assert [row.order_number for row in list_orders(tx, ListQuery(skip=1)).rows] == ["SO-2"]
        assert list_orders(tx, ListQuery(skip=1, limit=None)).rows[0].order_number == "SO-2"
        assert list_products(tx, ListQuery(skip=1)).rows == ()
