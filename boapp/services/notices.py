"""The letters that are due: look at them, print them, keep exactly what was printed (notices 1)."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from boapp.domain.decisions import (
    ActKind,
    Decision,
    NoticeChange,
    NoticeKind,
    NoticeLine,
    NoticeState,
    Told,
    ToldBy,
)
from boapp.domain.dues import DELAYS, PromisedLine, told_after
from boapp.errors import RequestRefused, ShopError
from boapp.services.dues import write_dues
from boapp.services.letter_paper import choose_layout, fill_letterhead
from boapp.services.letters import LetterFacts, fill_letter
from boapp.services.settings import law_of
from boapp.services.shops import Shop
from boapp.storage import records
from boapp.storage.entries import CustomerEntry, OrderEntry, OrderLineEntry, ProductEntry, read_entries
from boapp.storage.lists.notices import NoticeRow, list_notices, read_paper
from boapp.storage.lists.pages import EVERYTHING
from boapp.storage.promises import count_printed_of_orders, read_promised_of_lines, read_set_aside
from boapp.storage.shop_settings import read_settings
from boapp.storage.transaction import Transaction

WAITING = (NoticeState.DUE, NoticeState.DRAFTED)


@dataclass(frozen=True, slots=True)
class DrawnLetter:
    """A letter as it would be kept: `document` are the bytes, None when `problem` keeps it from being drawn.

    `can_be_posted` is false for someone without an address: then it is for the call list.
    """

    notice: NoticeRow
    number: str
    document: bytes | None
    problem: str = ""
    can_be_posted: bool = True
    file: str = ""
    state: NoticeState = NoticeState.DUE

    @property
    def sha256(self) -> str:
        """The hash under which the bytes are kept."""
        return hashlib.sha256(self.document).hexdigest() if self.document is not None else ""


def refresh_dues(shop: Shop) -> tuple[int, ...]:
    """See which letters have become due because a day has passed; returns the keys of new ones.

    A delivery that is late since last night breaks what was promised of it (semantics 1).
    """
    with shop.database.write() as tx:
        act = shop.new_act(ActKind.TELL, note="a new day")
        return write_dues(tx, records.write(tx, Decision(act)), act, None)


def list_due(shop: Shop, notice_ids: Collection[int] | None = None) -> list[NoticeRow]:
    """The letters that are due, or some of them, most urgent first."""
    if notice_ids is not None and not notice_ids:
        return []
    with shop.database.read() as tx:
        return list(_due(tx, notice_ids))


def print_due(shop: Shop, folder: Path, *, keep: bool = False) -> list[DrawnLetter]:
    """Write all letters that are due into a folder; with `keep` they are booked as printed."""
    refresh_dues(shop)
    letters = write_letters(draw_due_letters(shop), folder)
    return mark_printed(shop, letters) if keep else letters


def draw_due_letters(shop: Shop, notice_ids: Collection[int] | None = None) -> list[DrawnLetter]:
    """Draw the letters that are due, or some of them, most urgent first; keeps and books nothing."""
    with shop.database.read() as tx:
        return _draw(tx, _due(tx, notice_ids), shop.today)


def draw_letter(shop: Shop, notice_id: int) -> DrawnLetter:
    """One letter: the very bytes that were kept when it was printed, else as it would be kept now.

    Raises ShopError when there is no such notice.
    """
    with shop.database.read() as tx:
        rows = list_notices(tx, EVERYTHING, notice_ids=[notice_id]).rows
        if not rows:
            raise ShopError(f"notice {notice_id}", "is not there any more; look again")
        kept = read_paper(tx, notice_id)
        if kept is not None:
            return DrawnLetter(rows[0], rows[0].number or "", kept, state=rows[0].state)
        return _draw(tx, rows, shop.today)[0]


def give_reason(shop: Shop, notice_id: int, reason: str) -> None:
    """Say in the letter why the goods are late, in the clerk's words; "" goes back to ours.

    Raises ShopError when the notice has been printed or overtaken meanwhile.
    """
    with shop.database.write() as tx:
        if not list_notices(tx, EVERYTHING, states=WAITING, notice_ids=[notice_id]).rows:
            raise ShopError(f"notice {notice_id}", "was printed or overtaken meanwhile; look again")
        change = NoticeChange(notice_id, NoticeState.DRAFTED, reason=reason.strip())
        records.write(tx, Decision(shop.new_act(ActKind.EDIT, note="reason"), notice_changes=(change,)))


def mark_printed(
    shop: Shop, letters: Sequence[DrawnLetter], *, act_uuid: UUID | None = None
) -> list[DrawnLetter]:
    """Keep letters exactly as they were drawn and book what they told; what could not be drawn is left.

    Raises ShopError, and keeps nothing, when one has been printed or overtaken meanwhile.
    """
    drawn = [letter for letter in letters if letter.document is not None]
    with shop.database.write() as tx:
        _refuse_overtaken(tx, drawn)
        act = shop.new_act(ActKind.PRINT_NOTICES, act_uuid=act_uuid)
        promised = read_promised_of_lines(
            tx, {line.line_id for letter in drawn for line in letter.notice.lines}
        )
        by_line = {line.line_id: line for line in promised}
        decision = Decision(
            act,
            told=tuple(told for letter in drawn for told in _told_by(letter, by_line)),
            notice_changes=tuple(_printed(letter) for letter in drawn),
        )
        records.write(tx, decision)
    return [_with_state(letter) for letter in letters]


def write_letters(letters: Sequence[DrawnLetter], folder: Path) -> list[DrawnLetter]:
    """Put the letters' PDFs into a folder, made when missing. Raises ShopError when it cannot be written."""
    done = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for letter in letters:
            name = ""
            if letter.document is not None:
                name = _file_name(letter)
                unfinished = folder / f".{name}.new"
                unfinished.write_bytes(letter.document)
                unfinished.replace(folder / name)
            done.append(_with_file(letter, name))
    except OSError as error:
        reason = (
            f"letters cannot be written there ({error.strerror}); choose another folder or free some space"
        )
        raise ShopError(str(folder), reason) from error
    return done


def save_letter(letter: DrawnLetter, file: Path) -> None:
    """Put one letter's bytes into a file of the clerk's choice; keeps and books nothing.

    Raises ShopError when the letter cannot be drawn or the file not be written.
    """
    if letter.document is None:
        raise ShopError(letter.number, letter.problem)
    try:
        file.write_bytes(letter.document)
    except OSError as error:
        reason = f"cannot be written ({error.strerror}); choose another folder or free some space"
        raise ShopError(str(file), reason) from error


def merge_for_printing(letters: Sequence[DrawnLetter]) -> bytes:
    """One PDF of all the letters that could be drawn, in their order, for one trip to the printer."""
    from boapp.documents.merge import merge_letters

    return merge_letters([letter.document for letter in letters if letter.document is not None])


def _due(tx: Transaction, notice_ids: Collection[int] | None) -> Sequence[NoticeRow]:
    return list_notices(tx, EVERYTHING, states=WAITING, notice_ids=notice_ids).rows


def _refuse_overtaken(tx: Transaction, letters: Sequence[DrawnLetter]) -> None:
    waiting = {row.notice_id: row.lines for row in _due(tx, [letter.notice.notice_id for letter in letters])}
    gone = [letter for letter in letters if waiting.get(letter.notice.notice_id) != letter.notice.lines]
    if gone:
        raise RequestRefused(
            tuple(
                ShopError(letter.number, "was printed or overtaken meanwhile; look again") for letter in gone
            )
        )


def _draw(tx: Transaction, rows: Sequence[NoticeRow], today: date) -> list[DrawnLetter]:
    from boapp.documents.rendering import render_letter

    settings = read_settings(tx)
    letterhead, layout = fill_letterhead(settings), choose_layout(settings)
    letters = []
    for facts in _gather(tx, rows):
        postable = bool(facts.customer.street and facts.customer.city)
        try:
            document = render_letter(fill_letter(facts, today), letterhead, layout, today)
        except ShopError as problem:
            letters.append(DrawnLetter(facts.notice, facts.number, None, str(problem), postable))
        else:
            letters.append(DrawnLetter(facts.notice, facts.number, document, "", postable))
    return letters


def _gather(tx: Transaction, rows: Sequence[NoticeRow]) -> list[LetterFacts]:
    """Everything the letters are filled from, in a few reads for all of them."""
    settings = read_settings(tx)
    order_ids = {line.order_id for row in rows for line in row.lines}
    orders = {one.order_id: one for one in read_entries(tx, OrderEntry, "order_id", order_ids)}
    lines = {one.line_id: one for one in read_entries(tx, OrderLineEntry, "order_id", order_ids)}
    product_ids = {line.product_id for line in lines.values()}
    products = {one.product_id: one for one in read_entries(tx, ProductEntry, "product_id", product_ids)}
    customer_ids = {row.customer_id for row in rows}
    customers = {one.customer_id: one for one in read_entries(tx, CustomerEntry, "customer_id", customer_ids)}
    promised = {one.line_id: one for one in read_promised_of_lines(tx, lines)}
    shelf = read_set_aside(tx, lines)
    printed = count_printed_of_orders(tx, order_ids)
    gathered = []
    for row in rows:
        first = orders[row.lines[0].order_id]
        customer = customers[row.customer_id]
        printed[first.order_id] = printed.get(first.order_id, 0) + 1
        law = law_of(settings, customer.country, first.jurisdiction or customer.jurisdiction)
        count = printed[first.order_id]
        gathered.append(
            LetterFacts(row, customer, orders, lines, products, promised, shelf, law, count, settings)
        )
    return gathered


def _printed(letter: DrawnLetter) -> NoticeChange:
    return NoticeChange(
        letter.notice.notice_id,
        NoticeState.PRINTED,
        number=letter.number,
        language=letter.notice.language or "en",
        channel="letter" if letter.can_be_posted else "call",
        document=letter.document,
    )


def _told_by(letter: DrawnLetter, promised: dict[int, PromisedLine]) -> list[Told]:
    """What the customer knows of each line once the letter is out: all parts, the unchanged ones too.

    Of what is cancelled no date holds any more, not even one that the goods could still keep.
    """
    if letter.notice.kind not in (*DELAYS, NoticeKind.PART_SHIPMENT):
        return []
    entries = []
    for line_id in dict.fromkeys(line.line_id for line in letter.notice.lines):
        rows = [row for row in letter.notice.lines if row.line_id == line_id]
        news = [NoticeLine(line_id, row.quantity, row.before_date, row.after_date) for row in rows]
        if letter.notice.kind is NoticeKind.CANCELLATION:
            news = [replace(one, after_date=None) for one in news]
        parts = (
            told_after(promised[line_id], news)
            if line_id in promised
            else [(one.after_date, one.quantity) for one in news]
        )
        entries += [
            Told(line_id, quantity, day, day, told_by=ToldBy.NOTICE, notice_id=letter.notice.notice_id)
            for day, quantity in parts
        ]
    return entries


def _with_state(letter: DrawnLetter) -> DrawnLetter:
    return letter if letter.document is None else replace(letter, state=NoticeState.PRINTED)


def _with_file(letter: DrawnLetter, name: str) -> DrawnLetter:
    return replace(letter, file=name)


def _file_name(letter: DrawnLetter) -> str:
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_") else "_" for c in letter.number)
    return f"{safe}-{letter.notice.kind.value.replace('_', '-')}-{letter.notice.notice_id}.pdf"
