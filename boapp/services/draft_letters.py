"""What saving a draft would mean for customers, reckoned as quickly as it is edited (semantics 6, notices 1).

The letters are found by the same rules as after saving, so that "Save and write 4 letters" writes four.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from boapp.domain.allocation import AllocationDraft, DraftStart, begin_draft
from boapp.domain.decisions import NoticeDue
from boapp.domain.dues import (
    HeldPart,
    PromisedLine,
    TellingRules,
    UnprintedNotice,
    delay_notices,
    left_without,
    reconcile,
)
from boapp.domain.matrix import Matrix, Row
from boapp.domain.notice_rules.cases import Jurisdiction
from boapp.domain.promises import Comparison, compare
from boapp.services.dues import law_of_line, telling_rules
from boapp.services.shops import Shop
from boapp.storage.promises import (
    read_customers_of_products,
    read_promised_lines,
    read_unprinted_notices,
)
from boapp.storage.shop_settings import read_settings


@dataclass(frozen=True, slots=True)
class LetterBasis:
    """What customers of one product were told, read once a draft; `at_start`: letters due without any edit."""

    promised: tuple[PromisedLine, ...]
    unprinted: tuple[UnprintedNotice, ...]
    rules: TellingRules
    laws: Mapping[int, Jurisdiction]
    at_start: tuple[NoticeDue, ...] = ()


def read_letter_basis(shop: Shop, start: DraftStart) -> LetterBasis:
    """Read what the letters of a product's draft rest on."""
    product_ids = {start.product_id}
    with shop.database.read() as tx:
        promised = read_promised_lines(tx, product_ids)
        concerned = {line.customer_id for line in promised} | read_customers_of_products(tx, product_ids)
        settings = read_settings(tx)
        laws = {line.line_id: law_of_line(settings, line) for line in promised}
        unprinted = tuple(read_unprinted_notices(tx, concerned))
        basis = LetterBasis(tuple(promised), unprinted, telling_rules(tx, settings), laws)
    return replace(basis, at_start=_letters_to(basis, begin_draft(start), concerned))


def letters_due(basis: LetterBasis, draft: AllocationDraft) -> tuple[NoticeDue, ...]:
    """The letters that saving the draft would add, most urgent first; only touched customers are reckoned anew."""
    touched = {row.line.customer_id for row in changed_rows(draft)}
    others = [due for due in basis.at_start if due.customer_id not in touched]
    due = [*others, *_letters_to(basis, draft, touched)]
    return tuple(sorted(due, key=lambda one: (one.due_by or date.max, one.customer_id)))


def compare_touched(draft: AllocationDraft) -> Comparison:
    """What the draft means for the customers of the orders it touches; all others are as they were."""
    start, matrix = draft.start.situation, draft.matrix
    order_ids = {row.line.order_id for row in changed_rows(draft)}
    before = replace(start, lines=tuple([line for line in start.lines if line.order_id in order_ids]))
    line_ids = {line.line_id for line in before.lines}
    held = [part for part in start.allocations if part.line_id in line_ids]
    before = replace(before, allocations=tuple(held))
    mine = [row for row in matrix.rows if row.line.order_id in order_ids]
    here = {row.line.line_id for row in mine}
    others = [line for line in before.lines if line.line_id not in here]
    after = replace(
        before,
        lines=(*others, *[row.line for row in mine]),
        supplies=tuple([matrix.supply_of.get(supply.supply_id, supply) for supply in start.supplies]),
        allocations=(
            *[part for part in held if part.line_id not in here],
            *[part for row in mine for part in row.allocations],
        ),
    )
    return compare(before, after, product_ids=[draft.start.product_id])


def changed_rows(draft: AllocationDraft) -> list[Row]:
    """The rows that are other than at the start of the draft."""
    was = {row.line.line_id: row for row in draft.origin.rows}
    found = [row for row in draft.matrix.rows if was.get(row.line.line_id) is not row]
    return [row for row in found if was.get(row.line.line_id) != row]


def _letters_to(
    basis: LetterBasis, draft: AllocationDraft, customer_ids: Collection[int]
) -> tuple[NoticeDue, ...]:
    matrix = draft.matrix
    decided = left_without(basis.unprinted) | set(matrix.places)
    lines = _as_in_draft((line for line in basis.promised if line.customer_id in customer_ids), matrix)
    laws = basis.laws
    delays = delay_notices(
        lines,
        draft.start.situation.today,
        basis.rules,
        lambda line: laws[line.line_id],
        lambda line_id: line_id in decided,
    )
    new, _ = reconcile(delays, [one for one in basis.unprinted if one.customer_id in customer_ids])
    return tuple(new)


def _as_in_draft(promised: Iterable[PromisedLine], matrix: Matrix) -> list[PromisedLine]:
    """The told lines with what they would hold; lines of other products as they stand."""
    return [
        _with_held(line, matrix.row(line.line_id), matrix) if line.line_id in matrix.places else line
        for line in promised
    ]


def _with_held(line: PromisedLine, row: Row, matrix: Matrix) -> PromisedLine:
    held = [(part.quantity, matrix.supply_of[part.supply_id]) for part in row.allocations]
    parts = tuple(HeldPart(quantity, supply.date, supply.on_hand) for quantity, supply in held)
    return replace(line, held=parts, open_quantity=row.line.open_quantity)
