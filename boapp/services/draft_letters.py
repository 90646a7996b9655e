"""Which letters a draft would make due if it were saved now; the same rules as after saving (notices 1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from boapp.domain.allocation import AllocationDraft
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
    """What customers of one product were told and which letters wait to be printed, read once a draft."""

    promised: tuple[PromisedLine, ...]
    unprinted: tuple[UnprintedNotice, ...]
    rules: TellingRules
    laws: Mapping[int, Jurisdiction]


def read_letter_basis(shop: Shop, product_id: int) -> LetterBasis:
    """Read what the letters of a product's draft rest on."""
    with shop.database.read() as tx:
        promised = read_promised_lines(tx, {product_id})
        concerned = {line.customer_id for line in promised} | read_customers_of_products(tx, {product_id})
        settings = read_settings(tx)
        laws = {line.line_id: law_of_line(settings, line) for line in promised}
        unprinted = tuple(read_unprinted_notices(tx, concerned))
        return LetterBasis(tuple(promised), unprinted, telling_rules(tx, settings), laws)


def letters_due(basis: LetterBasis, draft: AllocationDraft) -> tuple[NoticeDue, ...]:
    """The letters that saving the draft would add, most urgent first."""
    matrix, today = draft.matrix, draft.start.situation.today
    decided = left_without(basis.unprinted) | set(matrix.places)
    lines = _as_in_draft(basis.promised, matrix)
    laws = basis.laws
    delays = delay_notices(
        lines, today, basis.rules, lambda line: laws[line.line_id], lambda line_id: line_id in decided
    )
    new, _ = reconcile(delays, basis.unprinted)
    return tuple(sorted(new, key=lambda due: (due.due_by or date.max, due.customer_id)))


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
