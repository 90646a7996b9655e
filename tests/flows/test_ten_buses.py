"""Order ten, four in stock, six in seven and a half months: four ship, six wait, the letter says both."""

from pathlib import Path

import pypdfium2
import pytest

from tests.flows.commands import Till, boapp, table


@pytest.fixture
def till(tmp_path: Path) -> Till:
    """A German shop that was asked for ten buses."""
    shop = Till(str(tmp_path / "buses.boapp"), "2026-11-22")
    assert boapp("new", shop.location, "--country", "DE", "--name", "Lichthaus Brandt").status == 0
    shop.does(
        "import",
        "products",
        table(tmp_path / "p.csv", ["sku", "name", "price"], [["BUS", "Model bus", "49.00"]]),
    )
    shop.does("import", "stock", table(tmp_path / "s.csv", ["sku", "quantity"], [["BUS", 4]]))
    heads = ["order", "sku", "quantity", "customer", "ordered", "told", "price", "paid"]
    heads += ["customer_street", "customer_postcode", "customer_city", "customer_country"]
    buyer = ["SO-1", "BUS", 10, "Petra Müller", "2026-11-20", "2026-12-01", "49.00", "490.00"]
    buyer += ["Gartenstraße 18", "24103", "Kiel", "DE"]
    shop.does("import", "orders", table(tmp_path / "o.csv", heads, [buyer]))
    heads = ["purchase_order", "supplier", "sku", "quantity", "ordered", "expected", "confirmed"]
    shop.does(
        "import",
        "purchase-orders",
        table(tmp_path / "po.csv", heads, [["PO-1", "Aster", "BUS", 6, "2026-11-01", "2027-07-05", "yes"]]),
    )
    return shop


def test_that_four_ship_and_six_wait_with_their_own_date(till: Till, tmp_path: Path) -> None:
    run = till.does("reallocate", "--commit")
    [line] = run["lines"]
    assert line["allocations"] == [
        {"supply": "stock/BUS", "quantity": "4", "date": "2026-11-22"},
        {"supply": "PO-1/BUS", "quantity": "6", "date": "2027-07-05"},
    ]
    assert [due["kind"] for due in run["notices_due"]] == ["delay_first"]
    shipped = till.does("ship", "SO-1")
    assert shipped["lines"] == [{"line": "1", "quantity": "4", "open": "6"}]
    assert shipped["notices_due"] == [], "the delay letter says it already"
    letters = till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"]
    assert [(one["kind"], one["state"]) for one in letters] == [("delay_first", "printed")]
    text = _text(tmp_path / "out" / letters[0]["file"])
    assert "4 of 10 Model bus (BUS) went out to you already" in text
    assert "5 July 2027" in text
    assert till.line("SO-1")["told"] == "2027-07-05"
    till.holds_together()


def test_that_the_letter_is_written_once(till: Till, tmp_path: Path) -> None:
    till.does("reallocate", "--commit")
    assert till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"]
    assert till.does("reallocate", "--commit")["notices_due"] == []
    assert till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"] == []


def test_that_an_order_without_a_told_date_hears_both_when_a_part_ships(till: Till, tmp_path: Path) -> None:
    till.does("import", "products", table(tmp_path / "p2.csv", ["sku", "name"], [["CAR", "Model car"]]))
    till.does("import", "stock", table(tmp_path / "s2.csv", ["sku", "quantity"], [["CAR", 4]]))
    heads = ["order", "sku", "quantity", "customer", "ordered"]
    till.does(
        "import",
        "orders",
        table(tmp_path / "o2.csv", heads, [["SO-2", "CAR", 10, "J. Okafor", "2026-11-01"]]),
    )
    heads = ["purchase_order", "supplier", "sku", "quantity", "expected", "confirmed"]
    coming = [["PO-2", "Aster", "CAR", 6, "2027-07-05", "yes"]]
    till.does("import", "purchase-orders", table(tmp_path / "po2.csv", heads, coming))
    till.does("reallocate", "--commit")
    shipped = till.does("ship", "SO-2")
    assert [due["kind"] for due in shipped["notices_due"]] == ["part_shipment"]
    letters = till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"]
    [letter] = [one for one in letters if one["orders"] == ["SO-2"]]
    text = _text(tmp_path / "out" / letter["file"])
    assert "4 of 10 Model car (CAR) ship today. The other 6 follow by 5 July 2027." in text
    assert till.line("SO-2")["told"] == "2027-07-05"
    till.holds_together()


def test_that_goods_on_the_shelf_for_someone_are_announced_and_the_paper_is_kept(
    till: Till, tmp_path: Path
) -> None:
    till.does("reallocate", "--commit")
    aside = till.does("set-aside", "SO-1", "--place", "B3")
    assert [due["kind"] for due in aside["notices_due"]] == ["arrival"]
    letters = till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"]
    assert sorted(one["kind"] for one in letters) == ["arrival", "delay_first"]
    assert all((tmp_path / "out" / one["file"]).read_bytes()[:5] == b"%PDF-" for one in letters)
    assert till.is_refused("set-aside", "SO-1").startswith("SO-1: all that is here")
    till.holds_together()


def test_that_before_anything_ships_the_letter_tells_what_is_on_time_from_what_is_late(
    till: Till, tmp_path: Path
) -> None:
    till.does("reallocate", "--commit")
    [letter] = till.does("notices", "--out", tmp_path / "out")["notices"]
    text = _text(tmp_path / "out" / letter["file"])
    assert "4 of 10 Model bus (BUS) come as we promised; this letter is about the other 6." in text


def test_that_what_was_never_told_is_not_said_to_come_as_promised(till: Till, tmp_path: Path) -> None:
    till.does("reallocate", "--commit")
    till.does("notices", "--out", tmp_path / "first", "--mark-printed")
    heads = ["order", "sku", "quantity", "customer"]
    till.does("import", "orders", table(tmp_path / "more.csv", heads, [["SO-1", "BUS", 12, "Petra Müller"]]))
    heads = ["purchase_order", "supplier", "sku", "quantity", "expected"]
    till.does(
        "import",
        "purchase-orders",
        table(tmp_path / "slip.csv", heads, [["PO-1", "Aster", "BUS", 6, "2027-08-02"]]),
    )
    [letter] = till.does("notices", "--out", tmp_path / "out")["notices"]
    text = _text(tmp_path / "out" / letter["file"])
    assert "2 August 2027" in text
    assert "as we promised" not in text


def _text(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    try:
        return " ".join(document[0].get_textpage().get_text_bounded().split())
    finally:
        document.close()
