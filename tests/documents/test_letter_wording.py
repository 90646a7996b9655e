"""The sentences the law wants, case by case (letters 3, notices 2 and 3)."""

from dataclasses import replace
from datetime import date

import pytest

from boapp.documents.layouts import DIN_B, US_10
from boapp.documents.letter import AnswerWays, ArrivalWay, Charge, Letter, OrderReference, Refund
from boapp.documents.rendering import render_letter
from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.domain.quantities import UNIT
from tests.documents.examples import (
    ABROAD,
    AMERICAN,
    BUS,
    COLLECT,
    CONFIRMED,
    CONSENT,
    EUROPEAN,
    FATES,
    LONG,
    NO_DATE,
    READY_TO_SHIP,
    RENEWED,
    RUTH,
    TEN_BUSES,
    TODAY,
)
from tests.documents.paper import flowing_text


def us(letter: Letter) -> str:
    return flowing_text(render_letter(letter, AMERICAN, US_10, TODAY))


def eu(letter: Letter) -> str:
    return flowing_text(render_letter(letter, EUROPEAN, DIN_B, TODAY))


def test_that_a_short_delay_says_that_silence_is_a_yes() -> None:
    text = us(CONSENT)
    assert (
        "If we do not hear from you, that counts as a yes. Unless we receive your cancellation before we ship and no "
        "later than December 9, 2026, you will be taken to have agreed that we ship on or before December 9, 2026."
    ) in text
    assert "canceled automatically" not in text


def test_that_exactly_30_days_is_short_and_31_is_long() -> None:
    limit = date(2026, 12, 23)
    assert "that counts as a yes" in us(replace(CONSENT, new_date=limit))
    late = replace(CONSENT, new_date=date(2026, 12, 24), refund=Refund(13009, "you", date(2027, 1, 5)))
    assert "If we do not hear from you, your order is canceled." in us(late)


def test_that_a_long_delay_says_that_silence_cancels() -> None:
    text = us(LONG)
    assert (
        "If we do not hear from you, your order is canceled. It is canceled automatically and refunded unless, by "
        "December 23, 2026, we have received your answer that you agree to wait, or we have already shipped it and "
        "you had not canceled before."
    ) in text
    assert "within seven working days of your cancellation; if we hear nothing, by January 5, 2027." in text
    assert "It is money back, not store credit." in text
    assert "still cancel at any time" not in text


def test_that_without_a_date_the_letter_gives_the_reason_and_the_lasting_right_to_cancel() -> None:
    text = us(NO_DATE)
    assert (
        "The reason: the workshop's kiln failed its safety inspection and stands still until it is repaired."
        in text
    )
    assert "We are unable to give you a new date." in text
    assert "If you agree to wait, you can still cancel at any time until we ship." in text


def test_that_a_renewed_notice_needs_a_yes_by_the_old_date() -> None:
    text = us(RENEWED)
    assert (
        "This time we need your yes. Unless we receive your agreement to this further delay by November 20, 2026, you "
        "will be taken to have refused it, and if we have not shipped by that day, your order is canceled and refunded."
    ) in text
    assert "On October 19, 2026 we wrote" in text
    assert "still cancel at any time" in us(
        replace(RENEWED, new_date=None, lines=(replace(BUS, new_date=None),))
    )


def test_that_a_renewed_notice_means_refusal_however_near_the_new_date_is() -> None:
    near = replace(RENEWED, new_date=date(2026, 11, 21), consent_limit=date(2026, 12, 23))
    assert "that counts as a yes" not in us(near)


def test_that_nothing_paid_means_nothing_is_charged_and_no_refund_is_named() -> None:
    for letter in (CONSENT, LONG, NO_DATE, RENEWED):
        for refund in (None, Refund(0, "your card")):
            text = us(replace(letter, refund=refund))
            assert "nothing will be charged" in text
            assert "refund" not in text.lower()


def test_that_the_extra_consent_is_offered_only_beside_a_definite_date() -> None:
    offer = "If it takes longer still, I will wait without a date."
    assert offer in us(CONSENT)
    assert "You may then cancel at any time until we ship." in us(CONSENT)
    assert offer not in us(replace(CONSENT, extra_consent=False))
    assert offer not in us(replace(NO_DATE, extra_consent=True))


def test_that_a_date_the_law_set_is_not_called_a_promise() -> None:
    assert "We are due to ship your order by" in us(replace(CONSENT, promised=False))
    assert "promised" not in us(replace(CONSENT, promised=False)).lower()


def test_that_a_part_shipped_order_is_canceled_only_in_what_waits() -> None:
    line = replace(BUS, ordered_quantity=10 * UNIT, shipped_quantity=4 * UNIT, waiting_quantity=6 * UNIT)
    text = us(replace(LONG, lines=(line,)))
    assert "4 of 10 Wooden bus, red (BUS-010) went out to you already; 6 still to come." in text
    assert "the rest of your order is canceled" in text
    assert "less what the items you received would have cost on their own" in text


def test_that_only_ways_that_are_free_are_called_free() -> None:
    ways = AnswerWays(phone="207 555 0100", toll_free=False, web="tinandtide.example/a")
    text = flowing_text(render_letter(CONSENT, replace(AMERICAN, ways=ways), US_10, TODAY))
    assert (
        "Answering is free. Answer at tinandtide.example/a or scan the code. Telephone: 207 555 0100." in text
    )


@pytest.mark.parametrize("country", [Jurisdiction.EU, Jurisdiction.UK, Jurisdiction.DE])
def test_that_in_europe_silence_is_never_consent(country: Jurisdiction) -> None:
    text = eu(replace(ABROAD, jurisdiction=country))
    assert (
        "Silence does not count as consent. The new date binds you only if you agree to it. If you do not answer, "
        "3 December 2026 remains the due date and you keep all your legal rights: if the goods have not come by then, "
        "you can set us an appropriate extra period and, if we miss that too, end the contract and get all your money "
        "back."
    ) in text
    assert "I set you an extra period until" in text
    assert "Please answer by" in text
    assert "you can cancel your order until dispatch, free and without a reason." in text
    assert "without undue delay, within 14 days of your message at the latest." in text


def test_that_an_essential_date_needs_no_extra_period() -> None:
    text = eu(replace(ABROAD, essential_date=True))
    assert "you can end the contract at once" in text
    assert "extra period" not in text


def test_that_a_sale_at_the_counter_gives_no_right_to_cancel_at_will() -> None:
    assert "Cancel" not in eu(replace(ABROAD, distance_sale=False))
    assert "cancel your order until dispatch" not in eu(replace(ABROAD, distance_sale=False))


def test_that_without_a_date_europe_is_told_so() -> None:
    text = eu(replace(ABROAD, new_date=None, lines=(replace(BUS, new_date=None),)))
    assert "We are unable to give you a new date." in text
    assert "The new date binds" not in text
    assert "I will wait without a date." in text


def test_that_a_further_delay_in_europe_names_the_date_before() -> None:
    again = replace(ABROAD, renewed=True, old_date=date(2026, 12, 10), last_written=date(2026, 11, 20))
    assert "A further delay: new date 15 December 2026" in eu(again)
    assert "On 20 November 2026 we proposed 10 December 2026 for your order." in eu(again)
    assert "We told you 10 December 2026 for your order." in eu(replace(again, last_written=None))
    assert "A further delay, and we cannot say yet for how long" in eu(replace(again, new_date=None))


def test_that_in_europe_nothing_paid_means_nothing_to_return() -> None:
    text = eu(replace(ABROAD, refund=None))
    assert "Nothing will be charged." in text
    assert "Cancel my order. Nothing is to be returned." in text
    assert "Total paid" not in text
    assert "Total €88.40" in text
    fates = eu(replace(FATES, refund=None))
    assert "back" not in fates
    assert "I will wait without a date Cancel" in fates


def test_that_an_estimated_line_among_others_is_about() -> None:
    lines = (FATES.lines[0], replace(FATES.lines[1], estimated=True), FATES.lines[2])
    assert "I will wait, about 9 December 2026" in eu(replace(FATES, lines=lines))
    assert "about 9 Dec 2026" in eu(replace(FATES, lines=lines))


def test_that_letters_without_prices_name_no_amount() -> None:
    for letter in (ABROAD, FATES, CONFIRMED, TEN_BUSES):
        lines = tuple(replace(line, unit_price=None) for line in letter.lines)
        text = eu(replace(letter, lines=lines, refund=None, charges=()))
        assert "€" not in text
        assert "$" not in text


def test_that_a_part_shipment_nobody_paid_for_charges_nothing_for_the_rest() -> None:
    text = us(replace(TEN_BUSES, refund=None))
    assert "nothing is charged for it" in text
    assert "Cancel what is waiting." in text
    assert "return" not in text.lower().replace("return to:", "")


def test_that_several_lines_of_a_part_shipment_are_told_in_the_table() -> None:
    text = us(replace(TEN_BUSES, lines=CONFIRMED.lines, tracking="Parcel 6A 12345"))
    assert "Part of your order ships today, the rest follows" in text
    assert (
        "What we have ships today (Parcel 6A 12345). What is waiting follows on the dates in the table."
        in text
    )
    assert "Send all that is waiting together" in text
    waits = tuple(
        replace(line, shipped_quantity=0, waiting_quantity=line.ordered_quantity) for line in CONFIRMED.lines
    )
    assert "What you ordered comes on the dates in the table." in us(replace(CONFIRMED, lines=waits))


def test_that_the_shop_signs_where_no_person_does() -> None:
    pdf = render_letter(CONSENT, replace(AMERICAN, sender_name=""), US_10, TODAY)
    assert "Thank you for your patience. Tin & Tide Your answer" in flowing_text(pdf)


def test_that_items_with_different_fates_have_boxes_of_their_own() -> None:
    text = eu(FATES)
    assert "I will wait, until 9 December 2026" in text
    assert "I will wait without a date" in text
    assert "Cancel, €73.50 back" in text
    assert "Cancel, €39.90 back" in text


def test_that_four_of_ten_buses_ship_and_six_wait_with_their_date() -> None:
    text = us(TEN_BUSES)
    assert "4 of 10 ship today, 6 follow by June 30, 2027" in text
    assert "4 of 10 Wooden bus, red (BUS-010) ship today. The other 6 follow by June 30, 2027." in text
    assert "Wooden bus, red (BUS-010) 10 4 6 Jun 30, 2027 $245.00" in text
    assert "Cancel what is waiting and return $147.00." in text


def test_that_one_follows_and_six_follow() -> None:
    nine = replace(TEN_BUSES.lines[0], shipped_quantity=9 * UNIT, waiting_quantity=UNIT)
    one = replace(TEN_BUSES.lines[0], shipped_quantity=UNIT, waiting_quantity=9 * UNIT)
    assert "9 of 10 ship today, 1 follows by" in us(replace(TEN_BUSES, lines=(nine,)))
    assert "1 of 10 ships today, 9 follow by" in us(replace(TEN_BUSES, lines=(one,)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("no clay.", "no clay. We"),
        ("no clay", "no clay. We"),
        ("no clay...", "no clay. We"),
        ("why?", "why? We"),
    ],
)
def test_that_a_reason_ends_with_one_stop(typed: str, printed: str) -> None:
    assert f"The reason: {printed}" in us(replace(CONSENT, reason=typed))
    assert "The reason" not in us(replace(CONSENT, reason="  "))


def test_that_an_estimate_is_never_printed_as_a_date() -> None:
    estimated = replace(TEN_BUSES.lines[0], estimated=True)
    text = us(replace(TEN_BUSES, lines=(estimated,)))
    assert "6 follow about June 30, 2027" in text
    assert "by June 30" not in text
    assert text.count("June 30, 2027") == text.count("about June 30, 2027")
    assert text.count("Jun 30, 2027") == text.count("about Jun 30, 2027") > 0
    assert "About means the usual delivery time" in text
    rest = replace(READY_TO_SHIP, lines=(replace(READY_TO_SHIP.lines[0], estimated=True),))
    assert "(about December 9, 2026)" in us(rest)


def test_that_a_part_without_a_date_says_so() -> None:
    undated = replace(TEN_BUSES.lines[0], new_date=None)
    text = us(replace(TEN_BUSES, lines=(undated,)))
    assert "The other 6 follow when we have a date." in text
    assert "no date yet" in text


def test_that_a_confirmation_knows_all_part_and_nothing() -> None:
    bus = TEN_BUSES.lines[0]
    nothing = replace(bus, shipped_quantity=0, waiting_quantity=10 * UNIT)
    everything = replace(bus, shipped_quantity=10 * UNIT, waiting_quantity=0)
    assert "Part of it ships today" in eu(CONFIRMED)
    assert "10 Wooden bus, red (BUS-010) follow by 30 June 2027." in eu(replace(CONFIRMED, lines=(nothing,)))
    text = eu(replace(CONFIRMED, lines=(everything,), refund=None))
    assert "Everything ships today" in text
    assert "waiting." not in text


def test_that_an_arrival_to_collect_names_place_time_and_balance() -> None:
    text = eu(COLLECT)
    assert "It is ready for you at 9 Saddler Street, Tuesday to Saturday, 9.30 to 17.30." in text
    assert "We keep it for you until 19 December 2026." in text
    assert "Deposit paid −£20.00 To pay £68.90" in text
    assert "Return my deposit of £20.00." in text


def test_that_an_arrival_to_ship_names_the_day_and_what_is_still_on_its_way() -> None:
    text = us(READY_TO_SHIP)
    assert "We ship it to you by November 16, 2026" in text
    assert "Still on its way to you: 1 Wooden bus, red (BUS-010) (December 9, 2026)." in text
    owing = us(replace(READY_TO_SHIP, balance=100, deposit=8790))
    assert "We ship it to you as soon as the balance is paid." in owing
    assert "by November 16" not in owing


def test_that_an_arrival_without_prices_is_still_a_letter() -> None:
    lines = tuple(replace(line, unit_price=None) for line in COLLECT.lines)
    text = eu(replace(COLLECT, lines=lines, deposit=None, balance=None, place="", hours="", keep_until=None))
    assert "ready for you in our shop" in text
    assert "£" not in text
    assert "We ship it to you next" in eu(replace(COLLECT, way=ArrivalWay.SHIP, deposit=None, balance=None))


def test_that_a_letter_about_several_orders_names_each_line_s_order() -> None:
    orders = (*COLLECT.orders, OrderReference("TT-2044", date(2026, 11, 4)))
    lines = (
        replace(COLLECT.lines[0], order_number="TT-2031"),
        replace(COLLECT.lines[1], order_number="TT-2044"),
    )
    text = eu(replace(COLLECT, orders=orders, lines=lines))
    assert "Orders TT-2031 and 1 more" in text
    assert "(BUS-010), TT-2031" in text
    assert "(BOA-002), TT-2044" in text


def test_that_quantities_money_and_units_are_exact() -> None:
    tea = replace(BUS, name="Tea", unit="kg", ordered_quantity=2_500, waiting_quantity=2_500, unit_price=1999)
    assert "0.25 kg $5.00" in us(replace(CONSENT, lines=(tea,), charges=()))
    yen = replace(CONSENT, currency="JPY", lines=(replace(BUS, unit_price=2450),), charges=(), refund=None)
    assert "¥7,350" in us(yen)


def test_that_pieces_need_no_unit_and_charges_are_worded() -> None:
    letter = replace(
        CONSENT, lines=(replace(BUS, unit="piece"),), charges=(Charge("shipping", 980), Charge("Wrapping", 1))
    )
    text = us(letter)
    assert "(BUS-010) 3 $73.50" in text
    assert "Shipping $9.80 Wrapping $0.01" in text


def test_that_a_total_is_called_paid_only_when_it_is_what_comes_back() -> None:
    assert "Total paid $130.09" in us(CONSENT)
    text = us(replace(CONSENT, refund=Refund(20000, "your card")))
    assert "Total $130.09" in text
    assert "we send $200.00 to your card" in text
    assert "we send $200.00 the way you paid" in us(replace(CONSENT, refund=Refund(20000)))


def test_that_the_name_after_dear_can_differ_from_the_address() -> None:
    assert "Dear Ms Ellery," in us(replace(CONSENT, addressee=replace(RUTH, greeting_name="Ms Ellery")))
