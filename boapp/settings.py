"""What one desk remembers between days: which shop, which printer, how it looks.

Everything that concerns the shop as a whole is in the shop's database instead.
"""

import contextlib
import json
import logging
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from boapp import paths
from boapp.errors import ShopError

log = logging.getLogger(__name__)

PALETTES = ("system", "light", "dark")
SMALLEST_TEXT, LARGEST_TEXT = 90, 150


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """The settings of one desk.

    `shop` is a file or a PostgreSQL address (without a password), "" before the first start.
    `language` is a locale name such as "de_AT", "" for the system's. `text_size` is percent.
    """

    shop: str = ""
    desk_name: str = ""
    clerk: str = ""
    printer: str = ""
    language: str = ""
    palette: str = "system"
    text_size: int = 100

    def __post_init__(self) -> None:
        if self.palette not in PALETTES:
            raise ShopError("palette", f"'{self.palette}' is none of {', '.join(PALETTES)}")
        if not SMALLEST_TEXT <= self.text_size <= LARGEST_TEXT:
            raise ShopError("text size", f"{self.text_size} % is not between 90 and 150 %")


def settings_file() -> Path:
    """The file that holds this desk's settings."""
    return paths.config_folder() / "desk.json"


def load_settings(file: Path | None = None) -> DeskSettings:
    """Read this desk's settings; what is missing or cannot be read takes its default.

    A desk must always open: a spoilt file costs the settings, never the day, and is logged.
    """
    file = file or settings_file()
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return DeskSettings()
    except (OSError, ValueError):
        log.warning("the settings in %s cannot be read; defaults are used", file)
        return DeskSettings()
    if not isinstance(found, dict):
        log.warning("the settings in %s are no settings; defaults are used", file)
        return DeskSettings()
    settings = DeskSettings()
    for field in fields(DeskSettings):
        value = found.get(field.name, getattr(settings, field.name))
        settings = _with(settings, field.name, value)
    return settings


def save_settings(settings: DeskSettings, file: Path | None = None) -> None:
    """Keep this desk's settings; the file is the old one or the new one, never half of it.

    Raises ShopError when the folder cannot be written.
    """
    write_whole(file or settings_file(), json.dumps(asdict(settings), indent=2, ensure_ascii=False) + "\n")


def write_whole(file: Path, text: str) -> None:
    """Write a small text file so that a reader finds the old text or the new, nothing between."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    except OSError as error:
        raise _unwritable(file, error) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise _unwritable(file, error) from error


def _unwritable(file: Path, error: OSError) -> ShopError:
    return ShopError(
        str(file), f"cannot be written ({error.strerror}); free some space or allow writing there"
    )


def _with(settings: DeskSettings, name: str, value: object) -> DeskSettings:
    """The settings with one value replaced, or as they were when the value is not fit for it."""
    known = asdict(settings)
    if type(value) is not type(known[name]):
        log.warning("setting %s cannot be %r; the default is used", name, value)
        return settings
    try:
        return DeskSettings(**(known | {name: value}))
    except ShopError as error:
        log.warning("setting %s", error)
        return settings
