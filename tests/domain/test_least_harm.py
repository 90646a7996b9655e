"""The way of least harm, against trying every way."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from boapp.domain.least_harm import Giver, least_harm


def test_that_who_is_not_harmed_gives_first() -> None:
    assert least_harm(3, [Giver(5, (7,)), Giver(2, (0,))], [9]) == {(1, 0): 2, (0, 0): 1}


def test_that_a_giver_moves_on_so_that_another_can_take_its_place() -> None:
    # The first could take either place without harm, the second only the first place.
    givers = [Giver(1, (0, 0)), Giver(1, (0, None))]
    assert least_harm(2, givers, [1, 1]) == {(0, 1): 1, (1, 0): 1}


def test_that_no_more_is_given_than_there_is_or_than_there_is_room_for() -> None:
    assert least_harm(9, [Giver(4, (1,)), Giver(4, (2,))], [6]) == {(0, 0): 4, (1, 0): 2}
    assert least_harm(9, [Giver(4, (1,)), Giver(0, (0,))], [6]) == {(0, 0): 4}
    assert least_harm(9, [Giver(4, (None,))], [6]) == {}
    assert least_harm(0, [Giver(4, (1,))], [6]) == {}


def brute_force(need: int, givers: list[Giver], room: list[int]) -> tuple[int, int]:
    """The most that can be given, and the least harm of giving that much."""
    pairs = [
        (giver, place)
        for giver in range(len(givers))
        for place in range(len(room))
        if givers[giver].harms[place] is not None
    ]
    best = (0, 0)
    for amounts in product(range(3), repeat=len(pairs)):
        total = sum(amounts)
        if total > need:
            continue
        given = [
            sum(a for a, (g, _) in zip(amounts, pairs, strict=True) if g == giver)
            for giver in range(len(givers))
        ]
        placed = [
            sum(a for a, (_, p) in zip(amounts, pairs, strict=True) if p == place)
            for place in range(len(room))
        ]
        if any(one > giver.quantity for one, giver in zip(given, givers, strict=True)):
            continue
        if any(one > space for one, space in zip(placed, room, strict=True)):
            continue
        harm = sum(a * (givers[g].harms[p] or 0) for a, (g, p) in zip(amounts, pairs, strict=True))
        best = min(best, (-total, harm))
    return best


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_that_no_other_way_gives_more_or_harms_less(data: st.DataObject) -> None:
    places = data.draw(st.integers(1, 2))
    harm = st.none() | st.integers(0, 4)
    givers = data.draw(
        st.lists(st.builds(Giver, st.integers(0, 2), st.tuples(*[harm] * places)), min_size=1, max_size=3)
    )
    room = data.draw(st.lists(st.integers(0, 2), min_size=places, max_size=places))
    need = data.draw(st.integers(0, 5))
    found = least_harm(need, givers, room)
    total = sum(found.values())
    harm_done = sum(
        quantity * (givers[giver].harms[place] or 0) for (giver, place), quantity in found.items()
    )
    assert all(
        quantity > 0 and givers[giver].harms[place] is not None for (giver, place), quantity in found.items()
    )
    assert (-total, harm_done) == brute_force(need, givers, room)
