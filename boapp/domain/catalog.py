"""What a rule needs to know of a product."""

from dataclasses import dataclass

from boapp.domain.quantities import UNIT


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the rules see it; quantities in 1/10,000 units.

    `pack`: a part of a line is rounded down to a multiple of it. `minimum_part`: smaller
    parts are not offered (both semantics 5). `counter_quantity`: so much of what nobody
    holds on hand is kept for the counter (semantics 1).
    """

    product_id: int
    sku: str
    pack: int = UNIT
    minimum_part: int = 0
    name: str = ""
    decimals: int = 0
    counter_quantity: int = 0
