"""What a draft says it changes, and what its steps are called (semantics 6, 10)."""

from dataclasses import replace

from boapp.domain.allocation import AllocationDraft, DraftStart, apply_edit, begin_draft
from boapp.domain.catalog import Product
from boapp.domain.confirmation import Change
from boapp.domain.decisions import AllocationChange, Firmness, Hold
from boapp.domain.draft_changes import (
    Mark,
    StepName,
    added_lines,
    changes,
    changes_to_write,
    holds_of,
    line_change,
    marks,
    name_of_step,
    owed_changes,
)
from boapp.domain.edits import (
    AddRow,
    ChangeOwed,
    Confirm,
    CorrectSupply,
    Edit,
    Exchange,
    Followed,
    Move,
    Pin,
    PutOnHold,
    Shift,
    TakeBack,
    TakeFree,
    Unpin,
    Withdraw,
)
from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT
from boapp.domain.stock import Allocation
from tests.domain.drafting import (
    MEYER,
    NORDLICHT,
    OKAFOR,
    PO,
    STOCK,
    a_shop,
    day,
    kept_shop,
    the_shop,
    walk_in,
)


def done(draft: AllocationDraft, *edits: Edit) -> AllocationDraft:
    for edit in edits:
        draft = apply_edit(draft, edit)
    return draft


def test_that_only_lines_that_differ_are_listed_and_all_sums_close() -> None:
    draft = done(
        the_shop().draft,
        Move(MEYER, STOCK, NORDLICHT, STOCK, 3 * UNIT),
        Confirm(NORDLICHT, STOCK, 5 * UNIT),
        Confirm(OKAFOR, PO, UNIT),
    )
    found = changes(draft)
    assert {
        one.line.line_id: (one.before_quantity // UNIT, one.after_quantity // UNIT, one.change)
        for one in found.lines
    } == {
        MEYER: (8, 5, Change.LOST),
        OKAFOR: (4, 1, Change.LOST),
        NORDLICHT: (0, 5, Change.GAINED),
    }
    assert found.sum_of_changes == 0
    assert (found.open_quantity, found.before_quantity, found.after_quantity) == (
        19 * UNIT,
        12 * UNIT,
        11 * UNIT,
    )
    assert found.missing_quantity == 8 * UNIT
    assert [
        (one.after.supply_id, one.after_taken // UNIT, one.after_free // UNIT) for one in found.supplies
    ] == [
        (STOCK, 10, 4),
        (PO, 1, 9),
    ]


def test_that_a_line_is_complete_on_the_day_of_its_last_unit() -> None:
    draft = done(the_shop().draft, TakeFree(OKAFOR, PO))
    change = line_change(draft, OKAFOR)
    assert (change.before_date, change.after_date) == (None, day("12-20"))
    assert change.becomes_complete
    assert not line_change(draft, MEYER).becomes_complete
    assert line_change(draft, MEYER).complete
    assert not line_change(done(draft, ChangeOwed(NORDLICHT, 0)), NORDLICHT).becomes_complete


def test_that_goods_on_an_earlier_supply_are_earlier_unless_the_line_wants_a_later_day() -> None:
    shop = a_shop(
        supplies={"stock": 9, "PO": (9, day("12-20"))},
        lines={"at once": 2, "dated": {"open": 2, "wanted": day("12-24")}},
        held=[("at once", "PO", 2), ("dated", "PO", 2)],
    )
    draft = done(shop.draft, Move(1, PO, 1, STOCK, 2 * UNIT), Move(2, PO, 2, STOCK, 2 * UNIT))
    assert [one.change for one in changes(draft).lines] == [Change.EARLIER, Change.KEPT]


def test_that_a_walk_in_and_a_corrected_header_close_the_sums_too() -> None:
    draft = done(
        the_shop().draft,
        AddRow(walk_in()),
        TakeFree(-1, STOCK),
        CorrectSupply(STOCK, 6 * UNIT, None),
        ChangeOwed(MEYER, UNIT),
    )
    found = changes(draft)
    assert found.sum_of_changes == 0
    assert [one.corrected for one in found.supplies] == [True, False]
    assert owed_changes(draft) == ((MEYER, 8 * UNIT, UNIT),)
    assert added_lines(draft) == (walk_in(),)
    new = line_change(draft, -1)
    assert (new.before_open, new.before_quantity) == (0, 0)


def test_that_a_draft_without_edits_changes_nothing() -> None:
    found = changes(the_shop().draft)
    assert found.lines == ()
    assert found.sum_of_changes == 0


def test_that_a_hand_may_break_a_pack_but_the_row_is_marked() -> None:
    product = Product(1, "BULB", pack=4 * UNIT, minimum_part=4 * UNIT)
    shop = a_shop(supplies={"stock": 20}, lines={"A": 6}, product=product)
    assert marks(shop.draft, 1) == frozenset()
    assert marks(done(shop.draft, Confirm(1, STOCK, 2 * UNIT)), 1) == {
        Mark.BROKEN_PACK,
        Mark.BELOW_MINIMUM_PART,
    }
    assert marks(done(shop.draft, Confirm(1, STOCK, 4 * UNIT)), 1) == frozenset()
    assert marks(done(shop.draft, Confirm(1, STOCK, 6 * UNIT)), 1) == frozenset()


def test_that_taking_from_an_order_that_waits_for_all_leaves_its_others_and_marks_it() -> None:
    shop = a_shop(
        supplies={"stock": 9},
        lines={
            "A1": {"open": 2, "order": 7, "delivery": Delivery.COMPLETE_ORDER},
            "A2": {"open": 2, "order": 7},
            "B": 4,
        },
        held=[("A1", "stock", 2), ("A2", "stock", 2)],
    )
    assert marks(shop.draft, 2) == frozenset()
    draft = done(shop.draft, Move(1, STOCK, 3, STOCK, 2 * UNIT))
    assert shop.held(draft) == {"A2": {"stock": 2}, "B": {"stock": 2}}
    assert marks(draft, 2) == {Mark.ORDER_INCOMPLETE}
    assert marks(draft, 1) == marks(draft, 3) == frozenset()


def test_that_an_order_that_waits_for_all_looks_at_its_other_products() -> None:
    shop = a_shop(
        supplies={"stock": 9},
        lines={
            "bulbs": {"open": 2, "order": 7, "delivery": Delivery.COMPLETE_ORDER},
            "pendants": {"open": 2, "order": 7, "product": 2},
        },
        held=[("bulbs", "stock", 2)],
    )
    assert marks(shop.draft, 1) == {Mark.ORDER_INCOMPLETE}
    pendants = Allocation(900, 2, 2 * UNIT)
    whole = replace(shop.situation, allocations=(*shop.situation.allocations, pendants))
    assert marks(begin_draft(DraftStart(whole, 1)), 1) == frozenset()


def test_that_goods_parked_for_a_line_that_goes_whole_or_not_at_all_are_marked() -> None:
    shop = a_shop(supplies={"stock": 9}, lines={"L": {"open": 3, "delivery": Delivery.COMPLETE_LINE}})
    assert marks(done(shop.draft, Confirm(1, STOCK, 2 * UNIT)), 1) == {Mark.LINE_INCOMPLETE}
    assert marks(done(shop.draft, Confirm(1, STOCK, 3 * UNIT)), 1) == frozenset()


def test_that_every_step_has_a_name_made_of_facts() -> None:
    shop = the_shop()
    start = shop.draft
    assert name_of_step(start) is None

    def name(edit: Edit) -> StepName | None:
        return name_of_step(apply_edit(start, edit))

    assert name(Move(MEYER, STOCK, NORDLICHT, STOCK, 3 * UNIT)) == StepName(
        "Move", 3 * UNIT, MEYER, STOCK, NORDLICHT, STOCK
    )
    assert name(Move(MEYER, STOCK, MEYER, PO, UNIT)) == StepName("Split", UNIT, MEYER, STOCK, MEYER, PO)
    assert name(Exchange(MEYER, STOCK, OKAFOR, PO)) == StepName("Exchange", None, MEYER, STOCK, OKAFOR, PO)
    assert name(Confirm(MEYER, STOCK, UNIT)) == StepName("Confirm", UNIT, MEYER, STOCK)
    assert name(Withdraw(MEYER)) == StepName("Withdraw", 8 * UNIT, MEYER)
    assert name(Withdraw(None, PO)) == StepName("Withdraw", 4 * UNIT, None, PO)
    assert name(TakeFree(NORDLICHT)) == StepName("TakeFree", 5 * UNIT, NORDLICHT)
    assert name(Pin(MEYER, STOCK, "wedding")) == StepName("Pin", 8 * UNIT, MEYER, STOCK)
    assert name(ChangeOwed(MEYER, 9 * UNIT)) == StepName("ChangeOwed", 9 * UNIT, MEYER)
    assert name(AddRow(walk_in())) == StepName("AddRow", 2 * UNIT)
    assert name(CorrectSupply(STOCK, 9 * UNIT, None)) == StepName("CorrectSupply", 9 * UNIT, None, STOCK)
    followed = Followed(Withdraw(MEYER), (Shift(Allocation(STOCK, MEYER, 0), -2 * UNIT),))
    assert name(followed) == StepName("Withdraw", 2 * UNIT, MEYER)
    kept = kept_shop().draft
    assert name_of_step(apply_edit(kept, Unpin(1, STOCK))) == StepName("Unpin", 3 * UNIT, 1, STOCK)
    assert name_of_step(apply_edit(kept, TakeBack(2, STOCK, "x"))) == StepName("TakeBack", 3 * UNIT, 2, STOCK)


def test_that_pins_are_written_with_their_reason_and_end() -> None:
    draft = done(the_shop().draft, Pin(MEYER, STOCK, "wedding", day("12-24")), Withdraw(OKAFOR))
    assert set(changes_to_write(draft)) == {
        AllocationChange(MEYER, STOCK, 1, 0, 8 * UNIT, Firmness.PINNED, "", "wedding", day("12-24")),
        AllocationChange(MEYER, STOCK, 1, 8 * UNIT, 0),
        AllocationChange(OKAFOR, PO, 1, 4 * UNIT, 0),
    }


def test_that_a_new_reason_for_an_old_pin_is_written_too_and_one_that_was_let_go_is_not() -> None:
    shop = a_shop(supplies={"stock": 2}, lines={"A": 2}, held=[("A", "stock", 2, "pinned")])
    draft = done(shop.draft, Pin(1, STOCK, "christening"))
    (written,) = changes_to_write(draft)
    assert written == AllocationChange(1, STOCK, 1, 2 * UNIT, 2 * UNIT, Firmness.PINNED, "", "christening")
    assert [one.reason for one in changes_to_write(done(draft, Unpin(1, STOCK)))] == ["", ""]
    loose = a_shop(supplies={"stock": 2}, lines={"A": 2}, held=[("A", "stock", 2)])
    assert changes_to_write(done(loose.draft, Pin(1, STOCK, "x"), Unpin(1, STOCK))) == ()


def test_that_a_pin_that_followed_its_goods_keeps_its_reason() -> None:
    pin = Pin(MEYER, PO, "wedding")
    followed = Followed(
        pin,
        (Shift(Allocation(STOCK, MEYER, 0), -UNIT), Shift(Allocation(STOCK, MEYER, 0, pinned=True), UNIT)),
    )
    written = changes_to_write(done(the_shop().draft, followed))
    assert {one.firmness: one.reason for one in written} == {Firmness.PINNED: "wedding", Firmness.LOOSE: ""}


def test_that_the_last_word_on_a_hold_counts() -> None:
    draft = done(
        the_shop().draft,
        PutOnHold(MEYER, Hold.PAYMENT),
        PutOnHold(OKAFOR, Hold.CUSTOMER),
        PutOnHold(MEYER, None),
    )
    assert holds_of(draft) == {MEYER: None, OKAFOR: Hold.CUSTOMER}
