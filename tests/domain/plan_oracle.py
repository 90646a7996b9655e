"""Batch backorder processing once more, slow and plain, straight from the sentences of semantics 5 and formats 2.

`run_oracle` takes a scenario that is known to be well formed and gives the result without *why*.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from tests.domain.plan_oracle_reading import SERVED, Line, Oracle, Supply, Unit, as_text

Snapshot = tuple[dict[str, int], dict[str, dict[str, int]]]


def run_oracle(scenario: dict[str, Any]) -> dict[str, Any]:
    """The result of a scenario by the slow run."""
    oracle = Oracle(scenario)
    for line in oracle.lines:
        if line.strategy == "skip":
            line.pinned = dict(line.before)
        for supply, quantity in line.pinned.items():
            oracle.free[supply] -= quantity
    units = oracle.make_units()
    for strategy in SERVED:
        segment = [
            unit
            for unit in units
            if min(oracle.turn(line) for line in unit.lines)[0] == SERVED.index(strategy)
        ]
        if strategy != "lose":
            serve_segment(oracle, strategy, segment)
    return result(oracle)


def serve_segment(oracle: Oracle, strategy: str, units: list[Unit]) -> None:
    """By rank; lines with a last day of use in front where no told line covers less by its told date."""
    start = snapshot(oracle)
    front: list[Unit] = []

    def serve(first: list[Unit]) -> list[int]:
        restore(oracle, start)
        share(oracle, strategy, [*first, *(unit for unit in units if unit not in first)])
        return covered_by_told(oracle, strategy, units)

    urgent = [unit for unit in units if any(line.last_use is not None for line in unit.lines)]
    for group in [urgent, *([unit] for unit in urgent)]:
        if any(unit not in front for unit in group):
            told_now, tried = serve(front), [unit for unit in units if unit in front or unit in group]
            if all(then >= now for now, then in zip(told_now, serve(tried), strict=True)):
                front = tried
    serve(front)


def share(oracle: Oracle, strategy: str, units: list[Unit]) -> None:
    """One segment in an order of rank by the distribution of the scenario."""
    if oracle.distribution == "equal":
        share_segment(oracle, strategy, units)
    elif oracle.distribution == "most_complete":
        serve_most_complete(oracle, strategy, units)
    else:
        serve_in_sequence(oracle, strategy, units)


# -- ranked --------------------------------------------------------------------------------------------------


def serve_in_sequence(oracle: Oracle, strategy: str, units: Sequence[Unit]) -> None:
    """Units one after the other; under gain in two rounds."""
    if strategy == "gain":
        for unit in units:
            if not unit.complete:
                line = unit.lines[0]
                oracle.cover_line(line, line.held_before, oracle.wanted_day(line))
            elif unit.held_everything:
                oracle.cover_complete(unit)
    for unit in units:
        if unit.complete:
            if not unit.whole:
                oracle.cover_complete(unit)
        else:
            line = unit.lines[0]
            bound = line.held_before if strategy == "fill" else line.quantity
            oracle.cover_line(line, bound, oracle.wanted_day(line))


def snapshot(oracle: Oracle) -> Snapshot:
    """What is free and what the lines got, to come back to."""
    return dict(oracle.free), {line.id: dict(line.taken) for line in oracle.lines}


def restore(oracle: Oracle, state: Snapshot) -> None:
    """Come back to a snapshot."""
    oracle.free = dict(state[0])
    for line in oracle.lines:
        line.taken = dict(state[1][line.id])


def covered_by_told(oracle: Oracle, strategy: str, units: Sequence[Unit]) -> list[int]:
    """For each told line of the segment what it covers by its told date."""
    return [
        covered_by(oracle, line, line.told)
        for unit in units
        for line in unit.lines
        if line.told is not None and line.strategy == strategy
    ]


def covered_by(oracle: Oracle, line: Line, day: date) -> int:
    """How much of a line comes from supply dated up to a day."""
    return sum(much for held, much in line.everything.items() if oracle.supply[held].day <= day)


# -- most complete orders ------------------------------------------------------------------------------------


def serve_most_complete(oracle: Oracle, strategy: str, units: list[Unit]) -> None:
    """Try every set of orders served first; the largest number of whole orders, then the better ranks."""
    by_rank = list(dict.fromkeys(unit.lines[0].order for unit in units))
    start = snapshot(oracle)
    best: tuple[Any, ...] | None = None
    best_state = start
    for wanted in itertools.product((True, False), repeat=len(by_rank)):
        chosen = {order for order, yes in zip(by_rank, wanted, strict=True) if yes}
        first = [unit for unit in units if unit.lines[0].order in chosen]
        others = [unit for unit in units if unit not in first]
        for lead in (first, sorted(first, key=last_use_of)):
            restore(oracle, start)
            serve_in_sequence(oracle, strategy, [*lead, *others])
            if all(unit.whole for unit in first):
                break
        whole = {order for order in by_rank if is_whole(oracle, order, strategy)}
        score = (len(whole), tuple(order in whole for order in by_rank), whole == chosen)
        if best is None or score > best:
            best, best_state = score, snapshot(oracle)
    restore(oracle, best_state)


def last_use_of(unit: Unit) -> date:
    """The first last day of use of its lines."""
    return min(line.last_use or date.max for line in unit.lines)


def is_whole(oracle: Oracle, order: str, strategy: str) -> bool:
    """Whether all lines of an order that had their turn are whole."""
    return all(
        line.has == line.quantity
        for line in oracle.lines
        if line.order == order
        and (line.strategy == "skip" or SERVED.index(line.strategy) <= SERVED.index(strategy))
    )


# -- the same for everyone -----------------------------------------------------------------------------------


def share_segment(oracle: Oracle, strategy: str, units: list[Unit]) -> None:
    """Delivery by delivery; under gain what was held first, then what is lacking."""
    if strategy == "gain":
        first = [unit for unit in units if not unit.complete or unit.held_everything]
        share_round(oracle, first, lambda line: line.held_before)
    late = [unit for unit in units if not unit.complete or not unit.whole]
    bound: Callable[[Line], int] = (
        (lambda line: line.held_before) if strategy == "fill" else (lambda line: line.quantity)
    )
    share_round(oracle, late, bound)


def share_round(oracle: Oracle, units: list[Unit], bound: Callable[[Line], int]) -> None:
    """Share out; complete units that are not whole drop out, the worst ranked first; the rest for their day."""
    start = snapshot(oracle)
    running = [unit for unit in units if not unit.complete or oracle.completion_day(unit) is not None]
    while True:
        bounds = [
            (line, line.quantity if unit.complete else bound(line))
            for unit in running
            for line in sorted(unit.lines, key=oracle.turn)
        ]
        for supply in sorted(oracle.supplies, key=lambda supply: (supply.day, supply.standing, supply.place)):
            share_delivery(oracle, supply, bounds)
        failing = [unit for unit in running if unit.complete and not unit.whole]
        if not failing:
            break
        restore(oracle, start)
        running.remove(failing[-1])
    complete = [unit for unit in running if unit.complete]
    shares = snapshot(oracle)
    for unit in complete:
        oracle.give_back(unit)
    for unit in complete:
        oracle.cover_complete(unit)
    if not all(unit.whole for unit in complete):
        restore(oracle, shares)
        for unit in complete:
            oracle.give_back(unit)
            oracle.cover_complete(unit)


def share_delivery(oracle: Oracle, supply: Supply, bounds: list[tuple[Line, int]]) -> None:
    """Pack by pack to the line that got least in this turn, the better rank first."""
    while True:
        able = []
        for place, (line, bound) in enumerate(bounds):
            if supply in oracle.usable(line):
                step = next_step(oracle, line, bound)
                rest = oracle.free[supply.id]
                whole = step == line.quantity - line.has
                if 0 < step <= rest and (whole or rest >= oracle.pack(line.sku)):
                    able.append((sum(line.taken.values()), place, step))
        if not able:
            return
        _, place, step = min(able)
        oracle.take(bounds[place][0], supply, step)


def next_step(oracle: Oracle, line: Line, bound: int) -> int:
    """The least that a line may get more: up to the next whole pack, or what makes it whole; 0 when nothing."""
    pack = oracle.pack(line.sku)
    to_whole = line.quantity - line.has
    to_pack = pack - line.has % pack
    if bound == line.quantity and to_whole <= to_pack:
        return to_whole
    return to_pack if line.has + to_pack <= bound else 0


# -- the result ----------------------------------------------------------------------------------------------


def result(oracle: Oracle) -> dict[str, Any]:
    """The result of formats 2, without why."""
    return {
        "format": 1,
        "lines": [result_line(oracle, line) for line in oracle.lines],
        "free": [{"supply": s.id, "quantity": as_text(oracle.free[s.id])} for s in oracle.supplies],
        "atp": {sku: atp_steps(oracle, sku) for sku in oracle.skus},
        "exceptions": [found for line in oracle.lines for found in exceptions_of(oracle, line)],
        "exact": True,
    }


def unit_dates(oracle: Oracle, line: Line, held: dict[str, int]) -> list[tuple[date, int]]:
    """The confirmed dates of what is held, in date order, with quantities."""
    wanted = oracle.wanted_day(line)
    return sorted((max(wanted, oracle.supply[supply].day), much) for supply, much in held.items() if much)


def date_of_unit(dates: list[tuple[date, int]], place: int) -> date | None:
    """The date of the unit at a place, or None when it is missing."""
    for day, quantity in dates:
        if place < quantity:
            return day
        place -= quantity
    return None


def paired_units(oracle: Oracle, line: Line) -> list[tuple[int, date, date | None]]:
    """The units held before beside those held now, in date order: how many, the date before, the date now."""
    before, after = unit_dates(oracle, line, line.before), unit_dates(oracle, line, line.everything)
    cuts = {0, line.held_before}
    for dates in (before, after):
        cuts |= set(itertools.accumulate(quantity for _, quantity in dates))
    places = sorted(cut for cut in cuts if cut <= line.held_before)
    pairs = []
    for place, following in itertools.pairwise(places):
        was = date_of_unit(before, place)
        assert was is not None
        pairs.append((following - place, was, date_of_unit(after, place)))
    return pairs


def change_of(oracle: Oracle, line: Line) -> str:
    """By quantity first; at equal quantity by the dates of the units."""
    if line.has != line.held_before:
        return "gained" if line.has > line.held_before else "lost"
    pairs = [(was, now) for _, was, now in paired_units(oracle, line) if now is not None]
    if any(now > was for was, now in pairs):
        return "later"
    return "earlier" if any(now < was for was, now in pairs) else "kept"


def exceptions_of(oracle: Oracle, line: Line) -> list[dict[str, str]]:
    """What misses the rule of win or of gain."""
    short = 0
    if line.strategy == "win":
        by = line.told or (line.wanted if line.wanted and line.wanted >= oracle.today else None) or date.max
        short = line.quantity - covered_by(oracle, line, by)
    if line.strategy == "gain":
        short = sum(much for much, was, now in paired_units(oracle, line) if now is None or now > was)
    return [{"line": line.id, "rule": line.strategy, "short": as_text(short)}] if short else []


def result_line(oracle: Oracle, line: Line) -> dict[str, Any]:
    """One line of the result."""
    held = [oracle.supply[supply] for supply, much in line.everything.items() if much]
    whole = line.has == line.quantity > 0
    day = max([oracle.wanted_day(line), *(supply.day for supply in held)])
    return {
        "id": line.id,
        "before": as_text(line.held_before),
        "confirmed": as_text(line.has),
        "open": as_text(line.quantity),
        "confirmed_date": day.isoformat() if whole else None,
        "allocations": [
            {
                "supply": supply.id,
                "quantity": as_text(line.everything[supply.id]),
                "date": supply.day.isoformat(),
            }
            for supply in sorted(held, key=lambda supply: (supply.day, supply.place))
        ],
        "change": change_of(oracle, line),
    }


def atp_steps(oracle: Oracle, sku: str) -> list[dict[str, str]]:
    """The free part of all supply dated up to a day, one step per day on which it changes, today first."""
    free: dict[date, int] = {oracle.today: 0}
    for supply in oracle.supplies:
        if supply.sku == sku:
            free[supply.day] = free.get(supply.day, 0) + oracle.free[supply.id]
    steps, total = [], 0
    for day in sorted(free):
        total += free[day]
        if day == oracle.today or free[day]:
            steps.append({"date": day.isoformat(), "quantity": as_text(total)})
    return steps
