"""`boapp plan`: a scenario in, a result out, each line with its why in shop words."""

import json
from typing import Any

import pytest

from boapp.domain.most_complete import Puzzle, pick_orders
from boapp.errors import RequestRefused
from boapp.services import optimise
from boapp.services.plan import plan_scenario

STOCK = {"id": "stock", "sku": "X", "quantity": "8"}
RECEIPT = {"id": "PO-118", "sku": "X", "quantity": "20", "date": "2026-10-09"}


def whys(
    *lines: dict[str, Any], supplies: tuple[dict[str, Any], ...] = (STOCK, RECEIPT), **more: Any
) -> list[str]:
    document = {
        "format": 1,
        "today": "2026-10-01",
        "supplies": supplies,
        "lines": [{"sku": "X", **line} for line in lines],
        **more,
    }
    return [line["why"] for line in json.loads(plan_scenario(json.dumps(document)))["lines"]]


def test_that_a_why_says_what_a_line_gets_its_rank_and_who_was_before_it() -> None:
    meyer = {"id": "SO-1/1", "customer": "Meyer", "quantity": "8", "wanted": "2026-10-09", "priority": 1}
    others = {"id": "SO-2/1", "customer": "Okafor", "quantity": "20", "priority": 2}
    assert whys(meyer, {**others, "quantity": "24"}) == [
        "8 of 8: rank 1, takes 8 of PO-118. All here on 9 Oct",
        "20 of 24: rank 2, takes the last 8 of stock, takes the last 12 of PO-118; Meyer (rank 1) took 8 of PO-118",
    ]


def test_that_a_customer_without_a_name_is_called_by_his_order() -> None:
    first, second = {"id": "SO-1/1", "quantity": "28", "priority": 1}, {"id": "SO-2/1", "quantity": "1"}
    assert (
        whys(first, second)[1]
        == "0 of 1: rank 2; SO-1 (rank 1) took 20 of PO-118; SO-1 (rank 1) took 8 of stock"
    )


def test_that_kept_and_left_goods_are_worded_apart() -> None:
    held = [{"supply": "stock", "quantity": "6"}]
    said = whys(
        {"id": "A", "quantity": "6", "strategy": "skip", "confirmed": held},
        {"id": "B", "quantity": "2", "strategy": "gain", "confirmed": [{"supply": "stock", "quantity": "1"}]},
        {"id": "C", "quantity": "21"},
    )
    assert said == [
        "6 of 6: keeps 6 of stock. All here on 1 Oct",
        "2 of 2: rank 1, takes the last 2 of stock, 1 of them held before. All here on 1 Oct",
        "20 of 21: rank 2, takes the last 20 of PO-118; A (left as it was) keeps 6 of stock; B (rank 1) took 2 of stock",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"quantity": "0"}, "0 of 0: rank 1, nothing is owed any more"),
        ({"quantity": "30"}, "28 of 30: rank 1, there is no more, takes the last 8 of stock, takes the last 20 of PO-118"),
        ({"quantity": "9", "sku": "Y"}, "0 of 9: rank 1, nothing here and nothing coming"),
        ({"quantity": "30", "delivery": "complete_line"}, "0 of 30: rank 1, waits for all, and all cannot be had; there is not enough of X"),
        ({"quantity": "9", "no_use_after": "2026-10-02"}, "8 of 9: rank 1, what else is coming comes after its last day of use, takes the last 8 of stock"),
        ({"quantity": "9", "strategy": "lose"}, "0 of 9: rank 1, last in line, gives back what it held"),
        ({"quantity": "9", "strategy": "win", "told": "2026-10-02"}, "9 of 9: rank 1, takes the last 8 of stock, takes 1 of PO-118; cannot be kept: 1 not there in time. All here on 9 Oct"),
    ],
)  # fmt: skip
def test_that_each_cause_has_its_words(line: dict[str, Any], words: str) -> None:
    assert whys({"id": "A", **line}) == [words]


def test_that_a_date_on_a_late_delivery_is_only_about() -> None:
    late = {"id": "PO-7", "sku": "X", "quantity": "5", "date": "2026-09-01"}
    assert whys({"id": "A", "quantity": "1"}, supplies=(late,)) == [
        "1 of 1: rank 1, takes 1 of PO-7. All here about 2 Oct, the delivery is late"
    ]


def test_that_a_day_of_another_year_says_its_year() -> None:
    far = {"id": "PO-7", "sku": "X", "quantity": "5", "date": "2027-01-08"}
    assert whys({"id": "A", "quantity": "1"}, supplies=(far,))[0].endswith("All here on 8 Jan 2027")


def test_that_a_bad_scenario_is_refused_with_all_its_errors() -> None:
    with pytest.raises(RequestRefused) as refused:
        plan_scenario('{"format": 1, "today": "x", "lines": [{}]}')
    assert len(refused.value.problems) == 4


def test_that_without_the_extra_our_own_search_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimise, "find_spec", lambda _: None)
    assert optimise.best_picker() is pick_orders


def test_that_both_searches_agree_on_a_puzzle_of_some_size() -> None:
    puzzle = Puzzle(
        [{place % 4: 3 + place % 5, (place + 1) % 4: 2 + place % 3} for place in range(16)], [15, 17, 12, 14]
    )
    ours, best = pick_orders(puzzle), optimise.best_picker()(puzzle)
    assert ours.exact
    assert ours == best
