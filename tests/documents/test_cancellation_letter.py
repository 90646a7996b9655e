"""What a cancellation letter says, by cause, money and country, and when there is none (notices 2 rules 10 to 15)."""

from dataclasses import replace
from datetime import date

import pytest

from boapp.documents.layouts import DIN_B, US_10
from boapp.documents.letter import AnswerWays, CancelCause, CancellationLetter, Charge, Refund
from boapp.documents.rendering import render_letter
from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError
from tests.documents.examples import (
    AMERICAN,
    BOAT,
    BUS,
    EUROPEAN,
    LAPSED,
    PART_CANCELLED,
    TODAY,
    UNOBTAINABLE,
)
from tests.documents.paper import flowing_text, page_sizes


def us(letter: CancellationLetter) -> str:
    return flowing_text(render_letter(letter, AMERICAN, US_10, TODAY))


def eu(letter: CancellationLetter) -> str:
    return flowing_text(render_letter(letter, EUROPEAN, DIN_B, TODAY))


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (CancelCause.NO_NOTICE, "We promised to ship your order by November 11, 2026. It did not ship"),
        (CancelCause.NO_CONSENT, "your agreement to wait did not reach us by November 11, 2026."),
        (CancelCause.DATE_PASSED, "We told you that we would ship your order by November 11, 2026."),
        (CancelCause.SHOP_GAVE_UP, "We cannot get Wooden bus, red (BUS-010) and have canceled it."),
        (CancelCause.CUSTOMER, "On November 12, 2026 you told us that you no longer want to wait"),
    ],
)
def test_that_each_cause_is_said_in_its_own_words(cause: CancelCause, said: str) -> None:
    text = us(replace(LAPSED, cause=cause))
    assert said in text
    assert "cancelled" not in text, "American spelling"


def test_that_a_day_that_nobody_promised_was_only_due() -> None:
    assert "We were due to ship your order by November 11, 2026." in us(replace(LAPSED, promised=False))


def test_that_days_that_differ_are_not_told_as_one() -> None:
    text = us(replace(LAPSED, days_differ=True))
    assert "We promised to ship your order by the days that we gave you." in text
    assert "November 11" not in text


def test_that_amount_way_and_last_day_are_named_and_no_credit_is_offered() -> None:
    text = us(LAPSED)
    assert "we send $83.30 to your Visa ending in 4417 by November 20, 2026." in text
    assert "It is money back, not store credit." in text
    assert "Refund by November 20, 2026" in text
    assert "There is nothing you need to do." in text


def test_that_an_overdue_refund_is_not_promised_for_a_day_that_has_passed() -> None:
    text = us(replace(LAPSED, refund=Refund(8330, "", date(2026, 11, 11))))
    assert "$83.30 should have gone out the way you paid by November 11, 2026. We send it at once." in text
    assert "Refund by" not in text
    assert "by November 12, 2026." in us(replace(LAPSED, refund=Refund(8330, "", TODAY))), "today is in time"


def test_that_on_the_shop_s_own_credit_the_account_is_cleared_within_one_billing_cycle() -> None:
    text = us(replace(LAPSED, refund=Refund(8330), seller_credit=True))
    assert "we take $83.30 off your account with us within one billing cycle." in text


def test_that_who_was_never_charged_reads_that_nothing_will_be_charged() -> None:
    lines = tuple(replace(line, unit_price=None) for line in LAPSED.lines)
    text = us(replace(LAPSED, refund=None, lines=lines, charges=(), paid_with=""))
    assert "Your order is canceled. Nothing will be charged" in text
    assert "refund" not in text.lower()
    assert "$" not in text
    part = us(replace(PART_CANCELLED, refund=None))
    assert "Nothing will be charged for what is canceled." in part


def test_that_a_deposit_eaten_up_by_what_is_kept_is_explained() -> None:
    text = us(replace(PART_CANCELLED, refund=Refund(0)))
    assert "What you paid covers what you keep, so that nothing is to be sent back" in text
    assert "Your refund" not in text


def test_that_a_refund_after_a_part_was_sent_can_be_checked_line_by_line() -> None:
    text = us(PART_CANCELLED)
    assert "less what the items you received would have cost on their own." in text
    assert "Total $123.20 $49.70 Your refund $73.50" in text


def test_that_more_paid_than_the_lines_cost_stands_in_a_row_of_its_own() -> None:
    text = us(replace(LAPSED, refund=Refund(9000, "", date(2026, 11, 20))))
    assert "Total $83.30 Total paid $90.00 Your refund $90.00" in text
    part = us(replace(PART_CANCELLED, refund=Refund(8039, "", date(2026, 11, 20))))
    assert "Total $123.20 $49.70 Total paid $130.09 Your refund $80.39" in part


def test_that_what_still_comes_is_not_cancelled_with_the_rest() -> None:
    some = replace(BUS, cancelled_quantity=UNIT, waiting_quantity=2 * UNIT)
    text = us(replace(LAPSED, lines=(some,), refund=Refund(2450, "", date(2026, 11, 20))))
    assert "Part of your order is canceled, and you get $24.50 back" in text
    assert "What is not canceled stays ordered." in text
    assert "less what the items that are not canceled would have cost on their own." in text
    assert "(BUS-010) 3 1 $73.50 $49.00" in text


def test_that_outside_the_united_states_the_refund_is_at_once() -> None:
    text = eu(UNOBTAINABLE)
    assert "We cannot get Wooden bus, red (BUS-010) and have cancelled it." in text
    assert "We refund €83.30 to the bank account you paid from at once." in text
    dated = eu(replace(UNOBTAINABLE, refund=Refund(8330, "", date(2026, 11, 26))))
    assert "We refund €83.30 the way you paid at once, by 26 November 2026 at the latest." in dated
    late = eu(replace(UNOBTAINABLE, refund=Refund(8330, "", date(2026, 11, 1))))
    assert "€83.30 should have gone out the way you paid by 1 November 2026. We send it at once." in late
    asked = eu(
        replace(UNOBTAINABLE, cause=CancelCause.CUSTOMER, jurisdiction=Jurisdiction.UK, currency="GBP")
    )
    assert "you told us that you no longer want to wait for your order. It is cancelled." in asked


def test_that_several_items_are_counted_and_named_in_the_table() -> None:
    boat = replace(BOAT, cancelled_quantity=UNIT, waiting_quantity=0)
    text = eu(replace(UNOBTAINABLE, lines=(*UNOBTAINABLE.lines, boat)))
    assert "We cannot get 2 of the items you ordered and have cancelled them;" in text
    assert "Tell me when these items are back." in text


def test_that_nothing_has_to_be_answered_so_that_no_free_way_is_asked_for() -> None:
    letterhead = replace(AMERICAN, ways=AnswerWays(email="a@b.example"))
    assert render_letter(LAPSED, letterhead, US_10, TODAY)


def refusal(letter: CancellationLetter) -> str:
    with pytest.raises(ShopError) as caught:
        us(letter)
    assert caught.value.thing == "order TT-3158"
    return caught.value.reason


def test_that_a_cancellation_of_nothing_is_refused() -> None:
    assert "nothing of it is cancelled" in refusal(replace(LAPSED, lines=(BUS,)))


def test_that_an_american_refund_without_a_last_day_is_refused() -> None:
    assert "last day of the refund" in refusal(replace(LAPSED, refund=Refund(8330)))


@pytest.mark.parametrize("cause", [CancelCause.NO_NOTICE, CancelCause.NO_CONSENT, CancelCause.DATE_PASSED])
@pytest.mark.parametrize("country", [Jurisdiction.EU, Jurisdiction.UK, Jurisdiction.DE])
def test_that_no_order_lapses_by_itself_outside_the_united_states(
    cause: CancelCause, country: Jurisdiction
) -> None:
    assert "lapses by itself" in refusal(replace(LAPSED, cause=cause, jurisdiction=country))


def test_that_forty_lines_go_on_an_enclosed_list_and_the_refund_stays_on_the_letter() -> None:
    lines = tuple(replace(PART_CANCELLED.lines[number % 2], sku=f"SKU-{number:02}") for number in range(40))
    letter = replace(PART_CANCELLED, lines=lines, charges=(Charge("shipping", 980), Charge("tax", 689)))
    pdf = render_letter(letter, AMERICAN, US_10, TODAY)
    assert len(page_sizes(pdf)) == 3
    first = flowing_text(pdf).split("All items of this letter")[0]
    assert "all on the enclosed list" in first
    assert "Your refund $73.50" in first
