from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from boapp.domain.decisions import Hold, OrderStatus
from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT
from boapp.errors import RequestRefused, ShopError, SituationChanged
from boapp.services import deliveries, orders
from boapp.services.orders import Obstacle, WantedChange
from boapp.services.shops import Shop
from boapp.storage.entries import OrderEntry
from boapp.storage.lists import ListQuery, OrderState
from tests.services.counter_shop import open_sample

PART_HERE = "SO-1171"  # two lines: 10 lanterns to come, 6 globes here
NOTHING_HERE = "SO-1190"
ALL_HERE = "SO-1168"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = open_sample(tmp_path / "sample.boapp")
    yield opened
    opened.database.close()


def entry_of(shop: Shop, number: str) -> OrderEntry:
    return orders.read_order(shop, number).card.entry


def change(shop: Shop, number: str, **changes: object) -> OrderEntry:
    before = entry_of(shop, number)
    return orders.change_order(shop, before, replace(before, **changes))  # type: ignore[arg-type]  # as named


def numbers(shop: Shop, state: OrderState) -> set[str]:
    return {row.order_number for row in orders.list_orders(shop, ListQuery(limit=None), state).rows}


def test_that_orders_are_counted_by_what_they_wait_for(shop: Shop) -> None:
    sums = orders.sum_orders(shop)
    assert {state: one.orders for state, one in sums.items()} == {
        OrderState.OPEN: 24,
        OrderState.WAITING: 19,
        OrderState.READY: 8,
        OrderState.DONE: 46,
    }
    assert (sums[OrderState.OPEN].lines, sums[OrderState.OPEN].owed) == (31, 222 * UNIT)
    assert orders.sum_orders(shop, "astrom")[OrderState.OPEN].orders == 1


def test_that_ready_means_that_shipping_succeeds(shop: Shop) -> None:
    ready = numbers(shop, OrderState.READY)
    for number in sorted(numbers(shop, OrderState.OPEN)):
        view = orders.read_order(shop, number)
        assert (view.obstacle_to_ship is None) == (number in ready), number
        assert view.card.row.ready == (number in ready)
        if number in ready:
            assert deliveries.ship_order(shop, number).lines
        else:
            with pytest.raises(ShopError):
                deliveries.ship_order(shop, number)


@pytest.mark.parametrize("delivery", [Delivery.COMPLETE_LINE, Delivery.COMPLETE_ORDER])
def test_that_an_order_that_waits_for_all_is_not_ready(shop: Shop, delivery: Delivery) -> None:
    assert orders.read_order(shop, PART_HERE).obstacle_to_ship is None
    change(shop, PART_HERE, delivery=delivery)
    view = orders.read_order(shop, PART_HERE)
    assert (view.obstacle_to_ship, view.missing) == (Obstacle.WAITS_FOR_ALL, 10 * UNIT)
    assert PART_HERE not in numbers(shop, OrderState.READY)
    with pytest.raises(ShopError, match="waits for all"):
        deliveries.ship_order(shop, PART_HERE)


def test_that_a_held_order_keeps_its_goods_but_nothing_leaves(shop: Shop) -> None:
    change(shop, ALL_HERE, hold=Hold.PAYMENT)
    view = orders.read_order(shop, ALL_HERE)
    assert (view.obstacle_to_ship, view.obstacle_to_set_aside) == (Obstacle.ON_HOLD, Obstacle.ON_HOLD)
    assert view.here == 24 * UNIT
    change(shop, ALL_HERE, hold=None)
    assert orders.read_order(shop, ALL_HERE).obstacle_to_ship is None


def test_that_what_lies_on_the_shelf_can_be_taken_back_and_nothing_else(shop: Shop) -> None:
    assert orders.read_order(shop, PART_HERE).obstacle_to_take_back is Obstacle.NOTHING_ON_SHELF
    deliveries.set_aside(shop, PART_HERE)
    view = orders.read_order(shop, PART_HERE)
    assert (view.on_shelf, view.obstacle_to_set_aside, view.obstacle_to_take_back) == (
        6 * UNIT,
        Obstacle.ALL_ON_SHELF,
        None,
    )
    assert view.obstacle_to_ship is None


def test_that_nothing_can_be_done_with_an_order_that_is_done(shop: Shop) -> None:
    deliveries.ship_order(shop, ALL_HERE)
    view = orders.read_order(shop, ALL_HERE)
    assert (view.card.entry.status, view.obstacle_to_ship, view.waiting) == (
        OrderStatus.DONE,
        Obstacle.NOT_OPEN,
        (),
    )


def test_that_an_order_is_read_by_key_and_number_with_what_covers_it(shop: Shop) -> None:
    view = orders.read_order(shop, PART_HERE)
    assert orders.read_order(shop, view.card.entry.order_id) == view
    lanterns = view.card.lines[0]
    assert [(part.label, part.quantity, part.expected_date) for part in view.held[lanterns.line_id]] == [
        ("PO-2038", 4 * UNIT, date(2026, 11, 20)),
        ("PO-2041", 6 * UNIT, date(2026, 11, 27)),
    ]
    for missing in ("SO-9999", "", 9_999):
        with pytest.raises(ShopError, match="no such order"):
            orders.read_order(shop, missing)


def test_that_the_plain_fields_are_changed(shop: Shop) -> None:
    change(shop, NOTHING_HERE, note="Rings twice", priority=1, shipping_method="Collects", payment_terms="")
    now = entry_of(shop, NOTHING_HERE)
    assert (now.note, now.priority, now.shipping_method, now.payment_terms) == (
        "Rings twice",
        1,
        "Collects",
        "",
    )


def test_that_a_new_wanted_date_moves_nobodys_goods_and_no_told_date(shop: Shop) -> None:
    before = orders.read_order(shop, NOTHING_HERE)
    (line,) = before.card.lines
    wanted = WantedChange(line.line_id, line.wanted_date, date(2026, 12, 20))
    orders.change_order(shop, before.card.entry, before.card.entry, [wanted])
    after = orders.read_order(shop, NOTHING_HERE)
    assert after.card.lines == (replace(line, wanted_date=date(2026, 12, 20)),)
    assert after.held == before.held


def test_that_a_wanted_date_another_clerk_changed_is_refused(shop: Shop) -> None:
    view = orders.read_order(shop, NOTHING_HERE)
    (line,) = view.card.lines
    first = WantedChange(line.line_id, line.wanted_date, date(2026, 12, 20))
    orders.change_order(shop, view.card.entry, view.card.entry, [first])
    second = WantedChange(line.line_id, line.wanted_date, date(2026, 12, 24))
    with pytest.raises(SituationChanged, match=r"SO-1190/1.*wanted date"):
        orders.change_order(shop, view.card.entry, view.card.entry, [second])


def test_that_a_note_another_clerk_changed_is_refused(shop: Shop) -> None:
    before = entry_of(shop, NOTHING_HERE)
    change(shop, NOTHING_HERE, note="Call first")
    with pytest.raises(SituationChanged, match="note"):
        orders.change_order(shop, before, replace(before, note="Leave at the door"))
    assert entry_of(shop, NOTHING_HERE).note == "Call first"


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("priority", 0, "no class"),
        ("priority", 12, "far too much"),
        ("priority", -1, "below 0"),
        ("order_number", "SO-1", "typed over"),
        ("paid", 5, "typed over"),
    ],
)
def test_that_what_cannot_be_is_refused_by_field(shop: Shop, field: str, value: object, reason: str) -> None:
    with pytest.raises(RequestRefused) as error:
        change(shop, NOTHING_HERE, **{field: value})
    (problem,) = error.value.problems
    assert problem.thing == field
    assert reason in problem.reason


def test_that_an_order_that_is_done_cannot_be_held(shop: Shop) -> None:
    deliveries.ship_order(shop, ALL_HERE)
    with pytest.raises(RequestRefused, match=r"hold.*is done"):
        change(shop, ALL_HERE, hold=Hold.PAYMENT)


def test_that_nobody_can_have_wanted_it_before_it_was_ordered(shop: Shop) -> None:
    view = orders.read_order(shop, NOTHING_HERE)
    (line,) = view.card.lines
    early = WantedChange(line.line_id, line.wanted_date, date(2026, 1, 1))
    with pytest.raises(RequestRefused, match=r"wanted_date.*2026-01-01 is before the order"):
        orders.change_order(shop, view.card.entry, view.card.entry, [early])
