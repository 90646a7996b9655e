"""Says, asks, shows what went wrong: the only place that puts up a message."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from boapp.errors import RequestRefused, ShopError
from boapp.ui.dialogs import Dialog
from boapp.ui.widgets.buttons import Button, primary_button


def say(parent: QWidget, title: str, about: str = "") -> Dialog:
    """Say something that the clerk must have read."""
    dialog = Dialog(title, about, parent)
    dialog.add_answer(primary_button(_tr("Close"))).setDefault(True)
    dialog.open()
    return dialog


def ask(
    parent: QWidget, question: str, about: str, act: str, then: Callable[[], None], keep: str = ""
) -> Dialog:
    """Ask before what cannot be undone. `act` and `keep` are verbs ("Send 5 letters", "Keep as drafts")."""
    dialog = Dialog(question, about, parent)
    dialog.add_answer(Button(keep or _tr("Cancel"))).setDefault(True)
    dialog.add_answer(primary_button(act), then)
    dialog.open()
    return dialog


def show_error(parent: QWidget, error: ShopError) -> Dialog:
    """Show what was refused and the way out; nothing was changed."""
    if isinstance(error, RequestRefused):
        about = "\n".join(sentence(problem) for problem in error.problems)
        return say(parent, _tr("This cannot be done yet"), about)
    return say(parent, error.thing, sentence_of(error.reason))


def sentence(error: ShopError) -> str:
    """An error as one sentence for a banner or field."""
    return sentence_of(f"{error.thing}: {error.reason}")


def sentence_of(words: str) -> str:
    """Words with a capital first letter and a full stop."""
    words = words.strip()
    return words if not words else words[0].upper() + words[1:] + ("" if words[-1] in ".!?" else ".")


def _tr(words: str) -> str:
    return QCoreApplication.translate("messages", words)
