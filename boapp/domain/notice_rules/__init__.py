"""The law table: which notice is due to a waiting customer, and what silence means (notices 2, 3).

`cases` holds what is asked and answered, `united_states` and `europe` one law each, line by
line with its sections, `due` the dates for the list of things to do. The program helps a shop
keep these rules; it never gives legal advice.
"""

from dataclasses import replace
from datetime import date

from boapp.domain.notice_rules import europe, united_states
from boapp.domain.notice_rules.cases import Jurisdiction, Notice, NoticeAnswer, NoticeCase


def judge(case: NoticeCase, today: date) -> NoticeAnswer:
    """What the buyer's law says of a case today; only what has happened up to today counts."""
    if case.jurisdiction is Jurisdiction.US:
        return united_states.judge(case, today)
    return europe.judge(case, today)


def as_if_told(case: NoticeCase, revised_date: date | None, today: date) -> NoticeAnswer:
    """What the law would say if the customer were told today of a new date, or of none.

    For a letter under preparation: what silence will mean, until when an answer counts
    (`answer_by`), which section the letter rests on.
    """
    told = replace(case, notices=(*case.notices, Notice(today, revised_date)))
    return judge(told, today)
