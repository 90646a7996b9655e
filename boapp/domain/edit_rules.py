"""What each edit does to the matrix, and when it is refused (semantics 6).

A hand may break a pack or give less than a minimum part: the goods lie before the clerk,
and on the way to a whole the numbers pass through such parts; the row is marked instead
(`allocation.marks`). What no hand may do: give more than there is or than is owed, give
goods that come when the line has no more use for them, or move what is pinned or set
aside without unpinning it or taking it back first.
"""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from boapp.domain.edits import (
    Confirm,
    Exchange,
    Move,
    Pin,
    TakeBack,
    Unpin,
    Withdraw,
)
from boapp.domain.matrix import Matrix, Row, is_past_use
from boapp.domain.quantities import smallest_unit
from boapp.domain.situation import Situation
from boapp.domain.stock import Supply
from boapp.errors import ShopError


class Refusal(StrEnum):
    """Why an edit was refused; the words are found at the edge."""

    NO_SUPPLY = "no_supply"
    UNKNOWN_LINE = "unknown_line"
    UNKNOWN_SUPPLY = "unknown_supply"
    NEGATIVE = "negative"
    TOO_PRECISE = "too_precise"
    MORE_THAN_FREE = "more_than_free"
    MORE_THAN_OWED = "more_than_owed"
    MORE_THAN_HELD = "more_than_held"
    PINNED = "pinned"
    SET_ASIDE = "set_aside"
    PAST_USE = "past_use"
    NOT_PINNED = "not_pinned"
    NOT_SET_ASIDE = "not_set_aside"
    NOTHING_HELD = "nothing_held"
    NOTHING_FREE = "nothing_free"
    NOTHING_OWED = "nothing_owed"
    SAME_PLACE = "same_place"
    REASON_NEEDED = "reason_needed"
    ALREADY_THERE = "already_there"
    IN_THE_PAST = "in_the_past"
    OTHER_PRODUCT = "other_product"
    GOODS_RECEIVED = "goods_received"


class EditRefused(ShopError):
    """An edit that cannot be; nothing was changed.

    `possible_quantity` is the most that could have been asked, where that is the matter;
    `day` the last day of use, or a day that is past.
    """

    def __init__(
        self,
        refusal: Refusal,
        line_id: int | None = None,
        supply_id: int | None = None,
        asked_quantity: int | None = None,
        possible_quantity: int | None = None,
        day: date | None = None,
    ) -> None:
        super().__init__("edit", refusal.value)
        self.refusal = refusal
        self.line_id = line_id
        self.supply_id = supply_id
        self.asked_quantity = asked_quantity
        self.possible_quantity = possible_quantity
        self.day = day


def row_of(matrix: Matrix, line_id: int) -> Row:
    """The row an edit speaks of; refused when the line is not (or no longer) waiting."""
    if line_id not in matrix.places:
        raise EditRefused(Refusal.UNKNOWN_LINE, line_id)
    return matrix.row(line_id)


def supply_for(matrix: Matrix, supply_id: int | None, line_id: int | None = None) -> Supply:
    """The column an edit speaks of; nothing can be taken from "nothing coming"."""
    if supply_id is None:
        raise EditRefused(Refusal.NO_SUPPLY, line_id)
    if supply_id not in matrix.supply_of:
        raise EditRefused(Refusal.UNKNOWN_SUPPLY, line_id, supply_id)
    return matrix.supply_of[supply_id]


def check_quantity(matrix: Matrix, quantity: int, line_id: int | None, supply_id: int | None) -> None:
    """Refuse a quantity below zero, or finer than the product is counted."""
    if quantity < 0:
        raise EditRefused(Refusal.NEGATIVE, line_id, supply_id, quantity)
    if quantity % smallest_unit(matrix.product.decimals):
        raise EditRefused(Refusal.TOO_PRECISE, line_id, supply_id, quantity)


def grow(matrix: Matrix, line_id: int, supply_id: int, change: int, situation: Situation) -> Matrix:
    """Add to (or take from) the loose part of a chip, within all limits; the one way goods move by hand."""
    row = row_of(matrix, line_id)
    supply = supply_for(matrix, supply_id, line_id)
    if change > 0:
        held = row.held(supply_id)
        possible = held + min(row.missing_quantity, matrix.free(supply_id))
        if is_past_use(row.line, supply, situation):
            raise EditRefused(
                Refusal.PAST_USE, line_id, supply_id, held + change, held, row.line.no_use_after
            )
        if change > row.missing_quantity:
            raise EditRefused(Refusal.MORE_THAN_OWED, line_id, supply_id, held + change, possible)
        if change > matrix.free(supply_id):
            raise EditRefused(Refusal.MORE_THAN_FREE, line_id, supply_id, held + change, possible)
    elif row.loose(supply_id) + change < 0:
        refusal = fixed_or(row, supply_id, Refusal.MORE_THAN_HELD)
        raise EditRefused(refusal, line_id, supply_id, -change, row.loose(supply_id))
    return matrix.with_row(row.with_loose(supply_id, row.loose(supply_id) + change))


def fixed_or(row: Row, supply_id: int | None, otherwise: Refusal) -> Refusal:
    """What holds a chip fast: the hold shelf, else a pin, else nothing does."""
    fixed = [held for held in row.allocations if held.stays and supply_id in (None, held.supply_id)]
    if any(held.set_aside for held in fixed):
        return Refusal.SET_ASIDE
    return Refusal.PINNED if fixed else otherwise


def confirm(matrix: Matrix, edit: Confirm, situation: Situation) -> Matrix:
    """Set a chip to a quantity; its fixed part must stay inside."""
    supply = supply_for(matrix, edit.supply_id, edit.line_id)
    row = row_of(matrix, edit.line_id)
    check_quantity(matrix, edit.quantity, edit.line_id, edit.supply_id)
    return grow(matrix, edit.line_id, supply.supply_id, edit.quantity - row.held(supply.supply_id), situation)


def withdraw(matrix: Matrix, edit: Withdraw) -> Matrix:
    """Give back all that may be moved of a chip, a row, a column or the whole product."""
    rows = matrix.rows if edit.line_id is None else (row_of(matrix, edit.line_id),)
    if edit.supply_id is not None:
        supply_for(matrix, edit.supply_id, edit.line_id)
    given_back = []
    for row in rows:
        left = tuple(
            [held for held in row.allocations if held.stays or edit.supply_id not in (None, held.supply_id)]
        )
        if left != row.allocations:
            given_back.append(replace(row, allocations=left))
    if not given_back:
        reasons = {fixed_or(row, edit.supply_id, Refusal.NOTHING_HELD) for row in rows}
        reason = min(reasons - {Refusal.NOTHING_HELD}, default=Refusal.NOTHING_HELD)
        raise EditRefused(reason, edit.line_id, edit.supply_id)
    return matrix.with_rows(given_back)


def move(matrix: Matrix, edit: Move, situation: Situation) -> Matrix:
    """Carry goods to another line (of the same supply, or of what is free of another), or split them off."""
    source = (edit.from_line_id, edit.from_supply_id)
    if source == (edit.to_line_id, edit.to_supply_id):
        raise EditRefused(Refusal.SAME_PLACE, *source)
    check_quantity(matrix, edit.quantity, *source)
    if edit.quantity == 0:
        raise EditRefused(Refusal.NOTHING_HELD, *source)
    lifted = grow(matrix, *source, -edit.quantity, situation)
    return grow(lifted, edit.to_line_id, edit.to_supply_id, edit.quantity, situation)


class Carry(StrEnum):
    """How much of a chip goes along when it is dragged to another row."""

    ALL = "all"
    HALF = "half"
    NEEDED = "needed"


def carried_quantity(matrix: Matrix, line_id: int, supply_id: int, to_line_id: int, carry: Carry) -> int:
    """How much of a chip a drag moves: all, half (rounded down, at least one), or what the other row lacks."""
    loose = _loose_chip(matrix, line_id, supply_id)
    unit = smallest_unit(matrix.product.decimals)
    match carry:
        case Carry.HALF:
            return max(loose // unit // 2 * unit, min(unit, loose))
        case Carry.NEEDED:
            return min(loose, row_of(matrix, to_line_id).missing_quantity)
        case _:
            return loose


def exchange(matrix: Matrix, edit: Exchange, situation: Situation) -> Matrix:
    """Let two chips of two lines change places, whole if both fit, else the same quantity of each."""
    if edit.line_id == edit.other_line_id:
        raise EditRefused(Refusal.SAME_PLACE, edit.line_id, edit.supply_id)
    one = _loose_chip(matrix, edit.line_id, edit.supply_id)
    other = _loose_chip(matrix, edit.other_line_id, edit.other_supply_id)
    try:
        return _trade(matrix, edit, one, other, situation)
    except EditRefused as refused:
        if refused.refusal is not Refusal.MORE_THAN_OWED or edit.supply_id == edit.other_supply_id:
            raise
    return _trade(matrix, edit, min(one, other), min(one, other), situation)


def _loose_chip(matrix: Matrix, line_id: int, supply_id: int) -> int:
    row = row_of(matrix, line_id)
    loose = row.loose(supply_for(matrix, supply_id, line_id).supply_id)
    if not loose:
        raise EditRefused(fixed_or(row, supply_id, Refusal.NOTHING_HELD), line_id, supply_id)
    return loose


def _trade(matrix: Matrix, edit: Exchange, one: int, other: int, situation: Situation) -> Matrix:
    matrix = grow(matrix, edit.line_id, edit.supply_id, -one, situation)
    matrix = grow(matrix, edit.other_line_id, edit.other_supply_id, -other, situation)
    matrix = grow(matrix, edit.line_id, edit.other_supply_id, other, situation)
    return grow(matrix, edit.other_line_id, edit.supply_id, one, situation)


def pin(matrix: Matrix, edit: Pin, situation: Situation) -> Matrix:
    """Keep a chip for its line; one already kept may get a new reason."""
    if not edit.reason.strip():
        raise EditRefused(Refusal.REASON_NEEDED, edit.line_id, edit.supply_id)
    if edit.until is not None and edit.until < situation.today:
        raise EditRefused(Refusal.IN_THE_PAST, edit.line_id, edit.supply_id, day=edit.until)
    row = row_of(matrix, edit.line_id)
    supply = supply_for(matrix, edit.supply_id, edit.line_id)
    if not row.held(supply.supply_id):
        raise EditRefused(Refusal.NOTHING_HELD, edit.line_id, edit.supply_id)
    return matrix.with_row(_refasten(row, supply.supply_id, pinned=True))


def unpin(matrix: Matrix, edit: Unpin) -> Matrix:
    """Let go of what is pinned of a chip; what is set aside stays on the hold shelf."""
    row = row_of(matrix, edit.line_id)
    loosened = _refasten(row, supply_for(matrix, edit.supply_id, edit.line_id).supply_id, pinned=False)
    if loosened.loose(edit.supply_id) == row.loose(edit.supply_id):
        raise EditRefused(fixed_or(row, edit.supply_id, Refusal.NOT_PINNED), edit.line_id, edit.supply_id)
    return matrix.with_row(loosened)


def _refasten(row: Row, supply_id: int, *, pinned: bool) -> Row:
    fastened = replace(row, allocations=())
    for held in row.allocations:
        this_chip = held.supply_id == supply_id and not held.set_aside
        part = replace(held, pinned=pinned) if this_chip else held
        fastened = fastened.with_part(replace(part, quantity=part.quantity + fastened.part(part).quantity))
    return fastened


def take_back(matrix: Matrix, edit: TakeBack) -> Matrix:
    """Take goods off the hold shelf: the line still holds them, and they may be moved."""
    if not edit.reason.strip():
        raise EditRefused(Refusal.REASON_NEEDED, edit.line_id, edit.supply_id)
    row = row_of(matrix, edit.line_id)
    supply_id = supply_for(matrix, edit.supply_id, edit.line_id).supply_id
    shelved = [held for held in row.allocations if held.set_aside and held.supply_id == supply_id]
    if not shelved:
        raise EditRefused(Refusal.NOT_SET_ASIDE, edit.line_id, edit.supply_id)
    for held in shelved:
        row = row.with_part(replace(held, quantity=0))
        row = row.with_loose(supply_id, row.loose(supply_id) + held.quantity)
    return matrix.with_row(row)
