"""What holds for every history of an order that waits, whatever happens in whatever order."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from boapp.domain.notice_rules import judge
from boapp.domain.notice_rules.cases import (
    Answer,
    AnswerKind,
    Jurisdiction,
    Notice,
    NoticeCase,
    NoticeKind,
    Sale,
    State,
)

DAY = timedelta(days=1)
START = date(2026, 9, 20)
DOOMSDAY = date(2028, 1, 1)
OVER = {State.CANCELLED, State.SHIPPED}

days = st.integers(0, 140).map(lambda n: START + n * DAY)
days_or_none = st.none() | days
notices = st.builds(Notice, days, days_or_none)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    kind = draw(st.sampled_from(AnswerKind))
    until = {AnswerKind.PERIOD: days, AnswerKind.CONSENT_BEYOND: days_or_none}.get(kind, st.none())
    return Answer(draw(days), kind, draw(until))


cases = st.builds(
    NoticeCase,
    jurisdiction=st.sampled_from(Jurisdiction),
    order_complete_date=days,
    stated_ship_date=days_or_none,
    seller_credit=st.booleans(),
    sale=st.just(Sale.DISTANCE) | st.sampled_from(Sale),
    essential_date=st.booleans(),
    notices=st.lists(notices, max_size=4).map(tuple),
    answers=st.lists(answers(), max_size=4).map(tuple),
    shipped_date=days_or_none,
    gives_up_date=st.none() | st.none() | days,
)


def vested_in_the_end(case: NoticeCase) -> date:
    """V, as seen long after; the end of time when the order is never cancelled and cannot be ended."""
    return judge(case, DOOMSDAY).cancelled_on or date.max


@given(cases, days)
def test_that_no_history_of_events_crashes_and_every_answer_is_of_one_piece(
    case: NoticeCase, today: date
) -> None:
    answer = judge(case, today)
    assert answer.why
    assert bool(answer.rules) == answer.applies == (answer.last_day is not None)
    assert (answer.cancelled_on is not None) == (answer.state in {State.CANCELLED, State.MAY_END})
    if answer.cancelled_on is not None:
        assert answer.cancelled_on <= today
        assert answer.next_notice is None
    if answer.refund_by is not None:
        assert answer.state is State.CANCELLED
        assert answer.cancelled_on is not None
        assert answer.cancelled_on < answer.refund_by
    if answer.state is State.NOTICE_DUE:
        assert answer.next_notice is not None
        assert answer.next_notice.by <= today
    if answer.state is State.SHIPPED:
        assert case.shipped_date is not None
        assert case.shipped_date <= today
    if answer.next_notice is not None and answer.next_notice.kind is NoticeKind.FIRST:
        assert answer.next_notice.by == answer.last_day


@given(cases)
def test_that_as_days_go_by_nothing_comes_back_from_cancelled_or_shipped(case: NoticeCase) -> None:
    over = None
    for n in range(-5, 260, 3):
        answer = judge(case, START + n * DAY)
        if over is not None:
            assert (answer.state, answer.cancelled_on, answer.refund_by) == over
        elif answer.state in OVER:
            over = (answer.state, answer.cancelled_on, answer.refund_by)


@given(cases)
def test_that_an_american_order_is_cancelled_from_v_on_and_not_before(case: NoticeCase) -> None:
    case = replace(case, jurisdiction=Jurisdiction.US, sale=Sale.DISTANCE)
    vested = vested_in_the_end(case)
    assume(vested < date.max)
    assert judge(case, vested).cancelled_on == vested
    assert judge(case, vested - DAY).state not in OVER


@given(cases, notices)
def test_that_a_notice_sent_a_day_earlier_is_never_worse_for_the_shop(
    case: NoticeCase, notice: Notice
) -> None:
    """Worse = the order is cancelled, or may be ended, on an earlier day or at all.

    With one notice this holds whatever the answers. A notice that overtakes an answer or
    another notice changes what was answered, and is a different history: see below.
    """
    late = replace(case, notices=(notice,))
    early = replace(case, notices=(replace(notice, sent_date=notice.sent_date - DAY),))
    # Outside the US an earlier notice turns a "yes" to nothing into a "yes" to its date, which
    # may be earlier than the day agreed before: then the shop has named that day itself.
    if case.jurisdiction is not Jurisdiction.US and notice.revised_date is not None:
        agreed = judge(replace(case, sale=Sale.DISTANCE), START).last_day
        assume(agreed is not None and notice.revised_date >= agreed)
    assert vested_in_the_end(early) >= vested_in_the_end(late)


@given(cases, notices)
def test_that_one_of_many_notices_sent_earlier_is_never_worse_unless_it_overtakes(
    case: NoticeCase, notice: Notice
) -> None:
    crowded = {answer.received_date for answer in case.answers} | {other.sent_date for other in case.notices}
    assume(crowded.isdisjoint({notice.sent_date, notice.sent_date - DAY}))
    late = replace(case, notices=(*case.notices, notice))
    earlier = replace(notice, sent_date=notice.sent_date - DAY)
    assert vested_in_the_end(replace(case, notices=(*case.notices, earlier))) >= vested_in_the_end(late)


@given(cases)
def test_that_a_notice_outside_the_us_never_cancels_anything_by_itself(case: NoticeCase) -> None:
    assume(case.jurisdiction is not Jurisdiction.US)
    silent = replace(case, answers=(), gives_up_date=None, essential_date=False)
    assert vested_in_the_end(silent) == date.max


@given(cases, days)
def test_that_order_in_the_file_does_not_matter_between_days(case: NoticeCase, today: date) -> None:
    assume(len({notice.sent_date for notice in case.notices}) == len(case.notices))
    assume(len({answer.received_date for answer in case.answers}) == len(case.answers))
    turned = replace(case, notices=case.notices[::-1], answers=case.answers[::-1])
    assert judge(turned, today) == judge(case, today)
