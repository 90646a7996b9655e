"""After every act: which letters are due now, and which are overtaken (notices 1).

Shared by the services that move goods or dates; it runs inside their transaction.
"""

from collections.abc import Collection, Iterable

from boapp.domain.decisions import Act, AllocationChange, NoticeDue, NoticeKind
from boapp.domain.dues import (
    PromisedLine,
    TellingRules,
    UnprintedNotice,
    delay_notices,
    left_without,
    reconcile,
    with_unprinted,
    without_told,
)
from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.services.settings import law_of
from boapp.storage import records
from boapp.storage.promises import (
    read_customers_of_products,
    read_promised_lines,
    read_set_aside,
    read_unprinted_notices,
)
from boapp.storage.records import Written
from boapp.storage.shop_settings import ShopSettings, read_calendar, read_settings
from boapp.storage.transaction import Transaction


def write_dues(
    tx: Transaction,
    written: Written,
    act: Act,
    product_ids: Collection[int] | None,
    decided_line_ids: Collection[int] | None = (),
    events: Iterable[NoticeDue] = (),
) -> tuple[int, ...]:
    """Work out from what was written which letters are due, and enter them with the same act.

    `decided_line_ids` (None: all) are the lines the act decided on: what they lack now has no
    date, which is news; a line that no one looked at yet is only new. `events` are letters that the act itself calls for (an arrival, a part shipment). With
    `product_ids` None every promise of the shop is looked at. Returns the new letters' keys.
    """
    if written.already_done:
        return ()
    promised = read_promised_lines(tx, product_ids)
    events = list(events)
    concerned = {line.customer_id for line in promised} | read_customers_of_products(tx, product_ids)
    concerned |= {event.customer_id for event in events}
    unprinted = read_unprinted_notices(tx, concerned)
    settings = read_settings(tx)
    decided = left_without(unprinted) | set(decided_line_ids or ())
    delays = delay_notices(
        promised,
        act.day,
        telling_rules(tx, settings),
        lambda line: law_of_line(settings, line),
        lambda line_id: decided_line_ids is None or line_id in decided,
    )
    new, overtaken = reconcile(delays, unprinted)
    overtaken += _withdrawn_arrivals(tx, unprinted)
    for event in events:
        if event.kind is NoticeKind.ARRIVAL:
            still = [notice for notice in unprinted if notice.notice_id not in overtaken]
            joined, taken_in = with_unprinted(event, still)
            new.append(joined)
            overtaken += taken_in
        elif (rest := without_told(event, delays)) is not None:
            new.append(rest)
    return records.write_dues(tx, written.act_id, act, new, overtaken)


def telling_rules(tx: Transaction, settings: ShopSettings) -> TellingRules:
    """What the shop adds to a computed date before it tells it."""
    return TellingRules(read_calendar(tx), settings.slack_days, settings.late_receipt_days)


def law_of_line(settings: ShopSettings, line: PromisedLine) -> Jurisdiction:
    """Whose rules the notices about a line keep."""
    return law_of(settings, line.country, line.jurisdiction)


def lines_that_lost(changes: Iterable[AllocationChange]) -> set[int]:
    """Lines that hold less after an act than before it."""
    balance: dict[int, int] = {}
    for change in changes:
        gained = change.after_quantity - change.before_quantity
        balance[change.line_id] = balance.get(change.line_id, 0) + gained
    return {line_id for line_id, gained in balance.items() if gained < 0}


def _withdrawn_arrivals(tx: Transaction, unprinted: Iterable[UnprintedNotice]) -> list[int]:
    """Arrival letters not yet printed whose goods are no longer all on the hold shelf."""
    arrivals = [notice for notice in unprinted if notice.kind is NoticeKind.ARRIVAL]
    shelf = read_set_aside(tx, {line.line_id for notice in arrivals for line in notice.lines})
    return [
        notice.notice_id
        for notice in arrivals
        if any(shelf.get(line.line_id, 0) < line.quantity for line in notice.lines)
    ]
