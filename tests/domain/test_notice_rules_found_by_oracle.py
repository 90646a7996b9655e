"""What a second reading of the texts found in the law table, each as its smallest case."""

import json

import pytest

from boapp.services.notice_rule import answer_case


@pytest.mark.parametrize(
    ("jurisdiction", "sale"),
    [("US", "counter"), ("US", "cod"), ("US", "exempt"), ("EU", "exempt"), ("DE", "exempt")],
)
@pytest.mark.parametrize(
    ("shipped", "state"), [(None, "open"), ("2026-10-05", "shipped"), ("2026-11-13", "open")]
)
def test_that_all_but_the_state_of_a_sale_not_covered_is_null(
    jurisdiction: str, sale: str, shipped: str | None, state: str
) -> None:
    case = {
        "format": 1,
        "today": "2026-11-12",
        "jurisdiction": jurisdiction,
        "order_complete": "2026-10-01",
        "sale": sale,
        "shipped": shipped,
    }
    answer = json.loads(answer_case(json.dumps(case)))
    given = {key: value for key, value in answer.items() if value is not None}
    assert given == {"format": 1, "applies": False, "state": state}
