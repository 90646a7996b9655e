"""Writing and reading many rows at once: a run of 20,000 lines is one breath.

A statement is worded once and handed to the driver with all its rows; SQLAlchemy's own
way costs more than the writing itself.
"""

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import chain
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Date, Insert, Row, Select, Table, Update, insert, types
from sqlalchemy.sql.dml import Delete

from boapp.storage.columns import UtcTime
from boapp.storage.transaction import Transaction

Columns = TypeVarTuple("Columns")

_FEW = 400
_PACK = 100
_AT_ONCE = 1000


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many values at once without the collector looking through them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def insert_rows(tx: Transaction, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all give the same columns, best sorted by their key."""
    if len(rows) <= _FEW:
        execute_many(tx, insert(table), rows)
    else:
        insert_columns(tx, table, {name: [row[name] for row in rows] for name in rows[0]})


def insert_columns(tx: Transaction, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows that are given column by column, as is quickest for many; best sorted by their key."""
    names = list(columns)
    count = len(columns[names[0]])
    if count <= _FEW:
        rows = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        execute_many(tx, insert(table), rows)
        return
    adapted = [_as_driver_takes_it(table.c[name].type, column) for name, column in columns.items()]
    values = list(zip(*adapted, strict=True))
    if tx.on_sqlite:
        _insert_in_packs(tx, table, names, values)
    else:
        _copy_rows(tx, table, names, values)


def execute_many(
    tx: Transaction, statement: Insert | Update | Delete, rows: Sequence[Mapping[str, Any]]
) -> int:
    """Run one statement for each row of parameters; returns how many rows it met in all."""
    if not rows:
        return 0
    names = list(rows[0]) if isinstance(statement, Insert) else None
    compiled = statement.compile(dialect=tx.connection.dialect, column_keys=names)
    binds: dict[str, Any] = dict(compiled.binds)
    order = list(compiled.positiontup or binds)
    fixed = [binds[name].value for name in order]
    values = _as_driver_takes_them(rows, order, [binds[name].type for name in order], fixed)
    if compiled.positiontup:
        return tx.connection.exec_driver_sql(str(compiled), values).rowcount
    named = [dict(zip(order, row, strict=True)) for row in values]
    return tx.connection.exec_driver_sql(str(compiled), named).rowcount


def select_by_keys(
    tx: Transaction, query: Select[*Columns], key: ColumnElement[Any], keys: Iterable[Any]
) -> list[Row[*Columns]]:
    """The rows of a query whose key is one of these, however many they are."""
    wanted = sorted(set(keys))
    rows: list[Row[*Columns]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows.extend(tx.connection.execute(query.where(key.in_(some))).all())
    return rows


def _as_driver_takes_them(
    rows: Sequence[Mapping[str, Any]],
    order: Sequence[str],
    kinds: Sequence[types.TypeEngine[Any]],
    fixed: Sequence[Any],
) -> list[tuple[Any, ...]]:
    """The rows as tuples in the statement's order; what a row does not give is the statement's own."""
    given = [
        [row[name] for row in rows] if name in rows[0] else [value] * len(rows)
        for name, value in zip(order, fixed, strict=True)
    ]
    return list(zip(*map(_as_driver_takes_it, kinds, given), strict=True))


def _as_driver_takes_it(kind: types.TypeEngine[Any], column: Sequence[Any]) -> Sequence[Any]:
    adapt = _adapter(kind)
    return column if adapt is None else [None if cell is None else adapt(cell) for cell in column]


def _adapter(kind: types.TypeEngine[Any]) -> Callable[[Any], Any] | None:
    if isinstance(kind, types.Enum) and kind.enum_class is not None:
        return {code: code.value for code in kind.enum_class}.__getitem__
    if isinstance(kind, Date):
        return date.isoformat
    if isinstance(kind, UtcTime):
        raise TypeError("a time of day is written row by row")
    return None


def _insert_in_packs(
    tx: Transaction, table: Table, names: Sequence[str], values: Sequence[tuple[Any, ...]]
) -> None:
    """Many rows in each statement: to SQLite a statement costs about as much as a row."""
    one = str(insert(table).compile(dialect=tx.connection.dialect, column_keys=list(names)))
    row = one[one.rindex("(") :]
    whole = len(values) - len(values) % _PACK
    packs = [tuple(chain.from_iterable(values[at : at + _PACK])) for at in range(0, whole, _PACK)]
    tx.connection.exec_driver_sql(one + f", {row}" * (_PACK - 1), packs)
    if values[whole:]:
        tx.connection.exec_driver_sql(one, values[whole:])


def _copy_rows(
    tx: Transaction, table: Table, names: Sequence[str], values: Sequence[tuple[Any, ...]]
) -> None:
    driver = tx.connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in values:
            copy.write_row(row)
