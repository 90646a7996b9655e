"""Quantities are whole numbers of 1/10,000 unit, read and written exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boapp.domain.quantities import MAXIMUM, UNIT, format_quantity, parse_quantity, smallest_unit


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("12", 12 * UNIT),
        ("0.25", 2_500),
        ("0.2500", 2_500),
        (" 7 ", 7 * UNIT),
        ("-3", -3 * UNIT),
        ("+1", UNIT),
    ],
)
def test_that_a_number_is_read_exactly(text: str, quantity: int) -> None:
    assert parse_quantity(text) == quantity


@pytest.mark.parametrize("text", ["", "x", "1,5", "1e3", "1.", ".5", "--1", "٣", "1 000", "NaN", "9" * 16])
def test_that_what_is_no_number_is_said_so(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        parse_quantity(text)


def test_that_trailing_zeros_are_no_precision() -> None:
    assert parse_quantity("3.000", decimals=0) == 3 * UNIT


def test_that_pieces_are_whole() -> None:
    with pytest.raises(ValueError, match="must be a whole number"):
        parse_quantity("1.5", decimals=0)


def test_that_more_decimals_than_the_product_has_are_refused() -> None:
    with pytest.raises(ValueError, match="has more than 3 decimals"):
        parse_quantity("0.1234", decimals=3)


def test_that_no_shop_has_more_than_a_thousand_million() -> None:
    assert parse_quantity("1000000000") == MAXIMUM
    with pytest.raises(ValueError, match="larger than any shop's stock"):
        parse_quantity("1000000001")


def test_that_the_least_quantity_follows_from_the_decimals() -> None:
    assert [smallest_unit(decimals) for decimals in range(5)] == [10_000, 1_000, 100, 10, 1]


@given(st.integers(-MAXIMUM, MAXIMUM))
def test_that_what_is_written_is_read_back(quantity: int) -> None:
    assert parse_quantity(format_quantity(quantity)) == quantity
