"""Orders for the counter: find them, read a card, say what can be done, change its plain fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from boapp.domain.decisions import ActKind, Decision, OrderStatus
from boapp.domain.orders import Delivery
from boapp.errors import RequestRefused, ShopError
from boapp.services.plain_fields import changed_fields, join_changes, refuse_number, refuse_overtaken
from boapp.services.shops import Shop
from boapp.storage import lists, records
from boapp.storage.entries import OrderEntry, OrderLineEntry, read_entries, read_entry
from boapp.storage.lists import (
    HeldPart,
    ListQuery,
    OrderCard,
    OrderLineRow,
    OrderRow,
    OrderState,
    OrderSums,
    Page,
)
from boapp.storage.shop_settings import read_settings
from boapp.storage.situations import read_arrival
from boapp.storage.transaction import Transaction

LAST_CLASS = 9


class Obstacle(StrEnum):
    """Why goods of an order cannot be sent or set aside now (semantics 2, 5)."""

    NOT_OPEN = "not_open"
    ON_HOLD = "on_hold"
    NOTHING_HERE = "nothing_here"
    WAITS_FOR_ALL = "waits_for_all"
    ALL_ON_SHELF = "all_on_shelf"
    NOTHING_ON_SHELF = "nothing_on_shelf"


@dataclass(frozen=True, slots=True)
class OrderView:
    """All that an order's page shows; `held` is what covers each line, by its key, with the day it is in the house."""

    card: OrderCard
    held: Mapping[int, tuple[HeldPart, ...]]
    currency: str

    @property
    def waiting(self) -> tuple[OrderLineRow, ...]:
        """The lines that still owe something."""
        if self.card.entry.status is not OrderStatus.OPEN:
            return ()
        return tuple(line for line in self.card.lines if line.open_quantity)

    @property
    def here(self) -> int:
        """What is in the house for the order, on the hold shelf or not."""
        return sum(line.held_here for line in self.waiting)

    @property
    def on_shelf(self) -> int:
        """What of it lies on the hold shelf."""
        return sum(line.set_aside for line in self.waiting)

    @property
    def missing(self) -> int:
        """What of all that has to go together is not here yet."""
        deliveries = {line.delivery for line in self.waiting} | {self.card.entry.delivery}
        if Delivery.COMPLETE_ORDER in deliveries:
            together: Sequence[OrderLineRow] = self.waiting
        elif self.card.entry.delivery is Delivery.COMPLETE_LINE:
            together = self.waiting
        else:
            together = [line for line in self.waiting if line.delivery is Delivery.COMPLETE_LINE]
        return sum(line.open_quantity - line.held_here for line in together)

    @property
    def obstacle_to_ship(self) -> Obstacle | None:
        """Why nothing of it can be sent now; None when it can."""
        if self.card.entry.status is not OrderStatus.OPEN or not self.waiting:
            return Obstacle.NOT_OPEN
        if self.card.entry.hold is not None:
            return Obstacle.ON_HOLD
        if not self.here:
            return Obstacle.NOTHING_HERE
        return Obstacle.WAITS_FOR_ALL if self.missing else None

    @property
    def obstacle_to_set_aside(self) -> Obstacle | None:
        """Why nothing of it can be put on the hold shelf now; None when it can."""
        if self.obstacle_to_ship is None and self.on_shelf == self.here:
            return Obstacle.ALL_ON_SHELF
        return self.obstacle_to_ship

    @property
    def obstacle_to_take_back(self) -> Obstacle | None:
        """Why nothing can be taken off the hold shelf; None when it can."""
        return None if self.on_shelf else Obstacle.NOTHING_ON_SHELF


@dataclass(frozen=True, slots=True)
class WantedChange:
    """Another day on which a line is wanted; None is as soon as possible."""

    line_id: int
    before: date | None
    after: date | None


def list_orders(shop: Shop, query: ListQuery, state: OrderState | None = None) -> Page[OrderRow]:
    """A window of the orders, all or those in a state; sorts: number, ordered, customer, status."""
    with shop.database.read() as tx:
        return lists.list_orders(tx, query, state=state)


def sum_orders(shop: Shop, words: str = "") -> dict[OrderState, OrderSums]:
    """How many orders there are in each state, with their lines and what they owe."""
    with shop.database.read() as tx:
        return {state: lists.sum_orders(tx, words, state) for state in OrderState}


def read_order(shop: Shop, order: int | str) -> OrderView:
    """An order's card by its key or number, with what covers each line. Raises ShopError when there is none."""
    with shop.database.read() as tx:
        number = order if isinstance(order, str) else _number_of(tx, order)
        card = lists.read_order_card(tx, number)
        if card is None:
            raise ShopError(str(order), "there is no such order; look for it in the list of orders")
        in_house = read_arrival(tx)
        waiting = lists.list_backorders(tx, lists.EVERYTHING, order_id=card.entry.order_id).rows
        held = {
            line.line_id: tuple(
                replace(part, expected_date=part.expected_date and in_house(part.expected_date))
                for part in line.held
            )
            for line in waiting
        }
        return OrderView(card, held, read_settings(tx).currency)


def change_order(
    shop: Shop,
    before: OrderEntry,
    after: OrderEntry,
    wanted: Sequence[WantedChange] = (),
    *,
    act_uuid: UUID | None = None,
) -> OrderEntry:
    """Change the plain fields in which `after` differs from `before`, and days on which lines are wanted.

    Who holds what stays as it is; the next run looks at the new dates. Raises
    SituationChanged when the same field was changed meanwhile, RequestRefused with one
    ShopError a field that cannot be (its `thing` is the field's name), and changes nothing.
    """
    with shop.database.write() as tx:
        now = read_entry(tx, OrderEntry, "order_id", before.order_id)
        if now is None:
            raise ShopError(
                before.order_number, "there is no such order any more; look for it in the list of orders"
            )
        entry = join_changes(before, after, now, now.order_number)
        lines = _with_wanted(tx, now, wanted)
        if entry == now and not lines:
            return now
        _refuse_unfit(now, entry)
        act = shop.new_act(ActKind.CHANGE_ORDER, note=now.order_number, act_uuid=act_uuid)
        records.write(tx, Decision(act), entries=[entry, *lines])
    return entry


def _number_of(tx: Transaction, order_id: int) -> str:
    entry = read_entry(tx, OrderEntry, "order_id", order_id)
    return entry.order_number if entry is not None else ""


def _with_wanted(tx: Transaction, order: OrderEntry, wanted: Sequence[WantedChange]) -> list[OrderLineEntry]:
    """The lines that are wanted on another day than now."""
    known = {line.line_id: line for line in read_entries(tx, OrderLineEntry, "order_id", [order.order_id])}
    changed = []
    for change in wanted:
        line = known.get(change.line_id)
        if line is None:
            raise ShopError(order.order_number, f"has no line with the key {change.line_id}; read it again")
        thing = f"{order.order_number}/{line.line_number}"
        refuse_overtaken(thing, "wanted_date", change.before, line.wanted_date, change.after)
        if line.wanted_date != change.after:
            if change.after is not None and change.after < order.ordered_date:
                raise RequestRefused(
                    (
                        ShopError(
                            "wanted_date",
                            f"{change.after} is before the order came ({order.ordered_date});"
                            " leave it empty for as soon as possible",
                        ),
                    )
                )
            changed.append(replace(line, wanted_date=change.after))
    return changed


def _refuse_unfit(now: OrderEntry, wanted: OrderEntry) -> None:
    """Look at every changed field, so that all mistakes are named at once."""
    problems: list[ShopError] = []
    for name in changed_fields(now, wanted):
        try:
            _check(now, wanted, name)
        except ShopError as problem:
            problems.append(problem)
    if problems:
        raise RequestRefused(tuple(problems))


def _check(now: OrderEntry, wanted: OrderEntry, name: str) -> None:
    if name not in ("hold", "priority", "delivery", "shipping_method", "payment_terms", "note"):
        raise ShopError(
            name, "cannot be typed over on the card; it comes from what was ordered, sent or paid"
        )
    if name == "hold" and wanted.hold is not None and now.status is not OrderStatus.OPEN:
        raise ShopError(name, f"'{wanted.hold}' cannot be: the order is {now.status}, nothing of it waits")
    if name == "priority":
        refuse_number(name, wanted.priority, LAST_CLASS)
        if wanted.priority == 0:
            raise ShopError(name, f"'0' is no class; 1 is served first, {LAST_CLASS} last")
