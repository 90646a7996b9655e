"""An American order whose told day passed unspoken: the law cancels it, one letter says so and what goes back."""

import hashlib
from pathlib import Path

import pypdfium2
import pytest

from tests.flows.commands import Till, boapp, table

ORDER = ["order", "sku", "quantity", "customer", "ordered", "told", "price", "paid"]
ORDER += ["customer_street", "customer_city", "customer_region", "customer_postcode", "customer_country"]
HOME = ["310 Alder Road", "Dover", "NH", "03820", "US"]
PURCHASE = ["purchase_order", "supplier", "sku", "quantity", "ordered", "expected", "confirmed"]


@pytest.fixture
def till(tmp_path: Path) -> Till:
    """An American shop that told Ruth Ellery November 16 for three lanterns; they come in December."""
    shop = Till(str(tmp_path / "shop.boapp"), "2026-11-18")
    assert boapp("new", shop.location, "--country", "US", "--name", "Tin & Tide").status == 0
    settings = ["street=48 Wharf Lane", "city=Rockport", "region=ME", "postcode=04856", "toll_free=yes"]
    shop.does("settings", *settings, "phone=(800) 555-0142", "sender_name=Ines Holloway")
    goods = [["LAN", "Lantern", "24.50"], ["CAN", "Candles", "12.00"], ["ROPE", "Rope", ""]]
    shop.does("import", "products", table(tmp_path / "p.csv", ["sku", "name", "price"], goods))
    asked = [["TT-1", "LAN", 3, "Ruth Ellery", "2026-11-02", "2026-11-16", "24.50", "73.50", *HOME]]
    shop.does("import", "orders", table(tmp_path / "o.csv", ORDER, asked))
    coming = [["PO-1", "Aster", "LAN", 3, "2026-11-01", "2026-12-14", "yes"]]
    shop.does("import", "purchase-orders", table(tmp_path / "po.csv", PURCHASE, coming))
    return shop


def test_that_an_order_the_law_cancels_gets_one_letter_with_refund_and_last_day(
    till: Till, tmp_path: Path
) -> None:
    [due] = till.does("reallocate", "--commit")["notices_due"]
    assert (due["kind"], due["due_by"]) == ("cancellation", "2026-11-25")
    assert "435.2(c)(5)" in due["rule"]
    [letter] = till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"]
    assert (letter["kind"], letter["state"], letter["problem"]) == ("cancellation", "printed", None)
    paper = tmp_path / "out" / letter["file"]
    assert hashlib.sha256(paper.read_bytes()).hexdigest() == letter["hash"]
    text = _text(paper)
    assert "We promised to ship your order by November 16, 2026." in text
    assert "So your order is canceled" in text
    assert "we send $73.50 the way you paid by November 25, 2026." in text
    assert "December" not in text, "no date is promised any more"
    till.holds_together()


def test_that_it_is_told_once_and_no_date_holds_any_more(till: Till, tmp_path: Path) -> None:
    till.does("reallocate", "--commit")
    assert till.line("TT-1")["told"] == "2026-11-16"
    till.does("notices", "--out", tmp_path / "out", "--mark-printed")
    waiting = till.line("TT-1")
    assert waiting["told"] is None
    assert waiting["open"] == "3", "the clerk cancels the order, not the letter"
    for today in ("2026-11-18", "2026-11-19", "2026-12-20"):
        till.today = today
        assert till.does("reallocate", "--commit")["notices_due"] == []
        assert till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"] == []
    till.holds_together()


def test_that_a_letter_only_looked_at_is_still_due(till: Till, tmp_path: Path) -> None:
    till.does("reallocate", "--commit")
    first = till.does("notices", "--out", tmp_path / "out")["notices"]
    assert first == till.does("notices", "--out", tmp_path / "out")["notices"]
    assert till.line("TT-1")["told"] == "2026-11-16"


def test_that_what_is_not_late_stays_ordered_and_is_not_refunded(till: Till, tmp_path: Path) -> None:
    asked = [
        ["TT-2", "LAN", 2, "Amos Oyelaran", "2026-11-02", "2026-11-16", "24.50", "73.00", *HOME],
        ["TT-2", "CAN", 2, "Amos Oyelaran", "2026-11-02", "2026-12-24", "12.00", "73.00", *HOME],
    ]
    till.does("import", "orders", table(tmp_path / "o2.csv", ORDER, asked))
    candles = [["PO-2", "Aster", "CAN", 2, "2026-11-01", "2026-12-01", "yes"]]
    till.does("import", "purchase-orders", table(tmp_path / "po2.csv", PURCHASE, candles))
    till.does("reallocate", "--commit")
    letters = till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"]
    [letter] = [one for one in letters if one["orders"] == ["TT-2"]]
    text = _text(tmp_path / "out" / letter["file"])
    assert "Part of your order is canceled, and you get $49.00 back" in text
    assert "What is not canceled stays ordered." in text
    assert till.line("TT-2", "1")["told"] is None
    assert till.line("TT-2", "2")["told"] == "2026-12-24"
    till.holds_together()


def test_that_a_refund_the_books_cannot_give_is_not_guessed(till: Till, tmp_path: Path) -> None:
    asked = [
        ["TT-2", "LAN", 2, "Amos Oyelaran", "2026-11-02", "2026-11-16", "24.50", "73.00", *HOME],
        ["TT-2", "CAN", 2, "Amos Oyelaran", "2026-11-02", "2026-11-20", "12.00", "73.00", *HOME],
        ["TT-3", "LAN", 1, "Ida Brandt", "2026-11-02", "2026-11-16", "24.50", "50.00", *HOME],
        ["TT-3", "ROPE", 1, "Ida Brandt", "2026-11-02", "2026-12-24", "", "50.00", *HOME],
    ]
    till.does("import", "orders", table(tmp_path / "o2.csv", ORDER, asked))
    coming = [
        ["PO-2", "Aster", "ROPE", 1, "2026-11-01", "2026-12-01", "yes"],
        ["PO-3", "Aster", "CAN", 2, "2026-11-01", "2026-11-19", "yes"],
    ]
    till.does("import", "purchase-orders", table(tmp_path / "po2.csv", PURCHASE, coming))
    till.does("reallocate", "--commit")
    letters = till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"]
    problems = {one["orders"][0]: one["problem"] for one in letters}
    assert problems["TT-2"] is None
    assert problems["TT-3"] is not None
    assert "TT-3, ROPE: has no price" in problems["TT-3"]
    till.today = "2026-11-23"
    till.does("reallocate", "--commit")
    again = boapp(
        "notices", "--out", tmp_path / "out", "--shop", till.location, "--today", till.today, "--json"
    )
    problems = {one["orders"][0]: one["problem"] for one in again.answer["notices"]}
    assert "some of it was cancelled before" in str(problems["TT-2"])
    assert again.status == 1


def test_that_one_order_is_refunded_in_one_letter_even_when_its_days_differ(
    till: Till, tmp_path: Path
) -> None:
    asked = [
        ["TT-2", "LAN", 2, "Amos Oyelaran", "2026-11-02", "2026-11-12", "24.50", "73.00", *HOME],
        ["TT-2", "CAN", 2, "Amos Oyelaran", "2026-11-02", "2026-11-16", "12.00", "73.00", *HOME],
        ["TT-3", "LAN", 1, "Amos Oyelaran", "2026-11-02", "2026-11-16", "24.50", "24.50", *HOME],
    ]
    till.does("import", "orders", table(tmp_path / "o2.csv", ORDER, asked))
    till.does("reallocate", "--commit")
    letters = till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"]
    amos = {one["orders"][0]: one for one in letters if one["customer"] == "Amos Oyelaran"}
    assert sorted(amos) == ["TT-2", "TT-3"]
    text = _text(tmp_path / "out" / amos["TT-2"]["file"])
    assert "Your order is canceled, and you get $73.00 back" in text
    assert "by the days that we gave you." in text
    assert "by November 23, 2026." in text, "the earlier of the last days"


def test_that_who_paid_nothing_reads_that_nothing_will_be_charged(till: Till, tmp_path: Path) -> None:
    asked = [["TT-4", "LAN", 1, "Ida Brandt", "2026-11-02", "2026-11-16", "24.50", "", *HOME]]
    till.does("import", "orders", table(tmp_path / "o4.csv", ORDER, asked))
    till.does("reallocate", "--commit")
    letters = till.does("notices", "--out", tmp_path / "out", "--mark-printed")["notices"]
    [letter] = [one for one in letters if one["orders"] == ["TT-4"]]
    text = _text(tmp_path / "out" / letter["file"])
    assert "Nothing will be charged." in text
    assert "$" not in text


def test_that_a_refund_that_is_overdue_is_said_so(till: Till, tmp_path: Path) -> None:
    till.today = "2026-12-01"
    till.does("reallocate", "--commit")
    [letter] = till.does("notices", "--out", tmp_path / "out")["notices"]
    text = _text(tmp_path / "out" / letter["file"])
    assert "$73.50 should have gone out the way you paid by November 25, 2026. We send it at once." in text


def test_that_one_letter_that_cannot_be_written_does_not_fail_the_others(till: Till, tmp_path: Path) -> None:
    home = ["310 Alder Road", "D" * 90, "NH", "03820", "US"]
    asked = [["TT-3", "LAN", 1, "Wide Town", "2026-11-02", "2026-11-16", "24.50", "24.50", *home]]
    till.does("import", "orders", table(tmp_path / "o3.csv", ORDER, asked))
    till.does("reallocate", "--commit")
    desk = ["--shop", till.location, "--today", till.today, "--json"]
    words = ["notices", "--out", tmp_path / "out", "--mark-printed", *desk]
    said = boapp(*words)
    problems = {one["customer"]: one["problem"] for one in said.answer["notices"]}
    assert said.status == 0
    assert problems["Ruth Ellery"] is None
    assert "too wide for the window" in problems["Wide Town"]
    assert "Wide Town" in said.err
    again = boapp(*words)
    assert [one["customer"] for one in again.answer["notices"]] == ["Wide Town"]
    assert again.status == 1, "letters are due and none could be written"
    assert "too wide for the window" in again.err


def _text(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    try:
        return " ".join(document[0].get_textpage().get_text_bounded().split())
    finally:
        document.close()
