"""Measure drafts by hand against their limits: one product with 2,000 lines and 30 supplies.

One edit, 500 undo steps and their memory, finding stock for a line, what a draft changes,
a receipt and a rebase.
"""

import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from bench_support import report_time

from boapp.domain.allocation import (
    AllocationDraft,
    DraftStart,
    apply_edit,
    begin_draft,
    draft_situation,
    rebase,
)
from boapp.domain.catalog import Product
from boapp.domain.draft_changes import changes
from boapp.domain.edit_rules import EditRefused
from boapp.domain.edits import Confirm, CorrectSupply, Edit, Exchange, Move, TakeFree, Withdraw
from boapp.domain.orders import OrderLine
from boapp.domain.promises import compare
from boapp.domain.quantities import UNIT
from boapp.domain.receipts import Receipt, follow_receipt
from boapp.domain.situation import RunSettings, Situation
from boapp.domain.stock import Allocation, Supply
from boapp.domain.swaps import find_stock

TODAY = date(2026, 11, 22)
LINES, SUPPLIES, STEPS = 2_000, 30, 500
MEGABYTE = 1_000_000


def one_product() -> Situation:
    """Two thousand lines that hold four fifths of what they are owed, of thirty supplies."""
    chance = random.Random(11)
    lines = [_line(place, chance) for place in range(1, LINES + 1)]
    share = sum(line.open_quantity for line in lines) // UNIT * 8 // (10 * SUPPLIES) * UNIT
    supplies = [
        Supply(place, 1, share, TODAY + timedelta(days=4 * place) if place else None, on_hand=not place)
        for place in range(SUPPLIES)
    ]
    return Situation(
        TODAY,
        RunSettings(),
        (Product(1, "P"),),
        tuple(supplies),
        tuple(lines),
        _held(lines, supplies, chance),
    )


def _line(place: int, chance: random.Random) -> OrderLine:
    told = TODAY + timedelta(days=chance.randint(1, 120)) if chance.random() < 0.6 else None
    return OrderLine(
        place,
        place,
        1,
        chance.randint(1, 20) * UNIT,
        f"SO-{place}",
        "1",
        TODAY - timedelta(days=chance.randint(0, 90)),
        f"Customer {place}",
        place,
        wanted_date=TODAY + timedelta(days=chance.randint(0, 120)),
        priority=chance.randint(1, 3),
        told_date=told,
        value=chance.randint(500, 50_000),
    )


def _held(
    lines: Iterable[OrderLine], supplies: Iterable[Supply], chance: random.Random
) -> tuple[Allocation, ...]:
    free = {supply.supply_id: supply.quantity for supply in supplies}
    held = []
    for line in lines:
        owed = line.open_quantity
        for supply_id in chance.sample(sorted(free), SUPPLIES):
            taken = min(free[supply_id], owed, chance.randint(1, 10) * UNIT)
            if taken and (supply_id == 0 or chance.random() < 0.97):
                held.append(Allocation(supply_id, line.line_id, taken))
                free[supply_id] -= taken
                owed -= taken
    return tuple(held)


def edits_by_hand(draft: AllocationDraft, count: int) -> AllocationDraft:
    """A long afternoon: edits of every kind, those that are refused not counted."""
    chance = random.Random(7)
    while count:
        try:
            after = apply_edit(draft, _an_edit(draft, chance))
        except EditRefused:
            continue
        if after is not draft:
            draft, count = after, count - 1
    return draft


def _an_edit(draft: AllocationDraft, chance: random.Random) -> Edit:
    held = chance.choice([row for row in draft.matrix.rows if row.allocations])
    chip = chance.choice(held.allocations)
    line_id = chance.randint(1, LINES)
    match chance.randint(0, 4):
        case 0:
            return Confirm(line_id, chip.supply_id, chance.randint(0, 5) * UNIT)
        case 1:
            return Move(chip.line_id, chip.supply_id, line_id, chip.supply_id, UNIT)
        case 2:
            return TakeFree(line_id)
        case 3:
            return Exchange(chip.line_id, chip.supply_id, line_id, chance.randint(0, SUPPLIES - 1))
        case _:
            return Withdraw(chip.line_id, chip.supply_id)


def times_of(work: Callable[[], object], runs: int) -> list[float]:
    """How long some work takes, again and again, in seconds."""
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return taken


def main() -> int:
    """Print each measurement beside its limit; 1 when one is exceeded."""
    situation = one_product()
    start = DraftStart(situation, 1)
    draft = begin_draft(start)
    what = f"{LINES:,} lines x {SUPPLIES} supplies"
    status = report_time(f"begin a draft, {what}", times_of(lambda: begin_draft(start), 9), 0.15)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    long = edits_by_hand(draft, STEPS)
    megabytes = (tracemalloc.get_traced_memory()[0] - before) / MEGABYTE
    tracemalloc.stop()
    print(f"{STEPS} undo steps keep {megabytes:.1f} MB (limit 100 MB)")
    status |= megabytes > 100
    status |= _report_edits(long)
    short_lines = [row.line.line_id for row in draft.matrix.rows if row.missing_quantity][:25]
    swaps = [_time_of_swap(draft, line_id) for line_id in short_lines]
    status |= report_time(f"find stock for one of {what}", swaps, 0.100)
    status |= report_time("what 500 edits change", times_of(lambda: changes(long), 9), 0.050)
    after = draft_situation(long)
    status |= report_time(
        "compare promises of all lines", times_of(lambda: compare(situation, after), 5), 0.250
    )
    status |= report_time("rebase 500 edits", times_of(lambda: rebase(long, start), 3), 2.0)
    receipt = Receipt(5, 0, half(situation.supplies[5]), TODAY + timedelta(days=30))
    received = times_of(lambda: follow_receipt(draft.matrix, receipt, situation), 9)
    return status | report_time("follow half a receipt", received, 0.100)


def _report_edits(long: AllocationDraft) -> int:
    """The dearest of all edits counts: a hand notices the one that hangs."""
    slowest = max(_time_of_step(step) for step in long.steps() if step.previous is not None)
    status = report_time(f"the slowest of {STEPS} edits", [slowest], 0.010)
    supply = long.start.situation.supplies[3]
    correct = CorrectSupply(supply.supply_id, half(supply), supply.date)
    return status | report_time(
        "correct a header to half", times_of(lambda: apply_edit(long, correct), 5), 0.250
    )


def _time_of_swap(draft: AllocationDraft, line_id: int) -> float:
    situation = draft.start.situation
    return min(times_of(lambda: find_stock(draft.matrix, line_id, situation), 3))


def _time_of_step(step: AllocationDraft) -> float:
    assert step.previous is not None
    assert step.edit is not None
    before, edit = step.previous, step.edit
    return min(times_of(lambda: apply_edit(before, edit), 3))


def half(supply: Supply) -> int:
    """Half of a supply, in whole units."""
    return supply.quantity // UNIT // 2 * UNIT


if __name__ == "__main__":
    sys.exit(main())
