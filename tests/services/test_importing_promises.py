"""Counts and suppliers' changes are never refused because goods are promised; promises follow."""

from pathlib import Path

import pytest

from boapp.domain.decisions import (
    Place,
)
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError
from boapp.services.importing import load_sample
from boapp.storage.check import check
from boapp.storage.database import Database
from boapp.storage.entries import (
    CustomerEntry,
    OrderLineEntry,
    ProductEntry,
)
from boapp.storage.holdings import read_quantities_by_place
from boapp.storage.numbering import Series, next_number
from boapp.storage.promises import read_unprinted_notices
from boapp.storage.shop_settings import read_settings
from boapp.storage.situations import load_situation
from tests.services.import_desk import TODAY, Desk, counts, shop_of


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path)


def test_that_the_sample_shop_stands_as_in_the_pictures(database: Database) -> None:
    load_sample(shop_of(database))
    with database.read() as tx:
        situation = load_situation(tx, TODAY)
    assert len(situation.lines) == 31
    assert sum(line.open_quantity for line in situation.lines) == 222 * UNIT
    assert sum(one.quantity for one in situation.allocations) == 204 * UNIT
    lantern = next(one.product_id for one in situation.products if one.sku == "LAN-0042")
    supplies = [(one.label, one.quantity // UNIT) for one in situation.supplies if one.product_id == lantern]
    assert [quantity for _, quantity in supplies] == [14, 8, 20, 12]
    with database.write() as tx:
        assert next_number(tx, Series.ORDER) == "SO-1223"
        assert read_settings(tx).name == "Lantern Lane"
        assert check(tx) == []
    with pytest.raises(ShopError, match="needs an empty one"):
        load_sample(shop_of(database))


def lantern_holders(database: Database, supply: int) -> dict[str, int]:
    """Who holds how much of the blue lantern's supply in that place of the time axis (0: on hand)."""
    with database.read() as tx:
        situation = load_situation(tx, TODAY)
    lantern = next(one.product_id for one in situation.products if one.sku == "LAN-0042")
    supplies = [one.supply_id for one in situation.supplies if one.product_id == lantern]
    numbers = {line.line_id: line.order_number for line in situation.lines}
    return {
        numbers[one.line_id]: one.quantity // UNIT
        for one in situation.allocations
        if one.supply_id == supplies[supply]
    }


def test_that_a_count_is_never_refused_because_it_is_promised(desk: Desk) -> None:
    load_sample(desk.shop)
    assert lantern_holders(desk.database, 0) == {"SO-1182": 8, "SO-1166": 6}
    assert counts(desk.take("stock", "sku,quantity\nLAN-0042,9\n")) == (0, 1, 0, 0)
    assert lantern_holders(desk.database, 0) == {"SO-1182": 3, "SO-1166": 6}
    assert desk.on_hand()["LAN-0042"] == 9


def test_that_goods_missing_from_the_hold_shelf_are_missed_last(desk: Desk) -> None:
    load_sample(desk.shop)
    desk.take("stock", "sku,quantity\nCND-0210,40\n")
    (candle,) = [one.product_id for one in desk.all(ProductEntry) if one.sku == "CND-0210"]
    with desk.database.read() as tx:
        places = read_quantities_by_place(tx)
        held = sum(
            one.quantity
            for one in load_situation(tx, TODAY).allocations
            if one.set_aside and one.line_id in {row.line_id for row in lines_of(desk, candle)}
        )
    assert (places[candle, Place.STOCK], places[candle, Place.SHELF]) == (0, 40 * UNIT)
    assert held == 40 * UNIT


def lines_of(desk: Desk, product_id: int) -> list[OrderLineEntry]:
    return [line for line in desk.all(OrderLineEntry) if line.product_id == product_id]


def test_that_a_supplier_who_cuts_a_delivery_takes_it_from_those_it_harms_least(desk: Desk) -> None:
    load_sample(desk.shop)
    header = "purchase_order,supplier,sku,quantity,line,expected\n"
    assert lantern_holders(desk.database, 2) == {"SO-1190": 6, "SO-1195": 6, "SO-1171": 6, "SO-1210": 2}
    desk.take("purchase-orders", header + "PO-2041,Lumen,LAN-0042,12,1,2026-11-27\n")
    assert sum(lantern_holders(desk.database, 2).values()) == 12


def test_that_a_slipping_delivery_makes_letters_due(desk: Desk) -> None:
    load_sample(desk.shop)
    header = "purchase_order,supplier,sku,quantity,line,expected\n"
    before = unprinted(desk)
    desk.take("purchase-orders", header + "PO-2047,Hartmann,LMP-0107,12,1,2026-12-18\n")
    assert unprinted(desk) - before == {"Elif Aksoy"}


def unprinted(desk: Desk) -> set[str]:
    names = {customer.customer_id: customer.name for customer in desk.all(CustomerEntry)}
    with desk.database.read() as tx:
        return {names[notice.customer_id] for notice in read_unprinted_notices(tx, names)}
