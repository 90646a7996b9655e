"""What the shop's scanner and the customer's telephone read from the rendered page."""

from dataclasses import replace
from datetime import date

import pytest

from boapp.documents.layouts import US_10
from boapp.documents.letter import AnswerWays, OrderReference
from boapp.documents.rendering import render_letter
from boapp.errors import ShopError
from tests.documents.examples import AMERICAN, CONSENT, EXAMPLES, TODAY
from tests.documents.paper import codes, text_of


@pytest.mark.parametrize("name", EXAMPLES)
def test_that_both_codes_are_read_back_from_the_page(name: str) -> None:
    letter, letterhead, layout = EXAMPLES[name]
    found = codes(render_letter(letter, letterhead, layout, TODAY))
    code = f"{letter.orders[0].number}-{letter.notice_number}"
    assert found == {"Code 128": code, "QR Code": f"mailto:{letterhead.ways.email}?subject={code}"}


def test_that_without_mail_the_code_opens_the_answer_page() -> None:
    letterhead = replace(AMERICAN, ways=AnswerWays(web="tinandtide.example/answer"))
    pdf = render_letter(CONSENT, letterhead, US_10, TODAY)
    assert codes(pdf)["QR Code"] == "https://tinandtide.example/answer?code=TT-3182-1"
    assert "Scan to answer online" in " ".join(text_of(pdf).split())


def test_that_without_mail_and_page_there_is_no_code_to_scan_for_the_customer() -> None:
    letterhead = replace(AMERICAN, ways=AnswerWays(phone="(800) 555-0142", toll_free=True))
    pdf = render_letter(CONSENT, letterhead, US_10, TODAY)
    assert codes(pdf) == {"Code 128": "TT-3182-1"}
    assert "scan" not in text_of(pdf).lower()


@pytest.mark.parametrize("number", ["2026-000123-A", "Ä-17", "TT-" + "9" * 40])
def test_that_an_order_number_of_any_shape_still_gives_a_code_that_scans(number: str) -> None:
    letter = replace(CONSENT, orders=(OrderReference(number, date(2026, 11, 2)),), notice_number="N-000017")
    found = codes(render_letter(letter, AMERICAN, US_10, TODAY))
    assert found["Code 128"] in {f"{number}-N-000017", "N-000017"}


def test_that_a_notice_number_no_scanner_reads_is_refused() -> None:
    with pytest.raises(ShopError, match="bar code"):
        render_letter(replace(CONSENT, notice_number="№" * 3), AMERICAN, US_10, TODAY)
