"""Which letters fall due: each piece of news once, and no letter for what is no news."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from boapp.domain.calendar import Calendar
from boapp.domain.decisions import NoticeDue, NoticeKind, NoticeLine, ToldBy
from boapp.domain.dues import (
    HeldPart,
    PromisedLine,
    TellingRules,
    ToldEntry,
    UnprintedNotice,
    delay_notices,
    left_without,
    news_of,
    notice_case,
    reconcile,
    told_after,
    told_parts,
    with_unprinted,
    without_told,
)
from boapp.domain.notice_rules.cases import Jurisdiction, Notice

TODAY = date(2026, 11, 23)
RULES = TellingRules(Calendar())
DEC_1, DEC_9, DEC_18 = date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 18)


def told(quantity: int, day: date | None, act: int = 1, told_on: date = date(2026, 11, 3)) -> ToldEntry:
    return ToldEntry(act, quantity, day, ToldBy.IMPORTED, told_on)


def a_line(
    owed: int, *entries: ToldEntry, held: tuple[HeldPart, ...] = (), key: int = 1, customer: int = 1
) -> PromisedLine:
    return PromisedLine(key, key, customer, owed, date(2026, 11, 2), told=entries, held=held)


def law(_: PromisedLine) -> Jurisdiction:
    return Jurisdiction.DE


def american(_: PromisedLine) -> Jurisdiction:
    return Jurisdiction.US


def test_that_who_was_told_nothing_hears_nothing() -> None:
    assert delay_notices([a_line(6)], TODAY, RULES, law) == []


def test_that_goods_that_come_in_time_are_no_news() -> None:
    line = a_line(6, told(6, DEC_9), held=(HeldPart(6, DEC_9),))
    assert news_of(line, TODAY, RULES) == ()


def test_that_goods_in_the_house_keep_even_a_date_that_has_passed() -> None:
    line = a_line(6, told(6, date(2026, 11, 20)), held=(HeldPart(6, None, here=True),))
    assert news_of(line, TODAY, RULES) == ()


def test_that_a_slip_is_news_only_for_the_part_it_concerns() -> None:
    line = a_line(10, told(10, DEC_1), held=(HeldPart(4, None, here=True), HeldPart(6, DEC_18)))
    assert news_of(line, TODAY, RULES) == (NoticeLine(1, 6, DEC_1, DEC_18),)


def test_that_a_late_delivery_that_is_too_late_has_no_date_to_tell() -> None:
    line = a_line(6, told(6, TODAY), held=(HeldPart(6, TODAY - timedelta(days=1)),))
    assert news_of(line, TODAY, RULES) == (NoticeLine(1, 6, TODAY, None),)


def test_that_a_late_delivery_that_may_still_come_in_time_is_no_news_yet() -> None:
    line = a_line(6, told(6, DEC_1), held=(HeldPart(6, None),))
    assert news_of(line, TODAY, RULES) == ()
    assert news_of(line, DEC_1, RULES) == (NoticeLine(1, 6, DEC_1, None),)


def test_that_what_nobody_decided_on_is_only_new() -> None:
    line = a_line(6, told(6, DEC_1))
    assert news_of(line, TODAY, RULES, decided=False) == ()
    assert news_of(line, TODAY, RULES) == (NoticeLine(1, 6, DEC_1, None),)


def test_that_a_date_known_at_last_is_news() -> None:
    line = a_line(6, told(6, None), held=(HeldPart(6, DEC_18),))
    assert news_of(line, TODAY, RULES) == (NoticeLine(1, 6, None, DEC_18),)


def test_that_goods_in_the_house_are_shipped_or_set_aside_not_promised_anew() -> None:
    assert news_of(a_line(6, told(6, None), held=(HeldPart(6, None, here=True),)), TODAY, RULES) == ()


def test_that_without_a_date_before_and_now_there_is_nothing_to_say() -> None:
    assert news_of(a_line(6, told(6, None)), TODAY, RULES) == ()


def test_that_a_date_is_told_with_slack_and_on_an_open_day() -> None:
    rules = TellingRules(Calendar(), slack_days=1)
    line = a_line(6, told(6, DEC_1), held=(HeldPart(6, DEC_18),))
    assert news_of(line, TODAY, rules) == (NoticeLine(1, 6, DEC_1, date(2026, 12, 21)),)


def test_that_only_the_last_word_to_a_customer_counts() -> None:
    line = a_line(10, told(10, DEC_1), told(4, DEC_1, act=2), told(6, DEC_9, act=2))
    assert told_parts(line) == [(DEC_1, 4), (DEC_9, 6)]


def test_that_what_was_shipped_was_the_earliest_told_part() -> None:
    line = a_line(6, told(4, DEC_1), told(6, DEC_9))
    assert told_parts(line) == [(DEC_9, 6)]


def test_that_after_a_letter_the_unchanged_part_keeps_its_date() -> None:
    line = a_line(10, told(10, DEC_1), held=(HeldPart(4, DEC_1), HeldPart(6, DEC_18)))
    news = news_of(line, TODAY, RULES)
    assert told_after(line, news) == [(DEC_1, 4), (DEC_18, 6)]


def test_that_the_first_date_told_is_the_promise_and_later_ones_are_notices() -> None:
    line = a_line(6, told(6, DEC_1), told(6, DEC_9, act=2, told_on=date(2026, 11, 20)))
    case = notice_case(line, Jurisdiction.US)
    assert case.stated_ship_date == DEC_1
    assert case.notices == (Notice(date(2026, 11, 20), DEC_9),)


def test_that_a_notice_without_a_date_for_a_part_is_one_without_a_date() -> None:
    entries = (told(6, DEC_1), told(2, DEC_9, act=2), told(4, None, act=2))
    assert notice_case(a_line(6, *entries), Jurisdiction.US).notices[0].revised_date is None


def test_that_several_lines_of_one_customer_go_into_one_letter() -> None:
    late = (HeldPart(6, DEC_18),)
    lines = [a_line(6, told(6, DEC_1), held=late, key=1), a_line(6, told(6, DEC_9), held=late, key=2)]
    [letter] = delay_notices(lines, TODAY, RULES, law)
    assert [line.line_id for line in letter.lines] == [1, 2]
    assert letter.due_by == DEC_1, "the earliest of the last days"


def test_that_american_lines_with_different_dates_get_letters_of_their_own() -> None:
    late = (HeldPart(6, DEC_18),)
    lines = [a_line(6, told(6, DEC_1), held=late, key=1), a_line(6, told(6, DEC_9), held=late, key=2)]
    assert [letter.due_by for letter in delay_notices(lines, TODAY, RULES, american)] == [DEC_1, DEC_9]


def test_that_a_second_slip_asks_for_a_renewed_notice() -> None:
    entries = (told(6, DEC_1), told(6, DEC_9, act=2, told_on=date(2026, 11, 20)))
    line = a_line(6, *entries, held=(HeldPart(6, DEC_18),))
    [letter] = delay_notices([line], TODAY, RULES, law)
    assert letter.kind is NoticeKind.DELAY_RENEWED


def test_that_an_american_order_whose_last_day_passed_unspoken_is_to_be_refunded() -> None:
    line = a_line(6, told(6, date(2026, 11, 20)), held=(HeldPart(6, DEC_18),))
    [letter] = delay_notices([line], TODAY, RULES, american)
    assert letter.kind is NoticeKind.CANCELLATION
    assert "435.2(c)(5)" in letter.rule


def test_that_who_was_told_that_it_is_cancelled_hears_it_once() -> None:
    soon = (HeldPart(6, DEC_18),)
    letter = replace(told(6, None, act=2, told_on=TODAY), cancelled=True)
    line = a_line(6, told(6, date(2026, 11, 20)), letter, held=soon)
    assert delay_notices([line], TODAY, RULES, american) == []
    assert delay_notices([replace(line, held=())], TODAY, RULES, american) == []
    undated = replace(line, told=(line.told[0], replace(letter, cancelled=False)))
    assert [due.kind for due in delay_notices([undated], TODAY, RULES, american)] == [NoticeKind.CANCELLATION]


def test_that_what_was_not_cancelled_of_a_line_still_breaks_its_date() -> None:
    letter = [replace(told(2, None, act=2), cancelled=True), replace(told(4, DEC_1, act=2), cancelled=True)]
    line = a_line(6, told(6, DEC_1), *letter, held=(HeldPart(6, DEC_18),))
    assert news_of(line, TODAY, RULES) == (NoticeLine(1, 4, DEC_1, DEC_18),)


def a_delay(*lines: NoticeLine, customer: int = 1, kind: NoticeKind = NoticeKind.DELAY_FIRST) -> NoticeDue:
    return NoticeDue(kind, customer, lines, DEC_1)


SLIP = NoticeLine(1, 6, DEC_1, DEC_18)
NO_DATE = NoticeLine(2, 6, DEC_1, None)


def test_that_the_same_news_is_never_written_twice() -> None:
    unprinted = [UnprintedNotice(7, NoticeKind.DELAY_FIRST, 1, (SLIP,))]
    assert reconcile([a_delay(SLIP)], unprinted) == ([], [])


def test_that_news_that_is_no_news_any_more_takes_its_letter_back() -> None:
    unprinted = [UnprintedNotice(7, NoticeKind.DELAY_FIRST, 1, (SLIP,))]
    assert reconcile([], unprinted) == ([], [7])


def test_that_newer_news_takes_the_place_of_older() -> None:
    unprinted = [UnprintedNotice(7, NoticeKind.DELAY_FIRST, 1, (SLIP,))]
    newer = a_delay(replace(SLIP, after_date=DEC_9))
    assert reconcile([newer], unprinted) == ([newer], [7])


def test_that_arrival_letters_are_not_touched_by_delays() -> None:
    assert reconcile([], [UnprintedNotice(7, NoticeKind.ARRIVAL, 1, (NoticeLine(1, 2),))]) == ([], [])


def test_that_goods_set_aside_in_two_steps_are_announced_in_one_letter() -> None:
    unprinted = [
        UnprintedNotice(7, NoticeKind.ARRIVAL, 1, (NoticeLine(1, 2), NoticeLine(2, 1))),
        UnprintedNotice(8, NoticeKind.ARRIVAL, 2, (NoticeLine(9, 1),)),
    ]
    arrival = NoticeDue(NoticeKind.ARRIVAL, 1, (NoticeLine(1, 3),))
    joined, taken_in = with_unprinted(arrival, unprinted)
    assert joined.lines == (NoticeLine(1, 5), NoticeLine(2, 1))
    assert taken_in == [7]


def test_that_a_delay_letter_speaks_for_the_part_shipment_too() -> None:
    shipped = NoticeDue(NoticeKind.PART_SHIPMENT, 1, (NoticeLine(1, 6), NoticeLine(3, 1)))
    assert without_told(shipped, [a_delay(SLIP)]) == replace(shipped, lines=(NoticeLine(3, 1),))
    assert without_told(replace(shipped, lines=(NoticeLine(1, 6),)), [a_delay(SLIP)]) is None


def test_that_a_line_whose_letter_says_no_date_stays_decided_on() -> None:
    unprinted = [
        UnprintedNotice(7, NoticeKind.DELAY_FIRST, 1, (SLIP, NO_DATE)),
        UnprintedNotice(8, NoticeKind.ARRIVAL, 1, (NoticeLine(3, 1),)),
    ]
    assert left_without(unprinted) == {2}


DAYS = st.one_of(st.none(), st.dates(date(2026, 11, 20), date(2026, 12, 31)))
QUANTITIES = st.integers(1, 9)


@given(
    owed=st.integers(1, 12),
    entries=st.lists(st.tuples(QUANTITIES, DAYS), min_size=1, max_size=3),
    held=st.lists(st.tuples(QUANTITIES, DAYS, st.booleans()), max_size=3),
)
def test_that_once_the_news_is_told_there_is_none_until_something_moves(
    owed: int, entries: list[tuple[int, date | None]], held: list[tuple[int, date | None, bool]]
) -> None:
    left, parts = owed, []
    for quantity, day, here in held:
        taken = min(left, quantity)
        left -= taken
        if taken:
            parts.append(HeldPart(taken, day, here))
    line = a_line(owed, *(told(quantity, day) for quantity, day in entries), held=tuple(parts))
    news = news_of(line, TODAY, RULES)
    after = [told(quantity, day, act=2) for day, quantity in told_after(line, news)]
    assert sum(entry.quantity for entry in after) == sum(quantity for _, quantity in told_parts(line))
    assert news_of(replace(line, told=(*line.told, *after)), TODAY, RULES) == ()
