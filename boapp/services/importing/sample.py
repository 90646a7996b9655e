"""Fill an empty shop with the sample shop, as if it had been imported and worked in."""

from dataclasses import replace
from uuid import uuid5

from boapp.domain.decisions import (
    Act,
    ActKind,
    AllocationChange,
    Decision,
    Firmness,
    Movement,
    MovementKind,
    Place,
    SupplyKind,
)
from boapp.errors import ShopError
from boapp.exchange.layouts.rows import Refused
from boapp.exchange.sample import GivenRow, sample_allocations, sample_tables
from boapp.services.dues import write_dues
from boapp.services.importing.files import take_rows
from boapp.services.importing.ledger import Ledger
from boapp.services.settings import change_settings
from boapp.services.shops import Shop
from boapp.storage import records
from boapp.storage.entries import (
    OrderEntry,
    OrderLineEntry,
    ProductEntry,
    PurchaseLineEntry,
    PurchaseOrderEntry,
    SupplyEntry,
    read_all_entries,
)
from boapp.storage.numbering import Series, continue_after
from boapp.storage.shop_settings import read_settings, write_settings
from boapp.storage.transaction import Transaction

_IN_ORDER = ("suppliers", "customers", "products", "stock", "orders", "purchase-orders")
_SHOP = {
    "name": "Lantern Lane",
    "tagline": "Gifts and lighting",
    "street": "12 Pier Road",
    "postcode": "P17 LL12",
    "city": "Kinsale",
    "region": "Co. Cork",
    "country": "IE",
    "currency": "EUR",
    "phone": "1-800-555-0142",
    "toll_free": "yes",
    "email": "post@lanternlane.example",
    "website": "lanternlane.example",
    "prepaid_reply": "yes",
    "sender_name": "Maeve O’Driscoll",
    "letter_layout": "din_5008_b",
}
_LAST_NUMBERS = {Series.ORDER: 1222, Series.PURCHASE_ORDER: 2061}


def load_sample(shop: Shop) -> None:
    """Fill an empty shop with Lantern Lane as of the shop's today, in one transaction.

    Raises ShopError when the shop has products already: the sample is never mixed into a
    real shop.
    """
    act = shop.new_act(ActKind.IMPORT)
    tables = sample_tables(act.day)
    with shop.database.write() as tx:
        if read_all_entries(tx, ProductEntry):
            raise ShopError(shop.location, "has products already; the sample shop needs an empty one")
        write_settings(tx, change_settings(read_settings(tx), _SHOP))
        for what in _IN_ORDER:
            ledger = Ledger()
            one = replace(act, act_uuid=uuid5(act.act_uuid, what), note=what)
            take_rows(tx, ledger, what, tables[what], one, Refused)
            if ledger.refused:
                raise ShopError(f"sample shop, {what}", str(ledger.refused[0]))
            records.write(tx, ledger.decide(one), entries=ledger.entries)
        given = replace(act, act_uuid=uuid5(act.act_uuid, "given"), kind=ActKind.ALLOCATE)
        written = records.write(tx, _give(tx, given))
        write_dues(tx, written, given, None)
        for series, last_number in _LAST_NUMBERS.items():
            continue_after(tx, series, last_number)


def _give(tx: Transaction, act: Act) -> Decision:
    """Who holds what, and what of it lies on the hold shelf."""
    order_ids = {order.order_number: order.order_id for order in read_all_entries(tx, OrderEntry)}
    lines = {(line.order_id, line.line_number): line for line in read_all_entries(tx, OrderLineEntry)}
    supplies = _supplies_by_name(tx)
    allocations: list[AllocationChange] = []
    movements: list[Movement] = []
    for row in sample_allocations():
        line = lines[order_ids[row.order], row.line]
        supply = supplies[f"{row.supply}/{line.product_id}" if row.supply == "stock" else row.supply]
        allocations.append(_allocation(row, line, supply))
        if row.set_aside:
            movements += _onto_the_shelf(row, line)
    return Decision(act, allocations=tuple(allocations), movements=tuple(movements))


def _supplies_by_name(tx: Transaction) -> dict[str, SupplyEntry]:
    """Supplies as the sample's tables call them: stock/7 (a product's key), PO-2041/1."""
    numbers = {
        order.purchase_order_id: order.purchase_order_number
        for order in read_all_entries(tx, PurchaseOrderEntry)
    }
    names = {
        line.purchase_line_id: f"{numbers[line.purchase_order_id]}/{line.line_number}"
        for line in read_all_entries(tx, PurchaseLineEntry)
    }
    return {
        f"stock/{supply.product_id}"
        if supply.kind is SupplyKind.ON_HAND
        else names[supply.purchase_line_id or 0]: supply
        for supply in read_all_entries(tx, SupplyEntry)
    }


def _allocation(row: GivenRow, line: OrderLineEntry, supply: SupplyEntry) -> AllocationChange:
    return AllocationChange(
        line_id=line.line_id,
        supply_id=supply.supply_id,
        product_id=line.product_id,
        before_quantity=0,
        after_quantity=row.quantity,
        firmness=Firmness.SET_ASIDE if row.set_aside else Firmness.LOOSE,
        place=row.place,
    )


def _onto_the_shelf(row: GivenRow, line: OrderLineEntry) -> tuple[Movement, Movement]:
    kind = MovementKind.TRANSFER
    return (
        Movement(line.product_id, -row.quantity, kind, Place.STOCK, line.line_id),
        Movement(line.product_id, row.quantity, kind, Place.SHELF, line.line_id),
    )
