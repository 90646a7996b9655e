"""A notice case in JSON, format 1, and what the law table answers to it (formats 3).

Required: `format`, `today`, `jurisdiction`, `order_complete`; of a notice `sent`; of an
answer `received` and `answer`, with `until` where the answer is a period.
"""

import json
from datetime import date

from boapp.domain.notice_rules.cases import (
    Answer,
    AnswerKind,
    Jurisdiction,
    Notice,
    NoticeAnswer,
    NoticeCase,
    Sale,
)
from boapp.exchange.json_reading import JsonObject, Problems, read_document

REQUIRED = ("today", "jurisdiction", "order_complete")
OPTIONAL = (
    "stated_ship_date",
    "seller_credit",
    "sale",
    "essential_date",
    "notices",
    "answers",
    "shipped",
    "shop_gives_up",
)


def read_notice_case(document: str | bytes) -> tuple[NoticeCase, date]:
    """Read a case and the day it is asked for.

    Raises RequestRefused with every error as `path: reason`.
    """
    problems = Problems()
    top = read_document(document, problems, REQUIRED, OPTIONAL)
    case = NoticeCase(
        jurisdiction=top.choice("jurisdiction", Jurisdiction) or Jurisdiction.US,
        order_complete_date=top.day("order_complete") or date.min,
        stated_ship_date=top.day("stated_ship_date"),
        seller_credit=top.flag("seller_credit") or False,
        sale=top.choice("sale", Sale) or Sale.DISTANCE,
        essential_date=top.flag("essential_date") or False,
        notices=tuple(map(_notice, top.entries("notices", ("sent",), ("revised",)))),
        answers=tuple(map(_answer, top.entries("answers", ("received", "answer"), ("until",)))),
        shipped_date=top.day("shipped"),
        gives_up_date=top.day("shop_gives_up"),
    )
    today = top.day("today") or date.min
    problems.raise_if_any()
    return case, today


def _notice(entry: JsonObject) -> Notice:
    return Notice(entry.day("sent") or date.min, entry.day("revised"))


def _answer(entry: JsonObject) -> Answer:
    kind = entry.choice("answer", AnswerKind)
    given = entry.gives("until")
    if kind is AnswerKind.PERIOD and not given:
        entry.refuse("until", "is missing: a period needs its last day")
    if kind in {AnswerKind.CONSENT, AnswerKind.CANCEL} and given:
        entry.refuse("until", f"does not belong to {kind}; only to period and consent_beyond")
    return Answer(entry.day("received") or date.min, kind or AnswerKind.CONSENT, entry.day("until"))


def write_notice_answer(answer: NoticeAnswer, why: str) -> str:
    """Write an answer as a JSON document, with *why* in words; all but the state is null where no rule applies."""
    following = answer.next_notice
    document = {
        "format": 1,
        "applies": answer.applies,
        "last_day": _day(answer.last_day),
        "state": answer.state,
        "silence_means": answer.silence_means,
        "next_notice": following and {"kind": following.kind, "by": _day(following.by)},
        "cancelled_on": _day(answer.cancelled_on),
        "refund_by": _day(answer.refund_by),
        "rules": list(answer.rules) if answer.applies else None,
        "why": why if answer.applies else None,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
