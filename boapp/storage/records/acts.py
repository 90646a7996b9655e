"""The act itself: who did what, when, at which desk (architecture 5, "Acts")."""

from sqlalchemy import insert, select

from boapp.domain.decisions import Act
from boapp.storage.numbering import new_key
from boapp.storage.tables.shop import acts, clerks, desks
from boapp.storage.transaction import Transaction


def find_act(tx: Transaction, act: Act) -> int | None:
    """The sequence of an act that was posted before; None when it is new."""
    return tx.connection.execute(select(acts.c.act_id).where(acts.c.act_uuid == str(act.act_uuid))).scalar()


def write_act(tx: Transaction, act: Act) -> int:
    """Write the act; a clerk or desk that is named for the first time is entered with it."""
    act_id = new_key(tx, "acts")
    row = {
        "act_id": act_id,
        "act_uuid": str(act.act_uuid),
        "at": act.at,
        "day": act.day,
        "clerk_id": clerk_of(tx, act.clerk),
        "desk_id": _desk_of(tx, act.desk),
        "kind": act.kind,
        "note": act.note,
    }
    tx.connection.execute(insert(acts), row)
    return act_id


def clerk_of(tx: Transaction, initials: str) -> int:
    """The key of a clerk, who is entered when named for the first time."""
    found = tx.connection.execute(select(clerks.c.clerk_id).where(clerks.c.initials == initials)).scalar()
    if found is not None:
        return found
    clerk_id = new_key(tx, "clerks")
    row = {"clerk_id": clerk_id, "initials": initials, "name": initials, "active": True}
    tx.connection.execute(insert(clerks), row)
    return clerk_id


def _desk_of(tx: Transaction, name: str) -> int:
    found = tx.connection.execute(select(desks.c.desk_id).where(desks.c.name == name)).scalar()
    if found is not None:
        return found
    desk_id = new_key(tx, "desks")
    tx.connection.execute(insert(desks), {"desk_id": desk_id, "name": name})
    return desk_id
