"""A letter as pictures: on the screen, and for the printer, from the very bytes that are kept."""

from dataclasses import dataclass

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page: pixels as four bytes each (red, green, blue, unused) in rows of `stride` bytes.

    `page_width` and `page_height` are the paper's own, in points (1/72 inch).
    """

    width: int
    height: int
    stride: int
    pixels: bytes
    page_width: float
    page_height: float


def picture_pages(document: bytes, most_wide: int, most_high: int) -> tuple[PagePicture, ...]:
    """All pages of a letter, the first no larger than so many pixels. Raises ShopError for a damaged file."""
    from boapp.documents.preview import page_size

    width, height = page_size(document)
    return _pictures(document, min(most_wide / width, most_high / height))


def picture_pages_for_print(document: bytes, dots_per_inch: int) -> tuple[PagePicture, ...]:
    """All pages of a letter as fine as the printer prints. Raises ShopError for a damaged file."""
    return _pictures(document, dots_per_inch / POINTS_PER_INCH)


def _pictures(document: bytes, scale: float) -> tuple[PagePicture, ...]:
    from boapp.documents.preview import page_count, page_size, render_page

    found = []
    for number in range(page_count(document)):
        image = render_page(document, number, scale)
        width, height = page_size(document, number)
        found.append(PagePicture(image.width, image.height, image.stride, image.pixels, width, height))
    return tuple(found)
