"""What a delay letter must say in the United States: 16 CFR 435.2 (notices 2 rules 2 to 9 and 12)."""

from boapp.documents.letter import DelayLetter, Letterhead
from boapp.documents.page import Choice, Look, Paragraph, Reply, Rich
from boapp.documents.parts import reply_part
from boapp.documents.wording import Wording, shortened_reason
from boapp.errors import ShopError


def check(letter: DelayLetter, letterhead: Letterhead) -> None:
    """Refuse a letter that the rule does not let go out, naming what is missing.

    No free way to answer (rule 9), no date and no reason (rule 3), nothing that waits.
    """
    if not letter.waiting_lines:
        raise ShopError(letter.record, "nothing of it is waiting, so there is no delay to write about")
    if not letterhead.ways.free_in_us:
        raise ShopError(
            "letterhead",
            "a US letter needs a free way to answer: a toll-free number, a web address or a prepaid envelope; "
            "set one: boapp settings phone=… toll_free=yes, or website=…, or prepaid_reply=yes",
        )
    if letter.new_date is None and not letter.reason.strip():
        raise ShopError(letter.record, "without a new date the letter has to give the reason; enter one")
    if letter.renewed and letter.old_date is None:
        raise ShopError(letter.record, "a renewed notice needs the date that was given last")
    if letter.consent_limit is None and not letter.renewed:
        raise ShopError(letter.record, "the letter needs the day 30 days after the promised one")
    if _silence_cancels(letter) and letter.money_back and letter.money_back.by_date is None:
        raise ShopError(letter.record, "the letter needs the last day of the refund")


def _silence_cancels(letter: DelayLetter) -> bool:
    """Rules 4, 5 and 8: silence is consent only to a first date at most 30 days after the promised one."""
    if letter.renewed or letter.new_date is None or letter.consent_limit is None:
        return True
    return letter.new_date > letter.consent_limit


def _order(wording: Wording, letter: DelayLetter) -> str:
    return wording.texts["order.rest.inside" if letter.about_rest else "order.inside"]


def subject(wording: Wording, letter: DelayLetter) -> str:
    """The news and its date."""
    order = wording.texts["order.rest" if letter.about_rest else "order"]
    if letter.new_date is None:
        return wording.plain(
            "us.subject.renewed.no_date" if letter.renewed else "us.subject.no_date", order=order
        )
    day = wording.day(letter.new_date)
    if letter.renewed:
        return wording.plain("us.subject.renewed", date=day)
    if _silence_cancels(letter):
        return wording.plain("us.subject.long", order=order, date=day)
    return wording.plain(
        "us.subject.consent" if letter.promised else "us.subject.consent.due", order=order, date=day
    )


def promise(wording: Wording, letter: DelayLetter) -> Paragraph:
    """Promise, sorry, reason, new date: rules 2 and 3."""
    order = _order(wording, letter)
    if letter.new_date:
        news = wording.say("us.new_date", order=order, date=wording.day(letter.new_date))
    else:
        news = wording.say("no_new_date")
    return wording.paragraph(
        part_sentence(wording, letter), _broken(wording, letter), reason(wording, letter), news
    )


def _broken(wording: Wording, letter: DelayLetter) -> Rich:
    """Which date cannot be kept."""
    order = _order(wording, letter)
    if letter.renewed and letter.old_date:
        old = wording.day(letter.old_date)
        if letter.last_written:
            return wording.say("us.renewed", written=wording.day(letter.last_written), order=order, old=old)
        return wording.say("us.renewed.undated", order=order, old=old)
    return wording.say(
        "us.promised" if letter.promised else "us.due", order=order, due=wording.day(letter.due_date)
    )


def part_sentence(wording: Wording, letter: DelayLetter) -> Rich:
    """What has shipped already or comes as promised, when some has or does."""
    if not letter.about_rest:
        return ()
    kind = "part" if letter.part_shipped else "part.kept"
    if len(letter.lines) > 1:
        return wording.say(f"{kind}.many")
    line = letter.lines[0]
    return wording.say(
        f"{kind}.one",
        ready=wording.quantity(line.ready_quantity, line.unit),
        shipped=wording.quantity(line.shipped_quantity, line.unit),
        ordered=wording.quantity(line.ordered_quantity, line.unit),
        waiting=wording.quantity(line.waiting_quantity, line.unit),
        item=wording.item(line),
    )


def reason(wording: Wording, letter: DelayLetter) -> Rich:
    """Why, when it is known."""
    text = shortened_reason(letter.reason)
    return wording.say("reason", reason=text) if text else ()


def choice_and_silence(wording: Wording, letter: DelayLetter) -> tuple[Paragraph, ...]:
    """You decide; what silence means; the refund: rules 4 to 8, 12, 14, 15."""
    undated = "" if letter.new_date else ".no_date"
    if letter.money_back:
        back = wording.texts["back.rest" if letter.part_shipped else "back.all"]
        decide = wording.say(f"us.decide{undated}", back=back)
    else:
        decide = wording.say(f"us.decide{undated}.unpaid")
    silence = wording.paragraph(*_silence(wording, letter), look=Look.BARRED)
    return wording.paragraph(decide), silence, wording.paragraph(*_refund(wording, letter))


def _silence(wording: Wording, letter: DelayLetter) -> tuple[Rich, ...]:
    """Rule 4, 5 or 8, with rule 6 when there is no date."""
    order = _order(wording, letter)
    refunded = wording.texts["us.silence.refunded"] if letter.money_back else ""
    still = () if letter.new_date else wording.say("us.still_cancel")
    if letter.renewed and letter.old_date:
        old = wording.day(letter.old_date)
        return wording.say("us.silence.renewed", old=old, order=order, refunded=refunded), still
    if not _silence_cancels(letter) and letter.new_date:
        return (wording.say("us.silence.consent", date=wording.day(letter.new_date)),)
    limit = wording.day(letter.consent_limit or letter.due_date)
    cancel = wording.say("us.silence.cancel", order=order, limit=limit, refunded=refunded)
    keep = wording.say("us.silence.keep", order=order, limit=limit) if letter.new_date else ()
    return cancel, keep, still


def _refund(wording: Wording, letter: DelayLetter) -> tuple[Rich, ...]:
    """Rules 12, 14 and 15."""
    if letter.money_back is None:
        return (wording.say("us.refund.unpaid"),)
    amount, to = wording.money(letter.money_back.amount), wording.refund_to(letter.money_back)
    part = wording.say("us.refund.part") if letter.part_shipped else ()
    if _silence_cancels(letter) and letter.money_back.by_date:
        by = wording.day(letter.money_back.by_date)
        return wording.say("us.refund.silence", amount=amount, to=to, date=by), part
    return wording.say("us.refund.if_cancel", amount=amount, to=to), part


def reply(wording: Wording, letter: DelayLetter, letterhead: Letterhead) -> Reply:
    """Wait, cancel, and if the shop asks for it, wait still longer (rule 7, only beside a definite date)."""
    choices = [_agree(wording, letter), _cancel(wording, letter)]
    if letter.extra_consent and letter.new_date:
        choices.append(Choice(wording.say("us.box.beyond"), wording.texts["us.box.beyond.note"]))
    return reply_part(wording, letter, letterhead, choices=tuple(choices))


def _agree(wording: Wording, letter: DelayLetter) -> Choice:
    """The box for waiting, with the day by which it has to arrive where silence cancels."""
    if not _silence_cancels(letter) and letter.new_date:
        return Choice(wording.say("us.box.wait", date=wording.day(letter.new_date)))
    limit = letter.old_date if letter.renewed else letter.consent_limit
    note = wording.plain("us.box.reach", date=wording.day(limit or letter.due_date))
    if letter.new_date is None:
        return Choice(wording.say("us.box.agree.no_date"), note)
    order = wording.texts["box.my_rest" if letter.part_shipped else "box.my_order"]
    key = "us.box.agree.longer" if letter.renewed else "us.box.agree"
    return Choice(wording.say(key, order=order, date=wording.day(letter.new_date)), note)


def _cancel(wording: Wording, letter: DelayLetter) -> Choice:
    """The box for cancelling, as easy as waiting."""
    order = wording.texts["box.my_rest" if letter.part_shipped else "box.my_order"]
    if not _silence_cancels(letter) and letter.new_date:
        note = wording.plain("us.box.cancel.by", date=wording.day(letter.new_date))
    else:
        note = wording.texts["us.box.cancel.note"]
    if letter.money_back is None:
        return Choice(wording.say("us.box.cancel.unpaid", order=order), note)
    return Choice(
        wording.say("us.box.cancel", order=order, amount=wording.money(letter.money_back.amount)), note
    )
