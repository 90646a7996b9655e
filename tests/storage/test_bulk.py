"""Many rows at once: a row that comes with a thousand others is the row that was given."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from boapp.domain.decisions import Precision, Told, ToldBy
from boapp.storage.database import Database
from boapp.storage.tables.sales import told
from tests.storage.builders import TODAY, stock_a_shop, write


@pytest.mark.parametrize("count", [1, 400, 401, 450, 1234])
def test_that_many_rows_are_kept_as_they_were_given(database: Database, count: int) -> None:
    stock_a_shop(database)
    days = [None if number % 7 == 0 else TODAY + timedelta(days=number % 30) for number in range(count)]
    given = [
        Told(
            1 + number % 2,
            number + 1,
            day,
            day,
            list(Precision)[number % 3],
            ToldBy.CALL,
            reference=f"№{number}",
        )
        for number, day in enumerate(days)
    ]
    write(database, told=tuple(given))
    part = told.c
    query = select(
        part.line_id,
        part.quantity,
        part.earliest_date,
        part.latest_date,
        part.precision,
        part.told_by,
        part.reference,
    ).order_by(part.told_id)
    with database.read() as tx:
        kept = tx.connection.execute(query).all()
    assert [Told(*row[:6], reference=row[6]) for row in kept] == given
