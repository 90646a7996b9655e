"""In which encoding a text file is written (dependencies 2)."""

import codecs
import re
from collections.abc import Iterator

import chardet
from chardet import EncodingEra

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000
_SURE = 0.1
_TYPOGRAPHY = frozenset("€£¥§©®™°«»‘’“”‚„–—…·•½¼×\xa0")


def detect_encoding(head: bytes, rest: Iterator[bytes]) -> str | None:
    """Name the encoding of a text that begins with `head`; None when it is no text.

    A byte order mark decides; else UTF-8 if every byte of the file agrees; else what the
    lines that are not plain ASCII look like.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    if wide := _two_bytes_a_character(head):
        return wide
    decoder = codecs.getincrementaldecoder("utf-8")()
    telling = bytearray()
    is_utf8 = True
    for chunk in _chunks(head, rest):
        is_utf8 = is_utf8 and _decodes(decoder, chunk)
        if not chunk.isascii() and len(telling) < _SAMPLE:
            telling += b"\n".join(line for line in chunk.splitlines() if not line.isascii())[:_SAMPLE]
    return "utf-8" if is_utf8 else _older_encoding(head, bytes(telling))


def _chunks(head: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from rest
    yield b""  # ends the text, so that half a character at the end is noticed


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError:
        return False
    return True


def _two_bytes_a_character(head: bytes) -> str | None:
    """UTF-16 without its mark: plain text then has a zero in every second byte."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 5 and even == 0:
        return "utf-16-le"
    if even > len(head) // 5 and odd == 0:
        return "utf-16-be"
    return None


def _older_encoding(head: bytes, telling: bytes) -> str | None:
    """What chardet says of the lines that tell something; where it is unsure, western Europe first."""
    if b"\0" in head:
        return None
    found = chardet.detect(
        head + b"\n" + telling, encoding_era=EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO
    )
    guess = found["encoding"]
    if guess is None:
        return None
    if found["confidence"] < _SURE and _reads_as_western(telling):
        return "cp1252"
    try:
        return codecs.lookup(guess).name
    except LookupError:
        return None


def _reads_as_western(telling: bytes) -> bool:
    """Single accented letters among plain ones; other scripts come in runs, other Latin ones as signs."""
    try:
        text = telling.decode("cp1252")
    except UnicodeDecodeError:
        return False
    if re.search(r"[^\x00-\x7f]{3}", text):
        return False
    return all(character.isascii() or character.isalpha() or character in _TYPOGRAPHY for character in text)
