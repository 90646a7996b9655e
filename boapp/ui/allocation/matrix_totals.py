"""The sums below the matrix, each under its column, always in sight."""

from PySide6.QtCore import QEvent, QLocale, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from boapp.domain.allocation import AllocationDraft
from boapp.ui import theme
from boapp.ui.allocation.cell_painting import WORD_PAD, draw_was_now
from boapp.ui.allocation.columns import FIRST_SUPPLY, Kind
from boapp.ui.allocation.matrix_table import MatrixTable
from boapp.ui.allocation.names import supply_name, tr
from boapp.ui.formats import quantity_text
from boapp.ui.tokens import BODY, MEDIUM, SEMIBOLD

_HEIGHT = 36


class MatrixTotals(QWidget):
    """How many wait, what is owed, taken of each supply, missing, and was and now; of all rows, not only those shown."""

    def __init__(self, view: MatrixTable) -> None:
        super().__init__()
        self._view = view
        self._sums = Sums()
        self.setFixedHeight(theme.px(_HEIGHT))
        view.horizontalScrollBar().valueChanged.connect(self.update)
        view.head.sectionResized.connect(self.update)
        view.head.geometriesChanged.connect(self.update)

    def say(self, draft: AllocationDraft) -> None:
        """Show the sums of a draft."""
        self._sums = sums = Sums(draft)
        today = draft.start.situation.today
        parts = [sums.who, f"{tr('Still owed')} {quantity_text(sums.owed)}"]
        parts += [
            f"{supply_name(supply, today)} {quantity_text(draft.matrix.taken[supply.supply_id])}"
            for supply in draft.matrix.supplies
        ]
        parts.append(tr("nothing coming {n}").format(n=quantity_text(sums.missing)))
        self.setAccessibleName(", ".join(parts))
        self.update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedHeight(theme.px(_HEIGHT))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("header"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, 0, self.width(), 0)
        widths = self._view.widths
        for column, width in enumerate(widths.of_columns):
            if width and not (widths.scrolls and column < FIRST_SUPPLY):
                left = self._view.columnViewportPosition(column)
                self._draw(painter, column, QRectF(left, 1, width, self.height() - 1))
        if widths.scrolls:
            painter.fillRect(QRectF(0, 1, widths.frozen, self.height() - 1), theme.color("header"))
            left = 0
            for column in range(FIRST_SUPPLY):
                width = widths.of_columns[column]
                self._draw(painter, column, QRectF(left, 1, width, self.height() - 1))
                left += width

    def _draw(self, painter: QPainter, column: int, area: QRectF) -> None:
        columns, sums = self._view.matrix.columns, self._sums
        kind, pad = columns.kind_of(column), theme.px(WORD_PAD)
        if kind is Kind.WAS_NOW:
            draw_was_now(painter, area, sums.was, sums.now, mark=False)
            return
        supply = columns.supply_at(column)
        text, side, ink = "", Qt.AlignmentFlag.AlignHCenter, "text"
        if supply is not None:
            text = quantity_text(sums.taken.get(supply.supply_id, 0))
        elif kind is Kind.CUSTOMER:
            fits = (
                QFontMetricsF(theme.font(BODY, MEDIUM)).horizontalAdvance(sums.who) < area.width() - 2 * pad
            )
            text, side, ink = sums.who if fits else sums.who_short, Qt.AlignmentFlag.AlignLeft, "text2"
        elif kind is Kind.OWED:
            text, side = quantity_text(sums.owed), Qt.AlignmentFlag.AlignRight
        elif kind is Kind.NOTHING:
            text, ink = quantity_text(sums.missing), "bad_text" if sums.missing else "text"
        painter.setFont(theme.font(BODY, MEDIUM if kind is Kind.CUSTOMER else SEMIBOLD, tabular=True))
        painter.setPen(theme.color(ink))
        painter.drawText(area.adjusted(pad, 0, -pad, 0), side | Qt.AlignmentFlag.AlignVCenter, text)


class Sums:
    """The sums of one draft; quantities in 1/10,000 units."""

    def __init__(self, draft: AllocationDraft | None = None) -> None:
        rows = draft.matrix.rows if draft else ()
        self.taken = draft.matrix.taken if draft else {}
        self.owed = sum([row.line.open_quantity for row in rows])
        self.was = sum(draft.origin.taken.values()) if draft else 0
        self.now = sum(self.taken.values())
        self.missing = self.owed - self.now
        count = QLocale().toString(len(rows))
        self.who_short = tr("{n} waiting").format(n=count)
        self.who = tr("1 waiting line") if len(rows) == 1 else tr("{n} waiting lines").format(n=count)
