"""`boapp plan` on worked examples: those beside the project, every number they expect."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from boapp.errors import RequestRefused
from boapp.services.plan import plan_scenario

SHARED = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "scenarios"
GOOD = sorted(SHARED.glob("*.json"))
BAD = sorted((SHARED / "bad").glob("*.json"))


def test_that_the_worked_examples_lie_beside_the_project(shared: Path) -> None:
    assert len(list((shared / "scenarios").glob("*.json"))) == len(GOOD) > 50


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_that_a_worked_example_comes_out_as_expected(path: Path) -> None:
    example = json.loads(path.read_text(encoding="utf-8"))
    result = json.loads(plan_scenario(json.dumps(example["scenario"])))
    assert {key: found(result, key, wanted) for key, wanted in example["expect"].items()} == {
        key: as_numbers(key, wanted) for key, wanted in example["expect"].items()
    }


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_that_a_bad_example_is_refused_where_it_is_wrong(path: Path) -> None:
    example = json.loads(path.read_text(encoding="utf-8"))
    with pytest.raises(RequestRefused) as refused:
        plan_scenario(json.dumps(example["scenario"]))
    said = str(refused.value).splitlines()
    assert all(any(line.startswith(where) for line in said) for where in example["error_paths"]), said


def found(result: dict[str, Any], key: str, wanted: Any) -> Any:
    """The part of a result that an expectation speaks of."""
    lines = {line["id"]: line for line in result["lines"]}
    free = {each["supply"]: Decimal(each["quantity"]) for each in result["free"]}
    if key == "exceptions":
        return [(each["line"], each["rule"], Decimal(each["short"])) for each in result["exceptions"]]
    readers: dict[str, Callable[[str], Any]] = {
        "confirmed": lambda name: Decimal(lines[name]["confirmed"]),
        "promise": lambda name: lines[name]["confirmed_date"],
        "change": lambda name: lines[name]["change"],
        "allocations": lambda name: {
            each["supply"]: Decimal(each["quantity"]) for each in lines[name]["allocations"]
        },
        "free": lambda name: free[name],
        "atp": lambda sku: [(step["date"], Decimal(step["quantity"])) for step in result["atp"][sku]],
    }
    return {name: readers[key](name) for name in wanted}


def as_numbers(key: str, wanted: Any) -> Any:
    """An expectation in the same form."""
    match key:
        case "confirmed" | "free":
            return {name: Decimal(quantity) for name, quantity in wanted.items()}
        case "allocations":
            return {
                name: {supply: Decimal(quantity) for supply, quantity in pairs}
                for name, pairs in wanted.items()
            }
        case "atp":
            return {
                sku: [(day, Decimal(quantity)) for day, quantity in steps] for sku, steps in wanted.items()
            }
        case "exceptions":
            return [(line, rule, Decimal(short)) for line, rule, short in wanted]
    return wanted
