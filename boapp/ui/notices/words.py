"""What the queue of letters calls kinds, ways and days."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from boapp.domain.decisions import NoticeKind
from boapp.services.notices import DrawnLetter
from boapp.storage.lists.notices import NoticeRow
from boapp.ui.formats import day_text, full_day_text, quantity_text

_KINDS = {
    NoticeKind.CONFIRMATION: "Confirmation",
    NoticeKind.DELAY_FIRST: "Delay, first",
    NoticeKind.DELAY_RENEWED: "Delay, renewed",
    NoticeKind.PART_SHIPMENT: "Part shipment",
    NoticeKind.ARRIVAL: "Goods are ready",
    NoticeKind.STILL_WAITING: "Still waiting",
    NoticeKind.CANCELLATION: "Cancellation",
}
KIND_ICONS = {
    NoticeKind.ARRIVAL: "check",
    NoticeKind.PART_SHIPMENT: "purchasing",
    NoticeKind.STILL_WAITING: "clock",
    NoticeKind.CANCELLATION: "close",
}
_WAYS = {"letter": "letter", "email": "e-mail", "call": "phone", "phone": "phone"}


def tr(words: str) -> str:
    """Words of this page in the clerk's language."""
    return QCoreApplication.translate("Notices", words)


def kind_words(kind: NoticeKind) -> str:
    """What kind of letter it is: "Delay, first"."""
    return tr(_KINDS[kind])


def way_words(row: NoticeRow) -> str:
    """How the customer likes to be told: "letter", "e-mail", "phone"."""
    return tr(_WAYS.get(row.channel, row.channel))


def rule_words(row: NoticeRow) -> str:
    """What asks for the letter: the law's paragraph, else the shop itself."""
    return row.rule or tr("shop rule")


def language_words(row: NoticeRow) -> str:
    """The language the letter is written in, as the letters are so far."""
    return QLocale.languageToString(QLocale(row.language or "en").language())


def days_left(row: NoticeRow, today: date) -> int | None:
    """Days until its last day, negative when it has passed; None when it has none."""
    return None if row.due_by is None else (row.due_by - today).days


def group_of(row: NoticeRow, today: date) -> tuple[int, str]:
    """Under which day a letter stands in the queue, in their order: "Last day today, 23 November"."""
    left = days_left(row, today)
    if left is None or row.due_by is None:
        return 99, tr("No last day")
    if left < 0:
        return -1, tr("Last day has passed")
    if left > 7:
        return 50, tr("Later")
    locale = QLocale()
    day = full_day_text(row.due_by).removesuffix(str(row.due_by.year)).strip(" ,")
    if left == 0:
        return 0, f"{tr('Last day today')}, {day}"
    name = tr("Tomorrow") if left == 1 else locale.dayName(row.due_by.isoweekday())
    return left, f"{name}, {day}"


def last_day_words(row: NoticeRow, today: date) -> tuple[str, str]:
    """The last day and how near it is, for the facts beside the letter."""
    left = days_left(row, today)
    if left is None or row.due_by is None:
        return tr("none"), ""
    name = QLocale().dayName(row.due_by.isoweekday())
    day = f"{name} {day_text(row.due_by, today)}"
    if not row.rule:
        return day, ""
    if left < 0:
        return day, tr("It has passed: tell the customer by phone or e-mail at once.")
    if left == 0:
        return day, tr(
            "Today: a letter by post comes too late; tell the customer by phone or e-mail as well."
        )
    return day, ""


def news_words(row: NoticeRow, today: date) -> str:
    """What the letter tells, line by line: "4 × LAN-0042: told 23 Nov, now no date"."""
    news = []
    for line in row.lines:
        what = f"{quantity_text(line.quantity)} × {line.sku}"
        if row.kind is NoticeKind.ARRIVAL:
            news.append(f"{what}: {tr('set aside')}")
            continue
        before = (
            f"{tr('told')} {day_text(line.before_date, today)}" if line.before_date else tr("no date before")
        )
        after = f"{tr('now')} {day_text(line.after_date, today)}" if line.after_date else tr("now no date")
        news.append(f"{what}: {before}, {after}")
    return "\n".join(news)


def who_and_what(letter: DrawnLetter) -> str:
    """A letter in a few words, for messages: "SO-1193-1 to Ελένη Παπαδοπούλου"."""
    return f"{letter.number} {tr('to')} {letter.notice.customer}"
