"""A small shop for storage tests, entered through the one writer."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from boapp.domain.decisions import Act, ActKind, Decision, Movement, MovementKind, SupplyChange, SupplyKind
from boapp.domain.quantities import UNIT
from boapp.storage import records
from boapp.storage.database import Database
from boapp.storage.entries import (
    CustomerEntry,
    Entry,
    OrderEntry,
    OrderLineEntry,
    ProductEntry,
    PurchaseLineEntry,
    PurchaseOrderEntry,
    SupplierEntry,
    SupplyEntry,
)

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def an_act(kind: ActKind = ActKind.EDIT, act_uuid: UUID | None = None) -> Act:
    return Act(act_uuid or uuid4(), NOW, TODAY, "AB", "counter", kind)


def write(database: Database, *entries: Entry, kind: ActKind = ActKind.EDIT, **parts: Any) -> records.Written:
    """Write entries and parts of a decision as one act."""
    with database.write() as tx:
        return records.write(tx, Decision(an_act(kind), **parts), entries=entries)


def stock_a_shop(database: Database) -> None:
    """The lanterns: 14 here, 20 coming on 27 November; Harbour Books owed 12, Meyer 8.

    Keys: product 1, customers 1 and 2, orders and lines 1 and 2, supply 1 on hand, 2 coming.
    """
    write(
        database,
        SupplierEntry(1, "Lumen"),
        CustomerEntry(1, "Harbour Books", city="Lübeck"),
        CustomerEntry(2, "Meyer", customer_class=1),
        ProductEntry(1, "LAN", "Storm lantern", price=4_900),
        OrderEntry(1, "SO-1", 1, date(2026, 11, 3)),
        OrderEntry(2, "SO-2", 2, date(2026, 11, 5)),
        OrderLineEntry(1, 1, "1", 1, 1, 12 * UNIT, price=4_900),
        OrderLineEntry(2, 2, "1", 1, 1, 8 * UNIT, wanted_date=date(2026, 12, 1), price=4_900),
        PurchaseOrderEntry(1, "PO-1", 1),
        PurchaseLineEntry(1, 1, "1", 1, 1, 20 * UNIT),
        SupplyEntry(1, 1, SupplyKind.ON_HAND, 0),
        SupplyEntry(2, 1, SupplyKind.PURCHASE, 20 * UNIT, 1, date(2026, 11, 27)),
        kind=ActKind.IMPORT,
    )
    write(
        database,
        kind=ActKind.COUNT,
        movements=(Movement(1, 14 * UNIT, MovementKind.COUNT),),
        supplies=(SupplyChange(1, 1, 0, 14 * UNIT),),
    )
