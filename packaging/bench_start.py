"""How long until the window can be used, against a bare PySide6 window with a table.

Both from the start of a fresh process until the table has been painted and the event loop is idle; with
BOAPP_BENCH_READY=1 boapp says "ready" at that moment and ends. boapp opens a shop file with the tables of the
sample, twice. What counts is the start on a shop that nobody has written to since the window was closed, as on
every morning: the rows kept of it are shown, the shop is opened behind them, and what is asked of it waits until
then. The second line, without a limit, is a start without kept rows, which begins by opening the shop: the first
one ever, or after another program has written to it.
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
    """Measure all three in turns; 1 when the window takes too long."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        shop = home / "shop.boapp"
        _make_shop(home, shop)
        bare = [sys.executable, "-c", BARE_WINDOW]
        ours = [sys.executable, str(ROOT / "main.py"), "open", str(shop)]
        times = []
        for _ in range(RUNS + 1):
            look = home / "data" / "first-look.json"
            look.unlink(missing_ok=True)
            unkept = _start(ours, home)
            if not look.exists():
                raise NotMeasuredError("closing the window kept no rows")
            times.append((_start(ours, home), _start(bare, home), unkept))
    # The first start of each fills the caches and does not count.
    kept, bare_times, unkept_times = (list(column) for column in zip(*times[1:], strict=True))
    status = report_ratio("window usable / bare window with a table", kept, bare_times, LIMIT)
    report_ratio("the same, without rows kept of the shop", unkept_times, bare_times, None)
    return status


def _make_shop(home: Path, shop: Path) -> None:
    """A shop file of today with the tables of the sample."""
    make = "import sys; from datetime import date; from boapp.services.demo import make_demo; "
    make += "make_demo(sys.argv[1], today=date.today())"
    done = subprocess.run(
        [sys.executable, "-c", make, str(shop)],
        env={**clean_environment(home), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise NotMeasuredError(f"the sample cannot be made: {done.stderr.strip()}")


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
