"""What a delay letter says in the European Union, the United Kingdom and Germany (notices 3 rules 1 to 6)."""

from boapp.documents.delay_us import part_sentence, reason
from boapp.documents.letter import DelayLetter, Letterhead, LetterLine
from boapp.documents.page import Choice, ChoiceRow, Look, Paragraph, Reply, Rich, Span
from boapp.documents.parts import reply_part
from boapp.documents.wording import Wording
from boapp.errors import ShopError

MOST_BOXED_LINES = 3


def check(letter: DelayLetter, letterhead: Letterhead) -> None:
    """Refuse a letter about nothing; `letterhead` is looked at only where answering must be free."""
    del letterhead
    if not letter.waiting_lines:
        raise ShopError(letter.record, "nothing of it is waiting, so there is no delay to write about")
    if letter.renewed and letter.old_date is None:
        raise ShopError(letter.record, "a renewed notice needs the date that was given last")


def _order(wording: Wording, letter: DelayLetter) -> str:
    return wording.texts["order.rest.inside" if letter.about_rest else "order.inside"]


def _fates(letter: DelayLetter) -> bool:
    """Whether the waiting lines have different new dates, or some have none."""
    return len({(line.new_date, line.estimated) for line in letter.waiting_lines}) > 1


def subject(wording: Wording, letter: DelayLetter) -> str:
    """The news and its date."""
    order = wording.texts["order.rest" if letter.about_rest else "order"]
    key = "eu.subject.renewed" if letter.renewed else "eu.subject"
    if letter.new_date is None:
        return wording.plain(f"{key}.no_date", order=order)
    return wording.plain(key, order=order, date=wording.day(letter.new_date))


def promise(wording: Wording, letter: DelayLetter) -> Paragraph:
    """Promise, sorry, reason, new date."""
    if letter.new_date is None:
        news = wording.say("no_new_date")
    else:
        key = "eu.new_dates" if _fates(letter) else "eu.new_date"
        news = wording.say(key, date=wording.day(letter.new_date))
    return wording.paragraph(
        part_sentence(wording, letter), _broken(wording, letter), reason(wording, letter), news
    )


def _broken(wording: Wording, letter: DelayLetter) -> Rich:
    """Which date cannot be kept."""
    order = _order(wording, letter)
    if letter.renewed and letter.old_date:
        old = wording.day(letter.old_date)
        if letter.last_written:
            return wording.say("eu.renewed", written=wording.day(letter.last_written), order=order, old=old)
        return wording.say("eu.renewed.undated", order=order, old=old)
    if letter.due_dates_differ:
        return wording.say("eu.promised.several", order=order)
    return wording.say(
        "eu.promised" if letter.promised else "eu.due", order=order, due=wording.day(letter.due_date)
    )


def choice_and_silence(wording: Wording, letter: DelayLetter) -> tuple[Paragraph, ...]:
    """Silence is no consent and costs no right; cancelling before dispatch is free (rules 1 to 6)."""
    unpaid = "" if letter.money_back else ".unpaid"
    remedy = wording.texts[f"eu.remedy.{'at_once' if letter.essential_date else 'period'}{unpaid}"]
    silence = wording.paragraph(
        wording.say("eu.silence"),
        wording.say("eu.silence.binds") if letter.new_date else (),
        _rights(wording, letter, remedy),
        wording.say("eu.meanwhile"),
        look=Look.BARRED,
    )
    if not letter.distance_sale:
        return (silence,)
    order = wording.texts["order.rest.inside" if letter.part_shipped else "order.inside"]
    if letter.money_back is None:
        return silence, wording.paragraph(wording.say("eu.refund.unpaid", order=order))
    amount, to = wording.money(letter.money_back.amount), wording.refund_to(letter.money_back)
    return silence, wording.paragraph(wording.say("eu.refund", order=order, amount=amount, to=to))


def _rights(wording: Wording, letter: DelayLetter, remedy: str) -> Rich:
    """What stays as it was when nobody answers."""
    if letter.due_dates_differ:
        return wording.say("eu.silence.rights.several", remedy=remedy)
    return wording.say("eu.silence.rights", due=wording.day(letter.due_date), remedy=remedy)


def reply(wording: Wording, letter: DelayLetter, letterhead: Letterhead) -> Reply:
    """Agree, cancel, set an extra period; boxes per line when the lines have different fates."""
    waiting = letter.waiting_lines
    period = Choice(wording.say("eu.box.period"), wording.texts["eu.box.period.note"], fill_in=True)
    if _fates(letter) and len(waiting) <= MOST_BOXED_LINES:
        rows = tuple(_line_boxes(wording, letter, line) for line in waiting)
        room = len(waiting) < MOST_BOXED_LINES and not letter.essential_date
        return reply_part(wording, letter, letterhead, choices=(*rows, *((period,) if room else ())))
    choices = [_agree(wording, letter)]
    if letter.distance_sale:
        choices.append(_cancel(wording, letter))
    if not letter.essential_date:
        choices.append(period)
    return reply_part(wording, letter, letterhead, choices=tuple(choices))


def _agree(wording: Wording, letter: DelayLetter) -> Choice:
    """The box for waiting."""
    if letter.new_date is None:
        return Choice(wording.say("eu.box.agree.no_date"))
    return Choice(wording.say("eu.box.agree", date=wording.day(letter.new_date)))


def _cancel(wording: Wording, letter: DelayLetter) -> Choice:
    """The box for cancelling."""
    order = wording.texts["box.my_rest" if letter.part_shipped else "box.my_order"]
    if letter.money_back is None:
        return Choice(wording.say("eu.box.cancel.unpaid", order=order))
    return Choice(wording.say("eu.box.cancel", order=order, amount=wording.money(letter.money_back.amount)))


def _line_boxes(wording: Wording, letter: DelayLetter, line: LetterLine) -> ChoiceRow:
    """Wait or cancel for one line."""
    quantity = wording.quantity(line.waiting_quantity, line.unit)
    if line.new_date is None:
        wait = wording.texts["eu.box.line.wait.no_date"]
    else:
        key = "eu.box.line.wait.about" if line.estimated else "eu.box.line.wait"
        wait = wording.plain(key, date=wording.day(line.new_date))
    choices = [Choice((Span(wait),))]
    if letter.distance_sale:
        if letter.money_back is not None and line.unit_price is not None:
            cancel = wording.plain(
                "eu.box.line.cancel", amount=wording.money(line.amount(line.waiting_quantity))
            )
        else:
            cancel = wording.texts["eu.box.line.cancel.unpaid"]
        choices.append(Choice((Span(cancel),)))
    return ChoiceRow(
        wording.plain("eu.box.line", item=line.name or line.sku, quantity=quantity), tuple(choices)
    )
