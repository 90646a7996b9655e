"""How a list shows what covers a waiting line, and when it is expected now (semantics 2)."""

from collections.abc import Sequence
from datetime import date

from boapp.storage.lists import HeldPart
from boapp.ui.formats import day_text, quantity_text
from boapp.ui.tables.column import Inked
from boapp.ui.widgets.bars import BarLook, Segment
from boapp.ui.widgets.chips import ChipKind


def is_late(part: HeldPart, today: date) -> bool:
    """Whether a part is on a delivery whose day has passed or is not known (semantics 1)."""
    return not part.on_hand and (part.expected_date is None or part.expected_date < today)


def cover_bar(held: Sequence[HeldPart], open_quantity: int) -> BarLook:
    """A bar of what is owed: here, coming, nothing coming."""
    here = sum(part.quantity for part in held if part.on_hand)
    coming = sum(part.quantity for part in held if not part.on_hand)
    parts = (
        Segment(here, ChipKind.HERE),
        Segment(coming, ChipKind.COMING),
        Segment(open_quantity - here - coming, ChipKind.NOTHING),
    )
    return BarLook(tuple(part for part in parts if part.amount > 0), open_quantity)


def cover_text(held: Sequence[HeldPart], open_quantity: int, today: date) -> str:
    """All that covers a line in one line of words, with the names of the deliveries."""
    named = (_named(part, today) for part in held if not part.on_hand)
    plain = cover_parts(held, open_quantity, today)
    here = [part.text for part in plain if part.ink == "here_text"]
    nothing = [part.text for part in plain if part.ink == "bad_text"]
    return ", ".join((*here, *named, *nothing))


def cover_parts(held: Sequence[HeldPart], open_quantity: int, today: date) -> list[Inked]:
    """What covers a line in short, below its bar: "4 here", "6 on 9 Dec", "2 nothing coming"."""
    words = []
    here = sum(part.quantity for part in held if part.on_hand)
    if here:
        words.append(Inked(f"{quantity_text(here)} here", "here_text"))
    for part in held:
        if not part.on_hand:
            ink = "warn_text" if is_late(part, today) else "accent_text"
            words.append(Inked(_dated(part, today), ink))
    nothing = open_quantity - sum(part.quantity for part in held)
    if nothing > 0:
        words.append(Inked(f"{quantity_text(nothing)} nothing coming", "bad_text"))
    return words


def expected_text(
    held: Sequence[HeldPart], open_quantity: int, wanted_date: date | None, today: date
) -> tuple[str, str]:
    """When all that is owed is expected now, with its ink: "now", "9 Dec", "late", "no date"."""
    if sum(part.quantity for part in held) < open_quantity:
        return "no date", "bad_text"
    if any(is_late(part, today) for part in held):
        return "late", "warn_text"
    last = max((part.expected_date for part in held if part.expected_date is not None), default=today)
    day = max(last, wanted_date or today, today)
    return ("now" if day == today else day_text(day, today)), "text"


def _dated(part: HeldPart, today: date) -> str:
    day = "late" if is_late(part, today) else f"on {day_text(part.expected_date, today)}"
    return f"{quantity_text(part.quantity)} {day}"


def _named(part: HeldPart, today: date) -> str:
    return f"{_dated(part, today)} ({part.label})" if part.label else _dated(part, today)
