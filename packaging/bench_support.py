"""What the measurements share: rows of the table, the folder of shared data, the program's commands.

Times are seconds. A figure is the median of several runs; what is compared is measured in the same run,
in turns, because a machine is not equally fast at all times.
"""

import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
_ROW = "{:<52} {:>10} {:>10} {:>8} {:>8}  {}"


class NotMeasuredError(Exception):
    """A command of the program failed in a measurement; its own words are the message."""


def print_heading() -> None:
    """The first lines of the table."""
    print(_ROW.format("what", "median s", "against s", "ratio", "limit", ""))
    print("-" * 98, flush=True)


def report_ratio(what: str, times: list[float], against: list[float], limit: float | None) -> int:
    """One row: how many times the yardstick it takes. Returns the exit status: 1 above the limit, if any."""
    ours, yardstick = statistics.median(times), statistics.median(against)
    ratio = ours / yardstick
    within = limit is None or ratio <= limit
    shown = "–" if limit is None else f"{limit:g}"
    verdict = _verdict(within, len(times)) if limit is not None else f"(median of {len(times)})"
    print(_ROW.format(what, f"{ours:.3f}", f"{yardstick:.3f}", f"{ratio:.2f}", shown, verdict), flush=True)
    return 0 if within else 1


def report_time(what: str, times: list[float], limit: float) -> int:
    """One row: how long it takes, against a limit in seconds. Returns the exit status: 1 above the limit."""
    ours = statistics.median(times)
    verdict = _verdict(ours <= limit, len(times))
    print(_ROW.format(what, f"{ours:.3f}", "", "", f"{limit:g} s", verdict), flush=True)
    return 0 if ours <= limit else 1


def skip(what: str, reason: str) -> int:
    """One row: not measured here, and why. Returns exit status 0."""
    print(_ROW.format(what, "–", "", "", "", f"skipped: {reason}"), flush=True)
    return 0


def clean_environment(home: Path) -> dict[str, str]:
    """The environment of a desk of its own, in which compiled modules are kept, as on any desk."""
    environment = {**os.environ, "BOAPP_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def boapp(home: Path, *arguments: str) -> str:
    """Run a command of the program; return what it prints. Raises NotMeasuredError when it fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env=clean_environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NotMeasuredError(f"boapp {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def _verdict(within: bool, runs: int) -> str:
    return f"{'ok' if within else 'TOO SLOW'} (median of {runs})"
