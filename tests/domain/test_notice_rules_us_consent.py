"""16 CFR 435: what silence and consent mean, renewed options, the extra consent (notices 2, formats 3)."""

import pytest

from boapp.domain.notice_rules import judge
from boapp.domain.notice_rules.cases import NextNotice, NoticeAnswer, NoticeCase, Silence, State
from tests.domain.law_cases import FIRST, LATER, LONG, OPEN, RENEWED, SHORT, Said, Told, an_order, day


@pytest.mark.parametrize(
    "case",
    [
        an_order(OPEN, said=(("10-30", "consent"),)),
        an_order(SHORT, said=(("10-15", "consent_beyond", None),)),
        an_order(SHORT, said=(("10-15", "consent_beyond"),)),
        an_order(LONG, said=(("11-10", "consent_beyond"),)),
        an_order(OPEN, said=(("11-10", "consent_beyond"),)),
        an_order(SHORT, ("11-10", None), said=(("11-10", "consent"),)),
    ],
)
def test_that_who_waits_without_a_date_needs_no_more_notices(case: NoticeCase) -> None:
    answer = judge(case, day(LATER))
    assert answer.state is State.WAITING_CONSENTED
    assert answer.next_notice is None
    assert answer.silence_means is Silence.NOTHING
    assert answer.binding_date is None
    assert answer.answer_by is None


@pytest.mark.parametrize(
    ("case", "silence"),
    [
        (an_order(), None),
        (an_order(SHORT), Silence.CONSENT),
        (an_order(LONG), Silence.CANCEL),
        (an_order(OPEN), Silence.CANCEL),
        (an_order(LONG, said=(("10-20", "consent"),)), None),
        (an_order(SHORT, said=(("10-20", "consent"),)), None),
        (an_order(SHORT, said=(("10-20", "consent_beyond", "11-20"),)), None),
        (an_order(OPEN, said=(("10-20", "consent"),)), Silence.NOTHING),
        (an_order(SHORT, ("10-20", "11-12")), Silence.CANCEL),
        (an_order(SHORT, ("10-20", "11-12"), said=(("10-21", "consent"),)), None),
    ],
)
def test_that_silence_means_what_the_last_notice_in_time_says(
    case: NoticeCase, silence: Silence | None
) -> None:
    assert judge(case, day("10-21")).silence_means is silence


def test_that_the_meaning_of_silence_is_still_told_after_the_cancellation() -> None:
    assert judge(an_order(LONG), day(LATER)).silence_means is Silence.CANCEL
    assert judge(an_order(SHORT, said=(("10-20", "cancel"),)), day(LATER)).silence_means is Silence.CONSENT
    assert judge(an_order(("10-12", None)), day(LATER)).silence_means is None
    agreed = an_order(OPEN, said=(("10-20", "consent"), ("10-25", "cancel")))
    assert judge(agreed, day(LATER)).silence_means is Silence.NOTHING


def test_that_consent_is_awaited_until_30_days_after_t() -> None:
    for case in (an_order(LONG), an_order(OPEN), an_order(("10-02", "2027-03-01"))):
        answer = judge(case, day("11-10"))
        assert (answer.state, answer.next_notice) == (State.OPEN, None)
        assert answer.answer_by == day("11-10")
        assert answer.rules == ("435.2(b)(1)(iii)",)
    assert judge(an_order(LONG, said=(("11-10", "consent"),)), day("11-10")).binding_date == day("11-11")


def test_that_consent_to_a_renewed_notice_counts_until_the_end_of_the_old_date() -> None:
    told = (SHORT, ("11-05", "12-01"))
    awaited = judge(an_order(*told), day("11-09"))
    assert (awaited.state, awaited.next_notice, awaited.answer_by) == (State.OPEN, None, day("11-10"))
    in_time = judge(an_order(*told, said=(("11-10", "consent"),)), day("11-11"))
    assert in_time.next_notice == NextNotice(RENEWED, day("12-01"))
    late = judge(an_order(*told, said=(("11-11", "consent"),)), day("11-11"))
    assert late.cancelled_on == day("11-11")


def test_that_a_renewed_option_may_be_without_a_date() -> None:
    assert judge(an_order(SHORT, ("11-05", None)), day(LATER)).cancelled_on == day("11-11")
    agreed = judge(an_order(SHORT, ("11-05", None), said=(("11-06", "consent"),)), day(LATER))
    assert agreed.state is State.WAITING_CONSENTED


def test_that_options_can_be_renewed_again_and_again() -> None:
    told = (SHORT, ("11-05", "12-01"), ("11-30", "12-20"))
    said: tuple[Said, ...] = (("11-08", "consent"), ("12-01", "consent"))
    assert judge(an_order(*told, said=said), day("12-02")).next_notice == NextNotice(RENEWED, day("12-20"))
    assert judge(an_order(*told, said=said[:1]), day("12-02")).cancelled_on == day("12-02")


def test_that_a_consent_belongs_to_the_last_notice_sent_by_that_day() -> None:
    told = (SHORT, ("11-05", "12-01"))
    too_early = judge(an_order(*told, said=(("11-04", "consent"),)), day(LATER))
    assert too_early.cancelled_on == day("11-11")
    same_day = judge(an_order(*told, said=(("11-05", "consent"),)), day("11-20"))
    assert same_day.binding_date == day("12-01")
    nothing_to_agree_to = judge(an_order(LONG, said=(("10-08", "consent"),)), day(LATER))
    assert nothing_to_agree_to.cancelled_on == day("11-11")


def test_that_the_last_of_several_renewed_notices_is_the_one_agreed_to() -> None:
    told = (SHORT, ("11-01", "12-01"), ("11-05", "12-09"))
    agreed = judge(an_order(*told, said=(("11-06", "consent"),)), day("11-20"))
    assert agreed.binding_date == day("12-09")
    assert judge(an_order(*told), day(LATER)).cancelled_on == day("11-11")


def test_that_notices_count_by_date_whatever_their_order_in_the_file() -> None:
    said = (("11-08", "consent"),)
    one = judge(an_order(SHORT, ("11-05", "12-01"), said=said), day("11-20"))
    assert judge(an_order(("11-05", "12-01"), SHORT, said=said), day("11-20")) == one


def test_that_a_second_notice_while_consent_is_awaited_replaces_the_offer_not_the_limit() -> None:
    told = (("10-05", None), ("10-09", "10-20"))
    silent = judge(an_order(*told), day("10-10"))
    assert (silent.state, silent.silence_means, silent.answer_by) == (
        State.OPEN,
        Silence.CANCEL,
        day("11-10"),
    )
    assert judge(an_order(*told), day(LATER)).cancelled_on == day("11-11")
    agreed = judge(an_order(*told, said=(("10-15", "consent"),)), day("10-16"))
    assert agreed.next_notice == NextNotice(RENEWED, day("10-20"))


def test_that_news_after_t_while_consent_is_awaited_keeps_the_limit() -> None:
    told = (("12-01", None), ("12-04", "12-12"))
    case = an_order(*told, stated="12-01", complete="11-20")
    assert judge(case, day("12-31")).state is State.OPEN
    assert judge(case, day("2027-01-01")).cancelled_on == day("2027-01-01")
    agreed = an_order(*told, stated="12-01", complete="11-20", said=(("12-05", "consent"),))
    assert judge(agreed, day("12-06")).next_notice == NextNotice(RENEWED, day("12-12"))


def test_that_a_second_notice_before_t_is_renewed_once_the_delay_is_carried() -> None:
    case = an_order(("10-02", "10-20"), ("10-09", "11-05"))
    answer = judge(case, day("10-09"))
    assert (answer.state, answer.silence_means, answer.answer_by) == (
        State.OPEN,
        Silence.CANCEL,
        day("10-20"),
    )
    assert judge(case, day(LATER)).cancelled_on == day("10-21")


@pytest.mark.parametrize("revised", ["10-10", "10-11"])
def test_that_a_notice_without_delay_is_no_option(revised: str) -> None:
    answer = judge(an_order(("10-05", revised)), day("10-06"))
    assert (answer.state, answer.silence_means) == (State.OPEN, None)
    assert answer.next_notice == NextNotice(FIRST, day("10-11"))
    assert judge(an_order(("10-05", revised)), day(LATER)).cancelled_on == day("10-12")


def test_that_good_news_needs_no_new_consent() -> None:
    answer = judge(an_order(SHORT, ("10-20", "11-05")), day("10-21"))
    assert answer.state is State.WAITING_CONSENTED
    assert answer.next_notice == NextNotice(RENEWED, day("11-10"))


def test_that_news_for_who_waits_without_a_date_changes_nothing() -> None:
    case = an_order(OPEN, ("11-15", "12-01"), said=(("10-30", "consent"), ("11-16", "consent")))
    answer = judge(case, day(LATER))
    assert (answer.state, answer.silence_means) == (State.WAITING_CONSENTED, Silence.NOTHING)
    extra = an_order(OPEN, said=(("10-30", "consent"), ("11-16", "consent_beyond", "11-20")))
    assert judge(extra, day(LATER)).state is State.WAITING_CONSENTED


def test_that_extra_consent_counts_until_the_limit_in_force() -> None:
    def until_15_december(told: Told, received: str) -> NoticeAnswer:
        return judge(an_order(told, said=((received, "consent_beyond", "12-15"),)), day(LATER))

    assert until_15_december(SHORT, "11-10").cancelled_on == day("12-16")
    assert until_15_december(SHORT, "11-11").cancelled_on == day("11-11")
    assert until_15_december(LONG, "11-10").cancelled_on == day("12-16")
    assert until_15_december(LONG, "11-11").cancelled_on == day("11-11")
    assert until_15_december(LONG, "10-08").cancelled_on == day("11-11")
    agreed_first = an_order(
        ("10-09", "11-20"), said=(("11-05", "consent"), ("11-20", "consent_beyond", "12-15"))
    )
    assert judge(agreed_first, day(LATER)).cancelled_on == day("12-16")


def test_that_extra_consent_implies_consent_to_a_long_delay() -> None:
    answer = judge(an_order(LONG, said=(("11-05", "consent_beyond", "11-01"),)), day("11-11"))
    assert answer.binding_date == day("11-11")
    assert answer.rules == ("435.2(b)(1)(iv)",)
    renewed = an_order(SHORT, ("11-05", "12-01"), said=(("11-06", "consent_beyond", "12-15"),))
    assert judge(renewed, day("11-20")).binding_date == day("12-15")


def test_that_extra_consent_to_an_open_delay_is_taken_at_its_word() -> None:
    case = an_order(OPEN, said=(("10-20", "consent_beyond", "12-15"),))
    assert judge(case, day("11-30")).next_notice == NextNotice(RENEWED, day("12-15"))
    again = an_order(OPEN, said=(("10-20", "consent_beyond", "12-15"), ("11-30", "consent")))
    assert judge(again, day("12-01")).next_notice == NextNotice(RENEWED, day("12-15"))
    before_t = an_order(OPEN, said=(("10-10", "consent_beyond", "10-05"),))
    assert judge(before_t, day(LATER)).cancelled_on == day("10-12")


def test_that_a_date_already_past_cannot_be_agreed_to() -> None:
    told = (("10-05", None), ("10-09", "10-20"))
    for consent in (("10-21", "consent"), ("10-21", "consent_beyond", "10-20")):
        case = an_order(*told, said=(consent,))
        assert judge(case, day("10-21")).state is State.OPEN
        assert judge(case, day(LATER)).cancelled_on == day("11-11")
    in_time = an_order(*told, said=(("10-20", "consent"),))
    assert judge(in_time, day(LATER)).cancelled_on == day("10-21")
