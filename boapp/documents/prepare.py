"""Making a letter's values fit for paper before anything is drawn: cleaned, bounded, every character drawable."""

import dataclasses
from collections.abc import Iterator
from typing import Any, TypeVar

from boapp.documents.fonts import clean, describe_characters, missing_glyphs
from boapp.documents.letter import Addressee, Letter, Letterhead
from boapp.errors import RequestRefused, ShopError

LONGEST_TEXT = 300
Value = TypeVar("Value")


def prepared(value: Value) -> Value:
    """The same frozen value with every text in it cleaned: control characters gone, spaces single.

    Texts of a letter end after 300 characters; an address and a letterhead stay whole, since they are refused
    when they do not fit.
    """
    rebuilt: Value = _rebuilt(value, shorten=not isinstance(value, Letterhead | Addressee))
    return rebuilt


def _rebuilt(value: Any, *, shorten: bool) -> Any:
    """A value with its texts cleaned, whatever it is nested in."""
    if type(value) is str:
        text = clean(value)
        return f"{text[: LONGEST_TEXT - 1].rstrip()}…" if shorten and len(text) > LONGEST_TEXT else text
    if isinstance(value, tuple):
        return tuple(_rebuilt(part, shorten=shorten) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        whole = shorten and not isinstance(value, Addressee)
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return dataclasses.replace(
            value, **{name: _rebuilt(part, shorten=whole) for name, part in fields.items()}
        )
    return value


def check_glyphs(letter: Letter, letterhead: Letterhead) -> None:
    """Refuse a letter with a character that no font can draw, naming each record and its characters.

    Raises RequestRefused with one problem per record.
    """
    lacking: dict[str, list[str]] = {}
    for value in (letter, letterhead):
        for record, text in _texts(value, ""):
            for character in () if text.isascii() else missing_glyphs(text):
                found = lacking.setdefault(record, [])
                if character not in found:
                    found.append(character)
    if lacking:
        raise RequestRefused(
            tuple(
                ShopError(
                    record,
                    f"no font here can print {describe_characters(tuple(found))}; write it in other letters",
                )
                for record, found in lacking.items()
            )
        )


def _texts(value: Any, record: str) -> Iterator[tuple[str, str]]:
    """Every text of a value with the record it belongs to."""
    if type(value) is str:
        yield record, value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part, record)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        named = getattr(value, "record", record)
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name), named)
