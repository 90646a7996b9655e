"""Sales orders, a row a line; the rows of one order share its number."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from boapp.domain.decisions import Hold, OrderStatus, Told, ToldBy
from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT, format_quantity
from boapp.exchange.layouts.rows import OrderLineRow
from boapp.services.importing.catalog import Products, check_precision
from boapp.services.importing.ledger import Ledger, Outcome, RowRefused
from boapp.services.importing.partners import Customers, names_somebody
from boapp.storage.entries import CustomerEntry, OrderEntry, OrderLineEntry, ProductEntry, read_entries
from boapp.storage.holdings import read_held_by_lines, read_told_days
from boapp.storage.numbering import new_key
from boapp.storage.transaction import Transaction


class OrderImport:
    """Takes order rows. The first row that says something of an order as a whole counts for it.

    An order the shop has is completed and corrected; what the shop did with it since
    (shipped, cancelled, given) is never undone by a table.
    """

    def __init__(self, tx: Transaction, ledger: Ledger, today: date) -> None:
        self._tx = tx
        self._ledger = ledger
        self._today = today
        self._products = Products(tx, ledger)
        self._customers = Customers(tx, ledger)
        self._orders: dict[str, OrderEntry] = {}
        self._lines: defaultdict[int, dict[str, OrderLineEntry]] = defaultdict(dict)
        self._names: dict[str, str] = {}
        self._held: dict[int, int] = {}
        self._told_days: dict[int, set[date]] = {}
        self._taken: dict[tuple[str, str], OrderLineRow] = {}
        self._said: set[tuple[str, str]] = set()
        self._touched: set[str] = set()

    def prepare(self, rows: Sequence[OrderLineRow]) -> None:
        """Read in one go what the shop has of the orders in these rows, and what they call new products."""
        for row in rows:
            if row.name:
                self._names.setdefault(row.sku.casefold(), row.name)
        numbers = {row.order for row in rows}
        orders = read_entries(self._tx, OrderEntry, "order_number", numbers)
        self._orders = {order.order_number: order for order in orders}
        lines = read_entries(self._tx, OrderLineEntry, "order_id", [order.order_id for order in orders])
        for line in lines:
            self._lines[line.order_id][line.line_number] = line
        line_ids = [line.line_id for line in lines]
        self._held = read_held_by_lines(self._tx, line_ids)
        self._told_days = read_told_days(self._tx, line_ids)

    def take(self, row: OrderLineRow) -> Outcome:
        """Add the line of a row to its order, or correct it."""
        order = self._orders.get(row.order)
        line = self._lines[order.order_id].get(row.line) if order else None
        self._refuse_second_row(row)
        self._refuse_other_customer(row, order)
        if line is None:
            shipped, cancelled = _settled(row)
            product = self._product(row)
            order, _ = self._head(row, order)
            line = self._add_line(row, order, product, shipped, cancelled)
            self._tell(row, line)
            outcome: Outcome = "created"
        else:
            self._refuse_what_was_settled(row, line)
            assert order is not None
            _, news = self._head(row, order)
            corrected = _corrected(line, row)
            told = self._tell(row, corrected)
            if corrected != line:
                self._put_line(row.order, corrected)
            outcome = "changed" if news or told or corrected != line else "same"
        self._taken.setdefault((row.order, row.line), row)
        return outcome

    def finish(self) -> None:
        """Say of each order with new or corrected lines whether anything of it is still open."""
        for number in self._touched:
            order = self._orders[number]
            status = _status_of(list(self._lines[order.order_id].values()))
            if status is not order.status:
                self._put_order(replace(order, status=status))

    def _product(self, row: OrderLineRow) -> ProductEntry:
        """The product of a row; one that is not known yet is made from its first name in the file (formats 5)."""
        product = self._products.find(row.sku)
        name = self._names.get(row.sku.casefold())
        if product is None and name:
            if row.quantity % UNIT:
                reason = f"must be a whole number: {row.sku} is new and counted in pieces; import the product first"
                raise RowRefused("quantity", format_quantity(row.quantity), reason)
            return self._products.add(row.sku, name)
        product = product or self._products.get(row.sku)
        check_precision(product, row.quantity, "quantity")
        return product

    def _refuse_second_row(self, row: OrderLineRow) -> None:
        first = self._taken.get((row.order, row.line))
        if first and replace(first, row=row.row) != row:
            raise RowRefused("line", row.line, f"stands twice in order {row.order}: in row {first.row} too")

    def _refuse_other_customer(self, row: OrderLineRow, order: OrderEntry | None) -> None:
        if order is None or not names_somebody(row.customer, row.details):
            return
        known = self._customers.known(row.customer, row.details)
        if known is None or known.customer_id != order.customer_id:
            written = row.customer or (row.details and (row.details.number or row.details.name)) or ""
            raise RowRefused("customer", written, f"is not the customer of order {row.order}")

    def _refuse_what_was_settled(self, row: OrderLineRow, line: OrderLineEntry) -> None:
        product = self._products.get(row.sku)
        if product.product_id != line.product_id:
            raise RowRefused("sku", row.sku, f"is not the product of line {row.line} of order {row.order}")
        check_precision(product, row.quantity, "quantity")
        settled = (("shipped", line.shipped_quantity), ("cancelled", line.cancelled_quantity))
        for field, here in settled:
            written = getattr(row, field)
            if written is not None and written != here:
                reason = f"is {format_quantity(here)} here; book it in the shop"
                raise RowRefused(field, format_quantity(written), reason)
        least = line.shipped_quantity + line.cancelled_quantity + self._held.get(line.line_id, 0)
        if row.quantity < min(least, line.ordered_quantity):
            reason = f"is less than the {format_quantity(least)} that are shipped, cancelled or covered here"
            raise RowRefused("quantity", format_quantity(row.quantity), reason)

    def _head(self, row: OrderLineRow, order: OrderEntry | None) -> tuple[OrderEntry, bool]:
        """The order of a row with what the row says of it first, and whether that is news."""
        said: dict[str, object] = {
            "ordered_date": row.ordered,
            "complete_on": row.complete_on,
            "delivery": row.delivery if row.delivery is Delivery.COMPLETE_ORDER else None,
            "hold": row.status if isinstance(row.status, Hold) else None,
            "paid": row.paid,
            "shipping": row.shipping,
            "note": row.note,
        }
        news = {
            name: value
            for name, value in said.items()
            if value is not None and (row.order, name) not in self._said
        }
        self._said.update((row.order, name) for name in news)
        customer = self._customers.meant(row.customer, row.details) if order is None or row.details else None
        if order is None:
            assert customer is not None
            order = self._new_order(row, customer)
        changed = replace(order, **news)  # type: ignore[arg-type]  # each under the name of its own field
        if changed != order or row.order not in self._orders:
            self._put_order(changed)
        return changed, changed != order

    def _new_order(self, row: OrderLineRow, customer: CustomerEntry) -> OrderEntry:
        return OrderEntry(
            new_key(self._tx, "orders"),
            row.order,
            customer.customer_id,
            row.ordered or self._today,
            external_number=row.order,
            delivery=Delivery.PARTIAL if customer.accepts_parts else Delivery.COMPLETE_ORDER,
            shipping_method=customer.shipping_method,
            payment_terms=customer.payment_terms,
        )

    def _put_order(self, order: OrderEntry) -> None:
        self._orders[order.order_number] = order
        self._ledger.put(order.order_id, order)

    def _add_line(
        self, row: OrderLineRow, order: OrderEntry, product: ProductEntry, shipped: int, cancelled: int
    ) -> OrderLineEntry:
        lines = self._lines[order.order_id]
        line = OrderLineEntry(
            new_key(self._tx, "order_lines"),
            order.order_id,
            row.line,
            1 + max((line.position for line in lines.values()), default=0),
            product.product_id,
            row.quantity,
            shipped,
            cancelled,
            wanted_date=row.wanted,
            no_use_after=row.no_use_after,
            delivery=row.delivery or Delivery.PARTIAL,
            price=row.price,
        )
        self._put_line(row.order, line)
        return line

    def _put_line(self, order_number: str, line: OrderLineEntry) -> None:
        self._lines[line.order_id][line.line_number] = line
        self._ledger.put(line.line_id, line)
        self._touched.add(order_number)

    def _tell(self, row: OrderLineRow, line: OrderLineEntry) -> bool:
        """Write down what was told, unless that day was told before; whether it was news."""
        told = row.told
        days = self._told_days.setdefault(line.line_id, set())
        if told is None or told.latest in days:
            return False
        days.add(told.latest)
        entry = Told(
            line.line_id,
            line.ordered_quantity - line.shipped_quantity - line.cancelled_quantity or line.ordered_quantity,
            told.earliest,
            told.latest,
            told.precision,
            ToldBy.IMPORTED,
            reference=row.told_in or "",
            told_on=min(row.ordered or self._today, self._today),
        )
        self._ledger.told.append(entry)
        return True


def _settled(row: OrderLineRow) -> tuple[int, int]:
    """What of a new line is shipped and cancelled already; a done or cancelled order says it for all the rest."""
    shipped, cancelled = row.shipped or 0, row.cancelled or 0
    if row.status is OrderStatus.DONE and row.shipped is None:
        shipped = max(row.quantity - cancelled, 0)
    elif row.status is OrderStatus.CANCELLED and row.cancelled is None:
        cancelled = max(row.quantity - shipped, 0)
    if shipped + cancelled > row.quantity:
        field = "shipped" if shipped else "cancelled"
        reason = f"is more than the {format_quantity(row.quantity)} ordered, with what is cancelled"
        raise RowRefused(field, format_quantity(shipped or cancelled), reason)
    if row.status in (OrderStatus.DONE, OrderStatus.CANCELLED) and shipped + cancelled < row.quantity:
        still_open = format_quantity(row.quantity - shipped - cancelled)
        raise RowRefused("status", row.status, f"but {still_open} are neither shipped nor cancelled")
    return shipped, cancelled


def _corrected(line: OrderLineEntry, row: OrderLineRow) -> OrderLineEntry:
    return replace(
        line,
        ordered_quantity=row.quantity,
        wanted_date=row.wanted or line.wanted_date,
        no_use_after=row.no_use_after or line.no_use_after,
        delivery=row.delivery or line.delivery,
        price=line.price if row.price is None else row.price,
    )


def _status_of(lines: Sequence[OrderLineEntry]) -> OrderStatus:
    if any(line.ordered_quantity > line.shipped_quantity + line.cancelled_quantity for line in lines):
        return OrderStatus.OPEN
    return OrderStatus.DONE if any(line.shipped_quantity for line in lines) else OrderStatus.CANCELLED
