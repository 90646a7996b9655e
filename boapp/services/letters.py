"""Fill a letter's values from the shop's books: address, dates that bind, lines, money (notices 4)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from boapp.domain.decisions import NoticeKind
from boapp.domain.dues import PromisedLine, notice_case, told_parts
from boapp.domain.notice_rules import as_if_told, judge
from boapp.domain.notice_rules.cases import Because, Jurisdiction, Notice, NoticeCase
from boapp.domain.notice_rules.due import refund_amount
from boapp.domain.quantities import UNIT
from boapp.errors import ShopError
from boapp.services.letter_paper import fill_addressee
from boapp.storage.entries import CustomerEntry, OrderEntry, OrderLineEntry, ProductEntry
from boapp.storage.lists.notices import NoticeLineRow, NoticeRow
from boapp.storage.shop_settings import ShopSettings

if TYPE_CHECKING:
    from boapp.documents.letter import (
        CancelCause,
        Charge,
        Letter,
        LetterLine,
        OrderReference,
        Refund,
    )

SUPPLIER_IS_SILENT = "our supplier is late and has not given us a new date"
NONE_IS_COMING = "we have not enough for all who ordered, and no delivery is confirmed yet"
CAUSES = {
    Because.NO_OPTION_IN_TIME: "no_notice",
    Because.NO_CONSENT_IN_TIME: "no_consent",
    Because.AGREED_DATE_PASSED: "date_passed",
    Because.SHOP_GAVE_UP: "shop_gave_up",
    Because.BUYER_CANCELLED: "customer",
    Because.WITHDRAWN: "customer",
    Because.CONSUMER_ENDED: "customer",
}
DAYS_OF_OPTION = 30  # 16 CFR 435.2(b)(1)(ii), (iii): 30 days after the applicable time


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All that a notice's letter is filled from, read in one snapshot.

    `promised` holds what was told of each line, `set_aside` what lies on the hold shelf
    (1/10,000 units), `count` the notice's place among those of its first order.
    """

    notice: NoticeRow
    customer: CustomerEntry
    orders: Mapping[int, OrderEntry]
    lines: Mapping[int, OrderLineEntry]
    products: Mapping[int, ProductEntry]
    promised: Mapping[int, PromisedLine]
    set_aside: Mapping[int, int]
    law: Jurisdiction
    count: int
    settings: ShopSettings

    @property
    def number(self) -> str:
        """The notice's number: that of its first order, and its place among that order's notices."""
        return self.notice.number or f"{self.notice.order_numbers[0]}-{self.count}"


def fill_letter(facts: LetterFacts, today: date) -> "Letter":
    """The letter of a notice. Raises ShopError for a kind that has no letter yet."""
    composers: Mapping[NoticeKind, Callable[[LetterFacts, date], Letter]] = {
        NoticeKind.DELAY_FIRST: _delay,
        NoticeKind.DELAY_RENEWED: _delay,
        NoticeKind.ARRIVAL: _arrival,
        NoticeKind.PART_SHIPMENT: _part_shipment,
        NoticeKind.CANCELLATION: _cancellation,
    }
    compose = composers.get(facts.notice.kind)
    if compose is None:
        raise ShopError(
            f"notice to {facts.customer.name}",
            f"there is no letter for '{facts.notice.kind}'; call the customer",
        )
    return compose(facts, today)


def _delay(facts: LetterFacts, today: date) -> "Letter":
    from boapp.documents.letter import DelayLetter

    row = facts.notice.lines[0]
    case = notice_case(facts.promised[row.line_id], facts.law)
    now, new_date = judge(case, today), _new_date(facts.notice.lines)
    told = as_if_told(case, new_date, today)
    renewed = facts.notice.kind is NoticeKind.DELAY_RENEWED
    due_date = now.last_day or row.before_date or today
    common = _common(facts, _refund(facts, _refund_day(case, new_date, told.answer_by, today)))
    common["lines"] = _lines_late(facts, common["lines"])
    return DelayLetter(
        **common,
        charges=_shipping(facts, common["lines"]),
        due_date=due_date,
        new_date=new_date,
        answer_by=told.answer_by,
        renewed=renewed,
        old_date=_last_told(case, due_date) if renewed else None,
        consent_limit=due_date + timedelta(days=DAYS_OF_OPTION),
        last_written=case.notices[-1].sent_date if case.notices else None,
        promised=case.stated_ship_date is not None,
        reason=facts.notice.reason or _known_reason(facts, new_date),
        distance_sale=facts.orders[row.order_id].sale == "distance",
    )


def _lines_late(facts: LetterFacts, lines: Sequence["LetterLine"]) -> "tuple[LetterLine, ...]":
    """The lines with what of each is late and what comes as it was told.

    A line of which some was told no date, or nothing at all, is left whole: of that part the
    letter must not say that it comes as promised.
    """
    told = []
    for line, rows in zip(lines, _by_order_line(facts.notice.lines), strict=True):
        late = sum(row.quantity for row in rows)
        dated = sum(quantity for day, quantity in told_parts(facts.promised[rows[0].line_id]) if day)
        kept = dated - sum(row.quantity for row in rows if row.before_date)
        owed = line.ordered_quantity - line.shipped_quantity
        split = replace(line, waiting_quantity=late, ready_quantity=kept)
        told.append(split if kept + late == owed else line)
    return tuple(told)


def _refund_day(case: NoticeCase, new_date: date | None, answer_by: date | None, today: date) -> date | None:
    """The last day of the refund when nobody answers: counted from the day on which the order lapses."""
    if answer_by is None:
        return None
    told = replace(case, notices=(*case.notices, Notice(today, new_date)))
    return judge(told, answer_by + timedelta(days=1)).refund_by


def _known_reason(facts: LetterFacts, new_date: date | None) -> str:
    """Why no date can be given, as far as the books know it; a letter without a date has to say it (US 3)."""
    if new_date is not None:
        return ""
    lines = [facts.promised[row.line_id] for row in facts.notice.lines]
    awaited = any(not part.here for line in lines for part in line.held)
    return SUPPLIER_IS_SILENT if awaited else NONE_IS_COMING


def _last_told(case: NoticeCase, due_date: date) -> date:
    """The last date that was given: what a renewed notice takes the place of."""
    days = [notice.revised_date for notice in case.notices if notice.revised_date is not None]
    return days[-1] if days else due_date


def _arrival(facts: LetterFacts, today: date) -> "Letter":
    from boapp.documents.letter import ArrivalLetter, ArrivalWay

    settings = facts.settings
    order = facts.orders[facts.notice.lines[0].order_id]
    collect = order.sale == "counter" or order.shipping_method in ("collect", "pickup")
    place = ", ".join(filter(None, (settings.street, settings.city)))
    return ArrivalLetter(
        **_common(facts, None),
        way=ArrivalWay.COLLECT if collect else ArrivalWay.SHIP,
        place=place if collect else "",
        hours=settings.opening_hours if collect else "",
        keep_until=today + timedelta(days=settings.pickup_days) if collect else None,
    )


def _part_shipment(facts: LetterFacts, today: date) -> "Letter":
    from boapp.documents.letter import PartShipmentLetter

    del today
    common = _common(facts, _refund(facts, None))
    named = {row.line_id for row in facts.notice.lines}
    order_ids = {row.order_id for row in facts.notice.lines}
    sent = [
        _sent_line(facts, line)
        for line in facts.lines.values()
        if line.order_id in order_ids and line.line_id not in named and line.shipped_quantity
    ]
    lines = (*sent, *common["lines"])
    return PartShipmentLetter(**common | {"lines": lines, "charges": _shipping(facts, lines)})


def _shipping(facts: LetterFacts, lines: Sequence["LetterLine"]) -> "tuple[Charge, ...]":
    """The shipping that was paid, when it and the lines named make up all that was paid."""
    from boapp.documents.letter import Charge

    orders = [facts.orders[key] for key in {row.order_id for row in facts.notice.lines}]
    shipping, paid = sum(order.shipping for order in orders), sum(order.paid for order in orders)
    goods = sum(line.amount(line.ordered_quantity) for line in lines)
    return (Charge("shipping", shipping),) if shipping and goods + shipping == paid else ()


def _cancellation(facts: LetterFacts, today: date) -> "Letter":
    from boapp.documents.letter import CancellationLetter, Charge, Refund

    rows, order = facts.notice.lines, facts.orders[facts.notice.lines[0].order_id]
    cases = [notice_case(facts.promised[key], facts.law) for key in {row.line_id: None for row in rows}]
    judged = [(case, judge(case, today)) for case in cases]
    case, answer = min(judged, key=lambda one: one[1].cancelled_on or date.max)
    if answer.cancelled_on is None:
        raise ShopError(f"order {order.order_number}", "is not cancelled by law as things stand; look again")
    letter = CancellationLetter(
        **_common(facts, None) | {"lines": _lines_cancelled(facts, order)},
        charges=(Charge("shipping", order.shipping),) if order.paid and order.shipping else (),
        cause=_cause([reason.because for reason in answer.why]),
        cancelled_on=answer.cancelled_on,
        promised=case.stated_ship_date is not None,
        days_differ=len({one.cancelled_on for _, one in judged}) > 1,
        seller_credit=case.seller_credit,
        reason=facts.notice.reason,
    )
    if not order.paid:
        return letter
    _check_refund(facts, order, letter.lines)
    return replace(
        letter, refund=Refund(refund_amount(order.paid, letter.kept_amount), by_date=answer.refund_by)
    )


def _check_refund(facts: LetterFacts, order: OrderEntry, lines: Sequence["LetterLine"]) -> None:
    """Refuse a refund that the books do not give: what goes back must be exact (letters 3)."""
    for line in lines:
        if line.kept_quantity and line.unit_price is None:
            what = f"order {order.order_number}, {line.sku}"
            raise ShopError(what, "has no price, so that the refund cannot be worked out; enter what it cost")
    before = any(line.cancelled_quantity for line in facts.lines.values() if line.order_id == order.order_id)
    before |= any(
        line.told[-1].cancelled for line in facts.promised.values() if line.order_id == order.order_id
    )
    if before:
        reason = "some of it was cancelled before, and the books do not say what went back for it"
        raise ShopError(f"order {order.order_number}", f"{reason}; work the refund out and call the customer")


def _cause(steps: Sequence[Because]) -> "CancelCause":
    from boapp.documents.letter import CancelCause

    return CancelCause(next(CAUSES[step] for step in reversed(steps) if step in CAUSES))


def _lines_cancelled(facts: LetterFacts, order: OrderEntry) -> "tuple[LetterLine, ...]":
    """All lines of an order, with what the notice cancels of them."""
    cancelled: dict[int, int] = {}
    for row in facts.notice.lines:
        cancelled[row.line_id] = cancelled.get(row.line_id, 0) + row.quantity
    return tuple(
        replace(
            _sent_line(facts, line),
            unit_price=line.price if order.paid else None,
            cancelled_quantity=cancelled.get(line.line_id, 0),
        )
        for line in facts.lines.values()
        if line.order_id == order.order_id and line.ordered_quantity > line.cancelled_quantity
    )


def _sent_line(facts: LetterFacts, line: OrderLineEntry) -> "LetterLine":
    from boapp.documents.letter import LetterLine

    product = facts.products[line.product_id]
    return LetterLine(
        sku=product.sku,
        name=line.description or product.name,
        ordered_quantity=line.ordered_quantity - line.cancelled_quantity,
        shipped_quantity=line.shipped_quantity,
        unit=product.unit,
    )


def _common(facts: LetterFacts, refund: "Refund | None") -> dict[str, Any]:
    """What every letter has, by the names of its fields."""
    orders = [facts.orders[key] for key in dict.fromkeys(row.order_id for row in facts.notice.lines)]
    return {
        "jurisdiction": facts.law,
        "addressee": fill_addressee(facts.customer, facts.settings.country),
        "orders": tuple(_reference(order) for order in orders),
        "notice_number": str(facts.count),
        "currency": facts.settings.currency,
        "lines": tuple(_line(facts, row, len(orders) > 1) for row in _by_order_line(facts.notice.lines)),
        "refund": refund,
        "language": facts.settings.language,
    }


def _reference(order: OrderEntry) -> "OrderReference":
    from boapp.documents.letter import OrderReference

    return OrderReference(order.order_number, order.ordered_date)


def _by_order_line(rows: Sequence[NoticeLineRow]) -> list[tuple[NoticeLineRow, ...]]:
    """A notice's rows, those of one order line together: a line may wait for two dates."""
    found: dict[int, list[NoticeLineRow]] = {}
    for row in rows:
        found.setdefault(row.line_id, []).append(row)
    return [tuple(group) for group in found.values()]


def _line(facts: LetterFacts, rows: tuple[NoticeLineRow, ...], several_orders: bool) -> "LetterLine":
    from boapp.documents.letter import LetterLine

    row, entry = rows[0], facts.lines[rows[0].line_id]
    product = facts.products[entry.product_id]
    ready = facts.set_aside.get(entry.line_id, 0)
    owed = entry.ordered_quantity - entry.shipped_quantity - entry.cancelled_quantity
    told = [one.before_date for one in rows if one.before_date is not None]
    order = facts.orders[entry.order_id]
    return LetterLine(
        sku=product.sku,
        name=entry.description or product.name,
        ordered_quantity=entry.ordered_quantity - entry.cancelled_quantity,
        shipped_quantity=entry.shipped_quantity,
        ready_quantity=ready,
        waiting_quantity=owed - ready,
        unit=product.unit,
        unit_price=entry.price if order.paid else None,
        told_date=min(told, default=None),
        new_date=_new_date(rows),
        order_number=row.order_number if several_orders else "",
    )


def _new_date(rows: Sequence[NoticeLineRow]) -> date | None:
    days = [row.after_date for row in rows]
    return None if None in days else max((day for day in days if day is not None), default=None)


def _refund(facts: LetterFacts, by_date: date | None) -> "Refund | None":
    """What comes back on cancelling: paid, less what the goods already sent cost alone (notices 2 rule 15)."""
    from boapp.documents.letter import Refund

    orders = {row.order_id for row in facts.notice.lines}
    paid = sum(facts.orders[key].paid for key in orders)
    if not paid:
        return None
    sent = sum(
        ((line.price or 0) * line.shipped_quantity + UNIT // 2) // UNIT
        for line in facts.lines.values()
        if line.order_id in orders
    )
    sent += sum(facts.orders[key].shipping for key in orders) if sent else 0
    return Refund(refund_amount(paid, sent), by_date=by_date)
