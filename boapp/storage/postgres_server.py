"""A shop on a PostgreSQL server: how it is reached, locked, and which databases are refused."""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError

from boapp.errors import ShopError
from boapp.storage import faults
from boapp.storage.sqlite_file import refuse_newer

WRITER_LOCK = 0x626F6170  # "boap"; advisory locks belong to one database, so one number is enough
_DRIVER = "postgresql+psycopg"


def is_server(location: str) -> bool:
    """Whether a location names a server rather than a file."""
    return "://" in location


def address_of(location: str) -> URL:
    """Read a server's address; a plain postgresql:// one gets our driver.

    Raises ShopError for another kind of address, without showing its password.
    """
    try:
        url = make_url(location)
    except ArgumentError:
        raise ShopError(
            location, "is neither a file nor an address like postgresql+psycopg://host/name"
        ) from None
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername=_DRIVER)
    if url.drivername != _DRIVER:
        raise ShopError(shown(url), "is neither a file nor an address like postgresql+psycopg://host/name")
    return url


def shown(url: URL) -> str:
    """The address as it may be shown: without its password."""
    return url.render_as_string(hide_password=True)


def connect(url: URL, *, busy_seconds: float = 10.0) -> Engine:
    """An engine on the server's database whose transactions are one snapshot or the one writer.

    Raises ShopError when the driver is not installed.
    """
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    except ModuleNotFoundError:
        raise ShopError(
            shown(url), 'needs the PostgreSQL driver; install it with: pip install "boapp[postgres]"'
        ) from None

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writable", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{int(busy_seconds * 1000)}ms'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    event.listen(engine, "begin", begin)
    return engine


def refuse_occupied(connection: Connection, thing: str) -> None:
    """Refuse to make a shop in a database that holds tables already."""
    tables = inspect(connection).get_table_names()
    if "meta" in tables:
        raise ShopError(thing, "there is a shop already; a new shop never takes its place")
    if tables:
        raise ShopError(thing, f"the database is not empty ({tables[0]}); a shop needs one of its own")


def refuse_foreign(engine: Engine, thing: str) -> None:
    """Refuse a database without a shop and one that a newer boapp has changed."""
    with faults.explained(thing), engine.connect() as connection:
        if "meta" not in inspect(connection).get_table_names():
            raise ShopError(thing, "there is no shop here; make one with: boapp new")
        facts: dict[str, Any] = dict(connection.execute(text("SELECT name, value FROM meta")).all())
    if facts.get("application") != "boapp":
        raise ShopError(thing, "the database belongs to another program; a shop needs one of its own")
    refuse_newer(thing, int(facts["compatibility"]))
