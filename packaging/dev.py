"""The one tool for working on boapp: sets itself up, starts the program, tests it, measures it.

    python3 packaging/dev.py run           the sample shop in the window (without a display: the main job, offscreen)
    python3 packaging/dev.py run ARGS …    boapp with these arguments
    python3 packaging/dev.py test          every test; --soak for the long ones too; other arguments go to pytest
    python3 packaging/dev.py setup         only make .venv and install what is needed
    python3 packaging/dev.py screenshots   every screen as PNG into out/screens
    python3 packaging/dev.py bench         the speed figures and their limits
    python3 packaging/dev.py lock          write requirements.lock anew from pyproject.toml; --upgrade for newer versions

The first use makes `.venv` at the project root; every use brings it up to date with the lock.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import dev_debian
import dev_environment
import dev_lock
from dev_environment import ROOT
from dev_errors import SetupError

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def run(arguments: list[str]) -> int:
    """Start boapp: with these arguments, or with the sample shop, or offscreen where there is no display."""
    if arguments:
        return _boapp(arguments, folder=Path.cwd())
    if has_display():
        return _boapp(["open", "--demo"])
    print("There is no display: the main job is played offscreen; look into out/tour.", flush=True)
    return _boapp(["tour", "--out", "out/tour"], OFFSCREEN)


def test(arguments: list[str]) -> int:
    """Run the tests with pytest, on two processes unless it is told otherwise; its exit status is ours."""
    soak = "--soak" in arguments
    for_pytest = [argument for argument in arguments if argument != "--soak"]
    variables = {**OFFSCREEN, **({"BOAPP_SOAK": "1"} if soak else {})}
    processes = [] if for_pytest else ["-n", "2", "--dist", "worksteal"]
    return _python(["-m", "pytest", *processes, *for_pytest], variables)


def setup(arguments: list[str]) -> int:
    """Make `.venv` and install what is needed; nothing to do the second time."""
    _refuse(arguments)
    dev_debian.ensure_qt_libraries(for_a_window=True)
    dev_environment.ensure_environment()
    print("Ready. Start the sample shop with: python3 packaging/dev.py run")
    return 0


def screenshots(arguments: list[str]) -> int:
    """Draw every screen in both palettes into out/screens."""
    _refuse(arguments)
    return _boapp(["tour", "--screens", "--out", "out/screens"], OFFSCREEN)


def bench(arguments: list[str]) -> int:
    """Measure what has a limit (or only the named measurements); 1 when a limit is exceeded."""
    return _python([str(ROOT / "packaging" / "bench.py"), *arguments], OFFSCREEN)


def lock(arguments: list[str]) -> int:
    """Write requirements.lock anew; `--upgrade` takes the newest versions that pyproject.toml allows."""
    _refuse([argument for argument in arguments if argument != "--upgrade"])
    dev_lock.write(dev_environment.find_python(), upgrade="--upgrade" in arguments)
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "setup": setup,
    "screenshots": screenshots,
    "bench": bench,
    "lock": lock,
}


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere where a display server is named."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def main(arguments: list[str]) -> int:
    """Carry out one command; return its exit status (2: no such command, 1: the machine lacks something)."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stdout if arguments in (["--help"], ["-h"]) else sys.stderr)
        return 0 if arguments in (["--help"], ["-h"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _boapp(arguments: list[str], variables: dict[str, str] | None = None, folder: Path = ROOT) -> int:
    """Start boapp from this checkout; files are named from `folder`."""
    return _python([str(ROOT / "main.py"), *arguments], variables or {}, folder)


def _python(arguments: list[str], variables: dict[str, str], folder: Path = ROOT) -> int:
    """Start the project's Python in a folder, set up first where needed."""
    offscreen = "QT_QPA_PLATFORM" in variables
    dev_debian.ensure_qt_libraries(for_a_window=has_display() and not offscreen)
    python = dev_environment.ensure_environment()
    environment = {**os.environ, **variables}
    return subprocess.run([str(python), *arguments], cwd=folder, env=environment, check=False).returncode


def _refuse(arguments: list[str]) -> None:
    """Say so when a command that takes no arguments is given some. Raises SetupError."""
    if arguments:
        raise SetupError(f"{' '.join(arguments)}: this command takes no such argument.\n{__doc__}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
