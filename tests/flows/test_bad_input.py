"""What cannot be: a clear word that names the thing, exit status 1, and nothing written."""

import os
import shutil
from pathlib import Path

import pytest

from tests.flows.commands import Till, boapp, table

STOCK = ["sku", "quantity"]
PURCHASES = ["purchase_order", "supplier", "sku", "quantity", "expected"]
ORDERS = ["order", "sku", "quantity", "customer"]


@pytest.fixture
def till(tmp_path: Path) -> Till:
    """A shop with lanterns, of which five are on order twice and rope by the metre once."""
    shop = Till(str(tmp_path / "shop.boapp"), "2026-11-22")
    assert boapp("new", shop.location, "--country", "DE").status == 0
    goods = [["LAN", "Lantern", 0], ["ROPE", "Rope", 1]]
    shop.does("import", "products", table(tmp_path / "p.csv", ["sku", "name", "decimals"], goods))
    lines = [["PO-1", "Aster", "LAN", 5, "2026-12-01"], ["PO-1", "Aster", "LAN", 4, "2026-12-01"]]
    lines += [["PO-1", "Aster", "ROPE", "2.5", "2026-12-01"], ["PO-2", "Aster", "LAN", 3, "2026-12-01"]]
    shop.does("import", "purchase-orders", table(tmp_path / "po.csv", PURCHASES, lines))
    shop.does("import", "orders", table(tmp_path / "o.csv", ORDERS, [["SO-1", "LAN", 2, "Meyer"]]))
    return shop


def snapshot(till: Till) -> object:
    """All that the refused act could have touched."""
    lines = till.does("backorders")["lines"]
    return lines, boapp("check", "--shop", till.location).status, Path(till.location).stat().st_size


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["receive", "PO-9"], "PO-9: there is no such purchase order"),
        (["receive", "PO-2", "NOPE=1"], "NOPE: is no article of PO-2"),
        (["receive", "PO-1", "LAN=1"], "LAN: stands in PO-1 more than once"),
        (["receive", "PO-1", "9:1"], "9: is no line of PO-1"),
        (["receive", "PO-2", "LAN=4"], "LAN: 4 is more than the 3 still open"),
        (["receive", "PO-2", "LAN=-1"], "LAN: quantity '-1' is negative"),
        (["receive", "PO-2", "LAN=0.5"], "LAN: quantity '0.5' must be a whole number"),
        (["receive", "PO-1", "ROPE=0.25"], "ROPE: quantity '0.25' has more than 1 decimals"),
        (["receive", "PO-2", "LAN=1e9"], "LAN: quantity '1e9' is not a number"),
        (["receive", "PO-2", "LAN=99999999999", "--over"], "LAN: quantity '99999999999' is larger than"),
        (["receive", "PO-2", "LAN"], "LAN: must be SKU=QUANTITY"),
        (["receive", "PO-2", "LAN=1", "LAN=1"], "LAN: is named twice"),
        (["receive", "PO-2", "LAN=0"], "PO-2: nothing came"),
        (["receive", "PO-2", "LAN=1", "--rest", "soon"], "--rest: 'soon' must be a date"),
        (["receive", "PO-2", "--rest", "cancelled"], "--rest: nothing is missing of PO-2"),
        (["reallocate", "--sku", "NOPE", "--commit"], "NOPE: there is no product with this SKU"),
        (["reallocate", "--rules", "NOPE"], "NOPE: is no rule set"),
        (["set-aside", "SO-9"], "SO-9: there is no such order"),
        (["set-aside", "SO-1/7"], "SO-1/7: the order has no such line"),
        (["set-aside", "SO-1"], "SO-1: nothing here is meant for it"),
        (["ship", "SO-1"], "SO-1: nothing here is meant for it"),
        (["import", "cats", "nowhere.csv"], "cats: cannot be imported"),
        (["import", "orders", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_that_what_cannot_be_is_refused_by_name_and_changes_nothing(
    till: Till, words: list[str], named: str
) -> None:
    before = snapshot(till)
    assert named in till.is_refused(*words)
    assert snapshot(till) == before


def test_that_a_surplus_is_booked_in_when_it_is_said_so(till: Till) -> None:
    received = till.does("receive", "PO-2", "LAN=4", "--over")
    assert received["movements"] == [{"sku": "LAN", "quantity": "4"}]
    assert received["free"] == [{"sku": "LAN", "quantity": "4"}]
    till.holds_together()


def test_that_a_line_number_tells_apart_what_stands_twice(till: Till) -> None:
    assert till.does("receive", "PO-1", "2:4")["movements"] == [{"sku": "LAN", "quantity": "4"}]
    till.holds_together()


def test_that_every_mistake_of_a_delivery_is_named_at_once(till: Till) -> None:
    said = till.is_refused("receive", "PO-1", "NOPE=1", "ROPE=99", "1:x")
    assert [line.split(":")[0] for line in said.splitlines()] == ["NOPE", "ROPE", "1"]


def test_that_a_rest_may_come_later_or_not_at_all(till: Till) -> None:
    till.does("receive", "PO-2", "LAN=1", "--rest", "2026-12-24")
    assert till.does("receive", "PO-2", "LAN=1", "--rest", "cancelled")["free"][0]["quantity"] == "2"
    assert "nothing of it is open" in till.is_refused("receive", "PO-2")
    till.holds_together()


@pytest.mark.parametrize("bad", [["LAN", "-1"], ["LAN", "x"], ["NOPE", "1"], ["LAN", "1.5"], ["", "1"]])
def test_that_an_unreadable_row_is_reported_and_the_rest_goes_on(
    till: Till, tmp_path: Path, bad: list[str]
) -> None:
    rows = [["ROPE", "2.5"], bad]
    said = boapp("import", "stock", table(tmp_path / "s.csv", STOCK, rows), "--shop", till.location, "--json")
    assert said.status == 0
    assert "row 3" in said.err
    assert (said.answer["changed"], len(said.answer["refused"])) == (1, 1)
    till.holds_together()


def test_that_a_file_of_which_nothing_can_be_read_is_not_done(till: Till, tmp_path: Path) -> None:
    file = table(tmp_path / "s.csv", STOCK, [["NOPE", "1"]])
    assert "row 2, sku: 'NOPE'" in till.is_refused("import", "stock", file)


def test_that_a_column_nobody_reads_is_named(till: Till, tmp_path: Path) -> None:
    file = table(tmp_path / "s.csv", [*STOCK, "colour"], [["LAN", "1", "red"]])
    said = boapp("import", "stock", file, "--shop", till.location)
    assert "not used: colour; there is sku, quantity" in said.err


def test_that_a_count_names_who_loses_goods_by_it(till: Till, tmp_path: Path) -> None:
    till.does("import", "products", table(tmp_path / "c.csv", ["sku", "name"], [["CAN", "Candle"]]))
    till.does("import", "orders", table(tmp_path / "so9.csv", ORDERS, [["SO-9", "CAN", 3, "Okafor"]]))
    till.does("import", "stock", table(tmp_path / "s.csv", STOCK, [["CAN", 3]]))
    till.does("reallocate", "--commit")
    counted = table(tmp_path / "t.csv", STOCK, [["CAN", 1]])
    loses = [{"order": "SO-9", "line": "1", "customer": "Okafor", "sku": "CAN", "quantity": "2"}]
    assert till.does("import", "stock", counted, "--dry-run")["lost"] == loses
    assert till.does("import", "stock", counted)["lost"] == loses
    till.holds_together()


def test_that_importing_twice_changes_nothing(till: Till, tmp_path: Path) -> None:
    file = table(tmp_path / "s.csv", STOCK, [["LAN", 7]])
    assert till.does("import", "stock", file)["changed"] == 1
    before = snapshot(till)
    assert till.does("import", "stock", file)["same"] == 1
    assert snapshot(till) == before


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("missing.boapp", None, "missing.boapp"),
        ("empty.boapp", b"", "empty.boapp"),
        ("text.boapp", b"Dear customer, we have moved.\n" * 40, "text.boapp"),
    ],
)
def test_that_what_is_no_shop_is_said_so_and_left_alone(
    tmp_path: Path, name: str, content: bytes | None, word: str
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    for words in (["check"], ["backorders"], ["reallocate", "--commit"]):
        said = boapp(*words, "--shop", file)
        assert said.status == 1
        assert said.out == ""
        assert word in said.err
    assert (file.read_bytes() if file.exists() else None) == content


def test_that_a_shop_is_never_overwritten(till: Till) -> None:
    before = snapshot(till)
    said = boapp("new", till.location)
    assert said.status == 1
    assert "shop.boapp" in said.err
    assert snapshot(till) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_that_a_read_only_shop_can_be_looked_at_and_says_why_it_cannot_be_changed(till: Till) -> None:
    Path(till.location).chmod(0o444)
    assert "read" in till.is_refused("reallocate", "--commit")


def test_that_wrong_usage_ends_with_status_2(till: Till) -> None:
    assert boapp("nonsense").status == 2
    assert boapp("receive", "--shop", till.location).status == 2
    assert boapp("backorders", "--shop", till.location, "--today", "2026-02-30").status == 2
    assert boapp("backorders", "--nonsense").status == 2


def test_that_a_command_without_a_shop_asks_for_one() -> None:
    said = boapp("backorders")
    assert said.status == 1
    assert said.err.startswith("--shop: ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may make a small disk")
@pytest.mark.skipif(shutil.which("mount") is None, reason="there is no mount here")
def test_that_a_full_disk_writes_nothing_by_half(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.system(f"mount -t tmpfs -o size=2m tmpfs {disk} 2>/dev/null") != 0:  # noqa: S605 - a path of our own
        pytest.skip("no small disk can be mounted here")
    try:
        shop = Till(str(disk / "shop.boapp"), "2026-11-22")
        assert boapp("new", shop.location).status == 0
        rows = [[f"P{number:05}", f"Product {number} " + "x" * 200] for number in range(20_000)]
        said = shop.is_refused("import", "products", table(tmp_path / "p.csv", ["sku", "name"], rows))
        assert "full" in said
        assert boapp("check", "--shop", shop.location).status == 0
        (disk / "letters").mkdir()
        assert (
            shop.does("import", "products", table(tmp_path / "q.csv", ["sku", "name"], rows[:3]))["created"]
            == 3
        )
    finally:
        os.system(f"umount {disk}")  # noqa: S605 - a path of our own
