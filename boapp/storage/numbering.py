"""Keys of rows and the numbers printed on documents, given out under the write lock."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Column, func, insert, select, update

from boapp.storage.tables import metadata, shop
from boapp.storage.tables.notices import notices
from boapp.storage.tables.purchasing import purchase_orders
from boapp.storage.tables.sales import orders
from boapp.storage.transaction import Transaction


class Series(StrEnum):
    """The kinds of documents that are numbered on their own."""

    ORDER = "order"
    PURCHASE_ORDER = "purchase_order"
    NOTICE = "notice"


PREFIXES = {Series.ORDER: "SO-", Series.PURCHASE_ORDER: "PO-", Series.NOTICE: "N-"}
_TAKEN_IN: dict[Series, Column[Any]] = {
    Series.ORDER: orders.c.order_number,
    Series.PURCHASE_ORDER: purchase_orders.c.purchase_order_number,
    Series.NOTICE: notices.c.number,
}


def new_keys(tx: Transaction, table_name: str, count: int = 1) -> range:
    """Keys for so many new rows of a table ("products"), for this write block only."""
    if not count:
        return range(0)
    if table_name not in tx.reserved_keys:
        key: Column[int] = next(iter(metadata.tables[table_name].primary_key.columns))
        tx.reserved_keys[table_name] = tx.connection.execute(select(func.max(key))).scalar_one() or 0
    first = tx.reserved_keys[table_name] + 1
    tx.reserved_keys[table_name] += count
    return range(first, first + count)


def new_key(tx: Transaction, table_name: str) -> int:
    """The key of one new row of a table, for this write block only."""
    return new_keys(tx, table_name)[0]


def next_number(tx: Transaction, series: Series) -> str:
    """The next number of a series ("SO-118"); passes over numbers that came in from elsewhere."""
    while True:
        number = _count_on(tx, series)
        column = _TAKEN_IN[series]
        if tx.connection.execute(select(column).where(column == number)).first() is None:
            return number


def continue_after(tx: Transaction, series: Series, last_number: int) -> None:
    """Let a series go on after a number that was given out elsewhere; it never goes back."""
    table = shop.series
    counted = tx.connection.execute(select(table.c.last_number).where(table.c.name == series.value)).scalar()
    if counted is None:
        row = {"name": series.value, "prefix": PREFIXES[series], "digits": 0, "last_number": last_number}
        tx.connection.execute(insert(table), row)
    elif counted < last_number:
        tx.connection.execute(
            update(table).where(table.c.name == series.value).values(last_number=last_number)
        )


def _count_on(tx: Transaction, series: Series) -> str:
    table = shop.series
    counted = tx.connection.execute(
        update(table)
        .where(table.c.name == series.value)
        .values(last_number=table.c.last_number + 1)
        .returning(table.c.prefix, table.c.digits, table.c.last_number)
    ).first()
    if counted is None:
        row = {"name": series.value, "prefix": PREFIXES[series], "digits": 0, "last_number": 0}
        tx.connection.execute(insert(table), row)
        return _count_on(tx, series)
    prefix, digits, last_number = counted
    return f"{prefix}{last_number:0{digits}d}" if digits else f"{prefix}{last_number}"
