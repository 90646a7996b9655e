"""A shop on a PostgreSQL server: which databases are taken, and what is said when there is none."""

import sys

import pytest

from boapp.errors import ShopError
from boapp.storage.database import Database
from boapp.storage.shop_settings import ShopSettings, read_settings


def _refusal(location: str) -> str:
    with pytest.raises(ShopError) as refused:
        Database.open(location)
    return str(refused.value)


def test_that_a_shop_on_a_server_is_made_once(empty_postgres_database: str) -> None:
    Database.create(empty_postgres_database, ShopSettings(name="Lumen")).close()
    with pytest.raises(ShopError, match="there is a shop already"):
        Database.create(empty_postgres_database)
    database = Database.open(empty_postgres_database.replace("+psycopg", ""))
    with database.read() as tx:
        assert read_settings(tx).name == "Lumen"
    database.close()


def test_that_a_shop_needs_a_database_of_its_own(empty_postgres_database: str) -> None:
    assert "there is no shop here" in (_refusal(empty_postgres_database))
    _on_server(empty_postgres_database, "CREATE TABLE photos (name TEXT)")
    with pytest.raises(ShopError, match=r"not empty \(photos\)"):
        Database.create(empty_postgres_database)
    _on_server(empty_postgres_database, "CREATE TABLE meta (name TEXT, value TEXT)")
    assert "belongs to another program" in (_refusal(empty_postgres_database))


def test_that_a_newer_shop_on_a_server_is_refused(empty_postgres_database: str) -> None:
    Database.create(empty_postgres_database).close()
    _on_server(empty_postgres_database, "UPDATE meta SET value = '2' WHERE name = 'compatibility'")
    assert "newer boapp" in (_refusal(empty_postgres_database))


def test_that_a_server_out_of_reach_is_said_without_the_password() -> None:
    pytest.importorskip("psycopg", reason="the PostgreSQL driver is not installed")
    refused = _refusal("postgresql+psycopg://anna:secret@127.0.0.1:1/shop")
    assert "the server gives no access" in refused
    assert "secret" not in refused


def test_that_a_missing_database_on_a_server_is_named(postgres_server: str) -> None:
    missing = postgres_server.replace("/postgres?", "/nowhere?")
    with pytest.raises(ShopError, match='database "nowhere" does not exist'):
        Database.create(missing)


@pytest.mark.parametrize("location", ["mysql://host/shop", "sqlite:///shop.boapp", "https://example.org/"])
def test_that_other_addresses_are_refused(location: str) -> None:
    assert "neither a file nor an address" in (_refusal(location))


def test_that_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "boapp[postgres]" in (_refusal("postgresql://host/shop"))


def _on_server(address: str, statement: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)
