"""What screens and commands are shown."""

from datetime import date

from boapp.domain.decisions import (
    AllocationChange,
    Firmness,
    NoticeChange,
    NoticeDue,
    NoticeKind,
    NoticeLine,
    NoticeState,
    Told,
    ToldBy,
)
from boapp.domain.quantities import UNIT
from boapp.storage.database import Database
from boapp.storage.entries import CustomerEntry, OrderEntry, OrderLineEntry, ProductEntry
from boapp.storage.lists import (
    EVERYTHING,
    HeldPart,
    ListQuery,
    ProductBackorders,
    ProductRow,
    list_backorders,
    list_customers,
    list_notices,
    list_orders,
    list_product_backorders,
    list_products,
    list_purchase_orders,
    list_suppliers,
    read_order_card,
    read_paper,
    read_product_card,
    read_purchase_order_card,
)
from tests.storage.builders import TODAY, stock_a_shop, write


def _with_goods_given(database: Database) -> None:
    """Harbour Books holds 9 on hand (3 of them on the shelf), Meyer 8 of PO-1."""
    stock_a_shop(database)
    write(
        database,
        allocations=(
            AllocationChange(1, 1, 1, 0, 6 * UNIT),
            AllocationChange(1, 1, 1, 0, 3 * UNIT, Firmness.SET_ASIDE, place="A3"),
            AllocationChange(2, 2, 1, 0, 8 * UNIT),
        ),
        told=(Told(2, 8 * UNIT, date(2026, 12, 4), date(2026, 12, 4), told_by=ToldBy.CALL),),
    )


def test_that_a_product_shows_what_is_here_coming_and_owed(database: Database) -> None:
    _with_goods_given(database)
    with database.read() as tx:
        page = list_products(tx, ListQuery())
        card = read_product_card(tx, 1)
        missing = read_product_card(tx, 99)
    row = ProductRow(
        1, "LAN", "Storm lantern", "", "", 0, 4_900, 0, False, "", 14 * UNIT, 9 * UNIT, 20 * UNIT, 20 * UNIT
    )
    assert page.rows == (row,)
    assert (page.total, page.last, missing) == (1, None, None)
    assert card is not None
    assert card.row == row
    assert [(supply.label, supply.partner, supply.held) for supply in card.supplies] == [
        ("", "", 9 * UNIT),
        ("PO-1", "Lumen", 8 * UNIT),
    ]
    assert [(movement.quantity, movement.clerk) for movement in card.movements] == [(14 * UNIT, "AB")]


def test_that_waiting_lines_show_what_they_hold(database: Database) -> None:
    _with_goods_given(database)
    with database.read() as tx:
        page = list_backorders(tx, ListQuery())
        of_meyer = list_backorders(tx, ListQuery(), customer_id=2)
    first, second = page.rows
    assert (first.held_here, first.covered_quantity, first.backorder_quantity) == (
        9 * UNIT,
        9 * UNIT,
        3 * UNIT,
    )
    assert second.held == (HeldPart(2, "PO-1", False, date(2026, 11, 27), 8 * UNIT, Firmness.LOOSE),)
    assert (second.backorder_quantity, second.told_date) == (8 * UNIT, date(2026, 12, 4))
    assert of_meyer.rows == (second,)


def test_that_backorders_are_summed_up_by_product(database: Database) -> None:
    _with_goods_given(database)
    with database.read() as tx:
        (near,) = list_product_backorders(tx, date(2026, 12, 4))
        (far,) = list_product_backorders(tx, date(2026, 12, 3))
    assert near == ProductBackorders(
        1,
        "LAN",
        "Storm lantern",
        "",
        0,
        2,
        20 * UNIT,
        14 * UNIT,
        20 * UNIT,
        date(2026, 11, 27),
        date(2026, 11, 3),
        98_000,
        1,
    )
    assert (near.nothing_coming, far.at_risk) == (0, 0)


def test_that_an_order_shows_its_lines_and_is_found_by_either_number(database: Database) -> None:
    _with_goods_given(database)
    write(database, OrderEntry(1, "SO-1", 1, date(2026, 11, 3), external_number="#1001"))
    with database.read() as tx:
        page = list_orders(tx, ListQuery(words="harbour #1001"))
        card = read_order_card(tx, "#1001")
        nothing = (read_order_card(tx, ""), read_order_card(tx, "SO-9"))
    assert nothing == (None, None)
    assert card is not None
    assert page.rows == (card.row,)
    assert card.customer.name == "Harbour Books"
    (line,) = card.lines
    assert (line.held_here, line.held_coming, line.set_aside, line.open_quantity) == (
        9 * UNIT,
        0,
        3 * UNIT,
        12 * UNIT,
    )


def test_that_only_open_orders_are_listed_when_asked(database: Database) -> None:
    stock_a_shop(database)
    with database.read() as tx:
        assert list_orders(tx, ListQuery(), open_only=True, customer_id=2).total == 1


def test_that_a_purchase_order_shows_what_is_coming_and_for_whom(database: Database) -> None:
    _with_goods_given(database)
    with database.read() as tx:
        page = list_purchase_orders(tx, ListQuery(), open_only=True)
        card = read_purchase_order_card(tx, "PO-1")
        missing = read_purchase_order_card(tx, "PO-9")
    assert missing is None
    assert card is not None
    assert page.rows == (card.row,)
    assert (card.row.open_lines, card.row.next_date) == (1, date(2026, 11, 27))
    assert [(line.open_quantity, line.held, line.confirmed) for line in card.lines] == [
        (20 * UNIT, 8 * UNIT, False)
    ]


def test_that_partners_are_found_without_accents_and_case(database: Database) -> None:
    stock_a_shop(database)
    with database.read() as tx:
        assert [row.name for row in list_customers(tx, ListQuery(words="LUBECK books")).rows] == [
            "Harbour Books"
        ]
        assert [row.open_lines for row in list_suppliers(tx, ListQuery()).rows] == [1]
        assert list_customers(tx, ListQuery(words="100%_")).total == 0


def test_that_numbers_sort_as_people_read_them(database: Database) -> None:
    stock_a_shop(database)
    write(database, OrderEntry(3, "SO-10", 1, TODAY))
    with database.read() as tx:
        up = list_orders(tx, ListQuery(sort="number"))
        down = list_orders(tx, ListQuery(sort="number", descending=True))
    assert [row.order_number for row in up.rows] == ["SO-1", "SO-2", "SO-10"]
    assert [row.order_number for row in down.rows] == ["SO-10", "SO-2", "SO-1"]


def test_that_windows_put_together_are_the_whole_list_in_every_order(database: Database) -> None:
    """Many equal values, so that the key has to tell rows apart at the windows' edges."""
    stock_a_shop(database)
    write(
        database,
        *(CustomerEntry(key, f"Customer {key % 3}", city=f"Town {key % 2}") for key in range(3, 40)),
        *(ProductEntry(key, f"P-{key}", f"Thing {key % 4}") for key in range(2, 40)),
        *(OrderLineEntry(key, 1, str(key), key, key % 30 + 1, UNIT) for key in range(3, 40)),
        told=tuple(Told(key, UNIT, TODAY, TODAY, told_by=ToldBy.CALL) for key in range(3, 40, 5)),
    )
    with database.read() as tx:
        for lister, sorts in (
            (list_customers, ("name", "city", "class", "waiting")),
            (list_products, ("sku", "name", "group", "price", "on_hand", "owed")),
            (list_backorders, ("ordered", "number", "customer", "sku", "told", "wanted", "open")),
        ):
            for sort in sorts:
                for descending in (False, True):
                    whole = lister(tx, ListQuery(sort=sort, descending=descending, limit=None)).rows
                    pieces: list[object] = []
                    query = ListQuery(sort=sort, descending=descending, limit=7)
                    while True:
                        page = lister(tx, query)
                        pieces.extend(page.rows)
                        if page.last is None:
                            break
                        query = ListQuery(sort=sort, descending=descending, limit=7, after=page.last)
                    assert tuple(pieces) == whole, (sort, descending)
                    assert len(whole) == page.total


def test_that_notices_show_their_lines_and_keep_their_paper(database: Database) -> None:
    stock_a_shop(database)
    due = NoticeDue(
        NoticeKind.DELAY_FIRST, 1, (NoticeLine(1, 12 * UNIT, TODAY, date(2026, 12, 9)),), rule="435.2(b)(1)"
    )
    written = write(database, notices=(due,))
    (notice_id,) = written.notice_ids
    with database.read() as tx:
        assert read_paper(tx, notice_id) is None
        (row,) = list_notices(tx, ListQuery(), states=[NoticeState.DUE]).rows
    assert (row.order_numbers, row.lines[0].after_date, row.channel) == (
        ("SO-1",),
        date(2026, 12, 9),
        "letter",
    )
    paper = b"%PDF-1.7 \x00\xff"
    write(
        database,
        notice_changes=(
            NoticeChange(notice_id, NoticeState.PRINTED, number="N-1", language="en", document=paper),
        ),
    )
    with database.read() as tx:
        assert list_notices(tx, EVERYTHING, states=[NoticeState.DUE]).rows == ()
        (row,) = list_notices(tx, EVERYTHING, customer_id=1, notice_ids=[notice_id]).rows
        assert (row.number, row.state, len(row.sha256), row.language) == (
            "N-1",
            NoticeState.PRINTED,
            64,
            "en",
        )
        assert read_paper(tx, notice_id) == paper
