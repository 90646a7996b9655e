"""How long the import of a month of real orders takes: 35,147 rows, refused ones reported, one transaction."""

import sys
import tempfile
import time
from pathlib import Path

from bench_support import SHARED, NotMeasuredError, boapp, report_time, skip

ORDERS = SHARED / "data" / "uci_online_retail" / "2011-01.csv.gz"
COLUMNS = {
    "order": "InvoiceNo",
    "sku": "StockCode",
    "name": "Description",
    "quantity": "Quantity",
    "ordered": "InvoiceDate",
    "price": "UnitPrice",
    "customer": "CustomerID",
    "customer_country": "Country",
}
RUNS = 3
LIMIT = 30.0
WHAT = "import of 35,147 rows of real orders"


def main() -> int:
    """Import into a new shop each time; 1 when it takes too long."""
    if not ORDERS.exists():
        return skip(WHAT, "the shared data are not beside the project")
    mapping = [word for field, column in COLUMNS.items() for word in ("--map", f"{field}={column}")]
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for run in range(RUNS):
            shop = str(Path(folder) / f"import-{run}.boapp")
            boapp(Path(folder), "new", shop, "--country", "GB", "--currency", "GBP")
            began = time.perf_counter()
            boapp(Path(folder), "import", "orders", str(ORDERS), "--shop", shop, *mapping)
            times.append(time.perf_counter() - began)
    return report_time(WHAT, times, LIMIT)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotMeasuredError as error:
        sys.exit(f"bench_import: {error}")
