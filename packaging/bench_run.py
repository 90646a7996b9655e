"""How long `reallocate --commit` takes on 20,000 open lines, against the same greedy job in bare sqlite3.

The shop is made by the generator of the shared benchmark and imported with our own commands; the yardstick is
that benchmark's `raw`. Both clocks start with everything imported and stop when the commit has returned; ours
also opens the shop, gives a reason for every line and keeps what changed. Each run gets a fresh copy of the shop
and a process of its own.
"""

import csv
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench_support import ROOT, SHARED, NotMeasuredError, boapp, clean_environment, report_ratio, skip

LINES, SMALL = 20_000, 200
RUNS = 5
LIMIT = 12.0
WHAT = "reallocate --commit, 20,000 open lines / raw sqlite3"


def main() -> int:
    """Measure both in turns; 1 when the run takes too long."""
    if not (SHARED / "bench" / "floor.py").exists():
        return skip(WHAT, "the shared benchmark is not beside the project")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for lines in (LINES, SMALL):
            _make_shop(folder, lines)
        pairs = [(_ours(folder), _raw(folder)) for _ in range(RUNS)]
    return report_ratio(WHAT, [a for a, _ in pairs], [b for _, b in pairs], LIMIT)


def _make_shop(folder: Path, lines: int) -> None:
    """A shop with this many open lines and stock for 60 % of them, imported from tables."""
    specification = importlib.util.spec_from_file_location("gen", SHARED / "bench" / "gen.py")
    assert specification is not None
    assert specification.loader is not None
    generator = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(generator)
    made: dict[str, Any] = generator.shop(lines)
    shop = str(folder / f"{lines}.boapp")
    boapp(folder, "new", shop, "--country", "GB", "--currency", "GBP")
    tables: dict[str, list[tuple[object, ...]]] = {
        "products": [("sku", "name"), *((f"P{i:05}", f"Product {i}") for i in range(made["n_products"]))],
        "stock": [("sku", "quantity"), *((f"P{i:05}", quantity) for i, quantity in enumerate(made["stock"]))],
        "orders": [
            ("order", "sku", "quantity", "customer", "ordered"),
            *(
                (f"S{number}", f"P{product:05}", quantity, f"C{customer}", date.fromordinal(day).isoformat())
                for number, (_, day, customer, order_lines) in enumerate(made["orders"])
                for product, quantity in order_lines
            ),
        ],
    }
    for what, rows in tables.items():
        table = folder / f"{what}-{lines}.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        boapp(folder, "import", what, str(table), "--shop", shop)


def _ours(folder: Path) -> float:
    """Seconds of one run, measured inside a fresh process that has imported everything."""
    for lines in (LINES, SMALL):
        shutil.copyfile(folder / f"{lines}.boapp", folder / f"run-{lines}.boapp")
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), str(folder)],
        env=clean_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NotMeasuredError(done.stderr.strip())
    return float(done.stdout.split()[-1])


def _one_run(folder: Path) -> None:
    """In the fresh process: a run on a small shop to import everything, then the one that is timed."""
    sys.path.insert(0, str(ROOT))
    from boapp.app import main as boapp_main

    def reallocate(lines: int) -> float:
        arguments = ["reallocate", "--commit", "--shop", str(folder / f"run-{lines}.boapp")]
        began = time.perf_counter()
        status = boapp_main(arguments)
        taken = time.perf_counter() - began
        if status:
            raise NotMeasuredError(f"boapp {' '.join(arguments)}: exit status {status}")
        return taken

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        terminal, sys.stdout = sys.stdout, nowhere
        reallocate(SMALL)
        taken = reallocate(LINES)
        sys.stdout = terminal
    print(taken)


def _raw(folder: Path) -> float:
    """Seconds of the yardstick on the same demand."""
    done = subprocess.run(
        [sys.executable, "floor.py", "raw", str(LINES)],
        cwd=SHARED / "bench",
        env={**os.environ, "FLOOR_DIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds: float = json.loads(done.stdout)["seconds"]
    return seconds


if __name__ == "__main__":
    try:
        if len(sys.argv) > 1:
            _one_run(Path(sys.argv[1]))
        else:
            sys.exit(main())
    except NotMeasuredError as error:
        sys.exit(f"bench_run: {error}")
