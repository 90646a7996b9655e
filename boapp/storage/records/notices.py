"""Notices that become due, the papers that are kept, and the ledger of what was told."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import bindparam, insert, update

from boapp.domain.decisions import Act, NoticeChange, NoticeDue, NoticeState, Told
from boapp.errors import SituationChanged
from boapp.storage.bulk import execute_many, insert_rows
from boapp.storage.numbering import new_keys
from boapp.storage.tables.notices import notice_lines, notice_papers, notices
from boapp.storage.tables.sales import order_lines, told
from boapp.storage.transaction import Transaction

_UPDATE_TOLD_DATE = (
    update(order_lines).where(order_lines.c.line_id == bindparam("line")).values(told_date=bindparam("day"))
)


def write_notices(tx: Transaction, act_id: int, due: Sequence[NoticeDue]) -> tuple[int, ...]:
    """Enter notices as due; returns their keys in order."""
    keys = new_keys(tx, "notices", len(due))
    rows = [
        {
            "notice_id": key,
            "kind": notice.kind,
            "state": NoticeState.DUE,
            "customer_id": notice.customer_id,
            "act_id": act_id,
            "due_by": notice.due_by,
            "rule": notice.rule,
            "reason": notice.reason,
            "language": "",
            "channel": "",
        }
        for key, notice in zip(keys, due, strict=True)
    ]
    insert_rows(tx, notices, rows)
    lines = [
        {
            "notice_id": key,
            "position": position,
            "line_id": line.line_id,
            "quantity": line.quantity,
            "before_date": line.before_date,
            "after_date": line.after_date,
        }
        for key, notice in zip(keys, due, strict=True)
        for position, line in enumerate(notice.lines, 1)
    ]
    insert_rows(tx, notice_lines, lines)
    return tuple(keys)


def write_notice_changes(tx: Transaction, act: Act, changes: Sequence[NoticeChange]) -> None:
    """Write how far notices have come; a paper is kept byte by byte, with its SHA-256."""
    for change in changes:
        given = {
            "number": change.number,
            "language": change.language,
            "channel": change.channel,
            "reason": change.reason,
        }
        values: dict[str, object] = {"state": change.state}
        values |= {name: value for name, value in given.items() if value is not None}
        if change.state in (NoticeState.PRINTED, NoticeState.SENT):
            values[f"{change.state.value}_at"] = act.at
        done = tx.connection.execute(
            update(notices).where(notices.c.notice_id == change.notice_id).values(**values)
        )
        if done.rowcount != 1:
            raise SituationChanged(f"notice {change.notice_id}", "is not there any more; look again")
        if change.document is not None:
            _keep_paper(tx, act, change.notice_id, change.document)


def write_told(tx: Transaction, act_id: int, act: Act, entries: Sequence[Told]) -> None:
    """Append to the ledger of what was told; each line's last told date follows from it."""
    keys = new_keys(tx, "told", len(entries))
    rows = [
        {
            "told_id": key,
            "line_id": entry.line_id,
            "act_id": act_id,
            "quantity": entry.quantity,
            "earliest_date": entry.earliest_date,
            "latest_date": entry.latest_date,
            "precision": entry.precision,
            "told_by": entry.told_by,
            "told_on": entry.told_on or act.day,
            "notice_id": entry.notice_id,
            "reference": entry.reference,
        }
        for key, entry in zip(keys, entries, strict=True)
    ]
    insert_rows(tx, told, rows)
    by_line: dict[int, list[Told]] = {}
    for entry in entries:
        by_line.setdefault(entry.line_id, []).append(entry)
    days = [
        {"line": line_id, "day": max((e.latest_date for e in said if e.latest_date), default=None)}
        for line_id, said in sorted(by_line.items())
    ]
    execute_many(tx, _UPDATE_TOLD_DATE, days)


def _keep_paper(tx: Transaction, act: Act, notice_id: int, document: bytes) -> None:
    paper = {
        "notice_id": notice_id,
        "document": document,
        "sha256": hashlib.sha256(document).hexdigest(),
        "produced_at": act.at,
    }
    tx.connection.execute(insert(notice_papers), paper)
