"""What a clerk does to a draft, as values that can be kept, replayed and put into words.

Each edit is one undo step (semantics 6). `edit_to_data` and `edit_from_data` give the
form in which a parked draft is stored (architecture 5, "Drafts").
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from boapp.domain.decisions import Hold
from boapp.domain.orders import OrderLine
from boapp.domain.stock import Allocation


@dataclass(frozen=True, slots=True)
class Confirm:
    """Set a whole chip to a quantity (a number is typed into a cell); 0 gives it back.

    `supply_id` None is the column "nothing coming", where nothing can be typed.
    """

    line_id: int
    supply_id: int | None
    quantity: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Give back what may be moved: of one chip, of a row (`supply_id` None), a column, or of all."""

    line_id: int | None = None
    supply_id: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Carry a quantity from one cell to another: to another line, or split to another supply."""

    from_line_id: int
    from_supply_id: int
    to_line_id: int
    to_supply_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two chips change places (a chip is dropped on a chip).

    Where the whole chips do not fit what the lines are owed, the same quantity of each
    changes places.
    """

    line_id: int
    supply_id: int
    other_line_id: int
    other_supply_id: int


@dataclass(frozen=True, slots=True)
class TakeFree:
    """Give a line all it lacks of what is free: of one supply, or of any by section 3 (None)."""

    line_id: int
    supply_id: int | None = None


@dataclass(frozen=True, slots=True)
class Pin:
    """Keep a chip for its line, so that no run moves it; `until` is the last day of that."""

    line_id: int
    supply_id: int
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Unpin:
    """Let go of a pinned chip: the line still holds it, but it may be moved."""

    line_id: int
    supply_id: int


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take set-aside goods off the hold shelf, with a reason; "ready" is withdrawn (semantics 2)."""

    line_id: int
    supply_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class PutOnHold:
    """Let an order wait for something other than goods (semantics 2); None ends the hold."""

    order_id: int
    hold: Hold | None


@dataclass(frozen=True, slots=True)
class AddRow:
    """Add a line that is not in the books yet: a walk-in. Its key is negative until it is saved."""

    line: OrderLine


@dataclass(frozen=True, slots=True)
class ChangeOwed:
    """Change what is still owed: the customer on the phone wants 3, or 2 more."""

    line_id: int
    open_quantity: int


@dataclass(frozen=True, slots=True)
class CorrectSupply:
    """Correct a count or a date in a header; never refused because the goods are promised."""

    supply_id: int
    quantity: int
    date: date | None


@dataclass(frozen=True, slots=True)
class Rerank:
    """Show the rows in this order in this session; nobody's goods move."""

    line_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Suggest:
    """Take over what a run proposes; pinned and set-aside parts stay as they are."""

    allocations: tuple[Allocation, ...]
    rule_set: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """So much more (or, below 0, less) of one part of a chip."""

    part: Allocation
    change: int


@dataclass(frozen=True, slots=True)
class Swap:
    """Several edits that only make sense together, as one step (a least-harm swap)."""

    line_id: int
    edits: tuple[Confirm | Move | TakeBack | Unpin, ...]


# What only moves goods, and therefore follows them when they come in.
GoodsEdit = Confirm | Withdraw | Move | Exchange | TakeFree | Pin | Unpin | TakeBack | Suggest | Swap


@dataclass(frozen=True, slots=True)
class Followed:
    """An edit whose goods came in meanwhile: the same decision about what is here and the rest."""

    original: GoodsEdit
    shifts: tuple[Shift, ...]


Edit = GoodsEdit | Followed | PutOnHold | AddRow | ChangeOwed | CorrectSupply | Rerank

EDIT_KINDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Edit)}


def edit_to_data(edit: Edit) -> dict[str, Any]:
    """Write an edit as plain JSON data: its kind and its fields."""
    return {"edit": type(edit).__name__, **_fields_to_data(edit)}


def edit_from_data(data: dict[str, Any]) -> Edit:
    """Read an edit as `edit_to_data` wrote it. Raises ValueError for anything else."""
    kind = EDIT_KINDS.get(data.get("edit", ""))
    if kind is None:
        raise ValueError(f"no such edit: {data.get('edit')!r}")
    edit: Edit = _from_data(kind, {name: value for name, value in data.items() if name != "edit"})
    return edit


def _fields_to_data(value: Any) -> dict[str, Any]:
    return {field.name: _to_data(getattr(value, field.name)) for field in fields(value)}


def _to_data(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_to_data(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if is_dataclass(value):
        named = {"edit": type(value).__name__} if type(value).__name__ in EDIT_KINDS else {}
        return named | _fields_to_data(value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _from_data(hint: Any, data: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return _from_one_of(get_args(hint), data)
    if get_origin(hint) is tuple:
        return tuple(_from_data(get_args(hint)[0], item) for item in _expect(list, data))
    if is_dataclass(hint):
        given = _expect(dict, data)
        make: Any = hint
        hints = _hints(make)
        if not given.keys() <= hints.keys():
            raise ValueError(f"unknown field: {', '.join(sorted(given.keys() - hints.keys()))}")
        try:
            return make(**{name: _from_data(hints[name], value) for name, value in given.items()})
        except TypeError as error:
            raise ValueError(str(error)) from error
    if hint is date:
        return date.fromisoformat(_expect(str, data))
    if issubclass(hint, StrEnum):
        return hint(_expect(str, data))
    return _expect(hint, data)


def _from_one_of(hints: tuple[Any, ...], data: Any) -> Any:
    if data is None and NoneType in hints:
        return None
    if isinstance(data, dict) and "edit" in data:
        edit = edit_from_data(data)
        if type(edit) not in hints:
            raise ValueError(f"{type(edit).__name__} cannot stand here")
        return edit
    return _from_data(next(hint for hint in hints if hint is not NoneType), data)


def _expect(kind: type, data: Any) -> Any:
    if type(data) is not kind:
        raise ValueError(f"{data!r} is not {kind.__name__}")
    return data
