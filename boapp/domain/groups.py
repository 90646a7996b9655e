"""Which lines take part in a run, and which of them decide together (semantics 5).

Products that no order ties together never touch each other, so each group of products is
served by itself; the result is the same as serving all at once.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from boapp.domain.claims import OUTSIDE
from boapp.domain.orders import Delivery
from boapp.domain.situation import Situation
from boapp.domain.strategies import Distribution, RuleSet, Strategy, segment_of, served_as


@dataclass(frozen=True, slots=True)
class Group:
    """Products that decide together, and their lines by place in the situation."""

    product_ids: Sequence[int]
    places: Sequence[int]


def segments_taken(situation: Situation, rule_set: RuleSet, left: Collection[int]) -> list[int]:
    """The place of each line's segment; OUTSIDE for a line that is not in the run and counts as it stands.

    Not in the run are lines under *skip*, those no segment matches, special orders, those of
    other products, and those `left` as they were.
    """
    products = situation.run_product_ids
    taken = []
    for line in situation.lines:
        place = segment_of(rule_set, line)
        inside = (
            place is not None
            and served_as(rule_set.segments[place], line) is not Strategy.SKIP
            and not line.special_order
            and line.line_id not in left
            and (products is None or line.product_id in products)
        )
        taken.append(place if inside and place is not None else OUTSIDE)
    return taken


def tying_orders(situation: Situation, rule_set: RuleSet, segments: Sequence[int]) -> set[int]:
    """The orders whose lines decide together.

    One flag makes the whole order complete; *most complete orders* looks at orders as a whole.
    """
    by_whole_orders = {
        place
        for place, segment in enumerate(rule_set.segments)
        if segment.distribution is Distribution.MOST_COMPLETE
    }
    return {
        line.order_id
        for line, place in zip(situation.lines, segments, strict=True)
        if line.delivery is Delivery.COMPLETE_ORDER or place in by_whole_orders
    }


def tied_groups(situation: Situation, tying: Collection[int]) -> Iterator[Group]:
    """All products, in groups that share no tying order, with all their lines."""
    leader = {product.product_id: product.product_id for product in situation.products}

    def find(product_id: int) -> int:
        while leader[product_id] != product_id:
            leader[product_id] = product_id = leader[leader[product_id]]
        return product_id

    first_of: dict[int, int] = {}
    if tying:
        for line in situation.lines:
            if line.order_id in tying:
                first = first_of.setdefault(line.order_id, line.product_id)
                leader[find(line.product_id)] = find(first)
    places: dict[int, list[int]] = {product.product_id: [] for product in situation.products}
    for place, line in enumerate(situation.lines):
        places[line.product_id].append(place)
    together: dict[int, list[int]] = {}
    for product in situation.products:
        together.setdefault(find(product.product_id), []).append(product.product_id)
    for product_ids in together.values():
        yield Group(product_ids, [place for product_id in product_ids for place in places[product_id]])
