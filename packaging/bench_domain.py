"""Measure the deciding core against its limits: `python packaging/bench_domain.py`.

A shop of values, made from a fixed seed: skewed demand, about three lines an order, stock
for some 60 % of it, every third product with two receipts under way. Times are the
processor's, with the collector paused as the services pause it during a run.
"""

import gc
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from bench_support import print_heading, report_ratio, report_time

from boapp.domain.backorders import propose
from boapp.domain.catalog import Product
from boapp.domain.orders import Delivery, OrderLine
from boapp.domain.quantities import UNIT
from boapp.domain.ranking import DEFAULT_RANKING
from boapp.domain.situation import RunSettings, Situation
from boapp.domain.stock import Allocation, Supply
from boapp.domain.strategies import Distribution, RuleSet, Segment, Strategy
from boapp.services.optimise import best_picker
from boapp.storage.bulk import uncollected

TODAY = date(2026, 11, 22)
RULES = RuleSet((Segment(Strategy.REDISTRIBUTE, ranking=DEFAULT_RANKING),), "oldest first")
EQUAL = RuleSet((Segment(Strategy.REDISTRIBUTE, distribution=Distribution.EQUAL),))
MOST_COMPLETE = RuleSet(
    (Segment(Strategy.REDISTRIBUTE, distribution=Distribution.MOST_COMPLETE, may_move_told=True),)
)


def shop(lines: int, products: int, seed: int = 7) -> Situation:
    """A situation of so many waiting lines over so many products; every tenth line holds and was told."""
    chance = random.Random(seed)
    demand = [0] * products
    waiting: list[OrderLine] = []
    while len(waiting) < lines:
        order = len(waiting)
        priority, ordered = chance.randint(1, 3), TODAY - timedelta(days=chance.randint(0, 600))
        wanted = TODAY + timedelta(days=chance.randint(0, 60)) if chance.random() < 0.3 else None
        for place in range(min(chance.choice((1, 2, 3, 3, 4, 5)), lines - len(waiting))):
            product_id = int(products * chance.random() ** 2)
            quantity = chance.randint(1, 20)
            demand[product_id] += quantity
            told = TODAY + timedelta(days=20) if not len(waiting) % 10 else None
            waiting.append(
                OrderLine(
                    len(waiting), order, product_id, quantity * UNIT, f"SO-{order}", str(place + 1), ordered,
                    wanted_date=wanted, priority=priority, told_date=told,
                )
            )  # fmt: skip
    supplies: list[Supply] = []
    for product_id, wanted_quantity in enumerate(demand):
        here = int(wanted_quantity * min(1.3, max(0.0, chance.gauss(0.6, 0.3)))) * UNIT
        supplies.append(Supply(len(supplies), product_id, here, label="stock"))
        if product_id % 3 == 0:
            for weeks in (1, 3):
                arrives = TODAY + timedelta(weeks=weeks)
                supplies.append(
                    Supply(len(supplies), product_id, wanted_quantity * UNIT // 10, arrives, on_hand=False)
                )
    return Situation(
        TODAY,
        RunSettings(),
        tuple(Product(product_id, f"P{product_id}") for product_id in range(products)),
        tuple(supplies),
        tuple(waiting),
        tuple(held_by_told(waiting, supplies)),
    )


def held_by_told(lines: list[OrderLine], supplies: list[Supply]) -> list[Allocation]:
    """What told lines hold of the goods on hand, as far as they go."""
    here = {supply.product_id: [supply.supply_id, supply.quantity] for supply in supplies if supply.on_hand}
    held = []
    for line in lines:
        left = here[line.product_id]
        if line.told_date is not None and left[1] >= line.open_quantity:
            left[1] -= line.open_quantity
            held.append(Allocation(left[0], line.line_id, line.open_quantity))
    return held


def one_product(lines: int, supplies: int) -> Situation:
    """Many lines that want one product on many days, with many supplies."""
    chance = random.Random(11)
    waiting = [
        OrderLine(
            place, place, 0, chance.randint(1, 20) * UNIT, f"SO-{place}", "1",
            TODAY - timedelta(days=chance.randint(0, 90)),
            wanted_date=TODAY + timedelta(days=chance.randint(0, 120)), priority=chance.randint(1, 3),
        )
        for place in range(lines)
    ]  # fmt: skip
    need = sum(line.open_quantity for line in waiting)
    share = need * 8 // (10 * supplies)
    coming = [
        Supply(place, 0, share, TODAY + timedelta(days=4 * place) if place else None, on_hand=not place)
        for place in range(supplies)
    ]
    return Situation(TODAY, RunSettings(), (Product(0, "P"),), tuple(coming), tuple(waiting), ())


def times_of(work: Callable[[], object], times: int) -> list[float]:
    """What some work takes of the processor, in seconds, the collector paused as the services pause it."""
    taken = []
    for _ in range(times):
        gc.collect()
        with uncollected():
            begin = time.process_time()
            work()
            taken.append(time.process_time() - begin)
    return taken


def measure_runs() -> int:
    """Ranked runs of one product, of a large shop, and of ten times as large a shop; 1 above a limit."""
    single, middle = one_product(2_000, 30), shop(100_000, 10_000)
    status = report_time(
        "propose, 2,000 lines x 30 supplies", times_of(lambda: propose(single, RULES), 15), 0.050
    )
    run = times_of(lambda: propose(middle, RULES), 5)
    status |= report_time("propose, 100,000 lines, 10,000 products", run, 2.0)
    large = shop(1_000_000, 100_000)
    grown = times_of(lambda: propose(large, RULES), 3)
    return status | report_ratio("propose, 1,000,000 lines, 100,000 products", grown, run, 11.0)


def measure_hard_parts() -> int:
    """Complete lines that drop out of an even share, and most complete orders of several shops."""
    single = one_product(2_000, 30)
    lines = tuple(
        replace(line, delivery=Delivery.COMPLETE_LINE) if line.line_id % 10 < 3 else line
        for line in single.lines
    )
    some_whole = replace(single, lines=lines)
    status = report_time(
        "equal, 600 of 2,000 lines complete", times_of(lambda: propose(some_whole, EQUAL), 3), 1.0
    )
    pick = best_picker()
    for seed in range(7, 13):
        # Some 400 orders that all compete: nobody holds anything yet.
        orders = replace(shop(1_200, 150, seed), allocations=())
        times = times_of(partial(propose, orders, MOST_COMPLETE, pick), 3)
        status |= report_time(f"most complete orders, 400 x 150, shop {seed}", times, 2.0)
    return status


def main() -> int:
    """Print each measurement beside its limit; 1 when one is exceeded."""
    print_heading()
    return measure_runs() | measure_hard_parts()


if __name__ == "__main__":
    sys.exit(main())
