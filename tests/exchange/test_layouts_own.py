"""Own tables and mapped ones: every cell read strictly, every bad row refused by cell and reason."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boapp.domain.decisions import Hold, OrderStatus, Precision
from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError
from boapp.exchange import fields
from boapp.exchange.fields import Conventions, Told
from boapp.exchange.layouts.own import FIELDS, open_own_table, parse_mapping
from boapp.exchange.layouts.rows import OrderLineRow, OwnRow, PartnerRow, ProductRow, Refused, StockRow

PLAIN = Conventions()
SEMICOLONS = Conventions(point_is_decimal=False)


def read(folder: Path, what: str, text: str, *mapping: str) -> list[OwnRow | Refused]:
    path = folder / f"{what}.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return list(open_own_table(path, what, parse_mapping(mapping)).rows())


def read_orders(folder: Path, text: str) -> list[OrderLineRow | Refused]:
    return [row for row in read(folder, "orders", text) if isinstance(row, OrderLineRow | Refused)]


def refused_request(folder: Path, what: str, text: str, *mapping: str) -> str:
    with pytest.raises(ShopError) as refused:
        read(folder, what, text, *mapping)
    return str(refused.value)


def test_that_an_own_table_is_read_by_the_names_of_its_columns(tmp_path: Path) -> None:
    text = " SKU ,Name,price,pack,tax_rate,release_date,backorder\n0042,Lantern,29.90,6,19 %,2027-02-01,no\nB,Bell,,,,,\n"
    assert read(tmp_path, "products", text) == [
        ProductRow(
            row=2,
            sku="0042",
            name="Lantern",
            price=2990,
            pack=6 * UNIT,
            tax_rate=1900,
            release_date=date(2027, 2, 1),
            backorder=False,
        ),
        ProductRow(row=3, sku="B", name="Bell"),
    ]


def test_that_mapped_columns_go_first_and_own_names_fill_the_rest(tmp_path: Path) -> None:
    text = "Code,name,Bezeichnung\n007,x,Fonar\n"
    assert read(tmp_path, "products", text, "sku=code", "name=Bezeichnung") == [
        ProductRow(row=2, sku="007", name="Fonar")
    ]


def test_that_one_column_may_serve_two_fields(tmp_path: Path) -> None:
    (row,) = read(
        tmp_path, "orders", "order,sku,quantity,D\n1,A,2,2026-11-01\n", "ordered=D", "complete_on=D"
    )
    assert isinstance(row, OrderLineRow)
    assert row.ordered == row.complete_on == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ("sku", "must be FIELD=COLUMN"),
        ("sku=", "must be FIELD=COLUMN"),
        ("weight=Code", "there is no field weight in products"),
        ("sku=Number", "has no column Number"),
        ("sku=twice", "has 2 columns named twice"),
    ],
)
def test_that_a_wrong_mapping_is_refused_with_what_there_is(
    tmp_path: Path, mapping: str, reason: str
) -> None:
    assert reason in refused_request(tmp_path, "products", "Code,name,twice,twice\n1,x,,\n", mapping)


def test_that_a_field_mapped_twice_is_refused(tmp_path: Path) -> None:
    assert "mapped twice" in refused_request(tmp_path, "products", "a,b,name\n", "sku=a", "sku=b")


def test_that_a_table_without_a_required_column_is_refused(tmp_path: Path) -> None:
    reason = refused_request(tmp_path, "stock", "sku,count\nA,1\n")
    assert reason == "stock.csv: has no column for quantity; name it with --map quantity=COLUMN"
    assert "number or name" in refused_request(tmp_path, "customers", "city\nKiel\n")


def test_that_an_unknown_kind_of_table_is_refused(tmp_path: Path) -> None:
    assert "choose one of products" in refused_request(tmp_path, "recipes", "sku\n1\n")


def test_that_a_name_is_matched_exactly_before_it_is_matched_loosely(tmp_path: Path) -> None:
    assert read(tmp_path, "products", "SKU,sku,name\nupper,lower,x\n") == [
        ProductRow(row=2, sku="lower", name="x")
    ]
    assert "2 columns" in refused_request(tmp_path, "products", "SKU,Sku,name\na,b,x\n")


def test_that_columns_without_a_field_are_named(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("sku,name,wieght,\n", encoding="utf-8")
    assert open_own_table(path, "products").ignored == ("wieght",)


def test_that_a_bad_cell_refuses_its_row_alone(tmp_path: Path) -> None:
    rows = read(tmp_path, "stock", "Artikel,quantity\nA,1\nB,lots\nC,-2\n,4\nD,5,6\nE,0\n", "sku=Artikel")
    assert rows == [
        StockRow(row=2, sku="A", quantity=UNIT),
        Refused(3, "quantity", "lots", "is not a number"),
        Refused(4, "quantity", "-2", "must not be negative"),
        Refused(5, "Artikel", "", "is missing"),
        Refused(6, "", "", "has 3 cells, the header has 2"),
        StockRow(row=7, sku="E", quantity=0),
    ]


@pytest.mark.parametrize(
    ("written", "quantity"),
    [
        ("12", 120_000),
        ("0.250", 2_500),
        ("+3", 30_000),
        ("1,5", 15_000),
        ("0,125", 1_250),
        ("1,234.5", 12_345_000),
        ("1.234,5", 12_345_000),
        ("1,234,567", 12_345_670_000),
        ("1.234.567", 12_345_670_000),
        ("1 234", 12_340_000),
        ("1\u202f234,5", 12_345_000),
        ("1'234.50", 12_345_000),
        ("1.5000", 15_000),
        ("2.500", 25_000),
    ],
)
def test_that_a_number_which_can_mean_one_thing_is_read(written: str, quantity: int) -> None:
    assert fields.read_quantity(written, PLAIN) == quantity


@pytest.mark.parametrize(
    ("written", "conventions"),
    [("1,234", PLAIN), ("12,000", PLAIN), ("1.234", SEMICOLONS), ("1,234", SEMICOLONS)],
)
def test_that_a_number_which_can_mean_two_things_is_refused(written: str, conventions: Conventions) -> None:
    with pytest.raises(ValueError, match=r"could be \d+ or \d+\.\d+; write it without separators"):
        fields.read_quantity(written, conventions)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x",
        "1e3",
        "--1",
        "1.2.3",
        "1,2,3",
        "12 34",
        "٣",
        "nan",
        "inf",
        "1.23456",
        "9999999999",
        "\0",
        "€5",
    ],
)
def test_that_what_is_no_sensible_quantity_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number|decimals|larger than any"):
        fields.read_quantity(written, PLAIN)


def test_that_an_ordered_quantity_is_more_than_nothing() -> None:
    for written in ("0", "-1", "0.0000"):
        with pytest.raises(ValueError, match="must be more than 0"):
            fields.read_positive_quantity(written, PLAIN)


def test_that_money_has_the_decimals_of_its_currency() -> None:
    assert fields.read_money("29.9", PLAIN) == 2990
    assert fields.read_money("1.234,50", PLAIN) == 123_450
    assert fields.read_money("1500", Conventions(money_decimals=0)) == 1500
    assert fields.read_money("1.5", Conventions(money_decimals=3)) == 1500
    for written, conventions in (("1.955", PLAIN), ("1.5", Conventions(money_decimals=0)), ("-1", PLAIN)):
        with pytest.raises(ValueError, match=r"decimals|whole number|negative"):
            fields.read_money(written, conventions)


@pytest.mark.parametrize(
    "written",
    ["2011-01-04", "2011-01-04 10:00:00", "2011-01-04T10:00", "2011-01-04T10:00:00.5+01:00", " 2011-01-04 "],
)
def test_that_a_day_is_read_with_or_without_its_time(written: str) -> None:
    assert fields.read_date(written, PLAIN) == date(2011, 1, 4)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("04/01/2011", "day and month could be mistaken"),
        ("4.1.2011", "day and month could be mistaken"),
        ("2011-02-30", "is no such date"),
        ("2011-1-4", "could be mistaken"),
        ("20110104", "is no date"),
        ("0011-01-04", "the year must be"),
        ("9999-01-01", "the year must be"),
        ("soon", "is no date"),
        ("2011-01-04 soon", "is no date|could be mistaken"),
    ],
)
def test_that_a_day_which_could_be_another_is_refused(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        fields.read_date(written, PLAIN)


def test_that_a_promise_may_be_a_day_a_week_or_a_month() -> None:
    assert fields.read_told("2026-11-27", PLAIN) == Told(
        date(2026, 11, 27), date(2026, 11, 27), Precision.DAY
    )
    assert fields.read_told("2026-W48", PLAIN) == Told(date(2026, 11, 23), date(2026, 11, 29), Precision.WEEK)
    assert fields.read_told("2026-12", PLAIN) == Told(date(2026, 12, 1), date(2026, 12, 31), Precision.MONTH)
    with pytest.raises(ValueError, match="no such week"):
        fields.read_told("2026-W54", PLAIN)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("00042", "00042"),
        ('="00042"', "00042"),
        ("1e5", "1e5"),
        ("12.0", "12.0"),
        (" A  1 ", "A 1"),
        ("'=1+1", "=1+1"),
    ],
)
def test_that_an_identifier_stays_as_it_is_written(written: str, code: str) -> None:
    assert fields.read_code(written, PLAIN) == code


def test_that_a_customer_number_taken_for_a_figure_is_mended() -> None:
    assert fields.read_partner("13313.0", PLAIN) == "13313"
    assert fields.read_partner("0013.0", PLAIN) == "0013"
    assert fields.read_partner("13313.5", PLAIN) == "13313.5"


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("de", "DE"),
        ("United Kingdom", "GB"),
        ("Österreich", "AT"),
        ("EIRE", "IE"),
        ("USA", "US"),
        ("Narnia", "Narnia"),
    ],
)
def test_that_a_country_is_known_by_its_letters_or_its_name(written: str, country: str) -> None:
    assert fields.read_country(written, PLAIN) == country


def test_that_unprintable_and_endless_identifiers_are_refused() -> None:
    for written in ("A\0B", "A\x07", "x" * 101):
        with pytest.raises(ValueError, match=r"cannot be printed|longer than"):
            fields.read_code(written, PLAIN)


def test_that_words_of_a_list_are_read_in_any_case() -> None:
    assert [fields.read_yes_no(word, PLAIN) for word in ("Yes", "1", "FALSE", "n")] == [
        True,
        True,
        False,
        False,
    ]
    assert fields.read_delivery("Complete order", PLAIN) is Delivery.COMPLETE_ORDER
    assert fields.read_status("Cancelled", PLAIN) is OrderStatus.CANCELLED
    assert fields.read_status("payment", PLAIN) is Hold.PAYMENT
    assert [fields.read_class(word, PLAIN) for word in ("A", "c", "1")] == [1, 3, 1]
    for reader in (fields.read_yes_no, fields.read_delivery, fields.read_status, fields.read_class):
        with pytest.raises(ValueError, match="must be"):
            reader("perhaps", PLAIN)


def test_that_a_line_without_a_number_gets_its_place_in_its_order(tmp_path: Path) -> None:
    text = "order,sku,quantity,line\n1,A,1,\n2,A,1,\n1,A,bad,\n1,B,1,\n1,C,1,2\n1,D,1,\n"
    rows = read(tmp_path, "orders", text)
    lines = [(row.order, row.line, row.sku) for row in rows if isinstance(row, OrderLineRow)]
    assert lines == [("1", "1", "A"), ("2", "1", "A"), ("1", "3", "B"), ("1", "2", "C"), ("1", "5", "D")]


def test_that_what_a_row_says_of_its_customer_comes_along(tmp_path: Path) -> None:
    text = "order,sku,quantity,customer,customer_city,customer_class\n1,A,1,13313.0,Kiel,B\n"
    (row,) = read(tmp_path, "orders", text)
    assert isinstance(row, OrderLineRow)
    assert (row.customer, row.details) == ("13313", PartnerRow(row=2, city="Kiel", class_=2))


def test_that_charges_on_an_invoice_are_no_articles(tmp_path: Path) -> None:
    text = (
        "order,sku,quantity,name\n1,POST,1,POSTAGE\n1,m,1,Manual\n1,S,1,Soap\n1,M,1,\n"
        "1,gift_0001_30,1,Gift Voucher £30\n1,gift_box,1,Gift box\n"
    )
    kinds = [row.reason if isinstance(row, Refused) else row.sku for row in read_orders(tmp_path, text)]
    assert kinds == [
        "is postage and no article with stock",
        "is manual and no article with stock",
        "S",
        "M",
        "is gift voucher and no article with stock",
        "gift_box",
    ]
    assert isinstance(read(tmp_path, "products", "sku,name\nPOST,Postage\n")[0], Refused)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(sorted(FIELDS)), st.data())
def test_that_no_cell_crashes_a_reader(what: str, data: st.DataObject) -> None:
    for reader in FIELDS[what].values():
        cell = data.draw(
            st.text(min_size=1, max_size=12) | st.from_regex(r"[0-9 .,'-]{1,12}", fullmatch=True)
        )
        with suppress(ValueError):
            reader(cell, PLAIN)
