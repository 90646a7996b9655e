"""A shop in a file: which SQLite reads it, how it is connected, and which files are refused.

The live file is opened by this one SQLite library alone. POSIX drops every lock a process
has on a file when any descriptor of it is closed, so a copy, a hash or a second library
would cost acknowledged orders (tests/test_traps.py).
"""

import importlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from boapp.errors import ShopError
from boapp.storage import faults
from boapp.storage.shop_format import APPLICATION_ID, COMPATIBILITY

WAL_SAFE_SINCE = (3, 51, 3)
CACHE_KIB = 65_536
OCCUPIED = "there is a file already; a new shop never takes its place"


def choose_driver() -> Any:
    """The SQLite this program uses: the one that comes as a wheel, else Python's own."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


def journal_mode_for(version: tuple[int, ...]) -> str:
    """WAL, except for an SQLite whose WAL may damage the file; the fault is WAL's alone."""
    return "wal" if version >= WAL_SAFE_SINCE else "delete"


def refuse_unusable(path: Path) -> None:
    """Look at the file from outside and refuse what cannot be a shop or cannot be written.

    Raises ShopError for a missing, empty or read-only file, a folder, and a read-only folder.
    """
    with _reachable(path):
        if path.is_dir():
            raise ShopError(str(path), "is a folder, not a shop file")
        if not path.is_file():
            raise ShopError(str(path), "there is no shop here; make one with: boapp new")
        if path.stat().st_size == 0:
            raise ShopError(
                str(path), "the file is empty, it holds no shop; restore a backup or choose another file"
            )
        if not (_is_writable(path) and _is_writable(path.parent)):
            raise ShopError(str(path), faults.READ_ONLY)


def refuse_occupied(path: Path) -> None:
    """Refuse to make a shop where something is already or where there is no folder for it."""
    with _reachable(path):
        if path.exists() or path.is_symlink():
            raise ShopError(str(path), OCCUPIED)
        if not path.parent.is_dir():
            raise ShopError(str(path.parent), "there is no such folder")
        if not _is_writable(path.parent):
            raise ShopError(str(path.parent), "the folder may not be written to")


def refuse_foreign(path: Path) -> None:
    """Look inside, without writing, and refuse what is no shop of ours or a newer one.

    Raises ShopError for another program's file, a damaged one, and one of a newer boapp.
    """
    # Where a killed program left a journal, only a connection that may write can take it back.
    left_behind = path.with_name(f"{path.name}-journal").exists()
    engine = connect(path, mode="rw" if left_behind else "ro")
    try:
        with faults.explained(str(path)), engine.connect() as connection:
            identity = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            compatibility = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            tables = set(
                connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
            )
    finally:
        engine.dispose()
    if identity != APPLICATION_ID:
        raise ShopError(str(path), faults.FOREIGN)
    refuse_newer(str(path), compatibility)
    if not {"meta", "products", "orders", "acts"} <= tables:
        raise ShopError(str(path), faults.DAMAGED)


def refuse_newer(thing: str, compatibility: int) -> None:
    """Refuse a shop that a newer boapp has changed, or an older one that has no way here yet."""
    if compatibility > COMPATIBILITY:
        raise ShopError(thing, "was written by a newer boapp; update boapp on this computer")
    if compatibility < COMPATIBILITY:
        raise ShopError(thing, "was written by a trial version of boapp that can no longer be read")


def connect(path: Path, *, mode: str = "rw", busy_seconds: float = 10.0) -> Engine:
    """An engine on the file that begins by itself and never creates one (`mode` rw, ro, rwc)."""
    driver = choose_driver()
    address = f"{path.absolute().as_uri()}?mode={mode}"

    def open_file() -> Any:
        return driver.connect(
            address, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
        )

    engine = create_engine("sqlite+pysqlite://", module=driver, creator=open_file, poolclass=QueuePool)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def keep_journal(engine: Engine) -> None:
    """Give the file the journal that is safe with this SQLite; it stays so in the file."""
    wanted = journal_mode_for(choose_driver().sqlite_version_info)
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if raw is None:
            raise DBAPIError("PRAGMA journal_mode", None, RuntimeError("no connection"))
        if raw.execute("PRAGMA journal_mode").fetchone()[0] != wanted:
            raw.execute(f"PRAGMA journal_mode={wanted}")


def unfinished_beside(path: Path) -> Path:
    """Where a new file is made until it is whole: in the same folder, under a name of its own."""
    return path.with_name(f".{uuid4().hex}.new")


def publish(finished: Path, path: Path) -> None:
    """Give a finished new file its name, unless something took the name meanwhile."""
    try:
        os.link(finished, path)
    except FileExistsError:
        raise ShopError(str(path), OCCUPIED) from None
    except OSError:  # a file system without hard links
        refuse_occupied(path)
        with _reachable(path):
            finished.rename(path)
    finished.unlink(missing_ok=True)


def discard(unfinished: Path) -> None:
    """Remove a half-made file and what SQLite keeps beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)


@contextmanager
def _reachable(path: Path) -> Iterator[None]:
    """Names the system refuses (too long, in a folder of others) are the clerk's to change."""
    try:
        yield
    except OSError as fault:
        raise ShopError(str(path), f"cannot be used: {fault.strerror or fault}") from fault


def _set_up(connection: Any, _record: object) -> None:
    for pragma in (
        "foreign_keys=ON",
        "synchronous=FULL",
        f"cache_size=-{CACHE_KIB}",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    writable = connection.get_execution_options().get("writable", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writable else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writable else "BEGIN")


def _is_writable(path: Path) -> bool:
    # A file marked read-only is meant so, even for a user who may do anything.
    marked = path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    return bool(marked) and os.access(path, os.W_OK)
