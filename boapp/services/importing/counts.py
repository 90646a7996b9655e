"""What was counted: a movement corrects each product to what is really there (semantics 1)."""

from collections.abc import Sequence
from dataclasses import replace

from boapp.domain.decisions import SUPPLY_PLACES, Movement, MovementKind, Place, SupplyChange, SupplyKind
from boapp.domain.quantities import format_quantity
from boapp.exchange.layouts.rows import StockRow
from boapp.services.importing.catalog import Products, check_precision
from boapp.services.importing.ledger import Ledger, Outcome, RowRefused
from boapp.storage.entries import SupplyEntry, read_entries
from boapp.storage.holdings import read_quantities_by_place
from boapp.storage.numbering import new_key
from boapp.storage.transaction import Transaction


class StockImport:
    """Takes counts. Without a place the count is of all goods on hand, the hold shelf included."""

    def __init__(self, tx: Transaction, ledger: Ledger) -> None:
        self._tx = tx
        self._ledger = ledger
        self._products = Products(tx, ledger)
        self._lying = read_quantities_by_place(tx)
        self._on_hand: dict[int, SupplyEntry] = {}
        self._changes: dict[int, SupplyChange] = {}
        self._counted: dict[tuple[int, Place | None], StockRow] = {}

    def prepare(self, rows: Sequence[StockRow]) -> None:
        """Read in one go what is on hand of the products of these rows."""
        found = {product.product_id for row in rows if (product := self._products.find(row.sku))}
        for supply in read_entries(self._tx, SupplyEntry, "product_id", found):
            if supply.kind is SupplyKind.ON_HAND:
                self._on_hand[supply.product_id] = supply

    def take(self, row: StockRow) -> Outcome:
        """Post the difference between what was counted and what the books have."""
        product = self._products.get(row.sku)
        check_precision(product, row.quantity, "quantity")
        place = _place(row.place)
        self._refuse_second_count(row, product.product_id, place)
        places = SUPPLY_PLACES if place is None else (place,)
        difference = row.quantity - sum(self._lying.get((product.product_id, one), 0) for one in places)
        if not difference:
            return "same"
        if place is Place.SHELF and difference < 0:
            reason = "is less than what lies on the hold shelf for orders; take that back first"
            raise RowRefused("quantity", format_quantity(row.quantity), reason)
        for where, quantity in self._spread(product.product_id, place, difference):
            self._move(product.product_id, where, quantity, row)
        return "changed"

    def finish(self) -> None:
        """What is on hand of each product now."""
        self._ledger.supplies += self._changes.values()

    def _spread(self, product_id: int, place: Place | None, difference: int) -> list[tuple[Place, int]]:
        """Where goods are missing or too many: in stock, and only what stock cannot lack on the hold shelf."""
        if place is not None:
            return [(place, difference)]
        in_stock = max(difference, -self._lying.get((product_id, Place.STOCK), 0))
        shares = [(Place.STOCK, in_stock), (Place.SHELF, difference - in_stock)]
        return [(where, quantity) for where, quantity in shares if quantity]

    def _refuse_second_count(self, row: StockRow, product_id: int, place: Place | None) -> None:
        first = self._counted.setdefault((product_id, place), row)
        if first.quantity != row.quantity:
            reason = (
                f"was counted as {format_quantity(first.quantity)} in row {first.row}; leave one of them out"
            )
            raise RowRefused("quantity", format_quantity(row.quantity), reason)

    def _move(self, product_id: int, place: Place, quantity: int, row: StockRow) -> None:
        note = f"counted {row.counted_at.isoformat()}" if row.counted_at else ""
        movement = Movement(product_id, quantity, MovementKind.COUNT, place, note=note)
        self._ledger.movements.append(movement)
        self._lying[product_id, place] = self._lying.get((product_id, place), 0) + quantity
        if place in SUPPLY_PLACES:
            self._change_supply(product_id, quantity)

    def _change_supply(self, product_id: int, difference: int) -> None:
        supply = self._on_hand.get(product_id)
        if supply is None:
            supply = SupplyEntry(new_key(self._tx, "supplies"), product_id, SupplyKind.ON_HAND, 0)
            self._ledger.put(supply.supply_id, supply)
            self._on_hand[product_id] = supply
        change = self._changes.get(product_id) or SupplyChange(
            supply.supply_id, product_id, supply.quantity, supply.quantity
        )
        self._changes[product_id] = replace(change, after_quantity=change.after_quantity + difference)


def _place(written: str | None) -> Place | None:
    if written is None:
        return None
    try:
        return Place(written.casefold())
    except ValueError:
        raise RowRefused("place", written, f"must be one of {', '.join(Place)}") from None
