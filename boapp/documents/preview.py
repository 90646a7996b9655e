"""A kept letter as a picture: the preview shows the very bytes that are kept and printed."""

from dataclasses import dataclass
from typing import Any

import pypdfium2

from boapp.errors import ShopError

LARGEST_SIDE = 12_000


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as pixels: four bytes each, red, green, blue and one unused, rows of `stride` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises ShopError when it cannot be read."""
    document = _opened(pdf)
    try:
        return len(document)
    finally:
        document.close()


def page_size(pdf: bytes, page: int = 0) -> tuple[float, float]:
    """Width and height of a page in points, to choose a scale. Raises ShopError when it cannot be read."""
    document = _opened(pdf)
    try:
        width, height = _page(document, page).get_size()
        return float(width), float(height)
    finally:
        document.close()


def render_page(pdf: bytes, page: int = 0, scale: float = 1.0) -> PageImage:
    """A page at `scale` pixels per point (1.0 = 72 dpi; 2.0 on a sharp screen).

    Raises ShopError when the file cannot be read, has no such page, or the picture would be absurdly large.
    """
    document = _opened(pdf)
    try:
        found = _page(document, page)
        if not 0 < max(found.get_size()) * scale <= LARGEST_SIDE:
            raise ShopError("preview", f"cannot be shown at a scale of {scale}")
        bitmap = found.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        document.close()


def _opened(pdf: bytes) -> Any:
    """The document, or a message that says what to do."""
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ShopError("letter", "its kept file is damaged; restore it from a backup") from error


def _page(document: Any, page: int) -> Any:
    """One page of a document."""
    if not 0 <= page < len(document):
        raise ShopError("letter", f"has {len(document)} pages, there is no page {page + 1}")
    return document[page]
