"""How a slow, plain run reads a scenario, ranks its lines and covers one of them (semantics 2-5, formats 2).

It shares no code with the shop's own run: quantities are whole 1/10,000 units, dates are `date`s, scenarios and
results are the dicts of formats 2 (without *why*). The tests lay it beside the run and expect the same numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

SERVED = ("win", "gain", "improve", "redistribute", "fill", "lose")
SCALE = 10_000

Taken = dict[str, int]


@dataclass
class Supply:
    """Goods of one product that are there, or come on a day."""

    id: str
    sku: str
    quantity: int
    day: date
    standing: int
    place: int


@dataclass
class Line:
    """A waiting line and what it holds: pinned, before the run, and by the run."""

    id: str
    order: str
    sku: str
    quantity: int
    wanted: date | None
    told: date | None
    last_use: date | None
    strategy: str
    delivery: str
    raw: dict[str, Any]
    before: Taken = field(default_factory=dict)
    pinned: Taken = field(default_factory=dict)
    taken: Taken = field(default_factory=dict)

    @property
    def held_before(self) -> int:
        """C: all that was held before."""
        return sum(self.before.values())

    @property
    def kept(self) -> int:
        """The pinned part."""
        return sum(self.pinned.values())

    @property
    def has(self) -> int:
        """What the line holds now, pinned part included."""
        return self.kept + sum(self.taken.values())

    @property
    def everything(self) -> Taken:
        """Pinned and other parts together."""
        both = dict(self.pinned)
        for supply, quantity in self.taken.items():
            both[supply] = both.get(supply, 0) + quantity
        return both


@dataclass
class Unit:
    """What is served at one turn: a line, or all lines of a complete order."""

    lines: list[Line]
    hopeless: bool
    standing: list[Line]
    complete: bool

    @property
    def held_everything(self) -> bool:
        """Whether every line was whole before the run."""
        return all(line.held_before == line.quantity for line in [*self.lines, *self.standing])

    @property
    def whole(self) -> bool:
        """Whether every line is whole now."""
        return all(line.has == line.quantity for line in [*self.lines, *self.standing])


def as_units(text: str | None) -> int:
    """A quantity of the file as 1/10,000 units."""
    return int(Decimal(text or "0") * SCALE)


def as_day(text: str | None) -> date | None:
    """A date of the file, if there is one."""
    return date.fromisoformat(text) if text else None


def as_text(units: int) -> str:
    """A quantity as the file says it: without an exponent or trailing zeros."""
    text = format(Decimal(units) / SCALE, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def natural(text: str) -> list[tuple[int, int, str]]:
    """A number as people read it: SO-2 before SO-10."""
    return [
        (0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", text) if part
    ]


class Oracle:
    """One scenario and its run."""

    def __init__(self, scenario: dict[str, Any]) -> None:
        """Read a scenario that is known to be well formed."""
        settings = scenario.get("settings") or {}
        self.today = date.fromisoformat(scenario["today"])
        self.late_days = int(settings.get("late_receipt_days", 1))
        self.cover = settings.get("cover") or "closest_before"
        self.margin = int(settings.get("margin_days") or 0)
        self.ageing = settings.get("ageing_days")
        self.distribution = settings.get("distribution") or "ranked"
        ranking = scenario.get("ranking")
        self.ranking = ["priority", "wanted", "ordered"] if ranking is None else ranking
        self.skus: list[str] = []
        self.packs: dict[str, int] = {}
        for product in scenario.get("products") or []:
            self.skus.append(product["sku"])
            smallest = SCALE // 10 ** (product.get("decimals") or 0)
            self.packs[product["sku"]] = as_units(product["pack"]) if product.get("pack") else smallest
        self.supplies = [
            self.read_supply(raw, place) for place, raw in enumerate(scenario.get("supplies") or [])
        ]
        self.supply = {supply.id: supply for supply in self.supplies}
        self.lines = [self.read_line(raw) for raw in scenario.get("lines") or []]
        self.skus += [supply.sku for supply in self.supplies] + [line.sku for line in self.lines]
        self.free = {supply.id: supply.quantity for supply in self.supplies}
        self.rank = {
            line.id: place for place, line in enumerate(sorted(self.lines, key=self.rank_key), start=1)
        }

    def read_supply(self, raw: dict[str, Any], place: int) -> Supply:
        """A supply whose date has passed counts from today + late receipt days."""
        given = as_day(raw.get("date"))
        day, standing = self.today, 0
        if given is not None:
            late = given < self.today
            day, standing = (self.today + timedelta(self.late_days), 2) if late else (given, 1)
        return Supply(raw["id"], raw["sku"], as_units(raw["quantity"]), day, standing, place)

    def read_line(self, raw: dict[str, Any]) -> Line:
        """A line with the defaults of formats 2."""
        told = as_day(raw.get("told"))
        line = Line(
            raw["id"],
            raw.get("order") or raw["id"].rpartition("/")[0] or raw["id"],
            raw["sku"],
            as_units(raw["quantity"]),
            as_day(raw.get("wanted")),
            told,
            as_day(raw.get("no_use_after")),
            raw.get("strategy") or ("gain" if told else "redistribute"),
            raw.get("delivery") or "partial",
            raw,
        )
        for part in raw.get("confirmed") or []:
            quantity = as_units(part["quantity"])
            line.before[part["supply"]] = line.before.get(part["supply"], 0) + quantity
            if part.get("pinned"):
                line.pinned[part["supply"]] = line.pinned.get(part["supply"], 0) + quantity
        return line

    # -- ranking ---------------------------------------------------------------------------------------------

    def rank_key(self, line: Line) -> list[Any]:
        """Semantics 4: the keys in their order, then order number and line as people read them."""
        keys: list[Any] = []
        for name in self.ranking:
            value = self.rank_value(line, name.lstrip("-"))
            if value is None:
                keys.append((1, 0))
            elif name.startswith("-"):
                keys.append((0, [-ord(c) for c in value] + [1] if isinstance(value, str) else -value))
            else:
                keys.append((0, [ord(c) for c in value] if isinstance(value, str) else value))
        return [*keys, natural(line.order), natural(line.id)]

    def rank_value(self, line: Line, name: str) -> int | str | Decimal | None:
        """What one key compares; None comes last, either way."""
        ordered = as_day(line.raw.get("ordered")) or self.today
        waiting = (self.today - ordered).days
        if name == "priority":
            priority = line.raw.get("priority")
            priority = 5 if priority is None else int(priority)
            if self.ageing and priority > 2:
                priority = max(2, priority - max(0, waiting) // self.ageing)
            return priority
        if name == "promised":
            days = [self.supply[supply].day for supply, quantity in line.before.items() if quantity]
            return max(*days, self.wanted_day(line)).toordinal() if days else None
        if name == "value":
            return Decimal(line.raw["value"]) if line.raw.get("value") is not None else None
        if name == "customer":
            return line.raw.get("customer") or None
        days_given = {"wanted": line.wanted or self.today, "ordered": ordered, "told": line.told}
        if name == "waiting":
            return waiting
        day = days_given[name]
        return day.toordinal() if day else None

    # -- covering a line -------------------------------------------------------------------------------------

    def wanted_day(self, line: Line) -> date:
        """As soon as possible and a wish in the past are today."""
        return max(line.wanted or self.today, self.today)

    def usable(self, line: Line) -> list[Supply]:
        """The supplies of the line's product that are not too late to be of use."""
        return [
            supply
            for supply in self.supplies
            if supply.sku == line.sku and (line.last_use is None or supply.day <= line.last_use)
        ]

    def covering_order(self, line: Line, day: date) -> list[Supply]:
        """Semantics 3: closest before or on the day, then earlier ones, then later ones, nearest first."""

        def key(supply: Supply) -> tuple[int, int, int, int, int, int]:
            on_hand = supply.standing == 0
            in_time = supply.day <= day if on_hand else supply.day + timedelta(self.margin) <= day
            first = 0 if on_hand and self.cover == "on_hand_first" else 1
            days = supply.day.toordinal()
            own = 0 if line.before.get(supply.id) else 1
            group = 0 if in_time else 1
            return first, group, -days if in_time else days, own, supply.standing, supply.place

        return sorted(self.usable(line), key=key)

    def take(self, line: Line, supply: Supply, quantity: int) -> None:
        """Move some of a supply to a line."""
        if quantity:
            self.free[supply.id] -= quantity
            line.taken[supply.id] = line.taken.get(supply.id, 0) + quantity

    def give_back(self, unit: Unit) -> None:
        """Free what the run gave a unit."""
        for line in unit.lines:
            for supply, quantity in line.taken.items():
                self.free[supply] += quantity
            line.taken = {}

    def cover_line(self, line: Line, bound: int, day: date) -> None:
        """Bring a line up to a bound as far as goods are free; a part is a multiple of the pack over all supplies."""
        there = sum(self.free[supply.id] for supply in self.usable(line))
        total = min(bound, line.has + there)
        if total < line.quantity:
            pack = self.pack(line.sku)
            total = total // pack * pack
        missing = max(0, total - line.has)
        for supply in self.covering_order(line, day):
            part = min(missing, self.free[supply.id])
            self.take(line, supply, part)
            missing -= part

    def pack(self, sku: str) -> int:
        """The pack of a product; the smallest unit when none is said."""
        return self.packs.get(sku, SCALE)

    # -- complete delivery -----------------------------------------------------------------------------------

    def can_be_whole(self, unit: Unit, sku: str, day: date) -> bool:
        """Whether all lines of a product can be whole together from what is free up to a day."""
        free = dict(self.free)
        for line in sorted(
            (line for line in unit.lines if line.sku == sku), key=lambda line: line.last_use or date.max
        ):
            missing = line.quantity - line.has
            for supply in self.usable(line):
                if supply.day <= day:
                    part = min(missing, free[supply.id])
                    free[supply.id] -= part
                    missing -= part
            if missing:
                return False
        return True

    def completion_day(self, unit: Unit) -> date | None:
        """The latest of the earliest days on which each line can be whole; None when it cannot."""
        if unit.hopeless or any(line.has < line.quantity for line in unit.standing):
            return None
        latest = self.today
        for line in [*unit.lines, *unit.standing]:
            latest = max([latest, *(self.supply[held].day for held, much in line.everything.items() if much)])
        for sku in {line.sku for line in unit.lines}:
            days = sorted({self.today, *(supply.day for supply in self.supplies if supply.sku == sku)})
            possible = [day for day in days if self.can_be_whole(unit, sku, day)]
            if not possible:
                return None
            latest = max(latest, possible[0])
        return latest

    def cover_complete(self, unit: Unit) -> None:
        """Whole or nothing beyond pinned parts, for the day on which all of it can be there."""
        day = self.completion_day(unit)
        if day is None:
            return
        by_turn = sorted(unit.lines, key=self.turn)
        for lines in (by_turn, sorted(by_turn, key=lambda line: line.last_use or date.max)):
            for line in lines:
                self.cover_line(line, line.quantity, max(day, self.wanted_day(line)))
            if unit.whole:
                return
            self.give_back(unit)
        raise AssertionError("no order of the lines makes them whole")

    # -- units and segments ----------------------------------------------------------------------------------

    def turn(self, line: Line) -> tuple[int, int]:
        """When a line is served: strategies in their order, then by rank."""
        return SERVED.index(line.strategy), self.rank[line.id]

    def make_units(self) -> list[Unit]:
        """Lines, and complete orders as one, in the order of their best line's turn."""
        complete_orders = {line.order for line in self.lines if line.delivery == "complete_order"}
        groups: dict[str, list[Line]] = {}
        for line in self.lines:
            groups.setdefault(
                "o " + line.order if line.order in complete_orders else "l " + line.id, []
            ).append(line)
        units = []
        for name, lines in groups.items():
            moving = [line for line in lines if line.strategy != "skip"]
            complete = name.startswith("o ") or lines[0].delivery == "complete_line"
            hopeless = complete and any(
                line.kept < line.quantity
                and (
                    line.strategy == "lose" or (line.strategy == "fill" and line.held_before < line.quantity)
                )
                for line in moving
            )
            if moving:
                units.append(
                    Unit(moving, hopeless, [line for line in lines if line.strategy == "skip"], complete)
                )
        return sorted(units, key=lambda unit: min(self.turn(line) for line in unit.lines))
