"""Documents that other programs hand in are read strictly, and every error is named."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

import pytest

from boapp.errors import RequestRefused
from boapp.exchange.json_reading import JsonObject, Problems, read_document


class Colour(StrEnum):
    """Something to choose from."""

    RED = "red"
    GREEN = "green"


def refused(
    document: str | bytes, read: Callable[[JsonObject], object] = lambda _: None, *keys: str
) -> list[str]:
    """Every error of a document as `path: reason`."""

    def read_whole() -> None:
        problems = Problems()
        read(read_document(document, problems, optional=keys))
        problems.raise_if_any()

    with pytest.raises(RequestRefused) as caught:
        read_whole()
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "document",
    ["", "{", "[1,]", "{'format': 1}", '{"format": NaN}', b"\xff\xfe", "[" * 100_000, '{"format": 1} {}'],
)
def test_that_what_is_not_json_is_refused_at_the_root(document: str | bytes) -> None:
    (problem,) = refused(document)
    assert problem.startswith("$: ")


@pytest.mark.parametrize("document", ["[]", "1", "null", '"text"'])
def test_that_a_document_is_an_object(document: str) -> None:
    assert refused(document) == ["$: must be an object {…}"]


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ("{}", "format: is missing"),
        ('{"format": null}', "format: is missing"),
        ('{"format": 2}', "format: 2 is unknown here; known: 1"),
        ('{"format": true}', "format: must be a whole number, not true"),
        ('{"format": "1"}', 'format: must be a whole number, not "1"'),
        ('{"format": 1.0}', "format: must be a whole number, not 1.0"),
        ('{"format": 1, "colour": "red"}', "colour: unknown key"),
        ('{"format": 1, "odd\\nkey": null}', '"odd\\nkey": unknown key'),
        ('{"format": 1, "format": 1}', "format: stands there more than once"),
    ],
)
def test_that_keys_and_the_format_are_checked(document: str, problem: str) -> None:
    assert refused(document) == [problem]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("20261122", "must be a string, not 20261122"),
        ('"22.11.2026"', '"22.11.2026" is no date; write YYYY-MM-DD'),
        ('"2026-11-22T10:00"', '"2026-11-22T10:00" is no date; write YYYY-MM-DD'),
        ('"20261122"', '"20261122" is no date; write YYYY-MM-DD'),
        ('"2026-W47-7"', '"2026-W47-7" is no date; write YYYY-MM-DD'),
        ('" 2026-11-22"', '" 2026-11-22" is no date; write YYYY-MM-DD'),
        ('"2026-11-22\\n"', '"2026-11-22\\n" is no date; write YYYY-MM-DD'),
        ('"٢٠٢٦-11-22"', '"٢٠٢٦-11-22" is no date; write YYYY-MM-DD'),
        ('""', '"" is no date; write YYYY-MM-DD'),
        ('"2026-02-29"', "there is no such date as 2026-02-29"),
        ('"0000-01-01"', "there is no such date as 0000-01-01"),
        ('"9999-12-31"', "9999-12-31 is out of range; years go from 1900 to 2999"),
    ],
)
def test_that_a_day_is_written_as_year_month_day_and_is_real(written: str, reason: str) -> None:
    document = f'{{"format": 1, "day": {written}}}'
    assert refused(document, lambda top: top.day("day"), "day") == [f"day: {reason}"]


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("12", "must be a string, not 12"),
        ('"-3"', '"-3" is negative'),
        ('"1.5"', '"1.5" must be a whole number'),
        ('"many"', '"many" is not a number'),
        ('["1"]', 'must be a string, not ["1"]'),
        (f'"{"9" * 60}"', f'"{"9" * 38}… is not a number'),
    ],
)
def test_that_a_quantity_is_a_string_that_fits_the_product(written: str, reason: str) -> None:
    document = f'{{"format": 1, "quantity": {written}}}'
    assert refused(document, lambda top: top.quantity("quantity", 0), "quantity") == [f"quantity: {reason}"]


def test_that_values_of_the_wrong_kind_are_named_with_the_way_out() -> None:
    document = (
        '{"format": 1, "colour": "blue", "pinned": 0, "order": {}, "lines": {}, "names": ["a", 1], "of": 1}'
    )

    def read(top: JsonObject) -> None:
        top.choice("colour", Colour)
        top.flag("pinned")
        top.text("order")
        top.entries("lines")
        top.texts("names")
        top.section("of")

    assert refused(document, read, "colour", "pinned", "order", "lines", "names", "of") == [
        'colour: "blue" is unknown; one of red, green',
        "pinned: must be true or false, not 0",
        "order: must be a string, not {}",
        "lines: must be a list […]",
        "names[1]: must be a string, not 1",
        "of: must be an object {…}",
    ]


def test_that_errors_deep_in_the_document_are_named_by_their_path() -> None:
    document = (
        '{"format": 1, "lines": [{"id": "A"}, null, {"id": "B", "parts": [{"day": "2026-13-01"}]}, {}]}'
    )

    def read(top: JsonObject) -> None:
        for line in top.entries("lines", ("id",), ("parts",)):
            for part in line.entries("parts", (), ("day",)):
                part.day("day")

    assert refused(document, read, "lines") == [
        "lines[1]: must be an object {…}",
        "lines[3].id: is missing",
        "lines[2].parts[0].day: there is no such date as 2026-13-01",
    ]


def test_that_a_good_document_is_read_whole() -> None:
    problems = Problems()
    top = read_document(
        b'\xef\xbb\xbf{"format": 1, "day": "2026-11-22", "colour": "green", "quantity": "0.250", "pinned": false,'
        b' "number": 7, "of": {"sku": "X"}, "names": ["a"], "absent": null}',
        problems,
        ("day",),
        ("colour", "quantity", "pinned", "number", "of", "names", "absent", "never"),
    )
    problems.raise_if_any()
    assert top.day("day") == date(2026, 11, 22)
    assert top.choice("colour", Colour) is Colour.GREEN
    assert top.quantity("quantity") == 2_500
    assert top.flag("pinned") is False
    assert top.whole_number("number") == 7
    assert top.section("of", ("sku",)).text("sku") == "X"
    assert top.texts("names") == ["a"]
    assert top.text("absent") is None
    assert top.entries("never") == []
    problems.raise_if_any()


def test_that_half_a_character_is_refused_where_it_stands() -> None:
    assert refused(r'{"format": 1, "names": ["a", "b\ud800"]}', lambda top: top.texts("names"), "names") == [
        r'names[1]: "b\ud800" holds half a character, which no file can keep'
    ]


def test_that_a_number_of_absurd_length_is_refused_where_it_stands() -> None:
    [error] = refused(
        f'{{"format": 1, "number": {"9" * 5000}}}', lambda top: top.whole_number("number"), "number"
    )
    assert error == "number: must be a whole number, not Infinity"


def test_that_an_error_stays_on_one_line_whatever_it_quotes() -> None:
    problems = Problems()
    problems.add("lines[0].id", '"A\nlines[9].id: B" stands there already')
    with pytest.raises(RequestRefused) as caught:
        problems.raise_if_any()
    assert str(caught.value) == 'lines[0].id: "A lines[9].id: B" stands there already'
