"""A verified copy of a shop file while it is in use.

Made by SQLite itself: any other way of reading the live file would cost acknowledged acts
(see boapp.storage.sqlite_file).
"""

from pathlib import Path

from boapp.errors import ShopError
from boapp.storage import faults, sqlite_file
from boapp.storage.check import Problem, check
from boapp.storage.database import Database


def back_up(database: Database, target: Path) -> list[Problem]:
    """Copy a shop file as it is at this moment to `target`, and check the copy before it gets its name.

    Returns what the check found in the copy: the shop itself has that too. Raises ShopError
    when `target` is there already, for a full disk, and for a shop on a server.
    """
    if not database.is_file:
        raise ShopError(database.location, "is on a server; copy it into a file instead: boapp copy")
    sqlite_file.refuse_occupied(target)
    unfinished = sqlite_file.unfinished_beside(target)
    try:
        with faults.explained(str(target)):
            database.copy_file(unfinished)
        copy = Database.open(unfinished)
        try:
            with copy.read() as tx:
                problems = check(tx)
        finally:
            copy.close()
        sqlite_file.publish(unfinished, target)
    finally:
        sqlite_file.discard(unfinished)
    return problems
