"""Take over what other programs know: products, partners, stock, orders, purchase orders.

A whole file is one act: all of its good rows are written together, bad ones are refused one
by one, and importing the same file again changes nothing (formats 4).
"""

from boapp.services.importing.files import fields_of, import_table
from boapp.services.importing.ledger import ImportReport
from boapp.services.importing.sample import load_sample

__all__ = ["ImportReport", "fields_of", "import_table", "load_sample"]
