"""Why a line gets what it gets: a code and facts that are true (semantics 5)."""

from typing import Any

import pytest

from boapp.domain.backorders import propose
from boapp.domain.reasons import Ahead, Cause, Reason, Take, explain, find_hindrances
from boapp.domain.strategies import Distribution, Strategy
from tests.domain.counter import WHOLE_LINE, WHOLE_ORDER, Goods, Line, pieces, rules_of, shop_of

FILL, GAIN, LOSE, SKIP = Strategy.FILL, Strategy.GAIN, Strategy.LOSE, Strategy.SKIP


def why(
    *entries: Goods | Line, distribution: Distribution = Distribution.RANKED, **more: Any
) -> dict[str, Reason]:
    shop = shop_of(*entries, **more)
    rules = rules_of(shop, distribution=distribution)
    reasons = explain(shop.situation, rules, propose(shop.situation, rules))
    return {name: reasons[number] for name, number in shop.lines.items()}


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        (Line("A", 0), Cause.NOTHING_OWED),
        (Line("A", 3), Cause.WHOLE),
        (Line("A", 9, SKIP), Cause.LEFT_ALONE),
        (Line("A", 9, LOSE, held={"here": 3}), Cause.GIVES_BACK),
        (Line("A", 9, FILL, held={"here": 3}), Cause.NO_MORE_THAN_HELD),
        (Line("A", 19, delivery=WHOLE_LINE), Cause.WAITS_FOR_ALL),
        (Line("A", 9, last_day=3), Cause.TOO_LATE_FOR_USE),
        (Line("A", 19), Cause.NOT_ENOUGH),
        (Line("A", 9, sku="Y"), Cause.NOTHING_COMING),
    ],
)
def test_that_what_kept_a_line_from_more_is_named(line: Line, cause: Cause) -> None:
    reason = why(Goods("here", 5), Goods("P", 5, 9), line)["A"]
    assert reason.cause is cause
    assert reason.ahead == ()


def test_that_what_makes_no_whole_pack_is_named() -> None:
    packs = {"X": {"pack": pieces(6)}}
    assert why(Goods("here", 8), Line("A", 20), products=packs)["A"].cause is Cause.LESS_THAN_A_PACK


def test_that_those_who_took_most_before_are_named_the_most_first() -> None:
    reasons = why(
        Goods("here", 6),
        Goods("P", 8, 9),
        Line("S", 1, SKIP, held={"here": 1}),
        Line("one", 2, priority=1),
        Line("two", 8, priority=2),
        Line("me", 9, priority=3),
        Line("after", 9, priority=4),
    )
    assert reasons["me"].cause is Cause.OTHERS_CAME_BEFORE
    assert reasons["me"].ahead == (
        Ahead(2, 2, 1, pieces(5), kept=False),
        Ahead(2, 2, 0, pieces(3), kept=False),
    )
    assert reasons["me"].takes == (Take(1, pieces(3), 0, last=True),)
    assert reasons["me"].rank == 3
    assert reasons["after"].ahead[0].quantity == pieces(5)


def test_that_in_a_long_queue_those_who_took_most_are_still_named() -> None:
    took = [3, 1, 2, 1, 1, 1, 1, 1, 1, 9, 2]
    lines = [Line(f"L-{place}", quantity, priority=place) for place, quantity in enumerate(took)]
    reason = why(Goods("here", sum(took)), *lines, Line("me", 1, priority=99))["me"]
    assert [each.quantity for each in reason.ahead] == [pieces(9), pieces(3)]


def test_that_what_a_line_keeps_takes_and_takes_last_is_told_apart() -> None:
    reason = why(
        Goods("here", 3), Goods("P", 4, 9), Line("A", 6, held={"here": 1, "P": 2}, pinned={"here": 1})
    )["A"]
    assert reason.takes == (
        Take(0, pieces(3), pieces(2), last=True),
        Take(1, pieces(3), pieces(2), last=False),
    )


def test_that_one_who_keeps_what_it_held_is_named_even_when_its_rank_is_worse() -> None:
    reason = why(
        Goods("here", 10),
        Line("A", 10, GAIN, held={"here": 5}, priority=1),
        Line("B", 5, GAIN, held={"here": 5}),
    )["A"]
    assert reason.ahead == (Ahead(1, 2, 0, pieces(5), kept=True),)


def test_that_goods_a_line_could_not_use_anyway_are_nobodys_fault() -> None:
    reason = why(
        Goods("here", 2), Goods("P", 9, 9), Line("A", 9, priority=1), Line("N", 5, last_day=3, priority=2)
    )["N"]
    assert reason.ahead == ()


def test_that_equal_and_most_complete_are_named_as_the_reason() -> None:
    lines = (Line("A", 6, priority=1), Line("B", 4), Line("C", 4))
    assert why(Goods("here", 8), *lines, distribution=Distribution.EQUAL)["A"].cause is Cause.SHARED_EVENLY
    reason = why(Goods("here", 8), *lines, distribution=Distribution.MOST_COMPLETE)["A"]
    assert reason.cause is Cause.OTHERS_BECOME_WHOLE
    assert [each.line_id for each in reason.ahead] == [1, 2]


def test_that_an_order_that_waits_for_all_says_which_goods_are_missing() -> None:
    reasons = why(
        Goods("x", 5),
        Goods("y", 2, sku="Y"),
        Line("O/1", 5, order="O", delivery=WHOLE_ORDER, priority=1),
        Line("O/2", 4, sku="Y", order="O"),
        Line("R", 5),
    )
    assert {reasons[name].blocking_product_id for name in ("O/1", "O/2")} == {1}
    assert reasons["O/1"].ahead[0].line_id == 2


def test_that_nothing_is_named_where_no_one_product_is_to_blame() -> None:
    reason = why(Goods("x", 12), Line("A", 10), Line("B", 10, delivery=WHOLE_LINE, priority=1), distribution=Distribution.EQUAL)["B"]  # fmt: skip
    assert reason.cause is Cause.WAITS_FOR_ALL
    assert reason.blocking_product_id is None


def test_that_a_late_supply_and_a_missed_rule_are_facts_of_the_reason() -> None:
    reason = why(
        Goods("late", 5, -3),
        Goods("here", 1),
        Line("W", 1, Strategy.WIN),
        Line("G", 3, GAIN, held={"here": 1}),
    )["G"]
    assert reason.on_late_supply
    assert reason.short_quantity == pieces(1)
    assert reason.confirmed_date is not None


def test_that_only_the_lines_asked_for_are_explained() -> None:
    shop = shop_of(Goods("here", 5), Line("A", 2), Line("B", 9))
    rules = rules_of(shop)
    proposal = propose(shop.situation, rules)
    assert set(explain(shop.situation, rules, proposal, [1])) == {1}
    assert set(explain(shop.situation, rules, proposal)) == {0, 1}


def test_that_the_history_of_a_run_keeps_the_heart_of_each_reason() -> None:
    shop = shop_of(Goods("here", 5), Line("A", 2, priority=1), Line("B", 9))
    rules = rules_of(shop)
    proposal = propose(shop.situation, rules)
    reasons, hearts = (find(shop.situation, rules, proposal) for find in (explain, find_hindrances))
    assert {number: (each.cause, each.ahead) for number, each in reasons.items()} == {
        number: (each.cause, each.ahead) for number, each in hearts.items()
    }
    assert hearts[1].cause is Cause.OTHERS_CAME_BEFORE
