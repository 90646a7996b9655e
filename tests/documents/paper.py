"""What is really on the paper: texts, glyph boxes, lines and codes read back from the PDF, in millimetres."""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

from boapp.documents.preview import render_page

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Mark:
    """Something printed: its rectangle in millimetres from the top left, and its character if it is one."""

    left: float
    top: float
    right: float
    bottom: float
    character: str = ""


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[place].get_textpage().get_text_range() for place in range(len(document))]
    document.close()
    return "\n\f\n".join(page.replace("\r\n", "\n").strip() for page in pages) + "\n"


def flowing_text(pdf: bytes) -> str:
    """The text with its lines joined, to look for sentences in."""
    return " ".join(text_of(pdf).split())


def glyphs(pdf: bytes, page: int = 0) -> list[Mark]:
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[page]
    height = sheet.get_height()
    text = sheet.get_textpage()
    found = []
    for place in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(place)
        character = text.get_text_range(place, 1)
        if character.strip():
            found.append(Mark(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM, character))
    document.close()
    return found


def lines_and_boxes(pdf: bytes) -> list[Mark]:
    """Everything drawn that is no text."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[0]
    height = sheet.get_height()
    found = []
    for item in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        found.append(Mark(left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
    document.close()
    return found


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    sizes = [(round(page.get_width() / MM, 1), round(page.get_height() / MM, 1)) for page in document]
    document.close()
    return sizes


def fonts_embedded(pdf: bytes) -> dict[str, bool]:
    """Every font that draws something, and whether it travels in the file."""
    document = pypdfium2.PdfDocument(pdf)
    found = {}
    for page in document:
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(item)
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            found[name.value.decode()] = bool(pdfium.FPDFFont_GetIsEmbedded(font))
    document.close()
    return found


def print_scaling(pdf: bytes) -> bool:
    """Whether a viewer is left free to shrink the page."""
    document = pypdfium2.PdfDocument(pdf)
    free = bool(pdfium.FPDF_VIEWERREF_GetPrintScaling(document))
    document.close()
    return free


def codes(pdf: bytes) -> dict[str, str]:
    """What a scanner reads from the printed page, by kind of code."""
    picture = render_page(pdf, scale=4.0)
    green = memoryview(picture.pixels[1::4]).cast("B", (picture.height, picture.stride // 4))
    return {str(code.format): code.text for code in zxingcpp.read_barcodes(green)}
