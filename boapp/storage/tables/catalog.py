"""Products, what suppliers ask for them, and the version any act on a product bumps."""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Table, TypedColumns, UniqueConstraint

from boapp.storage import columns
from boapp.storage.columns import metadata


class _ProductColumns(TypedColumns):
    """`tax_rate` in 1/100 percent; `count_me`: the books were found wrong, count it.

    `version` is bumped by every act on the product, its lines, supplies or allocations.
    """

    product_id = columns.key()
    sku = columns.text(unique=True)
    name = columns.text()
    barcode = columns.optional_text(index=True)
    product_group = columns.text()
    unit = columns.text()
    decimals = columns.number()
    pack = columns.quantity()
    minimum_part = columns.quantity()
    price = columns.optional_money()
    cost = columns.optional_money()
    tax_rate = columns.optional_number()
    reorder_level = columns.quantity()
    release_date = columns.optional_day()
    takes_backorders = columns.flag()
    max_backorder_quantity = columns.optional_quantity()
    keep_for_counter = columns.quantity()
    discontinued = columns.flag()
    count_me = columns.flag()
    supplier_id = columns.optional_reference("suppliers.supplier_id", index=True)
    lead_time_days = columns.optional_number()
    image = columns.text()
    note = columns.text()
    version = columns.number()
    search_key = columns.text()
    sort_key = columns.text()


class _SupplierTermColumns(TypedColumns):
    """One supplier's offer of one product; quantities in our units."""

    term_id = columns.key()
    supplier_id = columns.reference("suppliers.supplier_id")
    product_id = columns.reference("products.product_id", index=True)
    supplier_sku = columns.text()
    price = columns.optional_money()
    currency = columns.text()
    lead_time_days = columns.optional_number()
    pack = columns.quantity()
    units_per_buying_unit = columns.quantity()
    minimum = columns.quantity()


class _ProductVersionColumns(TypedColumns):
    """Which act made which version: what "changed since" is read from."""

    product_id = columns.reference("products.product_id")
    version = columns.number()
    act_id = columns.reference("acts.act_id", index=True)


products = Table(
    "products",
    metadata,
    _ProductColumns,
    CheckConstraint("sku <> ''", name="sku"),
    CheckConstraint("decimals BETWEEN 0 AND 4", name="decimals"),
    CheckConstraint("pack > 0", name="pack"),
    CheckConstraint("minimum_part >= 0", name="minimum_part"),
    CheckConstraint("price >= 0", name="price"),
    CheckConstraint("cost >= 0", name="cost"),
    CheckConstraint("tax_rate >= 0", name="tax_rate"),
    CheckConstraint("reorder_level >= 0", name="reorder_level"),
    CheckConstraint("max_backorder_quantity >= 0", name="max_backorder"),
    CheckConstraint("keep_for_counter >= 0", name="keep_for_counter"),
    CheckConstraint("lead_time_days >= 0", name="lead_time"),
    Index("ix_products_sort_key", "sort_key", "product_id"),
)
supplier_terms = Table(
    "supplier_terms",
    metadata,
    _SupplierTermColumns,
    UniqueConstraint("supplier_id", "product_id"),
    CheckConstraint("pack > 0", name="pack"),
    CheckConstraint("units_per_buying_unit > 0", name="buying_unit"),
    CheckConstraint("minimum >= 0", name="minimum"),
    CheckConstraint("price >= 0", name="price"),
    CheckConstraint("lead_time_days >= 0", name="lead_time"),
)
product_versions = Table(
    "product_versions",
    metadata,
    _ProductVersionColumns,
    PrimaryKeyConstraint("product_id", "version"),
    CheckConstraint("version > 0", name="version"),
    sqlite_with_rowid=False,
)
