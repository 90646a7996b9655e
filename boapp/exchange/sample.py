"""The sample shop: Lantern Lane, gifts and lighting, on a Monday with a late supplier.

Its tables are own tables like any shop's (resources/sample), written for one Monday; all
their dates are moved so that this Monday is today, and the sample shop never ages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from boapp.domain.decisions import Precision
from boapp.errors import ShopError
from boapp.exchange.fields import Conventions, Told, read_quantity
from boapp.exchange.layouts.own import FIELDS, open_own_table
from boapp.exchange.layouts.rows import OwnRow, Refused
from boapp.exchange.tabular import open_table
from boapp.paths import resource

SAMPLE_DAY = date(2026, 11, 23)
SAMPLE_NAME = "Lantern Lane"

Row = TypeVar("Row", bound=OwnRow)


@dataclass(frozen=True, slots=True)
class GivenRow:
    """A quantity that an order line already holds: of the goods in stock, or of a purchase order line.

    `supply` is "stock" or "PO-2041/1"; `place` the hold shelf of set-aside goods.
    """

    order: str
    line: str
    supply: str
    quantity: int
    set_aside: bool
    place: str


def sample_tables(today: date) -> dict[str, list[OwnRow]]:
    """The rows of the sample shop for every WHAT it has, with dates as of `today`."""
    return {what: list(_rows(what, today - SAMPLE_DAY)) for what in FIELDS}


def sample_allocations() -> list[GivenRow]:
    """Who holds what in the sample shop before anyone decides anew."""
    table = open_table(resource("sample", "allocations.csv"))
    rows = [dict(zip(table.header, row.cells, strict=True)) for row in table.rows()]
    return [
        GivenRow(
            row["order"],
            row["line"],
            row["supply"],
            read_quantity(row["quantity"], Conventions()),
            row["set_aside"] == "yes",
            row["place"],
        )
        for row in rows
    ]


def _rows(what: str, shift: timedelta) -> Iterator[OwnRow]:
    for row in open_own_table(resource("sample", f"{what}.csv"), what).rows():
        if isinstance(row, Refused):
            raise ShopError(f"sample shop, {what}.csv", f"row {row.row}: {row.column} {row.reason}")
        yield _shifted(row, shift)


def _shifted(row: Row, shift: timedelta) -> Row:
    """The row with all its dates moved; a told week stays a week from Monday to Sunday."""
    moved: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, date):
            moved[field.name] = value + shift
        elif isinstance(value, Told):
            moved[field.name] = _shifted_promise(value, shift)
    return replace(row, **moved)


def _shifted_promise(told: Told, shift: timedelta) -> Told:
    earliest, latest = told.earliest + shift, told.latest + shift
    if told.precision is Precision.WEEK:
        earliest -= timedelta(earliest.weekday())
        latest = earliest + timedelta(6)
    return Told(earliest, latest, told.precision)
