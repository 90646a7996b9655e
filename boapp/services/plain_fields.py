"""Changing the plain fields of a card while others work on it too (architecture 5, "Several desks")."""

from dataclasses import replace
from typing import Any, TypeVar

from boapp.domain.quantities import format_quantity
from boapp.errors import ShopError, SituationChanged
from boapp.storage.entries import Entry, names_of

_Entry = TypeVar("_Entry", bound=Entry)


def changed_fields(before: Entry, after: Entry) -> tuple[str, ...]:
    """The names of the fields in which two entries of one kind differ."""
    names = names_of(type(before))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def join_changes(before: _Entry, after: _Entry, now: _Entry, thing: str) -> _Entry:
    """What stands `now`, with what a clerk changed from `before` to `after`.

    Raises SituationChanged, naming the field and the other value, when somebody else gave
    the same field another value meanwhile.
    """
    changes: dict[str, Any] = {name: getattr(after, name) for name in changed_fields(before, after)}
    for name, value in changes.items():
        refuse_overtaken(thing, name, getattr(before, name), getattr(now, name), value)
    return replace(now, **changes)


def refuse_overtaken(thing: str, name: str, before: object, now: object, after: object) -> None:
    """Raise SituationChanged when a field is neither as it was read nor as it is wanted."""
    if now not in (before, after):
        words = name.replace("_", " ")
        raise SituationChanged(
            thing, f"somebody else changed {words} since it was read; look at it again, nothing was written"
        )


def refuse_quantity(name: str, quantity: int | None, at_most: int) -> None:
    """Raise ShopError for a quantity (1/10,000 units) below nothing or beyond all sense."""
    _refuse(name, quantity, at_most, "" if quantity is None else format_quantity(quantity))


def refuse_number(name: str, number: int | None, at_most: int, counted_in: str = "") -> None:
    """Raise ShopError for a plain number below nothing or beyond all sense."""
    _refuse(name, number, at_most, f"{number} {counted_in}".strip())


def _refuse(name: str, value: int | None, at_most: int, shown: str) -> None:
    if value is not None and value < 0:
        raise ShopError(name, f"'{shown}' is below 0; give 0 or more")
    if value is not None and value > at_most:
        raise ShopError(name, f"'{shown}' cannot be right; it is far too much")
