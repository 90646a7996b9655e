"""Smallest scenarios in which the slow run of `plan_oracle` once found the run to be wrong."""

import json
from typing import Any

from boapp.services.plan import plan_scenario
from tests.domain.plan_oracle import run_oracle


def supply(supply_id: str, quantity: str, day: str | None = None, sku: str = "X") -> dict[str, Any]:
    """A supply of the scenario; without a day it is on hand."""
    return {"id": supply_id, "sku": sku, "quantity": quantity, "date": day}


def line(line_id: str, quantity: str, held: dict[str, str] | None = None, **more: str) -> dict[str, Any]:
    """A waiting line of the scenario and what it holds."""
    confirmed = [{"supply": supply_id, "quantity": much} for supply_id, much in (held or {}).items()]
    return {"id": line_id, "sku": "X", "quantity": quantity, "confirmed": confirmed, **more}


def planned(
    distribution: str, supplies: list[dict[str, Any]], lines: list[dict[str, Any]]
) -> tuple[dict[str, dict[str, str]], list[dict[str, str]]]:
    """What each line has of each supply after the run, and the exceptions; the slow run must agree."""
    scenario = {
        "format": 1,
        "today": "2026-10-01",
        "settings": {"distribution": distribution},
        "supplies": supplies,
        "lines": lines,
    }
    result = json.loads(plan_scenario(json.dumps(scenario)))
    slow = run_oracle(scenario)
    assert [{**each, "why": ""} for each in result["lines"]] == [
        {**each, "why": ""} for each in slow["lines"]
    ]
    held = {
        each["id"]: {part["supply"]: part["quantity"] for part in each["allocations"]}
        for each in result["lines"]
    }
    return held, result["exceptions"]


def test_that_chosen_orders_are_served_first_by_rank_also_in_the_first_round_of_gain() -> None:
    """Both orders become whole: the better ranked one keeps its goods of today though the other held all."""
    held, exceptions = planned(
        "most_complete",
        [supply("here", "1"), supply("later", "7", "2026-10-13")],
        [
            line("SO-1", "2", {"here": "1"}, strategy="gain"),
            line("SO-2", "6", {"later": "6"}, strategy="gain"),
        ],
    )
    assert held == {"SO-1": {"here": "1", "later": "1"}, "SO-2": {"later": "6"}}
    assert exceptions == []


def test_that_an_order_chosen_under_gain_goes_before_a_better_ranked_one_that_cannot_be_whole() -> None:
    """SO-1 lacks goods that nobody has, SO-2 becomes whole: what is here today goes to SO-2 first."""
    held, exceptions = planned(
        "most_complete",
        [supply("here", "1"), supply("later", "2", "2026-10-02")],
        [
            line("SO-1/1", "1", {"here": "1"}, strategy="gain"),
            line("SO-1/2", "9", strategy="gain") | {"sku": "Y"},
            line("SO-2/1", "2", {"later": "1"}, strategy="gain"),
        ],
    )
    assert held["SO-2/1"] == {"here": "1", "later": "1"}
    assert held["SO-1/1"] == {"later": "1"}
    assert exceptions == [{"line": "SO-1/1", "rule": "gain", "short": "1"}]


def test_that_a_complete_line_takes_goods_of_the_day_it_completes_also_behind_one_of_no_use_later() -> None:
    """Both can be whole if the one of no use later goes first: then the other completes on the 8th."""
    held, _ = planned(
        "most_complete",
        [supply("later", "2", "2026-10-08"), supply("here", "6")],
        [
            line("SO-1", "6", told="2026-10-07", strategy="improve", delivery="complete_line"),
            line("SO-2", "1", wanted="2026-10-07", no_use_after="2026-10-07", strategy="improve"),
        ],
    )
    assert held == {"SO-1": {"here": "4", "later": "2"}, "SO-2": {"here": "1"}}


def test_that_the_largest_number_of_orders_is_whole_under_gain_though_by_rank_it_would_not_be() -> None:
    """SO-1 ranks first and can wait; SO-2 cannot, and needs all that is here."""
    held, _ = planned(
        "most_complete",
        [supply("here", "5"), supply("later", "1", "2026-10-13")],
        [
            line("SO-1", "1", told="2026-10-09"),
            line("SO-2", "5", no_use_after="2026-10-10", strategy="gain"),
        ],
    )
    assert held == {"SO-1": {"later": "1"}, "SO-2": {"here": "5"}}


def test_that_two_lines_of_a_chosen_complete_order_take_goods_of_the_same_day() -> None:
    """SO-2 needs all that is here by its last day of use: the complete order is whole on the 8th."""
    held, _ = planned(
        "most_complete",
        [supply("here", "3"), supply("later", "4", "2026-10-08")],
        [
            line("SO-1/1", "2", told="2026-10-07", strategy="improve", delivery="complete_order"),
            line("SO-1/2", "2", strategy="improve"),
            line("SO-2/1", "2", wanted="2026-10-07", no_use_after="2026-10-07", strategy="improve"),
        ],
    )
    assert held == {"SO-1/1": {"later": "2"}, "SO-1/2": {"later": "2"}, "SO-2/1": {"here": "2"}}


def test_that_a_date_at_the_end_of_the_calendar_is_a_date_like_any_other() -> None:
    """Some write the last day there is for *no date*: it is refused nowhere but as today."""
    held, exceptions = planned(
        "ranked",
        [supply("some day", "3", "9999-12-31"), supply("long ago", "2", "0001-01-01")],
        [
            line("SO-1", "4", {"some day": "1"}, wanted="9999-12-31", ordered="0001-01-01", strategy="gain"),
            line("SO-2", "1", no_use_after="9999-12-31", told="9999-12-31", strategy="win"),
        ],
    )
    assert held == {"SO-1": {"some day": "3", "long ago": "1"}, "SO-2": {"long ago": "1"}}
    assert exceptions == []


def test_that_under_gain_the_largest_number_of_whole_orders_is_chosen_once_for_both_rounds() -> None:
    """SO-2 held everything, SO-1 a part that cannot be had later: both become whole, nobody loses."""
    held, exceptions = planned(
        "most_complete",
        [supply("here", "7"), supply("later", "2", "2026-10-12")],
        [
            line("SO-1", "2", {"here": "1"}, no_use_after="2026-10-01", strategy="gain"),
            line("SO-2", "7", {"here": "5", "later": "2"}, strategy="gain", delivery="complete_line"),
        ],
    )
    assert held == {"SO-1": {"here": "2"}, "SO-2": {"here": "5", "later": "2"}}
    assert exceptions == []
