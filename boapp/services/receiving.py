"""Goods at the door: book a delivery in, and let what was promised follow the goods (semantics 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from boapp.domain.decisions import ActKind, Decision
from boapp.domain.quantities import format_quantity, parse_quantity
from boapp.errors import RequestRefused, ShopError
from boapp.services.delivery_box import Booked, FollowedGoods, Rest, RestOfDelivery, book_in, open_quantity
from boapp.services.dues import lines_that_lost, write_dues
from boapp.services.shops import Shop
from boapp.storage import records
from boapp.storage.entries import (
    ProductEntry,
    PurchaseLineEntry,
    PurchaseOrderEntry,
    read_entries,
    read_entry,
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """A count at the door as it was given: a SKU or, where that stands twice, a line number."""

    what: str
    quantity: str
    by_line_number: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptPosted:
    """What a receipt did; `notices_due` are the keys of letters that became due by it."""

    purchase_order_number: str
    booked: tuple[Booked, ...]
    followed: tuple[FollowedGoods, ...]
    notice_ids: tuple[int, ...]
    already_done: bool = False


def read_arrived(text: str) -> Arrived:
    """Read `SKU=QUANTITY`, or `LINE:QUANTITY` where a SKU stands twice, as typed.

    Raises ShopError when it is neither.
    """
    what, sign, quantity = text.rpartition("=")
    if sign and what:
        return Arrived(what, quantity)
    what, sign, quantity = text.rpartition(":")
    if sign and what:
        return Arrived(what, quantity, by_line_number=True)
    raise ShopError(text, "must be SKU=QUANTITY, or LINE:QUANTITY where an article stands twice")


def read_rest(text: str | None) -> RestOfDelivery | None:
    """Read what becomes of the rest as typed: a date, `unknown` or `cancelled`. Raises ShopError."""
    if text is None:
        return None
    if text in (Rest.UNKNOWN, Rest.CANCELLED):
        return RestOfDelivery(Rest(text))
    try:
        if len(text) != len("2026-12-09"):
            raise ValueError
        return RestOfDelivery(Rest.ON_DATE, date.fromisoformat(text))
    except ValueError:
        raise ShopError("--rest", f"'{text}' must be a date like 2026-12-09, unknown or cancelled") from None


def post_goods_receipt(
    shop: Shop,
    purchase_order_number: str,
    arrived: Sequence[Arrived] | None = None,
    *,
    rest: RestOfDelivery | None = None,
    over: bool = False,
    act_uuid: UUID | None = None,
) -> ReceiptPosted:
    """Book in what came of a purchase order: all that is open, or what was counted.

    Lines that had these goods coming have them here now; nothing is taken from one to give
    to another. Raises RequestRefused, and changes nothing, for an unknown order, article or
    line, a quantity that cannot be, and more than ordered unless `over`.
    """
    with shop.database.write() as tx:
        order = read_entry(tx, PurchaseOrderEntry, "purchase_order_number", purchase_order_number)
        if order is None:
            raise ShopError(purchase_order_number, "there is no such purchase order")
        lines = read_entries(tx, PurchaseLineEntry, "purchase_order_id", [order.purchase_order_id])
        products = {
            product.product_id: product
            for product in read_entries(tx, ProductEntry, "product_id", {line.product_id for line in lines})
        }
        counted = _count(purchase_order_number, lines, products, arrived, over=over)
        _refuse_idle_rest(purchase_order_number, counted, rest)
        box = book_in(tx, shop.today, counted, rest or RestOfDelivery())
        decision = Decision(
            shop.new_act(ActKind.RECEIVE, note=purchase_order_number, act_uuid=act_uuid),
            movements=box.movements,
            allocations=box.allocations,
            supplies=box.supplies,
            purchase_lines=box.purchase_lines,
        )
        written = records.write(tx, decision, entries=box.new_supplies)
        notice_ids = write_dues(
            tx, written, decision.act, box.product_ids, lines_that_lost(decision.allocations)
        )
    return ReceiptPosted(
        purchase_order_number, box.booked, box.followed, notice_ids, already_done=written.already_done
    )


def _count(
    number: str,
    lines: Sequence[PurchaseLineEntry],
    products: Mapping[int, ProductEntry],
    arrived: Sequence[Arrived] | None,
    *,
    over: bool,
) -> list[tuple[PurchaseLineEntry, int]]:
    """What came of each line, checked as a whole, so that every mistake is named at once."""
    if arrived is None:
        counted = [(line, open_quantity(line)) for line in lines if open_quantity(line)]
        if not counted:
            raise ShopError(number, "nothing of it is open; all has been received or cancelled")
        return counted
    found: dict[int, tuple[PurchaseLineEntry, int]] = {}
    problems: list[ShopError] = []
    for one in arrived:
        try:
            line = _find_line(number, one, lines, products)
            if line.purchase_line_id in found:
                raise ShopError(one.what, "is named twice; give each article once")
            found[line.purchase_line_id] = (line, _read_quantity(one, line, products, over=over))
        except ShopError as problem:
            problems.append(problem)
    if problems:
        raise RequestRefused(tuple(problems))
    return list(found.values())


def _find_line(
    number: str, one: Arrived, lines: Sequence[PurchaseLineEntry], products: Mapping[int, ProductEntry]
) -> PurchaseLineEntry:
    if one.by_line_number:
        found = [line for line in lines if line.line_number == one.what]
    else:
        found = [line for line in lines if products[line.product_id].sku == one.what]
    if not found:
        kind = "line" if one.by_line_number else "article"
        raise ShopError(one.what, f"is no {kind} of {number}; it has {_listed(lines, products)}")
    if len(found) > 1:
        raise ShopError(
            one.what, f"stands in {number} more than once; name the line: {_listed(found, products)}"
        )
    return found[0]


def _listed(lines: Sequence[PurchaseLineEntry], products: Mapping[int, ProductEntry]) -> str:
    return ", ".join(f"{line.line_number}:{products[line.product_id].sku}" for line in lines)


def _read_quantity(
    one: Arrived, line: PurchaseLineEntry, products: Mapping[int, ProductEntry], *, over: bool
) -> int:
    try:
        quantity = parse_quantity(one.quantity, products[line.product_id].decimals)
    except ValueError as problem:
        raise ShopError(one.what, f"quantity '{one.quantity}' {problem}") from None
    if quantity < 0:
        raise ShopError(one.what, f"quantity '{one.quantity}' is negative; goods sent back are a return")
    if quantity > open_quantity(line) and not over:
        raise ShopError(
            one.what,
            f"{format_quantity(quantity)} is more than the {format_quantity(open_quantity(line))} still open;"
            " count again, or book the surplus in with --over",
        )
    return quantity


def _refuse_idle_rest(
    number: str, counted: Sequence[tuple[PurchaseLineEntry, int]], rest: RestOfDelivery | None
) -> None:
    if rest is None:
        if not any(quantity for _, quantity in counted):
            raise ShopError(number, "nothing came; give a quantity, or say what becomes of the rest")
    elif all(quantity >= open_quantity(line) for line, quantity in counted):
        raise ShopError("--rest", f"nothing is missing of {number}; leave it out, or name what came")
