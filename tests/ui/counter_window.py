"""The window over the sample shop, with the pages of the counter, and what a clerk does there."""

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from boapp.services.shops import Shop
from boapp.settings import DeskSettings
from boapp.ui import orders, products, purchasing, start
from boapp.ui.dialogs import Dialog
from boapp.ui.main_window import MainWindow
from boapp.ui.pages import Page, PageSpec
from boapp.ui.tables.table_view import TableView
from boapp.ui.work import ImmediateWork
from tests.services.counter_shop import TODAY, open_sample

_Page = TypeVar("_Page", bound=Page)
_OTHERS = (
    PageSpec("decide", "Decide", "share", Page, parent="products"),
    PageSpec("notices", "Notices", "notices", Page),
)


class Counter:
    """A clerk at the window of the sample shop."""

    def __init__(self, qtbot: QtBot, window: MainWindow, shop: Shop) -> None:
        self.qtbot, self.window, self.shop = qtbot, window, shop

    def go(self, page: str, kind: type[_Page], subject: Hashable = None) -> _Page:
        self.window.go(page, subject)
        self.settle()
        found = self.window.page
        assert isinstance(found, kind)
        return found

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def press(self, widget: QWidget, key: Qt.Key, *, ctrl: bool = False) -> None:
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(widget, key, modifier)
        self.settle()

    def click(self, button: QPushButton) -> None:
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def retype(self, field: QWidget, words: str) -> None:
        self.press(field, Qt.Key.Key_A, ctrl=True)
        self.press(field, Qt.Key.Key_Delete)
        self.qtbot.keyClicks(field, words)
        self.settle()

    @property
    def place(self) -> tuple[str, Hashable]:
        assert self.window.place is not None
        return self.window.place.page, self.window.place.subject

    def dialog(self) -> Dialog:
        return next(one for one in self.window.findChildren(Dialog) if one.isVisible())

    def answer(self, words: str) -> None:
        button = next(
            one for one in self.dialog().findChildren(QPushButton) if one.text().strip().startswith(words)
        )
        self.click(button)

    def dialogs(self) -> int:
        return sum(one.isVisible() for one in self.window.findChildren(Dialog))


@pytest.fixture
def counter(qtbot: QtBot, tmp_path: Path) -> Iterator[Counter]:
    shop = open_sample(tmp_path / "sample.boapp")
    opened = start.OpenedShop(shop, "Lantern Lane", today=lambda: TODAY)
    settings = DeskSettings(palette="light", language="en_GB")
    specs = (*orders.SPECS, *products.SPECS, *purchasing.SPECS, *_OTHERS)
    window = start.open_window(specs, lambda: opened, settings, work=ImmediateWork())
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.page is not None)
    with qtbot.waitActive(window):
        window.activateWindow()
    yield Counter(qtbot, window, shop)
    for page in window.findChildren(Page):
        if page is window.page:
            page.may_leave = lambda then: then()  # type: ignore[method-assign]  # the test is over
    window.close()
    shop.database.close()


def shown(view: TableView, column: str) -> list[str]:
    """What stands in a column of a list."""
    number = next(place for place, one in enumerate(view.columns) if one.name == column)
    model = view.model()
    return [str(model.index(row, number, QModelIndex()).data()) for row in range(model.rowCount())]


def nameless(page: QWidget) -> list[str]:
    """Widgets one can go to with the keyboard that a screen reader could not name."""
    widgets = [one for one in page.findChildren(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    inner = ("qt_", "_q_")
    return [
        f"{type(one).__name__} {one.objectName()}"
        for one in widgets
        if one.isVisible()
        and not one.objectName().startswith(inner)
        and not one.accessibleName()
        and not (isinstance(one, QPushButton) and one.text())
        and not (hasattr(one, "text") and one.text())
    ]
