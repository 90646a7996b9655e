"""A sheet of paper to draw on: millimetres from the top left, text in the fonts that have its glyphs."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from reportlab.lib.colors import HexColor

from boapp.documents.fonts import runs, visual, width
from boapp.documents.page import Rich
from boapp.documents.typesetting import MM

INK = "#1a1a1a"
GREY = "#595959"
BLACK = "#000000"
Align = Literal["left", "right", "centre"]


@lru_cache(maxsize=64)
def _colour(written: str) -> Any:
    """A colour as reportlab wants it; reading it anew for every word costs a third of a letter's time."""
    return HexColor(written)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a PDF while it is drawn. `height` in millimetres; `accent` is the shop's colour."""

    canvas: Any
    height: float
    accent: str

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Align = "left",
        own_direction: bool = False,
    ) -> None:
        """One line of text; right and centre align at `x`."""
        taken = width(text, size, bold)
        at = x * MM - {"left": 0.0, "centre": taken / 2, "right": taken}[align]
        self.canvas.setFillColor(_colour(colour))
        for face, part in runs(visual(text, own_direction), bold):
            scaled = size * face.scale
            self.canvas.setFont(face.name, scaled)
            self.canvas.drawString(at, self._up(baseline), part)
            at += self.canvas.stringWidth(part, face.name, scaled)

    def spans(self, x: float, baseline: float, spans: Rich, size: float, colour: str = INK) -> float:
        """One line of stretches of different weight; returns where it ends, in millimetres."""
        for span in spans:
            self.text(x, baseline, span.text, size, bold=span.bold, colour=colour)
            x += width(span.text, size, span.bold) / MM
        return x

    def rule(
        self, left: float, top: float, right: float, bottom: float, *, thick: float = 0.6, colour: str = INK
    ) -> None:
        """A straight line, `thick` points."""
        self.canvas.setStrokeColor(_colour(colour))
        self.canvas.setLineWidth(thick)
        self.canvas.line(left * MM, self._up(top), right * MM, self._up(bottom))

    def dashes(self, left: float, y: float, right: float) -> None:
        """The line along which to cut."""
        self.canvas.saveState()
        self.canvas.setDash(3, 2.4)
        self.rule(left, y, right, y, thick=0.5, colour=GREY)
        self.canvas.restoreState()

    def box(self, left: float, top: float, side: float) -> None:
        """A box to tick."""
        self.canvas.setStrokeColor(_colour(INK))
        self.canvas.setLineWidth(0.7)
        self.canvas.rect(left * MM, self._up(top + side), side * MM, side * MM, stroke=1, fill=0)

    def scissors(self, x: float, y: float) -> None:
        """Scissors on the cut line, drawn by hand: no font of ours with all the rest has them."""
        canvas, base = self.canvas, self._up(y)
        canvas.setStrokeColor(_colour(GREY))
        canvas.setLineWidth(0.6)
        left = x * MM
        for side in (1, -1):
            canvas.circle(left + 2.0, base + side * 2.3, 1.5, stroke=1, fill=0)
            canvas.line(left + 3.3, base + side * 1.5, left + 11.0, base - side * 2.4)

    def rectangles(self, boxes: list[tuple[float, float, float, float]]) -> None:
        """Black rectangles (left, top, wide, high in millimetres) as one path."""
        path = self.canvas.beginPath()
        for left, top, wide, high in boxes:
            path.rect(left * MM, self._up(top + high), wide * MM, high * MM)
        self.canvas.setFillColor(_colour(BLACK))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _up(self, y: float) -> float:
        """Points from the bottom of the sheet."""
        return (self.height - y) * MM
