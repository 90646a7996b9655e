"""A suggestion for everyone who waits: who gains, who loses, who has to be told; nothing is saved yet."""

from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from boapp.domain.confirmation import Change
from boapp.services.suggestions import SuggestedLine, Suggestion
from boapp.ui.formats import change_text, day_text, quantity_text
from boapp.ui.tables.column import Column, Kind
from boapp.ui.tables.models import RowTableModel
from boapp.ui.tables.panel import TablePanel
from boapp.ui.tables.table_view import TableView
from boapp.ui.tokens import MEDIUM
from boapp.ui.widgets.badge import Badge, BadgeLook
from boapp.ui.widgets.buttons import Button, primary_button
from boapp.ui.widgets.card import card
from boapp.ui.widgets.empty_state import EmptyState
from boapp.ui.widgets.layouts import column, row
from boapp.ui.widgets.text import Text, heading

_CHANGES = (
    (Change.GAINED, "gains", "gain", "here", "tri_up"),
    (Change.LOST, "loses", "lose", "bad", "tri_down"),
    (Change.LATER, "later", "later", "warn", "clock"),
    (Change.EARLIER, "earlier", "earlier", "here", "up"),
    (Change.KEPT, "from other goods", "from other goods", "plain", "eq"),
)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Backorders", words)


def change_look(line: SuggestedLine) -> BadgeLook:
    """What becomes of a line, in sign, words and tone."""
    moved = change_text(line.after_quantity - line.before_quantity)
    words = {
        Change.GAINED: moved,
        Change.LOST: moved,
        Change.LATER: _tr("later"),
        Change.EARLIER: _tr("earlier"),
        Change.KEPT: _tr("as before"),
    }
    tone, icon = next((tone, icon) for change, _, _, tone, icon in _CHANGES if change is line.change)
    return BadgeLook(words[line.change], tone, icon)


def _columns(today: date) -> tuple[Column[SuggestedLine], ...]:
    return (
        Column(_tr("Customer"), lambda line: line.customer, key="customer", width=176,
               second=lambda line: line.order_number, weight=MEDIUM),
        Column(_tr("Product"), lambda line: line.name, key="product", width=180, second=lambda line: line.sku),
        Column(_tr("Owed"), lambda line: quantity_text(line.open_quantity), Kind.NUMBER, 64, "owed",
               sort=lambda line: line.open_quantity, wide_only=True),
        Column(_tr("Was"), lambda line: quantity_text(line.before_quantity), Kind.NUMBER, 56, "was",
               sort=lambda line: line.before_quantity),
        Column(_tr("Now"), lambda line: quantity_text(line.after_quantity), Kind.NUMBER, 56, "now",
               sort=lambda line: line.after_quantity, weight=600),
        Column(_tr("Change"), lambda line: change_look(line).text, Kind.BADGE, 104, "change", badge=change_look),
        Column(_tr("Told"), lambda line: day_text(line.told_date, today), Kind.DATE, 84, "told",
               sort=lambda line: line.told_date, ink=lambda line: "warn_text" if line.broken else "text",
               icon=lambda line: "warn" if line.broken else None),
        Column(_tr("Complete"), lambda line: day_text(line.confirmed_date, today), Kind.DATE, 96, "covered",
               sort=lambda line: line.confirmed_date),
        Column(_tr("Why"), lambda line: line.why, key="why", width=230, tip=lambda line: line.why, stretch=True),
    )  # fmt: skip


class SuggestionPanel(QWidget):
    """What the rules propose, with Save and Cancel."""

    saved = Signal()
    cancelled = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggestion: Suggestion | None = None
        self.model: RowTableModel[SuggestedLine] = RowTableModel(_columns(today), lambda line: line.line_id)
        self.view = TableView(self.model, self.tr("What the suggestion changes"))
        self._about = Text("", ink="text2", tabular=True, wrap=True)
        self._badges = {change: Badge() for change, *_ in _CHANGES}
        self.save_button = primary_button(self.tr("Save"), "check")
        self.cancel_button = Button(self.tr("Cancel"))
        self.save_button.clicked.connect(self.saved)
        self.cancel_button.clicked.connect(self.cancelled)
        unsaved = Badge(self.tr("Not saved yet"), "accent", "pencil")
        head = row(
            heading(self.tr("Suggestion for everyone")), unsaved, None, self.cancel_button, self.save_button
        )
        changes = row(*self._badges.values(), (self._about, 1))
        empty = EmptyState(
            self.tr("Everyone has what the rules give"),
            self.tr("There is nothing to change; what is free stays free."),
        )
        panel = TablePanel(self.view, empty=empty)
        self._why = Text("", "caption", ink="text2", tabular=True, wrap=True)
        self._why.setMinimumHeight(2 * self._why.fontMetrics().lineSpacing())
        self.view.row_chosen.connect(lambda line: self._why.setText(line.why))
        self.setLayout(column(card(head, changes, spacing=10), (panel, 1), self._why, spacing=12))

    def show_suggestion(self, suggestion: Suggestion) -> None:
        """Show what would change."""
        self.suggestion = suggestion
        for change, one, many, tone, icon in _CHANGES:
            count = suggestion.counts.get(change, 0)
            look = BadgeLook(f"{count} {_tr(one if count == 1 else many)}", tone, icon) if count else None
            self._badges[change].show_look(look)
        self._about.setText(self._told(suggestion))
        self.model.show_rows(suggestion.lines)
        self._why.setText("")
        if suggestion.lines:
            self.save_button.allow()
        else:
            self.save_button.refuse(self.tr("Nothing changes, so there is nothing to save."))

    def _told(self, suggestion: Suggestion) -> str:
        words = {
            0: self.tr("No told date is missed by it."),
            1: self.tr("1 told date is missed by it; the letter becomes due on saving."),
        }.get(suggestion.broken, self.tr("%n told dates are missed by it; the letters become due on saving."))
        told = words.replace("%n", str(suggestion.broken)) if suggestion.lines else ""
        left = len(suggestion.run.proposal.left_line_ids)
        if left:
            one = self.tr("1 line would fare worse and is left as it was.")
            many = self.tr("%n lines would fare worse and are left as they were.").replace("%n", str(left))
            told += f" {one if left == 1 else many}"
        if not suggestion.exact:
            told += " " + self.tr("The search for the most complete orders ran out of time.")
        return told.strip()
