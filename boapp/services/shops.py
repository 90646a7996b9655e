"""Make a shop, open it, and hand every act its author and day."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from boapp.domain.decisions import Act, ActKind, Decision
from boapp.services.settings import change_settings, settings_as_words, settings_of_country
from boapp.storage import records
from boapp.storage.database import Database
from boapp.storage.shop_settings import ShopSettings, read_settings, write_settings


@dataclass(frozen=True, slots=True)
class Shop:
    """An open shop as one clerk at one desk sees it.

    `fixed_today` stands in for the calendar when trying something out; else the date in
    the shop's time zone, looked up anew each time (semantics 1).
    """

    database: Database
    clerk: str = "desk"
    desk: str = "desk"
    fixed_today: date | None = None
    time_zone: str = "UTC"

    @property
    def location(self) -> str:
        """Its file or its server's address without the password."""
        return self.database.location

    @property
    def today(self) -> date:
        """The date in the shop."""
        return self.fixed_today or datetime.now(ZoneInfo(self.time_zone)).date()

    def new_act(self, kind: ActKind, *, note: str = "", act_uuid: UUID | None = None) -> Act:
        """An act of this clerk now; posted again under its own `act_uuid` it is done once."""
        return Act(act_uuid or uuid4(), datetime.now(UTC), self.today, self.clerk, self.desk, kind, note)


def create_shop(
    location: str, *, country: str = "US", currency: str | None = None, language: str = "en", name: str = ""
) -> None:
    """Make an empty shop; what is already there is never overwritten.

    Raises ShopError for an unknown country, currency or language, an occupied place, a
    missing folder, a full disk, a server out of reach.
    """
    changes = {"language": language, "name": name} | ({"currency": currency} if currency is not None else {})
    Database.create(location, change_settings(settings_of_country(country), changes)).close()


@contextmanager
def open_shop(
    location: str, *, today: date | None = None, clerk: str = "desk", desk: str = "desk"
) -> Iterator[Shop]:
    """Open a shop that is there, and close it at the end of the block.

    Raises ShopError for a missing, empty, foreign, newer, damaged or read-only one.
    """
    database = Database.open(location)
    try:
        with database.read() as tx:
            time_zone = read_settings(tx).time_zone
        yield Shop(database, clerk, desk, today, time_zone)
    finally:
        database.close()


def read_shop_settings(shop: Shop) -> ShopSettings:
    """What is set for the whole shop."""
    with shop.database.read() as tx:
        return read_settings(tx)


def set_settings(shop: Shop, changes: Mapping[str, str]) -> dict[str, str]:
    """Set some of the shop's settings, typed as words; returns all of them as words.

    Raises ShopError for an unknown name or a value that cannot be; nothing is set then.
    """
    with shop.database.write() as tx:
        settings = change_settings(read_settings(tx), changes)
        if changes:
            note = f"settings: {', '.join(changes)}"
            records.write(tx, Decision(shop.new_act(ActKind.EDIT, note=note)))
            write_settings(tx, settings)
    return settings_as_words(settings)
