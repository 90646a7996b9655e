"""What the commands say: the JSON that programs rely on (formats 5) and the same in words for people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from boapp.domain.quantities import format_quantity
from boapp.services.backorders import SuggestedRun, explain_lines
from boapp.services.deliveries import Handled
from boapp.services.importing import ImportReport
from boapp.services.notices import DrawnLetter
from boapp.services.receiving import ReceiptPosted
from boapp.services.waiting import Covering, WaitingLine
from boapp.storage.check import Problem
from boapp.storage.lists.notices import NoticeRow

Answer = dict[str, Any]
# So many changed lines are named on a screen.
NAMED = 40


def imported(report: ImportReport) -> Answer:
    """What became of the rows of a file."""
    return {
        "read": report.read,
        "created": report.created,
        "changed": report.changed,
        "same": report.same,
        "refused": [
            {"row": one.row, "column": one.column, "value": one.value, "reason": one.reason}
            for one in report.refused
        ],
        "ignored": list(report.ignored),
        "lost": [
            {
                "order": one.order_number,
                "line": one.line_number,
                "customer": one.customer,
                "sku": one.sku,
                "quantity": format_quantity(one.quantity),
            }
            for one in report.lost
        ],
    }


def imported_in_words(name: str, report: ImportReport) -> str:
    """The same in one line."""
    rows = "1 row" if report.read == 1 else f"{report.read} rows"
    counts = (
        f"{report.created} new, {report.changed} changed, {report.same} same, {len(report.refused)} refused"
    )
    said = [f"{name}: {rows} read: {counts}"]
    said += [
        f"{one.order_number}/{one.line_number}, {one.customer}: loses {format_quantity(one.quantity)} of {one.sku}"
        for one in report.lost
    ]
    return "\n".join(said)


def waiting(lines: Sequence[WaitingLine]) -> Answer:
    """Waiting lines with what covers them."""
    return {
        "lines": [
            {
                "order": one.line.order_number,
                "line": one.line.line_number,
                "customer": one.line.customer,
                "sku": one.sku,
                "open": format_quantity(one.line.open_quantity),
                "confirmed": format_quantity(one.covered_quantity),
                "allocations": [
                    {
                        "supply": part.supply,
                        "quantity": format_quantity(part.quantity),
                        "date": part.day.isoformat(),
                    }
                    for part in one.covering
                ],
                "confirmed_date": _day(one.confirmed_date),
                "told": _day(one.line.told_date),
                "late": one.late,
                "why": _why(one),
            }
            for one in lines
        ]
    }


def waiting_in_words(lines: Sequence[WaitingLine]) -> str:
    """The same as a table."""
    if not lines:
        return "nobody is waiting"
    heads = ("order", "customer", "article", "owed", "covered", "comes", "told", "")
    rows = [
        (
            f"{one.line.order_number}/{one.line.line_number}",
            one.line.customer,
            one.sku,
            format_quantity(one.line.open_quantity),
            format_quantity(one.covered_quantity),
            _comes(one),
            _day(one.line.told_date) or "-",
            "late" if one.late else "",
        )
        for one in lines
    ]
    return _table(heads, rows, right=(3, 4))


def dues(rows: Iterable[NoticeRow]) -> list[Answer]:
    """Letters that became due."""
    return [
        {
            "notice": row.notice_id,
            "kind": row.kind.value,
            "customer": row.customer,
            "orders": list(row.order_numbers),
            "due_by": _day(row.due_by),
            "rule": row.rule,
        }
        for row in rows
    ]


def received(posted: ReceiptPosted, due: Sequence[NoticeRow]) -> Answer:
    """What a receipt booked, for whom the goods are, what is free."""
    return {
        "movements": [
            {"sku": one.sku, "quantity": format_quantity(one.quantity)}
            for one in posted.booked
            if one.quantity
        ],
        "followed": [
            {
                "order": one.order_number,
                "line": one.line_number,
                "customer": one.customer,
                "sku": one.sku,
                "quantity": format_quantity(one.quantity),
            }
            for one in posted.followed
        ],
        "free": [{"sku": one.sku, "quantity": format_quantity(one.free_quantity)} for one in posted.booked],
        "notices_due": dues(due),
    }


def received_in_words(posted: ReceiptPosted, due: Sequence[NoticeRow]) -> str:
    """The same, article by article."""
    said = []
    for one in posted.booked:
        rest = f", {format_quantity(one.still_expected)} still to come" if one.still_expected else ""
        said.append(f"{one.sku}: {format_quantity(one.quantity)} booked in{rest}")
        said += [
            f"  {format_quantity(goods.quantity)} for {goods.customer}, {goods.order_number}/{goods.line_number}"
            for goods in posted.followed
            if goods.sku == one.sku
        ]
        said.append(f"  {format_quantity(one.free_quantity)} here that nobody holds")
    return "\n".join([*said, _letters_due(due)])


def run_in_words(suggested: SuggestedRun, due: Sequence[NoticeRow], *, committed: bool) -> str:
    """What a run does, in a few lines; a suggestion names who gets what, and why."""
    counts = Counter([result.change for result in suggested.proposal.lines])
    said = ", ".join(f"{count} {change}" for change, count in sorted(counts.items())) or "no line waits"
    left = len(suggested.proposal.left_line_ids)
    kept = f"; {left} left as they were, because their rule cannot be kept" if left else ""
    if not committed:
        changes = _changes_in_words(suggested)
        return "\n".join([*changes, f"suggested: {said}{kept}; nothing is written without --commit"])
    return f"committed: {said}{kept}\n{_letters_due(due)}"


def _changes_in_words(suggested: SuggestedRun) -> list[str]:
    """The first lines that change, each with its why."""
    changed = [line for line, _ in suggested.changed_lines]
    named = {
        line.line_id: f"{line.order_number}/{line.line_number}, {line.customer}" for line in changed[:NAMED]
    }
    whys = explain_lines(suggested, named)
    said = [f"{name}: {whys[line_id]}" for line_id, name in named.items()]
    more = len(changed) - len(named)
    return [*said, f"… and {more} more; --json names them all"] if more else said


def handled(done: Handled, due: Sequence[NoticeRow]) -> Answer:
    """What was set aside or shipped of an order."""
    return {
        "order": done.order_number,
        "lines": [
            {
                "line": one.line_number,
                "quantity": format_quantity(one.quantity),
                "open": format_quantity(one.still_owed),
            }
            for one in done.lines
        ],
        "notices_due": dues(due),
    }


def handled_in_words(done: Handled, due: Sequence[NoticeRow], verb: str) -> str:
    """The same, line by line."""
    said = [
        f"{done.order_number}/{one.line_number}: {format_quantity(one.quantity)} {verb},"
        f" {format_quantity(one.still_owed)} still owed"
        for one in done.lines
    ]
    return "\n".join([*said, _letters_due(due)])


def letters(drawn: Sequence[DrawnLetter]) -> Answer:
    """The letters of a printing."""
    return {
        "notices": [
            {
                "number": one.number,
                "kind": one.notice.kind.value,
                "customer": one.notice.customer,
                "orders": list(one.notice.order_numbers),
                "language": one.notice.language or "en",
                "due_by": _day(one.notice.due_by),
                "rule": one.notice.rule,
                "file": one.file or None,
                "hash": one.sha256 or None,
                "state": one.state.value,
                "send_by": "letter" if one.can_be_posted else "call",
                "problem": one.problem or None,
            }
            for one in drawn
        ]
    }


def letters_in_words(drawn: Sequence[DrawnLetter], folder: Path) -> str:
    """The same, one line a letter."""
    if not drawn:
        return "no letter is due"
    said = [
        f"{one.notice.kind.value.replace('_', ' ')} to {one.notice.customer}, {', '.join(one.notice.order_numbers)},"
        f" by {_day(one.notice.due_by) or 'any day'}: {folder / one.file if one.file else 'not written'}"
        + ("" if one.can_be_posted else " (no address: read it out by phone)")
        for one in drawn
    ]
    return "\n".join(said)


def problems(found: Sequence[Problem]) -> Answer:
    """What does not agree in the shop's books."""
    return {
        "problems": [
            {
                "invariant": one.invariant,
                "record": one.record,
                "found": one.found,
                "expected": one.expected,
            }
            for one in found
        ]
    }


def problems_in_words(found: Sequence[Problem]) -> str:
    """The same in one line."""
    return f"{len(found)} numbers do not agree" if found else "all numbers agree"


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _why(one: WaitingLine) -> str:
    parts = [f"{format_quantity(part.quantity)} of {part.supply}{_when(part)}" for part in one.covering]
    missing = one.line.open_quantity - one.covered_quantity
    if missing:
        parts.append(f"nothing covers {format_quantity(missing)}")
    return f"{format_quantity(one.covered_quantity)} of {format_quantity(one.line.open_quantity)}: {', '.join(parts)}"


def _when(part: Covering) -> str:
    if part.on_hand:
        return ", on the shelf for it" if part.set_aside else ", here"
    return ", late, no date" if part.late else f" on {part.day.isoformat()}"


def _comes(one: WaitingLine) -> str:
    if one.confirmed_date is None:
        return "no date" if not one.covered_quantity else "in part"
    return (
        f"about {one.confirmed_date}" if any(part.late for part in one.covering) else str(one.confirmed_date)
    )


def _letters_due(due: Sequence[NoticeRow]) -> str:
    if not due:
        return "no letter became due"
    return "\n".join(
        f"letter due by {_day(row.due_by) or 'any day'}: {row.kind.value.replace('_', ' ')} to {row.customer}"
        for row in due
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int]) -> str:
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (heads, *rows)
    )
