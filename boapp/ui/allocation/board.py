"""What stands where on the allocation page, wide and narrow; the page itself says what happens."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from boapp.services.backorders import RULE_SETS
from boapp.ui import theme
from boapp.ui.allocation.consequence_strip import ConsequenceStrip
from boapp.ui.allocation.draft_session import DraftSession
from boapp.ui.allocation.matrix_model import MatrixModel
from boapp.ui.allocation.matrix_totals import MatrixTotals
from boapp.ui.allocation.matrix_view import MatrixView
from boapp.ui.allocation.names import tr
from boapp.ui.allocation.page_parts import AllocationHead, key_hints
from boapp.ui.allocation.toolbar import AllocationToolbar
from boapp.ui.allocation.why_strip import WhyPanel, WhyStrip
from boapp.ui.tokens import PAGE_MARGIN
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.buttons import Button, primary_button
from boapp.ui.widgets.empty_state import EmptyState
from boapp.ui.widgets.layouts import column, container, row

NARROW, TIGHT = 1000, 760
_WHY_HEIGHT = 152
_MOST_MISFITS = 3


class AllocationBoard(QWidget):
    """The widgets of the page."""

    def __init__(self, session: DraftSession, model: MatrixModel) -> None:
        super().__init__()
        self._is_narrow = self._is_tight = False
        self.head = AllocationHead()
        self.toolbar = AllocationToolbar(RULE_SETS, session.stack)
        self.view = MatrixView(model)
        self.totals = MatrixTotals(self.view)
        self.why = WhyStrip()
        self.why_panel = WhyPanel()
        self.strip = ConsequenceStrip()
        self.save_button = primary_button(tr("Save"), "check")
        self.carry_button = Button(tr("Carry my changes over"))
        self.stale = Banner(tone="note", button=self.carry_button)
        self.misfits_button = Button(tr("Got it"))
        self.misfits = Banner(tone="warn", button=self.misfits_button)
        self.back_button = Button(tr("Back to Backorders"), "backorders")
        self.nobody = EmptyState("", tr("New orders that cannot ship at once appear here."), self.back_button)
        self.none_found = EmptyState("", "", drawing=False)
        self._keys = key_hints()
        self._table = self._make_table()
        self._inner = self._make_work()
        self._work = container(self._inner)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._work)
        self._pages.addWidget(self.nobody)
        self._outer: QVBoxLayout = column(self.head, self.stale, self.misfits, (self._pages, 1), spacing=12)
        self.setLayout(self._outer)
        for hidden in (self.stale, self.misfits, self.why_panel):
            hidden.hide()
        self.misfits_button.clicked.connect(self.misfits.hide)
        self.why_panel.closed.connect(lambda: self.show_why(shown=False))
        model.modelReset.connect(self._fit_table)
        self._arrange()

    @property
    def is_why_shown(self) -> bool:
        """Whether the full story stands in place of the changes."""
        return not self.why_panel.isHidden()

    def show_why(self, *, shown: bool) -> None:
        """Show the full story of the focused row, or the changes again."""
        self.why_panel.setVisible(shown)
        self.strip.setVisible(not shown or self._is_narrow)
        self.view.setFocus()

    def show_nobody(self, product: str, *, nobody: bool) -> None:
        """Show that nobody waits, and the way on."""
        self.nobody.say(
            tr("Nobody waits for {product}").format(product=product),
            tr("New orders that cannot ship at once appear here."),
        )
        self._pages.setCurrentIndex(1 if nobody else 0)

    def show_found(self, sought: str, *, found: bool) -> None:
        """Show the rows, or that the filter finds none."""
        self.none_found.say(tr("No customer and no order with “{words}”").format(words=sought))
        self._rows.setCurrentIndex(0 if found else 1)
        self._fit_table()

    def fit(self, width: int) -> None:
        """Take the room there is: below about 1,000 px numbers alone, and the button beside them."""
        look = (width < theme.px(NARROW), width < theme.px(TIGHT))
        if look != (self._is_narrow, self._is_tight):
            self._is_narrow, self._is_tight = look
            self._arrange()

    def say_stale(self, about: str) -> None:
        """Say, until it is solved, that others changed the product under the draft."""
        fact = tr("Others changed this product meanwhile.")
        self.stale.say(fact, f"{about} {tr('Your changes are kept.')}", "note")
        self.stale.show()

    def say_misfits(self, reasons: Sequence[str]) -> None:
        """List what could not be carried over, or say nothing."""
        self.stale.hide()
        self.misfits.setVisible(bool(reasons))
        count = len(reasons)
        fact = (
            tr("1 change no longer fits.") if count == 1 else tr("{n} changes no longer fit.").format(n=count)
        )
        more = [tr("and {n} more").format(n=count - _MOST_MISFITS)] if count > _MOST_MISFITS else []
        self.misfits.say(fact, "\n".join([*reasons[:_MOST_MISFITS], *more]), "warn")

    def hide_banners(self) -> None:
        """Nothing is the matter any more."""
        self.stale.hide()
        self.misfits.hide()

    def say_save(self, words: str, short: str, refusal: str) -> None:
        """Say what saving does, or why there is nothing to save."""
        self.save_button.say(short if self._is_narrow else words)
        if refusal:
            self.save_button.refuse(refusal)
        else:
            self.save_button.allow()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_why_shown:
            self.show_why(shown=False)
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        narrow = self._is_narrow
        self.toolbar.show_narrow(narrow=narrow)
        self.strip.show_narrow(narrow=narrow, tight=self._is_tight)
        self.strip.setVisible(narrow or not self.is_why_shown)
        side = theme.px(16 if narrow else PAGE_MARGIN)
        self._outer.setContentsMargins(side, 0, side, theme.px(10 if narrow else 16))
        for layout in (self._outer, self._inner):
            layout.setSpacing(theme.px(10 if narrow else 12))
        self._foot.setVisible(not narrow)
        if narrow:
            self.strip.beside.addWidget(self.save_button)
        else:
            self._foot_layout.addWidget(self.save_button)
        self.why_panel.setFixedHeight(theme.px(_WHY_HEIGHT))

    def _make_table(self) -> QFrame:
        self._rows = QStackedWidget()
        self._rows.addWidget(self.view)
        self._rows.addWidget(self.none_found)
        frame = QFrame()
        frame.setProperty("surface", "card")
        self._inside = column((self._rows, 1), self.totals, self.why, spacing=0)
        frame.setLayout(self._inside)
        return frame

    def _make_work(self) -> QVBoxLayout:
        self._foot_layout = row((self._keys, 1), self.save_button)
        self._foot = container(self._foot_layout)
        return column(
            self.toolbar, (self._table, 1000), self.why_panel, self.strip, None, self._foot,
            spacing=12,
        )  # fmt: skip

    def _fit_table(self) -> None:
        """The card is as high as its rows, and lower where there is no room."""
        edges = self._table.contentsMargins(), self._inside.contentsMargins()
        wanted = self.view.sizeHint().height() + self.totals.height() + self.why.height()
        wanted += sum(edge.top() + edge.bottom() for edge in edges)
        self._table.setMaximumHeight(max(wanted, theme.px(200)))
