"""What a rule needs to know of a product."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Product:
    """A product as the rules see it; quantities in 1/10,000 units."""

    product_id: int
    sku: str
    pack: int = 10_000
    minimum_part: int = 0
    name: str = ""
    decimals: int = 0
