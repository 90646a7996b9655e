"""Purchase orders for the counter: find them, read a card, change its note (semantics 1, 7)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from boapp.domain.decisions import ActKind, Decision
from boapp.errors import ShopError
from boapp.services.plain_fields import changed_fields, join_changes
from boapp.services.shops import Shop
from boapp.storage import lists, records
from boapp.storage.entries import PurchaseOrderEntry, SupplierEntry, read_entry
from boapp.storage.lists import (
    BackorderRow,
    ListQuery,
    Page,
    PurchaseLineRow,
    PurchaseOrderCard,
    PurchaseOrderRow,
    PurchaseStage,
    PurchaseSums,
)
from boapp.storage.shop_settings import read_settings
from boapp.storage.situations import read_arrival


@dataclass(frozen=True, slots=True)
class PurchaseView:
    """All that a purchase order's page shows; dates of lines are those on which goods are in the house.

    `waiting` are the lines of customers who wait for its articles, by product.
    """

    card: PurchaseOrderCard
    supplier: SupplierEntry
    lines: tuple[PurchaseLineRow, ...]
    waiting: Mapping[int, tuple[BackorderRow, ...]]
    currency: str

    @property
    def open_lines(self) -> tuple[PurchaseLineRow, ...]:
        """The lines of which something is still to come."""
        return tuple(line for line in self.lines if line.open_quantity)

    @property
    def next_date(self) -> date | None:
        """The first day on which something of it is expected in the house."""
        return min((line.expected_date for line in self.open_lines if line.expected_date), default=None)

    def waiting_quantity(self, product_id: int) -> int:
        """How much of an article waiting customers lack in the house."""
        return sum(line.backorder_quantity for line in self.waiting.get(product_id, ()))


def list_purchase_orders(
    shop: Shop, query: ListQuery, stage: PurchaseStage | None = None
) -> Page[PurchaseOrderRow]:
    """A window of the purchase orders, all or those at a stage; sorts: number, supplier, next."""
    conditions = () if stage is None else lists.at_stage(stage, shop.today)
    with shop.database.read() as tx:
        return lists.list_purchase_orders(tx, query, conditions=conditions)


def sum_purchase_orders(shop: Shop, words: str = "") -> dict[PurchaseStage, PurchaseSums]:
    """How many purchase orders there are at each stage, with their open lines."""
    with shop.database.read() as tx:
        return {
            stage: lists.sum_purchase_orders(tx, words, lists.at_stage(stage, shop.today))
            for stage in PurchaseStage
        }


def read_purchase_order(shop: Shop, number: str) -> PurchaseView:
    """A purchase order's card with who waits for its articles. Raises ShopError when there is none."""
    with shop.database.read() as tx:
        card = lists.read_purchase_order_card(tx, number)
        if card is None:
            raise ShopError(
                number, "there is no such purchase order; look for it in the list under Purchasing"
            )
        supplier = read_entry(tx, SupplierEntry, "supplier_id", card.entry.supplier_id)
        if supplier is None:
            raise LookupError(f"purchase order {number} without supplier {card.entry.supplier_id}")
        in_house = read_arrival(tx)
        lines = tuple(
            replace(line, expected_date=line.expected_date and in_house(line.expected_date))
            for line in card.lines
        )
        waiting = {
            product_id: lists.list_backorders(tx, lists.EVERYTHING, product_id=product_id).rows
            for product_id in dict.fromkeys(line.product_id for line in lines)
        }
        return PurchaseView(card, supplier, lines, waiting, card.entry.currency or read_settings(tx).currency)


def change_purchase_order(
    shop: Shop, before: PurchaseOrderEntry, after: PurchaseOrderEntry, *, act_uuid: UUID | None = None
) -> PurchaseOrderEntry:
    """Change the note of a purchase order; returns what stands now.

    Raises SituationChanged when the note was changed meanwhile, ShopError for any other field.
    """
    with shop.database.write() as tx:
        now = read_entry(tx, PurchaseOrderEntry, "purchase_order_id", before.purchase_order_id)
        if now is None:
            raise ShopError(before.purchase_order_number, "there is no such purchase order any more")
        others = [name for name in changed_fields(before, after) if name != "note"]
        if others:
            raise ShopError(others[0], "cannot be typed over on the card; it was agreed with the supplier")
        entry = join_changes(before, after, now, now.purchase_order_number)
        if entry != now:
            act = shop.new_act(ActKind.CHANGE_PURCHASE, note=now.purchase_order_number, act_uuid=act_uuid)
            records.write(tx, Decision(act), entries=[entry])
    return entry
