"""The list of notices, and the very paper that was kept."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from boapp.domain.decisions import NoticeKind, NoticeState
from boapp.storage.bulk import select_by_keys
from boapp.storage.lists.pages import Listing, ListQuery, Page, read_page
from boapp.storage.tables.catalog import products
from boapp.storage.tables.notices import notice_lines, notice_papers, notices
from boapp.storage.tables.partners import customers
from boapp.storage.tables.sales import order_lines, orders
from boapp.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NoticeLineRow:
    """A quantity a notice speaks of, with the date told before and the one to tell."""

    line_id: int
    order_id: int
    order_number: str
    line_number: str
    product_id: int
    sku: str
    name: str
    quantity: int
    before_date: date | None
    after_date: date | None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice in the queue; `sha256` is that of its paper, empty while none is kept."""

    notice_id: int
    number: str | None
    kind: NoticeKind
    state: NoticeState
    customer_id: int
    customer: str
    due_by: date | None
    rule: str
    reason: str
    language: str
    channel: str
    printed_at: datetime | None
    sent_at: datetime | None
    sha256: str
    lines: tuple[NoticeLineRow, ...] = ()

    @property
    def order_numbers(self) -> tuple[str, ...]:
        """The orders it speaks of, each once."""
        return tuple(dict.fromkeys(line.order_number for line in self.lines))


_LISTING = Listing(
    select(
        notices.c.notice_id,
        notices.c.number,
        notices.c.kind,
        notices.c.state,
        notices.c.customer_id,
        customers.c.name,
        notices.c.due_by,
        notices.c.rule,
        notices.c.reason,
        func.coalesce(func.nullif(notices.c.language, ""), customers.c.language),
        func.coalesce(func.nullif(notices.c.channel, ""), customers.c.channel),
        notices.c.printed_at,
        notices.c.sent_at,
        func.coalesce(notice_papers.c.sha256, ""),
    )
    .join_from(notices, customers, notices.c.customer_id == customers.c.customer_id)
    .outerjoin(notice_papers, notice_papers.c.notice_id == notices.c.notice_id),
    notices.c.notice_id,
    {
        "due": func.coalesce(notices.c.due_by, date(9999, 12, 31)),
        "customer": customers.c.sort_key,
        "number": func.coalesce(notices.c.number, ""),
    },
    (customers.c.search_key,),
)
_LINES = (
    select(
        notice_lines.c.notice_id,
        notice_lines.c.line_id,
        orders.c.order_id,
        orders.c.order_number,
        order_lines.c.line_number,
        order_lines.c.product_id,
        products.c.sku,
        products.c.name,
        notice_lines.c.quantity,
        notice_lines.c.before_date,
        notice_lines.c.after_date,
    )
    .join_from(notice_lines, order_lines, notice_lines.c.line_id == order_lines.c.line_id)
    .join(orders, order_lines.c.order_id == orders.c.order_id)
    .join(products, order_lines.c.product_id == products.c.product_id)
    .order_by(notice_lines.c.notice_id, notice_lines.c.position)
)


def list_notices(
    tx: Transaction,
    query: ListQuery,
    *,
    states: Collection[NoticeState] = tuple(NoticeState),
    customer_id: int | None = None,
    notice_ids: Collection[int] | None = None,
) -> Page[NoticeRow]:
    """A window of the notices with their lines; sorts: due (last day first), customer, number."""
    conditions: list[ColumnElement[bool]] = [notices.c.state.in_(list(states))]
    if customer_id is not None:
        conditions.append(notices.c.customer_id == customer_id)
    if notice_ids is not None:
        conditions.append(notices.c.notice_id.in_(list(notice_ids)))
    page = read_page(tx, _LISTING, query, _keep, *conditions)
    lines = _lines_of(tx, (row[0] for row in page.rows))
    rows = tuple(replace(NoticeRow(*row), lines=tuple(lines[row[0]])) for row in page.rows)
    return Page(rows, page.total, page.last)


def read_paper(tx: Transaction, notice_id: int) -> bytes | None:
    """The exact bytes that were printed; None while there are none."""
    query = select(notice_papers.c.document).where(notice_papers.c.notice_id == notice_id)
    document = tx.connection.execute(query).scalar()
    return None if document is None else bytes(document)


def _keep(*row: Any) -> tuple[Any, ...]:
    return row


def _lines_of(tx: Transaction, notice_ids: Iterable[int]) -> defaultdict[int, list[NoticeLineRow]]:
    lines: defaultdict[int, list[NoticeLineRow]] = defaultdict(list)
    for notice_id, *line in select_by_keys(tx, _LINES, notice_lines.c.notice_id, notice_ids):
        lines[notice_id].append(NoticeLineRow(*line))
    return lines
