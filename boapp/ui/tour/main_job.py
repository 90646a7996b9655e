"""The main job: a delivery comes in, someone gets it, others are told; from the door to the paper."""

from collections.abc import Callable, Iterator

from PySide6.QtPrintSupport import QPrinter

from boapp.domain.allocation import AllocationDraft
from boapp.domain.quantities import UNIT, format_quantity
from boapp.services.checks import check_shop
from boapp.services.notices import draw_due_letters, write_letters
from boapp.ui.tour.player import Player

DELIVERY = "PO-2041"
PRODUCT = "LAN-0042"
ORDER = "SO-1190"
LETTERS = "letters"
PRINTED = "printed.pdf"


def play_main_job(player: Player) -> Iterator[str]:
    """Receive, decide, save, set aside, print: each step says what was done and which picture shows it."""
    for step in (
        _look,
        _receive,
        _open_product,
        _suggest,
        _change,
        _save,
        _set_aside,
        _look_at_letters,
        _print,
    ):
        yield from step(player)
    problems = check_shop(player.shop)
    found = ", ".join(str(problem) for problem in problems) or "yes"
    yield f"Every number of the shop agrees with every other: {found}"


def _look(player: Player) -> Iterator[str]:
    player.click("Backorders")
    yield f"Who waits, and what each needs: {player.picture('backorders')}"


def _receive(player: Player) -> Iterator[str]:
    player.click("Purchasing")
    player.find_row(DELIVERY)
    yield f"{DELIVERY} is at the door, its quantities are filled in: {player.picture('delivery')}"
    player.click("Book in")
    yield f"{DELIVERY} is booked in, its goods are with those they were promised to: {player.picture('booked-in')}"


def _open_product(player: Player) -> Iterator[str]:
    player.click("Backorders")
    player.find_row(PRODUCT)
    yield f"Supplies and waiting customers of {PRODUCT}: {player.picture('decide')}"


def _suggest(player: Player) -> Iterator[str]:
    player.click("Suggest")
    yield f"The rules suggest who gets what, nothing is saved yet: {player.picture('suggested')}"


def _change(player: Player) -> Iterator[str]:
    page = player.page
    view, model = page.board.view, page.model
    line_id, supply_id, held = _largest_on_hand(page.session.draft)
    view.choose(line_id, supply_id)
    view.setFocus()
    wanted = format_quantity(held - 2 * UNIT)
    customer = model.facts_at(view.currentIndex().row()).line.customer
    player.type(wanted)
    player.press("Return")
    yield f"{customer} gets {wanted} instead of {format_quantity(held)}, typed into the cell: {player.picture('typed')}"
    player.press("Ctrl+Z")
    yield f"Undone: {player.picture('undone')}"
    player.press("Ctrl+Shift+Z")
    yield f"Done again; below it says what this changes: {player.picture('what-this-changes')}"


def _save(player: Player) -> Iterator[str]:
    words = player.button("Save").accessibleName()
    player.click("Save")
    yield f"“{words}”: {player.picture('saved')}"


def _set_aside(player: Player) -> Iterator[str]:
    player.click("Orders")
    player.find_row(ORDER)
    player.click("Set aside")
    yield f"{ORDER} lies on the hold shelf, so its customer can be told: {player.picture('set-aside')}"


def _look_at_letters(player: Player) -> Iterator[str]:
    player.click("Notices")
    page = player.page
    yield f"{len(page.queue.rows)} letters are due: {player.picture('notices')}"
    arrived = next(row for row in page.queue.rows if ORDER in row.order_numbers)
    page.queue.choose(arrived.notice_id)
    player.settle()
    yield f"The letter to {arrived.customer} as it will be kept: {player.picture('letter')}"
    letters = write_letters(draw_due_letters(player.shop), player.out / LETTERS)
    yield f"{sum(bool(letter.file) for letter in letters)} letters as PDF: {LETTERS}/"


def _print(player: Player) -> Iterator[str]:
    def paper(then: Callable[[QPrinter], None]) -> None:
        """There is no printer here, so the pages are printed into a file."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(player.out / PRINTED))
        then(printer)

    player.page.choose_printer = paper
    before = len(player.page.queue.rows)
    player.click("Print all")
    left = len(player.page.queue.rows)
    yield f"{before - left} letters printed at their true size and kept, {left} left: {PRINTED}, {player.picture('printed')}"


def _largest_on_hand(draft: AllocationDraft) -> tuple[int, int, int]:
    """The row that holds most of what is here: its line, the supply, how much."""
    matrix = draft.matrix
    here = next(supply for supply in matrix.supplies if supply.on_hand)
    row = max(matrix.rows, key=lambda row: row.loose(here.supply_id))
    return row.line.line_id, here.supply_id, row.held(here.supply_id)
