"""What has to change so that one state of the allocations becomes another."""

from hypothesis import given
from hypothesis import strategies as st

from boapp.domain.decisions import Firmness, allocation_changes, firmness_of
from boapp.domain.stock import Allocation

_ALLOCATIONS = st.lists(
    st.builds(
        Allocation,
        supply_id=st.integers(1, 3),
        line_id=st.integers(1, 3),
        quantity=st.integers(0, 5),
        pinned=st.booleans(),
        set_aside=st.booleans(),
    ),
    max_size=8,
)


def _held(allocations: list[Allocation]) -> dict[tuple[int, int, Firmness], int]:
    held: dict[tuple[int, int, Firmness], int] = {}
    for part in allocations:
        key = (part.line_id, part.supply_id, firmness_of(part))
        held[key] = held.get(key, 0) + part.quantity
    return held


@given(_ALLOCATIONS, _ALLOCATIONS)
def test_that_the_changes_lead_from_one_state_to_the_other(
    before: list[Allocation], after: list[Allocation]
) -> None:
    product_of = {line_id: 10 + line_id for line_id in (1, 2, 3)}
    held = _held(before)
    changes = allocation_changes(before, after, product_of)
    for change in changes:
        key = (change.line_id, change.supply_id, change.firmness)
        assert held.get(key, 0) == change.before_quantity != change.after_quantity
        assert change.product_id == product_of[change.line_id]
        held[key] = change.after_quantity
    assert len({(c.line_id, c.supply_id, c.firmness) for c in changes}) == len(changes)
    assert {key: quantity for key, quantity in held.items() if quantity} == {
        key: quantity for key, quantity in _held(after).items() if quantity
    }


@given(_ALLOCATIONS)
def test_that_nothing_changes_where_nothing_is_other(held: list[Allocation]) -> None:
    assert allocation_changes(held, list(reversed(held)), {1: 1, 2: 1, 3: 1}) == ()


def test_that_what_is_set_aside_is_so_whether_or_not_it_is_also_pinned() -> None:
    assert firmness_of(Allocation(1, 1, 1, pinned=True, set_aside=True)) is Firmness.SET_ASIDE
