"""Write entries: a new key makes a row, a known one changes it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from boapp.storage.entries import KINDS, Entry, EntryKind, names_of
from boapp.storage.searching import search_key, sort_key
from boapp.storage.transaction import Transaction


def write_entries(tx: Transaction, entries: Sequence[Entry]) -> None:
    """Write entries of any kinds, in an order in which each finds what it refers to."""
    by_kind: dict[type[Any], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_kind[type(entry)].append(entry)
    for kind, place in KINDS.items():
        if by_kind[kind]:
            _write_kind(tx, kind, place, by_kind[kind])


def _write_kind(tx: Transaction, kind: type[Any], place: EntryKind, entries: Sequence[Entry]) -> None:
    names = names_of(kind)
    rows = [_row(place, names, entry) for entry in entries]
    start = _insert_into(tx, place.table)
    initial = {name for name, _ in place.initial}
    changing = {name: start.excluded[name] for name in rows[0] if name != names[0] and name not in initial}
    tx.connection.execute(start.on_conflict_do_update(index_elements=[names[0]], set_=changing), rows)


def _insert_into(tx: Transaction, table: Table) -> Any:
    if tx.on_sqlite:
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # only where it is used: it is slow to import

    return postgresql.insert(table)


def _row(place: EntryKind, names: Sequence[str], entry: Entry) -> dict[str, object]:
    row: dict[str, object] = {name: getattr(entry, name) for name in names}
    row.update(place.initial)
    if place.searched:
        row["search_key"] = search_key(*(getattr(entry, name) for name in place.searched))
    if place.sorted_by:
        row["sort_key"] = sort_key(getattr(entry, place.sorted_by))
    return row
