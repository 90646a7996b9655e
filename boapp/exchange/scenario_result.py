"""The result of `boapp plan`, written as other programs rely on it (formats 2)."""

import json
from collections.abc import Mapping
from datetime import date

from boapp.domain.atp import atp_steps
from boapp.domain.backorders import LineResult, Proposal
from boapp.domain.coverage import DatedSupply, on_time_axis
from boapp.domain.orders import OrderLine
from boapp.domain.quantities import format_quantity
from boapp.domain.situation import Situation


def write_result(situation: Situation, proposal: Proposal, whys: Mapping[int, str]) -> str:
    """One JSON document: lines in the order of entry, what stays free, ATP, exceptions.

    `whys` has the worded reason of each line by its key.
    """
    return json.dumps(plan_document(situation, proposal, whys), ensure_ascii=False, indent=1)


def plan_document(situation: Situation, proposal: Proposal, whys: Mapping[int, str]) -> dict[str, object]:
    """The same as a value, for commands that say more beside it."""
    dated = {
        one.supply.supply_id: one
        for one in on_time_axis(situation.supplies, situation.today, situation.settings)
    }
    free = dict(proposal.free)
    labels = {line.line_id: line.line_number for line in situation.lines}
    return {
        "format": 1,
        "lines": [
            _line(line, result, dated, whys[line.line_id])
            for line, result in zip(situation.lines, proposal.lines, strict=True)
        ],
        "free": [
            {"supply": supply.label, "quantity": format_quantity(free[supply.supply_id])}
            for supply in situation.supplies
        ],
        "atp": _atp(situation, dated, free),
        "exceptions": [
            {
                "line": labels[result.line_id],
                "rule": str(result.strategy),
                "short": format_quantity(result.short_quantity),
            }
            for result in proposal.lines
            if result.short_quantity
        ],
        "exact": proposal.exact,
    }


def _line(
    line: OrderLine, result: LineResult, dated: Mapping[int, DatedSupply], why: str
) -> dict[str, object]:
    return {
        "id": line.line_number,
        "before": format_quantity(result.before_quantity),
        "confirmed": format_quantity(result.after_quantity),
        "open": format_quantity(line.open_quantity),
        "confirmed_date": _written(result.confirmed_date),
        "allocations": _allocations(result, dated),
        "change": str(result.change),
        "why": why,
    }


def _allocations(result: LineResult, dated: Mapping[int, DatedSupply]) -> list[dict[str, object]]:
    """One entry a supply, pinned and other parts together, by date, then order of entry."""
    quantities: dict[int, int] = {}
    for each in result.after:
        quantities[each.supply_id] = quantities.get(each.supply_id, 0) + each.quantity
    order = sorted(quantities, key=lambda supply_id: (dated[supply_id].day, dated[supply_id].position))
    return [
        {
            "supply": dated[supply_id].supply.label,
            "quantity": format_quantity(quantities[supply_id]),
            "date": dated[supply_id].day.isoformat(),
        }
        for supply_id in order
    ]


def _atp(
    situation: Situation, dated: Mapping[int, DatedSupply], free: Mapping[int, int]
) -> dict[str, list[dict[str, str]]]:
    by_product: dict[int, list[DatedSupply]] = {product.product_id: [] for product in situation.products}
    for one in dated.values():
        by_product[one.supply.product_id].append(one)
    return {
        product.sku: [
            {"date": day.isoformat(), "quantity": format_quantity(quantity)}
            for day, quantity in atp_steps(situation.today, by_product[product.product_id], free)
        ]
        for product in situation.products
    }


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
