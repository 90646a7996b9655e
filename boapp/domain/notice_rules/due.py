"""When a notice has to leave the house: dates for the list of things to do (notices 4).

A notice must reach the customer in time to decide. Paper travels, so it is due mail days
before the last day; inside that span only e-mail or telephone still arrives (435.2(b)(1),
guide). Letters and calls need someone at the desk: both are pulled back to an open day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from boapp.domain.calendar import Calendar
from boapp.domain.notice_rules.cases import NoticeAnswer, State

AT_RISK_WORKING_DAYS = 3


class SendBy(StrEnum):
    """How a notice can still arrive in time."""

    PAPER = "paper"
    PHONE = "phone"
    TOO_LATE = "too_late"


class Duty(StrEnum):
    """What the law asks a shop to do next for a waiting line."""

    NOTICE = "notice"
    SHIP = "ship"
    REFUND = "refund"


@dataclass(frozen=True, slots=True)
class Task:
    """One entry of the list of things to do, and its last day."""

    duty: Duty
    by: date


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A notice that a customer's waiting line asks for by a last day."""

    customer_id: int
    line_id: int
    by: date


@dataclass(frozen=True, slots=True)
class Bundle:
    """All notices due to one customer, for one letter; `by` is the earliest of their last days."""

    customer_id: int
    by: date
    notices: tuple[NoticeDue, ...]


def task_of(answer: NoticeAnswer) -> Task | None:
    """What is to be done next, and by when; None when nothing has a last day.

    While a customer's answer is awaited, shipping is what keeps the order. A refund for which
    the law counts no days is due at once.
    """
    if answer.state is State.CANCELLED and answer.cancelled_on is not None:
        return Task(Duty.REFUND, answer.refund_by or answer.cancelled_on)
    if answer.next_notice is not None:
        return Task(Duty.NOTICE, answer.next_notice.by)
    return None if answer.binding_date is None else Task(Duty.SHIP, answer.binding_date)


def at_risk_on(last_day: date, calendar: Calendar, working_days: int = AT_RISK_WORKING_DAYS) -> date:
    """The day from which goods that are not in the house are at risk (semantics 2)."""
    return calendar.before(last_day, working_days)


def send_paper_by(last_day: date, mail_days: int, calendar: Calendar) -> date:
    """The last open day on which a letter can be posted and still arrive by the last day."""
    return calendar.on_or_before(last_day - timedelta(days=mail_days))


def send_phone_by(last_day: date, calendar: Calendar) -> date:
    """The last open day for an e-mail or a call."""
    return calendar.on_or_before(last_day)


def way_still_open(last_day: date, today: date, mail_days: int) -> SendBy:
    """How a notice sent today would arrive in time: by any way, by e-mail or telephone only, or not at all."""
    if today > last_day:
        return SendBy.TOO_LATE
    return SendBy.PAPER if today <= last_day - timedelta(days=mail_days) else SendBy.PHONE


def bundle_by_customer(due: Iterable[NoticeDue]) -> tuple[Bundle, ...]:
    """One letter a customer, most urgent first; no bundle waits beyond its earliest last day."""
    by_customer: dict[int, list[NoticeDue]] = {}
    for notice in sorted(due, key=lambda notice: (notice.by, notice.customer_id, notice.line_id)):
        by_customer.setdefault(notice.customer_id, []).append(notice)
    return tuple(Bundle(customer, notices[0].by, tuple(notices)) for customer, notices in by_customer.items())


def order_complete_on(data_complete: date, payments: Iterable[date]) -> date | None:
    """The day on which the US clock starts: all data needed and any payment, part or whole (435.1(c)).

    None while nothing was paid and no leave to charge given.
    """
    first = min(payments, default=None)
    return None if first is None else max(data_complete, first)


def refund_amount(paid: int, shipped_alone: int = 0) -> int:
    """What goes back, in minor units: all that was paid, less what the shipped part alone costs.

    Nothing shipped: everything, shipping included (guide to 435; notices 2 rule 15).
    """
    return max(0, paid - shipped_alone)
