"""The sample shop, fresh at every start: made once a day, then copied."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from boapp import paths
from boapp.errors import ShopError
from boapp.services.shops import Shop, create_shop, open_shop
from boapp.storage.sqlite_file import COMPATIBILITY

_COUNTRY = "IE"


@contextmanager
def open_demo(*, today: date | None = None, clerk: str = "desk", desk: str = "desk") -> Iterator[Shop]:
    """Open a fresh sample shop that is thrown away at the end of the block.

    Raises ShopError when there is no room for it.
    """
    try:
        with TemporaryDirectory(prefix="boapp-sample-", ignore_cleanup_errors=True) as folder:
            place = Path(folder) / "sample.boapp"
            shutil.copyfile(_prepared(today or _day_of_the_sample()), place)
            with open_shop(str(place), today=today, clerk=clerk, desk=desk) as shop:
                yield shop
    except OSError as error:
        reason = f"cannot be made ({error.strerror or error}); free some space and try again"
        raise ShopError("sample shop", reason) from error


def make_demo(location: str, *, today: date) -> None:
    """Make the sample shop in a place of its own. Raises ShopError where something is already."""
    from boapp.services.importing.sample import load_sample

    create_shop(location, country=_COUNTRY)
    with open_shop(location, today=today) as shop:
        load_sample(shop)


def _day_of_the_sample() -> date:
    """The day it is in the sample shop, which keeps no time zone of its own."""
    return datetime.now(UTC).date()


def _prepared(today: date) -> Path:
    """A closed sample shop of today to copy from; nobody ever opens it, so copying it is safe.

    It is made anew when the day, the sample's tables or the shape of a shop file change.
    """
    folder = paths.data_folder() / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    ready = folder / f"{today.isoformat()}-{_fingerprint()}.boapp"
    if not ready.exists():
        _forget_older(folder)
        with TemporaryDirectory(dir=folder) as making:
            unfinished = Path(making) / "sample.boapp"
            make_demo(str(unfinished), today=today)
            unfinished.replace(ready)
    return ready


def _forget_older(folder: Path) -> None:
    for old in folder.glob("*.boapp"):
        with suppress(OSError):
            old.unlink()


def _fingerprint() -> str:
    """Changes with the sample's tables and the shape of a shop file."""
    tables = sorted(paths.resource("sample").iterdir())
    stamps = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in tables]
    return hashlib.sha256(f"{COMPATIBILITY}{stamps}".encode()).hexdigest()[:12]
