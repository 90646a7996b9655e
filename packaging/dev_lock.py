"""Writes `requirements.lock`: every library we use, in one version, with the hashes of all its files.

One lock serves Linux, macOS and Windows and every Python we support: what differs carries a marker. It names
no package index, so everybody installs from the index that their own pip is set up for.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from dev_environment import LOCK, OLDEST, ROOT
from dev_errors import SetupError

RESOLVE = [
    *("--no-config", "--quiet", "pip", "compile", "pyproject.toml", "--all-extras", "--universal"),
    *("--generate-hashes", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
    *("--python-version", f"{OLDEST[0]}.{OLDEST[1]}"),
    *("--custom-compile-command", "python3 packaging/dev.py lock"),
]


def write(python: list[str], *, upgrade: bool) -> None:
    """Resolve pyproject.toml with all its extras into the lock, keeping the versions it has unless `upgrade`.

    The resolver is fetched into a folder that is thrown away: only who maintains the lock needs it.
    Raises SetupError when it cannot be had or finds no solution; the lock then stays as it was.
    """
    with tempfile.TemporaryDirectory() as folder:
        _call([*python, "-m", "venv", folder])
        tools = next(
            path.parent for path in Path(folder).glob("*/python*") if path.parent.name in {"bin", "Scripts"}
        )
        _call([str(tools / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "uv"])
        fresh = Path(folder) / "requirements.lock"
        if LOCK.exists():
            fresh.write_bytes(LOCK.read_bytes())
        _call([str(tools / "uv"), *RESOLVE, "--output-file", str(fresh), *(["--upgrade"] if upgrade else [])])
        text = fresh.read_text(encoding="utf-8")
    if "://" in text:
        raise SetupError("The resolver put an address into the lock; nothing was written.")
    LOCK.write_bytes(text.encode())
    print(f"{LOCK.relative_to(ROOT)}: {len(re.findall(r'^[^ #]+==', text, re.MULTILINE))} entries")


def _call(command: list[str]) -> None:
    """Run one step of the resolver; its own words say what failed."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SetupError(f"{LOCK.name} was not written: see above.")
