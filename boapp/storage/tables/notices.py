"""Notices to customers, the lines they speak of, and the exact papers that were printed."""

from sqlalchemy import CheckConstraint, PrimaryKeyConstraint, Table, TypedColumns

from boapp.domain.decisions import NoticeKind, NoticeState
from boapp.storage import columns
from boapp.storage.columns import metadata


class _NoticeColumns(TypedColumns):
    """`number` is given when it is printed; `rule` names the section that asks for it."""

    notice_id = columns.key()
    number = columns.optional_text(unique=True)
    kind = columns.code(NoticeKind)
    state = columns.code(NoticeState)
    customer_id = columns.reference("customers.customer_id", index=True)
    act_id = columns.reference("acts.act_id", index=True)
    due_by = columns.optional_day()
    rule = columns.text()
    reason = columns.text()
    language = columns.text()
    channel = columns.text()
    printed_at = columns.optional_moment()
    sent_at = columns.optional_moment()


class _NoticeLineColumns(TypedColumns):
    notice_id = columns.reference("notices.notice_id")
    position = columns.number()
    line_id = columns.reference("order_lines.line_id", index=True)
    quantity = columns.quantity()
    before_date = columns.optional_day()
    after_date = columns.optional_day()


class _NoticePaperColumns(TypedColumns):
    notice_id = columns.shared_key("notices.notice_id")
    document = columns.blob()
    sha256 = columns.text()
    produced_at = columns.moment()


notices = Table(
    "notices",
    metadata,
    _NoticeColumns,
    CheckConstraint("state NOT IN ('printed', 'sent') OR number IS NOT NULL", name="numbered"),
)
columns.partial_index(
    "ix_notices_waiting",
    notices.c.due_by,
    notices.c.notice_id,
    where="state IN ('due', 'drafted')",
)
notice_lines = Table(
    "notice_lines",
    metadata,
    _NoticeLineColumns,
    PrimaryKeyConstraint("notice_id", "position"),
    CheckConstraint("quantity >= 0", name="quantity"),
)
notice_papers = Table(
    "notice_papers",
    metadata,
    _NoticePaperColumns,
    CheckConstraint("length(sha256) = 64", name="sha256"),
)
