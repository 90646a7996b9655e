"""Keeps the why strip and the full story about the row where the keyboard is."""

from PySide6.QtCore import QObject

from boapp.ui.allocation.board import AllocationBoard
from boapp.ui.allocation.draft_books import DraftBooks
from boapp.ui.allocation.matrix_model import MatrixModel
from boapp.ui.allocation.names import tr
from boapp.ui.allocation.row_story import full_story, row_story


class StoryTeller(QObject):
    """Tells anew with each row and each edit; what the shop's rules would say is asked off the screen."""

    def __init__(self, board: AllocationBoard, model: MatrixModel, books: DraftBooks) -> None:
        super().__init__(board)
        self._board = board
        self._model = model
        self._books = books
        self._by_rules: dict[int, str] = {}
        board.view.row_changed.connect(self.tell)
        board.why.asked.connect(self.toggle)
        books.explained.connect(self._on_explained)
        model.session.begun.connect(self._by_rules.clear)

    def toggle(self) -> None:
        """Tell the full story in place of the changes, or show the changes again."""
        self._board.show_why(shown=not self._board.is_why_shown)
        self.tell()

    def tell(self) -> None:
        """Tell about the row where the keyboard is now."""
        draft, index = self._model.draft, self._board.view.currentIndex()
        if draft is None or not index.isValid():
            self._board.why.say(None)
            return
        facts = self._model.facts_at(index.row())
        story = row_story(draft, facts)
        self._board.why.say(story)
        if not self._board.is_why_shown:
            return
        line_id = facts.line.line_id
        by_rules = self._by_rules.get(line_id, "")
        said = tr("By the shop’s rules: {why}.").format(why=by_rules)
        self._board.why_panel.say(story.head, [*full_story(draft, facts), *([said] if by_rules else [])])
        if line_id not in self._by_rules:
            self._books.explain(line_id)

    def _on_explained(self, line_id: int, why: str) -> None:
        self._by_rules[line_id] = why
        if line_id == self._board.view.line_id:
            self.tell()
