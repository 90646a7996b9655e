"""Long lists in windows: a page after a known row, found by key, so that depth costs nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, Select, func, select, tuple_

from boapp.storage.lists.sums import whole
from boapp.storage.searching import finds
from boapp.storage.transaction import Transaction

Row = TypeVar("Row")

_NO_LIMIT = 2**62


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What part of a list is wanted: what it is searched for, how it is sorted, after which row.

    `words` each stand somewhere in a record. `sort` is a name the list knows, "" its usual
    order. `after` is `Page.last` of the page before; `skip` counts rows to leave out, for a
    jump into the middle of a list. `limit` None: all of it.
    """

    words: str = ""
    sort: str = ""
    descending: bool = False
    after: tuple[Any, ...] | None = None
    limit: int | None = 256
    skip: int = 0


EVERYTHING = ListQuery(limit=None)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A window of a list: its rows, how many there are in all, and where the next page begins.

    `last` is None on the last page.
    """

    rows: tuple[Row, ...]
    total: int
    last: tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Listing:
    """How a list is read: its query, the row's key, what it sorts by and where it is searched.

    What it sorts by is never NULL; the first name is the usual order.
    """

    query: Select[*tuple[Any, ...]]
    key: Column[int]
    sorts: Mapping[str, ColumnElement[Any]]
    search_keys: tuple[Column[str], ...]


def read_page(
    tx: Transaction,
    listing: Listing,
    query: ListQuery,
    make: Callable[..., Row],
    *conditions: ColumnElement[bool],
) -> Page[Row]:
    """Read one page; `make` builds a row from the listing's columns."""
    base = listing.query.where(*conditions)
    if query.words.strip():
        base = base.where(finds(query.words, *listing.search_keys))
    sort = listing.sorts[query.sort or next(iter(listing.sorts))]
    total = tx.connection.execute(
        select(func.count()).select_from(base.order_by(None).subquery())
    ).scalar_one()
    wanted = base.add_columns(sort.label("sort_value"), listing.key.label("sort_key_id"))
    if query.after is not None:
        here = tuple_(sort, listing.key)
        wanted = wanted.where(here < query.after if query.descending else here > query.after)
    order = (sort.desc(), listing.key.desc()) if query.descending else (sort.asc(), listing.key.asc())
    wanted = wanted.order_by(*order)
    if query.limit is not None:
        wanted = wanted.limit(query.limit)
    if query.skip:
        # SQLite takes no OFFSET without a LIMIT.
        wanted = wanted.limit(query.limit or _NO_LIMIT).offset(query.skip)
    found = tx.connection.execute(wanted).all()
    full = query.limit is not None and len(found) == query.limit
    last = (found[-1][-2], found[-1][-1]) if full else None
    return Page(tuple(make(*row[:-2]) for row in found), total, last)


def read_sums(
    tx: Transaction, listing: Listing, words: str, names: Sequence[str], *conditions: ColumnElement[bool]
) -> tuple[int, ...]:
    """How many rows a list has in all, and the sum of each of some of its labelled columns."""
    base = listing.query.where(*conditions)
    if words.strip():
        base = base.where(finds(words, *listing.search_keys))
    rows = base.order_by(None).subquery()
    sums = (whole(func.sum(rows.c[name])) for name in names)
    return tuple(tx.connection.execute(select(func.count(), *sums).select_from(rows)).one())
