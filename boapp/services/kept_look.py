"""What the first page showed last, kept on this desk so that the next start shows it at once.

Opening a shop takes longer than showing a list. Nothing changes in a shop but through its file:
while that is the very same as when the look was taken, on the same day, the kept rows are the
truth, and they are shown until the shop is open and has been read again.

The live file is only looked at from outside (its size, time and number), never opened: see
boapp.storage.sqlite_file. A shop on a server has no such file, so it has no kept look either.
"""

import json
import logging
import os
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boapp
from boapp import paths
from boapp.errors import ShopError
from boapp.services.waiting_groups import WaitingOverview, as_plain_data, from_plain_data
from boapp.settings import write_whole

if TYPE_CHECKING:
    from boapp.services.shops import Shop

FORMAT = 1  # one more whenever the rows mean something else or are reckoned in another way
log = logging.getLogger(__name__)

_SECOND_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class KeptLook:
    """The shop's name and everyone who waits, as of `today`, the date in the shop."""

    shop_name: str
    today: date
    waiting: WaitingOverview


def look_file() -> Path:
    """Where this desk keeps the look of the shop file it used last."""
    return paths.data_folder() / "first-look.json"


def stamp_of(shop_file: Path) -> list[list[int] | None] | None:
    """What changes whenever anyone writes to a shop file; None when that cannot be told.

    The file itself and what SQLite keeps beside it. An empty journal says as much as none.
    File systems that tell time in whole seconds would not show a second change.
    """
    stamp: list[list[int] | None] = []
    for suffix in ("", "-wal", "-journal"):
        try:
            found = os.stat(f"{shop_file}{suffix}")  # noqa: PTH116 - one look, and the path as it was given
        except OSError:
            found = None
        if found is None or found.st_size == 0:
            stamp.append(None)
        elif found.st_mtime_ns % _SECOND_NS == 0:
            return None
        else:
            stamp.append([found.st_size, found.st_mtime_ns, found.st_ino])
    return stamp if stamp[0] is not None else None


def find_look(shop_file: Path, today: date | None = None, file: Path | None = None) -> KeptLook | None:
    """The look kept of a shop file, None unless it is exactly what reading the shop would show.

    `today` stands in for the calendar, as in `open_shop`. What is missing, spoilt, of another
    boapp, another file or another day costs the look, never the start.
    """
    stamp = stamp_of(shop_file)
    if stamp is None:
        return None
    try:
        checksum, _, text = (file or look_file()).read_text(encoding="utf-8").partition("\n")
        if checksum != _checksum(text):
            return None
        found = json.loads(text)
        if found["kept_of"] != _kept_of(shop_file, stamp):
            return None
        day = date.fromisoformat(found["today"])
        if day != (today or _today_in(found["time_zone"])):
            return None
        return KeptLook(found["shop_name"], day, from_plain_data(found["waiting"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_look(shop: "Shop", *, shop_file: Path | None = None, file: Path | None = None) -> None:
    """Keep how the first page looks just now, unless someone writes to the shop meanwhile.

    For the last moment before the shop is let go. `shop_file` is the file that the stamp is
    taken of when the open one is not it, as with the sample. A full disk costs the look: it is logged.
    """
    from boapp.services.overviews import read_waiting
    from boapp.services.shops import read_shop_settings

    if not shop.database.is_file:
        return
    shop.database.settle()
    place, today = shop_file or Path(shop.location), shop.today
    stamp = stamp_of(place)
    if stamp is None or find_look(place, shop.fixed_today, file) is not None:
        return
    look = KeptLook(read_shop_settings(shop).name, today, read_waiting(shop))
    if stamp_of(place) != stamp or shop.today != today:
        return
    content = {
        "kept_of": _kept_of(place, stamp),
        "time_zone": shop.time_zone,
        "today": today.isoformat(),
        "shop_name": look.shop_name,
        "waiting": as_plain_data(look.waiting),
    }
    text = json.dumps(content, ensure_ascii=False)
    try:
        write_whole(file or look_file(), f"{_checksum(text)}\n{text}")
    except ShopError as error:
        log.warning("the look of the first page is not kept: %s", error)


def _kept_of(shop_file: Path, stamp: list[list[int] | None]) -> list[Any]:
    return [FORMAT, boapp.__version__, str(shop_file.absolute()), stamp]


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode('utf-8')):08x}"


def _today_in(time_zone: str) -> date:
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(time_zone)).date()
