"""Rows and columns of widgets, so that a page reads as what stands where."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from boapp.ui import theme
from boapp.ui.tokens import GRID

Margins = tuple[int, int, int, int]
Part = QWidget | QLayout | int | tuple[QWidget | QLayout, int] | None
_Box = TypeVar("_Box", bound=QBoxLayout)


def row(*parts: Part, spacing: int = GRID, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """Parts side by side. None takes up spare room, a number is a gap, (part, n) stretches."""
    return _filled(QHBoxLayout(), parts, spacing, margins)


def column(*parts: Part, spacing: int = GRID, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """Parts one below the other; see `row`."""
    return _filled(QVBoxLayout(), parts, spacing, margins)


def container(layout: QLayout) -> QWidget:
    """A plain widget that holds a layout."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def _filled(box: _Box, parts: Iterable[Part], spacing: int, margins: Margins) -> _Box:
    box.setSpacing(theme.px(spacing))
    box.setContentsMargins(*(theme.px(margin) for margin in margins))
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(theme.px(part))
        else:
            inner, stretch = part if isinstance(part, tuple) else (part, 0)
            if isinstance(inner, QLayout):
                box.addLayout(inner, stretch)
            else:
                box.addWidget(inner, stretch)
    return box
