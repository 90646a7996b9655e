"""The baseline makes exactly the tables that the program speaks of, and a step is all or nothing."""

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Engine, Integer, create_engine, text

from boapp.storage import migrations, postgres_server, sqlite_file
from boapp.storage.tables import metadata


@pytest.mark.parametrize("dialect_name", ["sqlite", "postgresql"])
def test_that_the_baseline_is_that_of_the_tables(dialect_name: str, update_committed: bool) -> None:
    path = migrations.baseline_file(dialect_name)
    rendered = migrations.rendered_baseline(dialect_name)
    if update_committed:
        path.write_text(rendered, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == rendered


def _engine(location: str) -> Engine:
    if postgres_server.is_server(location):
        return create_engine(postgres_server.address_of(location))
    return sqlite_file.connect(Path(location))


def test_that_a_new_shop_has_the_tables_columns_and_keys_of_the_program(shop_location: str) -> None:
    """Alembic compares what the database says it has with what the program knows."""
    engine = _engine(shop_location)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences: list[Any] = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def _parent_with_children(path: Path) -> Engine:
    engine = sqlite_file.connect(path, mode="rwc")
    with engine.connect().execution_options(writable=True) as connection, connection.begin():
        connection.execute(text("CREATE TABLE parents (parent_id INTEGER PRIMARY KEY, name TEXT)"))
        connection.execute(
            text(
                "CREATE TABLE children (child_id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL"
                " REFERENCES parents (parent_id) ON DELETE CASCADE)"
            )
        )
        connection.execute(text("INSERT INTO parents VALUES (1, 'a')"))
        connection.execute(text("INSERT INTO children VALUES (1, 1), (2, 1)"))
    return engine


def _children(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM children")).scalar_one())


def _rebuild(engine: Engine, *, fail: bool = False, foreign_keys: str = "OFF") -> None:
    """The recipe: foreign keys off before the one outer transaction, checked before its end."""
    with engine.connect() as connection:
        connection.connection.cursor().execute(f"PRAGMA foreign_keys={foreign_keys}")
        writable = connection.execution_options(writable=True)
        with writable.begin():
            context = MigrationContext.configure(writable, opts={"transactional_ddl": True})
            with Operations(context).batch_alter_table("parents", recreate="always") as batch:
                batch.add_column(Column("age", Integer))
            if fail:
                raise RuntimeError("the power goes")
            assert writable.execute(text("PRAGMA foreign_key_check")).all() == []
        connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def test_that_rebuilding_a_parent_keeps_its_children(tmp_path: Path) -> None:
    engine = _parent_with_children(tmp_path / "x.db")
    _rebuild(engine)
    assert _children(engine) == 2
    engine.dispose()


def test_that_without_the_recipe_the_children_would_be_gone(tmp_path: Path) -> None:
    """Why the recipe: with foreign keys on, dropping the old parent deletes them."""
    engine = _parent_with_children(tmp_path / "x.db")
    _rebuild(engine, foreign_keys="ON")
    assert _children(engine) == 0
    engine.dispose()


def test_that_a_step_that_dies_half_way_leaves_the_old_tables(tmp_path: Path) -> None:
    engine = _parent_with_children(tmp_path / "x.db")
    with pytest.raises(RuntimeError, match="the power goes"):
        _rebuild(engine, fail=True)
    with engine.connect() as connection:
        columns = connection.execute(text("SELECT name FROM pragma_table_info('parents')")).scalars().all()
    assert columns == ["parent_id", "name"]
    assert _children(engine) == 2
    engine.dispose()
