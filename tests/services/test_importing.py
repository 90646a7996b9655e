"""What other programs know is taken over whole, once, and row by row where a row is bad."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from boapp.domain.decisions import (
    Act,
    ActKind,
    Hold,
    OrderStatus,
    Place,
    PurchaseState,
    SupplyKind,
)
from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError
from boapp.exchange.layouts.own import parse_mapping
from boapp.exchange.layouts.rows import Refused
from boapp.services.importing import ImportReport, import_file, load_sample
from boapp.storage.database import Database
from boapp.storage.entries import (
    AnyEntry,
    CustomerEntry,
    OrderEntry,
    OrderLineEntry,
    ProductEntry,
    PurchaseLineEntry,
    SupplierEntry,
    SupplierTermEntry,
    SupplyEntry,
    read_all_entries,
)
from boapp.storage.holdings import read_quantities_by_place, read_told_days
from boapp.storage.promises import read_unprinted_notices
from boapp.storage.situations import load_situation

TODAY = date(2026, 11, 23)
UCI_PRODUCTS = ("sku=StockCode", "name=Description", "price=UnitPrice")
UCI_ORDERS = (
    "order=InvoiceNo",
    "sku=StockCode",
    "quantity=Quantity",
    "ordered=InvoiceDate",
    "price=UnitPrice",
    "customer=CustomerID",
    "name=Description",
    "customer_country=Country",
)


class Desk:
    """Imports tables as a clerk would, into one shop, and looks at what came of it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.folder = folder

    def take(self, what: str, text: str, *mapping: str, dry_run: bool = False) -> ImportReport:
        path = self.folder / f"{what}.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return import_file(self.database, what, path, parse_mapping(mapping), act=act(), dry_run=dry_run)

    def all(self, kind: type[AnyEntry]) -> list[AnyEntry]:
        with self.database.read() as tx:
            return read_all_entries(tx, kind)

    def on_hand(self) -> dict[str, int]:
        skus = {product.product_id: product.sku for product in self.all(ProductEntry)}
        return {
            skus[supply.product_id]: supply.quantity // UNIT
            for supply in self.all(SupplyEntry)
            if supply.kind is SupplyKind.ON_HAND
        }

    def told(self) -> dict[str, set[date]]:
        lines = self.all(OrderLineEntry)
        with self.database.read() as tx:
            days = read_told_days(tx, [line.line_id for line in lines])
        return {line.line_number: days[line.line_id] for line in lines if line.line_id in days}


def act() -> Act:
    return Act(uuid4(), datetime.now(UTC), TODAY, "MO", "Front desk", ActKind.IMPORT)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    assert report.read == report.created + report.changed + report.same + len(report.refused)
    return report.created, report.changed, report.same, len(report.refused)


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
        import_file(desk.database, "products", path, act=act(), encoding="utf-8")
    assert desk.all(ProductEntry) == []


def test_that_a_dry_run_says_what_would_be_and_writes_nothing(desk: Desk) -> None:
    text = "order,sku,quantity,name,customer,told\n1,A,2,Lantern,Petra,2026-12-01\n"
    assert counts(desk.take("orders", text, dry_run=True)) == (1, 0, 0, 0)
    assert desk.all(ProductEntry) == desk.all(OrderEntry) == desk.all(CustomerEntry) == []


def test_that_a_customer_is_known_by_number_or_by_name(desk: Desk) -> None:
    text = "number,name,city,class\nC-1,Petra Müller,Hamburg,A\n,Café Åström,Visby,\n"
    assert counts(desk.take("customers", text)) == (2, 0, 0, 0)
    assert counts(desk.take("customers", text)) == (0, 0, 2, 0)
    assert counts(desk.take("customers", "name,phone\nCAFÉ ÅSTRÖM,0498\n")) == (0, 1, 0, 0)
    assert [(one.number, one.city, one.customer_class) for one in desk.all(CustomerEntry)] == [
        ("C-1", "Hamburg", 1),
        (None, "Visby", 5),
    ]


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


def test_that_the_sample_shop_stands_as_in_the_pictures(database: Database) -> None:
    load_sample(database, act())
    with database.read() as tx:
        situation = load_situation(tx, TODAY)
    assert len(situation.lines) == 31
    assert sum(line.open_quantity for line in situation.lines) == 222 * UNIT
    assert sum(one.quantity for one in situation.allocations) == 204 * UNIT
    lantern = next(one.product_id for one in situation.products if one.sku == "LAN-0042")
    supplies = [(one.label, one.quantity // UNIT) for one in situation.supplies if one.product_id == lantern]
    assert [quantity for _, quantity in supplies] == [14, 8, 20, 12]
    with pytest.raises(ShopError, match="needs an empty one"):
        load_sample(database, act())


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
    load_sample(desk.database, act())
    assert lantern_holders(desk.database, 0) == {"SO-1182": 8, "SO-1166": 6}
    assert counts(desk.take("stock", "sku,quantity\nLAN-0042,9\n")) == (0, 1, 0, 0)
    assert lantern_holders(desk.database, 0) == {"SO-1182": 3, "SO-1166": 6}
    assert desk.on_hand()["LAN-0042"] == 9


def test_that_goods_missing_from_the_hold_shelf_are_missed_last(desk: Desk) -> None:
    load_sample(desk.database, act())
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
    load_sample(desk.database, act())
    header = "purchase_order,supplier,sku,quantity,line,expected\n"
    assert lantern_holders(desk.database, 2) == {"SO-1190": 6, "SO-1195": 6, "SO-1171": 6, "SO-1210": 2}
    desk.take("purchase-orders", header + "PO-2041,Lumen,LAN-0042,12,1,2026-11-27\n")
    assert sum(lantern_holders(desk.database, 2).values()) == 12


def test_that_a_slipping_delivery_makes_letters_due(desk: Desk) -> None:
    load_sample(desk.database, act())
    header = "purchase_order,supplier,sku,quantity,line,expected\n"
    before = unprinted(desk)
    desk.take("purchase-orders", header + "PO-2047,Hartmann,LMP-0107,12,1,2026-12-18\n")
    assert unprinted(desk) - before == {"Elif Aksoy"}


def unprinted(desk: Desk) -> set[str]:
    names = {customer.customer_id: customer.name for customer in desk.all(CustomerEntry)}
    with desk.database.read() as tx:
        return {names[notice.customer_id] for notice in read_unprinted_notices(tx, names)}


def test_that_a_real_month_of_orders_is_taken_over(desk: Desk, shared: Path) -> None:
    path = shared / "data" / "uci_online_retail" / "2011-01.csv.gz"
    products = import_file(desk.database, "products", path, parse_mapping(UCI_PRODUCTS), act=act())
    orders = import_file(desk.database, "orders", path, parse_mapping(UCI_ORDERS), act=act())
    assert products.read == orders.read == 35_147
    reasons = {one.reason for one in orders.refused}
    assert {one.value for one in orders.refused if "postage" in one.reason} == {"POST", "DOT"}
    assert "must be more than 0; a cancelled or returned quantity is no order" in reasons
    assert counts(orders)[1:3] == (0, 0)
    again = import_file(desk.database, "orders", path, parse_mapping(UCI_ORDERS), act=act())
    assert counts(again) == (0, 0, orders.created, len(orders.refused))
    names = {one.sku: one.name for one in desk.all(ProductEntry)}
    assert names["22386"] == "JUMBO BAG PINK POLKADOT"
    assert "POST" not in names


def test_that_products_of_another_shop_are_taken_over_by_mapping(desk: Desk, shared: Path) -> None:
    path = shared / "data" / "northwind" / "products.csv"
    mapping = (
        "sku=ProductID",
        "name=ProductName",
        "price=UnitPrice",
        "reorder_level=ReorderLevel",
        "discontinued=Discontinued",
    )
    report = import_file(desk.database, "products", path, parse_mapping(mapping), act=act())
    assert counts(report) == (77, 0, 0, 0)
    stock = import_file(
        desk.database, "stock", path, parse_mapping(("sku=ProductID", "quantity=UnitsInStock")), act=act()
    )
    assert counts(stock)[3] == 0
    assert desk.on_hand()["1"] == 39
