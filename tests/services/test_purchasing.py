from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from boapp.domain.quantities import UNIT
from boapp.errors import ShopError, SituationChanged
from boapp.services import purchasing, receiving
from boapp.services.delivery_box import Rest, RestOfDelivery
from boapp.services.receiving import Arrived
from boapp.services.shops import Shop, set_settings
from boapp.storage.lists import ListQuery, PurchaseStage
from tests.services.counter_shop import open_sample


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_sample(tmp_path / "sample.boapp")
    yield opened
    opened.database.close()


def numbers(shop: Shop, stage: PurchaseStage) -> set[str]:
    rows = purchasing.list_purchase_orders(shop, ListQuery(), stage).rows
    return {row.purchase_order_number for row in rows}


def test_that_purchase_orders_are_listed_by_how_far_they_have_come(shop: Shop) -> None:
    assert numbers(shop, PurchaseStage.LATE) == {"PO-2038", "PO-2052"}
    assert numbers(shop, PurchaseStage.DONE) == {"PO-2009", "PO-2021", "PO-2044"}
    sums = purchasing.sum_purchase_orders(shop)
    assert (sums[PurchaseStage.OPEN].purchase_orders, sums[PurchaseStage.OPEN].open_lines) == (8, 17)
    assert purchasing.sum_purchase_orders(shop, "glimmer")[PurchaseStage.OPEN].purchase_orders == 1


def test_that_an_order_without_any_date_is_late(shop: Shop) -> None:
    receiving.post_goods_receipt(
        shop, "PO-2061", [Arrived("1", "1", by_line_number=True)], rest=RestOfDelivery(Rest.UNKNOWN)
    )
    assert "PO-2061" in numbers(shop, PurchaseStage.LATE)


def test_that_a_card_says_who_waits_for_its_articles(shop: Shop) -> None:
    view = purchasing.read_purchase_order(shop, "PO-2052")
    lights, tealights, *others = view.open_lines
    assert view.waiting_quantity(lights.product_id) == 22 * UNIT
    assert view.waiting_quantity(tealights.product_id) == 14 * UNIT
    assert [view.waiting_quantity(line.product_id) for line in others] == [0, 0, 0]
    assert (view.supplier.name, view.next_date) == ("Glimmer", date(2026, 11, 20))


def test_that_days_are_those_on_which_the_goods_are_in_the_house(shop: Shop) -> None:
    set_settings(shop, {"receiving_days": "2"})
    # Friday the 20th and two days on which the shop is open.
    assert purchasing.read_purchase_order(shop, "PO-2052").next_date == date(2026, 11, 24)


def test_that_an_unknown_purchase_order_is_named(shop: Shop) -> None:
    with pytest.raises(ShopError, match=r"PO-9.*no such purchase order"):
        purchasing.read_purchase_order(shop, "PO-9")


def test_that_a_note_is_changed_once_and_not_over_anothers(shop: Shop) -> None:
    before = purchasing.read_purchase_order(shop, "PO-2052").card.entry
    purchasing.change_purchase_order(shop, before, replace(before, note="Glass inside"))
    assert purchasing.read_purchase_order(shop, "PO-2052").card.entry.note == "Glass inside"
    with pytest.raises(SituationChanged, match="note"):
        purchasing.change_purchase_order(shop, before, replace(before, note="Two boxes"))


def test_that_what_was_agreed_is_not_typed_over(shop: Shop) -> None:
    before = purchasing.read_purchase_order(shop, "PO-2052").card.entry
    with pytest.raises(ShopError, match="supplier_id"):
        purchasing.change_purchase_order(shop, before, replace(before, supplier_id=1))
