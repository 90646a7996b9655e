"""Runs the measurements (`bench_*.py`) one after another and says which limit is exceeded.

Each measurement is a script of its own, in a process of its own, and prints its rows by `bench_support`.
Words after the command choose: `packaging/dev.py bench start import`.
"""

import subprocess
import sys
from pathlib import Path

import bench_support

FOLDER = Path(__file__).resolve().parent


def main(names: list[str]) -> int:
    """Measure everything, or what is named; 1 when a limit is exceeded or something could not be measured."""
    scripts = {path.stem.removeprefix("bench_"): path for path in sorted(FOLDER.glob("bench_*.py"))}
    del scripts["support"]
    unknown = [name for name in names if name not in scripts]
    if unknown:
        print(
            f"{' '.join(unknown)}: there is no such measurement; there are {', '.join(scripts)}",
            file=sys.stderr,
        )
        return 2
    bench_support.print_heading()
    statuses = [
        subprocess.run([sys.executable, str(scripts[name])], cwd=FOLDER.parent, check=False).returncode
        for name in names or scripts
    ]
    return 1 if any(statuses) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
