"""One file a step; Alembic runs them in the order of their `down_revision`."""
