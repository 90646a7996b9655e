"""The rows a shop is kept in, by area; importing this package knows them all."""

from boapp.storage.columns import metadata
from boapp.storage.tables import catalog, notices, partners, purchasing, runs, sales, shop, stock

__all__ = ["catalog", "metadata", "notices", "partners", "purchasing", "runs", "sales", "shop", "stock"]
