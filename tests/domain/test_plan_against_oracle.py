"""The run and a slow, plain reading of the page give the same numbers; `BOAPP_SOAK=1` tries many more."""

import json
from typing import Any

from hypothesis import HealthCheck, assume, given, settings

from boapp.services.plan import plan_scenario
from tests.conftest import SOAK
from tests.domain.plan_oracle import run_oracle
from tests.domain.plan_oracle_reading import as_units
from tests.domain.plan_scenarios import leaves_room_for_readings, scenarios

EXAMPLES = 5000 if SOAK else 100


def without_words(result: dict[str, Any]) -> dict[str, Any]:
    """A result without the sentences that say why."""
    lines = [{key: value for key, value in line.items() if key != "why"} for line in result["lines"]]
    return {**result, "lines": lines}


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
@given(scenarios())
def test_that_the_run_gives_what_the_page_says(scenario: dict[str, Any]) -> None:
    """Who gets how much of what, when, what is left free, what cannot be kept."""
    assume(not leaves_room_for_readings(scenario))
    assert without_words(json.loads(plan_scenario(json.dumps(scenario)))) == run_oracle(scenario)


@settings(max_examples=EXAMPLES // 4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(scenarios())
def test_that_nothing_is_given_twice_and_nothing_gets_lost(scenario: dict[str, Any]) -> None:
    """Also where the page leaves room: what lines have of a supply and what is free of it make up all of it."""
    result = json.loads(plan_scenario(json.dumps(scenario)))
    slow = run_oracle(scenario)
    for outcome in (result, slow):
        parts = [part for line in outcome["lines"] for part in line["allocations"]] + outcome["free"]
        for supply in scenario["supplies"]:
            in_all = sum(as_units(part["quantity"]) for part in parts if part["supply"] == supply["id"])
            assert in_all == as_units(supply["quantity"])
        for line in outcome["lines"]:
            held = sum(as_units(part["quantity"]) for part in line["allocations"])
            assert held == as_units(line["confirmed"]) <= as_units(line["open"])
