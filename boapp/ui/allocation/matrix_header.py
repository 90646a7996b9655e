"""The heads of the matrix: each supply with its day, its number and a bar of who takes how much of it."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget
from typing_extensions import override

from boapp.domain.coverage import is_late
from boapp.domain.stock import Supply
from boapp.ui import icons, theme
from boapp.ui.allocation.cell_painting import CELL_PAD, WORD_PAD
from boapp.ui.allocation.columns import CELLS, Kind
from boapp.ui.allocation.matrix_model import MatrixModel
from boapp.ui.allocation.names import supply_day, supply_name, tr
from boapp.ui.formats import quantity_text
from boapp.ui.tokens import BAR, BODY, CAPTION, CARD_RADIUS, ICON, MEDIUM, REGULAR, SEMIBOLD
from boapp.ui.widgets.bars import BarLook, Segment, draw_bar
from boapp.ui.widgets.chips import ChipKind
from boapp.ui.widgets.text import plain_tip

HEAD_HEIGHT = 84
NARROW_SUPPLY = 100
_MOST_SEGMENTS = 24
_LINE = 18
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MatrixHeader(QHeaderView):
    """Draws the heads; `focused_line` is the row whose shares are underlined, `is_target` lights up a drop.

    `ends_card`: reaches to the right edge of the card, whose corner it then has.
    """

    def __init__(self, model: MatrixModel, table: QWidget, *, ends_card: bool = True) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._matrix = model
        self._table = table
        self.ends_card = ends_card
        self._asked = QRegion()
        self.focused_line: int | None = None
        self.is_target = False
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(24))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(tr("Deliveries and columns"))

    def focus_line(self, line_id: int | None) -> None:
        """Underline what a line holds of each supply."""
        if line_id != self.focused_line:
            self.focused_line = line_id
            self.viewport().update()

    def light_up(self, *, lit: bool) -> None:
        """Show that what is dragged would be given back here."""
        if lit != self.is_target:
            self.is_target = lit
            self.viewport().update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(HEAD_HEIGHT))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(
                event.globalPos(), plain_tip(self.head_words(self.logicalIndexAt(event.pos()))), self
            )
            return True
        return super().viewportEvent(event)

    def head_words(self, section: int) -> str:
        """A head in words: "Lumen, 27 Nov: 20, 3 free"."""
        draft, supply = self._matrix.draft, self._matrix.columns.supply_at(section)
        if draft is None or section < 0 or supply is None:
            return ""
        parts = [
            supply_name(supply, draft.start.situation.today),
            supply.label,
            quantity_text(supply.quantity),
        ]
        return ", ".join(part for part in (*parts, free_words(draft.matrix.free(supply.supply_id))) if part)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._asked = event.region()
        painter = QPainter(self.viewport())
        ground = self.viewport().rect()
        right = self.ends_card and self.width() == self._table.width()
        draw_ground(painter, ground, "selected" if self.is_target else "header", right=right)
        painter.setPen(theme.color("line"))
        painter.drawLine(ground.bottomLeft(), ground.bottomRight())
        painter.end()
        super().paintEvent(event)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        # Qt asks for all heads between two that changed; those between are as they were.
        if self._matrix.draft is None or not self._asked.intersects(rect):
            return
        kind = self._matrix.columns.kind_of(logicalIndex)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if kind in CELLS or kind is Kind.WAS_NOW:
            inset = theme.px(12)
            painter.setPen(theme.color("line"))
            painter.drawLine(rect.left(), rect.top() + inset, rect.left(), rect.bottom() - inset)
        supply = self._matrix.columns.supply_at(logicalIndex)
        if supply is not None:
            self._draw_supply(painter, QRectF(rect), supply)
        elif kind is Kind.NOTHING:
            self._draw_nothing(painter, QRectF(rect))
        else:
            self._draw_plain(painter, rect, logicalIndex, kind)
        painter.restore()

    def _draw_plain(self, painter: QPainter, rect: QRect, section: int, kind: Kind) -> None:
        side = Qt.AlignmentFlag.AlignRight if kind is Kind.OWED else Qt.AlignmentFlag.AlignLeft
        pad = theme.px(WORD_PAD)
        left = {Kind.WAS_NOW: theme.px(10), Kind.OWED: theme.px(2)}.get(kind, pad)
        painter.setFont(theme.font(CAPTION, MEDIUM))
        painter.setPen(theme.color("text2"))
        words = self._matrix.headerData(section, Qt.Orientation.Horizontal)
        flags = side | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap
        painter.drawText(rect.adjusted(left, 0, -pad, -theme.px(6)), flags, words)

    def _draw_supply(self, painter: QPainter, area: QRectF, supply: Supply) -> None:
        draft = self._matrix.draft
        assert draft is not None
        today = draft.start.situation.today
        late = is_late(supply, today)
        icon, ink = ("shelf", "here_text") if supply.on_hand else ("purchasing", "accent_text")
        icon, ink = ("clock", "warn_text") if late else (icon, ink)
        narrow = area.width() < theme.px(NARROW_SUPPLY)
        name = supply_name(supply, today)
        first, second = name, tr("here") if supply.on_hand else supply.label
        if narrow and not supply.on_hand:
            first = supply.partner or supply.label or tr("Expected")
            second = supply_day(supply, today)
        warned = "warn_text" if late else "text"
        quantity = quantity_text(supply.quantity)
        self._draw_words(painter, area, (first, warned), (icon, ink, second), (quantity, narrow))
        self._draw_bar(painter, area, supply)
        free = draft.matrix.free(supply.supply_id)
        self._draw_foot(painter, area, free_words(free, short=narrow))

    def _draw_nothing(self, painter: QPainter, area: QRectF) -> None:
        draft = self._matrix.draft
        assert draft is not None
        missing = [row.missing_quantity for row in draft.matrix.rows if row.missing_quantity > 0]
        narrow = area.width() < theme.px(NARROW_SUPPLY)
        first, second = (tr("Nothing"), tr("coming")) if narrow else (tr("Nothing coming"), tr("not ordered"))
        total = quantity_text(sum(missing))
        number = total if missing and not narrow else ""
        self._draw_words(painter, area, (first, "text"), ("warn", "bad_text", second), (number, False))
        who = tr("1 customer") if len(missing) == 1 else tr("{n} customers").format(n=len(missing))
        who = tr("{n} owed").format(n=total) if narrow else who
        self._draw_foot(painter, area, who if missing else tr("nobody"))

    def _draw_words(
        self,
        painter: QPainter,
        area: QRectF,
        first: tuple[str, str],
        second: tuple[str, str, str],
        quantity: tuple[str, bool],
    ) -> None:
        """Name and ink; icon, its ink and words; a number at the right, `True`: beside the name."""
        pad, top = theme.px(CELL_PAD), area.top() + theme.px(8)
        room = QRectF(area.left() + pad, top, area.width() - 2 * pad, theme.px(_LINE))
        below = room.translated(0, theme.px(_LINE + 1))
        number, beside_name = quantity
        bold = theme.font(CAPTION, SEMIBOLD, tabular=True)
        taken = QFontMetricsF(bold).horizontalAdvance(number) + theme.px(4) if number else 0
        left = theme.px(ICON + CELL_PAD)
        beside_about = left + QFontMetricsF(theme.font(CAPTION)).horizontalAdvance(second[2]) + taken
        beside_first = QFontMetricsF(theme.font(BODY, SEMIBOLD)).horizontalAdvance(first[0]) + taken
        if beside_name and beside_first > room.width() >= beside_about:
            beside_name = False
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        painter.drawText(room if beside_name else below, _RIGHT, number)
        words, ink = first
        self._draw_line(
            painter, room.adjusted(0, 0, -taken if beside_name else 2, 0), words, BODY, SEMIBOLD, ink
        )
        icon, icon_ink, about = second
        icons.draw_icon(painter, QPointF(below.left(), below.top() + theme.px(1)), icon, icon_ink, ICON)
        about_ink = "warn_text" if icon == "clock" else "text2"
        room = below.adjusted(left, 0, 0 if beside_name else -taken, 0)
        self._draw_line(painter, room, about, CAPTION, REGULAR, about_ink)

    def _draw_line(
        self, painter: QPainter, area: QRectF, text: str, size: int, weight: int, ink: str
    ) -> None:
        font = theme.font(size, weight)
        painter.setFont(font)
        painter.setPen(theme.color(ink))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width() + 1)
        painter.drawText(area, _LEFT, shown)

    def _draw_bar(self, painter: QPainter, area: QRectF, supply: Supply) -> None:
        pad = theme.px(CELL_PAD)
        bar = QRectF(area.left() + pad, area.top() + theme.px(50), area.width() - 2 * pad, theme.px(BAR))
        kind = ChipKind.HERE if supply.on_hand else ChipKind.COMING
        shares = self._matrix.shares(supply.supply_id)
        draw_bar(painter, bar, BarLook(segments(shares, self.focused_line, kind), supply.quantity))

    def _draw_foot(self, painter: QPainter, area: QRectF, words: str) -> None:
        pad = theme.px(CELL_PAD)
        room = QRectF(area.left() + pad, area.top() + theme.px(63), area.width() - 2 * pad, theme.px(16))
        self._draw_line(painter, room, words, CAPTION, REGULAR, "text2")


def draw_ground(painter: QPainter, area: QRect, token: str, *, right: bool = True) -> None:
    """Fill the ground of the heads; its upper corners are those of the card."""
    radius = theme.px(CARD_RADIUS) - 1
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(area).adjusted(0, 0, 0 if right else 2 * radius, 2 * radius), radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(area)
    painter.fillRect(area, theme.color("surface"))
    painter.fillPath(shape, theme.color(token))
    painter.restore()


def segments(shares: list[tuple[int, int]], focused_line: int | None, kind: ChipKind) -> tuple[Segment, ...]:
    """One segment a line; where there are too many to tell apart, those beside the focused one together."""
    if len(shares) <= _MOST_SEGMENTS:
        return tuple(Segment(quantity, kind, line_id == focused_line) for line_id, quantity in shares)
    before = mine = after = 0
    for line_id, quantity in shares:
        if line_id == focused_line:
            mine += quantity
        elif mine:
            after += quantity
        else:
            before += quantity
    parts = (Segment(before, kind), Segment(mine, kind, focused=True), Segment(after, kind))
    return tuple(part for part in parts if part.amount)


def free_words(free: int, *, short: bool = False) -> str:
    """What nobody holds of a supply: "3 free", "all spoken for"; "7 too many" after a smaller count."""
    if free < 0:
        return tr("{n} too many").format(n=quantity_text(-free))
    if free:
        return tr("{n} free").format(n=quantity_text(free))
    return tr("none free") if short else tr("all spoken for")
