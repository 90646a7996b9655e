"""The delay letter: what was promised, what is true now, what the customer can do, what silence means.

Sentences by letters 3; which of them a letter needs by notices 2 (United States, 16 CFR 435.2) and 3 (European
Union, United Kingdom, Germany). The two differ in almost every sentence, so each has its module below this one.
"""

from datetime import date

from boapp.documents import delay_eu, delay_us
from boapp.documents.letter import DelayLetter, Letterhead, LetterLine
from boapp.documents.page import Cell, Content, Fact, Table
from boapp.documents.parts import (
    greeting,
    item_cell,
    more_rows_text,
    order_facts,
    price_rows,
    signed,
    whole_letter,
)
from boapp.documents.wording import Wording, wording_of
from boapp.domain.notice_rules.cases import Jurisdiction


def compose_delay(letter: DelayLetter, letterhead: Letterhead, today: date) -> Content:
    """A delay letter in the order of letters 2.

    Raises ShopError when nothing of it waits, or when the law lets no such letter go out (no free way to answer,
    no date and no reason).
    """
    country = delay_us if letter.jurisdiction == Jurisdiction.US else delay_eu
    country.check(letter, letterhead)
    wording = wording_of(letter)
    answer_label = "fact.answer_by" if country is delay_us else "fact.please_answer_by"
    facts = order_facts(wording, letter, today)
    if letter.answer_by:
        facts += (Fact(wording.texts[answer_label], wording.day(letter.answer_by), strong=True),)
    thanks = "thanks" if letter.new_date else "thanks.no_date"
    return whole_letter(
        wording,
        letter,
        facts=facts,
        subject=country.subject(wording, letter),
        blocks=(
            greeting(wording, letter),
            country.promise(wording, letter),
            _table(wording, letter),
            *country.choice_and_silence(wording, letter),
            wording.paragraph(wording.say(thanks)),
            signed(wording, letterhead),
        ),
        reply=country.reply(wording, letter, letterhead),
    )


def _table(wording: Wording, letter: DelayLetter) -> Table:
    """What is late: with what has shipped beside what waits, or with what was paid and the total."""
    told = _told_head(letter)
    if letter.about_rest:
        each = any(line.unit_price is not None for line in letter.lines)
        heads = ["column.item", "column.ordered"]
        heads += [
            *(["column.shipped"] if letter.part_shipped else []),
            *(["column.on_time"] if letter.partly_kept else []),
        ]
        heads += ["column.waiting", *(["column.each"] if each else []), told, "column.new_date"]
        rows = tuple(_part_row(wording, letter, line, each=each) for line in letter.lines)
        return _built(wording, heads, rows)
    priced = all(line.unit_price is not None for line in letter.lines)
    price = "column.paid" if letter.money_back else "column.price"
    heads = ["column.item", "column.quantity", *([price] if priced else []), told, "column.new_date"]
    rows = tuple(_whole_row(wording, letter, line, priced=priced) for line in letter.lines)
    if not priced:
        return _built(wording, heads, rows)
    total = sum(line.amount(line.waiting_quantity) for line in letter.lines)
    total += sum(charge.amount for charge in letter.charges)
    key = "total.paid" if letter.money_back and letter.money_back.amount == total else "total"
    charges, totals = price_rows(wording, letter, len(heads), 2, total, key)
    return _built(wording, heads, rows, charges, totals)


def _built(
    wording: Wording,
    heads: list[str],
    rows: tuple[tuple[Cell, ...], ...],
    charges: tuple[tuple[Cell, ...], ...] = (),
    totals: tuple[tuple[Cell, ...], ...] = (),
) -> Table:
    """The table with its heads in words."""
    return Table(tuple(wording.texts[head] for head in heads), rows, charges, totals, more_rows_text(wording))


def _told_head(letter: DelayLetter) -> str:
    """What the column of the earlier date is called."""
    if letter.renewed:
        return "column.told"
    if letter.jurisdiction == Jurisdiction.US:
        return "column.us.promised" if letter.promised else "column.us.due"
    return "column.eu.due"


def _dates(wording: Wording, letter: DelayLetter, line: LetterLine) -> tuple[Cell, Cell]:
    """The date before and the date now of a line."""
    short = letter.about_rest
    before = line.told_date or (letter.old_date if letter.renewed else None) or letter.due_date
    told = Cell(wording.day_or_none(before, short=short))
    if not line.waiting_quantity:
        return told, Cell(wording.texts["shipped"] if line.shipped_quantity else "")
    return told, Cell(wording.day_or_none(line.new_date, estimated=line.estimated, short=short), strong=True)


def _whole_row(wording: Wording, letter: DelayLetter, line: LetterLine, *, priced: bool) -> tuple[Cell, ...]:
    """A line of which nothing has shipped."""
    waiting = line.waiting_quantity
    price = (Cell(wording.money(line.amount(waiting))),) if priced else ()
    quantity = Cell(wording.quantity(waiting, line.unit))
    return item_cell(letter, line), quantity, *price, *_dates(wording, letter, line)


def _part_row(wording: Wording, letter: DelayLetter, line: LetterLine, *, each: bool) -> tuple[Cell, ...]:
    """A line in a letter of which some has shipped or comes as promised."""
    price = "" if line.unit_price is None else wording.money(line.unit_price)
    return (
        item_cell(letter, line),
        Cell(wording.quantity(line.ordered_quantity, line.unit)),
        *((Cell(wording.quantity(line.shipped_quantity, line.unit)),) if letter.part_shipped else ()),
        *((Cell(wording.quantity(line.ready_quantity, line.unit)),) if letter.partly_kept else ()),
        Cell(wording.quantity(line.waiting_quantity, line.unit), strong=bool(line.waiting_quantity)),
        *((Cell(price),) if each else ()),
        *_dates(wording, letter, line),
    )
