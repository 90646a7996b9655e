"""The strip below the matrix: "What this changes", live; numbers alone where the window is narrow."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from boapp.ui import theme
from boapp.ui.allocation.consequences import Consequences, Entry, letter_words
from boapp.ui.allocation.names import tr
from boapp.ui.formats import change_text
from boapp.ui.tokens import CAPTION, ICON, MEDIUM, SEMIBOLD
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.text import Picture, Text, heading, plain_tip

_TALL, _LOW, _WIDEST = 108, 48, 272
# How the room is shared: two short columns of numbers, and two dates that need more.
_SHARES = {"gain": 10, "earlier": 13, "later": 12}
# What kinds of change there are, in the order in which they stand: icon and ink.
_LOOKS = {
    "gain": ("tri_up", "here_text"),
    "earlier": ("up", "here_text"),
    "later": ("clock", "warn_text"),
    "lose": ("tri_down", "bad_text"),
    "letters": ("notices", "text"),
}


def _picture(name: str) -> Picture:
    icon, ink = _LOOKS[name]
    return Picture(icon, ink, CAPTION if icon.startswith("tri") else ICON)


class _Line(QWidget):
    """A name and, at the right, what happens to it."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Text("", elide=True)
        self._what = Text("", weight=MEDIUM, ink="text2", tabular=True)
        self.setLayout(row((self._name, 1), self._what))

    def say(self, name: str = "", what: str = "", ink: str = "text") -> None:
        """Show a name and what happens, or nothing."""
        self._name.setText(name)
        self._name.set_ink(ink)
        self._what.setText(what)


class _Group(QWidget):
    """One kind of change: how many, by how much, and the first two names; the others in the tooltip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._head = Text("", weight=SEMIBOLD, ink=_LOOKS[name][1], tabular=True)
        self._lines = (_Line(), _Line())
        self._rule = QFrame()
        self._rule.setProperty("surface", "divider")
        self._rule.setFixedWidth(1)
        words = column(row(_picture(name), self._head, None, spacing=6), *self._lines, None, spacing=2)
        self.setLayout(row(self._rule, (words, 1), spacing=16))
        self.setMaximumWidth(theme.px(_WIDEST))

    def say(self, head: str, entries: Sequence[Entry], *, stacked: bool, ruled: bool) -> None:
        """Show a head and entries, or vanish; `stacked`: what happens stands below the name."""
        self.setVisible(bool(head))
        self._rule.setVisible(ruled)
        self._head.setText(head)
        first, second = self._lines
        more = tr("and {n} more").format(n=len(entries) - 1)
        if stacked and entries:
            name, what = entries[0]
            first.say(name if len(entries) == 1 else f"{name} {more}")
            second.say(what, ink="text2")
        else:
            first.say(*(entries[0] if entries else ("", "")))
            last = entries[1] if len(entries) == 2 else (more, "")
            second.say(*(last if len(entries) > 1 else ("", "")), ink="text" if len(entries) < 3 else "text2")
        said = [f"{name} {what}".strip() for name, what in entries]
        self.setToolTip(plain_tip("\n".join(said)))
        self.setAccessibleName(", ".join([head, *said]))


class _Short(QWidget):
    """One kind of change in a few words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._words = Text("", weight=SEMIBOLD, ink=_LOOKS[name][1], tabular=True)
        self.setLayout(row(_picture(name), self._words, spacing=5))

    @property
    def has_words(self) -> bool:
        """Whether there is something to say."""
        return bool(self._words.text())

    def say(self, words: str) -> None:
        """Show the words, or vanish."""
        self._words.setText(words)
        self.setVisible(bool(words))


class ConsequenceStrip(QFrame):
    """Shows `Consequences`; `beside` is where a narrow page puts its buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._is_tight = False
        self._groups = {name: _Group(name) for name in _LOOKS}
        self._shorts = {name: _Short(name) for name in _LOOKS}
        self._about = Text("", ink="text2", tabular=True, elide=True)
        self._nothing = Text("", ink="text2", elide=True)
        self._sum = Text("", ink="text2", tabular=True)
        groups = row(
            *((group, _SHARES.get(name, 11)) for name, group in self._groups.items()), None, spacing=16
        )
        head = row(heading(tr("What this changes")), (self._about, 1), self._sum, spacing=12)
        self._full = container(column(head, groups, None, spacing=6, margins=(0, 4, 8, 0)))
        self._brief = container(row(*self._shorts.values(), (self._nothing, 1), spacing=12))
        self.beside = QHBoxLayout()
        self.beside.setSpacing(theme.px(8))
        self.setLayout(row((self._full, 1), (self._brief, 1), self.beside, margins=(16, 7, 8, 7)))
        self.show_narrow(narrow=False)
        self.say(Consequences(), None)

    def show_narrow(self, *, narrow: bool, tight: bool = False) -> None:
        """One line with numbers alone, or a column for each kind of change; `tight`: letters only on the button."""
        self._is_tight = tight
        self._shorts["letters"].setVisible(not tight and self._shorts["letters"].has_words)
        self._full.setVisible(not narrow)
        self._brief.setVisible(narrow)
        self.setFixedHeight(theme.px(_LOW if narrow else _TALL))

    def say(self, what: Consequences, today: date | None) -> None:
        """Show what the draft changes; a draft without edits says how to begin."""
        heads = _heads(what)
        entries = {
            "gain": what.gains,
            "earlier": what.earlier,
            "later": what.later,
            "lose": what.losses,
            "letters": tuple((words, "") for words in (letter_words(what.letters, today) if today else ())),
        }
        ruled = False
        for name, group in self._groups.items():
            group.say(heads[name], entries[name], stacked=name in {"earlier", "later"}, ruled=ruled)
            ruled = ruled or bool(heads[name])
            tight = self._is_tight and name == "letters"
            self._shorts[name].say("" if tight else _without_sign(heads[name]))
        nothing = tr("Nothing yet: type a number into a cell, or let the rules suggest.")
        about = nothing if what.is_empty else _about(what)
        self._about.setText(about)
        self._nothing.setText(tr("Nothing changes yet") if what.is_empty else "")
        total = change_text(what.gained_quantity + what.lost_quantity)
        self._sum.setText("" if what.is_empty else tr("Sum of all changes {n}").format(n=total))
        said = [group.accessibleName() for name, group in self._groups.items() if heads[name]]
        self.setAccessibleName(". ".join([tr("What this changes"), about, *said]))


def _heads(what: Consequences) -> dict[str, str]:
    gain, lose, letters = len(what.gains), len(what.losses), len(what.letters)
    return {
        "gain": f"{_n(gain, 'gains', 'gain')}  {change_text(what.gained_quantity)}" if gain else "",
        "earlier": tr("{n} earlier").format(n=len(what.earlier)) if what.earlier else "",
        "later": tr("{n} later").format(n=len(what.later)) if what.later else "",
        "lose": f"{_n(lose, 'loses', 'lose')}  {change_text(what.lost_quantity)}" if lose else "",
        "letters": _n(letters, "letter due", "letters due") if letters else "",
    }


def _without_sign(head: str) -> str:
    """A head for the narrow strip, where the arrow beside it says the sign."""
    return head.replace("  +", " ").replace("  −", " ").removesuffix(tr(" due"))


def _n(count: int, one: str, many: str) -> str:
    return f"{QLocale().toString(count)} {tr(one if count == 1 else many)}"


def _about(what: Consequences) -> str:
    parts = [_n(what.unchanged_lines, "stays as it was", "stay as they were")] if what.unchanged_lines else []
    if what.complete_orders:
        parts.append(_n(what.complete_orders, "order becomes complete", "orders become complete"))
    if what.ready_orders:
        parts.append(_n(what.ready_orders, "order can go today", "orders can go today"))
    return "  ·  ".join(parts)
