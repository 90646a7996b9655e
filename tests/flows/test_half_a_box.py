"""Half a box: ten of twenty bulbs come, the rest eight days later; only who cannot be served in time is written to."""

from pathlib import Path
from typing import Any

import pytest

from tests.flows.commands import Till, boapp, table

ORDERS = ["order", "sku", "quantity", "customer", "ordered", "told", "delivery"]


@pytest.fixture
def till(tmp_path: Path) -> Till:
    """Monday 7 December: twenty bulbs expected, A and C take parts, B waits for its pendants too."""
    shop = Till(str(tmp_path / "bulbs.boapp"), "2026-12-07")
    assert boapp("new", shop.location, "--country", "DE").status == 0
    shop.does(
        "import",
        "products",
        table(tmp_path / "p.csv", ["sku", "name"], [["BULB", "Bulb"], ["PEND", "Pendant"]]),
    )
    waiting = [
        ["A", "BULB", 8, "Ann", "2026-11-01", "2026-12-07", "partial"],
        ["B", "BULB", 6, "Ben", "2026-11-02", "2026-12-18", "complete_order"],
        ["B", "PEND", 6, "Ben", "2026-11-02", "2026-12-18", "complete_order"],
        ["C", "BULB", 6, "Cleo", "2026-11-03", "2026-12-07", "partial"],
    ]
    shop.does("import", "orders", table(tmp_path / "o.csv", ORDERS, waiting))
    heads = ["purchase_order", "supplier", "sku", "quantity", "expected", "confirmed"]
    coming = [
        ["PO-1", "Lumen", "BULB", 20, "2026-12-07", "yes"],
        ["PO-2", "Lumen", "PEND", 6, "2026-12-18", "yes"],
    ]
    shop.does("import", "purchase-orders", table(tmp_path / "po.csv", heads, coming))
    assert shop.does("reallocate", "--commit")["notices_due"] == []
    return shop


def held(till: Till, order: str) -> list[tuple[str, str]]:
    line: dict[str, Any] = till.line(order)
    return [(part["supply"], part["quantity"]) for part in line["allocations"]]


def test_that_only_who_cannot_be_served_in_time_gets_a_letter(till: Till) -> None:
    received = till.does("receive", "PO-1", "BULB=10", "--rest", "2026-12-15")
    assert [(one["order"], one["quantity"]) for one in received["followed"]] == [("A", "8"), ("C", "2")]
    assert held(till, "A") == [("stock", "8")]
    assert held(till, "B") == [("PO-1", "6")]
    assert held(till, "C") == [("stock", "2"), ("PO-1", "4")]
    assert [due["customer"] for due in received["notices_due"]] == ["Cleo"]
    till.holds_together()


def test_that_two_more_than_expected_are_free_and_nothing_stays_on_order(till: Till, tmp_path: Path) -> None:
    till.does("receive", "PO-1", "BULB=10", "--rest", "2026-12-15")
    till.does("notices", "--out", tmp_path / "letters", "--mark-printed")
    till.today = "2026-12-15"
    received = till.does("receive", "PO-1", "BULB=12", "--over")
    assert received["free"] == [{"sku": "BULB", "quantity": "2"}]
    assert received["notices_due"] == [], "everyone heard the day that was kept"
    assert held(till, "B") == [("stock", "6")]
    assert held(till, "C") == [("stock", "6")]
    assert "nothing of it is open" in till.is_refused("receive", "PO-1")
    till.holds_together()
