"""Forms: the plain fields of a card, edited in place, saved together (style 2)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from boapp.domain.quantities import UNIT
from boapp.errors import RequestRefused, ShopError
from boapp.ui import theme
from boapp.ui.formats import (
    day_text,
    minor_digits,
    money_text,
    quantity_text,
    read_day,
    read_money,
    read_quantity,
)
from boapp.ui.messages import sentence_of
from boapp.ui.tokens import GAP
from boapp.ui.widgets.fields import Choice, Field, LongText, TextInput


@dataclass(frozen=True, slots=True)
class Blank:
    """One field of a form: its name in the record, and how its value is written and read.

    `read` raises ValueError, worded for the clerk, for what cannot be.
    """

    key: str
    field: Field
    write: Callable[[Any], None]
    read: Callable[[], Any]
    edited: Any
    wide: bool = False


def text_blank(key: str, label: str, hint: str = "", *, wide: bool = False) -> Blank:
    """A line of words."""
    control = TextInput()
    return Blank(
        key, Field(label, control, hint), lambda value: control.setText(value or ""),
        lambda: control.text().strip(), control.textChanged, wide,
    )  # fmt: skip


def long_blank(key: str, label: str, hint: str = "", rows: int = 3) -> Blank:
    """Several lines of words, over the whole width."""
    control = LongText(rows=rows)
    return Blank(
        key, Field(label, control, hint), control.setPlainText,
        lambda: control.toPlainText().strip(), control.textChanged, wide=True,
    )  # fmt: skip


def number_blank(
    key: str, label: str, write: Callable[[Any], str], read: Callable[[str], Any], hint: str = "",
    *, may_be_empty: bool = True,
) -> Blank:  # fmt: skip
    """Something typed in one line that is no word: `write` shows a value, `read` understands what is typed."""
    control = TextInput(numeric=True)

    def understand() -> Any:
        typed = control.text().strip()
        if not typed:
            if may_be_empty:
                return None
            raise ValueError("is empty; give a number")
        try:
            return read(typed)
        except ValueError as problem:
            raise ValueError(f"‘{typed}’ {problem}") from None

    return Blank(
        key, Field(label, control, hint), lambda value: control.setText("" if value is None else write(value)),
        understand, control.textChanged,
    )  # fmt: skip


def quantity_blank(
    key: str, label: str, decimals: Callable[[], int], hint: str = "", *, may_be_empty: bool = False
) -> Blank:
    """A quantity of a product with so many decimals."""
    return number_blank(
        key, label, quantity_text, lambda typed: read_quantity(typed, decimals()), hint, may_be_empty=may_be_empty
    )  # fmt: skip


def money_blank(key: str, label: str, currency: Callable[[], str], hint: str = "") -> Blank:
    """An amount of the shop's money, or none; written without its sign, in the money's own decimals."""

    def write(amount: int) -> str:
        digits = minor_digits(currency())
        return money_text(amount) if digits == 2 else quantity_text(amount * UNIT // 10**digits)

    return number_blank(key, label, write, lambda typed: read_money(typed, currency()), hint)


def whole_blank(key: str, label: str, hint: str = "") -> Blank:
    """A whole number, or none."""
    return number_blank(key, label, str, _whole, hint)


def day_blank(key: str, label: str, today: Callable[[], date], hint: str = "") -> Blank:
    """A day, or none."""
    control = TextInput(icon="calendar")

    def understand() -> date | None:
        typed = control.text().strip()
        try:
            return read_day(typed, today()) if typed else None
        except ValueError as problem:
            raise ValueError(f"‘{typed}’ {problem}; type it like 27 Nov or 2026-11-27") from None

    def write(day: date | None) -> None:
        # With its year: without one, a day long past would be read back as next year's.
        control.setText("" if day is None else day_text(day, date.min))

    return Blank(key, Field(label, control, hint), write, understand, control.textChanged)


def choice_blank(key: str, label: str, choices: list[tuple[str, str]], hint: str = "") -> Blank:
    """One of a few."""
    control = Choice(choices)
    return Blank(
        key, Field(label, control, hint), lambda value: control.choose(str(value or "")),
        lambda: control.value, control.currentIndexChanged,
    )  # fmt: skip


def tick_blank(key: str, label: str, words: str) -> Blank:
    """Yes or no."""
    control = QCheckBox(words)
    return Blank(key, Field(label, control), control.setChecked, control.isChecked, control.toggled)


class Form(QWidget):
    """Some fields in columns. Knows what was shown, whether it was edited, and where it is wrong."""

    edited = Signal()

    def __init__(self, blanks: Iterable[Blank], columns: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blanks = {blank.key: blank for blank in blanks}
        self._shown: dict[str, Any] = {}
        self._is_filling = False
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(GAP))
        grid.setVerticalSpacing(theme.px(GAP - 4))
        place = 0
        for blank in self._blanks.values():
            if blank.wide:
                place = -(-place // columns) * columns
            grid.addWidget(blank.field, place // columns, place % columns, 1, columns if blank.wide else 1)
            place += columns if blank.wide else 1
            blank.edited.connect(self._on_edited)
        for number in range(columns):
            grid.setColumnStretch(number, 1)

    def __getitem__(self, key: str) -> Field:
        return self._blanks[key].field

    @property
    def is_edited(self) -> bool:
        """Whether a field holds something else than was shown; before anything was shown, none does."""
        return any(self._now(self._blanks[key]) != shown for key, shown in self._shown.items())

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show a record's values; what was typed before is gone."""
        self._is_filling = True
        for key, blank in self._blanks.items():
            blank.write(values[key])
            blank.field.allow()
        self._shown = {key: self._now(blank) for key, blank in self._blanks.items()}
        self._is_filling = False
        self.edited.emit()

    def read_values(self) -> dict[str, Any] | None:
        """What the fields hold now; None, with the reason at each wrong field, when one cannot be."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for key, blank in self._blanks.items():
            blank.field.allow()
            try:
                values[key] = blank.read()
            except ValueError as problem:
                wrong[key] = str(problem)
        self._refuse(wrong)
        return None if wrong else values

    def refuse(self, error: ShopError) -> list[ShopError]:
        """Say at each field what the shop refused; returns what belongs to no field here."""
        problems = error.problems if isinstance(error, RequestRefused) else (error,)
        self._refuse({one.thing: one.reason for one in problems if one.thing in self._blanks})
        return [one for one in problems if one.thing not in self._blanks]

    def _refuse(self, wrong: Mapping[str, str]) -> None:
        for key, reason in wrong.items():
            self._blanks[key].field.refuse(sentence_of(reason))
        first = next((key for key in self._blanks if key in wrong), None)
        if first is not None:
            self._blanks[first].field.control.setFocus()

    def _now(self, blank: Blank) -> Any:
        try:
            return blank.read()
        except ValueError as problem:
            return problem.args

    def _on_edited(self) -> None:
        if not self._is_filling:
            self.edited.emit()


def _whole(typed: str) -> int:
    if not typed.lstrip("-").isascii() or not typed.lstrip("-").isdigit():
        raise ValueError("must be a whole number")
    if len(typed) > 9:
        raise ValueError("is far too much")
    return int(typed)
