"""The body between subject and cut line: gaps share the height that is left, and what does not fit is cut in order.

First the optional sentences go, then sizes shrink to the least that reads well, then the table shows its first rows
and says how many more stand on the enclosed list. Nothing ever runs over the cut line (letters 2).
"""

from dataclasses import dataclass

from boapp.documents.fonts import fitted, width
from boapp.documents.layouts import Layout
from boapp.documents.page import Block, Cell, Content, Look, Paragraph, Span, Table
from boapp.documents.sheet import GREY, Sheet
from boapp.documents.typesetting import (
    BAR_INDENT,
    DENSITIES,
    HEAD_HEIGHT,
    HEAD_SIZE,
    MM,
    TABLE_SIZE,
    TOTAL_RULE,
    Density,
    block_height,
    broken,
    paragraph_lines,
)
from boapp.errors import ShopError

SMALLEST_GAP = 0.8
LARGEST_GAP = 2.6
SUBJECT_SIZE = 13.5
SUBJECT_PITCH = 6.0
ABOVE_CUT = 4.6
SMALLEST_COLUMN_GAP = 3.0
LARGEST_COLUMN_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Fitting:
    """How a body stands on its page: what is shown, how tightly, with which gap; `rows` of the table shown."""

    blocks: tuple[Block, ...]
    density: Density
    gap: float
    rows: int


def table_of(content: Content) -> Table | None:
    """The table of a letter."""
    return next((block for block in content.blocks if isinstance(block, Table)), None)


def fit_body(layout: Layout, content: Content, record: str) -> Fitting:
    """The roomiest way in which a body fits above the cut line.

    Raises ShopError naming the order when even the shortest does not.
    """
    top = _blocks_top(layout, content)
    room = layout.cut - ABOVE_CUT - top
    table = table_of(content)
    all_rows = len(table.rows) if table else 0
    for density in DENSITIES:
        found = _tried(layout, content, density, room, all_rows)
        if found:
            return found
    for rows in range(all_rows - 1, 0, -1):
        found = _tried(layout, content, DENSITIES[-1], room, rows)
        if found:
            return found
    raise ShopError(
        record, "the letter does not fit on one page; shorten the reason, join some of the charges"
    )


def _tried(layout: Layout, content: Content, density: Density, room: float, rows: int) -> Fitting | None:
    """A fitting at one density with so many rows, if the gaps stay large enough."""
    blocks = tuple(block for block in content.blocks if density.optional or not _optional(block))
    used = sum(block_height(block, density, layout.right - layout.left, rows) for block in blocks)
    gaps = sum(not _follows(block) for block in blocks)
    gap = min(LARGEST_GAP, (room - used) / gaps)
    return Fitting(blocks, density, gap, rows) if gap >= SMALLEST_GAP else None


def _optional(block: Block) -> bool:
    return not isinstance(block, Table) and block.look is Look.OPTIONAL


def _follows(block: Block) -> bool:
    return not isinstance(block, Table) and block.look is Look.FOLLOWS


def _subject_lines(layout: Layout, content: Content) -> list[str]:
    """The subject in one line, or two."""
    limit = (layout.right - layout.left) * MM
    lines = broken((Span(content.subject, bold=True),), SUBJECT_SIZE, limit)
    texts = ["".join(span.text for span in line) for line in lines]
    return (
        texts if len(texts) < 3 else [texts[0], fitted(" ".join(texts[1:]), SUBJECT_SIZE, limit, bold=True)]
    )


def _blocks_top(layout: Layout, content: Content) -> float:
    """Where the first block begins, under the subject."""
    return layout.body_top + 4.1 + (len(_subject_lines(layout, content)) - 1) * SUBJECT_PITCH + 1.6


def draw_body(sheet: Sheet, layout: Layout, content: Content, fitting: Fitting) -> None:
    """Subject and blocks as fitted."""
    for place, line in enumerate(_subject_lines(layout, content)):
        baseline = layout.body_top + 4.1 + place * SUBJECT_PITCH
        sheet.text(layout.left, baseline, line, SUBJECT_SIZE, bold=True, colour=sheet.accent)
    top = _blocks_top(layout, content)
    for block in fitting.blocks:
        top += 0.0 if _follows(block) else fitting.gap
        if isinstance(block, Table):
            draw_table(sheet, layout, block, top, fitting.density, fitting.rows)
        else:
            _draw_paragraph(sheet, layout, block, top, fitting.density)
        top += block_height(block, fitting.density, layout.right - layout.left, fitting.rows)


def _draw_paragraph(sheet: Sheet, layout: Layout, block: Paragraph, top: float, density: Density) -> None:
    """The lines of a paragraph, with the bar at its left when silence has a meaning."""
    lines = paragraph_lines(block, density, layout.right - layout.left)
    pitch = density.body_pitch / MM
    left = layout.left
    if block.look is Look.BARRED:
        bar = left + 0.7
        sheet.rule(bar, top - 0.2, bar, top + len(lines) * pitch + 0.2, thick=2.0, colour=sheet.accent)
        left += BAR_INDENT
    for place, line in enumerate(lines):
        sheet.spans(left, top + place * pitch + pitch * 0.74, line, density.body_size)


def draw_table(
    sheet: Sheet,
    layout: Layout,
    table: Table,
    top: float,
    density: Density,
    rows: int,
    start: int = 0,
    *,
    whole: bool = False,
) -> None:
    """Heads, `rows` rows from `start` on, how many more there are, charges and totals.

    A `whole` table goes on on the next page: nothing is left out of it, and its totals come at its end.
    """
    edges = _column_edges(layout, table)
    ends = start + rows >= len(table.rows)
    for place, head in enumerate(table.heads):
        at = layout.left if place == 0 else edges[place]
        sheet.text(at, top + 2.9, head, HEAD_SIZE, colour=GREY, align="right" if place else "left")
    sheet.rule(layout.left, top + 4.2, layout.right, top + 4.2)
    pitch, line = density.table_pitch / MM, top + HEAD_HEIGHT
    more = () if ends or whole else ((Cell(table.more.format(count=len(table.rows) - rows)),),)
    last = table.charges if ends or more else ()
    for row in (*table.rows[start : start + rows], *more, *last):
        _draw_row(sheet, layout, row, line + pitch * 0.68, edges)
        line += pitch
    totals = table.totals if ends or more else ()
    if totals:
        sheet.rule(layout.left, line + 0.3, layout.right, line + 0.3)
        line += TOTAL_RULE
    for row in totals:
        _draw_row(sheet, layout, row, line + pitch * 0.68, edges)
        line += pitch


def _draw_row(
    sheet: Sheet, layout: Layout, row: tuple[Cell, ...], baseline: float, edges: list[float]
) -> None:
    """One row: the first cell cut to its width, the others at the right edges of their columns."""
    first = row[0]
    room = (edges[0] - layout.left) * MM if len(row) > 1 else (layout.right - layout.left) * MM
    shown = fitted(first.text, TABLE_SIZE, room, first.strong, first.tail)
    sheet.text(layout.left, baseline, shown, TABLE_SIZE, bold=first.strong)
    for cell, edge in zip(row[1:], edges[1:], strict=False):
        sheet.text(edge, baseline, cell.text, TABLE_SIZE, bold=cell.strong, align="right")


def _column_edges(layout: Layout, table: Table) -> list[float]:
    """The right edge of every column: figures take what they need, items get the rest."""
    every = (*table.rows, *table.charges, *table.totals)
    widths = []
    for place in range(1, len(table.heads)):
        cells = [row[place] for row in every if len(row) > place]
        taken = max(width(cell.text, TABLE_SIZE, cell.strong) for cell in cells)
        widths.append(max(taken, width(table.heads[place], HEAD_SIZE)) / MM)
    items = (
        max(width(row[0].text[:80] + row[0].tail[:40], TABLE_SIZE, row[0].strong) for row in every) / MM + 0.2
    )
    left_over = layout.right - layout.left - sum(widths) - items
    gap = max(SMALLEST_COLUMN_GAP, min(LARGEST_COLUMN_GAP, left_over / len(widths)))
    edges = [layout.right]
    for taken in reversed(widths):
        edges.insert(0, edges[0] - taken - gap)
    return edges
