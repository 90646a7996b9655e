"""What the rules get to see of a shop."""

from datetime import date
from typing import Any

import pytest

from boapp.domain.catalog import Product
from boapp.domain.decisions import AllocationChange, Firmness, SupplyKind
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.stock import Allocation, Supply
from boapp.storage.database import Database
from boapp.storage.entries import (
    ClosingDayEntry,
    OrderEntry,
    OrderLineEntry,
    ProductEntry,
    SupplyEntry,
)
from boapp.storage.shop_settings import ShopSettings, write_settings
from boapp.storage.situations import load_situation
from tests.storage.builders import TODAY, stock_a_shop, write


def test_that_goods_and_waiting_lines_come_as_the_rules_know_them(database: Database) -> None:
    stock_a_shop(database)
    with database.read() as tx:
        situation = load_situation(tx, TODAY)
    assert situation.products == (Product(1, "LAN", name="Storm lantern"),)
    assert situation.supplies == (
        Supply(1, 1, 14 * UNIT),
        Supply(2, 1, 20 * UNIT, date(2026, 11, 27), on_hand=False, label="PO-1", partner="Lumen"),
    )
    assert situation.lines == (
        OrderLine(1, 1, 1, 12 * UNIT, "SO-1", "1", date(2026, 11, 3), "Harbour Books", 1, value=58_800),
        OrderLine(
            2, 2, 1, 8 * UNIT, "SO-2", "1", date(2026, 11, 5), "Meyer", 2, date(2026, 12, 1), 1, value=39_200
        ),
    )
    assert situation.allocations == ()


def _held(database: Database, until: date | None, **settings: Any) -> tuple[Allocation, ...]:
    stock_a_shop(database)
    write(
        database,
        allocations=(
            AllocationChange(1, 1, 1, 0, 4 * UNIT, Firmness.PINNED, reason="promised", until_date=until),
            AllocationChange(1, 1, 1, 0, 3 * UNIT),
            AllocationChange(1, 1, 1, 0, 2 * UNIT, Firmness.SET_ASIDE, place="A3"),
        ),
    )
    with database.read() as tx:
        return load_situation(tx, TODAY, **settings).allocations


def test_that_pinned_and_set_aside_parts_are_told_apart(database: Database) -> None:
    assert set(_held(database, None)) == {
        Allocation(1, 1, 3 * UNIT),
        Allocation(1, 1, 4 * UNIT, pinned=True),
        Allocation(1, 1, 2 * UNIT, set_aside=True),
    }


@pytest.mark.parametrize(("until", "pinned"), [(date(2026, 11, 22), True), (date(2026, 11, 21), False)])
def test_that_a_pin_holds_through_its_last_day(database: Database, until: date, pinned: bool) -> None:
    assert Allocation(1, 1, 4 * UNIT, pinned=pinned) in _held(database, until)


def test_that_an_expired_pin_is_let_go_by_the_next_decision_that_moves_goods(database: Database) -> None:
    """Read as loose, 4 and 3 together; the decision gives 6 of these 7 to nobody else."""
    _held(database, date(2026, 11, 21))
    write(database, allocations=(AllocationChange(1, 1, 1, 7 * UNIT, 6 * UNIT),))
    with database.read() as tx:
        assert set(load_situation(tx, TODAY).allocations) == {
            Allocation(1, 1, 6 * UNIT),
            Allocation(1, 1, 2 * UNIT, set_aside=True),
        }


def test_that_receiving_days_pass_over_weekends_and_holidays(database: Database) -> None:
    stock_a_shop(database)
    write(database, ClosingDayEntry(date(2026, 11, 30), "Saint Andrew's Day"))
    with database.write() as tx:
        write_settings(tx, ShopSettings(receiving_days=1))
    with database.read() as tx:
        assert load_situation(tx, TODAY).supplies[1].date == date(2026, 12, 1)


def test_that_orders_closed_or_without_open_quantity_do_not_wait(database: Database) -> None:
    stock_a_shop(database)
    write(database, OrderLineEntry(1, 1, "1", 1, 1, 12 * UNIT, shipped_quantity=12 * UNIT))
    with database.read() as tx:
        assert [line.line_id for line in load_situation(tx, TODAY).lines] == [2]


def test_that_a_run_of_one_product_sees_the_other_lines_of_complete_orders(database: Database) -> None:
    stock_a_shop(database)
    write(
        database,
        ProductEntry(2, "WICK", "Wick"),
        ProductEntry(3, "OIL", "Oil"),
        SupplyEntry(3, 2, SupplyKind.ON_HAND, 0),
        OrderEntry(3, "SO-3", 1, TODAY, delivery=Delivery.COMPLETE_ORDER),
        OrderLineEntry(3, 3, "1", 1, 1, 2 * UNIT),
        OrderLineEntry(4, 3, "2", 2, 2, UNIT),
        OrderLineEntry(5, 1, "2", 2, 3, UNIT),
    )
    with database.read() as tx:
        situation = load_situation(tx, TODAY, [1])
    assert [line.line_id for line in situation.lines] == [1, 2, 3, 4]
    assert {line.delivery for line in situation.lines[2:]} == {Delivery.COMPLETE_ORDER}
    assert [product.sku for product in situation.products] == ["LAN", "WICK"]
    assert situation.run_product_ids == frozenset({1})


def test_that_transit_is_taken_off_the_last_day_of_use(database: Database) -> None:
    stock_a_shop(database)
    write(database, OrderLineEntry(1, 1, "1", 1, 1, 12 * UNIT, no_use_after=date(2026, 12, 24)))
    with database.write() as tx:
        write_settings(tx, ShopSettings(transit_days=3))
    with database.read() as tx:
        assert load_situation(tx, TODAY).lines[0].no_use_after == date(2026, 12, 21)
