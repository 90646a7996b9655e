"""A desk that imports tables into one shop, and looks at what came of it."""

from datetime import date
from pathlib import Path

from boapp.domain.decisions import (
    SupplyKind,
)
from boapp.domain.quantities import UNIT
from boapp.services.importing import ImportReport, import_table
from boapp.services.shops import Shop
from boapp.storage.database import Database
from boapp.storage.entries import (
    AnyEntry,
    OrderLineEntry,
    ProductEntry,
    SupplyEntry,
    read_all_entries,
)
from boapp.storage.holdings import read_told_days

TODAY = date(2026, 11, 23)
UCI_PRODUCTS = ("sku=StockCode", "name=Description", "price=UnitPrice")
UCI_ORDERS = (
    "order=InvoiceNo",
    "sku=StockCode",
    "quantity=Quantity",
    "ordered=InvoiceDate",
    "price=UnitPrice",
    "customer=CustomerID",
    "name=Description",
    "customer_country=Country",
)


class Desk:
    """Imports tables as a clerk would, into one shop, and looks at what came of it."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.shop = shop_of(database)
        self.folder = folder

    def take(self, what: str, text: str, *mapping: str, dry_run: bool = False) -> ImportReport:
        path = self.folder / f"{what}.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return import_table(self.shop, what, path, mapping, dry_run=dry_run)

    def all(self, kind: type[AnyEntry]) -> list[AnyEntry]:
        with self.database.read() as tx:
            return read_all_entries(tx, kind)

    def on_hand(self) -> dict[str, int]:
        skus = {product.product_id: product.sku for product in self.all(ProductEntry)}
        return {
            skus[supply.product_id]: supply.quantity // UNIT
            for supply in self.all(SupplyEntry)
            if supply.kind is SupplyKind.ON_HAND
        }

    def told(self) -> dict[str, set[date]]:
        lines = self.all(OrderLineEntry)
        with self.database.read() as tx:
            days = read_told_days(tx, [line.line_id for line in lines])
        return {line.line_number: days[line.line_id] for line in lines if line.line_id in days}


def shop_of(database: Database) -> Shop:
    return Shop(database, "MO", "Front desk", TODAY)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    assert report.read == report.created + report.changed + report.same + len(report.refused)
    return report.created, report.changed, report.same, len(report.refused)
