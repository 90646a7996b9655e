"""Ctrl+K: find any page, any action, and whatever the shop can be searched for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from boapp.ui import icons, theme
from boapp.ui.actions import Actions
from boapp.ui.tokens import BODY, CAPTION, CONTROL_RADIUS, ICON, MEDIUM
from boapp.ui.widgets.fields import SearchField
from boapp.ui.widgets.layouts import column
from boapp.ui.widgets.text import Text

_ENTRY = int(Qt.ItemDataRole.UserRole)
_ROW = 36

Search = Callable[[str, Callable[[Sequence["Entry"]], None]], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the palette offers: its words, what it is ("page", "Ctrl+N", "SO-1190"), and what it does."""

    text: str
    run: Callable[[], object]
    hint: str = ""
    icon: str = ""


def matching(entries: Iterable[Entry], sought: str) -> list[Entry]:
    """The entries that hold every word sought; those that begin with it first, then in given order."""
    words = sought.casefold().split()
    found = [entry for entry in entries if all(word in entry.text.casefold() for word in words)]
    return sorted(found, key=lambda entry: not entry.text.casefold().startswith(sought.casefold().strip()))


def action_entries(actions: Actions) -> list[Entry]:
    """Every action that can be done just now, but the palette's own."""
    return [
        Entry(
            action.text(),
            action.trigger,
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            actions.icon_of(action.objectName()),
        )
        for action in actions.offered()
        if action.objectName() != "find"
    ]


class CommandPalette(QDialog):
    """A field and what it finds; Enter does the chosen one, the first unless another is chosen."""

    def __init__(
        self, entries: Sequence[Entry], search: Search | None = None, parent: QWidget | None = None
    ) -> None:
        """`search` is given words and hands back what the shop finds for them, later."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("surface", "palette")
        self.setWindowTitle(self.tr("Search or do anything"))
        self._entries = tuple(entries)
        self._search = search
        self.field = SearchField(self.tr("Search or do anything"), icon="search")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self._nothing = Text(self.tr("Nothing is called that. Try fewer letters."), ink="text2")
        self._nothing.hide()
        self.setLayout(column(self.field, self.list, self._nothing, margins=(8, 8, 8, 8)))
        self.resize(theme.px(560), theme.px(420))
        self.field.textChanged.connect(self._on_text_changed)
        self.field.sought.connect(self._on_sought)
        self.field.left_downwards.connect(lambda: self._move(1))
        self.list.itemClicked.connect(self._on_item_clicked)
        self._show(self._entries)
        if parent is not None:
            middle = parent.mapToGlobal(parent.rect().center())
            self.move(
                middle.x() - self.width() // 2, parent.mapToGlobal(parent.rect().topLeft()).y() + theme.px(96)
            )

    @property
    def shown(self) -> list[Entry]:
        """What is offered just now, from the top."""
        return [self.list.item(place).data(_ENTRY) for place in range(self.list.count())]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentItem())
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        self.list.setCurrentRow((self.list.currentRow() + step) % max(self.list.count(), 1))

    def _show(self, entries: Iterable[Entry]) -> None:
        self.list.clear()
        for entry in entries:
            item = QListWidgetItem(entry.text)
            item.setData(_ENTRY, entry)
            item.setSizeHint(QSize(0, theme.px(_ROW)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        self._nothing.setVisible(self.list.count() == 0)

    def _on_text_changed(self, sought: str) -> None:
        self._show(matching(self._entries, sought))

    def _on_sought(self, sought: str) -> None:
        if self._search is not None and sought.strip():
            self._search(sought, lambda found: self._on_found(sought, found))

    def _on_found(self, sought: str, found: Sequence[Entry]) -> None:
        if self.field.text() == sought:
            self._show((*matching(self._entries, sought), *found))

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._run(item)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry: Entry = item.data(_ENTRY)
        self.close()
        entry.run()


class _EntryDelegate(QStyledItemDelegate):
    """Draws an entry: icon, words, and at the right its key or kind."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(_ENTRY)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(area, theme.px(CONTROL_RADIUS), theme.px(CONTROL_RADIUS))
        words = area.adjusted(theme.px(40), 0, -theme.px(12), 0)
        if entry.icon:
            at = QPointF(area.left() + theme.px(12), area.center().y() - theme.px(ICON) / 2)
            icons.draw_icon(painter, at, entry.icon, "text2", ICON)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(CAPTION, tabular=True))
        painter.setPen(theme.color("text2"))
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignRight, entry.hint)
        painter.setFont(theme.font(BODY, MEDIUM))
        painter.setPen(theme.color("text"))
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, entry.text)
        painter.restore()
