"""Orders, their lines, and the ledger of what customers were told."""

from sqlalchemy import CheckConstraint, Index, Table, TypedColumns, UniqueConstraint

from boapp.domain.decisions import Hold, OrderStatus, Precision, ToldBy
from boapp.domain.orders import Delivery
from boapp.storage import columns
from boapp.storage.columns import metadata


class _OrderColumns(TypedColumns):
    """`priority` none: the customer's class; `complete_on`: payment and all data were there."""

    order_id = columns.key()
    order_number = columns.text(unique=True)
    external_number = columns.text()
    customer_id = columns.reference("customers.customer_id", index=True)
    ordered_date = columns.day()
    status = columns.code(OrderStatus)
    hold = columns.optional_code(Hold)
    priority = columns.optional_number()
    delivery = columns.code(Delivery)
    complete_on = columns.optional_day()
    stated_ship_date = columns.optional_day()
    sale = columns.text()
    jurisdiction = columns.text()
    seller_credit = columns.flag()
    paid = columns.money()
    shipping = columns.money()
    shipping_method = columns.text()
    payment_terms = columns.text()
    note = columns.text()
    search_key = columns.text()
    sort_key = columns.text()


class _OrderLineColumns(TypedColumns):
    """`told_date`: the last day told for what is open, as the told ledger has it."""

    line_id = columns.key()
    order_id = columns.reference("orders.order_id")
    line_number = columns.text()
    position = columns.number()
    product_id = columns.reference("products.product_id")
    description = columns.text()
    ordered_quantity = columns.quantity()
    shipped_quantity = columns.quantity()
    cancelled_quantity = columns.quantity()
    open_quantity = columns.computed("ordered_quantity - shipped_quantity - cancelled_quantity")
    wanted_date = columns.optional_day()
    told_date = columns.optional_day()
    no_use_after = columns.optional_day()
    delivery = columns.code(Delivery)
    price = columns.optional_money()
    special = columns.flag()


class _ToldColumns(TypedColumns):
    """Append only. Entries of one act for one line replace together what was told before."""

    told_id = columns.key()
    line_id = columns.reference("order_lines.line_id")
    act_id = columns.reference("acts.act_id", index=True)
    quantity = columns.quantity()
    earliest_date = columns.optional_day()
    latest_date = columns.optional_day()
    precision = columns.code(Precision)
    told_by = columns.code(ToldBy)
    told_on = columns.day()
    notice_id = columns.optional_reference("notices.notice_id", index=True)
    reference = columns.text()


orders = Table(
    "orders",
    metadata,
    _OrderColumns,
    CheckConstraint("order_number <> ''", name="number"),
    CheckConstraint("paid >= 0", name="paid"),
    CheckConstraint("shipping >= 0", name="shipping"),
    Index("ix_orders_sort_key", "sort_key", "order_id"),
    Index("ix_orders_external_number", "external_number"),
)
columns.partial_index(
    "ix_orders_open",
    orders.c.order_id,
    where="status = 'open'",
)
order_lines = Table(
    "order_lines",
    metadata,
    _OrderLineColumns,
    UniqueConstraint("order_id", "line_number"),
    CheckConstraint("ordered_quantity >= 0", name="ordered"),
    CheckConstraint("shipped_quantity >= 0", name="shipped"),
    CheckConstraint("cancelled_quantity >= 0", name="cancelled"),
    CheckConstraint("ordered_quantity - shipped_quantity - cancelled_quantity >= 0", name="open"),
    CheckConstraint("price >= 0", name="price"),
    Index("ix_order_lines_product_id", "product_id"),
)
columns.partial_index(
    "ix_order_lines_waiting",
    order_lines.c.product_id,
    order_lines.c.line_id,
    where="open_quantity > 0",
)
told = Table(
    "told",
    metadata,
    _ToldColumns,
    CheckConstraint("quantity > 0", name="quantity"),
    CheckConstraint("(earliest_date IS NULL) = (latest_date IS NULL)", name="both_dates"),
    CheckConstraint("earliest_date <= latest_date", name="dates"),
    CheckConstraint("(told_by = 'notice') = (notice_id IS NOT NULL)", name="source"),
    Index("ix_told_line_id", "line_id", "told_id"),
)
