"""Import a file into an open shop, and let letters fall due by what it changed."""

from collections.abc import Sequence
from pathlib import Path

from boapp.domain.decisions import ActKind
from boapp.errors import ShopError
from boapp.exchange.layouts.own import parse_mapping
from boapp.services.importing.files import import_file
from boapp.services.importing.ledger import ImportReport
from boapp.services.shops import Shop

TABLES = ("products", "customers", "suppliers", "stock", "orders", "purchase-orders")
LAYOUTS = ("own",)


def import_table(
    shop: Shop,
    what: str,
    path: Path,
    mapping: Sequence[str] = (),
    *,
    layout: str | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Take over a file as one act of the clerk; `mapping` holds FIELD=COLUMN as typed.

    Raises ShopError for an unknown kind of table or layout, a mapping that does not fit, and
    a file that is no table.
    """
    if what not in TABLES:
        raise ShopError(what, f"cannot be imported; there is {', '.join(TABLES)}")
    if layout is not None and layout not in LAYOUTS:
        raise ShopError(layout, f"is no layout; there is {', '.join(LAYOUTS)}, and --map for any other table")
    act = shop.new_act(ActKind.IMPORT, note=f"{what}: {path.name}")
    return import_file(shop.database, what, path, parse_mapping(mapping), act=act, dry_run=dry_run)
