import logging
import sys
import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from boapp.ui.crash_dialog import CrashDialog, CrashHandler


def _crash() -> tuple[type[BaseException], BaseException]:
    try:
        raise ZeroDivisionError("a quantity was shared by nobody")
    except ZeroDivisionError as error:
        return type(error), error


def _dialogs() -> list[CrashDialog]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CrashDialog)]


def test_that_a_fault_is_logged_stops_writing_once_and_can_be_copied(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    stopped: list[str] = []
    handler = CrashHandler(lambda: stopped.append("stopped"))
    kind, error = _crash()
    with caplog.at_level(logging.CRITICAL):
        handler.handle(kind, error, error.__traceback__)
        handler.handle(kind, error, error.__traceback__)
    assert stopped == ["stopped"]
    assert "shared by nobody" in caplog.text
    (dialog,) = _dialogs()
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy details")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "ZeroDivisionError: a quantity was shared by nobody" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


def test_that_a_fault_on_another_thread_is_shown_too(qtbot: QtBot) -> None:
    handler = CrashHandler()
    kind, error = _crash()
    thread = threading.Thread(target=handler.handle, args=(kind, error, error.__traceback__))
    thread.start()
    thread.join()
    assert _dialogs() == []
    qtbot.waitUntil(lambda: len(_dialogs()) == 1)
    dialog = _dialogs()[0]
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()


def test_that_it_takes_over_from_the_interpreter(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    handler = CrashHandler()
    handler.install()
    assert sys.excepthook == handler.handle
