"""Tables of text as other programs write them: CSV in any encoding and with any delimiter.

What a file is written in is found out, never asked: byte order mark, else strict UTF-8,
else the likeliest older encoding (dependencies 2). Rows are numbered as a spreadsheet
shows them, so that a clerk finds the row that is refused: the first row of the file is
row 1, a blank row counts, a cell with a line break in it does not make a second row.
"""

import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, cast

from boapp.errors import ShopError
from boapp.exchange.encodings import detect_encoding

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_LONGEST_LINE = 1_048_576
_UNREADABLE = (OSError, EOFError, zlib.error)
_NAMED_DELIMITER = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_FOREIGN = (
    (b"PK\x03\x04", "is a workbook or an archive; save the sheet as CSV and import that"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook; save the sheet as CSV and import that"),
    (b"SQLite format 3\x00", "is a database, perhaps a shop file, and no table"),
    (b"%PDF", "is a PDF; export the table as CSV and import that"),
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that is not blank: its number in a spreadsheet and its cells, as wide as the header.

    `problem` is empty, or says why the row cannot be read; its cells are then not to be used.
    """

    number: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a file: how it is written, and the names of its columns."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_row: int

    def rows(self) -> Iterator[TableRow]:
        """Read the rows below the header, one at a time.

        Raises ShopError when the file cannot be read to its end.
        """
        with _reading(self.path, self.encoding) as text:
            for number, cells, problem in _records(text, self.path, self.delimiter):
                if number <= self.header_row:
                    continue
                if problem:
                    yield TableRow(number, (), problem)
                elif any(cell.strip() for cell in cells):
                    yield _fit(number, cells, len(self.header))


def open_table(path: Path, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """Find out how a table is written; `encoding` and `delimiter` name what the clerk chose instead.

    Raises ShopError for what is missing, empty, no text or no table.
    """
    chosen = encoding or _examine(path)
    with _reading(path, chosen) as text:
        sample = [line for _, line in zip(range(_SAMPLE_LINES), _lines(text, path), strict=False)]
    if sample and (named := _NAMED_DELIMITER.fullmatch(sample[0])):
        delimiter = delimiter or named[1]
    delimiter = delimiter or detect_delimiter(sample)
    for number, cells, problem in _records(iter(sample), path, delimiter):
        if problem:
            raise ShopError(path.name, f"row {number}, where the column names should be: {problem}")
        if any(cell.strip() for cell in cells):
            header = tuple(" ".join(cell.replace("\ufeff", "").split()) for cell in cells)
            if any(not character.isprintable() for character in "".join(header)):
                raise ShopError(path.name, "is no table of text; export it as CSV and import that")
            return Table(path, chosen, delimiter, header, number)
    raise ShopError(path.name, "is empty: there is no row with column names in it")


def detect_delimiter(sample: list[str]) -> str:
    """The delimiter by which the first rows fall into the most even table; a comma for a single column."""

    def evenness(delimiter: str) -> tuple[float, int]:
        widths = [len(cells) for _, cells, problem in _records(iter(sample), Path(), delimiter) if cells]
        if not widths or widths[0] < 2:
            return (0.0, 0)
        header = widths[0]
        even = sum(width in (header, header + 1) for width in widths)
        return (even / len(widths), header)

    return max(DELIMITERS, key=evenness)


def _fit(number: int, cells: list[str], width: int) -> TableRow:
    """A row as wide as the header: spreadsheets leave out, or add, empty cells at the end."""
    if any(cell.strip() for cell in cells[width:]):
        return TableRow(number, tuple(cells), f"has {len(cells)} cells, the header has {width}")
    return TableRow(number, tuple(cells[:width]) + ("",) * (width - len(cells)))


def _records(lines: Iterable[str], path: Path, delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """Every row with its number, its cells and, for an unreadable one, what is the matter."""
    reader = csv.reader(
        _without_named_delimiter(lines), delimiter=delimiter, skipinitialspace=True, strict=True
    )
    number = 0
    while True:
        number += 1
        try:
            yield number, next(reader), ""
        except StopIteration:
            return
        except UnicodeError:
            reason = f"row {number} cannot be read in the encoding of the rest; save it as CSV UTF-8"
            raise ShopError(path.name, reason) from None
        except csv.Error as error:
            yield number, [], _word(str(error))


def _word(error: str) -> str:
    if "unexpected end of data" in error:
        return "a quotation mark is opened here and never closed; nothing after it could be read"
    if "field limit" in error:
        return "a cell is too long; a quotation mark may be missing"
    return "a quotation mark inside a quoted cell must be doubled"


def _without_named_delimiter(lines: Iterable[str]) -> Iterator[str]:
    """Spreadsheets do not show the line `sep=;` that some of them write, so it is no row."""
    for index, line in enumerate(lines):
        if index or not _NAMED_DELIMITER.fullmatch(line):
            yield line


def _lines(text: TextIO, path: Path) -> Iterator[str]:
    while line := text.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise ShopError(path.name, "has a line of more than a million characters, so it is no table")
        yield line


def _open_bytes(path: Path) -> io.BufferedIOBase:
    """The bytes of a file, unpacked when it is gzip, whatever its name says."""
    stream = path.open("rb")
    if stream.peek(2)[:2] != b"\x1f\x8b":
        return stream
    stream.close()
    return gzip.open(path, "rb")


@contextmanager
def _reading(path: Path, encoding: str) -> Iterator[TextIO]:
    """The text of a file, its line ends as they are; every way of failing is worded for the clerk."""
    with (
        _wording_failures(path),
        _open_bytes(path) as stream,
        # gzip and plain files both offer what the wrapper needs; typeshed names only the latter.
        io.TextIOWrapper(cast("io.BufferedReader", stream), encoding, newline="") as text,
    ):
        yield text


def _examine(path: Path) -> str:
    """Refuse what is no text, and find out in which encoding the text is."""
    with _wording_failures(path), _open_bytes(path) as stream:
        head = stream.read(4096)
        for magic, reason in _FOREIGN:
            if head.startswith(magic):
                raise ShopError(path.name, reason)
        if not head:
            raise ShopError(path.name, "is empty")
        encoding = detect_encoding(head, iter(lambda: stream.read(1_048_576), b""))
    if encoding is None:
        raise ShopError(path.name, "is no table of text; export it as CSV and import that")
    return encoding


@contextmanager
def _wording_failures(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise ShopError(str(path), "there is no such file") from None
    except IsADirectoryError:
        raise ShopError(str(path), "is a folder; name the file in it") from None
    except UnicodeError:
        raise ShopError(path.name, "cannot be read in one encoding; save it as CSV UTF-8") from None
    except LookupError:
        raise ShopError(path.name, "is to be read in an encoding that does not exist") from None
    except _UNREADABLE as error:
        reason = getattr(error, "strerror", None) or "is damaged or incomplete"
        raise ShopError(str(path), f"cannot be read: {reason}") from None
