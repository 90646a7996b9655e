"""Small scenarios of every kind for `boapp plan` (formats 2), drawn for laying two runs side by side."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

TODAY = date(2026, 10, 1)
STRATEGIES = ("skip", "win", "gain", "improve", "redistribute", "fill", "lose")
KEYS = ("priority", "wanted", "ordered", "waiting", "customer", "told", "promised", "value")

Document = dict[str, Any]


def days(first: int, last: int) -> st.SearchStrategy[str | None]:
    """A date so many days from today, or none."""
    some = st.integers(first, last).map(lambda days: (TODAY + timedelta(days)).isoformat())
    return st.none() | some


def amount(draw: st.DrawFn, decimals: int, most: int, least: int = 0) -> str:
    """A quantity as a file says it, in the product's smallest units."""
    return str(Decimal(draw(st.integers(least, most))).scaleb(-decimals))


SETTINGS = st.fixed_dictionaries(
    {"distribution": st.sampled_from(["ranked", "equal", "most_complete"])},
    optional={
        "late_receipt_days": st.integers(0, 3),
        "cover": st.sampled_from(["closest_before", "on_hand_first"]),
        "margin_days": st.integers(0, 4),
        "ageing_days": st.sampled_from([1, 10, 30]),
    },
)
RANKING = st.lists(st.sampled_from([sign + key for key in KEYS for sign in ("", "-")]), max_size=3)


@st.composite
def scenarios(draw: st.DrawFn) -> Document:
    """A scenario of one to three products, up to five supplies and one to seven lines in up to four orders."""
    products = [draw_product(draw, sku) for sku in "XYZ"[: draw(st.integers(1, 3))]]
    supplies = [draw_supply(draw, place, products) for place in range(draw(st.integers(0, 5)))]
    left = {supply["id"]: Decimal(supply["quantity"]) for supply in supplies}
    smallest = {product["sku"]: Decimal(1).scaleb(-product["decimals"]) for product in products}
    one_strategy = draw(st.none() | st.sampled_from(STRATEGIES[1:]))
    lines = []
    for place in range(draw(st.integers(1, 7))):
        line = draw_line(draw, place, products)
        if one_strategy is not None:
            line["strategy"] = one_strategy
        line["confirmed"] = draw_confirmed(draw, line, smallest[line["sku"]], supplies, left)
        lines.append(line)
    document: Document = {"format": 1, "today": TODAY.isoformat(), "settings": draw(SETTINGS)}
    if draw(st.booleans()):
        document["ranking"] = draw(RANKING)
    return {**document, "products": products, "supplies": supplies, "lines": lines}


def draw_product(draw: st.DrawFn, sku: str) -> Document:
    """A product, half of them sold in packs."""
    decimals = draw(st.sampled_from([0, 0, 0, 1, 3]))
    pack = amount(draw, decimals, 6, 1) if draw(st.booleans()) else None
    return {"sku": sku, "decimals": decimals, "pack": pack}


def draw_supply(draw: st.DrawFn, place: int, products: list[Document]) -> Document:
    """Goods on hand, late, of the same days, or far off."""
    product = draw(st.sampled_from(products))
    return {
        "id": f"S{place}",
        "sku": product["sku"],
        "quantity": amount(draw, product["decimals"], 12),
        "date": draw(days(-8, 12) | days(0, 2)),
    }


def draw_line(draw: st.DrawFn, place: int, products: list[Document]) -> Document:
    """A waiting line, with or without everything that may be said of one."""
    product = draw(st.sampled_from(products))
    optional = {
        "wanted": days(-5, 14),
        "ordered": days(-60, 2),
        "priority": st.none() | st.integers(0, 6),
        "told": st.none() | days(-3, 14),
        "no_use_after": st.none() | st.none() | days(-1, 12),
        "strategy": st.none() | st.sampled_from(STRATEGIES),
        "delivery": st.none() | st.sampled_from(["partial", "complete_line", "complete_order"]),
        "customer": st.sampled_from([None, "A", "B"]),
        "value": st.sampled_from([None, "1", "2.50"]),
    }
    return {
        "id": f"SO-{draw(st.integers(1, 4))}/{place + 1}",
        "sku": product["sku"],
        "quantity": amount(draw, product["decimals"], 10),
    } | {key: draw(value) for key, value in optional.items()}


def draw_confirmed(
    draw: st.DrawFn, line: Document, smallest: Decimal, supplies: list[Document], left: dict[str, Decimal]
) -> list[Document]:
    """What a line holds of up to two supplies, within its quantity and theirs."""
    room = Decimal(line["quantity"])
    held = []
    of_its_product = [supply["id"] for supply in supplies if supply["sku"] == line["sku"]]
    chosen = draw(st.lists(st.sampled_from(of_its_product), max_size=2)) if of_its_product else []
    for supply in chosen:
        most = min(room, left[supply])
        if most:
            part = most if draw(st.booleans()) else draw(st.integers(1, int(most / smallest))) * smallest
            pinned = draw(st.sampled_from([None, None, True]))
            held.append({"supply": supply, "quantity": str(part), "pinned": pinned})
            left[supply] -= part
            room -= part
    return held


def strategy_of(line: Document) -> str:
    """How a line is served: as asked, else by what was told."""
    return line["strategy"] or ("redistribute" if line["told"] is None else "gain")


def leaves_room_for_readings(scenario: Document) -> bool:
    """Whether the page does not say what *most complete orders* means for a scenario.

    It is silent on an order with lines in several segments, and on lines of no use after a day beside
    lines under *gain*, where what others keep decides who can be whole, or beside complete orders.
    """
    if scenario["settings"]["distribution"] != "most_complete":
        return False
    segments: dict[str, set[str]] = {}
    for line in scenario["lines"]:
        if strategy_of(line) != "skip":
            segments.setdefault(line["id"].partition("/")[0], set()).add(strategy_of(line))
    last_days = any(line["no_use_after"] is not None for line in scenario["lines"])
    beside = any(
        strategy_of(line) == "gain" or line["delivery"] == "complete_order" for line in scenario["lines"]
    )
    return any(len(several) > 1 for several in segments.values()) or (last_days and beside)
