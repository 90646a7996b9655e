"""Letters on paper: each page at its true size, nothing scaled, so that address windows and folds fit."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from boapp.errors import ShopError
from boapp.services.preview import POINTS_PER_INCH, PagePicture
from boapp.ui.notices.letter_view import as_image
from boapp.ui.notices.words import tr

FINEST_DPI = 300


def has_printer() -> bool:
    """Whether this computer knows a printer."""
    return bool(QPrinterInfo.availablePrinterNames())


def choose_printer(parent: QWidget, preferred: str, then: Callable[[QPrinter], None]) -> QPrintDialog:
    """Ask which printer, beginning with the desk's own; `then` gets it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if preferred in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(preferred)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: then(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own asks for a slot by name
    return dialog


def print_pages(printer: QPrinter, pages: Sequence[PagePicture]) -> None:
    """Print pages, each on paper of its own size. Raises ShopError when the printer refuses."""
    painter = QPainter()
    for number, page in enumerate(pages):
        _choose_paper(printer, page)
        started = painter.begin(printer) if number == 0 else printer.newPage()
        if not started:
            if painter.isActive():
                painter.end()
            name = printer.printerName() or printer.outputFileName() or tr("printer")
            raise ShopError(
                name, "does not take the letters; look whether it is on and has paper, and try again"
            )
        dots = printer.resolution() / POINTS_PER_INCH
        whole = QRectF(0, 0, page.page_width * dots, page.page_height * dots)
        painter.drawImage(whole, as_image(page))
    if painter.isActive():
        painter.end()


def _choose_paper(printer: QPrinter, page: PagePicture) -> None:
    size = QPageSize(QSizeF(page.page_width, page.page_height), QPageSize.Unit.Point)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
    printer.setFullPage(True)
