"""The interactive backorder screen of one product (screens; semantics 6)."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from boapp.domain.allocation import Rebased
from boapp.domain.edits import Suggest, Withdraw
from boapp.errors import ShopError
from boapp.services.allocation import SavedDraft
from boapp.ui import messages
from boapp.ui.allocation.board import AllocationBoard
from boapp.ui.allocation.consequences import Consequences, gather
from boapp.ui.allocation.draft_books import DraftBooks
from boapp.ui.allocation.draft_session import DraftSession
from boapp.ui.allocation.matrix_model import MatrixModel
from boapp.ui.allocation.names import tr
from boapp.ui.allocation.offers import Offers
from boapp.ui.allocation.refusals import misfit_words
from boapp.ui.allocation.story_teller import StoryTeller
from boapp.ui.pages import Desk, Page
from boapp.ui.widgets.layouts import column

PAGE = "decide"
TOPICS = frozenset({"stock", "orders", "purchasing", "allocations"})
TOLD_TOPICS = frozenset({"allocations", "orders", "notices"})


@dataclass(frozen=True, slots=True)
class AllocationSubject:
    """Which product is decided on, and the list it was opened from (for previous and next)."""

    product_id: int
    product_ids: tuple[int, ...] = ()


class AllocationPage(Page):
    """Decide who gets what; the subject is an `AllocationSubject` or a product's key.

    `saved` with the keys of the letters that became due, once the draft is in the books.
    """

    saved = Signal(object)
    topics: ClassVar[frozenset[str]] = TOPICS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.shown = AllocationSubject(0)
        self.session = DraftSession(self)
        self.model = MatrixModel(self.session, parent=self)
        self.books = DraftBooks(desk.shop, desk.work, self.session, self)
        self.board = AllocationBoard(self.session, self.model)
        self.story = StoryTeller(self.board, self.model, self.books)
        self.offers = Offers(self.board, self.model, self.books)
        self.consequences = Consequences()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show_consequences)
        self.setLayout(column(self.board, spacing=0))
        redo = QShortcut(QKeySequence("Ctrl+Y"), self)
        redo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        redo.activated.connect(self.session.stack.redo)
        self._connect()
        self._bind()

    @override
    def show_subject(self, subject: Hashable) -> None:
        wanted = subject if isinstance(subject, AllocationSubject) else AllocationSubject(int(str(subject)))
        again = wanted.product_id == self.shown.product_id and self.session.draft is not None
        self.subject, self.shown = subject, wanted
        self.board.head.say_place(wanted.product_ids or (wanted.product_id,), wanted.product_id)
        self._bind_steps()
        if again:
            self.reload()
        else:
            self.board.hide_banners()
            self.board.toolbar.filter.clear()
            self.books.open(wanted.product_id)

    @override
    def reload(self) -> None:
        """Read again; what is decided and not saved is never thrown away, others' changes are named."""
        if self.session.is_dirty:
            self.books.check()
        else:
            self.books.open(self.shown.product_id)

    @override
    def title(self) -> str:
        return self.board.head.title

    @override
    def focus_filter(self) -> QWidget | None:
        return self.board.toolbar.filter

    @override
    def may_leave(self, then: Callable[[], None]) -> None:
        if not self.session.is_dirty:
            then()
            return

        def leave() -> None:
            self._throw_away()
            then()

        messages.ask(
            self,
            tr("This is not saved yet"),
            tr("What you decided for {product} is thrown away when you leave.").format(product=self.title()),
            tr("Throw it away"),
            leave,
            tr("Stay here"),
        )

    def step(self, by: int) -> None:
        """Go to the product before or after this one in the list."""
        ids = self.shown.product_ids
        place = ids.index(self.shown.product_id) + by if self.shown.product_id in ids else -1
        if 0 <= place < len(ids):
            self.desk.go(PAGE, AllocationSubject(ids[place], ids))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.board.fit(self.width())
        self._show_save()

    def _throw_away(self) -> None:
        if self.session.draft is not None:
            self.session.begin(self.session.draft.start)

    def _connect(self) -> None:
        board, books, session = self.board, self.books, self.session
        session.changed.connect(self._on_draft_changed)
        session.begun.connect(self._on_begun)
        session.steps_changed.connect(self._on_steps_changed)
        books.suggested.connect(self._on_suggested)
        books.saved.connect(self._on_saved)
        books.stale.connect(self._on_stale)
        books.carried.connect(self._on_carried)
        books.refused.connect(self._on_refused)
        books.busy_changed.connect(self._on_busy)
        board.toolbar.suggest_wanted.connect(books.suggest)
        board.toolbar.give_back_wanted.connect(
            lambda: self.model.edit(Withdraw(), self.board.view.currentIndex())
        )
        board.toolbar.filter.sought.connect(self._on_sought)
        board.toolbar.filter.left_downwards.connect(board.view.setFocus)
        board.head.step_wanted.connect(self.step)
        board.save_button.clicked.connect(books.save)
        board.carry_button.clicked.connect(books.carry)
        board.back_button.clicked.connect(lambda: self.desk.go("backorders"))

    def _bind(self) -> None:
        bind = self.desk.actions.bind
        bind("why", self.story.toggle, self)
        bind("suggest", lambda: self.books.suggest(self.board.toolbar.rules.value), self)

    def _bind_steps(self) -> None:
        several = len(self.shown.product_ids) > 1
        for key, by in (("previous", -1), ("next", 1)):
            if several:
                self.desk.actions.bind(key, partial(self.step, by), self)
            else:
                self.desk.actions.unbind(key, self)

    def _on_begun(self) -> None:
        draft = self.session.draft
        assert draft is not None
        self.board.show_nobody(
            draft.matrix.product.name or draft.matrix.product.sku, nobody=not draft.matrix.rows
        )
        self._on_draft_changed()
        self.renamed.emit()
        if self.isVisible():
            self.board.view.setFocus()

    def _on_draft_changed(self) -> None:
        """Show what follows from the draft; what it means for customers right after it is painted."""
        draft = self.session.draft
        assert draft is not None
        self.board.view.note.hide()
        self.board.head.say(draft, dirty=self.session.is_dirty)
        self.board.totals.say(draft)
        self._later.start()

    def _on_steps_changed(self) -> None:
        stack, actions = self.session.stack, self.desk.actions
        self.board.toolbar.show_steps()
        self._show_save()
        for key, possible, act in (
            ("undo", stack.canUndo(), stack.undo),
            ("redo", stack.canRedo(), stack.redo),
            ("save", self.session.is_dirty, self.books.save),
        ):
            if possible:
                actions.bind(key, act, self)
            else:
                actions.unbind(key, self)

    def _show_consequences(self) -> None:
        draft = self.session.draft
        if draft is None:
            return
        self.consequences = gather(draft, self.books.basis)
        self.board.strip.say(self.consequences, self._today())
        self._show_save()
        self.story.tell()

    def _show_save(self) -> None:
        count = len(self.consequences.letters)
        words, short = tr("Save"), tr("Save")
        if count and self.session.is_dirty:
            letters = tr("1 letter") if count == 1 else tr("{n} letters").format(n=count)
            words = tr("Save and write {letters}").format(letters=letters)
            short = tr("Save, {letters}").format(letters=letters)
        refusal = "" if self.session.is_dirty else tr("Nothing is changed yet.")
        self.board.say_save(words, short, tr("It is being saved.") if self.books.is_busy else refusal)

    def _on_suggested(self, edit: Suggest) -> None:
        draft = self.session.draft
        if self.model.edit(edit, self.board.view.currentIndex()) and self.session.draft is draft:
            self.desk.toast(tr("The rules would change nothing"))

    def _on_busy(self, busy: bool) -> None:
        """While it is saved nothing can be decided that would then be lost."""
        self.board.setEnabled(not busy)
        self._show_save()
        if not busy and self.isVisible():
            self.board.view.setFocus()

    def _on_sought(self, words: str) -> None:
        self.model.filter_by(words)
        self.board.show_found(words, found=self.model.rowCount() > 0 or not words)

    def _on_saved(self, saved: SavedDraft) -> None:
        count = len(saved.notice_ids)
        written = tr("1 letter") if count == 1 else tr("{n} letters").format(n=count)
        words = tr("Saved. {letters} to print").format(letters=written) if count else tr("Saved")
        self.desk.toast(words)
        self.board.hide_banners()
        self.desk.bus.tell(TOLD_TOPICS, self)
        self.saved.emit(saved.notice_ids)

    def _on_stale(self, reason: str) -> None:
        about = reason or tr("Goods, orders or deliveries are other than when you began")
        self.board.say_stale(messages.sentence_of(about))

    def _on_carried(self, rebased: Rebased) -> None:
        self.board.say_misfits([misfit_words(misfit, rebased.draft) for misfit in rebased.misfits])
        if not rebased.misfits:
            self.desk.toast(tr("Your changes stand on what is so now"))

    def _on_refused(self, error: ShopError) -> None:
        messages.show_error(self, error)

    def _today(self) -> date:
        draft = self.session.draft
        assert draft is not None
        return draft.start.situation.today
