"""Kept letters printed together and shown on the screen: the very pages that were kept."""

import pytest

from boapp.documents.merge import merge_letters
from boapp.documents.preview import page_count, page_size, render_page
from boapp.documents.rendering import render_letter
from boapp.errors import ShopError
from tests.documents.examples import EXAMPLES, TODAY
from tests.documents.paper import codes, page_sizes, print_scaling, text_of


def letters() -> list[bytes]:
    return [
        render_letter(letter, letterhead, layout, TODAY) for letter, letterhead, layout in EXAMPLES.values()
    ]


def test_that_merged_letters_are_the_kept_pages_in_order() -> None:
    kept = letters()
    merged = merge_letters(kept)
    assert page_count(merged) == len(kept)
    assert text_of(merged) == "\n\f\n".join(text_of(letter).strip() for letter in kept) + "\n"
    assert page_sizes(merged) == [size for letter in kept for size in page_sizes(letter)]
    assert codes(merged) == codes(kept[0])


def test_that_no_viewer_is_told_to_scale_merged_letters() -> None:
    assert not print_scaling(merge_letters(letters()[:2]))


def test_that_nothing_to_print_and_damaged_letters_are_said() -> None:
    with pytest.raises(ShopError, match="no letters"):
        merge_letters([])
    with pytest.raises(ShopError, match="letter 2: its kept file is damaged"):
        merge_letters([letters()[0], b"no PDF"])
    with pytest.raises(ShopError, match="damaged"):
        page_count(b"")


def test_that_a_page_becomes_a_picture_of_its_size() -> None:
    letter = letters()[0]
    width, height = page_size(letter)
    picture = render_page(letter, scale=1.5)
    assert abs(picture.width - width * 1.5) <= 1
    assert abs(picture.height - height * 1.5) <= 1
    assert len(picture.pixels) == picture.stride * picture.height
    assert picture.pixels[:3] == b"\xff\xff\xff"
    assert min(picture.pixels[: picture.stride * picture.height // 2]) < 100


def test_that_the_shop_s_colour_comes_out_as_red_green_blue() -> None:
    picture = render_page(letters()[0], scale=2.0)
    pixels = {picture.pixels[place : place + 3] for place in range(0, picture.stride * 200, 4)}
    assert bytes.fromhex("1f5c50") in pixels


def test_that_a_page_that_is_not_there_and_an_absurd_scale_are_refused() -> None:
    letter = letters()[0]
    with pytest.raises(ShopError, match="no page 2"):
        render_page(letter, 1)
    for scale in (0.0, -1.0, 1e9):
        with pytest.raises(ShopError, match="scale"):
            render_page(letter, scale=scale)
