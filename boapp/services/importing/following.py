"""What an import does to promises: who held goods that are fewer, or later, than the books said."""

from dataclasses import replace
from datetime import date

from boapp.domain.decisions import SupplyChange
from boapp.domain.matrix import Matrix, allocation_changes, matrix_of
from boapp.domain.receipts import correct_supply
from boapp.domain.situation import Situation
from boapp.services.importing.ledger import Ledger, LostGoods
from boapp.storage.holdings import read_held_of_supplies
from boapp.storage.situations import load_situation, read_arrival
from boapp.storage.transaction import Transaction


def let_promises_follow(tx: Transaction, ledger: Ledger, today: date) -> None:
    """Let lines go of goods that are not there, by the rule for supplies that shrink (semantics 7).

    A count or a supplier's new quantity is never refused because it is promised.
    """
    held = read_held_of_supplies(tx, [change.supply_id for change in ledger.supplies])
    changes = [change for change in ledger.supplies if held.get(change.supply_id)]
    product_ids = {change.product_id for change in changes}
    if not product_ids:
        return
    situation = load_situation(tx, today, product_ids)
    house_day = read_arrival(tx)
    for product_id in sorted(product_ids):
        before = after = matrix_of(situation, product_id)
        for change in changes:
            if change.product_id == product_id:
                day = house_day(change.after_date) if change.after_date else None
                after = _corrected(after, change, day, situation)
        ledger.allocations += allocation_changes(before, after)
        ledger.lost += _lost(before, after)


def _lost(before: Matrix, after: Matrix) -> list[LostGoods]:
    """Who holds less than before, to be named (semantics 7: who is concerned is named)."""
    return [
        LostGoods(row.line.order_number, row.line.line_number, row.line.customer, before.product.sku, less)
        for row in before.rows
        if (less := row.covered_quantity - after.row(row.line.line_id).covered_quantity) > 0
    ]


def _corrected(matrix: Matrix, change: SupplyChange, day: date | None, situation: Situation) -> Matrix:
    supply = replace(matrix.supply_of[change.supply_id], quantity=change.after_quantity, date=day)
    return correct_supply(matrix, supply, situation).matrix
