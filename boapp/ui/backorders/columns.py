"""What the list of backorders says about each product, order or customer that waits."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from boapp.services.waiting_groups import LONG_WAIT_DAYS, Grouping, Need, WaitingGroup
from boapp.ui.formats import DASH, day_text, days_text, money_text, quantity_text
from boapp.ui.tables.column import Column, Inked, Kind
from boapp.ui.tokens import MEDIUM, SEMIBOLD
from boapp.ui.widgets.badge import BadgeLook
from boapp.ui.widgets.bars import BarLook, Segment
from boapp.ui.widgets.chips import ChipKind

Columns = tuple[Column[WaitingGroup], ...]


def _tr(words: str) -> str:
    return QCoreApplication.translate("Backorders", words)


def waiting_columns(grouping: Grouping, currency: str, today: Callable[[], date]) -> Columns:
    """The columns of the list, by product, by order or by customer."""
    return (
        Column(_NAMES[grouping], lambda row: row.name, key="name", width=224,
               second=lambda row: _second_line(grouping, row), weight=MEDIUM, stretch=True),
        Column(_tr("Lines"), lambda row: str(row.lines), Kind.NUMBER, 60, "lines",
               sort=lambda row: row.lines, wide_only=True),
        Column(_tr("Owed"), lambda row: quantity_text(row.owed), Kind.NUMBER, 62, "owed",
               sort=lambda row: row.owed, weight=SEMIBOLD),
        Column(_tr("Covered by"), _covering_words, Kind.BAR, 264, "covered",
               sort=lambda row: (row.here, row.coming), second=covering_parts, bar=covering_bar),
        Column(_tr("Next delivery"), lambda row: _delivery_words(row, today()), Kind.DATE, 148, "next",
               sort=lambda row: row.next_delivery and (not row.next_delivery.late, row.next_delivery.day),
               second=_delivery_second, ink=lambda row: "warn_text" if _is_late(row) else "text",
               icon=lambda row: "clock" if _is_late(row) else None),
        Column(_tr("Longest"), lambda row: days_text(row.longest_days), Kind.NUMBER, 84, "longest",
               sort=lambda row: row.longest_days, wide_only=True,
               ink=lambda row: "warn_text" if row.longest_days > LONG_WAIT_DAYS else "text"),
        Column(_value_title(currency), lambda row: money_text(row.value), Kind.MONEY, 92, "value",
               sort=lambda row: row.value, wide_only=True),
        Column(_tr("What it needs"), lambda row: need_look(row, today()).text, Kind.BADGE, 170, "needs",
               sort=lambda row: list(Need).index(row.need), badge=lambda row: _badge(row, today())),
        Column("", lambda _row: _OPENS[grouping], Kind.ICON, 80, "open", icon=lambda _row: "right",
               ink=lambda _row: "text3", sortable=False),
    )  # fmt: skip


_NAMES = {Grouping.PRODUCT: "Product", Grouping.ORDER: "Order", Grouping.CUSTOMER: "Customer"}
_OPENS = {Grouping.PRODUCT: "Decide", Grouping.ORDER: "Open", Grouping.CUSTOMER: "Open"}


def open_words(grouping: Grouping) -> str:
    """What the button in the row under the pointer says."""
    return _tr(_OPENS[grouping])


def covering_bar(row: WaitingGroup) -> BarLook:
    """What is owed, by where it comes from."""
    parts = (
        Segment(row.here, ChipKind.HERE),
        Segment(row.coming, ChipKind.COMING),
        Segment(row.nothing, ChipKind.NOTHING),
    )
    return BarLook(tuple(part for part in parts if part.amount > 0), row.owed)


def covering_parts(row: WaitingGroup) -> Sequence[Inked]:
    """The same in words, each in its ink."""
    words = (
        (row.here, "here", "here_text"),
        (row.coming, "coming", "accent_text"),
        (row.nothing, "nothing coming", "bad_text"),
    )
    return [Inked(f"{quantity_text(amount)} {_tr(word)}", ink) for amount, word, ink in words if amount]


def covering_total(rows: Sequence[WaitingGroup]) -> str:
    """The sums below the list."""
    sums = (
        (sum(row.here for row in rows), "here"),
        (sum(row.coming for row in rows), "coming"),
        (sum(row.nothing for row in rows), "nothing coming"),
    )
    return " · ".join(f"{quantity_text(amount)} {_tr(word)}" for amount, word in sums)


def need_look(row: WaitingGroup, today: date) -> BadgeLook:
    """What a row needs next, in words, tone and icon."""
    release = day_text(row.release_date, today) if row.release_date else ""
    looks = {
        Need.TELL: BadgeLook(_counted(row.broken, "told date broken", "told dates broken"), "warn", "warn"),
        Need.WATCH: BadgeLook(
            _counted(row.at_risk, "told date at risk", "told dates at risk"), "warn", "clock"
        ),
        Need.GIVE: BadgeLook(f"{_tr('Give out')} {quantity_text(row.give)}", "accent", "share"),
        Need.BUY: BadgeLook(_tr("Order {} or more").format(quantity_text(row.nothing)), "bad", "warn"),
        Need.RELEASE: BadgeLook(f"{_tr('Release')} {release}", "plain", "calendar"),
        Need.SHIP: BadgeLook(_tr("Ready to ship"), "here", "check"),
        Need.WAIT: BadgeLook(_tr("on its way")),
    }
    return looks[row.need]


def _badge(row: WaitingGroup, today: date) -> BadgeLook | None:
    return None if row.need is Need.WAIT else need_look(row, today)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {_tr(one) if count == 1 else _tr(many)}"


def _covering_words(row: WaitingGroup) -> str:
    return ", ".join(part.text for part in covering_parts(row))


def _second_line(grouping: Grouping, row: WaitingGroup) -> str:
    if grouping is Grouping.CUSTOMER and row.orders > 1:
        return _tr("{} orders: {}").format(row.orders, row.code)
    return row.code


def _value_title(currency: str) -> str:
    return f"{_tr('Value')}, {'€' if currency == 'EUR' else currency}" if currency else _tr("Value")


def _is_late(row: WaitingGroup) -> bool:
    return row.next_delivery is not None and row.next_delivery.late


def _delivery_words(row: WaitingGroup, today: date) -> str:
    coming = row.next_delivery
    if coming is None:
        return DASH
    return _tr("late") if coming.late else day_text(coming.day, today)


def _delivery_second(row: WaitingGroup) -> str:
    coming = row.next_delivery
    return ", ".join(part for part in (coming.supplier, coming.label) if part) if coming else ""
