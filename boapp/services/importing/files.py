"""Import one file as one act."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from boapp.domain.decisions import Act, ActKind
from boapp.errors import ShopError
from boapp.exchange.layouts.own import FIELDS, OwnTable, open_own_table, parse_mapping
from boapp.exchange.layouts.rows import OwnRow, Refused
from boapp.services.dues import write_dues
from boapp.services.importing.catalog import ProductImport
from boapp.services.importing.counts import StockImport
from boapp.services.importing.following import let_promises_follow
from boapp.services.importing.ledger import ImportReport, Ledger, Outcome, RowRefused
from boapp.services.importing.orders import OrderImport
from boapp.services.importing.partners import Customers, PartnerImport, Suppliers
from boapp.services.importing.purchasing import PurchaseImport
from boapp.services.shops import Shop
from boapp.storage import records
from boapp.storage.shop_settings import read_settings
from boapp.storage.transaction import Transaction

LAYOUTS = ("own",)
Taker = Callable[[Any], Outcome]
Refuse = Callable[[int, str, str, str], Refused]


def import_table(
    shop: Shop,
    what: str,
    path: Path,
    mapping: Sequence[str] = (),
    *,
    layout: str | None = None,
    dry_run: bool = False,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> ImportReport:
    """Take over the rows of a file in one act; with `dry_run` only say what would be.

    `mapping`: FIELD=COLUMN, which column a field is read from (formats 5). `encoding` and
    `delimiter` are what the clerk chose instead of what was found out. Raises ShopError for
    a file that is no such table; single bad rows are refused in the report.
    """
    if layout is not None and layout not in LAYOUTS:
        raise ShopError(layout, f"is no layout; there is {', '.join(LAYOUTS)}, and --map for any other table")
    with shop.database.read() as tx:
        currency = read_settings(tx).currency
    table = open_own_table(
        path,
        what,
        parse_mapping(mapping),
        money_decimals=_decimals_of(currency),
        encoding=encoding,
        delimiter=delimiter,
    )
    rows = list(table.rows())
    act = shop.new_act(ActKind.IMPORT, note=f"{what}: {path.name}")
    with shop.database.read() if dry_run else shop.database.write() as tx:
        ledger = Ledger()
        take_rows(tx, ledger, what, rows, act, table.refuse)
        if not dry_run:
            _write(tx, ledger, act)
    return _report(table, len(rows), ledger)


def _write(tx: Transaction, ledger: Ledger, act: Act) -> None:
    """Write what there is to write; an import that brings nothing new leaves no trace."""
    if ledger.is_empty:
        return
    written = records.write(tx, ledger.decide(act), entries=ledger.entries)
    # An order waits for its run before anyone is told; fewer or later goods are told at once.
    if ledger.supplies:
        write_dues(tx, written, act, {change.product_id for change in ledger.supplies})


def fields_of(what: str) -> tuple[str, ...]:
    """The columns that a table of this kind may have."""
    return tuple(FIELDS[what])


def take_rows(
    tx: Transaction, ledger: Ledger, what: str, rows: Iterable[OwnRow | Refused], act: Act, refuse: Refuse
) -> None:
    """Compute what the rows change in the shop and gather it in the ledger; nothing is written."""
    good = [row for row in rows if not isinstance(row, Refused)]
    ledger.refused += [row for row in rows if isinstance(row, Refused)]
    take, finish = _taker(tx, ledger, what, good, act)
    for row in good:
        try:
            ledger.counts[take(row)] += 1
        except RowRefused as refused:
            ledger.refused.append(refuse(row.row, refused.field, refused.value, refused.reason))
    finish()
    let_promises_follow(tx, ledger, act.day)
    ledger.refused.sort(key=lambda one: one.row)


def _taker(
    tx: Transaction, ledger: Ledger, what: str, rows: list[Any], act: Act
) -> tuple[Taker, Callable[[], None]]:
    if what == "products":
        return ProductImport(tx, ledger).take, _nothing
    if what == "customers":
        return PartnerImport(Customers(tx, ledger)).take, _nothing
    if what == "suppliers":
        return PartnerImport(Suppliers(tx, ledger)).take, _nothing
    if what == "stock":
        counts = StockImport(tx, ledger)
        counts.prepare(rows)
        return counts.take, counts.finish
    if what == "purchase-orders":
        purchases = PurchaseImport(tx, ledger)
        purchases.prepare(rows)
        return purchases.take, _nothing
    orders = OrderImport(tx, ledger, act.day)
    orders.prepare(rows)
    return orders.take, orders.finish


def _nothing() -> None:
    """Most tables are done when their last row is taken."""


def _decimals_of(currency: str) -> int:
    """How many decimals the amounts of a currency have."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def _report(table: OwnTable, read: int, ledger: Ledger) -> ImportReport:
    return ImportReport(
        read=read,
        **ledger.counts,
        refused=tuple(ledger.refused),
        columns=dict(table.columns),
        ignored=table.ignored,
        encoding=table.table.encoding,
        delimiter=table.table.delimiter,
        lost=tuple(ledger.lost),
    )
