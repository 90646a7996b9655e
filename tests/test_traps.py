"""The eight traps that would cost a shop its data or the program its life, each reproduced before."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from boapp.storage import sqlite_file
from boapp.storage.database import Database
from boapp.storage.lists import ListQuery, list_backorders
from tests.storage.builders import stock_a_shop, write

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([*(ROOT / "boapp").rglob("*.py"), ROOT / "main.py"])
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


# 1. PySide6 that drops references to None.


def test_that_the_window_library_keeps_its_references() -> None:
    """A thousand calls that return None or True must not wear them out (6.12 on 3.11 does)."""
    done = subprocess.run(
        [sys.executable, "-c", _CANARY],
        capture_output=True,
        text=True,
        check=False,
        env=_offscreen(),
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    lost = [int(number) for number in done.stdout.split()]
    assert len(lost) == 4
    assert max(lost) < 100, f"references to None and True lost in 1,000 setText and emit: {lost}"


_CANARY = """
import sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

class Source(QObject):
    happened = Signal(str)

application = QApplication([])
label, source = QLabel(), Source()
source.happened.connect(lambda words: None)
for call in (label.setText, source.happened.emit):
    none, true = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(1000):
        call("x")
    print(none - sys.getrefcount(None), true - sys.getrefcount(True))
"""


def _offscreen() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def test_that_only_the_sound_window_library_is_asked_for() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"PySide6-Essentials>=6.11.3,<6.12"' in project
    assert 'requires-python = ">=3.11,<3.14"' in project


# 2. The live file opened by other means than SQLite.


class _Watch:
    """Python's own file openings, noted while it listens; an audit hook cannot be taken away again."""

    def __init__(self) -> None:
        self.listening = False
        self.opened: list[str] = []

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.listening and event in {"open", "shutil.copyfile"}:
            self.opened.append(str(arguments[0]))


@pytest.fixture(scope="module")
def watch() -> _Watch:
    watch = _Watch()
    sys.addaudithook(watch)
    return watch


@pytest.fixture
def opened(watch: _Watch) -> Iterator[list[str]]:
    """The paths that Python itself opens during the test."""
    watch.opened.clear()
    watch.listening = True
    yield watch.opened
    watch.listening = False


def test_that_nothing_but_sqlite_opens_the_live_file(shop_file: Path, opened: list[str]) -> None:
    """Closing any other descriptor of it would drop SQLite's locks and lose acknowledged orders."""
    database = Database.open(shop_file)
    stock_a_shop(database)
    with database.read() as tx:
        list_backorders(tx, ListQuery())
    second = Database.open(shop_file)
    write(second)
    second.close()
    database.close()
    assert [path for path in opened if path.startswith(str(shop_file))] == []


def test_that_the_watch_would_notice(shop_file: Path, tmp_path: Path, opened: list[str]) -> None:
    shutil.copyfile(shop_file, tmp_path / "copy")
    shop_file.read_bytes()
    assert str(shop_file) in opened


# 3 and 6. A second SQLite in the process: QtSql's, or Python's own beside the wheel's.


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    """What a module imports, by statement or by a name given to import_module or __import__."""
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from ((ast.unparse(argument).strip("'\""), node.lineno) for argument in node.args)


@pytest.mark.parametrize("banned", ["PySide6.QtSql", "sqlite3", "pysqlite3", "dbm", "apsw"])
def test_that_no_second_sqlite_comes_into_the_process(banned: str) -> None:
    choosing = ROOT / "boapp" / "storage" / "sqlite_file.py"
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in SOURCES
        if path != choosing
        for name, line in _imports(path)
        if f"{name}.".startswith(f"{banned}.")
    ]
    assert found == []


def test_that_an_engine_for_files_is_made_in_one_place_with_its_driver() -> None:
    """create_engine("sqlite:///…") without module= brings Python's own SQLite in."""
    makers = [
        (path.relative_to(ROOT).as_posix(), node)
        for path in SOURCES
        for node in ast.walk(TREES[path])
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("create_engine")
    ]
    assert {name for name, _ in makers} == {
        "boapp/storage/postgres_server.py",
        "boapp/storage/sqlite_file.py",
    }
    for name, call in makers:
        given = {keyword.arg for keyword in call.keywords}
        assert name.endswith("postgres_server.py") or {"module", "creator"} <= given


def test_that_a_shop_is_opened_without_pythons_own_sqlite(shop_file: Path) -> None:
    pytest.importorskip(
        "pysqlite3", reason="there is no wheel of SQLite for this machine; Python's own is used"
    )
    program = (
        "import sys; from boapp.storage.database import Database; "
        f"Database.open({str(shop_file)!r}).close(); print('_sqlite3' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "False"


# 4. An SQLite whose WAL may damage the file.


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "delete"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 53, 4), "wal"),
        ((4, 0), "wal"),
    ],
)
def test_that_wal_is_used_only_where_it_is_sound(version: tuple[int, ...], journal: str) -> None:
    assert sqlite_file.journal_mode_for(version) == journal


def test_that_the_file_has_the_journal_that_suits_this_sqlite(shop_file: Path) -> None:
    driver = sqlite_file.choose_driver()
    database = Database.open(shop_file)
    with database.read() as tx:
        ask = tx.connection.exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar_one() == sqlite_file.journal_mode_for(
            driver.sqlite_version_info
        )
        assert ask("PRAGMA synchronous").scalar_one() == 2
        assert ask("PRAGMA foreign_keys").scalar_one() == 1
    assert driver.sqlite_version in database.database_version
    database.close()


def test_that_an_older_sqlite_gives_up_wal(shop_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_file, "WAL_SAFE_SINCE", (99, 0, 0))
    database = Database.open(shop_file)
    stock_a_shop(database)
    with database.read() as tx:
        assert tx.connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "delete"
    database.close()
    assert [file.name for file in shop_file.parent.iterdir()] == [shop_file.name]


# 5. Foreign, empty, newer and damaged files: tests/storage/test_database.py.
# 7. Alembic's batch mode: tests/storage/test_migrations.py.


# 8. packaging/ that shadows the library of that name, and resources that are not packed.


def test_that_packaging_is_the_library_and_not_our_folder() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()
    program = "import packaging.version; print(packaging.version.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert not done.stdout.startswith(str(ROOT / "packaging"))


def test_that_resources_and_the_tables_baseline_are_packed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = project["tool"]["setuptools"]["package-data"]
    assert "**/*" in packed["boapp.resources"]
    assert "*.sql" in packed["*"]
    assert "boapp.storage.migrations" in project["tool"]["setuptools"]["packages"]
