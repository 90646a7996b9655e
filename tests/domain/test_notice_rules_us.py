"""16 CFR 435, row by row (notices 2): last days, cancellations, refunds."""

from datetime import date

import pytest

from boapp.domain.notice_rules import as_if_told, judge
from boapp.domain.notice_rules.cases import (
    Because,
    NextNotice,
    NoticeAnswer,
    NoticeCase,
    Sale,
    Silence,
    State,
)
from tests.domain.law_cases import FIRST, LATER, LONG, OPEN, RENEWED, SHORT, an_order, day


def cancelled(answer: NoticeAnswer) -> tuple[date | None, date | None]:
    """V and the last day for the refund."""
    assert answer.state is State.CANCELLED
    assert answer.next_notice is None
    assert answer.binding_date is None
    return answer.cancelled_on, answer.refund_by


@pytest.mark.parametrize(
    ("case", "vested", "refund_by"),
    [
        pytest.param(an_order(stated=None), "11-01", "11-10", id="nothing stated, no notice"),
        pytest.param(an_order(stated="10-08"), "10-09", "10-20", id="V a working day, counts"),
        pytest.param(an_order(SHORT, said=(("10-20", "cancel"),)), "10-20", "10-29", id="short, cancels"),
        pytest.param(an_order(LONG), "11-11", "11-20", id="T+31, silence"),
        pytest.param(an_order(LONG, said=(("11-11", "consent"),)), "11-11", "11-20", id="consent too late"),
        pytest.param(
            an_order(OPEN, said=(("10-30", "consent"), ("12-03", "cancel"))),
            "12-03",
            "12-14",
            id="agrees to wait without a date, then cancels",
        ),
        pytest.param(an_order(("10-12", "11-11")), "10-12", "10-21", id="notice after T"),
        pytest.param(
            an_order(("10-12", None), said=(("10-13", "consent"),)), "10-12", "10-21", id="late, consent"
        ),
        pytest.param(an_order(SHORT, ("11-05", "12-01")), "11-11", "11-20", id="renewed, silence"),
        pytest.param(
            an_order(SHORT, ("11-05", "12-01"), said=(("11-08", "consent"),)),
            "12-02",
            "12-10",
            id="renewed, agreed, then none",
        ),
        pytest.param(an_order(SHORT), "11-11", "11-20", id="no renewed notice"),
        pytest.param(an_order(SHORT, gives_up="10-15"), "10-15", "10-26", id="shop gives up"),
        pytest.param(
            an_order(SHORT, said=(("10-15", "consent_beyond", "12-15"),)), "12-16", "12-24", id="beyond R"
        ),
    ],
)
def test_that_each_cancelled_row_of_the_table_holds(case: NoticeCase, vested: str, refund_by: str) -> None:
    assert cancelled(judge(case, day(LATER))) == (day(vested), day(refund_by))
    assert cancelled(judge(case, day(vested))) == (day(vested), day(refund_by))


@pytest.mark.parametrize(
    ("case", "today", "renew_by"),
    [
        pytest.param(an_order(SHORT), "10-09", "11-10", id="short delay, silence is consent"),
        pytest.param(an_order(SHORT), "11-09", "11-10", id="to the day before R"),
        pytest.param(an_order(LONG, said=(("11-05", "consent"),)), "11-10", "11-11", id="long, agrees"),
        pytest.param(
            an_order(SHORT, ("11-05", "12-01"), said=(("11-08", "consent"),)), "11-30", "12-01", id="renewed"
        ),
        pytest.param(
            an_order(SHORT, said=(("10-15", "consent_beyond", "12-15"),)), "11-10", "12-15", id="until 12-15"
        ),
    ],
)
def test_that_a_carried_delay_is_to_be_renewed_by_its_date(
    case: NoticeCase, today: str, renew_by: str
) -> None:
    answer = judge(case, day(today))
    assert answer.state is State.WAITING_CONSENTED
    assert answer.next_notice == NextNotice(RENEWED, day(renew_by))
    assert answer.binding_date == day(renew_by)
    assert answer.last_day == day("10-11")
    due = judge(case, day(renew_by))
    assert due.state is State.NOTICE_DUE
    assert due.next_notice == answer.next_notice


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(an_order(OPEN, shipped="11-08"), id="within T+30"),
        pytest.param(an_order(OPEN, shipped="11-10"), id="on T+30"),
        pytest.param(an_order(SHORT, ("11-05", "12-01"), shipped="11-10"), id="by the old R"),
        pytest.param(an_order(shipped="10-11"), id="on T without notice"),
        pytest.param(an_order(SHORT, shipped="10-20", said=(("10-20", "cancel"),)), id="before cancelling"),
        pytest.param(an_order(SHORT, shipped="10-20", gives_up="10-20"), id="before giving up"),
    ],
)
def test_that_goods_sent_in_time_end_the_matter(case: NoticeCase) -> None:
    answer = judge(case, day(LATER))
    assert answer.state is State.SHIPPED
    assert (answer.cancelled_on, answer.refund_by, answer.next_notice) == (None, None, None)


@pytest.mark.parametrize(
    ("case", "vested"),
    [
        (an_order(shipped="10-12"), "10-12"),
        (an_order(LONG, shipped="11-11"), "11-11"),
        (an_order(SHORT, shipped="11-11"), "11-11"),
        (an_order(SHORT, said=(("10-20", "cancel"),), shipped="10-21"), "10-20"),
        (an_order(gives_up="10-05", shipped="10-06"), "10-05"),
    ],
)
def test_that_goods_sent_on_or_after_v_leave_the_order_cancelled(case: NoticeCase, vested: str) -> None:
    assert judge(case, day(LATER)).cancelled_on == day(vested)


def test_that_a_stated_time_comes_before_30_and_50_days() -> None:
    assert judge(an_order(stated="12-24"), day("10-01")).last_day == day("12-24")
    assert judge(an_order(stated="12-24", seller_credit=True), day("10-01")).last_day == day("12-24")
    assert judge(an_order(stated=None), day("10-01")).last_day == day("10-31")
    assert judge(an_order(stated=None, seller_credit=True), day("10-01")).last_day == day("11-20")


def test_that_under_the_sellers_credit_the_refund_has_no_day_but_a_billing_cycle() -> None:
    answer = judge(an_order(stated=None, seller_credit=True), day(LATER))
    assert cancelled(answer) == (day("11-21"), None)
    assert answer.rules == ("435.2(c)(5)", "435.1(b)(2)")
    assert judge(an_order(seller_credit=True), day(LATER)).refund_by is None


def test_that_the_last_day_is_due_and_in_time() -> None:
    before, on, after = (judge(an_order(), day(today)) for today in ("10-10", "10-11", "10-12"))
    assert (before.state, before.next_notice) == (State.OPEN, NextNotice(FIRST, day("10-11")))
    assert (on.state, on.next_notice) == (State.NOTICE_DUE, NextNotice(FIRST, day("10-11")))
    assert (after.state, after.next_notice) == (State.CANCELLED, None)
    assert before.rules == ("435.2(a)(1)",)
    assert on.rules == ("435.2(b)(1)",)


def test_that_a_notice_sent_on_the_last_day_is_in_time() -> None:
    answer = judge(an_order(("10-11", "11-10")), day("10-11"))
    assert (answer.state, answer.silence_means) == (State.WAITING_CONSENTED, Silence.CONSENT)
    renewed = judge(an_order(SHORT, ("11-10", "11-12")), day("11-10"))
    assert (renewed.state, renewed.silence_means, renewed.next_notice) == (State.OPEN, Silence.CANCEL, None)
    assert judge(an_order(SHORT, ("11-11", "11-12")), day("11-11")).cancelled_on == day("11-11")


def test_that_a_customer_may_cancel_at_any_time_before_shipment() -> None:
    for told in ((), (SHORT,), (LONG,), (OPEN,), (SHORT, ("11-05", "12-01"))):
        answer = judge(an_order(*told, said=(("10-05", "cancel"),)), day(LATER))
        assert cancelled(answer) == (day("10-05"), day("10-15"))
    beyond = an_order(SHORT, said=(("10-15", "consent_beyond", None), ("10-20", "cancel")))
    assert judge(beyond, day(LATER)).cancelled_on == day("10-20")


def test_that_of_one_day_cancellation_goes_before_consent() -> None:
    case = an_order(OPEN, said=(("10-20", "consent"), ("10-20", "cancel")))
    assert judge(case, day(LATER)).cancelled_on == day("10-20")


def test_that_an_extra_period_counts_as_silence() -> None:
    case = an_order(LONG, said=(("10-20", "period", "12-01"),))
    assert judge(case, day(LATER)).cancelled_on == day("11-11")
    assert Because.PERIOD_WITHOUT_EFFECT in {reason.because for reason in judge(case, day(LATER)).why}


def test_that_only_what_has_happened_by_today_counts() -> None:
    case = an_order(LONG, said=(("10-20", "cancel"),), gives_up="10-25", shipped="10-30")
    assert judge(case, day("10-08")) == judge(an_order(), day("10-08"))
    assert judge(case, day("10-19")) == judge(an_order(LONG), day("10-19"))
    assert judge(case, day("10-20")).cancelled_on == day("10-20")


@pytest.mark.parametrize("sale", [Sale.COUNTER, Sale.COD, Sale.EXEMPT])
def test_that_some_sales_are_not_covered(sale: Sale) -> None:
    answer = judge(an_order(SHORT, said=(("10-20", "cancel"),), shipped="10-30", sale=sale), day("10-29"))
    assert answer == NoticeAnswer(applies=False, state=State.OPEN, why=answer.why)
    assert judge(an_order(shipped="10-30", sale=sale), day("10-30")).state is State.SHIPPED


@pytest.mark.parametrize(
    ("case", "rules"),
    [
        (an_order(), "435.2(c)(5) 435.1(b)(1)"),
        (an_order(said=(("10-05", "cancel"),)), "435.2(c)(1) 435.1(b)(1)"),
        (an_order(gives_up="10-05"), "435.2(c)(4) 435.1(b)(1)"),
        (an_order(LONG), "435.2(b)(1)(iii) 435.2(c)(2) 435.1(b)(1)"),
        (an_order(SHORT), "435.2(b)(1)(ii) 435.2(c)(3) 435.1(b)(1)"),
        (an_order(SHORT, ("11-05", None)), "435.2(b)(2) 435.2(c)(3) 435.1(b)(1)"),
        (an_order(LONG, said=(("11-05", "consent"),)), "435.2(b)(1)(iii) 435.2(c)(3) 435.1(b)(1)"),
        (
            an_order(SHORT, said=(("11-05", "consent_beyond", "12-15"),)),
            "435.2(b)(1)(iv) 435.2(c)(3) 435.1(b)(1)",
        ),
        (an_order(SHORT, shipped="10-20"), "435.2(b)(1)(ii)"),
        (an_order(shipped="10-10"), "435.2(a)(1)"),
        (an_order(OPEN, said=(("10-20", "consent"),)), "435.2(b)(1)(iii)"),
    ],
)
def test_that_rules_name_the_option_then_the_cause_then_the_refund(case: NoticeCase, rules: str) -> None:
    assert judge(case, day(LATER)).rules == tuple(rules.split())


def test_that_our_assumptions_are_part_of_why() -> None:
    def assumed(case: NoticeCase) -> set[Because]:
        return {reason.because for reason in judge(case, day(LATER)).why}

    assert Because.ASSUME_WORKING_DAYS in assumed(an_order(LONG))
    assert Because.ASSUME_WORKING_DAYS not in assumed(an_order(LONG, seller_credit=True))
    assert Because.ASSUME_SHIPMENT_FIRST in assumed(an_order(shipped="10-05", said=(("10-05", "cancel"),)))
    assert Because.ASSUME_SHIPMENT_FIRST not in assumed(
        an_order(shipped="10-05", said=(("10-06", "cancel"),))
    )


def test_that_a_letter_under_preparation_knows_what_silence_will_mean() -> None:
    short = as_if_told(an_order(), day("11-10"), day("10-11"))
    assert (short.silence_means, short.answer_by) == (Silence.CONSENT, day("11-10"))
    long = as_if_told(an_order(), day("11-11"), day("10-11"))
    assert (long.silence_means, long.answer_by) == (Silence.CANCEL, day("11-10"))
    renewed = as_if_told(an_order(SHORT), day("11-12"), day("11-10"))
    assert (renewed.silence_means, renewed.answer_by) == (Silence.CANCEL, day("11-10"))
    assert as_if_told(an_order(), None, day("10-12")).state is State.CANCELLED


def test_that_a_consent_to_nothing_is_none() -> None:
    unasked = an_order(said=(("10-05", "consent"), ("10-06", "consent_beyond", "12-15")))
    assert judge(unasked, day("10-10")) == judge(an_order(), day("10-10"))
    assert judge(unasked, day(LATER)).rules == ("435.2(c)(5)", "435.1(b)(1)")


@pytest.mark.parametrize(
    ("case", "steps"),
    [
        (an_order(), "ship_as_stated notice_due_by"),
        (an_order(stated=None), "ship_in_30_days notice_due_by"),
        (an_order(stated=None, seller_credit=True), "ship_in_50_days notice_due_by"),
        (an_order(("10-05", "11-10")), "ship_as_stated told_short_delay notice_due_by"),
        (an_order(("10-05", "11-11")), "ship_as_stated told_long_delay"),
        (an_order(("10-05", None)), "ship_as_stated told_no_date"),
        (an_order(shipped="10-05"), "ship_as_stated shipped"),
        (
            an_order(gives_up="10-05"),
            "ship_as_stated shop_gave_up refund_by assume_working_days",
        ),
    ],
)
def test_that_why_tells_the_steps_in_their_order(case: NoticeCase, steps: str) -> None:
    answer = judge(case, day("10-10"))
    assert answer.applies
    assert " ".join(reason.because for reason in answer.why) == steps
