"""A shop file or database is opened only when it is one, and written wholly or not at all."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from boapp.errors import ShopError
from boapp.storage import faults, sqlite_file
from boapp.storage.database import Database
from boapp.storage.shop_settings import ShopSettings, read_settings, write_settings
from boapp.storage.tables.shop import desks
from tests.storage.builders import stock_a_shop

NOT_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="uses POSIX limits and permissions")


def _count_desks(database: Database) -> int:
    with database.read() as tx:
        return len(tx.connection.execute(select(desks)).all())


def _refusal(location: str | Path) -> ShopError:
    with pytest.raises(ShopError) as refused:
        Database.open(location)
    return refused.value


def test_that_a_new_shop_has_its_settings_and_is_there_when_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "Mein Läden #1 100%.boapp"
    settings = ShopSettings(name="Æther & Söhne", country="DE", currency="EUR", closed_weekdays=(6,))
    Database.create(path, settings).close()
    database = Database.open(path)
    with database.read() as tx:
        assert read_settings(tx) == settings
    database.close()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_that_settings_are_kept_and_unknown_ones_left_alone(database: Database) -> None:
    with database.write() as tx:
        tx.connection.execute(text("INSERT INTO settings (name, value) VALUES ('of_a_newer_boapp', '1')"))
        write_settings(tx, ShopSettings(ageing_days=30))
    with database.read() as tx:
        assert read_settings(tx) == ShopSettings(ageing_days=30)
        assert (
            tx.connection.execute(text("SELECT count(*) FROM settings WHERE value = '1'")).scalar_one() >= 1
        )


def test_that_a_new_shop_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Anna")
    with pytest.raises(ShopError, match=r"letter\.txt: there is a file already"):
        Database.create(path)
    assert path.read_text() == "Dear Anna"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_new_shop_needs_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ShopError, match="there is no such folder"):
        Database.create(tmp_path / "nowhere" / "shop.boapp")


@NOT_WINDOWS
def test_that_a_new_shop_needs_a_folder_that_may_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(ShopError, match="may not be written to"):
            Database.create(tmp_path / "shop.boapp")
    finally:
        tmp_path.chmod(0o755)


@contextmanager
def _files_no_longer_than(size: int) -> Iterator[None]:
    """No file can grow beyond `size` bytes: what a full disk does to a database."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@NOT_WINDOWS
@pytest.mark.parametrize("size", [0, 5_000, 50_000, 200_000])
def test_that_a_full_disk_leaves_no_half_made_shop(tmp_path: Path, size: int) -> None:
    with _files_no_longer_than(size), pytest.raises(ShopError, match="disk is full"):
        Database.create(tmp_path / "shop.boapp")
    assert list(tmp_path.iterdir()) == []


@NOT_WINDOWS
def test_that_a_full_disk_loses_the_act_and_nothing_else(shop_file: Path) -> None:
    database = Database.open(shop_file)
    stock_a_shop(database)
    room = max(file.stat().st_size for file in shop_file.parent.iterdir())
    with _files_no_longer_than(room), pytest.raises(ShopError, match="disk is full"):
        _write_much(database)
    assert _count_desks(database) == 1
    _write_much(database)
    assert _count_desks(database) == 3_001
    database.close()


def test_that_sqlites_own_word_for_a_full_disk_is_understood(shop_file: Path) -> None:
    database = Database.open(shop_file)

    def act() -> None:
        with database.write() as tx:
            pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            tx.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            rows = [{"desk_id": key, "name": f"{key:0200d}"} for key in range(2_000)]
            tx.connection.execute(insert(desks), rows)

    with pytest.raises(ShopError, match="the disk is full, nothing was written"):
        act()
    assert _count_desks(database) == 0
    database.close()


def _write_much(database: Database) -> None:
    with database.write() as tx:
        rows = [{"desk_id": key, "name": f"{key:0200d}"} for key in range(10, 3_010)]
        tx.connection.execute(insert(desks), rows)


def test_that_a_missing_shop_is_never_made_by_opening_it(tmp_path: Path) -> None:
    assert "there is no shop here" in str(_refusal(tmp_path / "shop.boapp"))
    assert list(tmp_path.iterdir()) == []


def test_that_a_folder_is_no_shop(tmp_path: Path) -> None:
    assert "is a folder" in str(_refusal(tmp_path))


def test_that_an_empty_file_is_no_shop(tmp_path: Path) -> None:
    path = tmp_path / "shop.boapp"
    path.touch()
    assert "is empty" in str(_refusal(path))
    assert path.stat().st_size == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"sku,name\nLAN,Lantern\n" * 100, faults.FOREIGN),
        (b"SQLite format 3\x00" + bytes(84) + b"\xff" * 8_000, "is not a shop file|is damaged"),
        (b"SQLite format 3\x00", faults.FOREIGN),
    ],
)
def test_that_what_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "shop.boapp"
    path.write_bytes(content)
    with pytest.raises(ShopError, match=reason):
        Database.open(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_that_another_programs_database_is_refused_and_left_alone(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "photos.db"
    driver = sqlite_file.choose_driver()
    other = driver.connect(str(path), isolation_level=None)
    other.execute(f"PRAGMA journal_mode={journal}")
    other.execute("CREATE TABLE photos (name TEXT)")
    other.close()
    before = path.read_bytes()
    assert "is not a shop file" in str(_refusal(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(("compatibility", "reason"), [(2, "newer boapp"), (0, "trial version")])
def test_that_a_shop_of_another_time_is_refused_and_left_alone(
    shop_file: Path, compatibility: int, reason: str
) -> None:
    _by_hand(shop_file, f"PRAGMA user_version={compatibility}")
    before = shop_file.read_bytes()
    assert reason in str(_refusal(shop_file))
    assert shop_file.read_bytes() == before


def test_that_a_shop_without_its_tables_is_called_damaged(shop_file: Path) -> None:
    _by_hand(shop_file, "DROP TABLE movements; DROP TABLE meta")
    assert "is damaged" in str(_refusal(shop_file))


def test_that_a_truncated_shop_is_called_damaged_and_kept(shop_file: Path) -> None:
    whole = shop_file.read_bytes()
    shop_file.write_bytes(whole[: len(whole) // 2])
    assert "is damaged" in str(_refusal(shop_file))
    assert shop_file.read_bytes() == whole[: len(whole) // 2]


def test_that_noise_in_the_middle_is_called_damaged_when_it_is_met(shop_file: Path) -> None:
    database = Database.open(shop_file)
    stock_a_shop(database)
    _write_much(database)
    database.close()
    content = bytearray(shop_file.read_bytes())
    content[len(content) // 2 :] = b"\xa5" * (len(content) - len(content) // 2)
    shop_file.write_bytes(content)
    database = Database.open(shop_file)
    with pytest.raises(ShopError, match="is damaged"):
        _count_desks(database)
    database.close()


def test_that_a_journal_left_by_a_killed_program_is_taken_back(
    shop_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the SQLite at hand is too old for WAL; the copy is what is left when the power goes."""
    monkeypatch.setattr(sqlite_file, "WAL_SAFE_SINCE", (99, 0, 0))
    left = tmp_path / "left.boapp"
    database = Database.open(shop_file)
    stock_a_shop(database)
    with database.write() as tx:
        tx.connection.exec_driver_sql("PRAGMA cache_size=1")
        rows = [{"desk_id": key, "name": f"{key:0200d}"} for key in range(10, 3_010)]
        tx.connection.execute(insert(desks), rows)
        shutil.copyfile(shop_file, left)
        shutil.copyfile(f"{shop_file}-journal", f"{left}-journal")
    database.close()
    recovered = Database.open(left)
    assert _count_desks(recovered) == 1
    recovered.close()


@NOT_WINDOWS
@pytest.mark.parametrize("read_only", ["file", "folder"])
def test_that_a_read_only_shop_says_so(shop_file: Path, read_only: str) -> None:
    target = shop_file if read_only == "file" else shop_file.parent
    mode = target.stat().st_mode
    target.chmod(0o444 if read_only == "file" else 0o555)
    try:
        assert "may not be written to" in str(_refusal(shop_file))
    finally:
        target.chmod(mode)


def _by_hand(path: Path, statements: str) -> None:
    connection = sqlite_file.choose_driver().connect(str(path), isolation_level=None)
    connection.executescript(f"PRAGMA foreign_keys=OFF; {statements}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def test_that_a_failed_act_leaves_nothing_behind(database: Database) -> None:
    def act() -> None:
        with database.write() as tx:
            tx.connection.execute(insert(desks), {"desk_id": 1, "name": "counter"})
            raise ShopError("SO-1", "is closed")

    with pytest.raises(ShopError, match="SO-1: is closed"):
        act()
    assert _count_desks(database) == 0


def test_that_what_breaks_a_rule_of_the_tables_is_a_bug_and_not_written(database: Database) -> None:
    def act() -> None:
        with database.write() as tx:
            tx.connection.execute(insert(desks), {"desk_id": 1, "name": "counter"})
            tx.connection.execute(insert(desks), {"desk_id": 2, "name": "counter"})

    with pytest.raises(DBAPIError):
        act()
    assert _count_desks(database) == 0


def test_that_a_reader_sees_one_moment_whatever_others_write(database: Database, shop_location: str) -> None:
    other = Database.open(shop_location)
    with database.read() as tx:
        before = tx.connection.execute(select(desks)).all()
        with other.write() as elsewhere:
            elsewhere.connection.execute(insert(desks), {"desk_id": 1, "name": "counter"})
        assert tx.connection.execute(select(desks)).all() == before
    assert _count_desks(database) == 1
    other.close()


def test_that_nothing_can_be_written_while_only_reading(database: Database) -> None:
    with pytest.raises((ShopError, DBAPIError)), database.read() as tx:
        tx.connection.execute(insert(desks), {"desk_id": 1, "name": "counter"})
    with database.write() as tx:
        tx.connection.execute(insert(desks), {"desk_id": 1, "name": "counter"})
    assert _count_desks(database) == 1


def test_that_a_second_desk_is_told_to_try_again_when_the_first_takes_long(
    database: Database, shop_location: str
) -> None:
    patient, hasty = database, Database.open(shop_location, busy_seconds=0.05)
    with patient.write() as tx:
        tx.connection.execute(insert(desks), {"desk_id": 1, "name": "counter"})
        with pytest.raises(ShopError, match="another desk is writing just now; try again"), hasty.write():
            pass
    with hasty.write() as tx:
        tx.connection.execute(insert(desks), {"desk_id": 2, "name": "office"})
    assert _count_desks(database) == 2
    hasty.close()


def test_that_about_can_name_the_database(database: Database) -> None:
    assert database.database_version.split()[0] in {"SQLite", "PostgreSQL"}


def test_that_a_file_system_without_hard_links_can_hold_a_shop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_names: object) -> None:
        raise OSError("not supported")

    monkeypatch.setattr(os, "link", no_links)
    Database.create(tmp_path / "shop.boapp").close()
    assert [file.name for file in tmp_path.iterdir()] == ["shop.boapp"]


def test_that_a_shop_in_a_file_opens_without_what_only_servers_and_migrations_need(shop_file: Path) -> None:
    program = (
        "import sys; from boapp.storage.database import Database; import boapp.storage.lists, boapp.storage.records; "
        f"Database.open({str(shop_file)!r}).close(); "
        "print({'alembic', 'psycopg', 'sqlalchemy.orm', 'sqlalchemy.dialects.postgresql'} & set(sys.modules))"
    )
    root = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == "set()"


@NOT_WINDOWS
def test_that_a_name_the_system_refuses_is_said(tmp_path: Path) -> None:
    too_long = tmp_path / ("shop" * 100)
    assert "cannot be used: File name too long" in str(_refusal(too_long))
    with pytest.raises(ShopError, match="cannot be used"):
        Database.create(too_long)


def test_that_a_long_name_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / f"{'shop' * 60}.boapp"
    Database.create(path).close()
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_copied_shop_opens_like_the_first(shop_file: Path, tmp_path: Path) -> None:
    copies = [tmp_path / f"copy {number}.boapp" for number in itertools.islice(itertools.count(), 2)]
    for copy in copies:
        shutil.copyfile(shop_file, copy)
        Database.open(copy).close()
