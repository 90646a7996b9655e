"""What a database says when something is the matter, in words a clerk can act on.

A fault that is nobody's but the program's stays what it was: it is a bug.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from boapp.errors import ShopError

BUSY = "another desk is writing just now; try again"
FULL = "the disk is full, nothing was written; make room and try again"
DAMAGED = "the file is damaged; nothing was written, restore the newest backup"
FOREIGN = "is not a shop file of boapp; choose another file"
READ_ONLY = "may not be written to; allow writing to the file and its folder, or copy the shop elsewhere"
LOST = "the connection to the server was lost; try again, nothing is booked twice"
UNREACHABLE = "the server gives no access; check that it runs and that name, user and password are right"

_SQLITE_REASONS = {
    3: READ_ONLY,  # SQLITE_PERM
    5: BUSY,  # SQLITE_BUSY
    6: BUSY,  # SQLITE_LOCKED
    8: READ_ONLY,  # SQLITE_READONLY
    10: "the disk is full or failing, nothing was written; make room, check the disk and try again",  # _IOERR
    11: DAMAGED,  # SQLITE_CORRUPT
    13: FULL,  # SQLITE_FULL
    14: "cannot be opened; check that the file and its folder may be read and written",  # SQLITE_CANTOPEN
    26: FOREIGN,  # SQLITE_NOTADB
}
_POSTGRES_REASONS = {
    "08": LOST,
    "28": "the server refused this user or password",
    "3D": "the server has no such database; create an empty one first",
    "40": BUSY,  # serialization failure, deadlock
    "42501": "this user of the database may not do that; ask for the right to create and change tables",
    "53100": FULL,
    "53": "the server is out of memory or connections; try again",
    "55P03": BUSY,  # the lock was not to be had in time
    "57P": LOST,  # the server is stopping or was stopped
    "57014": BUSY,  # a statement took longer than the server allows
    "25006": "the server takes no changes at the moment (it is a read-only copy)",
}


@contextmanager
def explained(thing: str) -> Iterator[None]:
    """Turn database faults inside the block into ShopErrors about `thing`, the shop's location."""
    try:
        yield
    except DBAPIError as fault:
        reason = reason_of(fault)
        if reason is None:
            raise
        raise ShopError(thing, reason) from fault


def reason_of(fault: DBAPIError) -> str | None:
    """What the clerk is told about a database's fault; None when it is a bug of ours."""
    code = getattr(fault.orig, "sqlite_errorcode", None)
    if code is not None:
        return _SQLITE_REASONS.get(code & 0xFF)
    state = getattr(fault.orig, "sqlstate", None)
    if state is None:
        return _reason_without_state(fault)
    for length in (5, 3, 2):
        if state[:length] in _POSTGRES_REASONS:
            return _POSTGRES_REASONS[state[:length]]
    return None


def _reason_without_state(fault: DBAPIError) -> str | None:
    kind = type(fault.orig)
    if not kind.__module__.startswith("psycopg"):
        return None
    if fault.connection_invalidated:
        return LOST
    if "Operational" not in kind.__name__ and "Timeout" not in kind.__name__:
        return None
    said = str(fault.orig).strip().splitlines()
    return f"{UNREACHABLE} ({said[-1].strip()})" if said else UNREACHABLE
