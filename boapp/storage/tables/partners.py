"""Customers and suppliers: who they are, where they are, how they are spoken to."""

from sqlalchemy import CheckConstraint, Index, Table, TypedColumns

from boapp.storage import columns
from boapp.storage.columns import metadata


class _PartnerColumns(TypedColumns):
    number = columns.optional_text(unique=True)
    name = columns.text()
    company = columns.text()
    street = columns.text()
    postcode = columns.text()
    city = columns.text()
    region = columns.text()
    country = columns.text()
    email = columns.text()
    phone = columns.text()
    language = columns.text()
    payment_terms = columns.text()
    shipping_method = columns.text()
    note = columns.text()
    search_key = columns.text()
    sort_key = columns.text()


class _CustomerColumns(_PartnerColumns):
    """`customer_class`: 1 is served first; `jurisdiction` empty: that of the country."""

    customer_id = columns.key()
    customer_class = columns.number()
    accepts_parts = columns.flag()
    accepts_backorders = columns.flag()
    channel = columns.text()
    payment_method = columns.text()
    jurisdiction = columns.text()


class _SupplierColumns(_PartnerColumns):
    """`cutoff` is the time of day up to which an order still leaves ("14:00"), or empty."""

    supplier_id = columns.key()
    currency = columns.text()
    lead_time_days = columns.optional_number()
    cutoff = columns.text()
    sending_days = columns.text()
    order_minimum = columns.money()


customers = Table(
    "customers",
    metadata,
    _CustomerColumns,
    CheckConstraint("name <> ''", name="named"),
    CheckConstraint("customer_class >= 0", name="class"),
    Index("ix_customers_sort_key", "sort_key", "customer_id"),
)
suppliers = Table(
    "suppliers",
    metadata,
    _SupplierColumns,
    CheckConstraint("name <> ''", name="named"),
    CheckConstraint("lead_time_days >= 0", name="lead_time"),
    CheckConstraint("order_minimum >= 0", name="order_minimum"),
    Index("ix_suppliers_sort_key", "sort_key", "supplier_id"),
)
