"""The good news: goods are set aside for the customer, to collect or about to be shipped (notices 1, semantics 2)."""

from datetime import date

from boapp.documents.letter import ArrivalLetter, ArrivalWay, Letterhead, LetterLine
from boapp.documents.page import Cell, Choice, Content, Fact, Paragraph, Reply, Table
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
from boapp.errors import ShopError

MOST_NAMED_ITEMS = 3


def compose_arrival(letter: ArrivalLetter, letterhead: Letterhead, today: date) -> Content:
    """An arrival letter in the order of letters 2.

    Raises ShopError when nothing is set aside: a letter that says "ready" exists only for such goods (semantics 2).
    """
    if not _ready_lines(letter):
        raise ShopError(
            letter.record, "nothing of it is set aside; set goods aside before writing that they are here"
        )
    wording = wording_of(letter)
    facts = order_facts(wording, letter, today)
    if letter.keep_until:
        facts += (Fact(wording.texts["fact.kept_until"], wording.day(letter.keep_until), strong=True),)
    if letter.balance:
        facts += (Fact(wording.texts["fact.to_pay"], wording.money(letter.balance), strong=True),)
    return whole_letter(
        wording,
        letter,
        facts=facts,
        subject=_subject(wording, letter),
        blocks=(
            greeting(wording, letter),
            _news(wording, letter),
            _table(wording, letter),
            *_rest(wording, letter),
            *_balance(wording, letter),
            wording.paragraph(wording.say(f"arrival.changed.{letter.way.value}")),
            wording.paragraph(wording.say("regards")),
            signed(wording, letterhead),
        ),
        reply=_reply(wording, letter, letterhead),
    )


def _ready_lines(letter: ArrivalLetter) -> tuple[LetterLine, ...]:
    """The lines with goods on the hold shelf."""
    return tuple(line for line in letter.lines if line.ready_quantity)


def _subject(wording: Wording, letter: ArrivalLetter) -> str:
    """The news."""
    part = ".part" if letter.waiting_lines else ""
    return wording.texts[f"arrival.subject.{letter.way.value}{part}"]


def _news(wording: Wording, letter: ArrivalLetter) -> Paragraph:
    """That it is here, where, until when."""
    here = wording.say("arrival.here.part" if letter.waiting_lines else "arrival.here")
    keep = wording.say("arrival.keep", date=wording.day(letter.keep_until)) if letter.keep_until else ()
    if letter.way is ArrivalWay.COLLECT:
        place = "arrival.collect.hours" if letter.hours else "arrival.collect"
        where = wording.say(
            place if letter.place else "arrival.collect.anywhere",
            place=within(letter.place, 1),
            hours=within(letter.hours, 1),
        )
        return wording.paragraph(here, where, wording.say("arrival.slip"), keep)
    if letter.balance:
        return wording.paragraph(here, wording.say("arrival.ship.balance"), keep)
    if letter.ship_date:
        return wording.paragraph(here, wording.say("arrival.ship.date", date=wording.day(letter.ship_date)))
    return wording.paragraph(here, wording.say("arrival.ship"))


def _table(wording: Wording, letter: ArrivalLetter) -> Table:
    """What is ready, with prices, deposit and balance when money is a topic."""
    ready = _ready_lines(letter)
    priced = all(line.unit_price is not None for line in ready)
    heads = ["column.item", "column.quantity", *(["column.each", "column.amount"] if priced else [])]
    rows = tuple(_row(wording, letter, line, priced=priced) for line in ready)
    words = tuple(wording.texts[head] for head in heads)
    if not priced:
        return Table(words, rows, more=more_rows_text(wording))
    total = sum(line.amount(line.ready_quantity) for line in ready) + sum(
        charge.amount for charge in letter.charges
    )
    charges, totals = price_rows(wording, letter, len(heads), 3, total, "total", last=letter.balance is None)
    return Table(words, rows, charges, totals + _money_rows(wording, letter), more_rows_text(wording))


def _money_rows(wording: Wording, letter: ArrivalLetter) -> tuple[tuple[Cell, ...], ...]:
    """Deposit and balance under the total."""
    rows = []
    if letter.deposit:
        amount = Cell(wording.money(-letter.deposit).replace("-", "−"))
        rows.append((Cell(wording.texts["total.deposit"]), Cell(), Cell(), amount))
    if letter.balance is not None:
        amount = Cell(wording.money(letter.balance), strong=True)
        rows.append((Cell(wording.texts["total.to_pay"], strong=True), Cell(), Cell(), amount))
    return tuple(rows)


def _row(wording: Wording, letter: ArrivalLetter, line: LetterLine, *, priced: bool) -> tuple[Cell, ...]:
    """One line that is here."""
    cells = (item_cell(letter, line), Cell(wording.quantity(line.ready_quantity, line.unit)))
    if not priced:
        return cells
    return (
        *cells,
        Cell(wording.money(line.unit_price or 0)),
        Cell(wording.money(line.amount(line.ready_quantity))),
    )


def _rest(wording: Wording, letter: ArrivalLetter) -> tuple[Paragraph, ...]:
    """What is still on its way, with its date."""
    waiting = letter.waiting_lines
    if not waiting:
        return ()
    items = [
        wording.plain(
            "arrival.rest.item",
            quantity=wording.quantity(line.waiting_quantity, line.unit),
            item=wording.item(line),
            when=wording.day_or_none(line.new_date, estimated=line.estimated),
        )
        for line in waiting[:MOST_NAMED_ITEMS]
    ]
    if len(waiting) > MOST_NAMED_ITEMS:
        items.append(wording.plain("arrival.rest.more", count=str(len(waiting) - MOST_NAMED_ITEMS)))
    return (wording.paragraph(wording.say("arrival.rest", items=", ".join(items))),)


def _balance(wording: Wording, letter: ArrivalLetter) -> tuple[Paragraph, ...]:
    """What is still to pay."""
    if not letter.balance:
        return ()
    return (
        wording.paragraph(
            wording.say(f"arrival.balance.{letter.way.value}", amount=wording.money(letter.balance)),
        ),
    )


def _reply(wording: Wording, letter: ArrivalLetter, letterhead: Letterhead) -> Reply:
    """The slip to bring along, or what to do when something has changed."""
    keep = Choice(wording.say("arrival.box.keep"), fill_in=True)
    if letter.way is ArrivalWay.COLLECT:
        choices = (Choice(wording.say("arrival.box.post")), keep, _unwanted(wording, letter))
        signature = "reply.received"
    else:
        address = Choice(wording.say("arrival.box.address"), fill_in=True)
        choices = (address, keep, _unwanted(wording, letter))
        signature = "reply.signature"
    title = f"arrival.reply.{letter.way.value}"
    return reply_part(wording, letter, letterhead, choices=choices, title=title, signature=signature)


def _unwanted(wording: Wording, letter: ArrivalLetter) -> Choice:
    """The box for no longer wanting it, with what comes back."""
    if letter.deposit:
        return Choice(wording.say("arrival.box.no.deposit", amount=wording.money(letter.deposit)))
    if letter.money_back:
        return Choice(wording.say("arrival.box.no.refund", amount=wording.money(letter.money_back.amount)))
    return Choice(wording.say("arrival.box.no"))
