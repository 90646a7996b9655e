"""Parts of the allocation page that only show: its head, its foot with the keys, what stands when nobody waits."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from boapp.domain.allocation import AllocationDraft
from boapp.ui.allocation.matrix_header import free_words
from boapp.ui.allocation.matrix_totals import Sums
from boapp.ui.allocation.names import tr
from boapp.ui.formats import quantity_text
from boapp.ui.widgets.badge import BadgeLook
from boapp.ui.widgets.buttons import icon_button
from boapp.ui.widgets.layouts import container, row
from boapp.ui.widgets.page_header import PageHeader
from boapp.ui.widgets.text import KeyHint, Text

_KEYS = (
    ("0–9", "set quantity"),
    ("Space", "take all free"),
    ("Del", "give back"),
    ("L", "keep for"),
    ("F1", "why"),
)


class AllocationHead(QWidget):
    """Which product, how it stands, and the way to the products before and after it."""

    step_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._place = Text("", "caption", ink="text2", tabular=True)
        self.previous = icon_button("left", tr("Previous product (Alt+Up)"))
        self.next = icon_button("right", tr("Next product (Alt+Down)"))
        self.previous.setProperty("place", "first")
        self.next.setProperty("place", "last")
        self.previous.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.next.clicked.connect(lambda: self.step_wanted.emit(1))
        self._head = PageHeader("", "", below=True)
        pair = container(row(self.previous, self.next, spacing=0))
        self.setLayout(row((self._head, 1), self._place, pair, spacing=12))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def title(self) -> str:
        """The product's name as shown."""
        return self._head.title

    def say(self, draft: AllocationDraft, *, dirty: bool) -> None:
        """Show how a draft's product stands."""
        product = draft.matrix.product
        badge = BadgeLook(tr("Not saved yet"), "accent", "pencil") if dirty else None
        self._head.say(product.name or product.sku, "  ·  ".join(standing(draft)), badge)

    def say_place(self, product_ids: Sequence[int], product_id: int) -> None:
        """Show which of several products this is, and where one can go from here."""
        place = product_ids.index(product_id) if product_id in product_ids else 0
        several = len(product_ids) > 1
        for part in (self._place, self.previous, self.next):
            part.setVisible(several)
        locale = QLocale()
        words = tr("{place} of {count}")
        self._place.setText(
            words.format(place=locale.toString(place + 1), count=locale.toString(len(product_ids)))
        )
        self.previous.setEnabled(place > 0)
        self.next.setEnabled(place < len(product_ids) - 1)


def standing(draft: AllocationDraft) -> list[str]:
    """How the product stands: "LAN-0042", "62 still owed", "54 covered", "14 here, all spoken for"."""
    sums, matrix = Sums(draft), draft.matrix
    parts = [matrix.product.sku, tr("{n} still owed").format(n=quantity_text(sums.owed))]
    parts.append(tr("{n} covered").format(n=quantity_text(sums.now)))
    if sums.missing > 0:
        parts.append(tr("{n} with nothing coming").format(n=quantity_text(sums.missing)))
    for supply in matrix.supplies:
        if supply.on_hand and supply.quantity:
            here = tr("{n} here").format(n=quantity_text(supply.quantity))
            parts.append(f"{here}, {free_words(matrix.free(supply.supply_id))}")
    return parts


def key_hints() -> QWidget:
    """The keys of the matrix, to learn in passing."""
    parts: list[QWidget | int | None] = []
    for key, words in _KEYS:
        parts += [KeyHint(key), Text(tr(words), "caption", ink="text2"), 4]
    hints = QWidget()
    hints.setLayout(row(*parts, None, spacing=6))
    return hints
