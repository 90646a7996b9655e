"""A copy made while the shop is in use is whole, checked, and never takes another file's place."""

from pathlib import Path

import pytest

from boapp.errors import ShopError
from boapp.storage.backup import back_up
from boapp.storage.database import Database
from boapp.storage.situations import load_situation
from tests.storage.builders import TODAY, stock_a_shop


def test_that_a_backup_is_the_shop_as_it_is_now(shop_file: Path, tmp_path: Path) -> None:
    database = Database.open(shop_file)
    stock_a_shop(database)
    target = tmp_path / "backup of today.boapp"
    with database.read() as meanwhile:
        situation = load_situation(meanwhile, TODAY)
        assert back_up(database, target) == []
    copy = Database.open(target)
    with copy.read() as tx:
        assert load_situation(tx, TODAY) == situation
    copy.close()
    database.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == [target.name, shop_file.name]


def test_that_a_backup_never_takes_the_place_of_a_file(shop_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "old.boapp"
    target.write_text("the backup of yesterday")
    database = Database.open(shop_file)
    with pytest.raises(ShopError, match="there is a file already"):
        back_up(database, target)
    database.close()
    assert target.read_text() == "the backup of yesterday"


def test_that_a_backup_names_what_is_wrong_in_the_shop(shop_file: Path, tmp_path: Path) -> None:
    database = Database.open(shop_file)
    stock_a_shop(database)
    with database.write() as tx:
        tx.connection.exec_driver_sql("UPDATE supplies SET quantity = 10000 WHERE supply_id = 1")
    problems = back_up(database, tmp_path / "backup.boapp")
    database.close()
    assert "LAN" in {problem.record for problem in problems}


def test_that_a_shop_on_a_server_is_not_a_file(postgres_shop: str, tmp_path: Path) -> None:
    database = Database.open(postgres_shop)
    with pytest.raises(ShopError, match="is on a server"):
        back_up(database, tmp_path / "backup.boapp")
    database.close()
