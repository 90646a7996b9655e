"""The parts every letter has: facts beside the address, greeting, item cells, and the part to cut off."""

from datetime import date
from urllib.parse import quote

from boapp.documents.letter import Letter, Letterhead, LetterLine
from boapp.documents.page import (
    Cell,
    Choice,
    ChoiceRow,
    Content,
    Fact,
    Look,
    Paragraph,
    Reply,
    Rich,
    Span,
    Table,
)
from boapp.documents.wording import Wording, within
from boapp.domain.notice_rules.cases import Jurisdiction

LONGEST_CODE = 20


def order_facts(wording: Wording, letter: Letter, today: date) -> tuple[Fact, ...]:
    """Date, order, day of order and way of payment."""
    first, *others = letter.orders
    facts = [Fact(wording.texts["fact.date"], wording.day(today))]
    if others:
        number = wording.plain("orders.more", number=first.number, count=str(len(others)))
        facts.append(Fact(wording.texts["fact.orders"], number, strong=True))
    else:
        facts.append(Fact(wording.texts["fact.order"], first.number, strong=True))
        facts.append(Fact(wording.texts["fact.ordered_on"], wording.day(first.ordered_date)))
    if letter.paid_with:
        facts.append(Fact(wording.texts["fact.paid_with"], letter.paid_with))
    return tuple(facts)


def greeting(wording: Wording, letter: Letter) -> Paragraph:
    """The line that begins with Dear."""
    return wording.paragraph(wording.say("greeting", name=within(letter.addressee.name, 0.9)))


def signed(wording: Wording, letterhead: Letterhead) -> Paragraph:
    """Who writes."""
    if not letterhead.sender_name:
        return wording.paragraph((Span(within(letterhead.shop_name, 1)),), look=Look.FOLLOWS)
    name = wording.say(
        "sender", sender=within(letterhead.sender_name, 0.5), shop=within(letterhead.shop_name, 0.5)
    )
    return wording.paragraph(name, look=Look.FOLLOWS)


def item_cell(letter: Letter, line: LetterLine) -> Cell:
    """Name and SKU, and the order when the letter is about several."""
    tail = f" ({line.sku})" if line.name else ""
    if len(letter.orders) > 1 and line.order_number:
        tail += f", {line.order_number}"
    return Cell(line.name or line.sku, tail=tail)


def price_rows(
    wording: Wording,
    letter: Letter,
    columns: int,
    column: int,
    total: int,
    total_key: str,
    *,
    last: bool = True,
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[tuple[Cell, ...], ...]]:
    """The charges and the total of a table, their amounts in one of its columns; the `last` sum is bold."""

    def row(label: str, amount: int, strong: bool) -> tuple[Cell, ...]:
        cells = [Cell() for _ in range(columns)]
        cells[0] = Cell(label, strong)
        cells[column] = Cell(wording.money(amount), strong)
        return tuple(cells)

    charges = tuple(
        row(wording.texts.get(f"charge.{charge.label}", charge.label), charge.amount, strong=False)
        for charge in letter.charges
    )
    return charges, (row(wording.texts[total_key], total, strong=last),)


def more_rows_text(wording: Wording) -> str:
    """What the last row says when an enclosed list has them all; `{count}` is filled in when it is known."""
    return wording.texts["more_rows"]


def reply_code(letter: Letter) -> str:
    """What the bar code says: order and notice number; the notice number alone where that is too long to scan."""
    code = f"{letter.orders[0].number}-{letter.notice_number}"
    printable = code.isascii() and code.isprintable()
    return code if printable and len(code) <= LONGEST_CODE else letter.notice_number


def reply_target(letter: Letter, letterhead: Letterhead) -> str:
    """What the QR code opens: a mail with the code as its subject, else the answer page, else nothing."""
    code = quote(reply_code(letter))
    if letterhead.ways.email:
        return f"mailto:{quote(letterhead.ways.email, safe='@+')}?subject={code}"
    if letterhead.ways.web:
        web = letterhead.ways.web
        address = web if "://" in web else f"https://{web}"
        return f"{address}{'&' if '?' in address else '?'}code={code}"
    return ""


def ways_to_answer(wording: Wording, letter: Letter, letterhead: Letterhead) -> Rich:
    """How to answer: what is free first and called so, then the telephone that is not."""
    ways = letterhead.ways
    phone = ways.phone.replace(" ", "\u00a0")
    american = letter.jurisdiction == Jurisdiction.US
    free = []
    if ways.phone and ways.toll_free:
        free.append(wording.plain("ways.call", phone=phone))
    if ways.email:
        free.append(wording.plain("ways.write", email=ways.email))
    if ways.web:
        free.append(wording.plain("ways.web", web=ways.web))
    if ways.email or ways.web:
        free.append(wording.texts["ways.scan"])
    key = "ways.us" if american else "ways.eu"
    if ways.prepaid:
        free.append(wording.texts["ways.mail"])
    elif not free:
        key = "ways.other"
        free.append(wording.texts["ways.send"])
    listed = _alternatives(wording, free)
    sentences = wording.say(key, ways=listed[:1].upper() + listed[1:] if key != "ways.eu" else listed)
    if ways.phone and not ways.toll_free:
        sentences += (Span(" "), *wording.say("ways.phone", phone=phone))
    return sentences


def _alternatives(wording: Wording, ways: list[str]) -> str:
    """Ways in one sentence: "a", "a or b", "a, b, or c"."""
    *others, last = ways
    if not others:
        return last
    return wording.plain("ways.or.many" if len(others) > 1 else "ways.or", first=", ".join(others), last=last)


def reply_part(
    wording: Wording,
    letter: Letter,
    letterhead: Letterhead,
    *,
    choices: tuple[Choice | ChoiceRow, ...],
    title: str = "reply.title",
    signature: str = "reply.signature",
) -> Reply:
    """The part to cut off, with its boxes and everything that is the same on all of them."""
    mail = bool(letterhead.ways.email)
    return Reply(
        title=wording.texts[title],
        order=wording.plain(
            "reply.order", number=letter.orders[0].number, name=within(letter.addressee.name, 1)
        ),
        choices=choices,
        date_label=wording.texts["reply.date"],
        signature_label=wording.texts[signature],
        ways=ways_to_answer(wording, letter, letterhead),
        return_to=wording.plain("reply.return", address=letterhead.return_address)
        if letterhead.return_address
        else "",
        code=reply_code(letter),
        target=reply_target(letter, letterhead),
        scan_hint=wording.texts["reply.scan.email" if mail else "reply.scan.web"],
    )


def whole_letter(
    wording: Wording,
    letter: Letter,
    *,
    facts: tuple[Fact, ...],
    subject: str,
    blocks: tuple[Paragraph | Table, ...],
    reply: Reply,
) -> Content:
    """The composed letter."""
    return Content(
        facts=facts,
        subject=subject,
        blocks=blocks,
        reply=reply,
        enclosed_title=wording.texts["enclosed.title"],
        enclosed_page=wording.texts["enclosed.page"].replace("{number}", letter.orders[0].number),
    )
