"""How a shop's tables came to be, step by step; step 0001 is the baseline.

Import this only on use: Alembic takes as long to import as the rest of storage together.
The baseline is kept as SQL, one file per database; `rendered_baseline` says what the tables
of `boapp.storage.tables` would be, and a test compares the two.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Dialect, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from boapp.storage.tables import metadata

HERE = Path(__file__).parent
SEPARATOR = ";\n\n"


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest step, inside the transaction that `connection` has begun.

    The caller turned foreign keys off before that transaction if a step rebuilds a table,
    and commits; nothing in between commits.
    """
    configuration = Config(attributes={"connection": connection})
    configuration.set_main_option("script_location", str(HERE).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    command.upgrade(configuration, "head")


def baseline_file(dialect_name: str) -> Path:
    """Where the baseline of one database ("sqlite", "postgresql") is kept."""
    return HERE / f"baseline_{dialect_name}.sql"


def baseline_statements(dialect_name: str) -> list[str]:
    """The baseline's statements, in order."""
    return baseline_file(dialect_name).read_text(encoding="utf-8").removesuffix(";\n").split(SEPARATOR)


def rendered_baseline(dialect_name: str) -> str:
    """What the baseline file has to be for today's tables."""
    dialect = _dialect(dialect_name)
    statements: list[str] = []
    for table in metadata.sorted_tables:
        statements.append(_tidy(str(CreateTable(table).compile(dialect=dialect))))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        for index in indexes:
            if "where" in index.info:
                index.dialect_options[dialect_name]["where"] = text(index.info["where"])
        statements.extend(_tidy(str(CreateIndex(index).compile(dialect=dialect))) for index in indexes)
    return SEPARATOR.join(statements) + ";\n"


def _dialect(name: str) -> Dialect:
    known: dict[str, type[Dialect]] = {"sqlite": sqlite.dialect, "postgresql": postgresql.dialect}
    return known[name]()


def _tidy(statement: str) -> str:
    return "\n".join(line.rstrip().replace("\t", "    ") for line in statement.strip().splitlines())
