"""The shop's database: one file or one PostgreSQL database, read in snapshots, written by one.

The one place that knows which of the two it is. Faults of the database come out as
ShopErrors about the shop's location (boapp.storage.faults).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine, insert

from boapp.storage import faults, postgres_server, sqlite_file
from boapp.storage.shop_format import APPLICATION_ID, COMPATIBILITY
from boapp.storage.shop_settings import ShopSettings, write_settings
from boapp.storage.tables import shop
from boapp.storage.transaction import Transaction

__all__ = ["Database", "Transaction"]


class Database:
    """An open shop; `location` is its file or its server's address without the password."""

    def __init__(self, engine: Engine, location: str) -> None:
        self._engine = engine
        self.location = location

    @classmethod
    def create(cls, location: str | Path, settings: ShopSettings | None = None) -> Self:
        """Make an empty shop with these settings and open it; all of it or nothing is left behind.

        Raises ShopError where something is already, where there is no folder, or when the
        disk is full or the server out of reach.
        """
        if postgres_server.is_server(str(location)):
            _create_on_server(str(location), settings or ShopSettings())
        else:
            _create_file(Path(location), settings or ShopSettings())
        return cls.open(location)

    @classmethod
    def open(cls, location: str | Path, *, busy_seconds: float = 10.0) -> Self:
        """Open a shop that is there; never makes one.

        Raises ShopError for a missing, empty, foreign, newer, damaged or read-only one.
        `busy_seconds` is how long an act waits for another desk's.
        """
        if postgres_server.is_server(str(location)):
            url = postgres_server.address_of(str(location))
            shown = postgres_server.shown(url)
            engine = postgres_server.connect(url, busy_seconds=busy_seconds)
            with _disposed_on_failure(engine):
                postgres_server.refuse_foreign(engine, shown)
            return cls(engine, shown)
        path = Path(location)
        sqlite_file.refuse_unusable(path)
        sqlite_file.refuse_foreign(path)
        engine = sqlite_file.connect(path, busy_seconds=busy_seconds)
        with _disposed_on_failure(engine), faults.explained(str(path)):
            sqlite_file.keep_journal(engine)
        return cls(engine, str(path))

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """One snapshot of the shop, whatever others write meanwhile; nothing can be written."""
        with self._transaction(writable=False) as transaction:
            yield transaction

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One act: written wholly at the end of the block, or not at all when it raises.

        One writer at a time; raises ShopError "try again" when another takes too long.
        """
        with self._transaction(writable=True) as transaction:
            yield transaction

    @property
    def is_file(self) -> bool:
        """Whether the shop is a file of its own, not a database on a server."""
        return self._engine.dialect.name == "sqlite"

    def copy_file(self, target: Path) -> None:
        """Have SQLite write the shop file as it is now to a new file, which is not yet checked."""
        with faults.explained(str(target)), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA query_only=OFF")
                raw.execute("VACUUM INTO ?", (str(target),))

    def settle(self) -> None:
        """Move what was written lately into the file itself, so that letting go leaves the file untouched.

        While another program uses the file it stays as it is; nobody is waited for.
        """
        if self.is_file:
            with faults.explained(self.location), self._engine.connect() as connection:
                raw = connection.connection.driver_connection
                if raw is not None:
                    raw.execute("PRAGMA busy_timeout=0")
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                connection.invalidate()  # the next one waits for others again, as every act does

    def close(self) -> None:
        """Let go of the file or server."""
        self._engine.dispose()

    @property
    def database_version(self) -> str:
        """Which database this is, for About ("SQLite 3.53.4", "PostgreSQL 18.1")."""
        if self.is_file:
            return f"SQLite {sqlite_file.choose_driver().sqlite_version}"
        with faults.explained(self.location), self._engine.connect() as connection:
            return "PostgreSQL " + str(connection.exec_driver_sql("SHOW server_version").scalar_one())

    @contextmanager
    def _transaction(self, *, writable: bool) -> Iterator[Transaction]:
        with faults.explained(self.location), self._engine.connect() as plain:
            connection = plain.execution_options(writable=writable)
            with connection.begin():
                yield Transaction(connection, writable=writable)


@contextmanager
def _disposed_on_failure(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _create_file(path: Path, settings: ShopSettings) -> None:
    sqlite_file.refuse_occupied(path)
    unfinished = sqlite_file.unfinished_beside(path)
    try:
        engine = sqlite_file.connect(unfinished, mode="rwc")
        try:
            with faults.explained(str(path)):
                _lay_tables(engine, settings)
                sqlite_file.keep_journal(engine)
        finally:
            engine.dispose()
        sqlite_file.publish(unfinished, path)
    finally:
        sqlite_file.discard(unfinished)


def _create_on_server(location: str, settings: ShopSettings) -> None:
    url = postgres_server.address_of(location)
    engine = postgres_server.connect(url)
    try:
        with faults.explained(postgres_server.shown(url)):
            _lay_tables(engine, settings)
    finally:
        engine.dispose()


def _lay_tables(engine: Engine, settings: ShopSettings) -> None:
    from boapp.storage import migrations  # Alembic takes as long to import as all the rest

    with engine.connect() as plain:
        connection = plain.execution_options(writable=True)
        with connection.begin():
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={COMPATIBILITY}")
            else:
                postgres_server.refuse_occupied(connection, postgres_server.shown(engine.url))
            migrations.upgrade(connection)
            connection.execute(insert(shop.meta), _identity())
            write_settings(Transaction(connection, writable=True), settings)


def _identity() -> list[dict[str, Any]]:
    return [
        {"name": "application", "value": "boapp"},
        {"name": "compatibility", "value": str(COMPATIBILITY)},
    ]
