"""What is asked before a step is taken: why a chip is kept, and which way of finding stock."""

from datetime import date

from PySide6.QtCore import QObject

from boapp.domain.edits import Pin
from boapp.domain.swaps import SwapProposal, swap_of
from boapp.ui.allocation.board import AllocationBoard
from boapp.ui.allocation.draft_books import DraftBooks
from boapp.ui.allocation.find_stock import FindStockDialog
from boapp.ui.allocation.matrix_model import MatrixModel
from boapp.ui.allocation.names import customer_of, supply_name, tr
from boapp.ui.allocation.pin_dialog import PinDialog
from boapp.ui.formats import quantity_text


class Offers(QObject):
    """Opens the dialogs of the matrix and takes the step that is chosen there."""

    def __init__(self, board: AllocationBoard, model: MatrixModel, books: DraftBooks) -> None:
        super().__init__(board)
        self._board = board
        self._model = model
        self._books = books
        board.view.pin_asked.connect(self._on_pin_asked)
        board.toolbar.find_wanted.connect(self._on_find_wanted)
        books.found.connect(self._on_found)

    def _on_pin_asked(self, line_id: int, supply_id: int) -> None:
        draft = self._model.draft
        if draft is None:
            return
        index, supply = self._board.view.currentIndex(), draft.matrix.supply_of[supply_id]
        row = draft.matrix.row(line_id)
        what = tr("{n} of {supply} for {who}").format(
            n=quantity_text(row.held(supply_id)),
            supply=supply_name(supply, draft.start.situation.today),
            who=row.line.customer or row.line.order_number,
        )

        def keep(reason: str, until: date | None) -> None:
            self._model.edit(Pin(line_id, supply_id, reason, until), index)

        PinDialog(what, draft.start.situation.today, keep, self._board).open()

    def _on_find_wanted(self) -> None:
        line_id = self._board.view.line_id
        if line_id is not None:
            self._books.find(line_id)

    def _on_found(self, line_id: int, ways: tuple[SwapProposal, ...]) -> None:
        draft = self._model.draft
        if draft is None or line_id not in draft.matrix.places:
            return
        index = self._board.view.currentIndex()
        if not ways:
            who = customer_of(draft.matrix, line_id)
            complete = not draft.matrix.row(line_id).missing_quantity
            words = tr("{who} lacks nothing.") if complete else tr("Nobody could give {who} anything.")
            self._board.view.say_beside(words.format(who=who), index)
            return

        def take(way: SwapProposal) -> None:
            self._model.edit(swap_of(draft.matrix, way), index)

        FindStockDialog(draft, ways, take, self._board).open()
