"""Purchase orders and their lines; when goods are expected stands with the supply."""

from sqlalchemy import CheckConstraint, Index, Table, TypedColumns, UniqueConstraint

from boapp.domain.decisions import PurchaseState
from boapp.storage import columns
from boapp.storage.columns import metadata

_OPEN = "ordered_quantity - received_quantity - cancelled_quantity"


class _PurchaseOrderColumns(TypedColumns):
    purchase_order_id = columns.key()
    purchase_order_number = columns.text(unique=True)
    supplier_id = columns.reference("suppliers.supplier_id", index=True)
    ordered_date = columns.optional_day()
    currency = columns.text()
    note = columns.text()
    search_key = columns.text()
    sort_key = columns.text()


class _PurchaseLineColumns(TypedColumns):
    """More may be received than ordered; what is open is never negative (semantics 7)."""

    purchase_line_id = columns.key()
    purchase_order_id = columns.reference("purchase_orders.purchase_order_id")
    line_number = columns.text()
    position = columns.number()
    product_id = columns.reference("products.product_id", index=True)
    ordered_quantity = columns.quantity()
    received_quantity = columns.quantity()
    cancelled_quantity = columns.quantity()
    open_quantity = columns.computed(f"CASE WHEN {_OPEN} > 0 THEN {_OPEN} ELSE 0 END")
    units_per_buying_unit = columns.quantity()
    price = columns.optional_money()
    state = columns.code(PurchaseState)


purchase_orders = Table(
    "purchase_orders",
    metadata,
    _PurchaseOrderColumns,
    CheckConstraint("purchase_order_number <> ''", name="number"),
    Index("ix_purchase_orders_sort_key", "sort_key", "purchase_order_id"),
)
purchase_lines = Table(
    "purchase_lines",
    metadata,
    _PurchaseLineColumns,
    UniqueConstraint("purchase_order_id", "line_number"),
    CheckConstraint("ordered_quantity >= 0", name="ordered"),
    CheckConstraint("received_quantity >= 0", name="received"),
    CheckConstraint("cancelled_quantity BETWEEN 0 AND ordered_quantity", name="cancelled"),
    CheckConstraint("units_per_buying_unit > 0", name="buying_unit"),
    CheckConstraint("price >= 0", name="price"),
)
columns.partial_index(
    "ix_purchase_lines_coming",
    purchase_lines.c.product_id,
    purchase_lines.c.purchase_line_id,
    where="open_quantity > 0",
)
