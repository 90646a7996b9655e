"""Share out a need among givers so that the harm of all of them together is least.

Each giver has something to give and, for each place where it could get a replacement, a
harm per unit. Places have limited room. This is the transport problem, solved exactly by
augmenting along the cheapest path; the tests compare it with trying every way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Giver:
    """How much one can give, and the harm per unit for each place (None: it cannot go there)."""

    quantity: int
    harms: tuple[int | None, ...]


def least_harm(need: int, givers: Sequence[Giver], room: Sequence[int]) -> dict[tuple[int, int], int]:
    """Say who gives how much and where its replacement is: (giver, place) → quantity.

    As much of the need as can be met is met. Among equals earlier givers and places come first.
    """
    left = [giver.quantity for giver in givers]
    room = list(room)
    taken: dict[tuple[int, int], int] = {}
    queues = [_cheapest_first(givers, place, need) for place in range(len(room))]
    while need:
        path = _cheapest_path(givers, left, room, taken, queues)
        if path is None:
            break
        first, steps, end = path
        moved = [taken[giver, source] for giver, source, _ in steps]
        quantity = min(need, left[first[0]], room[end], *moved)
        _put(taken, first, quantity)
        for giver, source, target in steps:
            _put(taken, (giver, source), -quantity)
            _put(taken, (giver, target), quantity)
        left[first[0]] -= quantity
        room[end] -= quantity
        need -= quantity
    return taken


def _put(taken: dict[tuple[int, int], int], pair: tuple[int, int], quantity: int) -> None:
    taken[pair] = taken.get(pair, 0) + quantity
    if not taken[pair]:
        del taken[pair]


def _cheapest_first(givers: Sequence[Giver], place: int, need: int) -> list[tuple[int, int]]:
    """Givers for one place, least harm first, worst to be looked at last; no more than the need can use.

    Any giver behind these could be replaced by one of them that still has something.
    """
    able = [(giver.harms[place], number) for number, giver in enumerate(givers)]
    queue = sorted([(harm, number) for harm, number in able if harm is not None and givers[number].quantity])
    for count, (_, number) in enumerate(queue):
        need -= givers[number].quantity
        if need <= 0:
            return queue[: count + 1][::-1]
    return queue[::-1]


Path = tuple[tuple[int, int], list[tuple[int, int, int]], int]


def _cheapest_path(
    givers: Sequence[Giver],
    left: Sequence[int],
    room: Sequence[int],
    taken: dict[tuple[int, int], int],
    queues: Sequence[list[tuple[int, int]]],
) -> Path | None:
    """One more unit at the least additional harm: (who gives it, where), who moves on to where, and the end."""
    harm: dict[int, int] = {}
    first: dict[int, int] = {}
    for place, queue in enumerate(queues):
        while queue and not left[queue[-1][1]]:
            queue.pop()
        if queue:
            harm[place], first[place] = queue[-1]
    came_from = _move_on(givers, taken, harm)
    ends = [(harm[place], place) for place in harm if room[place]]
    if not ends:
        return None
    end = place = min(ends)[1]
    steps = []
    while place in came_from:
        giver, source = came_from[place]
        steps.append((giver, source, place))
        place = source
    return (first[place], place), steps, end


def _move_on(
    givers: Sequence[Giver], taken: dict[tuple[int, int], int], harm: dict[int, int]
) -> dict[int, tuple[int, int]]:
    """Lower `harm` where someone who has a place already could move on; (who, from where) for each place."""
    came_from: dict[int, tuple[int, int]] = {}
    changed = True
    while changed:
        changed = False
        for (giver, source), (target, more) in _moves(givers, taken):
            if source in harm and (target not in harm or harm[source] + more < harm[target]):
                harm[target] = harm[source] + more
                came_from[target] = (giver, source)
                changed = True
    return came_from


def _moves(
    givers: Sequence[Giver], taken: dict[tuple[int, int], int]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for giver, source in taken:
        harms = givers[giver].harms
        before = harms[source]
        for target, after in enumerate(harms):
            if after is not None and before is not None and target != source:
                yield (giver, source), (target, after - before)
