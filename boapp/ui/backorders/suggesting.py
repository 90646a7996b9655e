"""Suggest for everyone who waits, look at it, save it once or leave everything as it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from boapp.errors import ShopError
from boapp.services.backorders import CommittedRun, commit_run
from boapp.services.suggestions import Suggestion, suggest_for_all
from boapp.ui import messages
from boapp.ui.backorders.suggestion_panel import SuggestionPanel
from boapp.ui.pages import Desk
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.buttons import Button
from boapp.ui.widgets.layouts import column

_SAVED_TOPICS = frozenset({"allocations", "notices", "stock", "orders"})


class Suggesting(QWidget):
    """The suggestion and what stands in its way; `shown` when there is one to look at, `ended` when it is over."""

    shown = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._page = page
        self.panel = SuggestionPanel(desk.today())
        self.retry_button = Button(self.tr("Suggest again"))
        self.banner = Banner("", "", "warn", self.retry_button)
        self.banner.hide()
        self.setLayout(column(self.banner, (self.panel, 1), spacing=12))
        self.retry_button.clicked.connect(self.suggest)
        self.panel.saved.connect(self.save)
        self.panel.cancelled.connect(self.cancel)

    def suggest(self) -> None:
        """Run the shop's rules over everyone and show what would change; writes nothing."""
        self.banner.hide()
        shop = self._desk.shop
        self._desk.work.run(lambda: suggest_for_all(shop), self._on_suggested, self._on_refused, owner=self)

    def save(self) -> None:
        """Put the suggestion into the books, once."""
        suggestion, shop = self.panel.suggestion, self._desk.shop
        if suggestion is None or not suggestion.lines:
            return
        self.panel.save_button.refuse(self.tr("Being saved."))
        self._desk.work.run(
            lambda: commit_run(shop, suggestion.run),
            lambda done: self._on_saved(suggestion, done),
            self._on_refused,
            owner=self,
        )

    def cancel(self) -> None:
        """Leave everything as it is."""
        self.panel.suggestion = None
        self.ended.emit()

    def _on_suggested(self, suggestion: Suggestion) -> None:
        self.panel.show_suggestion(suggestion)
        self.shown.emit()
        button = self.panel.save_button if suggestion.lines else self.panel.cancel_button
        button.setFocus()

    def _on_saved(self, suggestion: Suggestion, done: CommittedRun) -> None:
        self.panel.suggestion = None
        self._desk.toast(self._saved_words(len(suggestion.lines), len(done.notice_ids)), None)
        self.ended.emit()
        self._desk.bus.tell(_SAVED_TOPICS, self._page)

    def _saved_words(self, lines: int, letters: int) -> str:
        changed = (
            self.tr("1 line changed") if lines == 1 else self.tr("%n lines changed").replace("%n", str(lines))
        )
        due = {0: self.tr("no letter became due"), 1: self.tr("1 letter became due")}.get(
            letters, self.tr("%n letters became due").replace("%n", str(letters))
        )
        return f"{changed}, {due}"

    def _on_refused(self, error: ShopError) -> None:
        """What another desk did meanwhile stays said until the rules are run again."""
        self.panel.save_button.refuse(self.tr("Run the rules again first."))
        self.banner.say(self.tr("Nothing was saved."), messages.sentence(error), "warn")
        self.banner.show()
        self.shown.emit()
