"""One decision is written wholly, once, and only on what it was decided on."""

import threading
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from boapp.domain.decisions import (
    ActKind,
    AllocationChange,
    ChangedLine,
    Decision,
    Firmness,
    Movement,
    MovementKind,
    NoticeDue,
    NoticeKind,
    NoticeLine,
    OrderLineChange,
    Place,
    PurchaseLineChange,
    PurchaseState,
    Run,
    SupplyChange,
    Told,
    ToldBy,
    allocation_changes,
)
from boapp.domain.quantities import UNIT
from boapp.domain.stock import Allocation
from boapp.errors import SituationChanged
from boapp.storage import records
from boapp.storage.check import check
from boapp.storage.database import Database
from boapp.storage.entries import (
    KINDS,
    CustomerEntry,
    DraftEntry,
    Entry,
    OrderEntry,
    OrderLineEntry,
    ProductEntry,
    SupplierTermEntry,
    read_all_entries,
    read_entries,
    read_entry,
)
from boapp.storage.numbering import Series, new_key, new_keys, next_number
from boapp.storage.situations import load_situation
from boapp.storage.tables.runs import run_lines
from boapp.storage.tables.sales import order_lines, told
from boapp.storage.tables.shop import acts
from boapp.storage.versions import read_versions
from tests.storage.builders import NOW, TODAY, an_act, stock_a_shop, write


def _situation(database: Database) -> Any:
    with database.read() as tx:
        return load_situation(tx, TODAY)


def _sound(database: Database) -> bool:
    with database.read() as tx:
        return check(tx) == []


def test_that_an_act_posted_twice_is_done_once(database: Database) -> None:
    stock_a_shop(database)
    decision = Decision(
        an_act(ActKind.COUNT),
        movements=(Movement(1, UNIT, MovementKind.COUNT),),
        supplies=(SupplyChange(1, 1, 14 * UNIT, 15 * UNIT),),
    )
    with database.write() as tx:
        first = records.write(tx, decision)
    with database.write() as tx:
        second = records.write(tx, decision)
    assert (second.act_id, first.already_done, second.already_done) == (first.act_id, False, True)
    assert _situation(database).supplies[0].quantity == 15 * UNIT
    assert _sound(database)


def test_that_a_receipt_turns_what_was_coming_into_what_is_here(database: Database) -> None:
    """20 come of PO-1: Meyer's 8 follow the goods, the rest is free."""
    stock_a_shop(database)
    write(database, allocations=(AllocationChange(2, 2, 1, 0, 8 * UNIT),))
    write(
        database,
        kind=ActKind.RECEIVE,
        movements=(Movement(1, 20 * UNIT, MovementKind.RECEIPT, purchase_line_id=1),),
        supplies=(
            SupplyChange(1, 1, 14 * UNIT, 34 * UNIT),
            SupplyChange(2, 1, 20 * UNIT, 0, date(2026, 11, 27), date(2026, 11, 27)),
        ),
        purchase_lines=(PurchaseLineChange(1, 1, received=20 * UNIT, state=PurchaseState.RECEIVED),),
        allocations=(AllocationChange(2, 2, 1, 8 * UNIT, 0), AllocationChange(2, 1, 1, 0, 8 * UNIT)),
    )
    situation = _situation(database)
    assert [supply.quantity for supply in situation.supplies] == [34 * UNIT]
    assert situation.allocations == (Allocation(1, 2, 8 * UNIT),)
    assert _sound(database)


def test_that_part_of_a_line_ships_and_the_rest_waits(database: Database) -> None:
    stock_a_shop(database)
    write(database, allocations=(AllocationChange(1, 1, 1, 0, 4 * UNIT, Firmness.SET_ASIDE, place="A3"),))
    write(
        database,
        kind=ActKind.SHIP,
        movements=(Movement(1, -4 * UNIT, MovementKind.SHIPMENT, Place.STOCK, line_id=1),),
        supplies=(SupplyChange(1, 1, 14 * UNIT, 10 * UNIT),),
        order_lines=(OrderLineChange(1, 1, shipped=4 * UNIT),),
        allocations=(AllocationChange(1, 1, 1, 4 * UNIT, 0, Firmness.SET_ASIDE),),
    )
    situation = _situation(database)
    assert (situation.lines[0].open_quantity, situation.allocations) == (8 * UNIT, ())
    assert _sound(database)


def test_that_a_decision_on_what_has_changed_is_refused_by_name(database: Database) -> None:
    stock_a_shop(database)
    with database.read() as tx:
        versions = read_versions(tx, [1])
    write(
        database,
        kind=ActKind.COUNT,
        movements=(Movement(1, -UNIT, MovementKind.COUNT),),
        supplies=(SupplyChange(1, 1, 14 * UNIT, 13 * UNIT),),
    )
    late = Decision(an_act(ActKind.REALLOCATE), allocations=(AllocationChange(1, 1, 1, 0, 12 * UNIT),))

    def commit() -> None:
        with database.write() as tx:
            records.write(tx, late, versions)

    with pytest.raises(SituationChanged, match=r"LAN: changed since it was read \(LAN: count by AB at 09:30"):
        commit()
    assert _situation(database).allocations == ()
    with database.read() as tx:
        assert tx.connection.execute(select(acts).where(acts.c.kind == ActKind.REALLOCATE)).first() is None


def test_that_acts_on_other_products_do_not_matter(database: Database) -> None:
    stock_a_shop(database)
    with database.read() as tx:
        versions = read_versions(tx, [1])
    write(database, ProductEntry(2, "WICK", "Wick"))
    with database.write() as tx:
        decision = Decision(an_act(), allocations=(AllocationChange(1, 1, 1, 0, UNIT),))
        records.write(tx, decision, versions)
    assert _situation(database).allocations == (Allocation(1, 1, UNIT),)


@pytest.mark.parametrize(
    "parts",
    [
        {"allocations": (AllocationChange(1, 1, 1, 5 * UNIT, 3 * UNIT),)},
        {"allocations": (AllocationChange(1, 1, 1, 5 * UNIT, 0),)},
        {"supplies": (SupplyChange(1, 1, 13 * UNIT, 12 * UNIT),)},
        {"order_lines": (OrderLineChange(99, 1, shipped=UNIT),)},
        {"purchase_lines": (PurchaseLineChange(99, 1, received=UNIT),)},
    ],
)
def test_that_what_is_not_as_decided_on_changes_nothing(database: Database, parts: dict[str, Any]) -> None:
    stock_a_shop(database)
    write(database, allocations=(AllocationChange(1, 1, 1, 0, 4 * UNIT),))
    before = _situation(database)
    with pytest.raises(SituationChanged):
        write(database, **parts)
    assert _situation(database) == before
    assert _sound(database)


@pytest.mark.parametrize(
    "parts",
    [
        {"order_lines": (OrderLineChange(1, 1, shipped=13 * UNIT),)},
        {"supplies": (SupplyChange(1, 1, 14 * UNIT, -1),)},
        {"purchase_lines": (PurchaseLineChange(1, 1, cancelled=21 * UNIT),)},
        {"movements": (Movement(1, 0, MovementKind.COUNT),)},
        {"allocations": (AllocationChange(99, 1, 1, 0, UNIT),)},
    ],
)
def test_that_the_tables_refuse_what_cannot_be(database: Database, parts: dict[str, Any]) -> None:
    stock_a_shop(database)
    with pytest.raises(DBAPIError):
        write(database, **parts)
    assert _sound(database)


@pytest.mark.parametrize(
    "parts",
    [
        {"allocations": (AllocationChange(1, 1, 1, 4 * UNIT, 13 * UNIT),)},
        {
            "allocations": (
                AllocationChange(1, 1, 1, 4 * UNIT, 9 * UNIT),
                AllocationChange(2, 1, 1, 0, 6 * UNIT),
            ),
        },
        {"supplies": (SupplyChange(1, 1, 14 * UNIT, 3 * UNIT),)},
        {"order_lines": (OrderLineChange(1, 1, cancelled=9 * UNIT),)},
    ],
)
def test_that_nobody_can_hold_more_than_there_is_or_is_owed(
    database: Database, parts: dict[str, Any]
) -> None:
    stock_a_shop(database)
    write(database, allocations=(AllocationChange(1, 1, 1, 0, 4 * UNIT),))
    before = _situation(database)
    with pytest.raises(records.TooMuchHeld):
        write(database, **parts)
    assert _situation(database) == before


def test_that_an_edit_cannot_take_away_what_a_line_holds(database: Database) -> None:
    stock_a_shop(database)
    write(database, allocations=(AllocationChange(1, 1, 1, 0, 4 * UNIT),))
    with pytest.raises(records.TooMuchHeld, match="line 1: 40000 allocated of 30000"):
        write(database, OrderLineEntry(1, 1, "1", 1, 1, 3 * UNIT))


def test_that_what_was_told_is_kept_and_the_last_word_counts(database: Database) -> None:
    """Told 12 for the 9th, then 6 for the 4th and 6 for the 20th."""
    stock_a_shop(database)
    first = date(2026, 12, 9)
    write(database, told=(Told(1, 12 * UNIT, first, first, told_by=ToldBy.CALL),))
    write(
        database,
        told=(
            Told(1, 6 * UNIT, date(2026, 12, 20), date(2026, 12, 20), told_by=ToldBy.CALL),
            Told(1, 6 * UNIT, date(2026, 12, 4), date(2026, 12, 4), told_by=ToldBy.CALL),
        ),
    )
    assert _situation(database).lines[0].told_date == date(2026, 12, 20)
    write(database, told=(Told(1, 12 * UNIT, None, None, told_by=ToldBy.COUNTER, reference="at the till"),))
    assert _situation(database).lines[0].told_date is None
    with database.read() as tx:
        assert len(tx.connection.execute(select(told)).all()) == 4
    assert _sound(database)


def test_that_a_run_keeps_its_changed_lines_with_why(database: Database) -> None:
    stock_a_shop(database)
    situation = _situation(database)
    after = (Allocation(1, 1, 12 * UNIT), Allocation(2, 2, 8 * UNIT))
    changes = allocation_changes(situation.allocations, after, {1: 1, 2: 1})
    run = Run(
        "oldest first",
        (ChangedLine(1, 1, 0, 12 * UNIT, None, TODAY, "gained", '{"code": "free"}'),),
        rules="{}",
    )
    written = write(database, kind=ActKind.REALLOCATE, allocations=changes, run=run)
    with database.read() as tx:
        (row,) = tx.connection.execute(select(run_lines)).all()
    assert row == (written.run_id, 1, 0, 12 * UNIT, None, TODAY, "gained", '{"code": "free"}')
    assert set(_situation(database).allocations) == set(after)
    assert _sound(database)


def test_that_changes_lead_from_what_was_held_to_what_is_wanted() -> None:
    before = (Allocation(1, 1, 5), Allocation(1, 2, 3), Allocation(2, 2, 1, set_aside=True))
    after = (
        Allocation(1, 1, 5),
        Allocation(1, 2, 1),
        Allocation(1, 2, 1),
        Allocation(2, 2, 1, pinned=True),
    )
    changes = allocation_changes(before, after, {1: 7, 2: 7})
    assert set(changes) == {
        AllocationChange(2, 1, 7, 3, 2),
        AllocationChange(2, 2, 7, 1, 0, Firmness.SET_ASIDE),
        AllocationChange(2, 2, 7, 0, 1, Firmness.PINNED),
    }


def test_that_notices_become_due_with_their_lines(database: Database) -> None:
    stock_a_shop(database)
    due = NoticeDue(NoticeKind.DELAY_FIRST, 1, (NoticeLine(1, 4 * UNIT), NoticeLine(2, 8 * UNIT)))
    assert write(database, notices=(due, due)).notice_ids == (1, 2)
    assert write(database, notices=(due,)).notice_ids == (3,)


def test_that_every_entry_has_a_column_for_each_field(database: Database) -> None:
    made_on_writing = {"search_key", "sort_key", "open_quantity"}
    for kind, place in KINDS.items():
        kept = {column.name for column in place.table.columns}
        named = {field.name for field in fields(kind)} | {name for name, _ in place.initial}
        assert kept - made_on_writing == named, kind
    assert database is not None


def test_that_what_is_entered_is_read_back_and_edited(database: Database) -> None:
    stock_a_shop(database)
    entries: tuple[Entry, ...] = (
        CustomerEntry(7, "بيت الورد", number="C-7", language="ar", customer_class=2),
        ProductEntry(7, "00042", "Ψ", barcode="0401", decimals=3, tax_rate=1_900, release_date=TODAY),
        SupplierTermEntry(1, 1, 7, "L-7", 1_250, "EUR", 14, 12 * UNIT, 12 * UNIT, 24 * UNIT),
    )
    write(database, *entries)
    with database.read() as tx:
        assert tuple(entry for kind in map(type, entries) for entry in _last(tx, kind)) == entries
        assert read_entry(tx, ProductEntry, "sku", "00042") == entries[1]
        assert read_entry(tx, ProductEntry, "sku", "42") is None
        assert read_entries(tx, ProductEntry, "sku", ["00042", "LAN", "?"])[0].sku == "LAN"
    write(database, ProductEntry(7, "00042", "Psi", decimals=3))
    with database.read() as tx:
        assert read_entry(tx, ProductEntry, "product_id", 7) == ProductEntry(7, "00042", "Psi", decimals=3)
        assert read_versions(tx, [7]) == {7: 2}


def _last(tx: Any, kind: type[Entry]) -> list[Entry]:
    return read_all_entries(tx, kind)[-1:]


def test_that_editing_a_line_leaves_what_was_told(database: Database) -> None:
    stock_a_shop(database)
    write(database, told=(Told(1, 12 * UNIT, TODAY, TODAY, told_by=ToldBy.CALL),))
    write(database, OrderLineEntry(1, 1, "1", 1, 1, 13 * UNIT, price=4_900))
    with database.read() as tx:
        query = select(order_lines.c.told_date, order_lines.c.open_quantity)
        row = tx.connection.execute(query.where(order_lines.c.line_id == 1)).one()
    assert row == (TODAY, 13 * UNIT)


def test_that_a_draft_is_parked_as_text(database: Database) -> None:
    stock_a_shop(database)
    draft = DraftEntry(1, "allocation", "LAN", 1, NOW, NOW, '{"1": 2}', "[]")
    write(database, draft)
    with database.read() as tx:
        assert read_all_entries(tx, DraftEntry) == [draft]


def test_that_keys_given_out_in_one_block_are_never_the_same(database: Database) -> None:
    stock_a_shop(database)
    with database.write() as tx:
        assert list(new_keys(tx, "orders", 2)) == [3, 4]
        assert new_key(tx, "orders") == 5
        assert list(new_keys(tx, "runs", 0)) == []
    with database.write() as tx:
        assert new_key(tx, "orders") == 3


def test_that_numbers_pass_over_those_that_came_in_from_elsewhere(database: Database) -> None:
    stock_a_shop(database)
    write(database, OrderEntry(3, "SO-4", 1, TODAY))
    with database.write() as tx:
        assert [next_number(tx, Series.ORDER) for _ in range(2)] == ["SO-3", "SO-5"]
        assert next_number(tx, Series.NOTICE) == "N-1"


def test_that_of_two_desks_with_the_same_goods_one_gets_them(database: Database, shop_location: str) -> None:
    """Both read, both give the 14 lanterns away; whoever commits second is told."""
    stock_a_shop(database)
    with database.read() as tx:
        versions = read_versions(tx, [1])
    ready = threading.Barrier(2)
    outcomes: list[str] = []

    def commit(line_id: int) -> None:
        desk = Database.open(shop_location)
        ready.wait(10)
        try:
            with desk.write() as tx:
                change = AllocationChange(line_id, 1, 1, 0, 8 * UNIT)
                records.write(tx, Decision(an_act(act_uuid=uuid4()), allocations=(change,)), versions)
            outcomes.append("given")
        except SituationChanged:
            outcomes.append("refused")
        finally:
            desk.close()

    desks = [threading.Thread(target=commit, args=(line_id,)) for line_id in (1, 2)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert sorted(outcomes) == ["given", "refused"]
    assert sum(held.quantity for held in _situation(database).allocations) == 8 * UNIT
    assert _sound(database)
