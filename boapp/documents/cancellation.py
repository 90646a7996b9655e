"""The letter that an order, or some of it, is cancelled: why, what comes back and by when (notices 2 rules 10 to 15).

In the United States an order can lapse by a day that passed; elsewhere only the customer or the shop ends it, and
then the refund is at once (notices 3 rule 7). Nothing has to be answered: the part to cut off only offers.
"""

from datetime import date

from boapp.documents.letter import CancelCause, CancellationLetter, Letterhead, LetterLine
from boapp.documents.page import Cell, Choice, Content, Fact, Look, Paragraph, Reply, Rich, Table
from boapp.documents.parts import (
    greeting,
    item_cell,
    more_rows_text,
    order_facts,
    price_rows,
    reply_part,
    signed,
    whole_letter,
)
from boapp.documents.wording import Wording, shortened_reason, within, wording_of
from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.errors import ShopError

LAPSES = (CancelCause.NO_NOTICE, CancelCause.NO_CONSENT, CancelCause.DATE_PASSED)


def compose_cancellation(letter: CancellationLetter, letterhead: Letterhead, today: date) -> Content:
    """A cancellation letter in the order of letters 2.

    Raises ShopError when nothing is cancelled, when a US refund has no last day, or when a day that passed is said
    to cancel where the law knows no such thing.
    """
    _check(letter)
    wording = wording_of(letter)
    return whole_letter(
        wording,
        letter,
        facts=_facts(wording, letter, today),
        subject=_subject(wording, letter),
        blocks=(
            greeting(wording, letter),
            _news(wording, letter),
            wording.paragraph(*_refund(wording, letter, today)),
            *_worked_out(wording, letter),
            _table(wording, letter),
            wording.paragraph(wording.say("cancel.again"), look=Look.OPTIONAL),
            wording.paragraph(wording.say("regards")),
            signed(wording, letterhead),
        ),
        reply=_reply(wording, letter, letterhead),
    )


def _check(letter: CancellationLetter) -> None:
    if not letter.cancelled_lines:
        raise ShopError(
            letter.record, "nothing of it is cancelled, so there is no cancellation to write about"
        )
    american = letter.jurisdiction == Jurisdiction.US
    if letter.cause in LAPSES and not american:
        raise ShopError(
            letter.record,
            "no order lapses by itself outside the United States; say whether customer or shop cancelled it",
        )
    undated = letter.money_back is not None and letter.money_back.by_date is None
    if american and undated and not letter.seller_credit:
        raise ShopError(letter.record, "the letter needs the last day of the refund")


def _country(letter: CancellationLetter) -> str:
    return "us" if letter.jurisdiction == Jurisdiction.US else "eu"


def _cancelled(wording: Wording, letter: CancellationLetter) -> str:
    """The word as the country spells it."""
    return wording.texts[f"{_country(letter)}.cancelled"]


def _order(wording: Wording, letter: CancellationLetter, place: str = "") -> str:
    """What is cancelled: all, the rest of what was sent, or part of what is still to come."""
    if not _keeps_some(letter):
        return wording.texts[f"order{place}"]
    return wording.texts[f"order.part{place}" if _keeps_waiting(letter) else f"order.rest{place}"]


def _keeps_some(letter: CancellationLetter) -> bool:
    return any(line.kept_quantity for line in letter.lines)


def _keeps_waiting(letter: CancellationLetter) -> bool:
    """Whether something is neither cancelled nor with the customer."""
    return any(line.kept_quantity > line.shipped_quantity for line in letter.lines)


def _facts(wording: Wording, letter: CancellationLetter, today: date) -> tuple[Fact, ...]:
    label = wording.texts[f"{_country(letter)}.cancelled_on"]
    facts = (*order_facts(wording, letter, today), Fact(label, wording.day(letter.cancelled_on)))
    back = letter.money_back
    if back is None or back.by_date is None or back.by_date < today:
        return facts
    return (*facts, Fact(wording.texts["fact.refund_by"], wording.day(back.by_date), strong=True))


def _subject(wording: Wording, letter: CancellationLetter) -> str:
    """The news, with the amount."""
    order, cancelled = _order(wording, letter), _cancelled(wording, letter)
    if letter.money_back:
        amount = wording.money(letter.money_back.amount)
        return wording.plain("cancel.subject", order=order, cancelled=cancelled, amount=amount)
    key = "cancel.subject.nothing_back" if letter.refund else "cancel.subject.unpaid"
    return wording.plain(key, order=order, cancelled=cancelled)


def _news(wording: Wording, letter: CancellationLetter) -> Paragraph:
    """Why it is cancelled, sorry, the reason."""
    text = shortened_reason(letter.reason)
    return wording.paragraph(
        _why(wording, letter),
        wording.say("reason", reason=text) if text else (),
        wording.say("cancel.rest", cancelled=_cancelled(wording, letter)) if _keeps_waiting(letter) else (),
    )


def _why(wording: Wording, letter: CancellationLetter) -> Rich:
    """Which day passed, or who ended it: rules 10 and 11; outside the US rule 7."""
    order, cancelled = _order(wording, letter, ".inside"), _cancelled(wording, letter)
    key = f"cancel.{letter.cause.value}"
    if letter.cause is CancelCause.SHOP_GAVE_UP:
        first, *others = letter.cancelled_lines
        if others:
            count = str(len(letter.cancelled_lines))
            return wording.say(f"{key}.several", count=count, cancelled=cancelled)
        return wording.say(key, item=wording.item(first), cancelled=cancelled)
    if letter.cause is CancelCause.CUSTOMER:
        return wording.say(key, order=order, day=wording.day(letter.cancelled_on), cancelled=cancelled)
    day = wording.texts["cancel.days"] if letter.days_differ else wording.day(letter.last_day)
    if letter.cause is CancelCause.NO_NOTICE and not letter.promised:
        key = "cancel.no_notice.due"
    return wording.say(key, order=order, day=day, cancelled=cancelled)


def _refund(wording: Wording, letter: CancellationLetter, today: date) -> tuple[Rich, ...]:
    """Amount, way and last day, or that nothing is charged: rules 12 and 14."""
    nothing_to_do = wording.say("cancel.nothing_to_do")
    back, cancelled = letter.money_back, _cancelled(wording, letter)
    if back is None:
        part = ".part" if _keeps_some(letter) else ""
        key = "cancel.nothing_back" if letter.refund else f"cancel.unpaid{part}"
        return wording.say(key, cancelled=cancelled), nothing_to_do
    key, amount, to = f"{_country(letter)}.cancel.refund", wording.money(back.amount), wording.refund_to(back)
    if back.by_date is None:
        key += ".credit" if letter.seller_credit and _country(letter) == "us" else ".no_date"
        return wording.say(key, amount=amount, to=to), nothing_to_do
    key += ".late" if back.by_date < today else ""
    return wording.say(key, amount=amount, to=to, date=wording.day(back.by_date)), nothing_to_do


def _worked_out(wording: Wording, letter: CancellationLetter) -> tuple[Paragraph, ...]:
    """Why the refund is less than what was paid: rule 15."""
    if letter.money_back is None or not _keeps_some(letter):
        return ()
    kind = "kept" if _keeps_waiting(letter) else "received"
    return (
        wording.paragraph(
            wording.say(f"cancel.worked_out.{kind}", cancelled=_cancelled(wording, letter)),
        ),
    )


def _table(wording: Wording, letter: CancellationLetter) -> Table:
    """What is cancelled; with what is kept, its price alone and the difference, when some is kept."""
    priced = all(line.unit_price is not None for line in letter.lines)
    kept = _keeps_some(letter)
    heads = ["column.item", f"{_country(letter)}.column.cancelled"]
    if kept:
        heads.insert(1, "column.ordered")
    if priced:
        heads += ["column.together", "column.kept"] if kept else ["column.price"]
    words = tuple(wording.texts[head] for head in heads)
    rows = tuple(_row(wording, letter, line, kept=kept, priced=priced) for line in letter.lines)
    charges, totals = _sums(wording, letter, len(heads)) if priced else ((), ())
    return Table(words, rows, charges, totals, more_rows_text(wording))


def _row(
    wording: Wording, letter: CancellationLetter, line: LetterLine, *, kept: bool, priced: bool
) -> tuple[Cell, ...]:
    """A line: ordered, cancelled, what it costs, what is kept of it costs."""
    none = wording.texts["none"]
    gone = line.cancelled_quantity
    cells = [item_cell(letter, line)]
    if kept:
        cells.append(Cell(wording.quantity(line.ordered_quantity, line.unit)))
    cells.append(Cell(wording.quantity(gone, line.unit) if gone else none, strong=bool(gone)))
    if priced:
        cells.append(Cell(wording.money(line.amount(line.ordered_quantity))))
    if priced and kept:
        left = line.kept_quantity
        cells.append(Cell(wording.money(line.amount(left)) if left else none))
    return tuple(cells)


def _sums(
    wording: Wording, letter: CancellationLetter, columns: int
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[tuple[Cell, ...], ...]]:
    """Charges and totals: what was paid, what is kept, and the refund as their difference."""
    kept = _keeps_some(letter)
    last = columns - 1
    column = last - 1 if kept else last
    total = sum(line.amount(line.ordered_quantity) for line in letter.lines)
    total += sum(charge.amount for charge in letter.charges)
    paid = letter.money_back.amount + letter.kept_amount if letter.money_back else total
    key = "total.paid" if letter.money_back and paid == total and not kept else "total"
    charges, totals = price_rows(wording, letter, columns, column, total, key, last=False)
    if kept:
        charges = tuple((*row[:-1], row[column]) for row in charges)
        totals = tuple((*row[:-1], Cell(wording.money(letter.kept_amount))) for row in totals)
    blank = (Cell(),) * (column - 1)
    if paid != total:
        rest = (Cell(),) if kept else ()
        totals += ((Cell(wording.texts["total.paid"]), *blank, Cell(wording.money(paid)), *rest),)
    if letter.money_back is None:
        return charges, totals
    amount = Cell(wording.money(letter.money_back.amount), strong=True)
    label = Cell(wording.texts["total.refund"], strong=True)
    return charges, (*totals, (label, *(Cell(),) * (columns - 2), amount))


def _reply(wording: Wording, letter: CancellationLetter, letterhead: Letterhead) -> Reply:
    """To hear when it is back; to say that the money did not come."""
    first, *others = letter.cancelled_lines
    if others:
        tell = wording.say("cancel.box.tell.several")
    else:
        tell = wording.say("cancel.box.tell", item=within(first.name or first.sku, 0.7))
    choices = [Choice(tell, wording.texts["cancel.box.tell.note"])]
    if letter.money_back is None:
        choices.append(Choice(wording.say("part.box.call"), fill_in=True))
    elif _country(letter) == "us":
        note = wording.texts["us.cancel.box.refund.note"]
        choices.append(Choice(wording.say("us.cancel.box.refund"), note))
    else:
        choices.append(Choice(wording.say("eu.cancel.box.refund"), fill_in=True))
    return reply_part(wording, letter, letterhead, choices=tuple(choices), title="cancel.reply")
