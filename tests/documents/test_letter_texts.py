"""The text of every kind of letter, compared with a committed file so that a wanted change is read as a diff."""

from pathlib import Path

import pytest

from boapp.documents.layouts import US_10
from boapp.documents.rendering import render_letter
from boapp.documents.texts import LANGUAGES
from tests.documents.examples import AMERICAN, CONSENT, EXAMPLES, NO_DATE, TODAY
from tests.documents.paper import text_of

COMMITTED = Path(__file__).parent / "committed"


@pytest.mark.parametrize("name", EXAMPLES)
def test_that_a_letter_says_what_was_agreed(name: str, update_committed: bool) -> None:
    letter, letterhead, layout = EXAMPLES[name]
    text = text_of(render_letter(letter, letterhead, layout, TODAY))
    committed = COMMITTED / f"{name}.txt"
    if update_committed:
        committed.write_text(text, encoding="utf-8")
    assert text == committed.read_text(encoding="utf-8")


def test_that_no_committed_text_is_left_without_a_letter() -> None:
    assert {path.stem for path in COMMITTED.glob("*.txt")} == set(EXAMPLES)


def test_that_the_same_values_give_the_same_bytes() -> None:
    first = render_letter(CONSENT, AMERICAN, US_10, TODAY)
    render_letter(NO_DATE, AMERICAN, US_10, TODAY)
    assert render_letter(CONSENT, AMERICAN, US_10, TODAY) == first


def test_that_a_letter_carries_the_day_it_was_written() -> None:
    assert b"D:20261112" in render_letter(CONSENT, AMERICAN, US_10, TODAY)


def test_that_every_language_has_every_sentence_with_the_same_placeholders() -> None:
    english = LANGUAGES["en"]
    for texts in LANGUAGES.values():
        assert texts.keys() == english.keys()
        for key, sentence in texts.items():
            assert sentence.count("{") == english[key].count("{"), key
            assert sentence.count("**") % 2 == 0, key
