"""What other programs' own tests and users ask of giving goods by hand, and where ours differs on purpose.

Restated in words and numbers from Saleor, InvenTree, Tryton and ERPNext, and from complaints
about Odoo and ERPNext. They know goods on hand only; ours may also be given what is coming.
"""

import pytest

from boapp.domain.allocation import apply_edit, replay
from boapp.domain.edit_rules import EditRefused, Refusal
from boapp.domain.edits import Confirm, Move, TakeFree, Withdraw
from boapp.domain.quantities import UNIT
from boapp.domain.receipts import Receipt, follow_receipt
from tests.domain.drafting import TODAY, Shop, a_shop

STOCK, PO = 101, 102


def refusal(shop: Shop, *edits: Confirm | Move | TakeFree | Withdraw) -> Refusal:
    *first, last = edits
    draft = replay(shop.draft.start, first)
    with pytest.raises(EditRefused) as caught:
        apply_edit(draft, last)
    return caught.value.refusal


def test_that_giving_goods_leaves_what_is_on_hand_as_it_is() -> None:
    """Saleor S1, S2: 100 on hand, 50 and 5 given."""
    shop = a_shop(supplies={"stock": 100}, lines={"A": 50, "B": 5})
    draft = replay(shop.draft.start, [TakeFree(1), TakeFree(2)])
    assert shop.held(draft) == {"A": {"stock": 50}, "B": {"stock": 5}}
    assert draft.matrix.supply_of[STOCK].quantity == 100 * UNIT


def test_that_a_line_that_wants_more_than_there_is_gets_a_part_and_waits_for_the_rest() -> None:
    """Saleor S7, S8 refuse all of it; Tryton T2 splits 5 + 5, T3 waits. Ours gives the part, the rest is backorder."""
    shop = a_shop(supplies={"stock": 5}, lines={"A": 10})
    draft = apply_edit(shop.draft, TakeFree(1))
    assert shop.held(draft) == {"A": {"stock": 5}}
    assert draft.matrix.row(1).missing_quantity == 5 * UNIT
    nothing = a_shop(supplies={"stock": 0}, lines={"A": 3})
    assert refusal(nothing, TakeFree(1)) is Refusal.NOTHING_FREE


def test_that_more_than_the_rest_cannot_be_typed() -> None:
    """Saleor S14: 100 on hand, 80 given; 99 and 100 are fine, 101 is refused and 80 stays. ERPNext: "only 2 available"."""
    shop = a_shop(supplies={"stock": 100}, lines={"A": 200}, held=[("A", "stock", 80)])
    for quantity in (99, 100):
        assert shop.held(apply_edit(shop.draft, Confirm(1, STOCK, quantity * UNIT))) == {
            "A": {"stock": quantity}
        }
    assert refusal(shop, Confirm(1, STOCK, 101 * UNIT)) is Refusal.MORE_THAN_FREE
    eight = a_shop(supplies={"stock": 10}, lines={"A": 8, "B": 5}, held=[("A", "stock", 8)])
    with pytest.raises(EditRefused) as caught:
        apply_edit(eight.draft, Confirm(2, STOCK, 5 * UNIT))
    assert caught.value.possible_quantity == 2 * UNIT


def test_that_goods_can_be_given_back_in_part_or_whole() -> None:
    """Saleor S10, S12; ERPNext E3: 30 and 20 given, the first cancelled, then the second: 30, 50, 20, 0."""
    shop = a_shop(supplies={"stock": 100}, lines={"A": 80}, held=[("A", "stock", 80)])
    assert shop.held(apply_edit(shop.draft, Confirm(1, STOCK, 30 * UNIT))) == {"A": {"stock": 30}}
    assert shop.held(apply_edit(shop.draft, Withdraw(1))) == {}
    line = a_shop(supplies={"stock": 30, "PO": (20, TODAY)}, lines={"A": 50})
    draft, covered = line.draft, []
    for edit in (
        Confirm(1, STOCK, 30 * UNIT),
        Confirm(1, PO, 20 * UNIT),
        Withdraw(1, STOCK),
        Withdraw(1, PO),
    ):
        draft = apply_edit(draft, edit)
        covered.append(draft.matrix.row(1).covered_quantity // UNIT)
    assert covered == [30, 50, 20, 0]


def test_that_a_full_lot_takes_no_more() -> None:
    """InvenTree I2: a lot of 9 given 3 + 3 + 3; a fourth on one, or another 3, is refused."""
    lines = dict.fromkeys("ABCD", 4)
    shop = a_shop(supplies={"lot": 9}, lines=lines, held=[(name, "lot", 3) for name in "ABC"])
    assert refusal(shop, Confirm(1, STOCK, 4 * UNIT)) is Refusal.MORE_THAN_FREE
    assert refusal(shop, Confirm(4, STOCK, 3 * UNIT)) is Refusal.MORE_THAN_FREE


def test_that_who_gives_to_another_is_never_stuck() -> None:
    """Odoo 4237: A 2, B 3 on a purchase order of 5, 2 received for A; given to B, A takes of what is coming."""
    shop = a_shop(
        supplies={"stock": 0, "PO": (5, TODAY)},
        lines={"A": {"open": 2, "priority": 1}, "B": 3},
        held=[("A", "PO", 2), ("B", "PO", 3)],
    )
    came = shop.as_in(follow_receipt(shop.matrix, Receipt(PO, STOCK, 2 * UNIT), shop.situation).matrix)
    assert came.held(came.situation) == {"A": {"stock": 2}, "B": {"PO": 3}}
    given = replay(
        came.draft.start, [Withdraw(2), Move(1, STOCK, 2, STOCK, 2 * UNIT), TakeFree(2), TakeFree(1)]
    )
    assert came.held(given) == {"A": {"PO": 2}, "B": {"stock": 2, "PO": 1}}


def test_that_only_one_order_gives_and_no_other_is_touched() -> None:
    """ERPNext 57159: goods for one are freed without cancelling what the other holds."""
    shop = a_shop(
        supplies={"batch": 8}, lines={"A": 4, "B": 4, "C": 2}, held=[("A", "batch", 4), ("B", "batch", 4)]
    )
    draft = apply_edit(shop.draft, Move(1, STOCK, 3, STOCK, 2 * UNIT))
    assert draft.matrix.row(2) is shop.draft.matrix.row(2) or draft.matrix.row(2) == shop.draft.matrix.row(2)
    assert shop.held(draft) == {"A": {"batch": 2}, "B": {"batch": 4}, "C": {"batch": 2}}
