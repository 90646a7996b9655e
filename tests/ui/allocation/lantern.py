"""The product of the pictures, open on the allocation page, and hands for keys and mouse."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from boapp.domain.matrix import Row
from boapp.domain.quantities import UNIT
from boapp.services.importing.sample import load_sample
from boapp.services.shops import Shop
from boapp.settings import DeskSettings
from boapp.storage.database import Database
from boapp.ui import start
from boapp.ui.allocation.allocation_page import PAGE, AllocationPage, AllocationSubject
from boapp.ui.allocation.matrix_view import MatrixView
from boapp.ui.main_window import MainWindow
from boapp.ui.pages import Page, PageSpec
from boapp.ui.work import ImmediateWork

TODAY = date(2026, 11, 23)
HARBOUR, PETRA, CAFE = "Harbour Books", "Petra Müller", "Café Åström"
OKAFOR, NORDLICHT, DOROTHY = "J. Okafor", "Nordlicht GmbH", "Dorothy Whitfield"
SHELF, LATE, LUMEN, ASTER = "", "PO-2038", "PO-2041", "PO-2055"


def make_sample_shop(folder: Path) -> Shop:
    shop = Shop(Database.create(str(folder / "lantern.boapp")), "MO", "front", TODAY)
    load_sample(shop)
    return shop


class Lantern:
    """The page over the sample shop's blue ceramic lantern; speaks of customers and deliveries by name."""

    def __init__(self, qtbot: QtBot, shop: Shop) -> None:
        self.qtbot = qtbot
        self.shop = shop
        specs = (
            PageSpec("backorders", "Backorders", "backorders", Page),
            PageSpec(PAGE, "Who gets it", "backorders", AllocationPage, parent="backorders"),
        )
        settings = DeskSettings(palette="light", language="en_GB")
        opened = start.OpenedShop(shop, "Lantern Lane", today=lambda: TODAY)
        self.window: MainWindow = start.open_window(specs, lambda: opened, settings, work=ImmediateWork())
        qtbot.addWidget(self.window)
        qtbot.waitUntil(lambda: self.window.page is not None)
        self.go()

    def go(self, product_id: int = 1, product_ids: tuple[int, ...] = ()) -> None:
        self.window.go(PAGE, AllocationSubject(product_id, product_ids))
        QApplication.processEvents()

    @property
    def page(self) -> AllocationPage:
        page = self.window.page
        assert isinstance(page, AllocationPage)
        return page

    @property
    def view(self) -> MatrixView:
        return self.page.board.view

    @property
    def note(self) -> str:
        """What stands beside the cell, "" when nothing does."""
        return self.view.note.text if self.view.note.isVisible() else ""

    def row(self, customer: str) -> Row:
        draft = self.page.session.draft
        assert draft is not None
        return next(row for row in draft.matrix.rows if row.line.customer == customer)

    def supply_id(self, label: str) -> int:
        draft = self.page.session.draft
        assert draft is not None
        return next(one.supply_id for one in draft.matrix.supplies if one.label == label)

    def held(self, customer: str, label: str) -> int:
        return self.row(customer).held(self.supply_id(label)) // UNIT

    def free(self, label: str) -> int:
        draft = self.page.session.draft
        assert draft is not None
        return draft.matrix.free(self.supply_id(label)) // UNIT

    def index(self, customer: str, label: str) -> QModelIndex:
        row = self.page.model.row_of(self.row(customer).line.line_id)
        column = self.page.model.columns.column_of_supply(self.supply_id(label))
        assert row is not None
        assert column is not None
        return self.page.model.index(row, column)

    def choose(self, customer: str, label: str) -> None:
        self.view.setFocus()
        self.view.setCurrentIndex(self.index(customer, label))

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.view, key, modifiers)
        QApplication.processEvents()

    def shortcut(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier
    ) -> None:
        self.qtbot.keyClick(self.window, key, modifiers)
        QApplication.processEvents()

    def type(self, customer: str, label: str, words: str) -> None:
        """Type into a cell and press Enter, as a clerk does."""
        self.choose(customer, label)
        self.qtbot.keyClick(self.view, words[0])
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        self.qtbot.keyClicks(field, words[1:])
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        QApplication.processEvents()

    def middle(self, customer: str, label: str) -> QPoint:
        return self.view.visualRect(self.index(customer, label)).center()

    def drag(
        self,
        start_at: QPoint,
        end_at: QPoint,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press, carry and let go; the way leads over a point between."""
        left = Qt.MouseButton.LeftButton
        self.qtbot.mousePress(self.view.viewport(), left, modifiers, start_at)
        self.carry(start_at, end_at, modifiers)
        self.qtbot.mouseRelease(self.view.viewport(), left, modifiers, end_at)
        QApplication.processEvents()

    def carry(
        self,
        start_at: QPoint,
        end_at: QPoint,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Move the pressed mouse; the way leads over a point between."""
        port, none, left = self.view.viewport(), Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        for at in ((start_at + end_at) / 2, end_at):
            there = QPointF(port.mapToGlobal(at))
            event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), there, none, left, modifiers)
            QApplication.sendEvent(port, event)

    def wait(self, happens: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(happens, timeout=3000)

    def close(self) -> None:
        page = self.window.findChild(AllocationPage)
        assert page is not None
        page.session.close()
        self.window.close()
