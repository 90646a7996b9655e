"""What edits of whole rows, columns and drafts do, and when they are refused (semantics 6)."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from boapp.domain.coverage import availability_date
from boapp.domain.edit_rules import (
    EditRefused,
    Refusal,
    check_quantity,
    confirm,
    fixed_or,
    grow,
    move,
    row_of,
    supply_for,
    take_back,
    unpin,
)
from boapp.domain.edits import (
    AddRow,
    ChangeOwed,
    Confirm,
    CorrectSupply,
    Followed,
    Move,
    Rerank,
    Suggest,
    Swap,
    TakeBack,
    TakeFree,
)
from boapp.domain.matrix import Matrix, Row, build_matrix, is_past_use, rank_of_row, take_free
from boapp.domain.ranking import RankingKey
from boapp.domain.receipts import correct_supply
from boapp.domain.situation import Situation
from boapp.domain.stock import Allocation


def take_all_free(matrix: Matrix, edit: TakeFree, situation: Situation) -> Matrix:
    """Give a line what it lacks of what is free; what is kept for the counter is not taken this way."""
    row = row_of(matrix, edit.line_id)
    if not row.missing_quantity:
        raise EditRefused(Refusal.NOTHING_OWED, edit.line_id, edit.supply_id)
    if edit.supply_id is None:
        taken = take_free(matrix, edit.line_id, row.missing_quantity, situation)
        if taken.row(edit.line_id).covered_quantity == row.covered_quantity:
            raise EditRefused(Refusal.NOTHING_FREE, edit.line_id)
        return taken
    supply = supply_for(matrix, edit.supply_id, edit.line_id)
    if is_past_use(row.line, supply, situation):
        raise EditRefused(Refusal.PAST_USE, edit.line_id, edit.supply_id, day=row.line.no_use_after)
    quantity = min(row.missing_quantity, matrix.offered(edit.supply_id))
    if not quantity:
        raise EditRefused(Refusal.NOTHING_FREE, edit.line_id, edit.supply_id)
    return matrix.with_row(row.with_loose(edit.supply_id, row.loose(edit.supply_id) + quantity))


def add_row(matrix: Matrix, edit: AddRow, situation: Situation, ranking: Sequence[RankingKey]) -> Matrix:
    """Add a walk-in at its rank; the order of the other rows stays."""
    line = edit.line
    if line.line_id in matrix.places:
        raise EditRefused(Refusal.ALREADY_THERE, line.line_id)
    if line.product_id != matrix.product.product_id:
        raise EditRefused(Refusal.OTHER_PRODUCT, line.line_id)
    check_quantity(matrix, line.open_quantity, line.line_id, None)
    if not line.open_quantity:
        raise EditRefused(Refusal.NOTHING_OWED, line.line_id)
    new = Row(line)
    rank_of = rank_of_row(matrix.supply_of, situation, ranking)
    place = bisect_right(matrix.rows, rank_of(new), key=rank_of)
    rows = (*matrix.rows[:place], new, *matrix.rows[place:])
    return build_matrix(matrix.product, matrix.supplies, rows)


def change_owed(matrix: Matrix, edit: ChangeOwed, situation: Situation) -> Matrix:
    """Change what is owed; what is then too much goes back, the latest goods first, never fixed ones."""
    row = row_of(matrix, edit.line_id)
    check_quantity(matrix, edit.open_quantity, edit.line_id, None)
    if edit.open_quantity < row.fixed_quantity:
        refusal = fixed_or(row, None, Refusal.PINNED)
        raise EditRefused(refusal, edit.line_id, None, edit.open_quantity, row.fixed_quantity)
    row = replace(row, line=replace(row.line, open_quantity=edit.open_quantity))
    loose = [held for held in row.allocations if not held.stays]
    loose.sort(key=lambda held: _latest_first(matrix, held, situation))
    for held in loose:
        back = min(held.quantity, max(0, -row.missing_quantity))
        row = row.with_part(replace(held, quantity=held.quantity - back))
    return matrix.with_row(row)


def _latest_first(matrix: Matrix, held: Allocation, situation: Situation) -> tuple[int, bool, int]:
    supply = matrix.supply_of[held.supply_id]
    day = availability_date(supply, situation.today, situation.settings)
    return (-day.toordinal(), supply.on_hand, -held.supply_id)


def correct_header(matrix: Matrix, edit: CorrectSupply, situation: Situation) -> Matrix:
    """Put a right count or date into a header; who then cannot be served lets go by semantics 7."""
    supply = supply_for(matrix, edit.supply_id)
    check_quantity(matrix, edit.quantity, None, edit.supply_id)
    when = None if supply.on_hand else edit.date
    return correct_supply(matrix, replace(supply, quantity=edit.quantity, date=when), situation).matrix


def rerank(matrix: Matrix, edit: Rerank) -> Matrix:
    """Show rows in another order; rows that are not named keep theirs behind, lines that are gone are passed over."""
    first = [matrix.row(line_id) for line_id in dict.fromkeys(edit.line_ids) if line_id in matrix.places]
    named = set(edit.line_ids)
    rest = [row for row in matrix.rows if row.line.line_id not in named]
    return build_matrix(matrix.product, matrix.supplies, (*first, *rest))


def suggest(matrix: Matrix, edit: Suggest, situation: Situation) -> Matrix:
    """Replace all loose parts by those a run proposes; refused as a whole when one does not fit."""
    matrix = matrix.with_rows(_rows_of(matrix, edit, situation))
    for supply in matrix.supplies:
        if matrix.free(supply.supply_id) < 0:
            raise EditRefused(Refusal.MORE_THAN_FREE, None, supply.supply_id)
    return matrix


def _rows_of(matrix: Matrix, edit: Suggest, situation: Situation) -> list[Row]:
    proposed: dict[int, list[Allocation]] = {}
    for held in edit.allocations:
        check_quantity(matrix, held.quantity, held.line_id, held.supply_id)
        supply = supply_for(matrix, held.supply_id, held.line_id)
        if is_past_use(row_of(matrix, held.line_id).line, supply, situation):
            raise EditRefused(Refusal.PAST_USE, held.line_id, held.supply_id, held.quantity)
        proposed.setdefault(held.line_id, []).append(held)
    changed = []
    for row in matrix.rows:
        new = replace(row, allocations=tuple([held for held in row.allocations if held.stays]))
        for held in proposed.get(row.line.line_id, ()):
            new = new.with_loose(held.supply_id, new.loose(held.supply_id) + held.quantity)
        if new.missing_quantity < 0:
            raise EditRefused(Refusal.MORE_THAN_OWED, row.line.line_id, None, new.covered_quantity)
        if set(new.allocations) != set(row.allocations):
            changed.append(new)
    return changed


def fitting_part(
    matrix: Matrix, edit: Suggest, situation: Situation
) -> tuple[Suggest, list[tuple[Allocation, EditRefused]]]:
    """What of a proposal still fits, taken in its order; and each part that does not, with why."""
    kept: list[Allocation] = []
    left_out = []
    bare = suggest(matrix, replace(edit, allocations=()), situation)
    for held in edit.allocations:
        try:
            check_quantity(matrix, held.quantity, held.line_id, held.supply_id)
            bare = grow(bare, held.line_id, held.supply_id, held.quantity, situation)
        except EditRefused as refused:
            left_out.append((held, refused))
            continue
        kept.append(held)
    return replace(edit, allocations=tuple(kept)), left_out


def follow(matrix: Matrix, edit: Followed) -> Matrix:
    """Repeat a decision whose goods came in meanwhile, on hand and on the rest."""
    for shift in sorted(edit.shifts, key=lambda one: one.change):
        row = row_of(matrix, shift.part.line_id)
        supply = supply_for(matrix, shift.part.supply_id, row.line.line_id)
        part = row.part(shift.part)
        where = (row.line.line_id, supply.supply_id)
        if part.quantity + shift.change < 0:
            raise EditRefused(Refusal.MORE_THAN_HELD, *where, -shift.change, part.quantity)
        if shift.change > row.missing_quantity:
            raise EditRefused(Refusal.MORE_THAN_OWED, *where, shift.change, row.missing_quantity)
        if shift.change > matrix.free(supply.supply_id):
            raise EditRefused(Refusal.MORE_THAN_FREE, *where, shift.change, matrix.free(supply.supply_id))
        matrix = matrix.with_row(row.with_part(replace(part, quantity=part.quantity + shift.change)))
    return matrix


def swap(matrix: Matrix, edit: Swap, situation: Situation) -> Matrix:
    """Do all of a swap or nothing of it."""
    for one in edit.edits:
        match one:
            case Confirm():
                matrix = confirm(matrix, one, situation)
            case Move():
                matrix = move(matrix, one, situation)
            case TakeBack():
                matrix = take_back(matrix, one)
            case _:
                matrix = unpin(matrix, one)
    return matrix
