from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from boapp.domain.quantities import UNIT
from boapp.errors import RequestRefused, ShopError, SituationChanged
from boapp.services import catalog, receiving
from boapp.services.shops import Shop
from boapp.storage.entries import ProductEntry
from boapp.storage.lists import ListQuery
from tests.services.counter_shop import open_sample


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_sample(tmp_path / "sample.boapp")
    yield opened
    opened.database.close()


def lantern(shop: Shop) -> ProductEntry:
    return catalog.read_product(shop, 1).card.entry


def _one(name: str, value: object) -> dict[str, Any]:
    return {name: value}


def refusals(error: pytest.ExceptionInfo[RequestRefused]) -> dict[str, str]:
    return {one.thing: one.reason for one in error.value.problems}


def test_that_products_are_found_by_words_of_name_sku_or_barcode(shop: Shop) -> None:
    assert catalog.list_products(shop, ListQuery()).total == 60
    (found,) = catalog.list_products(shop, ListQuery(words="blue LAN ceramic")).rows
    assert (found.sku, found.on_hand, found.free, found.coming, found.owed) == (
        "LAN-0042",
        14 * UNIT,
        0,
        40 * UNIT,
        62 * UNIT,
    )
    assert [row.sku for row in catalog.list_products(shop, ListQuery(words="2000000043371")).rows] == [
        "LAN-0042"
    ]


def test_that_a_list_can_be_read_from_the_middle(shop: Shop) -> None:
    whole = catalog.list_products(shop, ListQuery(limit=None)).rows
    assert catalog.list_products(shop, ListQuery(skip=20, limit=5)).rows == whole[20:25]
    assert catalog.list_products(shop, ListQuery(skip=50, limit=None)).rows == whole[50:]


def test_that_a_card_shows_who_waits_and_what_covers_them(shop: Shop) -> None:
    view = catalog.read_product(shop, 1)
    assert (len(view.waiting), view.covered_quantity) == (9, 54 * UNIT)
    assert [supply.label for supply in view.supplies] == ["", "PO-2038", "PO-2041", "PO-2055"]
    assert dict(view.supplier_names)[1] == "Lumen"
    with pytest.raises(ShopError, match="no such product"):
        catalog.read_product(shop, 999)


def test_that_goods_kept_for_the_counter_are_not_free(shop: Shop) -> None:
    before = catalog.read_product(shop, 46 + 1).card
    assert before.row.free == 7 * UNIT
    catalog.change_product(shop, before.entry, replace(before.entry, keep_for_counter=2 * UNIT))
    assert catalog.read_product(shop, 46 + 1).card.row.free == 5 * UNIT


def test_that_a_changed_field_is_kept_and_found_again(shop: Shop) -> None:
    before = lantern(shop)
    catalog.change_product(shop, before, replace(before, name="Zeppelin lantern", price=3_190, barcode=None))
    after = lantern(shop)
    assert (after.name, after.price, after.barcode, after.sku) == (
        "Zeppelin lantern",
        3_190,
        None,
        "LAN-0042",
    )
    assert catalog.list_products(shop, ListQuery(words="zeppelin")).total == 1


def test_that_saving_nothing_new_writes_nothing(shop: Shop) -> None:
    before = catalog.read_product(shop, 1)
    catalog.change_product(shop, before.card.entry, before.card.entry)
    assert catalog.read_product(shop, 1).card.version == before.card.version


def test_that_a_delivery_meanwhile_does_not_stand_in_the_way_of_a_new_name(shop: Shop) -> None:
    before = lantern(shop)
    receiving.post_goods_receipt(shop, "PO-2041")
    catalog.change_product(shop, before, replace(before, name="Storm lantern"))
    assert lantern(shop).name == "Storm lantern"


def test_that_what_two_clerks_change_in_different_fields_is_kept_of_both(shop: Shop) -> None:
    before = lantern(shop)
    catalog.change_product(shop, before, replace(before, note="Boxed by hand"))
    catalog.change_product(shop, before, replace(before, price=3_000))
    assert (lantern(shop).note, lantern(shop).price) == ("Boxed by hand", 3_000)


def test_that_the_same_field_changed_by_another_clerk_is_refused(shop: Shop) -> None:
    before = lantern(shop)
    catalog.change_product(shop, before, replace(before, price=3_000))
    with pytest.raises(SituationChanged, match=r"LAN-0042.*price") as error:
        catalog.change_product(shop, before, replace(before, price=2_500, note="Cheaper"))
    assert "nothing was written" in error.value.reason
    assert (lantern(shop).price, lantern(shop).note) == (3_000, "")


def test_that_both_typing_the_same_is_no_quarrel(shop: Shop) -> None:
    before = lantern(shop)
    catalog.change_product(shop, before, replace(before, price=3_000))
    assert catalog.change_product(shop, before, replace(before, price=3_000)).price == 3_000


def test_that_all_that_cannot_be_is_named_at_once_by_field(shop: Shop) -> None:
    before = lantern(shop)
    wrong = replace(
        before,
        name="  ",
        price=-1,
        reorder_level=-UNIT,
        pack=0,
        lead_time_days=9_999,
        supplier_id=77,
        decimals=5,
    )
    with pytest.raises(RequestRefused) as error:
        catalog.change_product(shop, before, wrong)
    found = refusals(error)
    assert set(found) == {
        "name", "price", "reorder_level", "pack", "lead_time_days", "supplier_id", "decimals",
    }  # fmt: skip
    assert "'-1'" in found["reorder_level"]
    assert "9999 days" in found["lead_time_days"]
    assert lantern(shop) == before


@pytest.mark.parametrize(
    "name", ["price", "cost", "reorder_level", "keep_for_counter", "max_backorder_quantity"]
)
def test_that_absurd_numbers_are_refused(shop: Shop, name: str) -> None:
    before = lantern(shop)
    with pytest.raises(RequestRefused) as error:
        catalog.change_product(shop, before, replace(before, **_one(name, 10**18)))
    assert set(refusals(error)) == {name}


@pytest.mark.parametrize(("name", "taken"), [("sku", "LAN-0043"), ("barcode", "2000000044743")])
def test_that_what_tells_products_apart_is_given_once(shop: Shop, name: str, taken: str) -> None:
    before = lantern(shop)
    with pytest.raises(RequestRefused) as error:
        catalog.change_product(shop, before, replace(before, **_one(name, taken)))
    assert refusals(error)[name].startswith(f"'{taken}' is that of LAN-0043")
