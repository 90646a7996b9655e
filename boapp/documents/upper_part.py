"""The upper part of a letter on the paper: letterhead, address in the window, facts, folds and cut line."""

from boapp.documents.fonts import fitted, width
from boapp.documents.layouts import AddressField, Layout
from boapp.documents.letter import Addressee, Letterhead
from boapp.documents.page import Fact
from boapp.documents.sheet import GREY, Sheet
from boapp.documents.typesetting import MM
from boapp.errors import ShopError

ASCENT = 0.74
DESCENT = 0.2
CONTACT_PITCH = 4.15
FACT_PITCH = 4.9
MOST_CONTACT_LINES = 4
SMALLEST_RETURN_SIZE = 6.0


def draw_marks(sheet: Sheet, layout: Layout) -> None:
    """Where to fold, punch and cut."""
    for fold in layout.folds:
        sheet.rule(5.0, fold, 9.0, fold, thick=0.5, colour=GREY)
    if layout.hole:
        sheet.rule(5.0, layout.hole, 11.5, layout.hole, thick=0.5, colour=GREY)
    scissors = layout.width - 21.5
    sheet.dashes(9.5 if layout.cut in layout.folds else 6.0, layout.cut, scissors - 2.0)
    sheet.scissors(scissors, layout.cut)
    sheet.dashes(scissors + 6.0, layout.cut, layout.width - 6.0)


def _contact_lines(letterhead: Letterhead) -> list[str]:
    """What stands at the right of the letterhead."""
    return [line for line in (*letterhead.contact_lines, letterhead.register_line) if line]


def check_letterhead(layout: Layout, letterhead: Letterhead) -> None:
    """Refuse a letterhead that does not fit its paper, naming the line that is too long."""
    lines = _contact_lines(letterhead)
    if len(lines) > MOST_CONTACT_LINES:
        raise ShopError(
            "letterhead",
            f"has {len(lines)} lines at the right, at most {MOST_CONTACT_LINES} fit; join some of them",
        )
    name_width = max(width(letterhead.shop_name, 17, bold=True), width(letterhead.tagline, 9))
    room = (layout.right - layout.left - 8) * MM
    for line in lines or [""]:
        if name_width + width(line, 8.5) > room:
            raise ShopError(
                "letterhead",
                f"“{_quoted(letterhead.shop_name)}” and “{_quoted(line)}” are too long to "
                "stand side by side; shorten one of them",
            )
    _return_size(layout.address, letterhead.return_address)


def draw_letterhead(sheet: Sheet, layout: Layout, letterhead: Letterhead) -> None:
    """The shop's name at the left, how to reach it at the right, a rule below."""
    base = layout.head_baseline
    sheet.text(
        layout.left,
        base - (5.0 if letterhead.tagline else 1.5),
        letterhead.shop_name,
        17,
        bold=True,
        colour=sheet.accent,
    )
    sheet.text(layout.left, base, letterhead.tagline, 9, colour=GREY)
    lines = _contact_lines(letterhead)
    for place, line in enumerate(lines, start=1 - len(lines)):
        sheet.text(layout.right, base + place * CONTACT_PITCH, line, 8.5, colour=GREY, align="right")
    sheet.rule(layout.left, layout.head_rule, layout.right, layout.head_rule, colour=sheet.accent)


def _quoted(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def draw_address(sheet: Sheet, layout: Layout, addressee: Addressee, letterhead: Letterhead) -> None:
    """The address where the window shows it, with the return line above where the envelope wants one.

    `check_address` and `check_letterhead` come before.
    """
    field, lines = layout.address, addressee.printed_lines
    if field.return_baseline and letterhead.return_address:
        _draw_return_line(sheet, field, letterhead.return_address)
    pitch = field.pitch / MM
    ink = (len(lines) - 1) * pitch + (ASCENT + DESCENT) * field.size / MM
    top = max(field.highest, min(field.top, field.lowest - ink))
    for place, line in enumerate(lines):
        baseline = top + ASCENT * field.size / MM + place * pitch
        sheet.text(field.left, baseline, line, field.size, own_direction=True)


def check_address(layout: Layout, addressee: Addressee) -> None:
    """Refuse an address that the window of a layout cannot show, naming the customer and the lines."""
    field, lines = layout.address, addressee.printed_lines
    if not lines:
        raise ShopError(addressee.record, "has no address to write to; enter one or call the customer")
    if len(lines) > field.lines:
        shown = " / ".join(_quoted(line) for line in lines)
        raise ShopError(
            addressee.record,
            f"the address has {len(lines)} lines, the window of {layout.name} shows {field.lines}: {shown}; "
            "join some of them",
        )
    wide = [
        line for line in lines if len(line) > 400 or width(line, field.size) > (field.right - field.left) * MM
    ]
    if wide:
        shown = " / ".join(_quoted(line) for line in wide)
        raise ShopError(
            addressee.record,
            f"too wide for the window of {layout.name}: {shown}; shorten it or use two lines",
        )


def _draw_return_line(sheet: Sheet, field: AddressField, text: str) -> None:
    """The sender in small print above the address, underlined."""
    baseline, size = field.return_baseline or 0.0, _return_size(field, text)
    sheet.text(field.left, baseline, text, size, colour=GREY)
    end = field.left + width(text, size) / MM
    sheet.rule(field.left, baseline + 1.2, end, baseline + 1.2, thick=0.5, colour=GREY)


def _return_size(field: AddressField, text: str) -> float:
    """The size at which the return line is no wider than every window shows."""
    limit = (field.right - field.left) * MM
    size = min(8.0, 8.0 * limit / max(width(text[:400], 8.0), 1.0))
    if size < SMALLEST_RETURN_SIZE and field.return_baseline:
        raise ShopError(
            "letterhead", f"the return address “{_quoted(text)}” is too long for the window; shorten it"
        )
    return size


def draw_facts(sheet: Sheet, layout: Layout, facts: tuple[Fact, ...]) -> None:
    """Date, order, answer by: labels in grey, values beside them."""
    values = layout.facts_left + max(width(fact.label, 8.5) for fact in facts) / MM + 3.5
    for place, fact in enumerate(facts):
        baseline = layout.facts_baseline + place * FACT_PITCH
        sheet.text(layout.facts_left, baseline, fact.label, 8.5, colour=GREY)
        value = fitted(fact.value, 9.5, (layout.facts_right - values) * MM, fact.strong)
        sheet.text(values, baseline, value, 9.5, bold=fact.strong)
