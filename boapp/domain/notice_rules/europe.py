"""European Union, United Kingdom, Germany: delivery on the agreed day (notices 3).

The law speaks of delivery, silence never means consent, and nothing is cancelled by itself:
once late, the consumer may set an extra period and then end the contract. Where the law is
silent we assume (tag A): a new date binds only when the consumer agrees to it; a period that
ends on a weekend or holiday would run on in Germany (BGB 193), we keep the earlier date.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from boapp.domain.calendar import WEEKEND
from boapp.domain.notice_rules.cases import (
    Answer,
    AnswerKind,
    Because,
    Jurisdiction,
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
DELIVER_WITHIN = timedelta(days=30)
REFUND_AFTER_WITHDRAWAL = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Sections:
    """Where a country's law says it: rules 1, 2, 3, 4 and 6 of notices 3."""

    deliver: str
    extra_period: str
    no_period: str
    reimburse: str
    withdraw: str


SECTIONS = {
    Jurisdiction.EU: Sections(
        deliver="Directive 2011/83 art. 18(1)",
        extra_period="Directive 2011/83 art. 18(2)",
        no_period="Directive 2011/83 art. 18(2), second part",
        reimburse="Directive 2011/83 art. 18(3)",
        withdraw="Directive 2011/83 art. 13(1)",
    ),
    Jurisdiction.UK: Sections(
        deliver="CRA 2015 s.28(3)",
        extra_period="CRA 2015 s.28(7), (8)",
        no_period="CRA 2015 s.28(6)",
        reimburse="CRA 2015 s.28(9)",
        withdraw="Consumer Contracts Regulations 2013 reg. 29, 34",
    ),
    Jurisdiction.DE: Sections(
        deliver="BGB 475(1)",
        extra_period="BGB 323(1)",
        no_period="BGB 323(2)",
        reimburse="BGB 346",
        withdraw="BGB 312g, 355, 357",
    ),
}


@dataclass(frozen=True, slots=True)
class _Standing:
    """How a contract stands between two events.

    `offer` is the last notice, `awaited` whether the consumer's consent to it still is.
    `may_end_from` is the day on which the right to end the contract begins, `cause` why.
    """

    agreed: date
    offer: Notice | None = None
    awaited: bool = False
    may_end_from: date | None = None
    cause: Because | None = None
    gave_up: bool = False
    why: tuple[Reason, ...] = ()

    def may_end(self, day: date) -> bool:
        """Tell whether the consumer may end the contract on a day."""
        return self.may_end_from is not None and self.may_end_from <= day

    def then(self, because: Because, day: date | None, until: date | None = None) -> "_Standing":
        """Add a step to why."""
        return replace(self, why=(*self.why, Reason(because, day, until)))


def agreed_day(case: NoticeCase) -> date:
    """The agreed delivery day, else 30 days after the contract, whose day is not counted."""
    return case.stated_ship_date or case.order_complete_date + DELIVER_WITHIN


def judge(case: NoticeCase, today: date) -> NoticeAnswer:
    """What the law says of a case today, counting only what has happened up to today."""
    if case.sale is Sale.EXEMPT:
        return not_covered(case, today)
    because = Because.DELIVER_IN_30_DAYS if case.stated_ship_date is None else Because.DELIVER_AS_AGREED
    standing = _agreed_to(case, _Standing(agreed_day(case)), agreed_day(case))
    standing = standing.then(because, case.order_complete_date, standing.agreed)
    for day, event in case.events_until(today):
        match event:
            case Notice():
                standing = _after_notice(standing, event)
            case ShopAct.SHIPPED:
                shipped = replace(standing, why=standing.why + reasons_of_shipment(case, day))
                return _answer(case, shipped, State.SHIPPED)
            case ShopAct.GAVE_UP:
                standing = _after_refusal(standing, day)
            case Answer(kind=AnswerKind.CANCEL):
                if standing.may_end(day) or case.sale is not Sale.COUNTER:
                    return _ended(case, standing, day)
                standing = standing.then(Because.NO_RIGHT_TO_CANCEL, day)
            case Answer(kind=AnswerKind.PERIOD):
                standing = _after_period(standing, event)
            case Answer(kind=AnswerKind.CONSENT):
                standing = _after_consent(case, standing, day)
    return _waiting(case, standing, today)


def _agreed_to(case: NoticeCase, standing: _Standing, day: date) -> _Standing:
    """The day now agreed; an essential date needs no extra period once it has passed (rule 3)."""
    standing = replace(standing, agreed=day)
    if standing.gave_up:
        return standing
    if case.essential_date:
        return replace(standing, may_end_from=day + DAY, cause=Because.DATE_WAS_ESSENTIAL)
    return replace(standing, may_end_from=None, cause=None)


def _after_notice(standing: _Standing, notice: Notice) -> _Standing:
    """A new date is an offer: the consumer may agree to it, silence means nothing (rule 5)."""
    no_date = notice.revised_date is None
    because = Because.TOLD_CONSUMER_NO_DATE if no_date else Because.TOLD_CONSUMER
    told = replace(standing, offer=notice, awaited=True)
    return told.then(because, notice.sent_date, notice.revised_date)


def _after_refusal(standing: _Standing, day: date) -> _Standing:
    """The shop will not deliver: no period is needed (rules 3, 7); a right that began earlier stays."""
    began = day if standing.may_end_from is None else min(day, standing.may_end_from)
    cause = standing.cause if standing.may_end(day) else Because.SHOP_REFUSED
    refused = replace(standing, gave_up=True, may_end_from=began, cause=cause)
    return refused.then(Because.SHOP_REFUSED, day)


def _after_period(standing: _Standing, answer: Answer) -> _Standing:
    """An extra period counts once the shop is late, from when it is set (rule 2)."""
    day, until = answer.received_date, answer.until_date
    if until is None or standing.may_end(day):
        return standing
    if day <= standing.agreed:
        return standing.then(Because.PERIOD_TOO_EARLY, day, standing.agreed)
    running = replace(standing, may_end_from=max(until + DAY, day), cause=Because.PERIOD_MISSED)
    return running.then(Because.PERIOD_SET, day, until)


def _after_consent(case: NoticeCase, standing: _Standing, day: date) -> _Standing:
    """Only the consumer's consent moves the agreed day, to the date of the last notice (rule 5)."""
    if standing.offer is None or not standing.awaited:
        return standing
    revised = standing.offer.revised_date
    standing = replace(standing, awaited=False)
    if revised is None:  # waits without a date; the agreed day and the rights that follow it stay
        return standing.then(Because.AGREED_NO_DATE, day)
    return _agreed_to(case, standing, revised).then(Because.AGREED_DATE, day, revised)


def _ended(case: NoticeCase, standing: _Standing, day: date) -> NoticeAnswer:
    """The consumer ends the contract (rules 2 to 4), or withdraws from a distance sale (rule 6)."""
    sections = SECTIONS[case.jurisdiction]
    if standing.may_end(day):
        ended = _with_cause(standing).then(Because.CONSUMER_ENDED, day)
        answer = _answer(case, ended, State.CANCELLED)
        rules = (*answer.rules, _cause(case, standing), sections.reimburse)
        return replace(answer, cancelled_on=day, rules=rules)
    refund_by = day + REFUND_AFTER_WITHDRAWAL
    standing = standing.then(Because.WITHDRAWN, day, refund_by)
    answer = _answer(case, _with_weekend_note(case, standing, refund_by), State.CANCELLED)
    return replace(answer, cancelled_on=day, refund_by=refund_by, rules=(sections.withdraw,))


def _waiting(case: NoticeCase, standing: _Standing, today: date) -> NoticeAnswer:
    sections = SECTIONS[case.jurisdiction]
    if standing.may_end(today):
        answer = _answer(case, _with_cause(standing), State.MAY_END)
        rules = (*answer.rules, _cause(case, standing), sections.reimburse)
        return replace(answer, cancelled_on=standing.may_end_from, rules=rules)
    if today > standing.agreed:
        standing = standing.then(Because.LATE, standing.agreed)
    if standing.awaited:
        standing = standing.then(Because.ASSUME_SILENCE_NOTHING, None)
        return _answer(case, standing, State.OPEN)
    if standing.offer is not None and standing.offer.revised_date is None:
        return _answer(case, standing, State.WAITING_CONSENTED)
    first = standing.offer is None
    following = NextNotice(NoticeKind.FIRST if first else NoticeKind.RENEWED, standing.agreed)
    before = State.OPEN if first else State.WAITING_CONSENTED
    state = State.NOTICE_DUE if today >= standing.agreed else before
    standing = standing.then(Because.NOTICE_DUE_BY, None, standing.agreed)
    answer = _answer(case, _with_weekend_note(case, standing, standing.agreed), state)
    return replace(answer, next_notice=following)


def _with_cause(standing: _Standing) -> _Standing:
    if standing.cause is None or standing.cause is Because.SHOP_REFUSED:  # told when it happened
        return standing
    return standing.then(standing.cause, standing.may_end_from)


def _cause(case: NoticeCase, standing: _Standing) -> str:
    sections = SECTIONS[case.jurisdiction]
    return sections.extra_period if standing.cause is Because.PERIOD_MISSED else sections.no_period


def _with_weekend_note(case: NoticeCase, standing: _Standing, day: date) -> _Standing:
    if case.jurisdiction is Jurisdiction.DE and day.weekday() in WEEKEND:
        return standing.then(Because.ASSUME_EARLIER_DATE, day)
    return standing


def _answer(case: NoticeCase, standing: _Standing, state: State) -> NoticeAnswer:
    ended = state in {State.CANCELLED, State.SHIPPED}
    return NoticeAnswer(
        applies=True,
        state=state,
        last_day=agreed_day(case),
        silence_means=None if standing.offer is None else Silence.NOTHING,
        rules=(SECTIONS[case.jurisdiction].deliver,),
        why=standing.why,
        binding_date=None if ended else standing.agreed,
    )
