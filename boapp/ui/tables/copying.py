"""Copying rows to a spreadsheet: tab-separated text, and a table that keeps leading zeros."""

import html
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QMimeData

from boapp.ui.tables.column import Column, Kind

# Spreadsheets take a number with leading zeros for a number; both of these marks say "text".
_AS_TEXT = 'style="mso-number-format:\'\\@\'" sdnum="0;0;@"'


def as_table_data(columns: Sequence[Column[Any]], rows: Sequence[object]) -> QMimeData:
    """Rows for the clipboard: plain text with tabs, and a table for programs that take one."""
    data = QMimeData()
    data.setText(tab_separated(columns, rows))
    data.setHtml(_as_html(columns, rows))
    return data


def tab_separated(columns: Sequence[Column[Any]], rows: Sequence[object]) -> str:
    """One line a row, one tab between cells; breaks and tabs inside a cell become blanks."""
    lines = ("\t".join(" ".join(column.text(row).split()) for column in columns) for row in rows)
    return "\n".join(lines)


def _as_html(columns: Sequence[Column[Any]], rows: Sequence[object]) -> str:
    def cell(column: Column[Any], row: object) -> str:
        mark = "" if column.kind in {Kind.NUMBER, Kind.MONEY} else f" {_AS_TEXT}"
        return f"<td{mark}>{html.escape(column.text(row))}</td>"

    body = "".join(f"<tr>{''.join(cell(column, row) for column in columns)}</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'
