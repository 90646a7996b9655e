"""United States: 16 CFR 435, mail, internet or telephone orders (notices 2).

Read line by line beside the rule. T is the last day to ship, R a revised date, V the day on
which the right to a refund arises. Days are calendar days; what happens on a last day is in
time; nothing rolls over from Sundays or holidays; answers count when they arrive.

Where the rule is silent we assume (tag A): working days are Monday to Friday without federal
holidays; a refund's seven days are counted after the last day of a period that lapsed, else
after the day of the cancellation or decision; of one day's events shipment goes first.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from boapp.domain.calendar import FEDERAL_CALENDAR
from boapp.domain.notice_rules.cases import (
    Answer,
    AnswerKind,
    Because,
    NextNotice,
    Notice,
    NoticeAnswer,
    NoticeCase,
    NoticeKind,
    Reason,
    Sale,
    ShopAct,
    Silence,
    State,
    not_covered,
    reasons_of_shipment,
)

DAY = timedelta(days=1)
SHIP_WITHIN = timedelta(days=30)
SHIP_WITHIN_ON_CREDIT = timedelta(days=50)
SHORT_DELAY = timedelta(days=30)
REFUND_WORKING_DAYS = 7

TIME_TO_SHIP = "435.2(a)(1)"
OPTION_DUE = "435.2(b)(1)"
SHORT_OPTION = "435.2(b)(1)(ii)"
LONG_OPTION = "435.2(b)(1)(iii)"
EXTRA_CONSENT = "435.2(b)(1)(iv)"
RENEWED_OPTION = "435.2(b)(2)"
REFUND = "435.1(b)(1)"
REFUND_BY_CREDITOR = "435.1(b)(2)"
CAUSES = {
    Because.BUYER_CANCELLED: "435.2(c)(1)",
    Because.NO_CONSENT_IN_TIME: "435.2(c)(2)",
    Because.AGREED_DATE_PASSED: "435.2(c)(3)",
    Because.SHOP_GAVE_UP: "435.2(c)(4)",
    Because.NO_OPTION_IN_TIME: "435.2(c)(5)",
}


@dataclass(frozen=True, slots=True)
class _Standing:
    """How an order stands between two events.

    `ends` is the last day of the period that runs, None when the buyer waits without a date;
    `lapse` is what follows when it ends unshipped. `promised` is T, later the agreed R.
    `offer` is the last notice in time, `awaited` whether the buyer's consent to it still is.
    """

    ends: date | None
    lapse: Because
    promised: date
    offer: Notice | None = None
    awaited: bool = False
    section: str = ""
    silence: Silence | None = None
    why: tuple[Reason, ...] = ()

    def then(self, because: Because, day: date | None, until: date | None = None) -> "_Standing":
        """Add a step to why."""
        return replace(self, why=(*self.why, Reason(because, day, until)))


def last_day_to_ship(case: NoticeCase) -> date:
    """T: as stated, else 30 days after the order is complete, 50 with seller's credit (435.2(a)(1))."""
    if case.stated_ship_date is not None:
        return case.stated_ship_date
    return case.order_complete_date + (SHIP_WITHIN_ON_CREDIT if case.seller_credit else SHIP_WITHIN)


def judge(case: NoticeCase, today: date) -> NoticeAnswer:
    """What 16 CFR 435 says of a case today, counting only what has happened up to today."""
    if case.sale is not Sale.DISTANCE:  # 435.3(a), 435.1(a)
        return not_covered(case, today)
    last_day = last_day_to_ship(case)
    standing = _at_the_start(case, last_day)
    for day, event in case.events_until(today):
        if standing.ends is not None and day > standing.ends:
            break
        match event:
            case ShopAct.SHIPPED:
                shipped = replace(standing, ends=None, why=standing.why + reasons_of_shipment(case, day))
                return _answer(shipped, last_day, State.SHIPPED)
            case ShopAct.GAVE_UP:  # 435.2(b)(4), (c)(4)
                return _cancelled(case, standing, last_day, Because.SHOP_GAVE_UP, day)
            case Answer(kind=AnswerKind.CANCEL):  # 435.2(c)(1)
                return _cancelled(case, standing, last_day, Because.BUYER_CANCELLED, day)
            case _:
                standing = _after(standing, event, last_day)
    if standing.ends is not None and today > standing.ends:
        return _cancelled(case, standing, last_day, standing.lapse, standing.ends + DAY)
    return _waiting(standing, last_day, today)


def _at_the_start(case: NoticeCase, last_day: date) -> _Standing:
    if case.stated_ship_date is not None:
        because, day = Because.SHIP_AS_STATED, None
    else:
        because = Because.SHIP_IN_50_DAYS if case.seller_credit else Because.SHIP_IN_30_DAYS
        day = case.order_complete_date
    standing = _Standing(ends=last_day, lapse=Because.NO_OPTION_IN_TIME, promised=last_day)
    return standing.then(because, day, last_day)


def _after(standing: _Standing, event: Notice | Answer, last_day: date) -> _Standing:
    match event:
        case Notice():
            return _after_notice(standing, event, last_day)
        case Answer(kind=AnswerKind.CONSENT):
            return _after_consent(standing, event.received_date)
        case Answer(kind=AnswerKind.CONSENT_BEYOND):
            return _after_extra_consent(standing, event)
        case _:  # an extra period
            return standing.then(Because.PERIOD_WITHOUT_EFFECT, event.received_date)


def _after_notice(standing: _Standing, notice: Notice, last_day: date) -> _Standing:
    """A notice in time: it offers consent to the delay or cancellation (435.2(b))."""
    sent, revised = notice.sent_date, notice.revised_date
    if standing.ends is None:  # only a definite date has to be renewed: nothing new is offered
        return standing.then(Because.TOLD_OTHER_DATE, sent, revised)
    if revised is not None and revised <= standing.promised:  # announces no delay, asks for nothing
        return standing.then(Because.TOLD_NO_LATER_DATE, sent, revised)
    told = replace(standing, offer=notice, awaited=True, silence=Silence.CANCEL)
    if standing.offer is None:
        return _after_first_notice(told, sent, revised, last_day)
    if standing.awaited:  # replaces an offer without an answer; the limit stays
        return told.then(Because.TOLD_OTHER_DATE, sent, revised)
    # However near the new date is, silence means rejection at the end of the old R.
    return replace(told, section=RENEWED_OPTION).then(Because.TOLD_RENEWED, sent, standing.ends)


def _after_first_notice(told: _Standing, sent: date, revised: date | None, last_day: date) -> _Standing:
    limit = last_day + SHORT_DELAY
    if revised is not None and revised <= limit:  # (ii): silence is consent to shipping by R
        carried = _carried_to(told, revised, SHORT_OPTION)
        return replace(carried, silence=Silence.CONSENT).then(Because.TOLD_SHORT_DELAY, sent, revised)
    # (iii): cancelled unless shipped, or consent arrives, within 30 days of T
    because = Because.TOLD_NO_DATE if revised is None else Because.TOLD_LONG_DELAY
    awaited = replace(told, ends=limit, lapse=Because.NO_CONSENT_IN_TIME, section=LONG_OPTION)
    return awaited.then(because, sent, limit)


def _after_consent(standing: _Standing, day: date) -> _Standing:
    """Consent to the last notice sent by that day; without a notice there is nothing to consent to."""
    if standing.offer is None or standing.ends is None:
        return standing
    until = standing.offer.revised_date if standing.awaited else standing.promised
    return _agreed(standing, day, until, standing.section)


def _after_extra_consent(standing: _Standing, answer: Answer) -> _Standing:
    """(iv): consent to a further delay, to a date that takes the place of R or without one."""
    if standing.offer is None or standing.ends is None:
        return standing
    until = answer.until_date
    if until is not None:  # it implies consent to the date offered and never shortens it
        offered = standing.offer.revised_date if standing.awaited else None
        until = max(until, offered or standing.promised)
    return _agreed(standing, answer.received_date, until, EXTRA_CONSENT)


def _agreed(standing: _Standing, day: date, until: date | None, section: str) -> _Standing:
    """The buyer waits: to a date that becomes R, or without one and may cancel until shipment."""
    if until is None:  # no further notices: only a definite date has to be renewed
        waits = replace(standing, ends=None, awaited=False, section=section, silence=Silence.NOTHING)
        return waits.then(Because.AGREED_NO_DATE, day)
    if until < day:  # a date already past cannot be agreed to; the limit stays
        return standing.then(Because.AGREED_TOO_LATE, day, until)
    carried = replace(_carried_to(standing, until, section), silence=None)
    return carried.then(Because.AGREED_DATE, day, until)


def _carried_to(standing: _Standing, revised: date, section: str) -> _Standing:
    """A delay to R is carried: ship or renew by R, else (c)(3)."""
    lapse = Because.AGREED_DATE_PASSED
    return replace(standing, ends=revised, promised=revised, lapse=lapse, awaited=False, section=section)


def _waiting(standing: _Standing, last_day: date, today: date) -> NoticeAnswer:
    if standing.awaited:
        return _answer(standing, last_day, State.OPEN)
    if standing.ends is None:
        return _answer(standing, last_day, State.WAITING_CONSENTED)
    first = standing.offer is None
    following = NextNotice(NoticeKind.FIRST if first else NoticeKind.RENEWED, standing.ends)
    before = State.OPEN if first else State.WAITING_CONSENTED
    state = State.NOTICE_DUE if today == standing.ends else before
    standing = standing.then(Because.NOTICE_DUE_BY, None, standing.ends)
    return replace(_answer(standing, last_day, state), next_notice=following)


def _cancelled(
    case: NoticeCase, standing: _Standing, last_day: date, cause: Because, vested: date
) -> NoticeAnswer:
    """Deemed cancelled: V, and the last day to send the refund (435.1(b), notices 2 rule 13)."""
    # A lapsed period ends the day before V, so that V counts if it is a working day.
    lapsed = cause is standing.lapse
    standing = standing.then(cause, standing.ends if lapsed else vested, vested)
    refund_by = None
    if case.seller_credit:
        standing = standing.then(Because.REFUND_IN_BILLING_CYCLE, vested)
    else:
        refund_by = FEDERAL_CALENDAR.after(vested - DAY if lapsed else vested, REFUND_WORKING_DAYS)
        standing = standing.then(Because.REFUND_BY, vested, refund_by)
        standing = standing.then(Because.ASSUME_WORKING_DAYS, None)
    refund = REFUND_BY_CREDITOR if case.seller_credit else REFUND
    answer = _answer(replace(standing, ends=None), last_day, State.CANCELLED)
    rules = (*filter(None, [standing.section]), CAUSES[cause], refund)
    return replace(answer, cancelled_on=vested, refund_by=refund_by, rules=rules)


def _answer(standing: _Standing, last_day: date, state: State) -> NoticeAnswer:
    before_any_option = OPTION_DUE if state is State.NOTICE_DUE else TIME_TO_SHIP
    return NoticeAnswer(
        applies=True,
        state=state,
        last_day=last_day,
        silence_means=standing.silence,
        rules=(standing.section or before_any_option,),
        why=standing.why,
        binding_date=standing.ends,
        answer_by=standing.ends if standing.silence is not None else None,
    )
