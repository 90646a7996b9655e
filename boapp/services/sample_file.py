"""Where the sample shop of a day lies once it has been made; known without a database."""

import zlib
from datetime import UTC, date, datetime
from pathlib import Path

from boapp import paths
from boapp.storage.shop_format import COMPATIBILITY


def prepared_sample(today: date) -> Path:
    """The place of the sample shop of a day, there or not.

    It is another one when the day, the sample's tables or the shape of a shop file change.
    """
    return paths.data_folder() / "sample" / f"{today.isoformat()}-{_fingerprint()}.boapp"


def look_of_sample(prepared: Path) -> Path:
    """Where the look of its first page is kept (boapp.services.kept_look)."""
    return prepared.with_suffix(".json")


def day_of_the_sample() -> date:
    """The day it is in the sample shop, which keeps no time zone of its own."""
    return datetime.now(UTC).date()


def _fingerprint() -> str:
    """Changes with the sample's tables and the shape of a shop file."""
    tables = sorted(paths.resource("sample").iterdir())
    stamps = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in tables]
    return f"{zlib.crc32(f'{COMPATIBILITY}{stamps}'.encode()):08x}"
