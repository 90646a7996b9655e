"""The lines of an order's card: what was ordered, sent, is owed, what covers it, and what was told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from boapp.domain.decisions import Firmness
from boapp.services.orders import OrderView
from boapp.storage.lists import HeldPart, OrderLineRow
from boapp.ui.covering import cover_bar, cover_parts, cover_text, expected_text
from boapp.ui.formats import DASH, day_text, money_text, quantity_text
from boapp.ui.tables.column import Column, Inked, Kind
from boapp.ui.tables.models import RowTableModel
from boapp.ui.tokens import MEDIUM, SEMIBOLD


@dataclass(frozen=True, slots=True)
class CoveredLine:
    """A line with what covers it, as its order's page shows it."""

    line: OrderLineRow
    held: tuple[HeldPart, ...]
    is_waiting: bool
    currency: str

    @property
    def owed(self) -> int:
        """What is still to be sent."""
        return self.line.open_quantity if self.is_waiting else 0

    @property
    def on_shelf(self) -> int:
        """What of it lies on the hold shelf."""
        return sum(part.quantity for part in self.held if part.firmness is Firmness.SET_ASIDE)

    @property
    def not_on_shelf(self) -> tuple[HeldPart, ...]:
        """The other parts of what covers it."""
        return tuple(part for part in self.held if part.firmness is not Firmness.SET_ASIDE)


def covered_lines(view: OrderView) -> tuple[CoveredLine, ...]:
    """The lines of an order in their order."""
    waiting = {line.line_id for line in view.waiting}
    return tuple(
        CoveredLine(line, view.held.get(line.line_id, ()), line.line_id in waiting, view.currency)
        for line in view.card.lines
    )


def lines_model(today: Callable[[], date]) -> RowTableModel[CoveredLine]:
    """The lines with numbers right, cover as a bar, and the dates."""

    def expected(row: CoveredLine) -> tuple[str, str]:
        if not row.owed:
            return "sent" if row.line.shipped_quantity else "cancelled", "text2"
        return expected_text(row.held, row.owed, row.line.wanted_date, today())

    def parts(row: CoveredLine) -> list[Inked]:
        return [*_shelf_parts(row), *cover_parts(row.not_on_shelf, row.owed - row.on_shelf, today())]

    def words(row: CoveredLine) -> str:
        rest = cover_text(row.not_on_shelf, row.owed - row.on_shelf, today())
        return ", ".join(part for part in (*(one.text for one in _shelf_parts(row)), rest) if part)

    columns = (
        Column[CoveredLine]("Product", lambda row: row.line.name, key="product", width=200,
                            second=lambda row: row.line.sku, weight=MEDIUM, stretch=True),
        Column[CoveredLine]("Ordered", lambda row: quantity_text(row.line.ordered_quantity), Kind.NUMBER, 70,
                            "ordered", sort=lambda row: row.line.ordered_quantity, wide_only=True),
        Column[CoveredLine]("Sent", lambda row: _or_dash(row.line.shipped_quantity), Kind.NUMBER, 56, "shipped",
                            sort=lambda row: row.line.shipped_quantity),
        Column[CoveredLine]("Owed", lambda row: _or_dash(row.owed), Kind.NUMBER, 64, "owed",
                            sort=lambda row: row.owed, weight=SEMIBOLD),
        Column[CoveredLine]("Covered by", words, Kind.BAR, 230,
                            "covered", sort=lambda row: row.line.held_here, second=parts, tip=words,
                            bar=lambda row: cover_bar(row.held, row.owed)),
        Column[CoveredLine]("Expected now", lambda row: expected(row)[0], Kind.DATE, 108, "expected",
                            sort=lambda row: expected(row)[0], ink=lambda row: expected(row)[1],
                            icon=lambda row: "clock" if expected(row)[0] == "late" else None),
        Column[CoveredLine]("Told", lambda row: day_text(row.line.told_date, today()), Kind.DATE, 84, "told",
                            sort=lambda row: row.line.told_date,
                            ink=lambda row: "warn_text" if _is_broken(row, today()) else "text",
                            icon=lambda row: "warn" if _is_broken(row, today()) else None),
        Column[CoveredLine]("Price", _price, Kind.MONEY, 88, "price", sort=lambda row: row.line.price,
                            wide_only=True),
    )  # fmt: skip
    return RowTableModel(columns, lambda row: row.line.line_id)


def _is_broken(row: CoveredLine, today: date) -> bool:
    told = row.line.told_date
    return bool(row.owed) and told is not None and told < today


def _shelf_parts(row: CoveredLine) -> list[Inked]:
    return [Inked(f"{quantity_text(row.on_shelf)} on the shelf", "here_text")] if row.on_shelf else []


def _price(row: CoveredLine) -> str:
    return DASH if row.line.price is None else money_text(row.line.price, row.currency)


def _or_dash(quantity: int) -> str:
    return quantity_text(quantity) if quantity else DASH
