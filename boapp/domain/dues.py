"""Which letters become due by what has happened, each piece of news once (notices 1; semantics 2).

The ledger says what a customer was told, unit by unit; the allocations say what he may count
on now. Where a told date cannot be kept, or a date is known at last, there is news. A run, a
slipped delivery, a short receipt or a late supply all end here, so that the same change never
makes two letters and news that is no news any more takes its unprinted letter back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from boapp.domain.calendar import Calendar
from boapp.domain.decisions import NoticeDue, NoticeKind, NoticeLine, ToldBy
from boapp.domain.notice_rules import as_if_told, judge
from boapp.domain.notice_rules.cases import Jurisdiction, Notice, NoticeCase, Sale, State
from boapp.domain.notice_rules.cases import NoticeKind as LawNoticeKind

DELAYS = (NoticeKind.DELAY_FIRST, NoticeKind.DELAY_RENEWED, NoticeKind.CANCELLATION)


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """One entry of the ledger: so much by that day (None: no date could be given), told on `told_on`.

    `cancelled`: what has no date here was told to be cancelled.
    """

    act_id: int
    quantity: int
    latest_date: date | None
    told_by: ToldBy
    told_on: date
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class HeldPart:
    """So much of a line is in the house, or comes on that day; None: nobody knows when."""

    quantity: int
    day: date | None
    here: bool = False


@dataclass(frozen=True, slots=True)
class PromisedLine:
    """A waiting line of which something was told, with all that a notice about it rests on.

    Quantities in 1/10,000 units. `jurisdiction` is what was noted for order or customer, or empty.
    """

    line_id: int
    order_id: int
    customer_id: int
    open_quantity: int
    ordered_date: date
    complete_on: date | None = None
    stated_ship_date: date | None = None
    sale: str = Sale.DISTANCE
    seller_credit: bool = False
    jurisdiction: str = ""
    country: str = ""
    told: tuple[ToldEntry, ...] = ()
    held: tuple[HeldPart, ...] = ()


@dataclass(frozen=True, slots=True)
class UnprintedNotice:
    """A notice that is due or drafted, and the lines it speaks of."""

    notice_id: int
    kind: NoticeKind
    customer_id: int
    lines: tuple[NoticeLine, ...]


@dataclass(frozen=True, slots=True)
class TellingRules:
    """What the shop adds before a computed date is told: slack, then the next open day (semantics 2).

    A late supply counts from today + `late_receipt_days`, but has no date to tell (semantics 1).
    """

    calendar: Calendar
    slack_days: int = 0
    late_receipt_days: int = 1

    def date_to_tell(self, house_date: date) -> date:
        """The date a customer is told for goods that are in the house on a day."""
        return self.calendar.on_or_after(house_date + timedelta(days=self.slack_days))


@dataclass(frozen=True, slots=True)
class Coming:
    """The day from which goods count, and the day that can be promised for them; None: none can."""

    day: date
    promised: date | None

    @property
    def unsure(self) -> bool:
        """Whether nobody can say when it comes; what is sure serves the earliest told dates."""
        return self.promised is None and self.day > date.min


# A quantity and its day; None is "no date", the last of all.
Parts = list[tuple[date | None, int]]
LawOf = Callable[[PromisedLine], Jurisdiction]


def told_parts(line: PromisedLine) -> Parts:
    """What holds of the told dates for what is still owed: the last act's word, its first units gone already."""
    if not line.told:
        return []
    last = line.told[-1].act_id
    parts = _by_day((entry.latest_date, entry.quantity) for entry in line.told if entry.act_id == last)
    gone = sum(quantity for _, quantity in parts) - line.open_quantity
    return _without_first(parts, gone)


def coming_parts(
    line: PromisedLine, today: date, rules: TellingRules, *, decided: bool = True
) -> list[tuple[Coming, int]]:
    """When what is owed comes: what is here, what has a date, what is late, what nothing covers.

    What nothing covers is only said once somebody has `decided` on it: before the first run an
    order is not late, it is just new.
    """
    parts = [(_coming(part, today, rules), part.quantity) for part in line.held]
    covered = sum(part.quantity for part in line.held)
    if decided and covered < line.open_quantity:
        parts.append((Coming(date.max, None), line.open_quantity - covered))
    return sorted(parts, key=lambda part: (part[0].unsure, part[0].day))


def _coming(part: HeldPart, today: date, rules: TellingRules) -> Coming:
    if part.here:
        return Coming(date.min, None)  # it is shipped or set aside, which has a letter of its own
    if part.day is not None and part.day >= today:
        return Coming(part.day, part.day)
    return Coming(today + timedelta(days=rules.late_receipt_days), None)


def news_of(
    line: PromisedLine, today: date, rules: TellingRules, *, decided: bool = True
) -> tuple[NoticeLine, ...]:
    """What the customer of a line has to hear: told dates that break, and dates known at last.

    A late supply breaks what was told only when it cannot be there in time any more. Who was told
    that it is cancelled waits for no date, so that none is news.
    """
    told = told_parts(line)
    if line.told and line.told[-1].cancelled:
        told = [part for part in told if part[0] is not None]
    sums: dict[tuple[date | None, date | None], int] = {}
    for told_day, coming, quantity in _side_by_side(told, coming_parts(line, today, rules, decided=decided)):
        new_day = None if coming.promised is None else rules.date_to_tell(coming.promised)
        news = new_day is not None if told_day is None else coming.day > told_day
        if news:
            sums[told_day, new_day] = sums.get((told_day, new_day), 0) + quantity
    return tuple(
        NoticeLine(line.line_id, quantity, before, after) for (before, after), quantity in sums.items()
    )


def told_after(line: PromisedLine, news: Iterable[NoticeLine]) -> Parts:
    """What holds of the told dates once the customer has heard the news."""
    parts = told_parts(line)
    for one in news:
        left = one.quantity
        kept: Parts = []
        for day, quantity in parts:
            moved = min(quantity, left) if day == one.before_date else 0
            left -= moved
            kept.append((day, quantity - moved))
        parts = [*kept, (one.after_date, one.quantity - left)]
    return _by_day(parts)


def delay_notices(
    lines: Iterable[PromisedLine],
    today: date,
    rules: TellingRules,
    law_of: LawOf,
    is_decided: Callable[[int], bool] = lambda _: True,
) -> list[NoticeDue]:
    """The delay letters that are due, most urgent first; a customer's lines go together as far as the law lets them.

    `is_decided` tells of a line whether what it lacks was decided on (see `coming_parts`).
    """
    letters: dict[tuple[object, ...], NoticeDue] = {}
    for line in lines:
        news = news_of(line, today, rules, decided=is_decided(line.line_id))
        if not news:
            continue
        law = law_of(line)
        due = _judged(line, news, today, law)
        key = (due.customer_id, due.kind, *_one_letter(law, due, line.order_id))
        letters[key] = _joined(letters[key], due) if key in letters else due
    return sorted(
        letters.values(), key=lambda due: (due.due_by or date.max, due.customer_id, due.lines[0].line_id)
    )


def notice_case(line: PromisedLine, law: Jurisdiction) -> NoticeCase:
    """A waiting line as the law sees it: the first date told is the promise, later ones are notices."""
    tellings: dict[int, list[ToldEntry]] = {}
    for entry in line.told:
        tellings.setdefault(entry.act_id, []).append(entry)
    spoken = [(entries[0].told_on, _last_day(entries)) for entries in tellings.values()]
    promise = line.stated_ship_date or (spoken[0][1] if spoken else None)
    return NoticeCase(
        jurisdiction=law,
        order_complete_date=line.complete_on or line.ordered_date,
        stated_ship_date=promise,
        seller_credit=line.seller_credit,
        sale=Sale(line.sale),
        notices=tuple(Notice(told_on, day) for told_on, day in spoken[1:]),
    )


def with_unprinted(arrival: NoticeDue, unprinted: Iterable[UnprintedNotice]) -> tuple[NoticeDue, list[int]]:
    """One arrival letter a customer: what was set aside before and is not printed yet comes into the new one."""
    earlier = [
        notice
        for notice in unprinted
        if notice.kind is arrival.kind and notice.customer_id == arrival.customer_id
    ]
    quantities: dict[int, int] = {}
    for line in [*(line for notice in earlier for line in notice.lines), *arrival.lines]:
        quantities[line.line_id] = quantities.get(line.line_id, 0) + line.quantity
    lines = tuple(NoticeLine(line_id, quantity) for line_id, quantity in quantities.items())
    return replace(arrival, lines=lines), [notice.notice_id for notice in earlier]


def without_told(event: NoticeDue, delays: Iterable[NoticeDue]) -> NoticeDue | None:
    """A part-shipment letter without lines whose delay letter says it already; None when nothing is left."""
    told = {line.line_id for delay in delays for line in delay.lines}
    lines = tuple(line for line in event.lines if line.line_id not in told)
    return replace(event, lines=lines) if lines else None


def left_without(unprinted: Iterable[UnprintedNotice]) -> set[int]:
    """Lines of which an unprinted letter says that no date can be given: what they lack was decided on."""
    return {
        line.line_id
        for notice in unprinted
        if notice.kind in DELAYS
        for line in notice.lines
        if line.after_date is None
    }


def reconcile(
    due: Sequence[NoticeDue], unprinted: Sequence[UnprintedNotice]
) -> tuple[list[NoticeDue], list[int]]:
    """What is new among the letters due, and which unprinted delay letters are overtaken by events."""
    waiting = {
        (notice.customer_id, notice.kind, frozenset(notice.lines)): notice.notice_id
        for notice in unprinted
        if notice.kind in DELAYS
    }
    wanted = {(notice.customer_id, notice.kind, frozenset(notice.lines)): notice for notice in due}
    new = [notice for key, notice in wanted.items() if key not in waiting]
    return new, [notice_id for key, notice_id in waiting.items() if key not in wanted]


def _judged(line: PromisedLine, news: tuple[NoticeLine, ...], today: date, law: Jurisdiction) -> NoticeDue:
    case = notice_case(line, law)
    answer = judge(case, today)
    told = as_if_told(case, _told_now(news), today)
    kind = NoticeKind.DELAY_RENEWED if case.notices else NoticeKind.DELAY_FIRST
    by = answer.binding_date or answer.last_day
    if answer.next_notice is not None:
        by = answer.next_notice.by
        renewed = answer.next_notice.kind is LawNoticeKind.RENEWED
        kind = NoticeKind.DELAY_RENEWED if renewed else NoticeKind.DELAY_FIRST
    if answer.state is State.CANCELLED:
        return NoticeDue(
            NoticeKind.CANCELLATION, line.customer_id, news, answer.refund_by, ", ".join(answer.rules)
        )
    return NoticeDue(kind, line.customer_id, news, by, told.rules[0] if told.rules else "")


def _one_letter(law: Jurisdiction, due: NoticeDue, order_id: int) -> tuple[object, ...]:
    """What the lines of one letter must have in common, beside customer and kind.

    In the US the old and the new date decide what silence means (16 CFR 435.2(b)(1)(ii), (iii)).
    Elsewhere silence means nothing, so that a first notice may name each line's own dates;
    only those without a date are told apart. A refund is worked out order by order, from all
    that is cancelled of it.
    """
    if due.kind is NoticeKind.CANCELLATION:
        return (order_id,)
    if law is Jurisdiction.US or due.kind is not NoticeKind.DELAY_FIRST:
        return (due.rule, _told_before(due.lines), _told_now(due.lines))
    return (_told_now(due.lines) is None,)


def _joined(one: NoticeDue, other: NoticeDue) -> NoticeDue:
    days = [due.due_by for due in (one, other) if due.due_by is not None]
    return replace(one, lines=one.lines + other.lines, due_by=min(days, default=None))


def _told_before(news: tuple[NoticeLine, ...]) -> date | None:
    return min((one.before_date for one in news if one.before_date is not None), default=None)


def _told_now(news: Iterable[NoticeLine]) -> date | None:
    days = [one.after_date for one in news]
    return None if None in days else max(day for day in days if day is not None)


def _last_day(entries: Iterable[ToldEntry]) -> date | None:
    days = [entry.latest_date for entry in entries]
    return None if None in days else max(day for day in days if day is not None)


def _by_day(parts: Iterable[tuple[date | None, int]]) -> Parts:
    return sorted((part for part in parts if part[1]), key=lambda part: part[0] or date.max)


def _without_first(parts: Parts, quantity: int) -> Parts:
    left = max(0, quantity)
    kept: Parts = []
    for day, whole in parts:
        taken = min(left, whole)
        left -= taken
        kept.append((day, whole - taken))
    return [part for part in kept if part[1]]


def _side_by_side(told: Parts, coming: Sequence[tuple[Coming, int]]) -> list[tuple[date | None, Coming, int]]:
    """Pair told units with coming units so that as many told dates as possible are kept.

    The latest told date takes the latest goods that keep it, so that goods in the house and
    early ones are left for those who need them; what is then left over meets in its order.
    """
    left = [quantity for _, quantity in coming]
    pairs: list[tuple[date | None, Coming, int]] = []
    missed: Parts = []
    latest_first = sorted(range(len(coming)), key=lambda place: coming[place][0].day, reverse=True)
    for told_day, quantity in reversed(told):
        in_time = [
            place for place in latest_first if told_day is not None and coming[place][0].day <= told_day
        ]
        taken = _take(told_day, quantity, in_time, coming, left)
        pairs += taken
        missed.insert(0, (told_day, quantity - sum(each[2] for each in taken)))
    for told_day, quantity in missed:
        pairs += _take(told_day, quantity, range(len(coming)), coming, left)
    return pairs


def _take(
    told_day: date | None,
    quantity: int,
    places: Iterable[int],
    coming: Sequence[tuple[Coming, int]],
    left: list[int],
) -> list[tuple[date | None, Coming, int]]:
    pairs = []
    for place in places:
        paired = min(quantity, left[place])
        if paired:
            pairs.append((told_day, coming[place][0], paired))
            quantity -= paired
            left[place] -= paired
    return pairs
