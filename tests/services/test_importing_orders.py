"""Orders of other programs are taken over, completed and corrected, never undone."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boapp.domain.decisions import (
    Hold,
    OrderStatus,
)
from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT
from boapp.services.importing import import_table
from boapp.storage.check import check
from boapp.storage.database import Database
from boapp.storage.entries import (
    CustomerEntry,
    OrderEntry,
    OrderLineEntry,
    ProductEntry,
)
from boapp.storage.situations import load_situation
from tests.services.import_desk import TODAY, UCI_ORDERS, UCI_PRODUCTS, Desk, counts


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path)


def test_that_an_order_brings_its_customer_its_product_and_what_was_told(desk: Desk) -> None:
    text = (
        "order,sku,quantity,name,customer,customer_city,ordered,told,wanted,price,status,delivery\n"
        "SO-7,007,10,Bus,C-5,Kiel,2026-11-01,2027-06-30,2026-12-01,120,payment,complete order\n"
        "SO-7,008,1,Car,C-5,Bonn,2026-11-02,2026-W50,,80,,\n"
    )
    assert counts(desk.take("orders", text)) == (2, 0, 0, 0)
    assert counts(desk.take("orders", text)) == (0, 0, 2, 0)
    (order,) = desk.all(OrderEntry)
    assert (order.ordered_date, order.hold, order.delivery) == (
        date(2026, 11, 1),
        Hold.PAYMENT,
        Delivery.COMPLETE_ORDER,
    )
    assert [(one.number, one.name, one.city) for one in desk.all(CustomerEntry)] == [("C-5", "C-5", "Kiel")]
    assert [(one.sku, one.name) for one in desk.all(ProductEntry)] == [("007", "Bus"), ("008", "Car")]
    assert desk.told() == {"1": {date(2027, 6, 30)}, "2": {date(2026, 12, 13)}}
    with desk.database.read() as tx:
        lines = load_situation(tx, TODAY).lines
    assert [(line.line_number, line.told_date) for line in lines] == [
        ("1", date(2027, 6, 30)),
        ("2", date(2026, 12, 13)),
    ]


def test_that_a_later_table_adds_lines_and_corrects_them(desk: Desk) -> None:
    desk.take("orders", "order,sku,quantity,name,told\n1,A,2,Mug,2026-12-01\n")
    report = desk.take("orders", "order,sku,quantity,name,told\n1,A,3,Mug,2026-12-08\n1,B,1,Bowl,\n")
    assert counts(report) == (1, 1, 0, 0)
    assert [(one.line_number, one.ordered_quantity // UNIT) for one in desk.all(OrderLineEntry)] == [
        ("1", 3),
        ("2", 1),
    ]
    assert desk.told() == {"1": {date(2026, 12, 1), date(2026, 12, 8)}}


def test_that_a_mended_row_finds_its_place_in_its_order(desk: Desk) -> None:
    bad = "order,sku,quantity,name\n1,A,1,Mug\n1,B,many,Bowl\n1,C,1,Cup\n"
    assert counts(desk.take("orders", bad)) == (2, 0, 0, 1)
    assert counts(desk.take("orders", bad.replace("many", "2"))) == (1, 0, 2, 0)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("1,X,2,,C-1,1,,", "sku", "is no product of this shop"),
        ("1,B,2,,C-1,1,,", "sku", "is not the product of line 1 of order 1"),
        ("1,A,2,,C-2,1,,", "customer", "is not the customer of order 1"),
        ("1,A,10,,C-1,1,4,", "shipped", "is 0 here; book it in the shop"),
        ("1,A,10,,C-1,1,,3", "cancelled", "is 0 here; book it in the shop"),
        ("2,A,2,,C-1,1,3,", "shipped", "is more than the 2 ordered"),
        ("2,N,1.5,New,C-1,1,,", "quantity", "must be a whole number: N is new"),
    ],
)
def test_that_a_row_which_contradicts_the_shop_is_refused(
    desk: Desk, row: str, column: str, reason: str
) -> None:
    header = "order,sku,quantity,name,customer,line,shipped,cancelled\n"
    desk.take("products", "sku,name\nA,Mug\nB,Bowl\n")
    desk.take("orders", header + "1,A,10,,C-1,1,,\n")
    before = desk.all(OrderLineEntry), desk.all(ProductEntry), desk.all(CustomerEntry)
    (refused,) = desk.take("orders", header + row + "\n").refused
    assert (refused.row, refused.column) == (2, column)
    assert reason in refused.reason
    assert (desk.all(OrderLineEntry), desk.all(ProductEntry), desk.all(CustomerEntry)) == before


def test_that_one_line_number_twice_in_an_order_is_refused_unless_it_says_the_same(desk: Desk) -> None:
    text = "order,sku,quantity,name,line\n1,A,1,Mug,1\n1,A,1,Mug,1\n1,B,1,Bowl,1\n"
    report = desk.take("orders", text)
    assert counts(report) == (1, 0, 1, 1)
    assert report.refused[0].reason == "stands twice in order 1: in row 2 too"


def test_that_an_order_that_is_done_waits_for_nothing(desk: Desk) -> None:
    text = "order,sku,quantity,name,status,shipped\n1,A,2,Mug,done,\n2,A,2,Mug,cancelled,\n3,A,2,Mug,,2\n4,A,2,Mug,,1\n"
    assert counts(desk.take("orders", text)) == (4, 0, 0, 0)
    assert counts(desk.take("orders", text)) == (0, 0, 4, 0)
    assert [one.status for one in desk.all(OrderEntry)] == [
        OrderStatus.DONE,
        OrderStatus.CANCELLED,
        OrderStatus.DONE,
        OrderStatus.OPEN,
    ]
    with desk.database.read() as tx:
        assert [(one.order_number, one.open_quantity) for one in load_situation(tx, TODAY).lines] == [
            ("4", UNIT)
        ]


def test_that_a_line_without_a_customer_is_an_unknown_customers(desk: Desk) -> None:
    text = "order,sku,quantity,name,customer,customer_country\n1,A,1,Mug,,Israel\n2,A,1,Mug,,Eire\n"
    desk.take("orders", text)
    assert counts(desk.take("orders", text)) == (0, 0, 2, 0)
    assert [(one.name, one.country) for one in desk.all(CustomerEntry)] == [("Unknown customer", "")]


def test_that_a_customer_who_takes_no_parts_gets_whole_orders(desk: Desk) -> None:
    desk.take("customers", "name,accepts_parts\nRosa,no\n")
    desk.take("orders", "order,sku,quantity,name,customer\n1,A,1,Mug,Rosa\n")
    assert [one.delivery for one in desk.all(OrderEntry)] == [Delivery.COMPLETE_ORDER]


def test_that_an_old_order_overwrites_no_address(desk: Desk) -> None:
    desk.take("customers", "number,name,city\n5,Petra,Hamburg\n")
    header = "order,sku,quantity,name,customer,customer_city,customer_phone\n"
    desk.take("orders", header + "1,A,1,Mug,5,Kiel,040\n")
    assert [(one.city, one.phone) for one in desk.all(CustomerEntry)] == [("Hamburg", "040")]


def test_that_a_product_is_named_by_any_row_of_the_file(desk: Desk) -> None:
    text = "order,sku,quantity,name\n1,A,1,\n2,A,1,Mug\n3,a,1,Cup\n"
    assert counts(desk.take("orders", text)) == (3, 0, 0, 0)
    assert [(one.sku, one.name) for one in desk.all(ProductEntry)] == [("A", "Mug")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1", "2"]),
            st.sampled_from(["A", "a", "B"]),
            st.sampled_from(["1", "2", "x", "-1", "1.5"]),
            st.sampled_from(["", "Mug", "Bowl"]),
            st.sampled_from(["", "C1", "Ann"]),
            st.sampled_from(["", "", "1", "2"]),
            st.sampled_from(["", "done", "cancelled", "payment"]),
            st.sampled_from(["", "2026-12-01", "2026-12-08"]),
            st.sampled_from(["", "3.50", "4"]),
        ),
        max_size=8,
    )
)
def test_that_any_table_of_orders_changes_nothing_the_second_time(
    shop_file: Path, tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    header = "order,sku,quantity,name,customer,line,status,told,price\n"
    text = header + "".join(",".join(row) + "\n" for row in rows)
    fresh = tmp_path / "fresh.boapp"
    fresh.unlink(missing_ok=True)
    shutil.copyfile(shop_file, fresh)
    database = Database.open(fresh)
    try:
        desk = Desk(database, tmp_path)
        first = desk.take("orders", text)
        second = desk.take("orders", text)
        assert counts(second) == (0, 0, first.created + first.changed + first.same, len(first.refused))
        assert [one.row for one in second.refused] == [one.row for one in first.refused]
        with database.read() as tx:
            assert check(tx) == []
    finally:
        database.close()


def test_that_a_real_month_of_orders_is_taken_over(desk: Desk, shared: Path) -> None:
    path = shared / "data" / "uci_online_retail" / "2011-01.csv.gz"
    products = import_table(desk.shop, "products", path, UCI_PRODUCTS)
    orders = import_table(desk.shop, "orders", path, UCI_ORDERS)
    assert products.read == orders.read == 35_147
    reasons = {one.reason for one in orders.refused}
    assert {one.value for one in orders.refused if "postage" in one.reason} == {"POST", "DOT"}
    assert "must be more than 0; a cancelled or returned quantity is no order" in reasons
    assert counts(orders)[1:3] == (0, 0)
    again = import_table(desk.shop, "orders", path, UCI_ORDERS)
    assert counts(again) == (0, 0, orders.created, len(orders.refused))
    names = {one.sku: one.name for one in desk.all(ProductEntry)}
    assert names["22386"] == "JUMBO BAG PINK POLKADOT"
    assert "POST" not in names
