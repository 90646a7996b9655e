"""Edits as a parked draft keeps them (architecture 5, "Drafts")."""

import json
from typing import Any

import pytest

from boapp.domain.decisions import Hold
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
    Rerank,
    Shift,
    Suggest,
    Swap,
    TakeBack,
    TakeFree,
    Unpin,
    Withdraw,
    edit_from_data,
    edit_to_data,
)
from boapp.domain.orders import Delivery
from boapp.domain.stock import Allocation
from tests.domain.drafting import (
    day,
    walk_in,
)

EVERY_EDIT: tuple[Edit, ...] = (
    Confirm(1, None, 0),
    Confirm(1, 2, 3),
    Withdraw(None, 3),
    Move(1, 2, 3, 4, 5),
    Exchange(1, 2, 3, 4),
    TakeFree(1),
    Pin(1, 2, "wedding", day("12-24")),
    Unpin(1, 2),
    TakeBack(1, 2, "never collected"),
    PutOnHold(1, Hold.DEPOSIT),
    PutOnHold(1, None),
    AddRow(walk_in(delivery=Delivery.COMPLETE_ORDER, told_date=day("12-24"))),
    ChangeOwed(1, 2),
    CorrectSupply(1, 2, day("12-24")),
    Rerank((3, 1, 2)),
    Suggest((Allocation(1, 2, 3, pinned=True),), "shop default"),
    Followed(Withdraw(), (Shift(Allocation(1, 2, 0), -3),)),
    Swap(1, (Confirm(1, 2, 3), Move(1, 2, 3, 4, 5))),
)


@pytest.mark.parametrize("edit", EVERY_EDIT, ids=lambda edit: type(edit).__name__)
def test_that_every_edit_can_be_parked_as_json_and_read_again(edit: Edit) -> None:
    assert edit_from_data(json.loads(json.dumps(edit_to_data(edit)))) == edit


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"edit": "Explode"},
        {"edit": "Confirm", "line_id": 1},
        {"edit": "Confirm", "line_id": 1, "supply_id": 2, "quantity": "3"},
        {"edit": "Confirm", "line_id": 1, "supply_id": 2, "quantity": True},
        {"edit": "Confirm", "line_id": 1, "supply_id": 2, "quantity": 3, "more": 4},
        {"edit": "Rerank", "line_ids": 3},
        {"edit": "Pin", "line_id": 1, "supply_id": 2, "reason": "x", "until": "tomorrow"},
        {"edit": "PutOnHold", "order_id": 1, "hold": "whim"},
        {"edit": "Swap", "line_id": 1, "edits": [{"edit": "Withdraw"}]},
        {"edit": "Swap", "line_id": 1, "edits": [7]},
    ],
)
def test_that_what_is_no_edit_is_not_read_as_one(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        edit_from_data(data)
