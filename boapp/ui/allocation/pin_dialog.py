"""Keep a chip for its customer: say why, and until when (semantics 2, "Pinned")."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from boapp.ui.allocation.names import tr
from boapp.ui.dialogs import Dialog
from boapp.ui.formats import read_day
from boapp.ui.widgets.buttons import Button, primary_button
from boapp.ui.widgets.fields import Field, TextInput

Keep = Callable[[str, date | None], None]


class PinDialog(Dialog):
    """Asks for a reason and an optional last day, then hands both over."""

    def __init__(self, what: str, today: date, then: Keep, parent: QWidget) -> None:
        super().__init__(tr("Keep {what}").format(what=what), tr("No run will move it."), parent)
        self._today = today
        self._then = then
        self.reason = TextInput(placeholder=tr("promised on the phone"))
        self.until = TextInput(placeholder=tr("no end"))
        self._reason_field = Field(tr("&Reason"), self.reason)
        self._until_field = Field(tr("&Until, if it ends"), self.until)
        self.add(self._reason_field)
        self.add(self._until_field)
        self.add_answer(Button(tr("Cancel")))
        self.keep_button = primary_button(tr("Keep for this customer"), "pin")
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self._on_keep_clicked)
        self._answers.addWidget(self.keep_button)
        self.reason.setFocus()

    def _on_keep_clicked(self) -> None:
        reason, until = self.reason.text().strip(), None
        self._reason_field.allow()
        self._until_field.allow()
        if not reason:
            self._reason_field.refuse(tr("Say why, so that others understand it later."))
            return
        if self.until.text().strip():
            try:
                until = read_day(self.until.text(), self._today)
            except ValueError as wrong:
                words = tr("“{text}” {reason}; type a day, as 27 Nov.")
                self._until_field.refuse(words.format(text=self.until.text().strip(), reason=str(wrong)))
                return
            if until < self._today:
                self._until_field.refuse(tr("That day is past; choose a later one, or none."))
                return
        self.close()
        self._then(reason, until)
