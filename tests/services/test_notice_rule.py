"""A notice case goes in as JSON and comes back answered, with why in plain words."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boapp.domain.notice_rules.cases import Because, NoticeAnswer, Reason, State
from boapp.errors import RequestRefused
from boapp.services.notice_rule import answer_case
from boapp.services.notice_wording import ADVICE, SENTENCES, advice_for, why_in_words
from tests.domain.law_cases import day

# The example of formats 3.
EXAMPLE: dict[str, Any] = {
    "format": 1,
    "today": "2026-11-12",
    "jurisdiction": "US",
    "order_complete": "2026-10-01",
    "stated_ship_date": "2026-10-11",
    "seller_credit": False,
    "sale": "distance",
    "essential_date": False,
    "notices": [{"sent": "2026-10-09", "revised": "2026-11-11"}],
    "answers": [],
    "shipped": None,
    "shop_gives_up": None,
}


def answered(**changes: object) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(answer_case(json.dumps({**EXAMPLE, **changes})))
    return answer


def test_that_the_published_example_holds() -> None:
    answer = answered()
    why = answer.pop("why")
    assert answer == {
        "format": 1,
        "applies": True,
        "last_day": "2026-10-11",
        "state": "cancelled",
        "silence_means": "cancel",
        "next_notice": None,
        "cancelled_on": "2026-11-11",
        "refund_by": "2026-11-20",
        "rules": ["435.2(b)(1)(iii)", "435.2(c)(2)", "435.1(b)(1)"],
    }
    for said in ("10 November 2026", "20 November 2026", "Our assumption", "435.2(c)(2)"):
        assert said in why


def test_that_a_bad_case_answers_nothing() -> None:
    with pytest.raises(RequestRefused, match="sale: "):
        answered(sale="phone")


def test_that_a_sale_not_covered_gives_its_state_alone() -> None:
    answer = answered(sale="cod", shipped="2026-10-05")
    assert (answer["applies"], answer["state"], answer["rules"], answer["why"]) == (
        False,
        "shipped",
        None,
        None,
    )


def test_that_every_step_of_why_has_its_words() -> None:
    assert set(SENTENCES) == set(Because)


@given(st.sampled_from(Because))
def test_that_words_name_the_days_in_full_and_leave_no_gap(because: Because) -> None:
    reason = Reason(because, day("2026-11-11"), day("2026-12-24"))
    words = why_in_words(NoticeAnswer(applies=True, state=State.OPEN, rules=("1(a)",), why=(reason,)))
    assert words.endswith("Rests on 1(a).")
    assert "{" not in words
    assert ("{day}" in SENTENCES[because]) == ("11 November 2026" in words)
    assert ("{until}" in SENTENCES[because]) == ("24 December 2026" in words)


def test_that_what_the_law_leaves_open_is_called_our_assumption() -> None:
    for because, words in SENTENCES.items():
        assert because.name.startswith("ASSUME") == words.startswith("Our assumption")


def test_that_other_countries_have_advice_with_its_source() -> None:
    assert {advice.place for advice in ADVICE} == {"Switzerland", "Quebec", "Ontario", "Australia", "France"}
    assert all(advice.source and advice.text for advice in ADVICE)
    quebec = advice_for("Quebec")
    assert quebec is not None
    assert "15 days" in quebec.text
    assert advice_for("Germany") is None
