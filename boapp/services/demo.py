"""The sample shop, fresh at every start: made once a day, then copied."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from boapp.errors import ShopError
from boapp.services.kept_look import keep_look
from boapp.services.sample_file import day_of_the_sample, look_of_sample, prepared_sample
from boapp.services.shops import Shop, create_shop, open_shop

_COUNTRY = "IE"


@contextmanager
def open_demo(*, today: date | None = None, clerk: str = "desk", desk: str = "desk") -> Iterator[Shop]:
    """Open a fresh sample shop that is thrown away at the end of the block.

    Raises ShopError when there is no room for it.
    """
    try:
        with TemporaryDirectory(prefix="boapp-sample-", ignore_cleanup_errors=True) as folder:
            place = Path(folder) / "sample.boapp"
            prepared = _prepared(today or day_of_the_sample())
            shutil.copyfile(prepared, place)
            with open_shop(str(place), today=today, clerk=clerk, desk=desk) as shop:
                # Nobody has written to the copy yet, so it looks as every other copy will.
                keep_look(shop, shop_file=prepared, file=look_of_sample(prepared))
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


def _prepared(today: date) -> Path:
    """A closed sample shop of today to copy from; nobody ever opens it, so copying it is safe."""
    ready = prepared_sample(today)
    folder = ready.parent
    folder.mkdir(parents=True, exist_ok=True)
    if not ready.exists():
        _forget_older(folder)
        with TemporaryDirectory(dir=folder) as making:
            unfinished = Path(making) / "sample.boapp"
            make_demo(str(unfinished), today=today)
            unfinished.replace(ready)
    return ready


def _forget_older(folder: Path) -> None:
    for old in (*folder.glob("*.boapp"), *folder.glob("*.json")):
        with suppress(OSError):
            old.unlink()
