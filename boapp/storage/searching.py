"""How words are compared when a clerk searches and sorts, the same in both databases.

Keys are computed here in Python and stored beside the words; text sorts by code point.
"""

import re
import unicodedata

from sqlalchemy import Column, ColumnElement, and_, or_, true

_DIGITS = re.compile(r"\d+")
_LONGEST_NUMBER = 12


def fold(words: str) -> str:
    """Words without case, accents and superfluous blanks ("Ærø  Café" finds "ærø cafe")."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).casefold().split())


def search_key(*words: str | None) -> str:
    """What a record is found by: its words, folded."""
    return fold(" ".join(word for word in words if word))


def sort_key(words: str) -> str:
    """What a record sorts by as people read it: SO-2 before SO-10."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(_LONGEST_NUMBER), fold(words))


def finds(words: str, *keys: Column[str]) -> ColumnElement[bool]:
    """A condition: every word the clerk typed stands somewhere in one of the keys."""
    conditions = [or_(*(key.contains(word, autoescape=True) for key in keys)) for word in fold(words).split()]
    return and_(*conditions) if conditions else true()
