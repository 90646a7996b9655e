"""Names in every script a font here has print right; the others are reported with their record."""

import unicodedata
from dataclasses import replace

import pytest

from boapp.documents.fonts import clean, fitted, missing_glyphs, runs, visual, width
from boapp.documents.layouts import DIN_B
from boapp.documents.letter import Addressee
from boapp.documents.rendering import render_letter
from boapp.errors import RequestRefused, ShopError
from tests.documents.examples import ABROAD, BUS, CONSENT, EUROPEAN, TODAY
from tests.documents.paper import fonts_embedded, glyphs, text_of

CITY = "10115 Berlin"


def addressed_to(*lines: str) -> bytes:
    return render_letter(replace(ABROAD, addressee=Addressee((*lines, CITY))), EUROPEAN, DIN_B, TODAY)


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Brzęczyszczykiewicz",
        "Đặng Thị Hạnh",
        "Ελευθερία Παπαδοπούλου",
        "Димитър Иванов",
        "Þóra Ægisdóttir",
    ],
)
def test_that_a_name_read_from_left_to_right_prints_as_written(name: str) -> None:
    text = text_of(addressed_to(name))
    assert name in text
    assert f"Dear {name}," in text


@pytest.mark.parametrize(
    ("name", "font"),
    [("שלום כהן", "DejaVuSans"), ("خالد الحسن", "NotoSansArabic"), ("نیلوفر گلچین", "NotoSansArabic")],
)
def test_that_a_name_read_from_right_to_left_prints_in_reading_order(name: str, font: str) -> None:
    pdf = addressed_to(name)
    window = [g for g in glyphs(pdf) if DIN_B.address.window.contains(g.left, g.top) and g.top > 61.5]
    inside = [g for g in window if not g.character.isascii()]
    from_the_right = "".join(g.character for g in sorted(inside, key=lambda g: -g.left))
    assert unicodedata.normalize("NFKC", from_the_right) == name.replace(" ", "")
    assert any(font in used for used in fonts_embedded(pdf))


def test_that_hebrew_begins_at_the_right() -> None:
    marks = {g.character: g for g in glyphs(addressed_to("אבגד")) if 63 < g.top < 67.5 and g.left < 90}
    assert marks["א"].left > marks["ב"].left > marks["ג"].left > marks["ד"].left


def test_that_arabic_letters_are_joined() -> None:
    isolated, shown = "خالد", visual("خالد")
    assert [hex(ord(c)) for c in shown] == ["0xfeaa", "0xfedf", "0xfe8e", "0xfea7"]
    assert width(isolated, 10) == pytest.approx(sum(width(c, 10) for c in shown))


def test_that_a_foreign_name_inside_a_sentence_leaves_the_sentence_in_order() -> None:
    assert visual("Dear אבג, hello") == "Dear גבא, hello"
    assert visual("Order 12 · אבג") == "Order 12 · גבא"
    assert visual("“אבג” · 2") == "“גבא” · 2"


def test_that_an_address_line_begun_in_hebrew_reads_from_the_right_with_its_number() -> None:
    assert visual("רחוב 15", own_direction=True) == "15 בוחר"
    assert visual("שלום!", own_direction=True) == "!םולש"
    assert visual("שלום!") == "םולש!"


def test_that_a_mark_stays_behind_its_letter() -> None:
    assert visual("שָׁ") == "שָׁ"
    assert visual("e\u0301tage") == "e\u0301tage"
    assert clean("e\u0301tage") == "étage"


def test_that_each_stretch_is_drawn_in_a_font_that_has_it() -> None:
    names = [(face.name, text) for face, text in runs("Ab שלום ☎")]
    assert names == [
        ("Lato-Regular", "Ab "),
        ("DejaVuSans", "שלום"),
        ("Lato-Regular", " "),
        ("DejaVuSans", "☎"),
    ]


@pytest.mark.parametrize("text", ["😀", "中", "ไ", "क", "\ud800"])
def test_that_a_character_without_a_glyph_is_found(text: str) -> None:
    assert missing_glyphs(f"Anna {text} Beck") == (text,)


@pytest.mark.parametrize(
    "text", ["", "Ordinary", "Ångström", "€ £ ¥ ₹", "„Quotes“ – …", "\u200b\u00ad\t\n", "a\u200db"]
)
def test_that_what_can_be_printed_is_not_reported(text: str) -> None:
    assert missing_glyphs(text) == ()


def test_that_every_record_with_an_undrawable_character_is_named() -> None:
    letter = replace(
        CONSENT,
        addressee=Addressee(("王小明", "Main Street 1")),
        lines=(replace(BUS, name="Bus 😀😀 红"),),
        reason="木",
    )
    with pytest.raises(RequestRefused) as refusal:
        render_letter(letter, replace(EUROPEAN, ways=replace(EUROPEAN.ways, web="x.example")), DIN_B, TODAY)
    found = {problem.thing: problem.reason for problem in refusal.value.problems}
    assert found.keys() == {"customer 王小明", "product BUS-010", "order TT-3182"}
    assert "“😀” (U+1F600), “红” (U+7EA2)" in found["product BUS-010"]
    assert "U+6728" in found["order TT-3182"]


def test_that_an_undrawable_letterhead_is_refused_too() -> None:
    with pytest.raises(ShopError, match="letterhead"):
        render_letter(ABROAD, replace(EUROPEAN, shop_name="店"), DIN_B, TODAY)


def test_that_control_and_invisible_characters_never_reach_the_paper() -> None:
    assert clean("a\x00b\x07\r\n c\u202e\u2066d\u00ad\ufeff ") == "a b c d".replace("c d", "cd")
    assert "Ruth Ellery" in text_of(addressed_to("Ruth\x00\n\tEllery\u202e"))


def test_that_a_cut_text_keeps_its_tail_and_its_width() -> None:
    cut = fitted("Ceramic lantern with a very long name", 10, 140, tail=" (LAN-0042)")
    assert cut.endswith("… (LAN-0042)")
    assert width(cut, 10) <= 140
    assert width(fitted("W" * 10_000, 10, 140, tail=" (" + "9" * 10_000 + ")"), 10) <= 140
