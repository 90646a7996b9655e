"""The first columns of the matrix, which stay in sight while the deliveries scroll."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView
from typing_extensions import override

from boapp.ui.allocation.column_widths import Widths
from boapp.ui.allocation.columns import FIRST_SUPPLY
from boapp.ui.allocation.matrix_delegate import MatrixDelegate, Pointer
from boapp.ui.allocation.matrix_header import MatrixHeader
from boapp.ui.allocation.matrix_model import MatrixModel
from boapp.ui.allocation.names import tr


def set_up_matrix(view: QTableView) -> None:
    """What the matrix and its frozen columns have in common."""
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


class FrozenColumns(QTableView):
    """Lies over the left edge of the matrix and shows who waits; keys go to the matrix."""

    def __init__(self, model: MatrixModel, matrix: QTableView, pointer: Pointer) -> None:
        super().__init__(matrix)
        self._matrix = matrix
        self.head = MatrixHeader(model, self, ends_card=False)
        self.setHorizontalHeader(self.head)
        self.setItemDelegate(MatrixDelegate(model, matrix, pointer, self))
        set_up_matrix(self)
        self.setAccessibleName(tr("Who waits"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setModel(model)
        self.setSelectionModel(matrix.selectionModel())
        matrix.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(matrix.verticalScrollBar().setValue)
        self.hide()

    def fit(self, widths: Widths, row_height: int) -> None:
        """Take the widths of the matrix; be seen only while it scrolls sideways."""
        self.setVisible(widths.scrolls)
        if not widths.scrolls:
            return
        self.verticalHeader().setDefaultSectionSize(row_height)
        for number, width in enumerate(widths.of_columns):
            self.setColumnHidden(number, number >= FIRST_SUPPLY)
            if number < FIRST_SUPPLY:
                self.setColumnWidth(number, width)
        height = self._matrix.horizontalHeader().height() + self._matrix.viewport().height()
        self.setGeometry(0, 0, widths.frozen, height)
        self.raise_()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._matrix.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()
