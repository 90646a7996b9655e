"""Measure the matrix on the screen against its limits: one product with 2,000 lines and 30 supplies.

Opening (from the situation to the painted window), and an edit until the window is repainted,
with what the edit changes for customers said apart.
"""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_drafts import LINES, SUPPLIES, edits_by_hand, one_product
from bench_support import report_time
from PySide6.QtWidgets import QApplication

from boapp.domain.allocation import AllocationDraft, DraftStart, begin_draft
from boapp.settings import DeskSettings
from boapp.ui import start
from boapp.ui.allocation.board import AllocationBoard
from boapp.ui.allocation.consequences import gather
from boapp.ui.allocation.draft_session import DraftSession
from boapp.ui.allocation.matrix_model import MatrixModel

EDITS = 60


def main() -> int:
    """Print each measurement beside its limit; 1 when one is exceeded."""
    app = start.make_application(DeskSettings(palette="light", language="en_GB"))
    begun = DraftStart(one_product(), 1)
    edits = edits_by_hand(begin_draft(begun), EDITS).edits
    what = f"{LINES:,} lines x {SUPPLIES} supplies"
    status = report_time(f"open and paint, {what}", [_open(app, begun)[0] for _ in range(6)][1:], 0.300)
    _, board, session = _open(app, begun)
    repainted, gathered = [], []
    for edit in edits:
        line_id: int = getattr(edit, "line_id", 0) or getattr(edit, "from_line_id", 0)
        board.view.choose(line_id)
        app.processEvents()
        began = time.perf_counter()
        session.edit(edit)
        app.processEvents()
        repainted.append(time.perf_counter() - began)
        began = time.perf_counter()
        gather(_draft(session), None)
        gathered.append(time.perf_counter() - began)
    status |= report_time("edit to repainted window", repainted, 0.016)
    status |= report_time("what the edit changes for customers", gathered, 0.050)
    board.close()
    return status


def _draft(session: DraftSession) -> AllocationDraft:
    assert session.draft is not None
    return session.draft


def _open(app: QApplication, begun: DraftStart) -> tuple[float, AllocationBoard, DraftSession]:
    """How long it takes until a draft is painted at 1440 x 900, with its board and session."""
    session = DraftSession(app)
    board = AllocationBoard(session, MatrixModel(session, parent=session))
    session.changed.connect(lambda: board.totals.say(_draft(session)))
    session.changed.connect(lambda: board.head.say(_draft(session), dirty=True))
    board.resize(1240, 820)
    board.show()
    app.processEvents()
    began = time.perf_counter()
    session.begin(begun)
    board.totals.say(_draft(session))
    app.processEvents()
    return time.perf_counter() - began, board, session


if __name__ == "__main__":
    sys.exit(main())
