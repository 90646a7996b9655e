"""Saving a draft of the interactive screen: who gets what, by hand, in one act."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from boapp.domain.allocation import apply_edit, begin_draft
from boapp.domain.edits import Confirm, Swap, TakeBack
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError, SituationChanged
from boapp.services.allocation import carry_over, open_product, save_draft
from boapp.services.backorders import run_and_commit
from boapp.services.deliveries import set_aside
from boapp.services.shops import Shop, create_shop, open_shop
from boapp.services.waiting import list_waiting
from tests.flows.commands import Till, table


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Five lanterns here; Meyer waits for four, Okafor for three."""
    location = str(tmp_path / "lanterns.boapp")
    create_shop(location, country="DE")
    till = Till(location, "2026-11-22")
    till.does("import", "products", table(tmp_path / "p.csv", ["sku", "name"], [["LAN", "Lantern"]]))
    till.does("import", "stock", table(tmp_path / "s.csv", ["sku", "quantity"], [["LAN", 5]]))
    waiting = [["SO-1", "LAN", 4, "Meyer", "2026-11-01"], ["SO-2", "LAN", 3, "Okafor", "2026-11-02"]]
    heads = ["order", "sku", "quantity", "customer", "ordered"]
    till.does("import", "orders", table(tmp_path / "o.csv", heads, waiting))
    with open_shop(location) as opened:
        run_and_commit(opened)
        yield opened


def held(shop: Shop) -> dict[str, int]:
    return {one.line.order_number: one.covered_quantity // UNIT for one in list_waiting(shop)}


def keys(shop: Shop) -> tuple[int, int, int]:
    """Meyer's line, Okafor's line, and the goods on hand."""
    start = open_product(shop, 1)
    meyer, okafor = (line.line_id for line in start.situation.lines)
    return meyer, okafor, start.situation.supplies[0].supply_id


def test_that_what_is_given_by_hand_is_in_the_books_once_saved(shop: Shop) -> None:
    meyer, okafor, shelf = keys(shop)
    draft = begin_draft(open_product(shop, 1))
    draft = apply_edit(draft, Confirm(meyer, shelf, 2 * UNIT))
    draft = apply_edit(draft, Confirm(okafor, shelf, 3 * UNIT))
    assert held(shop) == {"SO-1": 4, "SO-2": 1}, "a draft is not saved yet"
    save_draft(shop, draft)
    assert held(shop) == {"SO-1": 2, "SO-2": 3}


def test_that_a_draft_that_others_overtook_is_kept_and_can_be_carried_over(shop: Shop) -> None:
    meyer, okafor, shelf = keys(shop)
    draft = apply_edit(begin_draft(open_product(shop, 1)), Confirm(meyer, shelf, 2 * UNIT))
    save_draft(shop, apply_edit(begin_draft(open_product(shop, 1)), Confirm(okafor, shelf, 0)))
    with pytest.raises(SituationChanged, match="LAN"):
        save_draft(shop, draft)
    carried = carry_over(shop, draft)
    assert not carried.misfits
    save_draft(shop, carried.draft)
    assert held(shop) == {"SO-1": 2, "SO-2": 0}


def test_that_goods_on_the_hold_shelf_are_not_taken_by_a_draft(shop: Shop) -> None:
    meyer, _, shelf = keys(shop)
    set_aside(shop, "SO-1")
    swap = Swap(meyer, (TakeBack(meyer, shelf, "for Okafor"),))
    draft = apply_edit(begin_draft(open_product(shop, 1)), swap)
    with pytest.raises(ShopError, match="hold shelf"):
        save_draft(shop, draft)
    assert held(shop) == {"SO-1": 4, "SO-2": 1}


def test_that_a_product_that_is_not_there_is_said_so(shop: Shop) -> None:
    with pytest.raises(ShopError, match="not there any more"):
        open_product(shop, 99)
