"""The first tables of a shop. Edited freely until 1.0."""

from alembic import op

from boapp.storage.migrations import baseline_statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table and index."""
    for statement in baseline_statements(op.get_context().dialect.name):
        op.get_bind().exec_driver_sql(statement)
