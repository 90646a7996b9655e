"""Breaking sentences into lines and knowing how tall every block will be. Heights in millimetres, sizes in points."""

from dataclasses import dataclass
from functools import lru_cache

from boapp.documents.fonts import width
from boapp.documents.page import Block, Look, Paragraph, Rich, Span, Table

MM = 72 / 25.4
BAR_INDENT = 4.4


@dataclass(frozen=True, slots=True)
class Density:
    """How tightly a letter is set: sizes and pitches in points (letters 1: body 10/13.6, never below 9.4)."""

    body_size: float = 10.0
    body_pitch: float = 13.6
    table_pitch: float = 13.0
    optional: bool = True


COMFORTABLE = Density()
DENSITIES = (
    COMFORTABLE,
    Density(optional=False),
    Density(body_size=9.7, body_pitch=12.9, table_pitch=12.2, optional=False),
    Density(body_size=9.4, body_pitch=12.2, table_pitch=11.6, optional=False),
)
TABLE_SIZE = 9.0
HEAD_SIZE = 8.0
HEAD_HEIGHT = 5.0
TOTAL_RULE = 0.6

Word = tuple[Span, ...]


def _words(spans: Rich) -> list[Word]:
    """The words of a sentence; a word may change its weight half-way ("**December 9**.")."""
    words: list[Word] = []
    current: list[Span] = []
    for span in spans:
        for place, piece in enumerate(span.text.split(" ")):
            if place and current:
                words.append(tuple(current))
                current = []
            if piece:
                current.append(Span(piece, span.bold))
    if current:
        words.append(tuple(current))
    return words


def _word_width(word: Word, size: float) -> float:
    return sum(width(span.text, size, span.bold) for span in word)


def _pieces(word: Word, size: float, limit: float) -> list[Word]:
    """A word too wide for a line, cut where the line ends."""
    if _word_width(word, size) <= limit:
        return [word]
    pieces: list[Word] = []
    for span in word:
        rest = span.text
        while rest:
            count = len(rest)
            while count > 1 and width(rest[:count], size, span.bold) > limit:
                count = max(1, min(count - 1, int(count * limit / width(rest[:count], size, span.bold))))
            pieces.append((Span(rest[:count], span.bold),))
            rest = rest[count:]
    return pieces


@lru_cache(maxsize=1024)
def broken(spans: Rich, size: float, limit: float) -> tuple[Rich, ...]:
    """A paragraph as lines at most `limit` points wide; words of equal weight joined to one stretch again."""
    lines: list[list[Word]] = [[]]
    used = 0.0
    for whole in _words(spans):
        for word in _pieces(whole, size, limit):
            taken = _word_width(word, size)
            space = width(" ", size, word[0].bold) if lines[-1] else 0.0
            if lines[-1] and used + space + taken > limit:
                lines.append([])
                used = space = 0.0
            lines[-1].append(word)
            used += space + taken
    return tuple(_joined(line) for line in lines if line)


def _joined(words: list[Word]) -> Rich:
    """The words of a line as few stretches."""
    spans: list[Span] = []
    for place, word in enumerate(words):
        for part, span in enumerate(word):
            gap = " " if place and not part else ""
            if spans and spans[-1].bold == span.bold:
                spans[-1] = Span(spans[-1].text + gap + span.text, span.bold)
            else:
                if gap:
                    spans[-1] = Span(spans[-1].text + gap, spans[-1].bold)
                spans.append(span)
    return tuple(spans)


def paragraph_lines(paragraph: Paragraph, density: Density, limit: float) -> tuple[Rich, ...]:
    """The lines of a paragraph in a body `limit` millimetres wide."""
    indent = BAR_INDENT if paragraph.look is Look.BARRED else 0.0
    return broken(paragraph.spans, density.body_size, (limit - indent) * MM)


def table_height(table: Table, rows: int, density: Density) -> float:
    """How tall a table is with so many of its rows, the "and n more" row included when some are left out."""
    more = rows < len(table.rows)
    count = rows + more + len(table.charges) + len(table.totals)
    return HEAD_HEIGHT + count * density.table_pitch / MM + (TOTAL_RULE if table.totals else 0.0)


def block_height(block: Block, density: Density, limit: float, rows: int) -> float:
    """How tall a block is; `rows` = how many rows of the table are shown."""
    if isinstance(block, Table):
        return table_height(block, rows, density)
    return len(paragraph_lines(block, density, limit)) * density.body_pitch / MM
