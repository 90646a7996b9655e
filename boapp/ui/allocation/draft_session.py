"""The draft a clerk works on, with undo and redo without end (semantics 6; architecture 5, "Drafts")."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from boapp.domain.allocation import AllocationDraft, DraftStart, apply_edit, begin_draft
from boapp.domain.edit_rules import EditRefused
from boapp.domain.edits import Edit
from boapp.ui.allocation.names import step_words


class _Step(QUndoCommand):
    """One edit: the draft before it and the one after it."""

    def __init__(self, session: "DraftSession", after: AllocationDraft) -> None:
        super().__init__(step_words(after))
        self._session = session
        self._after = after

    @override
    def redo(self) -> None:
        self._session.show_draft(self._after)

    @override
    def undo(self) -> None:
        assert self._after.previous is not None
        self._session.show_draft(self._after.previous)


class DraftSession(QObject):
    """Holds the current draft. `changed` when it is another one, `begun` when it is another start.

    `act_uuid` names the act of saving this draft: asked again after a broken line, it is done once.
    """

    begun = Signal()
    changed = Signal()
    steps_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft: AllocationDraft | None = None
        self.act_uuid: UUID = uuid4()
        self.stack = QUndoStack(self)
        self.stack.indexChanged.connect(self._on_index_changed)

    @property
    def draft(self) -> AllocationDraft | None:
        """What would be so if it were saved now; None before a product is open."""
        return self._draft

    @property
    def is_dirty(self) -> bool:
        """Whether something was decided that is not in the books yet."""
        return self._draft is not None and self._draft.previous is not None

    @property
    def version(self) -> int | None:
        """The product's version on which the draft stands."""
        return None if self._draft is None else self._draft.start.version

    def begin(self, start: DraftStart) -> None:
        """Open a draft without edits; what was there is forgotten."""
        self._restart(begin_draft(start), ())

    def carry(self, rebased: AllocationDraft) -> None:
        """Go on with a draft that was carried over; each of its edits can be undone as before."""
        steps = list(rebased.steps())[::-1]
        self._restart(steps[0], steps[1:])

    def edit(self, edit: Edit) -> EditRefused | None:
        """Take one step. A refused edit changes nothing and is given back; None when it was done."""
        if self._draft is None:
            return None
        try:
            after = apply_edit(self._draft, edit)
        except EditRefused as refused:
            return refused
        if after is not self._draft:
            self.stack.push(_Step(self, after))
        return None

    def show_draft(self, draft: AllocationDraft) -> None:
        """Called by the steps of the stack alone."""
        self._draft = draft
        self.changed.emit()

    def close(self) -> None:
        """Forget the draft and its steps; nothing is told any more."""
        self.stack.indexChanged.disconnect(self._on_index_changed)
        self.stack.clear()
        self._draft = None

    def _restart(self, first: AllocationDraft, steps: Iterable[AllocationDraft]) -> None:
        self.stack.clear()
        self._draft = first
        self.act_uuid = uuid4()
        self.begun.emit()
        for step in steps:
            self.stack.push(_Step(self, step))
        self.steps_changed.emit()

    def _on_index_changed(self) -> None:
        self.steps_changed.emit()
