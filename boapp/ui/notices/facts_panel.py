"""What stands behind a letter: its last day, the rule, what it tells, whether it can be printed and kept."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from boapp.domain.decisions import NoticeState
from boapp.domain.dues import DELAYS
from boapp.services.notices import DrawnLetter
from boapp.ui import theme
from boapp.ui.notices.words import last_day_words, news_words, rule_words, tr, way_words
from boapp.ui.widgets.buttons import Button
from boapp.ui.widgets.card import Fact
from boapp.ui.widgets.fields import Field, LongText
from boapp.ui.widgets.layouts import column, container
from boapp.ui.widgets.text import divider

_WIDTH, _NARROW_WIDTH = 224, 200


class FactsPanel(QFrame):
    """The facts beside the letter, and what else can be done with it."""

    saved_as_pdf = Signal()
    marked_printed = Signal()
    reason_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "beside")
        self.setFixedWidth(theme.px(_WIDTH))
        self._facts = column(spacing=14)
        self.reason = LongText(rows=3)
        self.reason_field = Field(
            tr("Why it is late"), self.reason, tr("in your words; without them the letter gives its own")
        )
        self.reason_button = Button(tr("Put it into the letter"), "pencil")
        self._reason_part = container(column(self.reason_field, self.reason_button, spacing=6))
        self.save_button = Button(tr("Save as PDF…"), "export")
        self.mark_button = Button(
            tr("Mark as printed"),
            "check",
            tip=tr("It was printed from elsewhere: keep it and take it off the list"),
        )
        for button in (self.reason_button, self.save_button, self.mark_button):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = container(column(self._facts, self._reason_part, None, spacing=14, margins=(16, 16, 16, 8)))
        scrolled.setWidget(inner)
        for ground in (inner, scrolled.viewport()):
            ground.setAutoFillBackground(False)
        buttons = column(self.save_button, self.mark_button, margins=(16, 4, 16, 16))
        self.setLayout(column((scrolled, 1), buttons, spacing=4))
        self.save_button.clicked.connect(self.saved_as_pdf)
        self.mark_button.clicked.connect(self.marked_printed)
        self.reason_button.clicked.connect(lambda: self.reason_given.emit(self.reason.toPlainText()))

    def show_narrow(self, *, narrow: bool) -> None:
        """Take less room in a narrow window, so that the letter stays readable."""
        self.setFixedWidth(theme.px(_NARROW_WIDTH if narrow else _WIDTH))

    def show_letter(self, letter: DrawnLetter, today: date) -> None:
        """Show the facts of a letter."""
        row = letter.notice
        self._clear()
        day, about = last_day_words(row, today)
        urgent = bool(about)
        facts: list[QWidget] = [
            Fact(
                tr("Last day"),
                day,
                about,
                "clock" if urgent else "calendar",
                "bad_text" if urgent else "text",
            ),
            Fact(tr("Rule"), rule_words(row)),
            Fact(tr("What it tells"), news_words(row, today)),
        ]
        facts.append(divider())
        facts.append(Fact(tr("Likes to be told by"), way_words(row), *_address_words(letter)))
        if letter.document is None:
            facts.append(Fact(tr("Letter"), tr("cannot be printed yet"), icon="warn", ink="bad_text"))
        else:
            facts.append(Fact(tr("Characters"), tr("all can be printed"), icon="check", ink="here_text"))
            facts.append(_kept(letter))
        for fact in facts:
            self._facts.addWidget(fact)
        can_go = letter.document is not None
        undated = row.kind in DELAYS and not all(line.after_date for line in row.lines)
        self._reason_part.setVisible(undated and letter.state is not NoticeState.PRINTED)
        self.reason.setPlainText(row.reason)
        for button in (self.save_button, self.mark_button):
            if can_go:
                button.allow()
            else:
                button.refuse(tr("The letter cannot be printed yet."))

    def _clear(self) -> None:
        self.reason.clear()
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _address_words(letter: DrawnLetter) -> tuple[str, str | None, str]:
    if letter.can_be_posted:
        return "", None, "text"
    return tr("No postal address: read it out by phone."), "phone", "warn_text"


def _kept(letter: DrawnLetter) -> Fact:
    if letter.state is NoticeState.PRINTED:
        return Fact(tr("What is kept"), tr("this very PDF"), f"SHA-256 {letter.sha256[:16]}…")
    about = tr("with its hash, date and language, from the moment it is printed")
    return Fact(tr("What is kept"), tr("this very PDF"), about)
