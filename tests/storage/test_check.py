"""`boapp check` finds what does not hold together, and nothing else."""

from datetime import date

import pytest
from sqlalchemy import text

from boapp.domain.decisions import (
    AllocationChange,
    ChangedLine,
    Firmness,
    NoticeChange,
    NoticeDue,
    NoticeKind,
    NoticeLine,
    NoticeState,
    Run,
    SupplyChange,
    Told,
)
from boapp.domain.quantities import UNIT
from boapp.storage.check import Problem, check
from boapp.storage.database import Database
from boapp.storage.numbering import Series, next_number
from tests.storage.builders import stock_a_shop, write


def _sound_shop(database: Database) -> None:
    """A shop in which something of every kind has happened."""
    stock_a_shop(database)
    due = NoticeDue(NoticeKind.DELAY_FIRST, 2, (NoticeLine(2, 8 * UNIT),))
    allocated = AllocationChange(1, 1, 1, 0, 9 * UNIT)
    run = Run("default", (ChangedLine(1, 1, 0, 9 * UNIT, None, None, "gained"),))
    written = write(database, allocations=(allocated,), run=run, notices=(due,))
    with database.write() as tx:
        number = next_number(tx, Series.NOTICE)
    write(
        database,
        allocations=(
            AllocationChange(1, 1, 1, 9 * UNIT, 5 * UNIT),
            AllocationChange(1, 1, 1, 0, 4 * UNIT, Firmness.SET_ASIDE),
            AllocationChange(2, 2, 1, 0, 8 * UNIT),
        ),
        supplies=(SupplyChange(2, 1, 20 * UNIT, 20 * UNIT, date(2026, 11, 27), date(2026, 12, 3)),),
        notice_changes=(
            NoticeChange(written.notice_ids[0], NoticeState.PRINTED, number=number, document=b"%PDF"),
        ),
        told=(Told(2, 8 * UNIT, date(2026, 12, 4), date(2026, 12, 4), notice_id=written.notice_ids[0]),),
    )


def _problems(database: Database) -> list[Problem]:
    with database.read() as tx:
        return check(tx)


def test_that_a_sound_shop_has_no_problems(database: Database) -> None:
    _sound_shop(database)
    assert _problems(database) == []


def test_that_an_empty_shop_has_no_problems(database: Database) -> None:
    assert _problems(database) == []


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (
            "UPDATE supplies SET quantity = 130000 WHERE supply_id = 1",
            Problem(1, "LAN", "13 on hand", "14, the sum of its movements"),
        ),
        (
            "UPDATE movements SET place = 'damaged', quantity = -quantity",
            Problem(1, "LAN in damaged", "-14", "at least 0"),
        ),
        (
            "UPDATE allocations SET quantity = 210000 WHERE line_id = 2",
            Problem(2, "LAN, supply 2", "21 allocated", "at most 20"),
        ),
        (
            "UPDATE allocations SET quantity = 90000 WHERE line_id = 2",
            Problem(2, "SO-2/1", "9 allocated", "at most 8, what is open"),
        ),
        (
            "UPDATE allocations SET firmness = 'set_aside' WHERE line_id = 2",
            Problem(2, "SO-2/1", "8 set aside of goods that are not here", "0"),
        ),
        (
            "UPDATE orders SET status = 'done' WHERE order_id = 2",
            Problem(2, "SO-2/1", "8 allocated to an order that is closed", "0"),
        ),
        (
            "UPDATE purchase_lines SET received_quantity = 50000",
            Problem(2, "PO-1/1", "20 expected", "15, what is open"),
        ),
        (
            "UPDATE allocations SET quantity = 70000 WHERE line_id = 2",
            Problem(4, "SO-2/1, supply 2", "7 allocated", "8, the sum of its changes"),
        ),
        (
            "UPDATE run_lines SET after_quantity = 100000",
            Problem(4, "SO-1/1, run 1", "a change by 9", "by 10, as the run says"),
        ),
        (
            "DELETE FROM notice_papers",
            Problem(5, "notice N-1", "no paper", "the paper that was printed"),
        ),
        (
            "UPDATE order_lines SET told_date = '2026-12-05' WHERE line_id = 2",
            Problem(5, "SO-2/1", "told 2026-12-05", "2026-12-04, the last entry of the ledger"),
        ),
        ("UPDATE series SET last_number = 0", Problem(6, "notice N-1", "series at 0", "at least 1")),
        (
            "UPDATE products SET version = version + 1",
            Problem(7, "LAN", "version 5", "4, that of its last act"),
        ),
    ],
)
def test_that_damage_is_found_and_named(database: Database, damage: str, problem: Problem) -> None:
    _sound_shop(database)
    with database.write() as tx:
        tx.connection.execute(text(damage))
    assert problem in _problems(database)


def test_that_a_changed_paper_is_found_by_its_hash(database: Database) -> None:
    _sound_shop(database)
    with database.write() as tx:
        tx.connection.execute(text("UPDATE notice_papers SET document = :other"), {"other": b"%PDX"})
    (problem,) = _problems(database)
    assert (problem.invariant, problem.record) == (5, "notice N-1")
    assert problem.found.startswith("hash ")
