"""What other programs know is taken over whole, once, and row by row where a row is bad."""

from datetime import date
from pathlib import Path

import pytest

from boapp.domain.decisions import (
    Place,
    PurchaseState,
    SupplyKind,
)
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError
from boapp.exchange.layouts.rows import Refused
from boapp.services.importing import import_table
from boapp.storage.database import Database
from boapp.storage.entries import (
    CustomerEntry,
    OrderEntry,
    ProductEntry,
    PurchaseLineEntry,
    SupplierEntry,
    SupplierTermEntry,
    SupplyEntry,
)
from boapp.storage.holdings import read_quantities_by_place
from tests.services.import_desk import Desk, counts


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path)


def test_that_products_are_created_then_left_alone_then_changed(desk: Desk) -> None:
    text = "sku,name,price,supplier,supplier_sku\n0042,Lantern,29.90,Lumen,LU-1\nB,Bell,8.50,Lumen,LU-2\n"
    assert counts(desk.take("products", text)) == (2, 0, 0, 0)
    assert counts(desk.take("products", text)) == (0, 0, 2, 0)
    assert counts(desk.take("products", text.replace("8.50", "9.00"))) == (0, 1, 1, 0)
    assert [(one.sku, one.price) for one in desk.all(ProductEntry)] == [("0042", 2990), ("B", 900)]
    assert [one.name for one in desk.all(SupplierEntry)] == ["Lumen"]
    assert [one.supplier_sku for one in desk.all(SupplierTermEntry)] == ["LU-1", "LU-2"]


def test_that_the_first_description_wins(desk: Desk) -> None:
    assert counts(desk.take("products", "sku,name\nA,First\nA,second\na,third\n")) == (1, 0, 2, 0)
    assert [(one.sku, one.name) for one in desk.all(ProductEntry)] == [("A", "First")]


def test_that_what_a_table_leaves_empty_stays_as_it_was(desk: Desk) -> None:
    desk.take("products", "sku,name,price,group\nA,Lantern,29.90,Lighting\n")
    assert counts(desk.take("products", "sku,name,price,group\nA,Lantern,,\n")) == (0, 0, 1, 0)
    (product,) = desk.all(ProductEntry)
    assert (product.price, product.product_group) == (2990, "Lighting")


def test_that_bad_rows_are_refused_by_row_column_and_reason_and_the_rest_is_taken(desk: Desk) -> None:
    desk.take("products", "sku,name,decimals\nA,Lantern,0\nR,Ribbon,1\n")
    report = desk.take("stock", "Code,quantity\nA,x\nB,3\nA,1.5\nR,1.25\nR,1.5\n", "sku=Code")
    assert counts(report) == (0, 1, 0, 4)
    assert report.refused == (
        Refused(2, "quantity", "x", "is not a number"),
        Refused(3, "Code", "B", "is no product of this shop; import products first"),
        Refused(4, "quantity", "1.5", "must be a whole number: A is counted in pieces"),
        Refused(5, "quantity", "1.25", "has more than the 1 decimals of R"),
    )


def test_that_a_table_which_cannot_be_read_to_its_end_changes_nothing(desk: Desk) -> None:
    path = desk.folder / "p.csv"
    path.write_bytes(b"sku,name\nA,Lantern\nB,B\xff\n")
    with pytest.raises(ShopError):
        import_table(desk.shop, "products", path, encoding="utf-8")
    assert desk.all(ProductEntry) == []


def test_that_a_dry_run_says_what_would_be_and_writes_nothing(desk: Desk) -> None:
    text = "order,sku,quantity,name,customer,told\n1,A,2,Lantern,Petra,2026-12-01\n"
    assert counts(desk.take("orders", text, dry_run=True)) == (1, 0, 0, 0)
    assert not desk.all(ProductEntry)
    assert not desk.all(OrderEntry)
    assert not desk.all(CustomerEntry)


def test_that_a_customer_is_known_by_number_or_by_name(desk: Desk) -> None:
    text = "number,name,city,class\nC-1,Petra Müller,Hamburg,A\n,Café Åström,Visby,\n"
    assert counts(desk.take("customers", text)) == (2, 0, 0, 0)
    assert counts(desk.take("customers", text)) == (0, 0, 2, 0)
    assert counts(desk.take("customers", "name,phone\nCAFÉ ÅSTRÖM,0498\n")) == (0, 1, 0, 0)
    assert [(one.number, one.city, one.customer_class) for one in desk.all(CustomerEntry)] == [
        ("C-1", "Hamburg", 1),
        (None, "Visby", 5),
    ]


def test_that_a_customer_known_by_name_gets_the_number_a_table_brings(desk: Desk) -> None:
    desk.take("customers", "name,city\nPetra Müller,Hamburg\n")
    text = "number,name\nC-1,Petra Müller\n"
    assert counts(desk.take("customers", text)) == (0, 1, 0, 0)
    assert counts(desk.take("customers", text)) == (0, 0, 1, 0)
    assert [(one.number, one.city) for one in desk.all(CustomerEntry)] == [("C-1", "Hamburg")]


def test_that_the_first_row_of_a_customer_counts_however_it_names_them(desk: Desk) -> None:
    text = "number,name,city\n1,Petra,Kiel\n,Petra,Bonn\n1,,Ulm\n"
    assert counts(desk.take("customers", text)) == (1, 0, 2, 0)
    assert counts(desk.take("customers", text)) == (0, 0, 3, 0)
    assert [one.city for one in desk.all(CustomerEntry)] == ["Kiel"]


def test_that_two_customers_of_one_name_are_told_apart_by_number_only(desk: Desk) -> None:
    desk.take("customers", "number,name\n1,J. Smith\n2,J. Smith\n")
    text = "order,sku,quantity,name,customer\nA,X,1,Mug,J. Smith\nB,X,1,Mug,2\n"
    report = desk.take("orders", text)
    assert counts(report) == (1, 0, 0, 1)
    assert report.refused[0].reason == "is the name of 2 partners; give the number"


def test_that_a_count_is_reached_by_a_movement_and_a_second_time_by_none(desk: Desk) -> None:
    desk.take("products", "sku,name\nA,Lantern\n")
    assert counts(desk.take("stock", "sku,quantity\nA,14\n")) == (0, 1, 0, 0)
    assert counts(desk.take("stock", "sku,quantity\nA,14\n")) == (0, 0, 1, 0)
    assert counts(desk.take("stock", "sku,quantity\nA,9\n")) == (0, 1, 0, 0)
    assert counts(desk.take("stock", "sku,quantity,place\nA,3,display\n")) == (0, 1, 0, 0)
    assert desk.on_hand() == {"A": 9}
    (product,) = desk.all(ProductEntry)
    with desk.database.read() as tx:
        places = read_quantities_by_place(tx)
    assert places == {
        (product.product_id, Place.STOCK): 9 * UNIT,
        (product.product_id, Place.DISPLAY): 3 * UNIT,
    }


def test_that_two_counts_of_one_product_are_not_guessed_between(desk: Desk) -> None:
    desk.take("products", "sku,name\nA,Lantern\n")
    report = desk.take("stock", "sku,quantity\nA,14\nA,14\nA,15\n")
    assert counts(report) == (0, 1, 1, 1)
    assert report.refused[0].reason == "was counted as 14 in row 2; leave one of them out"
    assert desk.take("stock", "sku,quantity,place\nA,1,cellar\n").refused[0].column == "place"


def test_that_a_purchase_order_brings_its_supplier_and_its_supply(desk: Desk) -> None:
    desk.take("products", "sku,name\nA,Mug\n")
    header = "purchase_order,supplier,sku,quantity,expected,confirmed,received,units_per_buying_unit\n"
    text = header + "PO-1,Lumen,A,20,2026-11-27,yes,,\nPO-1,Lumen,A,2,2026-12-09,no,1,12\n"
    assert counts(desk.take("purchase-orders", text)) == (2, 0, 0, 0)
    assert counts(desk.take("purchase-orders", text)) == (0, 0, 2, 0)
    supplies = [one for one in desk.all(SupplyEntry) if one.kind is SupplyKind.PURCHASE]
    assert [(one.quantity // UNIT, one.expected_date, one.confirmed) for one in supplies] == [
        (20, date(2026, 11, 27), True),
        (12, date(2026, 12, 9), False),
    ]
    assert [one.state for one in desk.all(PurchaseLineEntry)] == [PurchaseState.CONFIRMED, PurchaseState.SENT]


def test_that_a_purchase_order_slips_by_importing_its_new_date(desk: Desk) -> None:
    desk.take("products", "sku,name\nA,Mug\n")
    header = "purchase_order,supplier,sku,quantity,expected,received\n"
    desk.take("purchase-orders", header + "PO-1,Lumen,A,20,2026-11-27,\n")
    assert counts(desk.take("purchase-orders", header + "PO-1,Lumen,A,24,2026-12-04,\n")) == (0, 1, 0, 0)
    supplies = [one for one in desk.all(SupplyEntry) if one.kind is SupplyKind.PURCHASE]
    assert [(one.quantity // UNIT, one.expected_date) for one in supplies] == [(24, date(2026, 12, 4))]
    for row, reason in (
        ("PO-1,Aster,A,24,,", "is not the supplier of PO-1"),
        ("PO-1,Lumen,A,24,,4", "is 0 here; post a receipt"),
        ("PO-2,Lumen,B,24,,", "is no product of this shop"),
    ):
        (refused,) = desk.take("purchase-orders", header + row + "\n").refused
        assert reason in refused.reason
    assert [one.name for one in desk.all(SupplierEntry)] == ["Lumen"]


def test_that_products_of_another_shop_are_taken_over_by_mapping(desk: Desk, shared: Path) -> None:
    path = shared / "data" / "northwind" / "products.csv"
    mapping = (
        "sku=ProductID",
        "name=ProductName",
        "price=UnitPrice",
        "reorder_level=ReorderLevel",
        "discontinued=Discontinued",
    )
    report = import_table(desk.shop, "products", path, mapping)
    assert counts(report) == (77, 0, 0, 0)
    stock = import_table(desk.shop, "stock", path, ("sku=ProductID", "quantity=UnitsInStock"))
    assert counts(stock)[3] == 0
    assert desk.on_hand()["1"] == 39
