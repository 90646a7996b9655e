"""Orders that wait, built in a line: 10 days stated on 1 October 2026, so T = 11 October, T + 30 = 10 November."""

from datetime import date

from boapp.domain.notice_rules.cases import (
    Answer,
    AnswerKind,
    Jurisdiction,
    Notice,
    NoticeCase,
    NoticeKind,
    Sale,
)

FIRST, RENEWED = NoticeKind.FIRST, NoticeKind.RENEWED
LATER = "2027-12-31"

Told = tuple[str, str | None]
Said = tuple[str, str] | tuple[str, str, str | None]

SHORT = ("10-09", "11-10")
LONG = ("10-09", "11-11")
OPEN = ("10-09", None)


def day(text: str) -> date:
    """A day of 2026 as MM-DD, or any day in full."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def day_or_none(text: str | None) -> date | None:
    return None if text is None else day(text)


def an_order(
    *told: Told,
    said: tuple[Said, ...] = (),
    jurisdiction: Jurisdiction = Jurisdiction.US,
    stated: str | None = "10-11",
    complete: str = "10-01",
    shipped: str | None = None,
    gives_up: str | None = None,
    seller_credit: bool = False,
    sale: Sale = Sale.DISTANCE,
    essential_date: bool = False,
) -> NoticeCase:
    return NoticeCase(
        jurisdiction=jurisdiction,
        order_complete_date=day(complete),
        stated_ship_date=day_or_none(stated),
        seller_credit=seller_credit,
        sale=sale,
        essential_date=essential_date,
        notices=tuple(Notice(day(sent), day_or_none(revised)) for sent, revised in told),
        answers=tuple(Answer(day(on), AnswerKind(kind), *map(day_or_none, rest)) for on, kind, *rest in said),
        shipped_date=day_or_none(shipped),
        gives_up_date=day_or_none(gives_up),
    )
