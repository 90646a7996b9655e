"""Where things lie: what the program brings along, and where a desk keeps its own.

Three homes of the program: a source tree (`resources/` beside the package), an installed
wheel (`boapp/resources/`) and a frozen bundle. A desk's folders follow the system's habit.
"""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resources_folder() -> Path:
    """The folder of fonts, icons, texts and the sample shop that come with the program."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """One file or folder that comes with the program, as `resource("icons", "pin.svg")`."""
    return resources_folder().joinpath(*parts)


def data_folder() -> Path:
    """Where this desk's shop files lie unless the owner chose another place; made when missing."""
    return _own_folder("data")


def config_folder() -> Path:
    """Where this desk keeps its settings and the shape of its lists; made when missing."""
    return _own_folder("config")


def log_folder() -> Path:
    """Where this desk writes its log; made when missing."""
    return _own_folder("log")


def backup_folder() -> Path:
    """Where backups of the shop file go unless the owner chose another place; made when missing."""
    folder = data_folder() / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def own_command() -> list[str]:
    """The words that start this very program again, for work done in a child process."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-c", "import sys; from boapp.app import main; sys.exit(main())"]


def import_root() -> Path:
    """The folder a child process must have on its import path to find this very package."""
    return _PACKAGE.parent


def _own_folder(kind: str) -> Path:
    """A folder of this desk; BOAPP_HOME puts all of them under one roof (a USB stick, a test)."""
    home = os.environ.get("BOAPP_HOME")
    if home:
        folder = Path(home) / kind
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    import platformdirs

    if kind == "data":
        return platformdirs.user_data_path("boapp", appauthor=False, ensure_exists=True)
    if kind == "config":
        return platformdirs.user_config_path("boapp", appauthor=False, ensure_exists=True)
    return platformdirs.user_log_path("boapp", appauthor=False, ensure_exists=True)


def is_windows() -> bool:
    """Whether the desk runs Windows."""
    return sys.platform == "win32"
