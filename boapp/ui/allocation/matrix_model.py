"""The matrix as a table: waiting lines by rank over supplies by date (screens, "Interactive backorder screen")."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from boapp.domain.allocation import AllocationDraft
from boapp.domain.edits import Confirm, Edit
from boapp.domain.matrix import Row
from boapp.domain.stock import Supply
from boapp.domain.strategies import OLDEST_FIRST, RuleSet
from boapp.ui.allocation import cell_words
from boapp.ui.allocation.columns import CELLS, HEADS, RIGHT, Columns, Kind
from boapp.ui.allocation.draft_session import DraftSession
from boapp.ui.allocation.names import supply_name, tr
from boapp.ui.allocation.refusals import number_refused, refusal_words
from boapp.ui.allocation.row_facts import RowFacts
from boapp.ui.allocation.row_story import tip_words
from boapp.ui.formats import read_quantity

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
CELL_ROLE = Role.UserRole + 1  # CellFacts of a cell under a supply or "nothing coming"
LINE_ROLE = Role.UserRole + 2  # the line's key

_NOWHERE = QModelIndex()
_NUMBERS = {Kind.OWED, Kind.SUPPLY, Kind.NOTHING}
_TEXTS = {
    Role.DisplayRole: cell_words.shown,
    Role.EditRole: cell_words.typed_over,
    Role.AccessibleTextRole: cell_words.spoken,
}


class MatrixModel(QAbstractTableModel):
    """Shows a session's draft; a number put into a cell is one edit of it.

    `edit_refused` says why, for a note beside the cell. `filter_by` leaves out rows; their
    rank stays. Quantities in 1/10,000 units.
    """

    edit_refused = Signal(str, QModelIndex)

    def __init__(
        self, session: DraftSession, rules: RuleSet = OLDEST_FIRST, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.rules = rules
        self.columns = Columns()
        self._draft: AllocationDraft | None = None
        self._sought = ""
        self._shown: list[int] = []
        self._facts: dict[int, RowFacts] = {}
        self._shares: dict[int, dict[int, int]] = {}
        self._read_draft()
        session.begun.connect(self._reset)
        session.changed.connect(self._follow)

    @property
    def draft(self) -> AllocationDraft | None:
        """The draft that is shown."""
        return self._draft

    def kind_at(self, index: Index) -> Kind:
        """What the column of an index is about."""
        return self.columns.kind_of(index.column())

    def supply_at(self, index: Index) -> Supply | None:
        """The supply of an index, None in any other column."""
        return self.columns.supply_at(index.column())

    def facts_at(self, row: int) -> RowFacts:
        """All that is said about a row shown."""
        assert self._draft is not None
        place = self._shown[row]
        shown = self._draft.matrix.rows[place]
        facts = self._facts.get(shown.line.line_id)
        if facts is None or facts.row is not shown:
            facts = self._facts[shown.line.line_id] = RowFacts(self._draft, shown, place + 1, self.rules)
        return facts

    def row_of(self, line_id: int) -> int | None:
        """Where a line is shown, None when it is not there or the filter hides it."""
        place = self._draft.matrix.places.get(line_id) if self._draft else None
        return None if place is None else self._place_shown(place)

    def shares(self, supply_id: int) -> list[tuple[int, int]]:
        """Who holds how much of a supply, best rank first: (line, quantity)."""
        places = self._draft.matrix.places if self._draft else {}
        return sorted(self._shares.get(supply_id, {}).items(), key=lambda share: places[share[0]])

    def filter_by(self, words: str) -> None:
        """Show only rows whose customer or order has these words."""
        if words.casefold().strip() != self._sought:
            self.beginResetModel()
            self._sought = words.casefold().strip()
            self._find_rows()
            self.endResetModel()

    def edit(self, edit: Edit, index: Index = _NOWHERE) -> bool:
        """Take a step of the draft; a refusal is told beside a cell and changes nothing."""
        refused = self.session.edit(edit)
        if refused is None:
            return True
        assert self._draft is not None
        self.edit_refused.emit(refusal_words(refused, self._draft), self.index(index.row(), index.column()))
        return False

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._draft is None else self.columns.count

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        typed = index.isValid() and self.kind_at(index) in CELLS
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags

    @override
    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        kind = self.kind_at(index)
        words = _TEXTS.get(Role(role)) if role < Role.UserRole else None
        if words is not None:
            return words(self.facts_at(index.row()), kind, self.supply_at(index))
        match role:
            case Role.ToolTipRole:
                assert self._draft is not None
                return tip_words(self._draft, self.facts_at(index.row()))
            case Role.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if kind in _NUMBERS else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        if role == CELL_ROLE and kind in CELLS:
            return self.facts_at(index.row()).cell(self.supply_at(index))
        return self.facts_at(index.row()).line.line_id if role == LINE_ROLE else None

    @override
    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Type a number into a cell; "" gives it all back."""
        if role != Role.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        text = str(value).strip()
        try:
            quantity = read_quantity(text) if text else 0
        except ValueError as wrong:
            self.edit_refused.emit(number_refused(text, str(wrong)), self.index(index.row(), index.column()))
            return False
        supply, facts = self.supply_at(index), self.facts_at(index.row())
        if supply is None and quantity == facts.row.missing_quantity:
            return True
        return self.edit(Confirm(facts.line.line_id, supply.supply_id if supply else None, quantity), index)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role not in {Role.DisplayRole, Role.AccessibleTextRole} or self._draft is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.facts_at(section).customer if 0 <= section < len(self._shown) else None
        if not 0 <= section < self.columns.count:
            return None
        supply = self.columns.supply_at(section)
        if supply is not None:
            return supply_name(supply, self._draft.start.situation.today)
        return tr(HEADS[self.columns.kind_of(section)])

    def _reset(self) -> None:
        self.beginResetModel()
        self._read_draft()
        self.endResetModel()

    def _read_draft(self) -> None:
        self._draft = self.session.draft
        self.columns = Columns(self._draft.matrix.supplies if self._draft else ())
        self._facts.clear()
        self._shares = {}
        for row in self._draft.matrix.rows if self._draft else ():
            self._share_out(row, 1)
        self._find_rows()

    def _follow(self) -> None:
        """Show the session's draft; only what differs is said to have changed."""
        before, after = self._draft, self.session.draft
        if before is None or after is None or before.matrix.places is not after.matrix.places:
            self._reset()
            return
        if before.matrix.supplies is not after.matrix.supplies:
            self._facts.clear()
            self.columns = Columns(after.matrix.supplies)
        self._draft = after
        was = before.matrix.rows
        changed = [place for place, row in enumerate(after.matrix.rows) if row is not was[place]]
        self._forget({after.matrix.rows[place].line.order_id for place in changed})
        rows = [row for row in map(self._place_shown, changed) if row is not None]
        last = self.columns.count - 1
        for first, end in _runs(rows):
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))
        touched = {last - len(RIGHT) + 1} | self._touched(before, after, changed)
        for first, end in _runs(sorted(touched)):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, first, end)

    def _touched(self, before: AllocationDraft, after: AllocationDraft, changed: list[int]) -> set[int]:
        """Follow who holds how much of each supply; the columns whose heads say something else now."""
        held: set[int] = set()
        for place in changed:
            was, now = before.matrix.rows[place], after.matrix.rows[place]
            self._share_out(was, -1)
            self._share_out(now, 1)
            held |= {part.supply_id for row in (was, now) for part in row.allocations}
        if before.matrix.supplies is not after.matrix.supplies:
            return set(range(self.columns.count))
        columns = (self.columns.column_of_supply(supply_id) for supply_id in held)
        return {column for column in columns if column is not None}

    def _share_out(self, row: Row, sign: int) -> None:
        line_id = row.line.line_id
        for part in row.allocations:
            shares = self._shares.setdefault(part.supply_id, {})
            shares[line_id] = shares.get(line_id, 0) + sign * part.quantity
            if not shares[line_id]:
                del shares[line_id]

    def _forget(self, order_ids: set[int]) -> None:
        """What is said of a line speaks of its whole order (a mark), so all its lines are told anew."""
        self._facts = {
            key: facts for key, facts in self._facts.items() if facts.line.order_id not in order_ids
        }

    def _place_shown(self, place: int) -> int | None:
        if not self._sought:
            return place
        return self._shown.index(place) if place in self._shown else None

    def _find_rows(self) -> None:
        rows = self._draft.matrix.rows if self._draft else ()
        sought = self._sought
        self._shown = [
            place
            for place, row in enumerate(rows)
            if not sought
            or sought in row.line.customer.casefold()
            or sought in row.line.order_number.casefold()
        ]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rows that stand together, as (first, last)."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
