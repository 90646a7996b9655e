"""What one act changes: the single value in which every use case ends.

A service computes a `Decision` and hands it to `boapp.storage.records.write`, which
writes it in one transaction. Quantities are 1/10,000 units, dates the shop's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from boapp.domain.stock import Allocation


class ActKind(StrEnum):
    """What a clerk did; names an act in history and in "changed since" messages."""

    OPEN_SHOP = "open_shop"
    EDIT = "edit"
    IMPORT = "import"
    TAKE_ORDER = "take_order"
    CHANGE_ORDER = "change_order"
    CANCEL = "cancel"
    PURCHASE = "purchase"
    CHANGE_PURCHASE = "change_purchase"
    RECEIVE = "receive"
    COUNT = "count"
    COUNTER_SALE = "counter_sale"
    RETURN = "return"
    WRITE_OFF = "write_off"
    MOVE_GOODS = "move_goods"
    REALLOCATE = "reallocate"
    ALLOCATE = "allocate"
    REVERT = "revert"
    SET_ASIDE = "set_aside"
    TAKE_BACK = "take_back"
    SHIP = "ship"
    TELL = "tell"
    PRINT_NOTICES = "print_notices"
    ANSWER = "answer"
    REPAIR = "repair"


class Place(StrEnum):
    """Where goods lie; only those in stock and on the hold shelf are supply (semantics 1)."""

    STOCK = "stock"
    SHELF = "shelf"
    DISPLAY = "display"
    INSPECT = "inspect"
    DAMAGED = "damaged"


SUPPLY_PLACES = (Place.STOCK, Place.SHELF)


class MovementKind(StrEnum):
    """Why goods came, went or moved (semantics 1)."""

    RECEIPT = "receipt"
    SHIPMENT = "shipment"
    COUNTER_SALE = "counter_sale"
    COUNT = "count"
    FOUND = "found"
    RETURN = "return"
    WRITE_OFF = "write_off"
    TRANSFER = "transfer"


class SupplyKind(StrEnum):
    """Where a supply comes from (semantics 1)."""

    ON_HAND = "on_hand"
    PURCHASE = "purchase"
    MADE = "made"
    NOTED = "noted"


class Firmness(StrEnum):
    """How firmly an allocation holds: set-aside goods are pinned by themselves (semantics 2)."""

    LOOSE = "loose"
    PINNED = "pinned"
    SET_ASIDE = "set_aside"


class OrderStatus(StrEnum):
    """Where an order stands as a whole."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Hold(StrEnum):
    """Why an order waits for something other than goods (semantics 2)."""

    PAYMENT = "payment"
    DEPOSIT = "deposit"
    ADDRESS = "address"
    CUSTOMER = "customer"


class PurchaseState(StrEnum):
    """How far a purchase order line has come (semantics 1)."""

    TO_ORDER = "to_order"
    SENT = "sent"
    CONFIRMED = "confirmed"
    RECEIVED = "received"


class Precision(StrEnum):
    """How exactly a date was told; the latest day of a week or month is the last day."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class ToldBy(StrEnum):
    """By what means a customer learned a date."""

    NOTICE = "notice"
    CALL = "call"
    COUNTER = "counter"
    EMAIL = "email"
    IMPORTED = "imported"


class NoticeKind(StrEnum):
    """The kinds of letters (notices 1)."""

    CONFIRMATION = "confirmation"
    DELAY_FIRST = "delay_first"
    DELAY_RENEWED = "delay_renewed"
    PART_SHIPMENT = "part_shipment"
    ARRIVAL = "arrival"
    STILL_WAITING = "still_waiting"
    CANCELLATION = "cancellation"


class NoticeState(StrEnum):
    """How far a notice has come; a void one is never sent."""

    DUE = "due"
    DRAFTED = "drafted"
    PRINTED = "printed"
    SENT = "sent"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Act:
    """Who did what, when, at which desk; posted twice under one `act_uuid`, it is done once.

    `at` is an aware UTC time, `day` the shop's date.
    """

    act_uuid: UUID
    at: datetime
    day: date
    clerk: str
    desk: str
    kind: ActKind
    note: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """Goods that come (positive) or go (negative) at one place; never changed afterwards."""

    product_id: int
    quantity: int
    kind: MovementKind
    place: Place = Place.STOCK
    line_id: int | None = None
    purchase_line_id: int | None = None
    note: str = ""


class AllocationChange(NamedTuple):
    """How much of a supply a line holds, before and after; 0 means none.

    The key is (`line_id`, `supply_id`, `firmness`). `place` is the code on the hold shelf,
    `reason` and `until` belong to a pin. A tuple, as ChangedLine is.
    """

    line_id: int
    supply_id: int
    product_id: int
    before_quantity: int
    after_quantity: int
    firmness: Firmness = Firmness.LOOSE
    place: str = ""
    reason: str = ""
    until_date: date | None = None


@dataclass(frozen=True, slots=True)
class SupplyChange:
    """What remains of a supply and when it is expected, before and after."""

    supply_id: int
    product_id: int
    before_quantity: int
    after_quantity: int
    before_date: date | None = None
    after_date: date | None = None
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class OrderLineChange:
    """What is added to the ordered, shipped and cancelled quantity of an order line."""

    line_id: int
    product_id: int
    ordered: int = 0
    shipped: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class PurchaseLineChange:
    """What is added to a purchase order line's quantities, and its new state (None: as it was)."""

    purchase_line_id: int
    product_id: int
    ordered: int = 0
    received: int = 0
    cancelled: int = 0
    state: PurchaseState | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a customer was told of a line: how much by when (None: no date can be given).

    Several entries of one act for one line replace together what was told of it before
    (told 10, now 6 + 4). `notice_id` names the notice when it was one; `reference` the
    paper or call when it was not ours ("their letter of 3 May").
    """

    line_id: int
    quantity: int
    earliest_date: date | None
    latest_date: date | None
    precision: Precision = Precision.DAY
    told_by: ToldBy = ToldBy.NOTICE
    notice_id: int | None = None
    reference: str = ""
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One quantity a notice speaks of, with the date told before and the one to tell."""

    line_id: int
    quantity: int
    before_date: date | None = None
    after_date: date | None = None


@dataclass(frozen=True, slots=True)
class NoticeDue:
    """A letter that has become due to a customer; `rule` names the section that asks for it."""

    kind: NoticeKind
    customer_id: int
    lines: tuple[NoticeLine, ...]
    due_by: date | None = None
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NoticeChange:
    """A notice that is drafted, printed, sent or void; what was printed is kept as it was.

    `document` are the exact bytes; its SHA-256 is computed where it is stored.
    """

    notice_id: int
    state: NoticeState
    number: str | None = None
    language: str | None = None
    channel: str | None = None
    document: bytes | None = None
    reason: str | None = None


class ChangedLine(NamedTuple):
    """A line whose cover a run changed, with why (code and facts as JSON text).

    A tuple, because a run changes thousands and a tuple is made four times as fast.
    """

    line_id: int
    product_id: int
    before_quantity: int
    after_quantity: int
    before_date: date | None
    after_date: date | None
    change: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A committed run: its rule set by name and as JSON text, and each line it changed."""

    rule_set: str
    lines: tuple[ChangedLine, ...]
    rules: str = ""
    exact: bool = True
    reverts_run_id: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """All that one act changes, written together or not at all."""

    act: Act
    movements: tuple[Movement, ...] = ()
    allocations: tuple[AllocationChange, ...] = ()
    supplies: tuple[SupplyChange, ...] = ()
    order_lines: tuple[OrderLineChange, ...] = ()
    purchase_lines: tuple[PurchaseLineChange, ...] = ()
    told: tuple[Told, ...] = ()
    notices: tuple[NoticeDue, ...] = ()
    notice_changes: tuple[NoticeChange, ...] = ()
    run: Run | None = None


def firmness_of(allocation: Allocation) -> Firmness:
    """How firmly an allocation holds."""
    if allocation.set_aside:
        return Firmness.SET_ASIDE
    return Firmness.PINNED if allocation.pinned else Firmness.LOOSE


def allocation_changes(
    before: Iterable[Allocation], after: Iterable[Allocation], product_of_line: Mapping[int, int]
) -> tuple[AllocationChange, ...]:
    """What has to change so that `before` becomes `after`; what both have is not mentioned."""
    held = _sums(before)
    wanted = _sums(after)
    return tuple(
        [
            AllocationChange(part[0], part[1], product_of_line[part[0]], was, now, part[2])
            for part in (held | wanted if held else wanted)
            if (was := held.get(part, 0)) != (now := wanted.get(part, 0))
        ]
    )


def _sums(allocations: Iterable[Allocation]) -> dict[tuple[int, int, Firmness], int]:
    sums: dict[tuple[int, int, Firmness], int] = {}
    for allocation in allocations:
        part = (allocation.line_id, allocation.supply_id, firmness_of(allocation))
        sums[part] = sums.get(part, 0) + allocation.quantity
    return {part: quantity for part, quantity in sums.items() if quantity}
