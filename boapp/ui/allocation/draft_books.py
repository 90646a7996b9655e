"""Between a draft and the books: open, suggest, save, carry over; all on the database thread (architecture 5)."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from boapp.domain.allocation import AllocationDraft, DraftStart, Rebased
from boapp.domain.edits import Suggest
from boapp.domain.swaps import SwapProposal, find_stock
from boapp.errors import ShopError, SituationChanged
from boapp.services.allocation import (
    SavedDraft,
    carry_over,
    explain_row,
    open_product,
    save_draft,
    suggest_into,
)
from boapp.services.draft_letters import LetterBasis, read_letter_basis
from boapp.services.shops import Shop
from boapp.ui.allocation.draft_session import DraftSession
from boapp.ui.work import Work

Opened = tuple[DraftStart, LetterBasis]
Carried = tuple[Rebased, LetterBasis]
_Answer = TypeVar("_Answer")


class DraftBooks(QObject):
    """Acts for one page. `stale` when others changed the product meanwhile."""

    suggested = Signal(object)
    explained = Signal(int, str)
    found = Signal(int, object)
    saved = Signal(object)
    stale = Signal(str)
    carried = Signal(object)
    refused = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, shop: Shop, work: Work, session: DraftSession, parent: QObject) -> None:
        super().__init__(parent)
        self._shop = shop
        self._work = work
        self._session = session
        self.basis: LetterBasis | None = None
        self.is_busy = False

    def open(self, product_id: int) -> None:
        """Read a product and begin a draft of it."""
        self._run(partial(_open, self._shop, product_id), self._on_opened, "open")

    def check(self) -> None:
        """Look whether others changed the product under an unsaved draft."""
        draft = self._session.draft
        if draft is not None:
            self._run(partial(open_product, self._shop, draft.start.product_id), self._on_checked, "check")

    def suggest(self, rules: str) -> None:
        """Let the rules propose; `suggested` brings the step."""
        draft = self._session.draft
        if draft is not None:
            done = partial(self._on_suggested, draft, rules)
            self._run(partial(suggest_into, draft, rules), done, "suggest")

    def explain(self, line_id: int) -> None:
        """Ask what the shop's rules would give a row, and why."""
        draft = self._session.draft
        if draft is not None:
            done = partial(self.explained.emit, line_id)
            self._run(partial(explain_row, draft, line_id), done, "explain")

    def find(self, line_id: int) -> None:
        """Look who could give a line what it lacks; goods told ready are not asked for (they are taken back first)."""
        draft = self._session.draft
        if draft is not None:
            done = partial(self.found.emit, line_id)
            self._run(partial(_find, draft, line_id), done, "find")

    def save(self) -> None:
        """Put the draft into the books; asked twice it is done once."""
        draft = self._session.draft
        if draft is None or self.is_busy or not self._session.is_dirty:
            return
        self._set_busy(busy=True)
        call = partial(_save, self._shop, draft, self._session.act_uuid)
        self._work.run(call, partial(self._on_saved, draft), self._on_failed, owner=self)

    def carry(self) -> None:
        """Carry the draft over to what is so now; `carried` brings what no longer fits."""
        draft = self._session.draft
        if draft is not None:
            self._run(partial(_carry, self._shop, draft), partial(self._on_carried, draft), "carry")

    def _run(self, call: Callable[[], _Answer], done: Callable[[_Answer], None], latest: str) -> None:
        self._work.run(call, done, self._on_failed, owner=self, latest=latest)

    def _on_opened(self, answer: Opened) -> None:
        start, basis = answer
        draft = self._session.draft
        if (
            self._session.is_dirty
            and draft is not None
            and not self.is_busy
            and draft.start.product_id == start.product_id
        ):
            # Something was decided while it was read: that is kept, and compared with what is so now.
            self._on_checked(start)
            return
        self.basis = basis
        self._session.begin(start)
        self._set_busy(busy=False)

    def _on_checked(self, now: DraftStart) -> None:
        draft = self._session.draft
        if draft is None or draft.start.product_id != now.product_id:
            return
        if now.version != draft.start.version:
            self.stale.emit("")
        elif now.situation.today != draft.start.situation.today:
            self.carry()

    def _on_suggested(self, asked: AllocationDraft, rules: str, edit: Suggest) -> None:
        if self._session.draft is asked:
            self.suggested.emit(edit)
        else:
            self.suggest(rules)

    def _on_saved(self, draft: AllocationDraft, saved: SavedDraft) -> None:
        """It is in the books; the page rests until the product is read anew."""
        self.saved.emit(saved)
        self.open(draft.start.product_id)

    def _on_failed(self, error: ShopError) -> None:
        self._set_busy(busy=False)
        if isinstance(error, SituationChanged):
            self.stale.emit(error.reason)
        else:
            self.refused.emit(error)

    def _on_carried(self, asked: AllocationDraft, answer: Carried) -> None:
        if self._session.draft is not asked:
            self.carry()
            return
        rebased, self.basis = answer
        self._session.carry(rebased.draft)
        self.carried.emit(rebased)

    def _set_busy(self, *, busy: bool) -> None:
        self.is_busy = busy
        self.busy_changed.emit(busy)


def _open(shop: Shop, product_id: int) -> Opened:
    start = open_product(shop, product_id)
    return start, read_letter_basis(shop, start)


def _save(shop: Shop, draft: AllocationDraft, act_uuid: UUID) -> SavedDraft:
    return save_draft(shop, draft, act_uuid=act_uuid)


def _find(draft: AllocationDraft, line_id: int) -> tuple[SwapProposal, ...]:
    ways = find_stock(draft.matrix, line_id, draft.start.situation)
    return tuple(way for way in ways if not way.takes_told_ready)


def _carry(shop: Shop, draft: AllocationDraft) -> Carried:
    rebased = carry_over(shop, draft)
    return rebased, read_letter_basis(shop, rebased.draft.start)
