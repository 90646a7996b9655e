"""A card's plain fields with Save and Cancel; nothing that was typed is lost without a question."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from boapp.errors import ShopError
from boapp.ui.dialogs import Dialog
from boapp.ui.messages import sentence
from boapp.ui.tokens import CARD_PADDING
from boapp.ui.widgets.badge import Badge
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.buttons import Button, primary_button
from boapp.ui.widgets.card import Card
from boapp.ui.widgets.form import Blank, Form
from boapp.ui.widgets.layouts import column, row


class EditPanel(Card):
    """The fields, whether they were changed, and what the shop said against them.

    `save_asked` carries the values to save; the page answers with `say_saved` or `say_refused`.
    """

    save_asked = Signal(object)
    edited = Signal(bool)

    def __init__(self, blanks: Iterable[Blank], columns: int = 3) -> None:
        self.form = Form(blanks, columns)
        self._badge = Badge(_tr("Not saved yet"), "accent", "pencil")
        self.banner = Banner(tone="bad")
        self.cancel_button = Button(_tr("Cancel"))
        self.save_button = primary_button(_tr("Save"), "check", tip=_tr("Save what was changed (Ctrl+S)"))
        self._record: Mapping[str, Any] = {}
        self._then: Callable[[], None] | None = None
        foot = row(self._badge, None, self.cancel_button, self.save_button)
        around = (CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        super().__init__(column(self.banner, self.form, foot, None, spacing=CARD_PADDING, margins=around))
        self.banner.hide()
        self.form.edited.connect(self._on_edited)
        self.cancel_button.clicked.connect(self.cancel)
        self.save_button.clicked.connect(self._on_save_clicked)
        self._on_edited()

    @property
    def is_edited(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form.is_edited

    def show_record(self, values: Mapping[str, Any], *, keep_typed: bool = False) -> None:
        """Show what stands in the shop; `keep_typed` leaves a form alone that is being edited."""
        if keep_typed and self.is_edited:
            return
        self._record = values
        self.banner.hide()
        self.form.show_values(values)

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Ask for what was typed to be saved, then do `then`; says at the fields what cannot be."""
        self.banner.hide()
        if not self.is_edited:
            if then is not None:
                then()
            return
        values = self.form.read_values()
        if values is not None:
            self._then = then
            self.save_button.refuse(_tr("Being saved"))
            self.save_asked.emit(values)

    def cancel(self) -> None:
        """Show again what stands in the shop."""
        self.show_record(self._record)

    def say_saved(self, values: Mapping[str, Any]) -> None:
        """It is saved; go on where the clerk wanted to go."""
        self.show_record(values)
        then, self._then = self._then, None
        if then is not None:
            then()

    def say_refused(self, error: ShopError) -> None:
        """It is not saved: say why, at the field where there is one."""
        self._then = None
        others = self.form.refuse(error)
        if others:
            self.banner.say(_tr("Nothing was saved."), " ".join(sentence(one) for one in others), "bad")
        self.banner.setVisible(bool(others))
        self._on_edited()

    def ask_before_leaving(self, then: Callable[[], None], parent: QWidget) -> Dialog | None:
        """Do `then` at once when nothing is lost by it; else ask what becomes of what was typed."""
        if not self.is_edited:
            then()
            return None
        about = _tr("What you typed on this card is not saved yet.")
        dialog = Dialog(_tr("Save the changes?"), about, parent)

        def discard() -> None:
            self.cancel()
            then()

        dialog.add_answer(Button(_tr("Keep editing"))).setDefault(True)
        dialog.add_answer(Button(_tr("Discard the changes")), discard)
        dialog.add_answer(primary_button(_tr("Save and go on"), "check"), lambda: self.save(then))
        dialog.open()
        return dialog

    def _on_save_clicked(self) -> None:
        self.save()

    def _on_edited(self) -> None:
        edited = self.form.is_edited
        self._badge.setVisible(edited)
        if edited:
            self.save_button.allow()
            self.cancel_button.allow()
        else:
            self.save_button.refuse(_tr("Nothing has been changed"))
            self.cancel_button.refuse(_tr("Nothing has been changed"))
        self.edited.emit(edited)


def _tr(words: str) -> str:
    return QCoreApplication.translate("EditPanel", words)
