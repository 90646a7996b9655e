"""When notices have to leave the house, so that they arrive in time to decide (notices 4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boapp.domain.calendar import Calendar
from boapp.domain.notice_rules import judge
from boapp.domain.notice_rules.cases import Jurisdiction, NoticeCase, Sale
from boapp.domain.notice_rules.due import (
    Bundle,
    Duty,
    NoticeDue,
    SendBy,
    Task,
    at_risk_on,
    bundle_by_customer,
    order_complete_on,
    refund_amount,
    send_paper_by,
    send_phone_by,
    task_of,
    way_still_open,
)
from tests.domain.law_cases import LONG, OPEN, SHORT, an_order, day

SHOP = Calendar()
SUNDAY = date(2026, 10, 11)


def test_that_goods_are_at_risk_three_working_days_before_the_last_day() -> None:
    assert at_risk_on(date(2026, 12, 1), SHOP) == date(2026, 11, 26)
    assert at_risk_on(date(2026, 12, 1), SHOP, 1) == date(2026, 11, 30)
    assert at_risk_on(SUNDAY, SHOP) == date(2026, 10, 7)


def test_that_paper_is_due_mail_days_earlier_than_a_call_and_both_on_an_open_day() -> None:
    assert send_phone_by(SUNDAY, SHOP) == date(2026, 10, 9)
    assert send_paper_by(SUNDAY, 3, SHOP) == date(2026, 10, 8)
    assert send_paper_by(date(2026, 10, 13), 3, SHOP) == date(2026, 10, 9)


@pytest.mark.parametrize(
    ("today", "way"),
    [
        ("2026-10-08", SendBy.PAPER),
        ("2026-10-09", SendBy.PHONE),
        ("2026-10-11", SendBy.PHONE),
        ("2026-10-12", SendBy.TOO_LATE),
    ],
)
def test_that_a_letter_that_cannot_arrive_becomes_an_email_or_a_call(today: str, way: SendBy) -> None:
    assert way_still_open(SUNDAY, date.fromisoformat(today), 3) is way


def test_that_one_letter_a_customer_is_due_by_the_earliest_of_its_last_days() -> None:
    early, late = date(2026, 12, 1), date(2026, 12, 9)
    a_late, a_early = NoticeDue(1, 11, late), NoticeDue(1, 12, early)
    other = NoticeDue(2, 21, date(2026, 12, 4))
    assert bundle_by_customer([a_late, other, a_early]) == (
        Bundle(1, early, (a_early, a_late)),
        Bundle(2, other.by, (other,)),
    )


due = st.builds(
    NoticeDue,
    st.integers(1, 4),
    st.integers(1, 99),
    st.integers(0, 60).map(lambda n: date(2026, 11, 1) + timedelta(days=n)),
)


@given(st.lists(due, max_size=12))
def test_that_no_bundle_misses_a_last_day_and_none_is_lost(dues: list[NoticeDue]) -> None:
    bundles = bundle_by_customer(dues)
    assert len({bundle.customer_id for bundle in bundles}) == len(bundles)
    assert sorted(map(repr, dues)) == sorted(repr(notice) for bundle in bundles for notice in bundle.notices)
    for bundle in bundles:
        assert bundle.by == min(notice.by for notice in bundle.notices)
        assert {notice.customer_id for notice in bundle.notices} == {bundle.customer_id}
    assert [bundle.by for bundle in bundles] == sorted(bundle.by for bundle in bundles)


def test_that_a_part_payment_with_a_complete_order_starts_the_clock() -> None:
    asked, paid_some, paid_all = date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 20)
    assert order_complete_on(asked, [paid_all, paid_some]) == paid_some
    assert order_complete_on(date(2026, 11, 9), [paid_some]) == date(2026, 11, 9)
    assert order_complete_on(asked, []) is None


def test_that_a_refund_is_all_that_was_paid_less_what_the_shipped_part_alone_costs() -> None:
    assert refund_amount(10_000) == 10_000
    assert refund_amount(10_000, shipped_alone=6_500) == 3_500
    assert refund_amount(2_000, shipped_alone=6_500) == 0


@pytest.mark.parametrize(
    ("case", "today", "task"),
    [
        (an_order(), "10-01", Task(Duty.NOTICE, day("10-11"))),
        (an_order(SHORT), "10-20", Task(Duty.NOTICE, day("11-10"))),
        (an_order(LONG), "10-20", Task(Duty.SHIP, day("11-10"))),
        (an_order(SHORT, ("11-05", "12-01")), "11-06", Task(Duty.SHIP, day("11-10"))),
        (an_order(OPEN, said=(("10-20", "consent"),)), "10-21", None),
        (an_order(), "10-12", Task(Duty.REFUND, day("10-21"))),
        (an_order(seller_credit=True), "10-12", Task(Duty.REFUND, day("10-12"))),
        (an_order(shipped="10-09"), "10-12", None),
        (an_order(sale=Sale.COUNTER), "10-12", None),
        (an_order(LONG, jurisdiction=Jurisdiction.UK), "10-20", Task(Duty.SHIP, day("10-11"))),
    ],
)
def test_that_the_list_says_what_is_to_be_done_and_by_when(
    case: NoticeCase, today: str, task: Task | None
) -> None:
    assert task_of(judge(case, day(today))) == task
