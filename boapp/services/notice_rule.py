"""Ask the law table about one case, as other programs do (formats 3)."""

from boapp.domain.notice_rules import judge
from boapp.exchange.notice_case import read_notice_case, write_notice_answer
from boapp.services.notice_wording import why_in_words


def answer_case(document: str | bytes) -> str:
    """What the law asks for next in a notice case, as a JSON document.

    Raises RequestRefused, every error as `path: reason`, for a case that cannot be read.
    """
    case, today = read_notice_case(document)
    answer = judge(case, today)
    return write_notice_answer(answer, why_in_words(answer))
