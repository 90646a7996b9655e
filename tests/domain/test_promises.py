"""What moves for customers: promises before and after (semantics 2, 6)."""

from dataclasses import replace
from datetime import date

from boapp.domain.calendar import Calendar
from boapp.domain.decisions import Precision, Told
from boapp.domain.orders import Delivery
from boapp.domain.promises import Comparison, Outcome, compare, missed_promises
from boapp.domain.quantities import UNIT
from boapp.domain.receipts import Receipt, follow_receipt
from boapp.domain.situation import Situation
from boapp.domain.told import Promise, RiskyPromise, at_risk
from tests.domain.drafting import TODAY, Shop, a_shop, day
from tests.domain.test_receipts import correct, half_a_box, receive, the_right_shelf


def moved(shop: Shop, *held: tuple[object, ...]) -> Situation:
    """The same shop with other holders."""
    facts = a_shop(
        supplies=dict.fromkeys(shop.supply_ids, 0), lines=dict.fromkeys(shop.line_ids, 0), held=held
    )
    return replace(shop.situation, allocations=facts.situation.allocations)


def told(line_id: int, *parts: tuple[int, date | None]) -> Promise:
    entries = tuple(Told(line_id, quantity * UNIT, None, latest) for quantity, latest in parts)
    return Promise(line_id, entries)


def outcomes(shop: Shop, comparison: Comparison) -> dict[str, Outcome]:
    names = {key: name for name, key in shop.line_ids.items()}
    return {names[one.line.line_id]: one.outcome for one in comparison.lines}


def broken(comparison: Comparison) -> list[str]:
    return [one.line.customer for one in comparison.broken]


def lantern_lane() -> Shop:
    """The shop of the pictures on Monday 23 November 2026, before."""
    lines = {
        "Harbour": {"open": 12},
        "Müller": {"open": 6, "told": day("11-27")},
        "Åström": {"open": 10, "told": day("11-29")},
        "Ελένη": {"open": 4, "told": day("11-23")},
        "Okafor": {"open": 8},
        "Nordlicht": {"open": 8, "told": day("12-09")},
        "Dorothy": {"open": 2, "told": day("11-27")},
    }
    return a_shop(
        supplies={
            "stock": 14,
            "Aster": (8, day("11-20")),
            "Lumen": (20, day("11-27")),
            "Aster 2": (12, day("12-09")),
        },
        lines=lines,
        held=[
            ("Harbour", "stock", 8),
            ("Müller", "Lumen", 6),
            ("Åström", "Aster", 4),
            ("Åström", "Lumen", 6),
            ("Ελένη", "Aster", 4),
            ("Okafor", "Aster 2", 4),
            ("Nordlicht", "stock", 6),
            ("Nordlicht", "Aster 2", 2),
            ("Dorothy", "Lumen", 2),
        ],
        today=day("11-23"),
    )


def test_the_table_before_and_after_of_lantern_lane() -> None:
    shop = lantern_lane()
    after = moved(
        shop,
        ("Harbour", "stock", 12),
        ("Müller", "stock", 2),
        ("Müller", "Aster", 4),
        ("Åström", "Aster", 4),
        ("Åström", "Lumen", 6),
        ("Ελένη", "Lumen", 4),
        ("Okafor", "Lumen", 4),
        ("Okafor", "Aster 2", 4),
        ("Nordlicht", "Aster 2", 2),
    )
    comparison = compare(shop.situation, after)
    assert outcomes(shop, comparison) == {
        "Harbour": Outcome.IMPROVED,
        "Müller": Outcome.IMPROVED,
        "Åström": Outcome.KEPT,
        "Ελένη": Outcome.DELAYED,
        "Okafor": Outcome.IMPROVED,
        "Nordlicht": Outcome.LOST,
        "Dorothy": Outcome.LOST,
    }
    assert broken(comparison) == ["Ελένη", "Nordlicht", "Dorothy"]
    assert comparison.complete_order_ids == (shop.line("Harbour"), shop.line("Okafor"))
    assert [one.line.customer for one in comparison.lines if one.becomes_complete] == ["Harbour", "Okafor"]
    assert [one.line.customer for one in comparison.lines if one.becomes_ready] == ["Harbour"]
    assert comparison.ready_order_ids == (shop.line("Harbour"),)


def test_half_a_box_breaks_what_c_was_told_of_four_and_nothing_else() -> None:
    shop = half_a_box()
    after = shop.as_in(receive(shop, 10, day("12-15")).matrix).situation
    comparison = compare(shop.situation, after)
    assert broken(comparison) == ["C"]
    (part,) = comparison.lines[2].parts_after
    assert part.coming == ((TODAY, 2 * UNIT), (day("12-15"), 4 * UNIT))
    assert part.missed_quantity == 4 * UNIT
    assert comparison.ready_order_ids == (shop.line("A"),)


def test_the_right_shelf_breaks_nothing_by_the_sale_and_one_told_date_by_the_count() -> None:
    shop = the_right_shelf()
    sold = shop.as_in(correct(shop, "stock", 5).matrix)
    assert broken(compare(shop.situation, sold.situation)) == []
    counted = sold.as_in(correct(sold, "stock", 4).matrix)
    comparison = compare(sold.situation, counted.situation)
    assert broken(comparison) == ["Okafor"]
    (part,) = comparison.broken[0].parts_after
    assert (part.missed_quantity, part.coming[-1]) == (UNIT, (day("12-14"), UNIT))


def silent(today: date, expected: date) -> Shop:
    """Phone orders of 5, 4 and 3, told to ship by 1 December, on a purchase order of 12."""
    return a_shop(
        supplies={"stock": 0, "PO": (12, expected)},
        lines={
            name: {"open": owed, "told": day("12-01")}
            for name, owed in (("five", 5), ("four", 4), ("three", 3))
        },
        held=[("five", "PO", 5), ("four", "PO", 4), ("three", "PO", 3)],
        today=today,
    )


def test_the_silent_supplier_is_one_event_and_the_clock_tells_nobody_anything() -> None:
    due = day("12-01")
    promises = [told(key, (owed, due)) for key, owed in ((1, 5), (2, 4), (3, 3))]
    calendar = Calendar()
    shown = at_risk(silent(day("11-30"), due).situation, promises, calendar)
    assert [(one.line_id, one.quantity, one.last_day, one.late) for one in shown] == [
        (1, 5 * UNIT, due, False),
        (2, 4 * UNIT, due, False),
        (3, 3 * UNIT, due, False),
    ]
    assert at_risk(silent(day("11-25"), due).situation, promises, calendar) == ()
    assert all(one.late for one in at_risk(silent(day("12-02"), due).situation, promises, calendar))
    no_date = [told(key, (owed, None)) for key, owed in ((1, 5), (2, 4), (3, 3))]
    for today in (day("12-02"), day("12-03"), day("12-04")):
        situation = silent(today, due).situation
        assert broken(compare(situation, situation, no_date)) == []
        assert missed_promises(situation, no_date) == ()
        assert len(missed_promises(situation, promises)) == 3
    known = compare(
        silent(day("12-04"), due).situation, silent(day("12-04"), day("12-12")).situation, no_date
    )
    assert [part.coming for one in known.lines for part in one.parts_after] == [
        ((day("12-12"), owed * UNIT),) for owed in (5, 4, 3)
    ]


def test_that_what_was_told_in_parts_is_kept_or_broken_in_parts() -> None:
    shop = a_shop(
        supplies={"stock": 6, "PO": (4, day("12-14")), "slow": (4, day("12-30"))},
        lines={"A": {"open": 10, "told": day("12-15")}},
        held=[("A", "stock", 6), ("A", "PO", 4)],
    )
    promise = told(1, (4, day("12-15")), (6, TODAY))
    assert missed_promises(shop.situation, [promise]) == ()
    comparison = compare(shop.situation, moved(shop, ("A", "stock", 6), ("A", "slow", 4)), [promise])
    first, second = comparison.lines[0].parts_after
    assert (first.kept, first.quantity) == (True, 6 * UNIT)
    assert (second.missed_quantity, second.coming) == (4 * UNIT, ((day("12-30"), 4 * UNIT),))


def test_that_what_was_shipped_was_the_earliest_part_told() -> None:
    shop = a_shop(supplies={"PO": (4, day("12-14"))}, lines={"A": 4}, held=[("A", "PO", 4)])
    promise = told(1, (6, TODAY), (4, day("12-15")))
    assert missed_promises(shop.situation, [promise]) == ()
    assert (
        missed_promises(shop.situation, [told(1, (3, TODAY), (2, day("12-15")))])[0].parts_after[0].quantity
        == 2 * UNIT
    )


def test_that_the_last_day_of_a_week_told_is_what_counts() -> None:
    shop = a_shop(supplies={"PO": (4, day("12-13"))}, lines={"A": 4}, held=[("A", "PO", 4)])
    week = Told(1, 4 * UNIT, day("12-07"), day("12-13"), Precision.WEEK)
    assert missed_promises(shop.situation, [Promise(1, (week,))]) == ()


def test_that_a_change_within_what_was_told_makes_no_letter() -> None:
    shop = a_shop(
        supplies={"PO": (4, day("12-10"))},
        lines={"A": {"open": 4, "told": day("12-20")}},
        held=[("A", "PO", 4)],
    )
    slipped = replace(shop.situation, supplies=(replace(shop.situation.supplies[0], date=day("12-18")),))
    comparison = compare(shop.situation, slipped)
    assert (comparison.lines[0].outcome, comparison.lines[0].broken) == (Outcome.DELAYED, False)


def test_that_goods_on_a_late_supply_may_still_be_in_time_but_nobody_is_sure() -> None:
    shop = a_shop(
        supplies={"PO": (4, day("12-01"))},
        lines={"A": {"open": 4, "told": day("12-20")}},
        held=[("A", "PO", 4)],
    )
    (part,) = compare(shop.situation, shop.situation).lines[0].parts_after
    assert (part.kept, part.unsure_quantity, part.coming) == (True, 4 * UNIT, ((None, 4 * UNIT),))


def test_that_an_order_that_waits_for_all_is_announced_only_when_all_is_here() -> None:
    shop = a_shop(
        supplies={"stock": 4, "PO": (2, day("12-14"))},
        lines={
            name: {"open": 2, "order": 9, "customer": 7, "delivery": Delivery.COMPLETE_ORDER}
            for name in ("A", "B")
        },
        held=[("A", "PO", 2)],
    )
    part = compare(shop.situation, moved(shop, ("A", "stock", 2)))
    assert part.lines[0].becomes_ready
    assert (part.ready_order_ids, part.complete_order_ids) == ((), ())
    whole = compare(shop.situation, moved(shop, ("A", "stock", 2), ("B", "stock", 2)))
    assert (whole.ready_order_ids, whole.complete_order_ids) == ((9,), (9,))


def test_that_goods_for_a_later_wish_do_not_go_today() -> None:
    shop = a_shop(supplies={"stock": 4}, lines={"A": {"open": 2, "wanted": day("12-20")}})
    comparison = compare(shop.situation, moved(shop, ("A", "stock", 2)))
    assert comparison.complete_order_ids == (1,)
    assert comparison.ready_order_ids == ()


def test_that_goods_that_came_after_the_day_told_can_go_and_are_not_missed_again() -> None:
    shop = a_shop(
        supplies={"stock": 0, "PO": (2, day("12-10"))},
        lines={"A": {"open": 2, "told": day("12-01")}},
        held=[("A", "PO", 2)],
    )
    here = follow_receipt(
        shop.matrix, Receipt(shop.supply("PO"), shop.supply("stock"), 2 * UNIT), shop.situation
    )
    comparison = compare(shop.situation, shop.as_in(here.matrix).situation)
    assert (comparison.lines[0].becomes_ready, comparison.lines[0].parts_after[0].kept) == (True, True)


def test_that_a_line_that_was_not_there_before_has_nothing_to_lose() -> None:
    shop = a_shop(
        supplies={"stock": 4}, lines={"A": 2, "walk-in": 2}, held=[("A", "stock", 2), ("walk-in", "stock", 2)]
    )
    before = replace(
        shop.situation, lines=shop.situation.lines[:1], allocations=shop.situation.allocations[:1]
    )
    new = compare(before, shop.situation).lines[1]
    assert (new.outcome, new.broken, new.becomes_ready, new.before_quantity) == (
        Outcome.IMPROVED,
        False,
        True,
        0,
    )


def test_that_only_the_products_asked_for_are_compared() -> None:
    shop = a_shop(supplies={"stock": 4}, lines={"A": 2, "other": {"open": 2, "product": 2}})
    comparison = compare(shop.situation, shop.situation, product_ids={1})
    assert [one.line.customer for one in comparison.lines] == ["A"]


def test_that_a_fully_shipped_line_neither_completes_nor_is_told_anything() -> None:
    shop = a_shop(supplies={"stock": 4}, lines={"A": {"open": 0, "told": TODAY}})
    comparison = compare(shop.situation, shop.situation)
    assert (comparison.complete_order_ids, comparison.lines[0].parts_after) == ((), ())


def test_that_risk_looks_at_what_is_in_the_house_part_by_part_and_at_a_notices_last_day() -> None:
    shop = a_shop(
        supplies={"stock": 3, "PO": (7, day("12-08"))},
        lines={"A": 10},
        held=[("A", "stock", 3), ("A", "PO", 7)],
        today=day("12-08"),
    )
    promise = told(1, (6, day("12-08")), (4, day("12-31")))
    risky = at_risk(shop.situation, [promise, told(99, (1, TODAY))], Calendar())
    assert risky == (RiskyPromise(1, 3 * UNIT, day("12-08"), late=False),)
    soon = at_risk(
        shop.situation, [told(1, (10, day("12-31")))], Calendar(), notice_last_days={1: day("12-07")}
    )
    assert soon == (RiskyPromise(1, 7 * UNIT, day("12-07"), late=True),)
    assert at_risk(shop.situation, [told(1, (10, None))], Calendar()) == ()


def test_that_what_is_here_is_counted_once_and_risk_begins_on_the_very_day() -> None:
    shop = a_shop(supplies={"stock": 3}, lines={"A": 4}, held=[("A", "stock", 3)], today=day("11-26"))
    parts = told(1, (2, day("12-01")), (2, day("12-01")))
    assert at_risk(shop.situation, [parts], Calendar()) == (RiskyPromise(1, UNIT, day("12-01"), late=False),)
    thrice = told(1, (1, day("12-01")), (1, day("12-01")), (2, day("12-01")))
    assert [one.quantity for one in at_risk(shop.situation, [thrice], Calendar())] == [UNIT]
    assert at_risk(shop.situation, [parts], Calendar(), working_days=2) == ()


def test_that_units_are_dealt_out_to_told_parts_in_their_order_and_each_only_once() -> None:
    shop = a_shop(
        supplies={"stock": 4, "PO": (4, day("12-14"))},
        lines={"A": 8},
        held=[("A", "stock", 4), ("A", "PO", 4)],
    )
    promise = told(1, (2, TODAY), (4, day("12-10")), (2, day("12-20")))
    first, second, third = compare(shop.situation, shop.situation, [promise]).lines[0].parts_after
    assert first.coming == ((TODAY, 2 * UNIT),)
    assert second.coming == ((TODAY, 2 * UNIT), (day("12-14"), 2 * UNIT))
    assert (second.missed_quantity, third.kept) == (2 * UNIT, True)


def test_that_shipped_goods_use_up_told_parts_one_after_the_other() -> None:
    shop = a_shop(supplies={"stock": 3}, lines={"A": 3}, held=[("A", "stock", 3)])
    promise = told(1, (2, day("12-01")), (2, day("12-02")), (4, day("12-20")))
    (part,) = compare(shop.situation, shop.situation, [promise]).lines[0].parts_after
    assert (part.quantity, part.told_date) == (3 * UNIT, day("12-20"))


def test_that_goods_wished_for_today_can_go_and_a_cancelled_line_neither_goes_nor_completes() -> None:
    shop = a_shop(supplies={"stock": 4}, lines={"A": {"open": 2, "wanted": TODAY}, "B": 2})
    comparison = compare(shop.situation, moved(shop, ("A", "stock", 2)))
    assert comparison.ready_order_ids == (shop.line("A"),)
    gone = compare(shop.situation, shop.with_lines(B={"open_quantity": 0}).situation)
    assert not any(one.becomes_ready or one.becomes_complete for one in gone.lines)
    assert (gone.complete_order_ids, gone.ready_order_ids) == ((), ())
