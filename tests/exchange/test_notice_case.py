"""A notice case is read strictly, and answered in the fields that formats 3 names."""

import json
from datetime import date
from typing import Any

import pytest

from boapp.domain.notice_rules.cases import (
    Answer,
    AnswerKind,
    Jurisdiction,
    NextNotice,
    Notice,
    NoticeAnswer,
    NoticeCase,
    NoticeKind,
    Sale,
    Silence,
    State,
)
from boapp.errors import RequestRefused
from boapp.exchange.notice_case import read_notice_case, write_notice_answer

LEAST: dict[str, Any] = {
    "format": 1,
    "today": "2026-11-12",
    "jurisdiction": "US",
    "order_complete": "2026-10-01",
}


def refused(**changes: object) -> list[str]:
    """Every error of a case that differs so from the least one that is complete."""
    with pytest.raises(RequestRefused) as caught:
        read_notice_case(json.dumps({**LEAST, **changes}))
    return [str(problem) for problem in caught.value.problems]


def test_that_a_case_is_read_whole() -> None:
    document = {
        **LEAST,
        "jurisdiction": "DE",
        "stated_ship_date": "2026-10-11",
        "seller_credit": True,
        "sale": "cod",
        "essential_date": True,
        "notices": [{"sent": "2026-10-09", "revised": "2026-11-11"}, {"sent": "2026-10-10"}],
        "answers": [
            {"received": "2026-10-20", "answer": "consent"},
            {"received": "2026-10-21", "answer": "cancel", "until": None},
            {"received": "2026-10-22", "answer": "period", "until": "2026-11-05"},
            {"received": "2026-10-23", "answer": "consent_beyond", "until": "2026-12-15"},
            {"received": "2026-10-24", "answer": "consent_beyond"},
        ],
        "shipped": "2026-10-30",
        "shop_gives_up": "2026-10-31",
    }
    case, today = read_notice_case(json.dumps(document))
    assert today == date(2026, 11, 12)
    assert case == NoticeCase(
        jurisdiction=Jurisdiction.DE,
        order_complete_date=date(2026, 10, 1),
        stated_ship_date=date(2026, 10, 11),
        seller_credit=True,
        sale=Sale.COD,
        essential_date=True,
        notices=(Notice(date(2026, 10, 9), date(2026, 11, 11)), Notice(date(2026, 10, 10))),
        answers=(
            Answer(date(2026, 10, 20), AnswerKind.CONSENT),
            Answer(date(2026, 10, 21), AnswerKind.CANCEL),
            Answer(date(2026, 10, 22), AnswerKind.PERIOD, date(2026, 11, 5)),
            Answer(date(2026, 10, 23), AnswerKind.CONSENT_BEYOND, date(2026, 12, 15)),
            Answer(date(2026, 10, 24), AnswerKind.CONSENT_BEYOND),
        ),
        shipped_date=date(2026, 10, 30),
        gives_up_date=date(2026, 10, 31),
    )


def test_that_what_is_absent_or_null_takes_its_default() -> None:
    plain = NoticeCase(Jurisdiction.US, date(2026, 10, 1))
    assert read_notice_case(json.dumps(LEAST))[0] == plain
    optional = (
        *("stated_ship_date", "seller_credit", "sale", "essential_date"),
        *("notices", "answers", "shipped", "shop_gives_up"),
    )
    assert read_notice_case(json.dumps({**LEAST, **dict.fromkeys(optional)}))[0] == plain


@pytest.mark.parametrize("key", LEAST)
def test_that_what_is_required_must_be_there(key: str) -> None:
    assert refused(**{key: None}) == [f"{key}: is missing"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"format": 2}, "format: 2 is unknown here; known: 1"),
        ({"colour": "red"}, "colour: unknown key"),
        ({"today": 20261112}, "today: must be a string, not 20261112"),
        ({"today": "2026-02-30"}, "today: there is no such date as 2026-02-30"),
        ({"jurisdiction": "CH"}, 'jurisdiction: "CH" is unknown; one of US, EU, UK, DE'),
        ({"jurisdiction": "us"}, 'jurisdiction: "us" is unknown; one of US, EU, UK, DE'),
        ({"sale": "phone"}, 'sale: "phone" is unknown; one of distance, counter, cod, exempt'),
        ({"seller_credit": "no"}, 'seller_credit: must be true or false, not "no"'),
        ({"essential_date": 1}, "essential_date: must be true or false, not 1"),
        ({"notices": {}}, "notices: must be a list […]"),
        ({"notices": ["2026-10-09"]}, "notices[0]: must be an object {…}"),
        ({"notices": [{"revised": None}]}, "notices[0].sent: is missing"),
        ({"notices": [{"sent": "2026-10-09", "by": "mail"}]}, "notices[0].by: unknown key"),
        (
            {"notices": [{"sent": "2026-10-09", "revised": "unknown"}]},
            'notices[0].revised: "unknown" is no date; write YYYY-MM-DD',
        ),
        ({"answers": [{"received": "2026-10-09"}]}, "answers[0].answer: is missing"),
        ({"answers": [{"answer": "consent"}]}, "answers[0].received: is missing"),
        (
            {"answers": [{"received": "2026-10-09", "answer": "yes"}]},
            'answers[0].answer: "yes" is unknown; one of consent, cancel, period, consent_beyond',
        ),
        (
            {"answers": [{"received": "2026-10-09", "answer": "period"}]},
            "answers[0].until: is missing: a period needs its last day",
        ),
        (
            {"answers": [{"received": "2026-10-09", "answer": "consent", "until": "2026-11-09"}]},
            "answers[0].until: does not belong to consent; only to period and consent_beyond",
        ),
        ({"shipped": False}, "shipped: must be a string, not false"),
    ],
)
def test_that_a_bad_case_is_refused_by_path_and_reason(changes: dict[str, object], problem: str) -> None:
    assert refused(**changes) == [problem]


def test_that_every_error_is_named_at_once() -> None:
    problems = refused(today=1, sale="x", notices=[{"sent": "x"}], answers=[{"answer": "period", "when": 1}])
    assert {problem.partition(":")[0] for problem in problems} == {
        "today",
        "sale",
        "notices[0].sent",
        "answers[0].when",
        "answers[0].received",
        "answers[0].until",
    }


def test_that_an_answer_is_written_in_the_named_fields() -> None:
    answer = NoticeAnswer(
        applies=True,
        state=State.WAITING_CONSENTED,
        last_day=date(2026, 10, 11),
        silence_means=Silence.CONSENT,
        next_notice=NextNotice(NoticeKind.RENEWED, date(2026, 11, 10)),
        rules=("435.2(b)(1)(ii)",),
    )
    assert json.loads(write_notice_answer(answer, "Because.")) == {
        "format": 1,
        "applies": True,
        "last_day": "2026-10-11",
        "state": "waiting_consented",
        "silence_means": "consent",
        "next_notice": {"kind": "renewed", "by": "2026-11-10"},
        "cancelled_on": None,
        "refund_by": None,
        "rules": ["435.2(b)(1)(ii)"],
        "why": "Because.",
    }


def test_that_for_a_sale_not_covered_all_else_is_null() -> None:
    written = json.loads(write_notice_answer(NoticeAnswer(applies=False, state=State.OPEN), "Not covered."))
    assert written.pop("applies") is False
    assert {key for key, value in written.items() if value is not None} == {"format", "state"}
