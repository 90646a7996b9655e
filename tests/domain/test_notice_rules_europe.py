"""EU, UK, Germany, row by row (notices 3) and every sentence of the notice case (formats 3)."""

import pytest

from boapp.domain.notice_rules import as_if_told, judge
from boapp.domain.notice_rules.cases import (
    Because,
    Jurisdiction,
    NextNotice,
    NoticeAnswer,
    NoticeCase,
    Sale,
    Silence,
    State,
)
from tests.domain.law_cases import FIRST, LATER, LONG, OPEN, RENEWED, Said, Told, an_order, day

EUROPE = [Jurisdiction.EU, Jurisdiction.UK, Jurisdiction.DE]


def a_contract(
    *told: Told,
    said: tuple[Said, ...] = (),
    stated: str | None = "10-11",
    essential_date: bool = False,
    gives_up: str | None = None,
    shipped: str | None = None,
    sale: Sale = Sale.DISTANCE,
    jurisdiction: Jurisdiction = Jurisdiction.EU,
) -> NoticeCase:
    """A contract of 1 October 2026 for delivery by 11 October."""
    return an_order(
        *told,
        said=said,
        stated=stated,
        essential_date=essential_date,
        gives_up=gives_up,
        shipped=shipped,
        sale=sale,
        jurisdiction=jurisdiction,
    )


def may_end_from(case: NoticeCase, today: str = LATER) -> str:
    """The day on which the consumer's right to end the contract begins."""
    answer = judge(case, day(today))
    assert answer.state is State.MAY_END
    assert answer.next_notice is None
    assert answer.refund_by is None
    assert answer.cancelled_on
    return f"{answer.cancelled_on:%m-%d}"


@pytest.mark.parametrize("jurisdiction", EUROPE)
def test_that_delivery_is_due_on_the_agreed_day_else_30_days_after_the_contract(
    jurisdiction: Jurisdiction,
) -> None:
    assert judge(a_contract(jurisdiction=jurisdiction), day("10-01")).last_day == day("10-11")
    assert judge(a_contract(stated=None, jurisdiction=jurisdiction), day("10-01")).last_day == day("10-31")


def test_that_without_notice_one_is_due_from_the_agreed_day_on() -> None:
    first = NextNotice(FIRST, day("10-11"))
    before, on, after, much_later = (
        judge(a_contract(), day(today)) for today in ("10-10", "10-11", "10-12", "12-31")
    )
    assert (before.state, before.next_notice, before.silence_means) == (State.OPEN, first, None)
    assert (on.state, on.next_notice) == (State.NOTICE_DUE, first)
    assert (after.state, after.next_notice) == (State.NOTICE_DUE, first)
    assert (much_later.state, much_later.next_notice) == (State.NOTICE_DUE, first)


@pytest.mark.parametrize("sent", ["10-05", "10-11", "10-25"])
@pytest.mark.parametrize("revised", ["11-10", None])
def test_that_silence_means_nothing_and_nothing_is_cancelled_by_itself(
    sent: str, revised: str | None
) -> None:
    answer = judge(a_contract((sent, revised)), day(LATER))
    assert (answer.state, answer.silence_means) == (State.OPEN, Silence.NOTHING)
    assert (answer.next_notice, answer.cancelled_on, answer.answer_by) == (None, None, None)
    assert answer.last_day == answer.binding_date == day("10-11")
    assert Because.ASSUME_SILENCE_NOTHING in {reason.because for reason in answer.why}


def test_that_consent_moves_the_agreed_day_to_the_date_of_the_notice() -> None:
    case = a_contract(LONG, said=(("10-20", "consent"),))
    answer = judge(case, day("11-10"))
    assert (answer.state, answer.silence_means) == (State.WAITING_CONSENTED, Silence.NOTHING)
    assert answer.next_notice == NextNotice(RENEWED, day("11-11"))
    assert (answer.last_day, answer.binding_date) == (day("10-11"), day("11-11"))
    for today in ("11-11", "11-12", "12-24"):
        due = judge(case, day(today))
        assert (due.state, due.next_notice) == (State.NOTICE_DUE, NextNotice(RENEWED, day("11-11")))


def test_that_a_newer_notice_asks_for_consent_again() -> None:
    told = (LONG, ("11-05", "12-01"))
    open_again = judge(a_contract(*told, said=(("10-20", "consent"),)), day("11-20"))
    assert (open_again.state, open_again.next_notice, open_again.binding_date) == (
        State.OPEN,
        None,
        day("11-11"),
    )
    agreed = judge(a_contract(*told, said=(("10-20", "consent"), ("11-20", "consent"))), day("11-20"))
    assert (agreed.state, agreed.binding_date) == (State.WAITING_CONSENTED, day("12-01"))


def test_that_a_consent_without_notice_moves_nothing() -> None:
    answer = judge(a_contract(said=(("10-05", "consent"),)), day("10-10"))
    assert answer == judge(a_contract(), day("10-10"))
    again = judge(a_contract(LONG, said=(("10-20", "consent"), ("10-21", "consent"))), day("11-10"))
    assert again == judge(a_contract(LONG, said=(("10-20", "consent"),)), day("11-10"))


def test_that_the_american_extra_consent_has_no_effect_here() -> None:
    answer = judge(a_contract(LONG, said=(("10-20", "consent_beyond", "12-15"),)), day("11-01"))
    assert answer == judge(a_contract(LONG), day("11-01"))


def test_that_who_waits_without_a_date_keeps_the_agreed_day() -> None:
    agreed: Said = ("10-20", "consent")
    answer = judge(a_contract(OPEN, said=(agreed,)), day(LATER))
    assert (answer.state, answer.silence_means) == (State.WAITING_CONSENTED, Silence.NOTHING)
    assert (answer.next_notice, answer.binding_date) == (None, day("10-11"))
    assert may_end_from(a_contract(OPEN, said=(agreed, ("11-01", "period", "11-15")))) == "11-16"


def test_that_an_extra_period_that_is_missed_lets_the_consumer_end_the_contract() -> None:
    case = a_contract(LONG, said=(("10-20", "period", "11-02"),))
    assert judge(case, day("11-02")).state is State.OPEN
    assert may_end_from(case, "11-03") == may_end_from(case) == "11-03"
    assert judge(a_contract(said=(("10-20", "period", "11-02"),)), day("11-02")).state is State.NOTICE_DUE


def test_that_a_period_counts_only_once_delivery_is_late() -> None:
    for received in ("10-05", "10-11"):
        too_early = a_contract(LONG, said=((received, "period", "10-15"),))
        assert judge(too_early, day(LATER)).state is State.OPEN
    assert may_end_from(a_contract(LONG, said=(("10-12", "period", "10-15"),))) == "10-16"
    moved = a_contract(LONG, said=(("10-20", "consent"), ("10-25", "period", "10-30")))
    assert judge(moved, day("11-05")).state is State.WAITING_CONSENTED


def test_that_a_period_cannot_end_before_it_was_set() -> None:
    assert may_end_from(a_contract(LONG, said=(("10-20", "period", "10-01"),))) == "10-20"


def test_that_a_longer_period_replaces_one_that_still_runs_but_a_right_that_began_stays() -> None:
    first: Said = ("10-20", "period", "11-02")
    assert may_end_from(a_contract(said=(first, ("11-02", "period", "11-20")))) == "11-21"
    assert may_end_from(a_contract(said=(first, ("11-03", "period", "11-20")))) == "11-03"


def test_that_consent_to_a_new_date_ends_a_period_and_a_right_that_began() -> None:
    period: Said = ("10-20", "period", "11-02")
    for received in ("10-25", "11-05"):
        case = a_contract(("10-09", "12-01"), said=(period, (received, "consent")))
        answer = judge(case, day("11-06"))
        assert (answer.state, answer.binding_date) == (State.WAITING_CONSENTED, day("12-01"))


def test_that_an_essential_date_needs_no_extra_period() -> None:
    case = a_contract(essential_date=True)
    assert judge(case, day("10-11")).state is State.NOTICE_DUE
    assert may_end_from(case, "10-12") == "10-12"
    assert may_end_from(a_contract(LONG, essential_date=True)) == "10-12"
    ignored = a_contract(essential_date=True, said=(("10-20", "period", "11-02"),))
    assert may_end_from(ignored) == "10-12"


def test_that_an_essential_date_follows_an_agreed_new_day() -> None:
    for received in ("10-10", "10-20"):
        case = a_contract(LONG, essential_date=True, said=((received, "consent"),))
        assert judge(case, day("11-10")).state is State.WAITING_CONSENTED
        assert may_end_from(case) == "11-12"


def test_that_a_shop_that_gives_up_may_be_left_from_that_day() -> None:
    assert judge(a_contract(gives_up="10-05"), day("10-04")).state is State.OPEN
    assert may_end_from(a_contract(gives_up="10-05"), "10-05") == "10-05"
    assert may_end_from(a_contract(gives_up="10-20", said=(("10-15", "period", "10-25"),))) == "10-20"
    assert may_end_from(a_contract(gives_up="10-05", essential_date=True)) == "10-05"
    assert may_end_from(a_contract(gives_up="10-20", essential_date=True)) == "10-12"
    assert may_end_from(a_contract(LONG, gives_up="10-20", said=(("10-21", "consent"),))) == "10-20"


@pytest.mark.parametrize("sale", [Sale.DISTANCE, Sale.COD, Sale.COUNTER])
def test_that_who_may_end_the_contract_cancels_it_without_a_fixed_refund_day(sale: Sale) -> None:
    case = a_contract(essential_date=True, said=(("10-12", "cancel"),), sale=sale)
    answer = judge(case, day(LATER))
    assert (answer.state, answer.cancelled_on, answer.refund_by) == (State.CANCELLED, day("10-12"), None)
    same_day = judge(a_contract(gives_up="10-05", said=(("10-05", "cancel"),), sale=sale), day(LATER))
    assert (same_day.cancelled_on, same_day.refund_by) == (day("10-05"), None)


@pytest.mark.parametrize("sale", [Sale.DISTANCE, Sale.COD])
def test_that_a_distance_sale_can_be_withdrawn_from_while_waiting(sale: Sale) -> None:
    for told, said in (
        ((), ()),
        ((LONG,), ()),
        ((LONG,), (("10-10", "consent"),)),
        ((LONG,), (("10-12", "period", "11-30"),)),
    ):
        case = a_contract(*told, said=(*said, ("10-20", "cancel")), sale=sale)
        answer = judge(case, day(LATER))
        assert answer.state is State.CANCELLED
        assert (answer.cancelled_on, answer.refund_by) == (day("10-20"), day("11-03"))
        assert answer.next_notice is None


def test_that_a_cancellation_at_the_counter_has_no_effect_before_the_right_to_end() -> None:
    case = a_contract(sale=Sale.COUNTER, said=(("10-12", "period", "10-20"), ("10-20", "cancel")))
    assert judge(case, day("10-20")).state is State.NOTICE_DUE
    assert may_end_from(case) == "10-21"


def test_that_goods_sent_end_the_matter_unless_the_contract_was_ended_before() -> None:
    assert judge(a_contract(shipped="10-20"), day("10-20")).state is State.SHIPPED
    late = judge(a_contract(shipped="10-20", essential_date=True), day(LATER))
    assert (late.state, late.cancelled_on, late.next_notice) == (State.SHIPPED, None, None)
    same_day = a_contract(shipped="10-20", said=(("10-20", "cancel"),))
    assert judge(same_day, day(LATER)).state is State.SHIPPED
    ended = a_contract(shipped="10-20", said=(("10-19", "cancel"),))
    assert judge(ended, day(LATER)).state is State.CANCELLED


@pytest.mark.parametrize("jurisdiction", EUROPE)
def test_that_only_exempt_sales_are_not_covered(jurisdiction: Jurisdiction) -> None:
    exempt = judge(a_contract(LONG, sale=Sale.EXEMPT, jurisdiction=jurisdiction), day(LATER))
    assert exempt == NoticeAnswer(applies=False, state=State.OPEN, why=exempt.why)
    for sale in (Sale.COUNTER, Sale.COD):
        assert judge(a_contract(sale=sale, jurisdiction=jurisdiction), day(LATER)).applies


def test_that_only_what_has_happened_by_today_counts() -> None:
    case = a_contract(("10-20", "11-20"), said=(("10-21", "consent"),), gives_up="10-25", shipped="10-30")
    assert judge(case, day("10-19")) == judge(a_contract(), day("10-19"))
    assert judge(case, day("10-20")).state is State.OPEN
    assert judge(case, day("10-21")).state is State.WAITING_CONSENTED
    assert judge(case, day("10-25")).state is State.MAY_END
    assert judge(case, day("10-30")).state is State.SHIPPED


@pytest.mark.parametrize(
    ("jurisdiction", "deliver", "period", "essential", "refund", "withdraw"),
    [
        ("EU", "art. 18(1)", "art. 18(2)", "art. 18(2), second part", "art. 18(3)", "art. 13(1)"),
        ("UK", "s.28(3)", "s.28(7), (8)", "s.28(6)", "s.28(9)", "reg. 29, 34"),
        ("DE", "BGB 475(1)", "BGB 323(1)", "BGB 323(2)", "BGB 346", "BGB 312g, 355, 357"),
    ],
)
def test_that_each_country_names_its_own_sections(
    jurisdiction: str, deliver: str, period: str, essential: str, refund: str, withdraw: str
) -> None:
    def ends_of_rules(*said: Said, essential_date: bool = False, gives_up: str | None = None) -> list[str]:
        law = Jurisdiction(jurisdiction)
        case = a_contract(said=said, essential_date=essential_date, gives_up=gives_up, jurisdiction=law)
        return list(judge(case, day(LATER)).rules)

    def fit(rules: list[str], *expected: str) -> bool:
        return len(rules) == len(expected) and all(map(str.endswith, rules, expected))

    assert fit(ends_of_rules(), deliver)
    assert fit(ends_of_rules(("10-12", "period", "10-20")), deliver, period, refund)
    assert fit(ends_of_rules(essential_date=True), deliver, essential, refund)
    assert fit(ends_of_rules(gives_up="10-05"), deliver, essential, refund)
    assert fit(ends_of_rules(("10-13", "cancel"), essential_date=True), deliver, essential, refund)
    assert fit(ends_of_rules(("10-05", "cancel")), withdraw)


def test_that_germany_is_told_of_the_earlier_date_at_a_weekend() -> None:
    def says_so(case: NoticeCase, today: str) -> bool:
        return Because.ASSUME_EARLIER_DATE in {reason.because for reason in judge(case, day(today)).why}

    germany = Jurisdiction.DE
    assert says_so(a_contract(jurisdiction=germany), "10-01")
    assert not says_so(a_contract(jurisdiction=germany, stated="10-12"), "10-01")
    assert not says_so(a_contract(jurisdiction=Jurisdiction.EU), "10-01")
    sunday_refund = a_contract(jurisdiction=germany, said=(("10-04", "cancel"),))
    assert says_so(sunday_refund, LATER)
    assert judge(sunday_refund, day(LATER)).refund_by == day("10-18")


def test_that_a_letter_under_preparation_promises_nothing_by_silence() -> None:
    answer = as_if_told(a_contract(), day("11-10"), day("10-20"))
    assert (answer.silence_means, answer.answer_by) == (Silence.NOTHING, None)


@pytest.mark.parametrize(
    ("case", "today", "steps"),
    [
        (a_contract(), "10-11", "deliver_as_agreed notice_due_by"),
        (a_contract(), "10-12", "deliver_as_agreed late notice_due_by"),
        (a_contract(stated=None), "10-12", "deliver_in_30_days notice_due_by"),
        (a_contract(LONG), "10-12", "deliver_as_agreed told_consumer late assume_silence_nothing"),
        (a_contract(OPEN), "10-10", "deliver_as_agreed told_consumer_no_date assume_silence_nothing"),
        (a_contract(essential_date=True), "10-12", "deliver_as_agreed date_was_essential"),
        (a_contract(gives_up="10-05"), "10-05", "deliver_as_agreed shop_refused"),
        (
            a_contract(essential_date=True, said=(("10-12", "cancel"),)),
            "10-12",
            "deliver_as_agreed date_was_essential consumer_ended",
        ),
        (
            a_contract(gives_up="10-20", essential_date=True),
            "10-20",
            "deliver_as_agreed shop_refused date_was_essential",
        ),
    ],
)
def test_that_why_tells_the_steps_in_their_order(case: NoticeCase, today: str, steps: str) -> None:
    assert " ".join(reason.because for reason in judge(case, day(today)).why) == steps
