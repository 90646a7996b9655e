"""A scenario is read strictly and its result written as formats 2 says."""

import json
from datetime import date
from typing import Any

import pytest

from boapp.domain.orders import Delivery
from boapp.domain.quantities import UNIT
from boapp.domain.ranking import DEFAULT_RANKING, RankBy, RankingKey
from boapp.domain.situation import Cover, RunSettings
from boapp.domain.stock import Allocation
from boapp.domain.strategies import Distribution, Strategy
from boapp.errors import RequestRefused
from boapp.exchange.scenario import order_part, read_scenario
from boapp.services.plan import plan_scenario

TODAY = date(2026, 10, 1)
STOCK = {"id": "stock", "sku": "X", "quantity": "9"}
RECEIPT = {"id": "PO", "sku": "X", "quantity": "5", "date": "2026-10-09"}
LINE: dict[str, Any] = {"id": "A", "sku": "X", "quantity": "5"}


def scenario(**changes: object) -> str:
    return json.dumps({"format": 1, "today": "2026-10-01", **changes})


def with_line(**changes: object) -> str:
    return scenario(supplies=[STOCK, RECEIPT], lines=[{**LINE, **changes}])


def errors(document: str) -> list[str]:
    with pytest.raises(RequestRefused) as refused:
        read_scenario(document)
    return str(refused.value).splitlines()


def paths(document: str) -> list[str]:
    return [error.split(": ")[0] for error in errors(document)]


def test_that_the_least_scenario_has_the_defaults() -> None:
    read = read_scenario(scenario())
    assert read.situation.today == TODAY
    assert read.situation.settings == RunSettings(1, Cover.CLOSEST_BEFORE, 0, None)
    assert read.rule_set.segments == ()


def test_that_a_bare_line_has_the_defaults() -> None:
    read = read_scenario(scenario(lines=[{**LINE, "id": "SO-1/2/3"}, {**LINE, "told": "2026-10-09"}]))
    bare, told = read.situation.lines
    assert (bare.order_number, bare.line_number, bare.customer) == ("SO-1/2", "SO-1/2/3", "")
    assert (bare.wanted_date, bare.ordered_date, bare.priority) == (None, TODAY, 5)
    assert (bare.delivery, bare.told_date, bare.no_use_after, bare.value) == (
        Delivery.PARTIAL,
        None,
        None,
        None,
    )
    segments = read.rule_set.segments
    assert [(each.strategy, each.filter.line_ids) for each in segments] == [
        (Strategy.GAIN, frozenset({told.line_id})),
        (Strategy.REDISTRIBUTE, frozenset({bare.line_id})),
    ]
    assert {each.ranking for each in segments} == {DEFAULT_RANKING}
    assert {each.distribution for each in segments} == {Distribution.RANKED}


def test_that_null_stands_for_absent() -> None:
    optional = ("order", "customer", "wanted", "ordered", "priority", "strategy", "delivery", "told", "value")
    nothing = dict.fromkeys((*optional, "no_use_after", "confirmed"))
    assert read_scenario(with_line(**nothing)) == read_scenario(with_line())
    document = scenario(settings=None, ranking=None, products=None, supplies=None, lines=None)
    assert read_scenario(document) == read_scenario(scenario())


def test_that_everything_given_is_read() -> None:
    read = read_scenario(
        scenario(
            settings={
                "late_receipt_days": 0,
                "cover": "on_hand_first",
                "margin_days": 2,
                "distribution": "equal",
                "ageing_days": 30,
            },
            ranking=["-value", "told"],
            products=[{"sku": "X", "pack": "0.5", "decimals": 2}],
            supplies=[STOCK, RECEIPT],
            lines=[
                {
                    **LINE,
                    "quantity": "5.25",
                    "order": "O",
                    "customer": "Meyer",
                    "wanted": "2026-10-05",
                    "ordered": "2026-09-01",
                    "priority": -1,
                    "strategy": "skip",
                    "delivery": "complete_order",
                    "told": "2026-10-06",
                    "no_use_after": "2026-10-07",
                    "value": "12.50",
                    "confirmed": [
                        {"supply": "stock", "quantity": "2.00", "pinned": True},
                        {"supply": "stock", "quantity": "1"},
                        {"supply": "PO", "quantity": "0"},
                    ],
                }
            ],
        )
    )
    assert read.situation.settings == RunSettings(0, Cover.ON_HAND_FIRST, 2, 30)
    (segment,) = read.rule_set.segments
    assert segment.ranking == (RankingKey(RankBy.VALUE, descending=True), RankingKey(RankBy.TOLD))
    assert (segment.strategy, segment.distribution) == (Strategy.SKIP, Distribution.EQUAL)
    (product,) = read.situation.products
    assert (product.pack, product.decimals) == (UNIT // 2, 2)
    (line,) = read.situation.lines
    assert (line.order_number, line.customer, line.priority) == ("O", "Meyer", -1)
    assert line.delivery is Delivery.COMPLETE_ORDER
    assert line.told_date == date(2026, 10, 6)
    assert line.no_use_after == date(2026, 10, 7)
    assert line.value == 125_000
    assert read.situation.allocations == (Allocation(0, 0, 2 * UNIT, pinned=True), Allocation(0, 0, UNIT))


def test_that_an_empty_ranking_leaves_the_numbers_to_decide() -> None:
    assert read_scenario(scenario(lines=[LINE], ranking=[])).rule_set.segments[0].ranking == ()


@pytest.mark.parametrize(
    ("line_id", "order"), [("SO-1/1", "SO-1"), ("SO-1", "SO-1"), ("a/b/c", "a/b"), ("/1", ""), ("x/", "x")]
)
def test_that_the_order_is_the_part_before_the_last_slash(line_id: str, order: str) -> None:
    assert order_part(line_id) == order


@pytest.mark.parametrize("written", ["2", "2.0", "2.00000", "02"])
def test_that_trailing_zeros_are_no_precision(written: str) -> None:
    assert read_scenario(with_line(quantity=written)).situation.lines[0].open_quantity == 2 * UNIT


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ("", ["$"]),
        ("{", ["$"]),
        ("[]", ["$"]),
        ('{"format": 1, "today": "2026-10-01", "lines": NaN}', ["$"]),
        (json.dumps({"format": 1}), ["today"]),
        (json.dumps({"today": "2026-10-01"}), ["format"]),
        (scenario(format=2), ["format"]),
        (scenario(format="1"), ["format"]),
        (scenario(today="2026-02-30"), ["today"]),
        (scenario(today=20261001), ["today"]),
        (scenario(colour="red"), ["colour"]),
        (scenario(settings=[]), ["settings"]),
        (scenario(settings={"colour": 1, "cover": "any"}), ["settings.colour", "settings.cover"]),
        (
            scenario(settings={"late_receipt_days": -1, "margin_days": "2", "ageing_days": 0}),
            ["settings.late_receipt_days", "settings.margin_days", "settings.ageing_days"],
        ),
        (scenario(settings={"margin_days": 10**9, "distribution": "x"}), ["settings.margin_days", "settings.distribution"]),
        (scenario(settings={"margin_days": 1.5, "late_receipt_days": True}), ["settings.late_receipt_days", "settings.margin_days"]),
        (scenario(ranking="wanted"), ["ranking"]),
        (scenario(ranking=[1, "wanted", "colour", "--told"]), ["ranking[0]", "ranking[2]", "ranking[3]"]),
        (scenario(products=[{"pack": "1"}]), ["products[0].sku"]),
        (scenario(products=[{"sku": "X"}, {"sku": "X"}]), ["products[1].sku"]),
        (scenario(products=[{"sku": "X", "pack": "0"}]), ["products[0].pack"]),
        (scenario(products=[{"sku": "X", "pack": "0.5"}]), ["products[0].pack"]),
        (scenario(products=[{"sku": "X", "pack": "-1"}]), ["products[0].pack"]),
        (scenario(products=[{"sku": "X", "decimals": 5}]), ["products[0].decimals"]),
        (scenario(products=[{"sku": "X", "decimals": -1}]), ["products[0].decimals"]),
        (scenario(products=[{"sku": "X", "decimals": "2"}]), ["products[0].decimals"]),
        (scenario(products=[[]]), ["products[0]"]),
        (scenario(supplies={}), ["supplies"]),
        (scenario(supplies=[{}]), ["supplies[0].id", "supplies[0].sku", "supplies[0].quantity"]),
        (scenario(supplies=[STOCK, STOCK]), ["supplies[1].id"]),
        (scenario(supplies=[{**STOCK, "quantity": "1.5"}]), ["supplies[0].quantity"]),
        (scenario(supplies=[{**STOCK, "quantity": "-1"}]), ["supplies[0].quantity"]),
        (scenario(supplies=[{**STOCK, "date": "9 Oct"}]), ["supplies[0].date"]),
        (scenario(lines=[{}]), ["lines[0].id", "lines[0].sku", "lines[0].quantity"]),
        (scenario(lines=[LINE, LINE]), ["lines[1].id"]),
        (scenario(lines=[None]), ["lines[0]"]),
        (with_line(quantity=5), ["lines[0].quantity"]),
        (with_line(id=5), ["lines[0].id"]),
        (with_line(priority="5", delivery="all", strategy="gains"), ["lines[0].priority", "lines[0].delivery", "lines[0].strategy"]),
        (with_line(value=12, told="soon", customer=7), ["lines[0].told", "lines[0].customer", "lines[0].value"]),
        (with_line(confirmed={}), ["lines[0].confirmed"]),
        (with_line(confirmed=[{"pinned": 1, "place": ""}]), ["lines[0].confirmed[0].place", "lines[0].confirmed[0].supply", "lines[0].confirmed[0].quantity", "lines[0].confirmed[0].pinned"]),
        (with_line(confirmed=[{"supply": "stock", "quantity": "1.5"}]), ["lines[0].confirmed[0].quantity"]),
        (with_line(confirmed=[{"supply": "nowhere", "quantity": "1"}]), ["lines[0].confirmed[0].supply"]),
    ],
)  # fmt: skip
def test_that_every_error_is_named_by_its_path(document: str, where: list[str]) -> None:
    assert sorted(paths(document)) == sorted(where)


@pytest.mark.parametrize(
    "written", ["", " 5", "5 ", "+5", "5,0", "1e3", ".5", "5.", "five", "٥", "0x5", "1_0", "NaN"]
)
def test_that_a_quantity_is_written_in_plain_digits(written: str) -> None:
    assert paths(with_line(quantity=written)) == ["lines[0].quantity"]


def test_that_more_than_four_decimals_are_refused_for_any_product() -> None:
    products = [{"sku": "X", "decimals": 4}]
    assert paths(scenario(products=products, supplies=[{**STOCK, "quantity": "1.00001"}])) == [
        "supplies[0].quantity"
    ]
    assert paths(with_line(value="1.00001")) == ["lines[0].value"]


def test_that_confirmed_more_than_open_is_refused_where_the_sum_first_exceeds() -> None:
    held = [
        {"supply": "stock", "quantity": "3"},
        {"supply": "PO", "quantity": "3"},
        {"supply": "PO", "quantity": "1"},
    ]
    assert paths(with_line(confirmed=held)) == ["lines[0].confirmed[1].quantity"]


def test_that_confirmed_more_than_the_supply_has_is_refused_where_the_sum_first_exceeds() -> None:
    lines = [
        {**LINE, "id": name, "confirmed": [{"supply": "PO", "quantity": quantity}]}
        for name, quantity in (("A", "3"), ("B", "2"), ("C", "1"), ("D", "1"))
    ]
    assert paths(scenario(supplies=[RECEIPT], lines=lines)) == ["lines[2].confirmed[0].quantity"]


def test_that_a_supply_of_another_product_is_refused() -> None:
    document = scenario(
        supplies=[{**STOCK, "sku": "Y"}],
        lines=[{**LINE, "confirmed": [{"supply": "stock", "quantity": "99"}]}],
    )
    assert errors(document) == ['lines[0].confirmed[0].supply: "stock" is a supply of another product']


def test_that_one_error_does_not_bring_others_with_it() -> None:
    held = [{"supply": "stock", "quantity": "4"}]
    assert paths(
        scenario(supplies=[{"id": "stock", "quantity": "9"}], lines=[{**LINE, "confirmed": held}])
    ) == ["supplies[0].sku"]
    bad_quantities = scenario(
        supplies=[{**STOCK, "quantity": "x"}], lines=[{**LINE, "quantity": "y", "confirmed": held}]
    )
    assert paths(bad_quantities) == ["supplies[0].quantity", "lines[0].quantity"]


def test_that_a_result_has_every_field_and_shape() -> None:
    document = scenario(
        products=[{"sku": "Q"}, {"sku": "X", "decimals": 2}],
        supplies=[RECEIPT, {"id": "late", "sku": "X", "quantity": "0.50", "date": "2026-09-01"}, STOCK],
        lines=[
            {**LINE, "quantity": "9.5", "customer": "Meyer"},
            {**LINE, "id": "B", "quantity": "9", "strategy": "win", "wanted": "2026-10-01", "priority": 9,
             "confirmed": [{"supply": "stock", "quantity": "1", "pinned": True}, {"supply": "stock", "quantity": "1"}]},
            {**LINE, "id": "C", "sku": "Z"},
        ],
    )  # fmt: skip
    result = json.loads(plan_scenario(document))
    whys = [line.pop("why") for line in result["lines"]]
    assert all(whys)
    assert result == {
        "format": 1,
        "lines": [
            {
                "id": "A",
                "before": "0",
                "confirmed": "5.5",
                "open": "9.5",
                "confirmed_date": None,
                "allocations": [
                    {"supply": "late", "quantity": "0.5", "date": "2026-10-02"},
                    {"supply": "PO", "quantity": "5", "date": "2026-10-09"},
                ],
                "change": "gained",
            },
            {
                "id": "B",
                "before": "2",
                "confirmed": "9",
                "open": "9",
                "confirmed_date": "2026-10-01",
                "allocations": [{"supply": "stock", "quantity": "9", "date": "2026-10-01"}],
                "change": "gained",
            },
            {
                "id": "C",
                "before": "0",
                "confirmed": "0",
                "open": "5",
                "confirmed_date": None,
                "allocations": [],
                "change": "kept",
            },
        ],
        "free": [
            {"supply": "PO", "quantity": "0"},
            {"supply": "late", "quantity": "0"},
            {"supply": "stock", "quantity": "0"},
        ],
        "atp": {
            "Q": [{"date": "2026-10-01", "quantity": "0"}],
            "X": [{"date": "2026-10-01", "quantity": "0"}],
            "Z": [{"date": "2026-10-01", "quantity": "0"}],
        },
        "exceptions": [],
        "exact": True,
    }


def test_that_exceptions_stand_in_the_order_of_the_lines() -> None:
    lines = [
        {**LINE, "id": name, "strategy": "win", "priority": priority}
        for name, priority in (("B", 9), ("A", 1))
    ]
    result = json.loads(plan_scenario(scenario(supplies=[{**STOCK, "quantity": "1"}], lines=lines)))
    assert result["exceptions"] == [
        {"line": "B", "rule": "win", "short": "5"},
        {"line": "A", "rule": "win", "short": "4"},
    ]
