"""Quantities and money as whole numbers, so that every sum closes exactly.

A quantity is an integer of 1/10,000 unit (semantics 1); a product's decimals limit
only what is typed and shown. Money is an integer of minor units of its currency.
"""

import re

UNIT = 10_000
DECIMALS = 4
MAXIMUM = 10**9 * UNIT

_WRITTEN = re.compile(r"[+-]?(\d{1,15})(?:\.(\d{1,20}))?", re.ASCII)


def parse_quantity(text: str, decimals: int = DECIMALS) -> int:
    """Read a quantity as a person or a file writes it ("12", "0.250").

    Returns 1/10,000 units. Trailing zeros are not precision. Raises ValueError, worded
    for the clerk, for what is no number, has more than `decimals` places, or is absurd.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError("is not a number")
    fraction = (match[2] or "").rstrip("0")
    if len(fraction) > decimals:
        if decimals == 0:
            raise ValueError("must be a whole number")
        raise ValueError(f"has more than {decimals} decimals")
    amount = int(match[1]) * UNIT + int(fraction.ljust(DECIMALS, "0") or 0)
    if amount > MAXIMUM:
        raise ValueError("is larger than any shop's stock")
    return -amount if text.strip().startswith("-") else amount


def format_quantity(quantity: int) -> str:
    """Write a quantity of 1/10,000 units in its shortest exact form ("12", "0.25")."""
    whole, fraction = divmod(abs(quantity), UNIT)
    sign = "-" if quantity < 0 else ""
    if not fraction:
        return f"{sign}{whole}"
    return f"{sign}{whole}.{fraction:04d}".rstrip("0")


def smallest_unit(decimals: int) -> int:
    """The least quantity of a product with so many decimals, in 1/10,000 units."""
    return int(10 ** (DECIMALS - decimals))
