"""A scenario file for `boapp plan`, read strictly (formats 2).

Everything the file names gets a number in the order of its entry, so that the rules work on
the same values as for a shop. All that is the matter is refused at once, by path.
"""

from dataclasses import dataclass
from datetime import date

from boapp.domain.catalog import Product
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.quantities import DECIMALS, smallest_unit
from boapp.domain.ranking import DEFAULT_RANKING, RankBy, RankingKey
from boapp.domain.situation import Cover, RunSettings, Situation
from boapp.domain.stock import Allocation, Supply
from boapp.domain.strategies import Distribution, LineFilter, RuleSet, Segment, Strategy
from boapp.exchange.json_reading import JsonObject, Problems, read_document

MOST_DAYS = 3650
DEFAULT_PRIORITY = 5

# Stands for what was refused, so that what speaks of it is not refused for that too.
UNKNOWN = -1

_LINE_KEYS = (
    "order",
    "customer",
    "wanted",
    "ordered",
    "priority",
    "strategy",
    "delivery",
    "told",
    "no_use_after",
    "value",
    "confirmed",
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a scenario file says, in the words of the rules."""

    situation: Situation
    rule_set: RuleSet


def read_scenario(document: str | bytes) -> Scenario:
    """Read a scenario; RequestRefused names every error as `path: reason`."""
    return _Reader(document).read()


class _Reader:
    """Reads section after section; what was refused is left out, and the whole refused at the end."""

    def __init__(self, document: str | bytes) -> None:
        self.problems = Problems()
        self.top = read_document(
            document,
            self.problems,
            required=("today",),
            optional=("settings", "ranking", "products", "supplies", "lines"),
        )
        self.today = self.top.day("today") or date.max
        self.products: dict[str, Product] = {}
        self.supplies: dict[str, Supply] = {}
        self.orders: dict[str, int] = {}
        self.line_ids: set[str] = set()
        self.lines: list[OrderLine] = []
        self.strategies: list[Strategy] = []
        self.allocations: list[Allocation] = []
        self.left: dict[int, int | None] = {}

    def read(self) -> Scenario:
        """Read all sections; RequestRefused when anything was the matter."""
        settings, distribution = self._settings()
        ranking = self._ranking()
        for entry in self.top.entries("products", ("sku",), ("pack", "decimals")):
            self._product(entry)
        for entry in self.top.entries("supplies", ("id", "sku", "quantity"), ("date",)):
            self._supply(entry)
        for supply in self.supplies.values():
            self.left[supply.supply_id] = None if supply.quantity == UNKNOWN else supply.quantity
        for entry in self.top.entries("lines", ("id", "sku", "quantity"), _LINE_KEYS):
            self._line(entry)
        self.problems.raise_if_any()
        situation = Situation(
            self.today,
            settings,
            tuple(self.products.values()),
            tuple(self.supplies.values()),
            tuple(self.lines),
            tuple(self.allocations),
        )
        return Scenario(situation, self._rule_set(ranking, distribution))

    def _settings(self) -> tuple[RunSettings, Distribution]:
        names = ("late_receipt_days", "cover", "margin_days", "distribution", "ageing_days")
        entry = self.top.section("settings", (), names)
        late = _days(entry, "late_receipt_days", 0)
        settings = RunSettings(
            late_receipt_days=1 if late is None else late,
            cover=entry.choice("cover", Cover) or Cover.CLOSEST_BEFORE,
            margin_days=_days(entry, "margin_days", 0) or 0,
            ageing_days=_days(entry, "ageing_days", 1),
        )
        return settings, entry.choice("distribution", Distribution) or Distribution.RANKED

    def _ranking(self) -> tuple[RankingKey, ...]:
        if not self.top.gives("ranking"):
            return DEFAULT_RANKING
        keys = []
        for where, text in self.top.texts_at("ranking"):
            name = text.removeprefix("-")
            if name in tuple(RankBy):
                keys.append(RankingKey(RankBy(name), descending=name != text))
            else:
                known = ", ".join(RankBy)
                self.problems.add(
                    where, f'"{text}" is unknown; one of {known}, each with or without a leading -'
                )
        return tuple(keys)

    def _product(self, entry: JsonObject) -> None:
        sku = entry.text("sku")
        decimals = entry.whole_number("decimals") or 0
        if not 0 <= decimals <= DECIMALS:
            entry.refuse("decimals", f"{decimals} is out of range; 0 to {DECIMALS}")
            decimals = DECIMALS
        pack = entry.quantity("pack", decimals)
        if pack == 0:
            entry.refuse("pack", "must be more than 0")
        if sku is None:
            return
        if sku in self.products:
            entry.refuse("sku", f'"{sku}" stands there already')
            return
        self._add_product(sku, pack or smallest_unit(decimals), decimals)

    def _add_product(self, sku: str, pack: int, decimals: int) -> Product:
        product = Product(len(self.products), sku, pack=pack, decimals=decimals)
        self.products[sku] = product
        return product

    def _product_of(self, entry: JsonObject) -> Product | None:
        sku = entry.text("sku")
        if sku is None:
            return None
        return self.products.get(sku) or self._add_product(sku, smallest_unit(0), 0)

    def _supply(self, entry: JsonObject) -> None:
        name, product = entry.text("id"), self._product_of(entry)
        quantity = entry.quantity("quantity", DECIMALS if product is None else product.decimals)
        day = entry.day("date", any_year=True)
        if name is None:
            return
        if name in self.supplies:
            entry.refuse("id", f'"{name}" stands there already')
            return
        self.supplies[name] = Supply(
            len(self.supplies),
            UNKNOWN if product is None else product.product_id,
            UNKNOWN if quantity is None else quantity,
            date=day,
            on_hand=day is None,
            label=name,
        )

    def _line(self, entry: JsonObject) -> None:
        name, product = entry.text("id"), self._product_of(entry)
        decimals = DECIMALS if product is None else product.decimals
        quantity = entry.quantity("quantity", decimals)
        if name is not None and name in self.line_ids:
            entry.refuse("id", f'"{name}" stands there already')
        told = entry.day("told", any_year=True)
        priority = entry.whole_number("priority")
        order = entry.text("order")
        if order is None:
            order = order_part(name or "")
        line = OrderLine(
            line_id=len(self.lines),
            order_id=self.orders.setdefault(order, len(self.orders)),
            product_id=UNKNOWN if product is None else product.product_id,
            open_quantity=UNKNOWN if quantity is None else quantity,
            order_number=order,
            line_number=name or "",
            ordered_date=entry.day("ordered", any_year=True) or self.today,
            customer=entry.text("customer") or "",
            wanted_date=entry.day("wanted", any_year=True),
            priority=DEFAULT_PRIORITY if priority is None else priority,
            delivery=entry.choice("delivery", Delivery) or Delivery.PARTIAL,
            told_date=told,
            no_use_after=entry.day("no_use_after", any_year=True),
            value=entry.quantity("value"),
        )
        by_default = Strategy.REDISTRIBUTE if told is None else Strategy.GAIN
        self.strategies.append(entry.choice("strategy", Strategy) or by_default)
        self.line_ids.add(line.line_number)
        self.lines.append(line)
        self._confirmed(entry, line, decimals)

    def _confirmed(self, entry: JsonObject, line: OrderLine, decimals: int) -> None:
        open_left: int | None = line.open_quantity if line.open_quantity != UNKNOWN else None
        for held in entry.entries("confirmed", ("supply", "quantity"), ("pinned",)):
            quantity = held.quantity("quantity", decimals)
            pinned = held.flag("pinned") or False
            supply = self._supply_of(held, line)
            if supply is None or quantity is None:
                continue
            if open_left is not None:
                open_left = _deduct(held, open_left, quantity, "is open on the line")
            supply_left = self.left[supply.supply_id]
            if supply_left is not None:
                self.left[supply.supply_id] = _deduct(held, supply_left, quantity, "the supply has")
            if quantity:
                self.allocations.append(Allocation(supply.supply_id, line.line_id, quantity, pinned))

    def _supply_of(self, held: JsonObject, line: OrderLine) -> Supply | None:
        name = held.text("supply")
        if name is None:
            return None
        supply = self.supplies.get(name)
        if supply is None:
            held.refuse("supply", f'no such supply: "{name}"')
        elif UNKNOWN not in {supply.product_id, line.product_id} and supply.product_id != line.product_id:
            held.refuse("supply", f'"{name}" is a supply of another product')
            return None
        return supply

    def _rule_set(self, ranking: tuple[RankingKey, ...], distribution: Distribution) -> RuleSet:
        """All lines of one strategy are one segment; what a line asks for is not overruled by what was told."""
        return RuleSet(
            tuple(
                Segment(
                    strategy,
                    LineFilter(line_ids=frozenset(line_ids)),
                    ranking,
                    distribution,
                    may_move_told=True,
                    name=strategy,
                )
                for strategy in Strategy
                if (line_ids := [place for place, asked in enumerate(self.strategies) if asked is strategy])
            )
        )


def order_part(line_id: str) -> str:
    """The order a line belongs to unless it says: the part before its last `/`, else the whole."""
    before, slash, _ = line_id.rpartition("/")
    return before if slash else line_id


def _days(entry: JsonObject, key: str, least: int) -> int | None:
    days = entry.whole_number(key)
    if days is not None and not least <= days <= MOST_DAYS:
        entry.refuse(key, f"{days} is out of range; {least} to {MOST_DAYS}")
    return days


def _deduct(held: JsonObject, left: int, quantity: int, reason: str) -> int | None:
    """What is left after one confirmed quantity; the first that exceeds is refused, and ends the count."""
    if quantity <= left:
        return left - quantity
    held.refuse("quantity", f"confirmed is more than {reason}")
    return None
