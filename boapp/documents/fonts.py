"""Every letter of every name gets a glyph, or the clerk is told which has none before anything is drawn.

Lato, then Noto Sans Arabic, then DejaVu Sans, chosen cluster by cluster (letters 1). Names that run from right
to left are shaped and put into reading order here, because the page is drawn from left to right. Sizes in points.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import arabic_reshaper
from bidi import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from boapp.paths import resource

_RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LEFT_TO_RIGHT = r"A-Za-z\u00c0-\u02af\u0370-\u052f\u1e00-\u1fff"
_RTL_TEXT = re.compile(f"[{_RIGHT_TO_LEFT}]")
# From a right-to-left letter to the last one before Latin begins, and a number that stands right behind it.
_RTL_STRETCH = re.compile(f"[{_RIGHT_TO_LEFT}](?:[^{_LEFT_TO_RIGHT}]*[{_RIGHT_TO_LEFT}])?(?: ?[0-9]+)?")
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_KEPT_FOR_SHAPING = "\u200c\u200d"
_SPACES = re.compile(" {2,}")
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Face:
    """One embedded font and the factor that makes it look as large as Lato beside it."""

    name: str
    scale: float
    characters: frozenset[int]


_FILES = {
    False: (("Lato-Regular", 1.0), ("NotoSansArabic-Regular", 1.14), ("DejaVuSans", 0.94)),
    True: (("Lato-Bold", 1.0), ("NotoSansArabic-Bold", 1.14), ("DejaVuSans-Bold", 0.94)),
}


@cache
def faces(bold: bool, /) -> tuple[Face, ...]:
    """The fonts of one weight in the order in which they are asked for a glyph."""
    found = []
    for name, scale in _FILES[bold]:
        font: Any = TTFont(name, str(resource("fonts", f"{name}.ttf")), asciiReadable=0)
        pdfmetrics.registerFont(font)
        # Above U+FFFF reportlab writes a broken text map: such a character counts as one without a glyph.
        known = frozenset(code for code in font.face.charToGlyph if code <= 0xFFFF)
        found.append(Face(name, scale, known))
    return tuple(found)


def clean(text: str) -> str:
    """A text without what no paper can show: control and invisible characters; composed, on one line."""
    kept = []
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        if category in {"Cc", "Zl", "Zp"} or (category == "Zs" and character not in "\u00a0\u202f"):
            kept.append(" ")
        elif character in _KEPT_FOR_SHAPING or not (category == "Cf" or "\ufe00" <= character <= "\ufe0f"):
            kept.append(character)
    return _SPACES.sub(" ", "".join(kept)).strip()


@lru_cache(maxsize=4096)
def visual(text: str, own_direction: bool = False) -> str:
    """A single line as it is drawn from left to right, Arabic joined, Arabic and Hebrew reversed.

    The line belongs to a page that reads from left to right; `own_direction` lets a line that begins in
    Arabic or Hebrew (an address) read from right to left as a whole.
    """
    if not _RTL_TEXT.search(text):
        return _drop_invisible(text)
    if own_direction and _begins_rtl(text):
        return _turned(text)
    return _drop_invisible(_RTL_STRETCH.sub(lambda stretch: _turned(stretch[0]), text))


def _begins_rtl(text: str) -> bool:
    """Whether the first letter of a text is one that runs from right to left."""
    letters = (unicodedata.bidirectional(character) for character in text)
    return next((kind in {"R", "AL"} for kind in letters if kind in {"L", "R", "AL"}), False)


def _turned(text: str) -> str:
    """A right-to-left stretch in the order in which it is drawn; marks stay behind their letter."""
    shown = str(get_display(arabic_reshaper.reshape(text), base_dir="R"))
    return _drop_invisible(re.sub("([\u0591-\u05bd\u05bf-\u05c7]+)(.)", lambda m: m[2] + m[1][::-1], shown))


def _drop_invisible(text: str) -> str:
    return text.translate({ord(character): None for character in _KEPT_FOR_SHAPING})


@lru_cache(maxsize=8192)
def runs(text: str, bold: bool = False) -> tuple[tuple[Face, str], ...]:
    """A drawn line cut into stretches of one font each; a mark stays in the font of its letter.

    What no font has goes to the first font; `missing_glyphs` tells before.
    """
    first = faces(bold)[0]
    if all(ord(character) in first.characters for character in text):
        return ((first, text),) if text else ()
    cut: list[tuple[Face, str]] = []
    for cluster in _clusters(text):
        face = _face_for(cluster, bold) or first
        if cut and cut[-1][0] is face:
            cut[-1] = (face, cut[-1][1] + cluster)
        else:
            cut.append((face, cluster))
    return tuple(cut)


def _clusters(text: str) -> list[str]:
    """A text in pieces of a letter with its combining marks."""
    pieces: list[str] = []
    for character in text:
        if pieces and unicodedata.combining(character):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _face_for(cluster: str, bold: bool) -> Face | None:
    """The first font that has every character of a cluster."""
    wanted = {ord(character) for character in cluster}
    return next((face for face in faces(bold) if wanted <= face.characters), None)


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of a text that no font here can draw, each once, in order.

    A missing glyph raises nothing when drawn, it leaves a gap or a box: ask before (letters 4).
    """
    known: set[int] = set().union(*(face.characters for bold in (False, True) for face in faces(bold)))
    halves = _HALF_CHARACTERS.findall(text)
    lacking = (
        character
        for cluster in _clusters(visual(clean(_HALF_CHARACTERS.sub("", text))))
        if not (_face_for(cluster, False) and _face_for(cluster, True))
        for character in ([c for c in cluster if ord(c) not in known] or cluster)
    )
    return tuple(dict.fromkeys([*halves, *lacking]))


def describe_characters(characters: tuple[str, ...]) -> str:
    """Characters for a message: `"😀" (U+1F600)`; half a character pair is shown by number only."""
    named = []
    for character in characters[:10]:
        number = f"U+{ord(character):04X}"
        half = unicodedata.category(character) == "Cs"
        named.append(number if half else f"“{character}” ({number})")
    more = [f"and {len(characters) - 10} more"] if len(characters) > 10 else []
    return ", ".join(named + more)


@lru_cache(maxsize=16384)
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a logical line will be when drawn, in points."""
    return sum(
        float(pdfmetrics.stringWidth(part, face.name, size * face.scale))
        for face, part in runs(visual(text), bold)
    )


def fitted(text: str, size: float, limit: float, bold: bool = False, tail: str = "") -> str:
    """A text cut with an ellipsis so that it and its `tail`, which stays whole, are at most `limit` points wide.

    A tail that alone leaves no room for the text is cut itself.
    """
    if len(text) + len(tail) < 200 and width(text + tail, size, bold) <= limit:
        return text + tail
    if tail and width(ELLIPSIS + tail[:200], size, bold) > limit / 2:
        return fitted(text + tail, size, limit, bold)
    low, high = 0, min(len(text), 400)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + ELLIPSIS + tail, size, bold) <= limit:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS + tail
