"""The part to cut off on the paper: boxes, signature, ways to answer at the left, the codes at the right."""

from boapp.documents.codes import BAR_HEIGHT, code_width, draw_bar_code, draw_qr_code
from boapp.documents.fonts import fitted, width
from boapp.documents.layouts import Layout
from boapp.documents.page import Choice, ChoiceRow, Reply, Rich, Span
from boapp.documents.sheet import GREY, Sheet
from boapp.documents.typesetting import MM, broken
from boapp.errors import ShopError

BOX = 4.0
BOX_TEXT = 6.6
CHOICE_PITCH = 4.75
NOTE_PITCH = 4.35
ROW_HEIGHT = 12.4
TIGHTEST = 0.8
SIGNATURE_ABOVE_WAYS = 9.0
FOOT = 8.0
WAYS_SIZE = 9.0
WAYS_PITCH = 4.15
LEAST_SIGNATURE_ROOM = 3.5


def draw_reply(sheet: Sheet, layout: Layout, reply: Reply) -> None:
    """Everything below the cut line.

    Raises ShopError when the shop's ways to answer are too long to leave room for a signature.
    """
    cut = layout.cut
    sheet.text(layout.left, cut + 9.2, reply.title, 13, bold=True, colour=sheet.accent)
    taken = width(reply.title, 13, bold=True) / MM
    order = fitted(reply.order, 9.5, (layout.right - layout.left - taken - 8) * MM)
    sheet.text(layout.right, cut + 9.2, order, 9.5, colour=GREY, align="right")
    sheet.rule(layout.left, cut + 11.9, layout.right, cut + 11.9)
    codes = layout.right - max(44.0, code_width(reply.code))
    edge = codes - 8.8
    ways = broken(reply.ways, WAYS_SIZE, (edge - layout.left) * MM)
    ways_top = layout.height - FOOT - 6.2 - (len(ways) - 1) * WAYS_PITCH
    end = _draw_choices(sheet, layout.left, edge, cut + 15.2, ways_top - SIGNATURE_ABOVE_WAYS, reply)
    _draw_signature(sheet, layout, reply, edge, min(end + 9.5, ways_top - SIGNATURE_ABOVE_WAYS))
    for place, line in enumerate(ways):
        sheet.spans(layout.left, ways_top + place * WAYS_PITCH, line, WAYS_SIZE)
    _draw_return_address(sheet, layout, reply)
    _draw_codes(sheet, layout, reply, codes)


def _draw_choices(
    sheet: Sheet, left: float, edge: float, top: float, signature: float, reply: Reply
) -> float:
    """All boxes, closer together where the paper is short; returns where the last one ends."""
    heights = [_choice_height(choice, edge - left) for choice in reply.choices]
    squeeze = min(1.0, (signature - LEAST_SIGNATURE_ROOM - top) / sum(heights))
    if squeeze < TIGHTEST:
        raise ShopError("letterhead", "the ways to answer are too long for the part to cut off; shorten them")
    for choice, high in zip(reply.choices, heights, strict=True):
        if isinstance(choice, ChoiceRow):
            _draw_choice_row(sheet, left, edge, top, choice)
        else:
            _draw_choice(sheet, left, edge, top, choice)
        top += high * squeeze
    return top


def _choice_lines(choice: Choice, wide: float) -> tuple[tuple[Rich, ...], tuple[Rich, ...]]:
    """The lines of a box's sentence and of its note."""
    limit = (wide - BOX_TEXT) * MM
    return broken(choice.spans, 10, limit), broken((Span(choice.note),), 8.5, limit)


def _choice_height(choice: Choice | ChoiceRow, wide: float) -> float:
    """How far below a box the next one begins."""
    if isinstance(choice, ChoiceRow):
        return ROW_HEIGHT
    lines, notes = _choice_lines(choice, wide)
    return 6.7 + (len(lines) - 1) * CHOICE_PITCH + len(notes) * NOTE_PITCH


def _draw_codes(sheet: Sheet, layout: Layout, reply: Reply, left: float) -> None:
    """Bar code with its text; QR code with what scanning it does."""
    top = layout.cut + 15.4
    draw_bar_code(sheet, left, top, reply.code)
    centre = left + code_width(reply.code) / 2
    sheet.text(centre, top + BAR_HEIGHT + 3.6, reply.code, 9, align="centre")
    if not reply.target:
        return
    draw_qr_code(sheet, left, layout.cut + 37.0, reply.target)
    hint = broken((Span(reply.scan_hint),), 9, (layout.right - left - 25.3) * MM)
    for place, line in enumerate(hint):
        sheet.spans(left + 25.3, layout.cut + 39.6 + place * 3.85, line, 9, GREY)


def _draw_choice(sheet: Sheet, left: float, edge: float, top: float, choice: Choice) -> None:
    """A box with its sentence, its note or its line to write on."""
    sheet.box(left, top, BOX)
    baseline = top + 3.1
    lines, notes = _choice_lines(choice, edge - left)
    end = left
    for place, line in enumerate(lines):
        end = sheet.spans(left + BOX_TEXT, baseline + place * CHOICE_PITCH, line, 10)
    baseline += (len(lines) - 1) * CHOICE_PITCH
    if choice.fill_in:
        sheet.rule(min(end + 2.0, edge - 15.0), baseline + 0.8, edge, baseline + 0.8, thick=0.5, colour=GREY)
    for line in notes:
        baseline += NOTE_PITCH
        sheet.spans(left + BOX_TEXT, baseline, line, 8.5, GREY)


def _draw_choice_row(sheet: Sheet, left: float, edge: float, top: float, row: ChoiceRow) -> None:
    """An item's name and its boxes side by side."""
    sheet.text(left, top + 3.1, fitted(row.title, 10, (edge - left) * MM, bold=True), 10, bold=True)
    texts = ["".join(span.text for span in choice.spans) for choice in row.choices]
    taken = sum(BOX_TEXT + width(text, 9.5) / MM for text in texts)
    gap = min(7.0, (edge - left - taken) / max(len(texts) - 1, 1))
    at = left
    for text in texts:
        sheet.box(at, top + 5.0, BOX)
        sheet.text(at + BOX_TEXT, top + 8.1, text, 9.5)
        at += BOX_TEXT + width(text, 9.5) / MM + gap


def _draw_signature(sheet: Sheet, layout: Layout, reply: Reply, edge: float, line: float) -> None:
    """Where to write the date and to sign."""
    sheet.rule(layout.left, line, layout.left + 32.0, line, thick=0.5, colour=GREY)
    sheet.text(layout.left, line + 3.3, reply.date_label, 8, colour=GREY)
    sheet.rule(layout.left + 38.0, line, edge, line, thick=0.5, colour=GREY)
    sheet.text(layout.left + 38.0, line + 3.3, reply.signature_label, 8, colour=GREY)


def _draw_return_address(sheet: Sheet, layout: Layout, reply: Reply) -> None:
    """Where to send the part, at the foot of the page."""
    shown = fitted(reply.return_to, 8.5, (layout.right - layout.left) * MM)
    if shown != reply.return_to:
        raise ShopError("letterhead", "the return address is too long for one line; shorten it")
    sheet.text(layout.left, layout.height - FOOT, shown, 8.5, colour=GREY)
