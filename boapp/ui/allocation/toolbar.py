"""The tools above the matrix: undo and redo, who comes first and suggest, give all back, filter."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QSizePolicy, QWidget

from boapp.domain.strategies import RuleSet
from boapp.ui import theme
from boapp.ui.allocation.names import tr
from boapp.ui.widgets.buttons import Button, icon_button
from boapp.ui.widgets.fields import Choice, SearchField
from boapp.ui.widgets.layouts import row
from boapp.ui.widgets.text import plain_tip

_FILTER_WIDTH, _RULES_WIDTH, _NARROW_RULES, _LEAST_FIELD = 200, 248, 168, 72


class AllocationToolbar(QWidget):
    """Its buttons say by signals what is wanted; `show_steps` names what would be undone."""

    suggest_wanted = Signal(str)
    give_back_wanted = Signal()
    find_wanted = Signal()

    def __init__(self, rule_sets: Mapping[str, RuleSet], stack: QUndoStack) -> None:
        super().__init__()
        self._stack = stack
        self._names = {key: rules.name or key for key, rules in rule_sets.items()}
        self.undo_button = icon_button("undo", tr("Undo"))
        self.redo_button = icon_button("redo", tr("Redo"))
        self.undo_button.setProperty("place", "first")
        self.redo_button.setProperty("place", "last")
        self.rules = Choice([(key, name) for key, name in self._names.items()], name=tr("Who comes first"))
        self.suggest_button = Button(tr("Suggest"), "propose", tip=tr("Let the rules share out (Ctrl+G)"))
        self.find_button = Button(
            tr("Find stock"), "swap", tip=tr("Who could give something to this row with the least harm")
        )
        self.give_back_button = Button(
            tr("Give all back"), tip=tr("Take back all that is not kept or set aside")
        )
        self.filter = SearchField(tr("Filter customers"))
        pair = row(self.undo_button, self.redo_button, spacing=0)
        self.setLayout(
            row(
                pair,
                4,
                (self.rules, 3),
                self.suggest_button,
                self.find_button,
                self.give_back_button,
                None,
                (self.filter, 3),
            )
        )
        self.undo_button.clicked.connect(stack.undo)
        self.redo_button.clicked.connect(stack.redo)
        self.suggest_button.clicked.connect(lambda: self.suggest_wanted.emit(self.rules.value))
        self.find_button.clicked.connect(self.find_wanted)
        self.give_back_button.clicked.connect(self.give_back_wanted)
        self.show_narrow(narrow=False)
        self.show_steps()

    def show_steps(self) -> None:
        """Say in the tooltips what would be undone and redone."""
        for button, possible, step, word, keys in (
            (self.undo_button, self._stack.canUndo(), self._stack.undoText(), tr("Undo"), "Ctrl+Z"),
            (self.redo_button, self._stack.canRedo(), self._stack.redoText(), tr("Redo"), "Ctrl+Y"),
        ):
            button.setEnabled(possible)
            nothing = tr("{word}: there is nothing").format(word=word)
            button.setToolTip(plain_tip(f"{word}: {step} ({keys})" if possible else nothing))
            button.setAccessibleName(f"{word}: {step}" if possible else word)

    def show_narrow(self, *, narrow: bool) -> None:
        """Leave out what the choice is about where the window is narrow."""
        for place, (key, name) in enumerate(self._names.items()):
            whole = tr("Who comes first: {rules}").format(rules=name)
            self.rules.setItemText(place, name[:1].upper() + name[1:] if narrow else whole)
            self.rules.setItemData(place, key)
        rules = _NARROW_RULES if narrow else _RULES_WIDTH
        for field, width in ((self.rules, rules), (self.filter, _FILTER_WIDTH)):
            field.setMinimumWidth(theme.px(_LEAST_FIELD))
            field.setMaximumWidth(theme.px(width))
            field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
