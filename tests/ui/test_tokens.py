import pytest

from boapp.ui.tokens import DARK, LIGHT, TONES, Tokens, contrast

GROUNDS = ("window", "sidebar", "surface", "raised", "header", "hover", "selected")

# style 1: contrast of words on grounds, light and dark, in the order of GROUNDS.
PROMISED = {
    "text": ("14.7/14.8", "13.3/15.5", "16.1/13.6", "16.1/12.0", "15.2/12.8", "14.2/11.3", "13.7/10.3"),
    "text2": ("6.4/8.9", "5.8/9.4", "7.0/8.2", "7.0/7.3", "6.6/7.7", "6.2/6.9", "6.0/6.3"),
    "text3": ("5.3/7.0", "4.8/7.4", "5.8/6.5", "5.8/5.7", "5.5/6.1", "5.1/5.4", "5.0/4.9"),
    "accent_text": ("7.7/9.7", "7.0/10.2", "8.5/8.9", "8.5/7.9", "8.0/8.4", "7.4/7.4", "7.2/6.8"),
    "here_text": ("7.3/9.8", "6.6/10.2", "8.0/9.0", "8.0/7.9", "7.5/8.5", "7.0/7.5", "6.8/6.8"),
    "bad_text": ("6.9/8.7", "6.2/9.1", "7.5/8.0", "7.5/7.1", "7.1/7.5", "6.6/6.7", "6.4/6.1"),
    "warn_text": ("7.0/10.5", "6.4/11.0", "7.7/9.6", "7.7/8.5", "7.3/9.1", "6.8/8.0", "6.6/7.3"),
}
OTHER_TEXT = (
    ("on_accent", "accent", "7.2/5.2"),
    ("on_accent", "accent_hover", "8.8/5.9"),
    ("on_here", "here", "6.0/7.0"),
    ("here_text", "here_tint", "6.8/7.4"),
    ("accent_text", "coming_tint", "7.5/7.6"),
    ("warn_text", "warn_tint", "6.9/8.1"),
    ("bad_text", "bad_tint", "6.5/7.1"),
    ("accent_text", "warn_tint", "7.5/7.5"),
    ("text2", "track", "5.3/5.3"),
    ("tip_text", "tip", "13.6/13.0"),
    ("tip_text2", "tip", "8.8/6.0"),
)
PARTS = {
    "control": ("window", "sidebar", "surface", "raised", "header"),
    "accent": ("surface", "window"),
    "focus": ("surface", "window", "sidebar", "header", "hover", "selected"),
    "here": ("surface", "track", "selected"),
    "coming_line": ("surface", "selected", "coming_tint", "header", "track"),
    "warn_line": ("surface", "warn_tint"),
    "bad_line": ("surface", "selected", "header", "bad_tint"),
}


def _both(ink: str, ground: str) -> tuple[float, float]:
    return tuple(contrast(getattr(look, ink), getattr(look, ground)) for look in (LIGHT, DARK))  # type: ignore[return-value]  # two looks


@pytest.mark.parametrize("ink", PROMISED)
def test_that_words_stand_out_on_every_ground_as_the_style_page_says(ink: str) -> None:
    for ground, promised in zip(GROUNDS, PROMISED[ink], strict=True):
        found = _both(ink, ground)
        assert min(found) >= 4.5
        assert "/".join(f"{ratio:.1f}" for ratio in found) == promised, f"{ink} on {ground}"


@pytest.mark.parametrize(("ink", "ground", "promised"), OTHER_TEXT)
def test_that_words_on_coloured_grounds_stand_out_as_promised(ink: str, ground: str, promised: str) -> None:
    found = _both(ink, ground)
    assert min(found) >= 4.5
    assert "/".join(f"{ratio:.1f}" for ratio in found) == promised


@pytest.mark.parametrize("part", PARTS)
def test_that_outlines_rings_and_bars_can_be_seen(part: str) -> None:
    assert min(min(_both(part, ground)) for ground in PARTS[part]) >= 3


@pytest.mark.parametrize("tone", TONES)
@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_that_a_badge_can_be_read_in_every_tone(tone: str, look: Tokens) -> None:
    tint, ink = TONES[tone]
    assert contrast(getattr(look, ink), getattr(look, tint)) >= 4.5


def test_that_contrast_is_one_for_the_same_colour_and_21_for_black_on_white() -> None:
    assert contrast("#123456", "#123456") == 1
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
