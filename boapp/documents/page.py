"""The blocks a letter is made of before anyone knows where on the paper they stand.

A letter's module composes these values; measuring and drawing are the same for every letter. Order of the
blocks: letters 2.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one weight."""

    text: str
    bold: bool = False


Rich = tuple[Span, ...]


class Look(StrEnum):
    """How a paragraph stands on the page."""

    PLAIN = "plain"
    BARRED = "barred"
    OPTIONAL = "optional"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences of one thought.

    BARRED has the bar at its left (silence), OPTIONAL goes first when space is short, FOLLOWS stands right under
    the block before (the name under the thanks).
    """

    spans: Rich
    look: Look = Look.PLAIN


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value in the block beside the address."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `tail` (the SKU) stays whole when the text before it has to be cut."""

    text: str = ""
    strong: bool = False
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of the order. The first column stands left and takes what is left over, the others stand right.

    `rows` may be cut with `more` as the last row (then an enclosed list has them all); `charges` and `totals` never.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    charges: tuple[tuple[Cell, ...], ...] = ()
    totals: tuple[tuple[Cell, ...], ...] = ()
    more: str = ""


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Choice:
    """A box to tick, with a note below or a line to write on."""

    spans: Rich
    note: str = ""
    fill_in: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """Boxes side by side under the name of one item, when items have different fates."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """The part to cut off; `code` is the bar code's text, `target` the QR code's, empty for none."""

    title: str
    order: str
    choices: tuple[Choice | ChoiceRow, ...]
    date_label: str
    signature_label: str
    ways: Rich
    return_to: str
    code: str
    target: str
    scan_hint: str


@dataclass(frozen=True, slots=True)
class Content:
    """A whole letter, ready to be measured and drawn."""

    facts: tuple[Fact, ...]
    subject: str
    blocks: tuple[Block, ...]
    reply: Reply
    enclosed_title: str
    enclosed_page: str
