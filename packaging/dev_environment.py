"""The project's own Python: `.venv` with exactly what `requirements.lock` names.

Standard library only, and careful with syntax: this file is read by whatever Python somebody has,
so that an old one can still say what is missing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import dev_debian
from dev_errors import SetupError

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
STAMP = VENV / "installed-from.sha256"
OLDEST, NEWEST = (3, 11), (3, 13)


def venv_python() -> Path:
    """The interpreter inside `.venv`, whether or not it is there yet."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure_environment() -> Path:
    """Make `.venv` or bring it up to date with the lock; return its interpreter.

    Raises SetupError when no suitable Python is there or something cannot be installed.
    """
    python = venv_python()
    if not _is_suitable([str(python)]):
        _make_venv(find_python())
    wanted = fingerprint()
    if not STAMP.exists() or STAMP.read_text(encoding="utf-8") != wanted:
        _install(python)
        STAMP.write_text(wanted, encoding="utf-8")
    return python


def fingerprint() -> str:
    """What an installation depends on: the lock and the project's own metadata, as one hash."""
    digest = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml"):
        # Line ends differ between checkouts; the installation does not.
        digest.update(path.read_text(encoding="utf-8").encode())
    return digest.hexdigest()


def find_python() -> list[str]:
    """The command that starts a Python we support, this very one first. Raises SetupError."""
    for command in _candidates():
        if _is_suitable(command):
            return command
    raise SetupError(
        f"boapp needs Python {_dotted(OLDEST)} to {_dotted(NEWEST)}; this is {_dotted(sys.version_info[:2])} "
        "and no other was found. Install one (on Windows and macOS from the Python site, on Debian and Ubuntu "
        "`sudo apt-get install python3 python3-venv`) and start this again with it."
    )


def _candidates() -> list[list[str]]:
    """Ways to start a Python: ourselves, then the newest supported ones by name."""
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    named = [found for minor in minors if (found := shutil.which(f"python3.{minor}"))]
    launcher = shutil.which("py") if os.name == "nt" else None
    launched = [[launcher, f"-3.{minor}"] for minor in minors] if launcher else []
    return [[sys.executable], *([path] for path in named), *launched]


def _is_suitable(command: list[str]) -> bool:
    """Whether the command starts a 64-bit Python in our range (a name on PATH may be an empty shim)."""
    question = "import sys; print(*sys.version_info[:2], sys.maxsize > 2**32)"
    try:
        answer = subprocess.run([*command, "-c", question], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return False
    major, minor, is_64_bit = answer.split()
    return OLDEST <= (int(major), int(minor)) <= NEWEST and is_64_bit == "True"


def _make_venv(python: list[str]) -> None:
    """Make `.venv` from scratch; on Debian fetch the part of Python that makes one when it is missing."""
    if not _can_make_venv(python):
        dev_debian.install_venv_module(python)
    print(f"Making {VENV.name} with {' '.join(python)} …", flush=True)
    _call([*python, "-m", "venv", "--clear", str(VENV)], "The virtual environment could not be made.")


def _can_make_venv(python: list[str]) -> bool:
    """Whether this Python has venv and the pip to put into it (Debian packs them separately)."""
    tried = subprocess.run([*python, "-c", "import ensurepip, venv"], capture_output=True, check=False)
    return tried.returncode == 0


def _install(python: Path) -> None:
    """Install the locked libraries, each checked by its hash, then boapp itself, editable."""
    print("Installing the libraries of packaging/requirements.lock (200 MB the first time) …", flush=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--no-deps"]
    _call(
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)],
        "The libraries could not be installed (is there a network?). Nothing is half-done: start this again.",
    )
    # No build isolation: the builder is in the lock too, so nothing unpinned is fetched.
    _call([*pip, "--no-build-isolation", "--editable", str(ROOT)], "boapp itself could not be installed.")


def _call(command: list[str], failure: str) -> None:
    """Run a command of the set-up; say in our words what its failure means."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SetupError(failure)


def _dotted(version: tuple[int, int]) -> str:
    """3.11 for (3, 11)."""
    return f"{version[0]}.{version[1]}"
