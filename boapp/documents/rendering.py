"""From a letter's values to the bytes that are kept, printed and shown.

The same values and the same day give the same bytes (invariant 5 of semantics 10 keeps them with their hash).
"""

import io
import re
from datetime import date
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from boapp.documents.arrival import compose_arrival
from boapp.documents.body_part import Fitting, draw_body, draw_table, fit_body, table_of
from boapp.documents.cancellation import compose_cancellation
from boapp.documents.codes import NARROWEST_BAR, bar_width
from boapp.documents.delay import compose_delay
from boapp.documents.fonts import faces
from boapp.documents.layouts import Layout
from boapp.documents.letter import (
    ArrivalLetter,
    CancellationLetter,
    DelayLetter,
    Letter,
    Letterhead,
    PartShipmentLetter,
)
from boapp.documents.page import Content
from boapp.documents.part_shipment import compose_part_shipment
from boapp.documents.parts import LONGEST_CODE, reply_code
from boapp.documents.prepare import check_glyphs, prepared
from boapp.documents.reply_drawing import draw_reply
from boapp.documents.sheet import GREY, Sheet
from boapp.documents.typesetting import COMFORTABLE, HEAD_HEIGHT, MM
from boapp.documents.upper_part import (
    check_address,
    check_letterhead,
    draw_address,
    draw_facts,
    draw_letterhead,
    draw_marks,
)
from boapp.errors import ShopError

LEAST_CONTRAST = 4.5
# Streams as they are: the text form of them is a quarter larger and takes a tenth of the time.
rl_config.useA85 = 0


def render_letter(letter: Letter, letterhead: Letterhead, layout: Layout, today: date) -> bytes:
    """A letter as PDF: one page, and an enclosed list behind it only when not all its lines fit.

    Fonts are embedded, no viewer is told to scale. Raises ShopError (RequestRefused for several) before anything
    is drawn: a character without a glyph, an address that does not fit the window, a letterhead that is too wide
    or too pale, a letter the law does not let go out. Sources: letters 1 to 4, notices 2 to 5.
    """
    letter, letterhead = prepared(letter), prepared(letterhead)
    check_glyphs(letter, letterhead)
    check_letterhead(layout, letterhead)
    check_address(layout, letter.addressee)
    _check_accent(letterhead.accent)
    _check_code(letter)
    content = compose(letter, letterhead, today)
    fitting = fit_body(layout, content, letter.record)
    buffer = io.BytesIO()
    canvas = _canvas(buffer, layout, today, f"{content.subject} · {reply_code(letter)}", letterhead.shop_name)
    sheet = Sheet(canvas, layout.height, letterhead.accent)
    draw_letterhead(sheet, layout, letterhead)
    draw_address(sheet, layout, letter.addressee, letterhead)
    draw_facts(sheet, layout, content.facts)
    draw_body(sheet, layout, content, fitting)
    draw_marks(sheet, layout)
    draw_reply(sheet, layout, content.reply)
    canvas.showPage()
    _draw_enclosed(sheet, layout, letterhead, content, fitting)
    canvas.save()
    return buffer.getvalue()


def compose(letter: Letter, letterhead: Letterhead, today: date) -> Content:
    """What a letter says, in order, before it has a place on the paper."""
    if isinstance(letter, DelayLetter):
        return compose_delay(letter, letterhead, today)
    if isinstance(letter, ArrivalLetter):
        return compose_arrival(letter, letterhead, today)
    if isinstance(letter, PartShipmentLetter):
        return compose_part_shipment(letter, letterhead, today)
    if isinstance(letter, CancellationLetter):
        return compose_cancellation(letter, letterhead, today)
    raise TypeError(f"no such letter: {type(letter).__name__}")


def _canvas(buffer: io.BytesIO, layout: Layout, today: date, title: str, author: str) -> Any:
    """An empty PDF of that paper, dated `today`, with nothing in it that changes from run to run."""
    canvas: Any = Canvas(
        buffer,
        pagesize=(layout.width * MM, layout.height * MM),
        pageCompression=1,
        invariant=1,
        initialFontName=faces(False)[0].name,
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("boapp")
    canvas.setViewerPreference("PrintScaling", "None")
    stamp = today.strftime("D:%Y%m%d000000Z")
    canvas.setDateFormatter(lambda *_: stamp)
    return canvas


def _draw_enclosed(
    sheet: Sheet, layout: Layout, letterhead: Letterhead, content: Content, fitting: Fitting
) -> None:
    """All lines of a letter whose first page could not show them, on as many pages as they need."""
    table = table_of(content)
    if table is None or fitting.rows == len(table.rows):
        return
    top = layout.head_rule + 20
    rows = int((layout.height - 20 - top - HEAD_HEIGHT) * MM / COMFORTABLE.table_pitch)
    rows -= len(table.charges) + len(table.totals) + 1
    starts = range(0, len(table.rows), rows)
    for place, start in enumerate(starts):
        draw_letterhead(sheet, layout, letterhead)
        sheet.text(layout.left, top - 7, content.enclosed_title, 13, bold=True, colour=sheet.accent)
        page = content.enclosed_page.format(page=place + 2, pages=len(starts) + 1)
        sheet.text(layout.right, top - 7, page, 9.5, colour=GREY, align="right")
        shown = min(rows, len(table.rows) - start)
        draw_table(sheet, layout, table, top, COMFORTABLE, shown, start, whole=True)
        sheet.canvas.showPage()


def _check_accent(accent: str) -> None:
    """Refuse a colour that is none, or too pale to be read on white (letters 1: 4.5 to 1)."""
    if not re.fullmatch("#[0-9a-fA-F]{6}", accent):
        raise ShopError("letterhead", f"“{accent[:20]}” is no colour; write it as #1f5c50")
    channels = [int(accent[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    if 1.05 / (light + 0.05) < LEAST_CONTRAST:
        raise ShopError(
            "letterhead", f"the colour {accent} is too pale to be read on white; choose a darker one"
        )


def _check_code(letter: Letter) -> None:
    """Refuse a notice number that no scanner could read."""
    code = reply_code(letter)
    readable = code and code.isascii() and code.isprintable() and len(code) <= LONGEST_CODE
    if not readable or bar_width(code) < NARROWEST_BAR:
        raise ShopError(
            f"notice {letter.notice_number[:40]}",
            f"cannot be printed as a bar code of {LONGEST_CODE} plain characters",
        )
