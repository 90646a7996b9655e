"""Lantern Lane in a file of its own, for tests that look at or work in a whole shop."""

from datetime import date
from pathlib import Path

from boapp.services.importing import load_sample
from boapp.services.shops import Shop
from boapp.storage.database import Database

TODAY = date(2026, 11, 23)


def open_sample(path: Path) -> Shop:
    """The sample shop as of Monday 23 November 2026; close its database at the end."""
    shop = Shop(Database.create(path), "MO", "Front desk", TODAY)
    load_sample(shop)
    return shop
