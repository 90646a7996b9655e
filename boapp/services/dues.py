"""After every act: which letters are due now, and which are overtaken (notices 1).

Shared by the services that move goods or dates; it runs inside their transaction.
"""

from collections.abc import Collection, Iterable
from datetime import date

from boapp.domain.calendar import Calendar
from boapp.domain.decisions import Act, NoticeDue, NoticeKind
from boapp.domain.dues import (
    PromisedLine,
    TellingRules,
    UnprintedNotice,
    delay_notices,
    reconcile,
)
from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.services.settings import law_of
from boapp.storage import records
from boapp.storage.entries import ClosingDayEntry, read_all_entries
from boapp.storage.promises import (
    read_customers_of_products,
    read_promised_lines,
    read_set_aside,
    read_unprinted_notices,
)
from boapp.storage.records import Written
from boapp.storage.shop_settings import ShopSettings, read_settings
from boapp.storage.transaction import Transaction


def write_dues(
    tx: Transaction,
    written: Written,
    act: Act,
    product_ids: Collection[int] | None,
    events: Iterable[NoticeDue] = (),
) -> tuple[int, ...]:
    """Work out from what was written which letters are due, and enter them with the same act.

    `events` are letters that the act itself calls for (an arrival, a part shipment). With
    `product_ids` None every promise of the shop is looked at. Returns the new letters' keys.
    """
    if written.already_done:
        return ()
    promised = read_promised_lines(tx, product_ids)
    concerned = {line.customer_id for line in promised} | read_customers_of_products(tx, product_ids)
    unprinted = read_unprinted_notices(tx, concerned)
    new, overtaken = reconcile(_delays(tx, promised, act.day), unprinted)
    stale = _withdrawn_arrivals(tx, unprinted)
    return records.write_dues(tx, written.act_id, act, [*new, *events], [*overtaken, *stale])


def shop_calendar(tx: Transaction, settings: ShopSettings) -> Calendar:
    """The days on which the shop is open."""
    closed = frozenset(day.closing_date for day in read_all_entries(tx, ClosingDayEntry))
    return Calendar(frozenset(settings.closed_weekdays), closed)


def telling_rules(tx: Transaction, settings: ShopSettings) -> TellingRules:
    """What the shop adds to a computed date before it tells it."""
    return TellingRules(shop_calendar(tx, settings), settings.slack_days)


def law_of_line(settings: ShopSettings, line: PromisedLine) -> Jurisdiction:
    """Whose rules the notices about a line keep."""
    return law_of(settings, line.country, line.jurisdiction)


def _delays(tx: Transaction, promised: Collection[PromisedLine], today: date) -> list[NoticeDue]:
    settings = read_settings(tx)
    rules = telling_rules(tx, settings)
    return delay_notices(promised, today, rules, lambda line: law_of_line(settings, line))


def _withdrawn_arrivals(tx: Transaction, unprinted: Iterable[UnprintedNotice]) -> list[int]:
    """Arrival letters not yet printed whose goods are no longer all on the hold shelf."""
    arrivals = [notice for notice in unprinted if notice.kind is NoticeKind.ARRIVAL]
    shelf = read_set_aside(tx, {line.line_id for notice in arrivals for line in notice.lines})
    return [
        notice.notice_id
        for notice in arrivals
        if any(shelf.get(line.line_id, 0) < line.quantity for line in notice.lines)
    ]
