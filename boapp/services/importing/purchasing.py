"""Purchase orders, a row a line, and the supply that each line promises."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from boapp.domain.decisions import PurchaseState, SupplyChange, SupplyKind
from boapp.domain.quantities import UNIT, format_quantity
from boapp.exchange.layouts.rows import PurchaseLineRow
from boapp.services.importing.catalog import Products, check_precision
from boapp.services.importing.ledger import Ledger, Outcome, RowRefused
from boapp.services.importing.partners import Suppliers
from boapp.storage.entries import (
    ProductEntry,
    PurchaseLineEntry,
    PurchaseOrderEntry,
    SupplyEntry,
    read_entries,
)
from boapp.storage.numbering import new_key
from boapp.storage.transaction import Transaction


class PurchaseImport:
    """Takes purchase order rows; quantities are in buying units where the row says how much one is.

    Of a line the shop has, the date, its confirmation, price and quantity can be corrected; what
    arrived is booked by a receipt and never by a table.
    """

    def __init__(self, tx: Transaction, ledger: Ledger) -> None:
        self._tx = tx
        self._ledger = ledger
        self._products = Products(tx, ledger)
        self._suppliers = Suppliers(tx, ledger)
        self._orders: dict[str, PurchaseOrderEntry] = {}
        self._lines: defaultdict[int, dict[str, PurchaseLineEntry]] = defaultdict(dict)
        self._supplies: dict[int, SupplyEntry] = {}
        self._taken: dict[tuple[str, str], PurchaseLineRow] = {}

    def prepare(self, rows: Sequence[PurchaseLineRow]) -> None:
        """Read in one go what the shop has of the purchase orders in these rows."""
        numbers = {row.purchase_order for row in rows}
        orders = read_entries(self._tx, PurchaseOrderEntry, "purchase_order_number", numbers)
        self._orders = {order.purchase_order_number: order for order in orders}
        keys = [order.purchase_order_id for order in orders]
        lines = read_entries(self._tx, PurchaseLineEntry, "purchase_order_id", keys)
        for line in lines:
            self._lines[line.purchase_order_id][line.line_number] = line
        line_ids = [line.purchase_line_id for line in lines]
        supplies = read_entries(self._tx, SupplyEntry, "purchase_line_id", line_ids)
        self._supplies = {supply.purchase_line_id or 0: supply for supply in supplies}

    def take(self, row: PurchaseLineRow) -> Outcome:
        """Add the line of a row to its purchase order, or correct it."""
        order = self._orders.get(row.purchase_order)
        line = self._lines[order.purchase_order_id].get(row.line) if order else None
        product = self._products.get(row.sku)
        unit = row.units_per_buying_unit or (line.units_per_buying_unit if line else UNIT)
        quantity = row.quantity * unit // UNIT
        check_precision(product, quantity, "quantity")
        received = None if row.received is None else row.received * unit // UNIT
        self._refuse_second_row(row)
        self._refuse_other_supplier(row, order)
        if line is None:
            order = order or self._add_order(row)
            self._add_line(row, order, product, quantity, received or 0, unit)
            outcome: Outcome = "created"
        else:
            self._refuse_what_arrived(row, line, product, quantity, received)
            outcome = "changed" if self._correct(row, line, quantity) else "same"
        self._taken.setdefault((row.purchase_order, row.line), row)
        return outcome

    def _refuse_second_row(self, row: PurchaseLineRow) -> None:
        first = self._taken.get((row.purchase_order, row.line))
        if first and replace(first, row=row.row) != row:
            reason = f"stands twice in {row.purchase_order}: in row {first.row} too"
            raise RowRefused("line", row.line, reason)

    def _refuse_other_supplier(self, row: PurchaseLineRow, order: PurchaseOrderEntry | None) -> None:
        if order is None:
            return
        known = self._suppliers.find_either(row.supplier, "supplier")
        if known is None or known.supplier_id != order.supplier_id:
            raise RowRefused("supplier", row.supplier, f"is not the supplier of {row.purchase_order}")

    def _refuse_what_arrived(
        self,
        row: PurchaseLineRow,
        line: PurchaseLineEntry,
        product: ProductEntry,
        quantity: int,
        received: int | None,
    ) -> None:
        if product.product_id != line.product_id:
            raise RowRefused("sku", row.sku, f"is not the product of line {row.line} of {row.purchase_order}")
        if received is not None and received != line.received_quantity:
            reason = f"is {format_quantity(line.received_quantity)} here; post a receipt for what arrived"
            raise RowRefused("received", format_quantity(received), reason)
        least = line.received_quantity + line.cancelled_quantity
        if quantity < min(least, line.ordered_quantity):
            reason = f"is less than the {format_quantity(least)} that arrived or were cancelled"
            raise RowRefused("quantity", format_quantity(quantity), reason)

    def _add_order(self, row: PurchaseLineRow) -> PurchaseOrderEntry:
        supplier = self._suppliers.meant(row.supplier)
        order = PurchaseOrderEntry(
            new_key(self._tx, "purchase_orders"), row.purchase_order, supplier.supplier_id, row.ordered
        )
        self._orders[row.purchase_order] = order
        self._ledger.put(order.purchase_order_id, order)
        return order

    def _add_line(
        self,
        row: PurchaseLineRow,
        order: PurchaseOrderEntry,
        product: ProductEntry,
        quantity: int,
        received: int,
        unit: int,
    ) -> None:
        lines = self._lines[order.purchase_order_id]
        line = PurchaseLineEntry(
            new_key(self._tx, "purchase_lines"),
            order.purchase_order_id,
            row.line,
            1 + max((line.position for line in lines.values()), default=0),
            product.product_id,
            quantity,
            received,
            units_per_buying_unit=unit,
            price=row.price,
            state=_state(received >= quantity, row.confirmed),
        )
        supply = SupplyEntry(
            new_key(self._tx, "supplies"),
            product.product_id,
            SupplyKind.PURCHASE,
            max(quantity - received, 0),
            line.purchase_line_id,
            row.expected,
            row.confirmed or False,
        )
        lines[row.line] = line
        self._supplies[line.purchase_line_id] = supply
        self._ledger.put(line.purchase_line_id, line)
        self._ledger.put(supply.supply_id, supply)

    def _correct(self, row: PurchaseLineRow, line: PurchaseLineEntry, quantity: int) -> bool:
        """Take over what the row says otherwise; whether that was anything."""
        corrected = replace(
            line,
            ordered_quantity=quantity,
            price=line.price if row.price is None else row.price,
            state=_state(
                quantity <= line.received_quantity + line.cancelled_quantity,
                line.state is PurchaseState.CONFIRMED if row.confirmed is None else row.confirmed,
            ),
        )
        if corrected != line:
            self._lines[line.purchase_order_id][line.line_number] = corrected
            self._ledger.put(line.purchase_line_id, corrected)
        return self._correct_supply(row, corrected) or corrected != line

    def _correct_supply(self, row: PurchaseLineRow, line: PurchaseLineEntry) -> bool:
        supply = self._supplies[line.purchase_line_id]
        still_open = max(line.ordered_quantity - line.received_quantity - line.cancelled_quantity, 0)
        after = replace(
            supply,
            quantity=still_open,
            expected_date=row.expected or supply.expected_date,
            confirmed=supply.confirmed if row.confirmed is None else row.confirmed,
        )
        if after == supply:
            return False
        self._supplies[line.purchase_line_id] = after
        self._ledger.supplies.append(
            SupplyChange(
                supply.supply_id,
                supply.product_id,
                supply.quantity,
                after.quantity,
                supply.expected_date,
                after.expected_date,
                after.confirmed,
            )
        )
        return True


def _state(all_arrived: bool, confirmed: bool | None) -> PurchaseState:
    if all_arrived:
        return PurchaseState.RECEIVED
    return PurchaseState.CONFIRMED if confirmed else PurchaseState.SENT
