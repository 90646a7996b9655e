"""The path on real data: import, stock, slip, receive, reallocate, letters, check; on both databases."""

import csv
import gzip
import hashlib
import io
import itertools
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.flows.commands import Till, boapp, table

TODAY = "2011-01-31"
INVOICES = ("uci_online_retail", "2011-01.csv.gz")
COLUMNS = ["order=InvoiceNo", "sku=StockCode", "quantity=Quantity", "ordered=InvoiceDate", "price=UnitPrice"]
COLUMNS += ["customer=CustomerID", "name=Description", "customer_country=Country", "told=told"]
MAPPED_ORDERS = list(itertools.chain.from_iterable(("--map", column) for column in COLUMNS))


@pytest.fixture(scope="module")
def invoices(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """January's invoices as orders, each told 14 days after its date."""
    found = shared.joinpath("data", *INVOICES)
    if not found.exists():
        pytest.skip("the January invoices are not beside the project")
    with gzip.open(found) as packed:
        rows = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8")))
    for row in rows:
        row["told"] = str(date.fromisoformat(row["InvoiceDate"][:10]) + timedelta(days=14))
    heads = list(rows[0])
    return table(tmp_path_factory.mktemp("uci") / "orders.csv", heads, (list(row.values()) for row in rows))


@pytest.fixture(params=["sqlite", "postgresql"])
def till(request: pytest.FixtureRequest, tmp_path: Path) -> Till:
    """A new British shop, once as a file and once on a server."""
    if request.param == "sqlite":
        location = str(tmp_path / "uci.boapp")
    else:
        location = request.getfixturevalue("empty_postgres_database")
    assert boapp("new", location, "--country", "GB").status == 0
    return Till(location, TODAY)


def test_that_northwinds_products_come_in_once(shared: Path, tmp_path: Path) -> None:
    file = shared / "data" / "northwind" / "products.csv"
    if not file.exists():
        pytest.skip("the Northwind products are not beside the project")
    shop = Till(str(tmp_path / "northwind.boapp"), TODAY)
    assert boapp("new", shop.location, "--country", "US").status == 0
    words = ["import", "products", file, "--map", "sku=ProductID", "--map", "name=ProductName"]
    words += ["--map", "price=UnitPrice", "--map", "reorder_level=ReorderLevel"]
    assert shop.does(*words)["created"] == 77
    assert shop.does(*words)["same"] == 77
    shop.holds_together()


def test_that_goods_arrive_someone_gets_them_and_a_letter_is_printed(
    till: Till, shared: Path, invoices: Path, tmp_path: Path
) -> None:
    _import_catalog(till, shared)
    _import_orders(till, invoices)
    skus = _stock_part_of_it(till, tmp_path)
    _order_some_of_the_rest(till, tmp_path, skus)
    run = till.does("reallocate", "--commit")
    assert run["run"] is not None
    _let_one_slip(till, tmp_path, skus)
    received = till.does("receive", "PO-1")
    assert sum(int(one["quantity"]) for one in received["movements"]) > 0
    assert received["followed"], "those who had these goods coming have them here now"
    again = till.does("reallocate", "--commit")
    assert Counter(line["change"] for line in again["lines"]).keys() <= {"kept", "gained", "earlier"}
    _print_the_letters(till, tmp_path)
    till.holds_together()


def _import_catalog(till: Till, shared: Path) -> None:
    words = ["import", "products", shared.joinpath("data", *INVOICES), "--map", "sku=StockCode"]
    words += ["--map", "name=Description", "--map", "price=UnitPrice"]
    report = till.does(*words)
    assert report["read"] == 35_147
    assert report["created"] + report["same"] + len(report["refused"]) == 35_147
    assert any("postage" in one["reason"] for one in report["refused"])


def _import_orders(till: Till, invoices: Path) -> None:
    report = till.does("import", "orders", invoices, *MAPPED_ORDERS)
    reasons = Counter(one["column"] for one in report["refused"])
    assert report["created"] > 34_000
    assert reasons["Quantity"] > 700, "cancelled and negative rows are refused"
    twice = till.does("import", "orders", invoices, *MAPPED_ORDERS)
    assert (twice["created"], twice["changed"]) == (0, 0)


def _stock_part_of_it(till: Till, folder: Path) -> dict[str, int]:
    owed: Counter[str] = Counter()
    for line in till.does("backorders")["lines"]:
        owed[line["sku"]] += int(line["open"])
    skus = dict(sorted(owed.items()))
    rows = [[sku, quantity * 6 // 10] for sku, quantity in list(skus.items())[::2]]
    report = till.does("import", "stock", table(folder / "stock.csv", ["sku", "quantity"], rows))
    assert not report["refused"]
    return skus


def _purchases(skus: dict[str, int], slipping: bool) -> list[list[object]]:
    rows: list[list[object]] = []
    for place, (sku, quantity) in enumerate(list(skus.items())[1::4]):
        number = 1 + place // 50
        expected = "2011-03-02" if slipping and number == 2 else "2011-02-02"
        rows.append([f"PO-{number}", "Aster", sku, quantity, "2011-01-10", expected, "yes"])
    return rows


HEADS = ["purchase_order", "supplier", "sku", "quantity", "ordered", "expected", "confirmed"]


def _order_some_of_the_rest(till: Till, folder: Path, skus: dict[str, int]) -> None:
    rows = _purchases(skus, slipping=False)
    report = till.does("import", "purchase-orders", table(folder / "po.csv", HEADS, rows))
    assert report["created"] == len(rows)


def _let_one_slip(till: Till, folder: Path, skus: dict[str, int]) -> None:
    rows = _purchases(skus, slipping=True)
    report = till.does("import", "purchase-orders", table(folder / "slip.csv", HEADS, rows))
    assert report["changed"] == 50


def _print_the_letters(till: Till, folder: Path) -> None:
    out = folder / "letters"
    letters = till.does("notices", "--out", out, "--mark-printed")["notices"]
    assert letters
    assert {one["kind"] for one in letters} <= {"delay_first", "delay_renewed"}
    for one in letters:
        assert hashlib.sha256((out / one["file"]).read_bytes()).hexdigest() == one["hash"]
    assert till.does("notices", "--out", out, "--mark-printed")["notices"] == []
