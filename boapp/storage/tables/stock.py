"""Goods: what moved, what there is to give, and for whom it is meant; with their history."""

from sqlalchemy import (
    CheckConstraint,
    Index,
    PrimaryKeyConstraint,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from boapp.domain.decisions import Firmness, MovementKind, Place, SupplyKind
from boapp.storage import columns
from boapp.storage.columns import metadata


class _MovementColumns(TypedColumns):
    """Append only; on hand is the sum of what moved in stock and on the hold shelf."""

    movement_id = columns.key()
    act_id = columns.reference("acts.act_id", index=True)
    product_id = columns.reference("products.product_id")
    quantity = columns.quantity()
    kind = columns.code(MovementKind)
    place = columns.code(Place)
    line_id = columns.optional_reference("order_lines.line_id", index=True)
    purchase_line_id = columns.optional_reference("purchase_lines.purchase_line_id", index=True)
    note = columns.text()


class _SupplyColumns(TypedColumns):
    """What remains of one supply: a product's goods on hand, or one expected delivery.

    `expected_date` is the supplier's; the shop's receiving days are added on loading.
    """

    supply_id = columns.key()
    product_id = columns.reference("products.product_id", index=True)
    kind = columns.code(SupplyKind)
    purchase_line_id = columns.optional_reference("purchase_lines.purchase_line_id")
    quantity = columns.quantity()
    expected_date = columns.optional_day()
    confirmed = columns.flag()
    label = columns.text()


class _AllocationColumns(TypedColumns):
    line_id = columns.reference("order_lines.line_id")
    supply_id = columns.reference("supplies.supply_id")
    firmness = columns.code(Firmness)
    quantity = columns.quantity()
    place = columns.text()
    reason = columns.text()
    until_date = columns.optional_day()
    act_id = columns.reference("acts.act_id")


class _AllocationHistoryColumns(TypedColumns):
    """Append only: how each act changed what a line holds."""

    act_id = columns.reference("acts.act_id")
    line_id = columns.reference("order_lines.line_id")
    supply_id = columns.reference("supplies.supply_id")
    firmness = columns.code(Firmness)
    before_quantity = columns.quantity()
    after_quantity = columns.quantity()


class _SupplyHistoryColumns(TypedColumns):
    """Append only: how each act changed a supply; a slipped date is read from here."""

    act_id = columns.reference("acts.act_id")
    supply_id = columns.reference("supplies.supply_id")
    before_quantity = columns.quantity()
    after_quantity = columns.quantity()
    before_date = columns.optional_day()
    after_date = columns.optional_day()


movements = Table(
    "movements",
    metadata,
    _MovementColumns,
    CheckConstraint("quantity <> 0", name="quantity"),
    Index("ix_movements_product_id", "product_id", "movement_id"),
)
supplies = Table(
    "supplies",
    metadata,
    _SupplyColumns,
    UniqueConstraint("purchase_line_id"),
    CheckConstraint("quantity >= 0", name="quantity"),
    CheckConstraint("(kind = 'purchase') = (purchase_line_id IS NOT NULL)", name="purchase_line"),
    CheckConstraint("kind <> 'on_hand' OR expected_date IS NULL", name="on_hand_today"),
)
columns.partial_index(
    "uq_supplies_on_hand",
    supplies.c.product_id,
    unique=True,
    where="kind = 'on_hand'",
)
allocations = Table(
    "allocations",
    metadata,
    _AllocationColumns,
    PrimaryKeyConstraint("line_id", "supply_id", "firmness"),
    CheckConstraint("quantity > 0", name="quantity"),
    Index("ix_allocations_supply_id", "supply_id"),
    sqlite_with_rowid=False,
)
columns.partial_index(
    "ix_allocations_until_date",
    allocations.c.until_date,
    where="until_date IS NOT NULL",
)
allocation_history = Table(
    "allocation_history",
    metadata,
    _AllocationHistoryColumns,
    PrimaryKeyConstraint("act_id", "line_id", "supply_id", "firmness"),
    CheckConstraint("before_quantity >= 0 AND after_quantity >= 0", name="quantities"),
    CheckConstraint("before_quantity <> after_quantity", name="changed"),
    sqlite_with_rowid=False,
)
supply_history = Table(
    "supply_history",
    metadata,
    _SupplyHistoryColumns,
    PrimaryKeyConstraint("act_id", "supply_id"),
    CheckConstraint("before_quantity >= 0 AND after_quantity >= 0", name="quantities"),
    sqlite_with_rowid=False,
)
