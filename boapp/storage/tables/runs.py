"""Committed runs with the lines they changed, and drafts that are not committed yet."""

from sqlalchemy import CheckConstraint, PrimaryKeyConstraint, Table, TypedColumns

from boapp.storage import columns
from boapp.storage.columns import metadata


class _RunColumns(TypedColumns):
    """`rules`: the rule set as JSON text as it was when the run was committed."""

    run_id = columns.key()
    act_id = columns.reference("acts.act_id", index=True)
    rule_set = columns.text()
    rules = columns.text()
    exact = columns.flag()
    reverts_run_id = columns.optional_reference("runs.run_id", index=True)


class _RunLineColumns(TypedColumns):
    """A line the run changed; unchanged lines are not kept (semantics 10)."""

    run_id = columns.reference("runs.run_id")
    line_id = columns.reference("order_lines.line_id")
    before_quantity = columns.quantity()
    after_quantity = columns.quantity()
    before_date = columns.optional_day()
    after_date = columns.optional_day()
    change = columns.text()
    why = columns.text()


class _DraftColumns(TypedColumns):
    """Not saved yet: the product versions it started from and its edits, as JSON text."""

    draft_id = columns.key()
    kind = columns.text()
    name = columns.text()
    clerk_id = columns.reference("clerks.clerk_id", index=True)
    created_at = columns.moment()
    changed_at = columns.moment()
    product_versions = columns.text()
    edits = columns.text()


runs = Table("runs", metadata, _RunColumns)
run_lines = Table(
    "run_lines",
    metadata,
    _RunLineColumns,
    PrimaryKeyConstraint("run_id", "line_id"),
    CheckConstraint("before_quantity >= 0 AND after_quantity >= 0", name="quantities"),
    sqlite_with_rowid=False,
)
drafts = Table("drafts", metadata, _DraftColumns)
