"""Four made-up orders and the columns of a list of them."""

from dataclasses import dataclass

from boapp.ui.tables.column import Column, Kind


@dataclass(frozen=True, slots=True)
class Order:
    order_id: int
    number: str
    customer: str
    postcode: str
    owed: int | None


ORDERS = (
    Order(1, "SO-10", "Harbour Books", "01067", 12),
    Order(2, "SO-2", "Petra Müller", "20144", 6),
    Order(3, "SO-1", "Ελένη Παπαδοπούλου", "00042", None),
    Order(4, "SO-100", "café Åström", "11122", 10),
)
COLUMNS = (
    Column[Order]("Order", lambda row: row.number, key="order", width=80),
    Column[Order]("Customer", lambda row: row.customer, key="customer", second=lambda row: row.postcode, stretch=True),
    Column[Order]("Postcode", lambda row: row.postcode, key="postcode", width=90, wide_only=True),
    Column[Order]("Owed", lambda row: "" if row.owed is None else str(row.owed), Kind.NUMBER, 70, "owed",
                  sort=lambda row: row.owed),
)  # fmt: skip


def order_key(row: Order) -> int:
    return row.order_id
