"""The sample shop is the one in the pictures, and it never ages."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from boapp.domain.decisions import Precision
from boapp.domain.quantities import UNIT
from boapp.exchange.layouts.rows import (
    OrderLineRow,
    OwnRow,
    PartnerRow,
    ProductRow,
    PurchaseLineRow,
    StockRow,
)
from boapp.exchange.sample import SAMPLE_DAY, sample_allocations, sample_tables

TABLES = sample_tables(SAMPLE_DAY)


def orders(rows: dict[str, list[OwnRow]] = TABLES) -> list[OrderLineRow]:
    return [row for row in rows["orders"] if isinstance(row, OrderLineRow)]


def waiting() -> list[OrderLineRow]:
    return [row for row in orders() if not row.shipped]


def test_that_it_has_what_was_promised() -> None:
    products = [row for row in TABLES["products"] if isinstance(row, ProductRow)]
    customers = [row for row in TABLES["customers"] if isinstance(row, PartnerRow)]
    assert (len(products), len(customers)) == (60, 40)
    assert len({row.order for row in orders()}) == 70
    scripts = {
        name
        for row in customers
        for name in ("Ελ", "نو", "दी", "山本", "한빛", "סט", "דנ", "ʼя", "Å")
        if name in str(row)
    }
    assert len(scripts) >= 8


def test_that_every_row_refers_to_what_is_there() -> None:
    skus = {row.sku for row in TABLES["products"] if isinstance(row, ProductRow)}
    suppliers = {row.name for row in TABLES["suppliers"] if isinstance(row, PartnerRow)}
    customers = {row.number for row in TABLES["customers"] if isinstance(row, PartnerRow)}
    purchases = [row for row in TABLES["purchase-orders"] if isinstance(row, PurchaseLineRow)]
    assert {row.sku for row in orders()} | {row.sku for row in purchases} <= skus
    assert {row.customer for row in orders()} <= customers
    assert {row.supplier for row in purchases} <= suppliers


def test_that_twelve_products_wait_as_in_the_picture() -> None:
    owed = Counter[str]()
    for row in waiting():
        owed[row.sku] += row.quantity // UNIT
    assert owed == {
        "STR-0018": 22, "LAN-0042": 62, "GLB-0033": 14, "LMP-0115": 2, "CND-0210": 48, "MUG-0301": 12,
        "CRD-0450": 10, "TEA-0012": 24, "LMP-0107": 9, "ANG-0021": 8, "VAS-0077": 5, "BEL-0009": 6,
    }  # fmt: skip
    assert (len(waiting()), len({row.order for row in waiting()}), owed.total()) == (31, 24, 222)
    assert sum((row.price or 0) * row.quantity // UNIT for row in waiting()) == 476_690


def test_that_people_have_waited_as_long_as_in_the_picture() -> None:
    ages = [(SAMPLE_DAY - row.ordered).days for row in waiting() if row.ordered]
    edges = [(0, 3), (4, 7), (8, 14), (15, 21), (22, 30)]
    assert [sum(first <= age <= last for age in ages) for first, last in edges] == [5, 6, 9, 7, 4]


def test_that_a_hundred_pieces_are_here_for_somebody_and_eighteen_are_coming_from_nowhere() -> None:
    given = sample_allocations()
    here = sum(row.quantity for row in given if row.supply == "stock") // UNIT
    coming = sum(row.quantity for row in given if row.supply != "stock") // UNIT
    assert (here, coming, 222 - here - coming) == (100, 104, 18)
    assert sum(row.quantity for row in given if row.set_aside) == 70 * UNIT


def test_that_nothing_is_given_twice() -> None:
    left = {"stock " + row.sku: row.quantity for row in TABLES["stock"] if isinstance(row, StockRow)}
    left |= {
        f"{row.purchase_order}/{row.line}": row.quantity - (row.received or 0)
        for row in TABLES["purchase-orders"]
        if isinstance(row, PurchaseLineRow)
    }
    lines = {(row.order, row.line): row for row in waiting()}
    held: defaultdict[tuple[str, str], int] = defaultdict(int)
    for given in sample_allocations():
        line = lines[given.order, given.line]
        left[f"stock {line.sku}" if given.supply == "stock" else given.supply] -= given.quantity
        held[given.order, given.line] += given.quantity
    assert min(left.values()) == 0
    assert all(quantity <= lines[key].quantity for key, quantity in held.items())


def test_that_every_date_moves_with_today() -> None:
    later = orders(sample_tables(SAMPLE_DAY + timedelta(100)))
    for before, after in zip(orders(), later, strict=True):
        for name in ("ordered", "wanted", "complete_on"):
            was, now = getattr(before, name), getattr(after, name)
            assert now == (was + timedelta(100) if was else None)
    week = next(row.told for row in later if row.told and row.told.precision is Precision.WEEK)
    assert (week.earliest.weekday(), week.latest.weekday()) == (0, 6)
    assert week.earliest <= SAMPLE_DAY + timedelta(100) <= week.latest
    assert max(row.ordered for row in later if row.ordered) == date(2027, 3, 3)
