"""Kept letters put behind one another for the printer: the very pages that were kept, nothing drawn anew."""

import io
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from boapp.errors import ShopError


def merge_letters(letters: Sequence[bytes]) -> bytes:
    """One PDF of all pages of all letters in the order given; no viewer is told to scale it.

    The kept bytes stay what they are; the merged file is for printing and not kept. Raises ShopError when there is
    nothing to print, or naming the place of a letter that cannot be read.
    """
    if not letters:
        raise ShopError("print", "no letters are chosen")
    merged: Any = pypdfium2.PdfDocument.new()
    try:
        for place, letter in enumerate(letters, start=1):
            _append(merged, letter, place)
        buffer = io.BytesIO()
        merged.save(buffer)
        return buffer.getvalue()
    finally:
        merged.close()


def _append(merged: Any, letter: bytes, place: int) -> None:
    """All pages of one letter behind those already there; the first one brings the rule not to scale."""
    try:
        source: Any = pypdfium2.PdfDocument(letter)
    except pypdfium2.PdfiumError as error:
        raise ShopError(f"letter {place}", "its kept file is damaged; restore it from a backup") from error
    try:
        merged.import_pages(source)
        if place == 1:
            pdfium.FPDF_CopyViewerPreferences(merged, source)
    finally:
        source.close()
