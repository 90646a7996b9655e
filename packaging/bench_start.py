"""How long until the window can be used, against a bare PySide6 window with a table.

Both from the start of a fresh process until the table has been painted and the event loop is idle. boapp opens the
sample shop; with BOAPP_BENCH_READY=1 it says "ready" at that moment and ends.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_support import ROOT, NotMeasuredError, clean_environment, report_ratio

RUNS = 7
LIMIT = 3.0
BARE_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget, QTableWidgetItem
class Table(QTableWidget):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, ready)
def ready():
    print("ready", flush=True)
    application.quit()
application = QApplication([])
table = Table(60, 8)
for row in range(60):
    for column in range(8):
        table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
window = QMainWindow()
window.setCentralWidget(table)
window.resize(1200, 800)
window.show()
application.exec()
"""


def main() -> int:
    """Measure both in turns; 1 when the window takes too long."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        bare = [sys.executable, "-c", BARE_WINDOW]
        ours = [sys.executable, str(ROOT / "main.py"), "open", "--demo"]
        # The first start of each fills the caches and does not count.
        pairs = [(_start(ours, home), _start(bare, home)) for _ in range(RUNS + 1)][1:]
    return report_ratio(
        "window usable / bare window with a table", [a for a, _ in pairs], [b for _, b in pairs], LIMIT
    )


def _start(command: list[str], home: Path) -> float:
    """Seconds from the start of the command until it says "ready". Raises NotMeasuredError if it never does."""
    environment = {**clean_environment(home), "BOAPP_BENCH_READY": "1"}
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == "ready":
                taken = time.perf_counter() - began
                process.wait(timeout=60)
                return taken
        assert process.stderr is not None
        print(process.stderr.read(), file=sys.stderr)
    raise NotMeasuredError(
        f"{' '.join(command[1:3])[:60]}: ended with {process.returncode} and was never ready"
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotMeasuredError as error:
        sys.exit(f"bench_start: {error}")
