"""The two codes of the part to cut off: Code 128 for the shop's scanner, QR for the customer's telephone.

Sizes by letters 2 and notices 5: bars 0.33 mm wide (never below 0.25) and 11 high; QR 21 mm with four quiet modules.
"""

from typing import Any

import segno
from reportlab.graphics.barcode.code128 import Code128

from boapp.documents.sheet import Sheet
from boapp.documents.typesetting import MM

BAR_HEIGHT = 11.0
WIDEST_BAR = 0.33
NARROWEST_BAR = 0.25
PREFERRED_WIDTH = 52.0
QR_SIDE = 21.0


def bar_width(code: str) -> float:
    """How wide one bar is, in millimetres, so that a long code still leaves room for the boxes."""
    modules = _bar_code(code, 1.0).width / MM
    return float(max(NARROWEST_BAR, min(WIDEST_BAR, PREFERRED_WIDTH / modules)))


def code_width(code: str) -> float:
    """How wide the bars of a code are, in millimetres."""
    return float(_bar_code(code, bar_width(code)).width) / MM


def draw_bar_code(sheet: Sheet, left: float, top: float, code: str) -> None:
    """Code 128 with its top left at (left, top)."""
    sheet.canvas.setFillColor("#000000")
    sheet.canvas.setStrokeColor("#000000")
    bars = _bar_code(code, bar_width(code))
    bars.drawOn(sheet.canvas, left * MM, (sheet.height - top - BAR_HEIGHT) * MM)


def _bar_code(code: str, bar: float) -> Any:
    return Code128(code, barWidth=bar * MM, barHeight=BAR_HEIGHT * MM, quiet=0, humanReadable=0)


def draw_qr_code(sheet: Sheet, left: float, top: float, target: str) -> None:
    """A QR code with its top left at (left, top), every row's dark runs in one path; the paper is its quiet zone."""
    matrix = segno.make(target, error="m", micro=False, encoding="utf-8").matrix
    module = QR_SIDE / len(matrix)
    boxes = []
    for row, modules in enumerate(matrix):
        start = None
        for column, dark in enumerate((*modules, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                boxes.append((left + start * module, top + row * module, (column - start) * module, module))
                start = None
    sheet.rectangles(boxes)
