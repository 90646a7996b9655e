"""The letter that says both: what ships today, and what waits with its own date (notices 1, semantics 7).

With `confirmation` it is the order confirmation of an order with something to wait for. An estimate is printed
as "about" and explained (semantics 2); nothing here changes a date that was told: that is the delay letter.
"""

from datetime import date

from boapp.documents.letter import Letterhead, LetterLine, PartShipmentLetter
from boapp.documents.page import Cell, Choice, Content, Look, Paragraph, Reply, Rich, Table
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
from boapp.documents.wording import Wording, within, wording_of
from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.errors import ShopError


def compose_part_shipment(letter: PartShipmentLetter, letterhead: Letterhead, today: date) -> Content:
    """A part shipment or an order confirmation in the order of letters 2.

    Raises ShopError for a part shipment of which nothing ships or nothing waits.
    """
    if not letter.confirmation and not letter.part_shipped:
        raise ShopError(letter.record, "nothing of it ships, so there is no part shipment to write about")
    if not letter.confirmation and not letter.waiting_lines:
        raise ShopError(letter.record, "nothing of it is waiting; a delivery note is enough")
    wording = wording_of(letter)
    choice = (_choice(wording, letter),) if letter.waiting_lines else ()
    return whole_letter(
        wording,
        letter,
        facts=order_facts(wording, letter, today),
        subject=_subject(wording, letter),
        blocks=(
            greeting(wording, letter),
            _news(wording, letter),
            _table(wording, letter),
            *_explained(wording, letter),
            *choice,
            wording.paragraph(wording.say("regards")),
            signed(wording, letterhead),
        ),
        reply=_reply(wording, letter, letterhead),
    )


def _when(wording: Wording, line: LetterLine) -> str:
    """The day of the rest in words: "by July 8, 2027", "about July 8, 2027", or that there is none."""
    if line.new_date is None:
        return wording.texts["part.when.no_date"]
    return wording.plain(
        "part.when.about" if line.estimated else "part.when", date=wording.day(line.new_date)
    )


def _subject(wording: Wording, letter: PartShipmentLetter) -> str:
    """The news; with figures and date when it is about one line."""
    if letter.confirmation:
        if not letter.waiting_lines:
            return wording.texts["part.subject.confirmed.all"]
        return wording.texts[
            "part.subject.confirmed" if letter.part_shipped else "part.subject.confirmed.waits"
        ]
    if len(letter.lines) > 1:
        return wording.texts["part.subject.many"]
    return wording.plain("part.subject.one", **_figures(wording, letter.lines[0]))


def _figures(wording: Wording, line: LetterLine) -> dict[str, str]:
    """The quantities and the date of one line in words."""
    return {
        "ordered": wording.quantity(line.ordered_quantity, line.unit),
        "shipped": wording.quantity(line.shipped_quantity, line.unit),
        "waiting": wording.quantity(line.waiting_quantity, line.unit),
        "item": wording.item(line),
        "when": _when(wording, line),
        "ship": wording.verb("part.ship", line.shipped_quantity),
        "follow": wording.verb("part.follow", line.waiting_quantity),
    }


def _news(wording: Wording, letter: PartShipmentLetter) -> Paragraph:
    """What ships today and what follows when."""
    sentences: list[Rich] = [wording.say("part.confirmed")] if letter.confirmation else []
    tracking = (
        wording.plain("part.tracking", tracking=within(letter.tracking, 0.6)) if letter.tracking else ""
    )
    alone = letter.lines[0] if len(letter.lines) == 1 else None
    if letter.part_shipped:
        if not letter.waiting_lines:
            sentences.append(wording.say("part.now.all", tracking=tracking))
        elif alone:
            sentences.append(wording.say("part.now.one", tracking=tracking, **_figures(wording, alone)))
            sentences.append(wording.say("part.rest.one", **_figures(wording, alone)))
        else:
            sentences.append(wording.say("part.now.many", tracking=tracking))
            sentences.append(wording.say("part.rest.many"))
        if letter.waiting_lines and letter.charges:
            sentences.append(wording.say("part.once"))
    elif alone:
        sentences.append(wording.say("part.waits.one", **_figures(wording, alone)))
    else:
        sentences.append(wording.say("part.waits.many"))
    return wording.paragraph(*sentences)


def _explained(wording: Wording, letter: PartShipmentLetter) -> tuple[Paragraph, ...]:
    """What "about" means, when it is used, and that a change of date is told in time."""
    if not letter.waiting_lines:
        return ()
    about = any(line.estimated for line in letter.waiting_lines)
    meaning = wording.say("part.about") if about else ()
    look = Look.PLAIN if about else Look.OPTIONAL
    return (wording.paragraph(meaning, wording.say("part.change"), look=look),)


def _choice(wording: Wording, letter: PartShipmentLetter) -> Paragraph:
    """What happens if the customer does nothing, and that the rest can be cancelled."""
    if letter.money_back is None:
        return wording.paragraph(wording.say("part.choice.unpaid"))
    amount, to = wording.money(letter.money_back.amount), wording.refund_to(letter.money_back)
    return wording.paragraph(wording.say("part.choice", amount=amount, to=to))


def _table(wording: Wording, letter: PartShipmentLetter) -> Table:
    """Ordered, ships now, waiting, date, and the price of all that was ordered."""
    arrives = "column.us.date" if letter.jurisdiction == Jurisdiction.US else "column.eu.date"
    heads = ["column.item", "column.ordered", "column.ships_now", "column.waiting", arrives]
    priced = all(line.unit_price is not None for line in letter.lines)
    rows = tuple(_row(wording, letter, line, priced=priced) for line in letter.lines)
    if not priced:
        return Table(tuple(wording.texts[head] for head in heads), rows, more=more_rows_text(wording))
    heads.append("column.amount")
    total = sum(line.amount(line.ordered_quantity) for line in letter.lines)
    total += sum(charge.amount for charge in letter.charges)
    key = "total.paid" if letter.money_back else "total"
    charges, totals = price_rows(wording, letter, len(heads), 5, total, key)
    return Table(tuple(wording.texts[head] for head in heads), rows, charges, totals, more_rows_text(wording))


def _row(wording: Wording, letter: PartShipmentLetter, line: LetterLine, *, priced: bool) -> tuple[Cell, ...]:
    """One line: ten ordered, four ship, six wait until July."""
    waits = bool(line.waiting_quantity)
    day = wording.day_or_none(line.new_date, estimated=line.estimated, short=True) if waits else ""
    return (
        item_cell(letter, line),
        Cell(wording.quantity(line.ordered_quantity, line.unit)),
        Cell(wording.quantity(line.shipped_quantity, line.unit)),
        Cell(wording.quantity(line.waiting_quantity, line.unit), strong=waits),
        Cell(day, strong=True),
        *((Cell(wording.money(line.amount(line.ordered_quantity))),) if priced else ()),
    )


def _reply(wording: Wording, letter: PartShipmentLetter, letterhead: Letterhead) -> Reply:
    """Cancel the rest, send it together, be called."""
    choices: list[Choice] = []
    if letter.waiting_lines and letter.money_back:
        spans = wording.say("part.box.cancel", amount=wording.money(letter.money_back.amount))
        choices.append(Choice(spans))
    elif letter.waiting_lines:
        choices.append(Choice(wording.say("part.box.cancel.unpaid")))
    if len(letter.waiting_lines) > 1:
        choices.append(Choice(wording.say("part.box.together")))
    choices.append(Choice(wording.say("part.box.call"), fill_in=True))
    return reply_part(wording, letter, letterhead, choices=tuple(choices), title="part.reply")
