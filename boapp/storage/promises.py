"""What waiting customers were told and what they may count on now, read in bulk; letters not yet printed."""

from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Select, select

from boapp.domain.decisions import Firmness, NoticeKind, NoticeLine, NoticeState, OrderStatus, SupplyKind
from boapp.domain.dues import HeldPart, PromisedLine, ToldEntry, UnprintedNotice
from boapp.storage.bulk import select_by_keys
from boapp.storage.situations import read_arrival
from boapp.storage.tables.notices import notice_lines, notices
from boapp.storage.tables.partners import customers
from boapp.storage.tables.sales import order_lines, orders, told
from boapp.storage.tables.stock import allocations, supplies
from boapp.storage.transaction import Transaction

_OPEN = (order_lines.c.open_quantity > 0, orders.c.status == OrderStatus.OPEN)
_LINES = (
    select(
        order_lines.c.line_id,
        order_lines.c.order_id,
        orders.c.customer_id,
        order_lines.c.open_quantity,
        orders.c.ordered_date,
        orders.c.complete_on,
        orders.c.stated_ship_date,
        orders.c.sale,
        orders.c.seller_credit,
        orders.c.jurisdiction,
        customers.c.jurisdiction,
        customers.c.country,
    )
    .join_from(order_lines, orders, order_lines.c.order_id == orders.c.order_id)
    .join(customers, orders.c.customer_id == customers.c.customer_id)
    .where(*_OPEN)
)
_TOLD_CUSTOMERS = (
    select(orders.c.customer_id)
    .distinct()
    .join_from(told, order_lines, told.c.line_id == order_lines.c.line_id)
    .join(orders, order_lines.c.order_id == orders.c.order_id)
    .where(*_OPEN)
)
_TOLD = select(
    told.c.line_id,
    told.c.told_id,
    told.c.act_id,
    told.c.quantity,
    told.c.latest_date,
    told.c.told_by,
    told.c.told_on,
    notices.c.kind,
).join_from(told, notices, told.c.notice_id == notices.c.notice_id, isouter=True)
_HELD = select(
    allocations.c.line_id, allocations.c.quantity, supplies.c.expected_date, supplies.c.kind
).join_from(allocations, supplies, allocations.c.supply_id == supplies.c.supply_id)


def read_promised_lines(tx: Transaction, product_ids: Collection[int] | None) -> list[PromisedLine]:
    """Lines of which something was told, of every customer who waits for one of the products (None: of all).

    All such lines of a customer come, so that his news goes into one letter.
    """
    if tx.connection.execute(select(told.c.told_id).limit(1)).first() is None:
        return []  # nobody was ever told anything: no need to look through all that waits
    concerned = sorted(row[0] for row in _of_products(tx, _TOLD_CUSTOMERS, product_ids))
    return _promised(tx, select_by_keys(tx, _LINES, orders.c.customer_id, concerned))


def read_promised_of_lines(tx: Transaction, line_ids: Iterable[int]) -> list[PromisedLine]:
    """The same for single lines; those of which nothing was told are left out."""
    return _promised(tx, select_by_keys(tx, _LINES, order_lines.c.line_id, line_ids))


def count_printed_of_orders(tx: Transaction, order_ids: Iterable[int]) -> dict[int, int]:
    """How many printed or sent notices speak of each order; orders without any are left out."""
    query = (
        select(order_lines.c.order_id, notices.c.notice_id)
        .distinct()
        .join_from(notice_lines, notices, notice_lines.c.notice_id == notices.c.notice_id)
        .join(order_lines, notice_lines.c.line_id == order_lines.c.line_id)
        .where(notices.c.number.is_not(None))
    )
    counts: dict[int, int] = {}
    for order_id, _ in select_by_keys(tx, query, order_lines.c.order_id, order_ids):
        counts[order_id] = counts.get(order_id, 0) + 1
    return counts


def _promised(tx: Transaction, rows: Sequence[Any]) -> list[PromisedLine]:
    line_ids = [row[0] for row in rows]
    entries: dict[int, list[ToldEntry]] = {}
    for row in sorted(select_by_keys(tx, _TOLD, told.c.line_id, line_ids), key=itemgetter(1)):
        line_id, _, act_id, quantity, latest_date, told_by, told_on, kind = row
        cancelled = kind is NoticeKind.CANCELLATION
        entry = ToldEntry(act_id, quantity, latest_date, told_by, told_on, cancelled)
        entries.setdefault(line_id, []).append(entry)
    held = _read_held(tx, entries)
    return sorted(
        (_line(row, entries[row[0]], held.get(row[0], ())) for row in rows if row[0] in entries),
        key=attrgetter("line_id"),
    )


def read_unprinted_notices(tx: Transaction, customer_ids: Iterable[int]) -> list[UnprintedNotice]:
    """Notices to these customers that are due or drafted, in the order in which they became due."""
    query = (
        select(
            notices.c.notice_id,
            notices.c.kind,
            notices.c.customer_id,
            notice_lines.c.line_id,
            notice_lines.c.quantity,
            notice_lines.c.before_date,
            notice_lines.c.after_date,
        )
        .join_from(notices, notice_lines, notices.c.notice_id == notice_lines.c.notice_id)
        .where(notices.c.state.in_([NoticeState.DUE, NoticeState.DRAFTED]))
        .order_by(notices.c.notice_id, notice_lines.c.position)
    )
    found: dict[int, tuple[NoticeKind, int, list[NoticeLine]]] = {}
    for row in select_by_keys(tx, query, notices.c.customer_id, customer_ids):
        notice_id, kind, customer_id, line_id, quantity, before, after = row
        line = NoticeLine(line_id, quantity, before, after)
        found.setdefault(notice_id, (kind, customer_id, []))[2].append(line)
    return [
        UnprintedNotice(notice_id, kind, customer_id, tuple(lines))
        for notice_id, (kind, customer_id, lines) in sorted(found.items())
    ]


def read_set_aside(tx: Transaction, line_ids: Iterable[int]) -> dict[int, int]:
    """How much lies on the hold shelf for each of these lines; lines with nothing there are left out."""
    query = select(allocations.c.line_id, allocations.c.quantity).where(
        allocations.c.firmness == Firmness.SET_ASIDE
    )
    totals: dict[int, int] = {}
    for line_id, quantity in select_by_keys(tx, query, allocations.c.line_id, line_ids):
        totals[line_id] = totals.get(line_id, 0) + quantity
    return totals


def read_customers_of_products(tx: Transaction, product_ids: Collection[int] | None) -> set[int]:
    """Customers with a notice not yet printed about one of these products (None: about any)."""
    query = (
        select(notices.c.customer_id)
        .distinct()
        .join_from(notices, notice_lines, notices.c.notice_id == notice_lines.c.notice_id)
        .join(order_lines, notice_lines.c.line_id == order_lines.c.line_id)
        .where(notices.c.state.in_([NoticeState.DUE, NoticeState.DRAFTED]))
    )
    return {row[0] for row in _of_products(tx, query, product_ids)}


def _of_products(tx: Transaction, query: Select[Any], product_ids: Collection[int] | None) -> Iterable[Any]:
    if product_ids is None:
        return tx.connection.execute(query).all()
    return set(select_by_keys(tx, query, order_lines.c.product_id, product_ids))


def _read_held(tx: Transaction, line_ids: Iterable[int]) -> dict[int, list[HeldPart]]:
    in_house = read_arrival(tx)
    held: dict[int, list[HeldPart]] = {}
    for line_id, quantity, day, kind in select_by_keys(tx, _HELD, allocations.c.line_id, line_ids):
        here = kind is SupplyKind.ON_HAND
        held.setdefault(line_id, []).append(HeldPart(quantity, None if day is None else in_house(day), here))
    return held


def _line(row: Any, entries: Iterable[ToldEntry], held: Iterable[HeldPart]) -> PromisedLine:
    return PromisedLine(
        line_id=row[0],
        order_id=row[1],
        customer_id=row[2],
        open_quantity=row[3],
        ordered_date=row[4],
        complete_on=row[5],
        stated_ship_date=row[6],
        sale=row[7],
        seller_credit=row[8],
        jurisdiction=row[9] or row[10],
        country=row[11],
        told=tuple(entries),
        held=tuple(held),
    )
