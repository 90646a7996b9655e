import hashlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from boapp.domain.decisions import NoticeKind
from boapp.services.deliveries import set_aside
from boapp.services.notices import draw_letter, list_due
from boapp.services.receiving import post_goods_receipt
from boapp.services.shops import Shop
from boapp.ui.main_window import MainWindow
from boapp.ui.notices.page import NoticesPage
from boapp.ui.notices.printing import print_pages
from boapp.ui.notices.queue import DayHead


@pytest.fixture
def page(sample_window: MainWindow, sample_shop: Shop) -> NoticesPage:
    """The notices after a delivery came and two orders were set aside."""
    post_goods_receipt(sample_shop, "PO-2041")
    set_aside(sample_shop, "SO-1190")
    set_aside(sample_shop, "SO-1195")
    sample_window.go("notices")
    assert isinstance(sample_window.page, NoticesPage)
    return sample_window.page


def _tap(qtbot: QtBot, page: NoticesPage, begins: str) -> None:
    found = [
        button
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and button.accessibleName().startswith(begins)
    ]
    button = min(found, key=lambda button: len(button.accessibleName()))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _to_file(path: Path) -> Callable[[Callable[[QPrinter], None]], None]:
    def choose(then: Callable[[QPrinter], None]) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        then(printer)

    return choose


def _choose(page: NoticesPage, order: str) -> int:
    row = next(row for row in page.queue.rows if order in row.order_numbers)
    page.queue.choose(row.notice_id)
    return row.notice_id


def test_that_the_queue_stands_under_the_last_days_with_what_asks_for_each_letter(page: NoticesPage) -> None:
    items = page.queue._queue.items
    assert isinstance(items[0], DayHead)
    assert items[0].words == "Last day today, 23 November"
    assert items[0].urgent
    heads = [item for item in items if isinstance(item, DayHead)]
    assert sum(head.count for head in heads) == len(page.queue.rows)
    spoken = [page.queue._queue.data(page.queue._queue.index(place)) for place in range(len(items))]
    assert "Petra Müller, Goods are ready · SO-1190, e-mail, shop rule" in spoken
    assert any(
        words.startswith("Ruth Castellanos, Delay, first · SO-1102, e-mail, 435.2(b)(1)") for words in spoken
    )


def test_that_the_preview_shows_the_very_bytes_that_are_kept(page: NoticesPage, sample_shop: Shop) -> None:
    notice_id = _choose(page, "SO-1190")
    assert page.letter is not None
    assert page.letter.document == draw_letter(sample_shop, notice_id).document
    assert len(page.view.pages) == 1
    shown = page.view.pages[0].pixmap()
    assert shown.width() / shown.height() == pytest.approx(210 / 297, abs=0.005)
    image = shown.toImage()
    inked = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    assert inked > 100


def test_that_the_preview_is_as_sharp_as_the_screen(page: NoticesPage) -> None:
    _choose(page, "SO-1190")
    label = page.view.pages[0]
    assert label.pixmap().devicePixelRatio() == page.view.devicePixelRatioF()
    before = label.width()
    page.view.magnify(2)
    assert page.view.pages[0].width() == pytest.approx(before * 1.5, abs=2)


def test_that_a_printed_letter_is_true_to_size_kept_with_its_hash_and_off_the_list(
    qtbot: QtBot, page: NoticesPage, sample_shop: Shop, sample_window: MainWindow, tmp_path: Path
) -> None:
    notice_id = _choose(page, "SO-1190")
    before = len(page.queue.rows)
    page.choose_printer = _to_file(tmp_path / "paper.pdf")
    assert page.letter is not None
    sha256 = page.letter.sha256
    _tap(qtbot, page, "Print")
    paper = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    width, height = paper[0].get_size()
    assert (width, height) == pytest.approx((595.28, 841.89), abs=1)
    paper.close()
    kept = draw_letter(sample_shop, notice_id)
    assert kept.document is not None
    assert hashlib.sha256(kept.document).hexdigest() == sha256 == kept.notice.sha256
    assert len(page.queue.rows) == before - 1
    assert sample_window.toast.accessibleName() == "The letter to Petra Müller is printed and kept"
    assert sample_window.sidebar.buttons["notices"].accessibleName() == f"Notices, {before - 1}"


def test_that_all_letters_print_at_once_and_what_cannot_be_drawn_stays(
    qtbot: QtBot, page: NoticesPage, sample_shop: Shop, tmp_path: Path
) -> None:
    page.choose_printer = _to_file(tmp_path / "paper.pdf")
    drawable = [
        row for row in page.queue.rows if draw_letter(sample_shop, row.notice_id).document is not None
    ]
    count = len(page.queue.rows)
    _tap(qtbot, page, "Print all")
    paper = pypdfium2.PdfDocument(tmp_path / "paper.pdf")
    assert len(paper) >= len(drawable)
    paper.close()
    assert len(page.queue.rows) == count - len(drawable)


def test_that_without_a_printer_the_way_out_is_said_and_nothing_is_booked(
    qtbot: QtBot, page: NoticesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boapp.ui.notices.page.has_printer", lambda: False)
    count = len(page.queue.rows)
    _choose(page, "SO-1190")
    _tap(qtbot, page, "Print")
    assert "Save the letter as PDF" in page.banner.accessibleName()
    assert page.banner.isVisible()
    assert len(page.queue.rows) == count
    _tap(qtbot, page, "Mark as printed")
    assert len(page.queue.rows) == count - 1


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_that_a_printer_that_refuses_books_nothing(qtbot: QtBot, page: NoticesPage, tmp_path: Path) -> None:
    count = len(page.queue.rows)
    _choose(page, "SO-1190")
    page.choose_printer = _to_file(tmp_path / "no-such-folder" / "paper.pdf")
    _tap(qtbot, page, "Print")
    assert "Nothing was printed or kept." in page.banner.accessibleName()
    assert len(page.queue.rows) == count


def test_that_a_saved_pdf_is_the_letter_and_books_nothing(
    page: NoticesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    _choose(page, "SO-1190")
    count = len(page.queue.rows)
    page.save_as_pdf(str(tmp_path / "letter.pdf"))
    assert page.letter is not None
    assert (tmp_path / "letter.pdf").read_bytes() == page.letter.document
    assert opened == [str(tmp_path / "letter.pdf")]
    assert len(page.queue.rows) == count


def test_that_a_folder_that_cannot_be_written_is_named(page: NoticesPage, tmp_path: Path) -> None:
    _choose(page, "SO-1190")
    page.save_as_pdf(str(tmp_path / "missing" / "letter.pdf"))
    assert "letter.pdf" in page.banner.accessibleName()


def test_that_the_clerks_reason_stands_in_the_letter(qtbot: QtBot, page: NoticesPage) -> None:
    _choose(page, "SO-1102")
    page.facts.reason.setPlainText("the kiln broke down")
    _tap(qtbot, page, "Put it into the letter")
    assert page.letter is not None
    assert page.letter.document is not None
    letter = pypdfium2.PdfDocument(page.letter.document)
    assert "the kiln broke down" in " ".join(letter[0].get_textpage().get_text_bounded().split())
    letter.close()


def test_that_a_letter_with_a_character_no_font_has_says_so_and_is_not_printed(
    page: NoticesPage, sample_window: MainWindow
) -> None:
    _choose(page, "SO-1195")  # 山本灯具店
    assert page.letter is not None
    assert page.letter.document is None
    assert page.banner.isVisible()
    assert "山" in page.banner.accessibleName()
    assert not page.print_button.isEnabled()
    assert page.view.pages == []
    assert not sample_window.page or sample_window.page is page


def test_that_the_page_says_when_no_letter_is_due(sample_window: MainWindow, sample_shop: Shop) -> None:
    from boapp.services.notices import draw_due_letters, mark_printed, refresh_dues

    refresh_dues(sample_shop)
    mark_printed(sample_shop, draw_due_letters(sample_shop))
    sample_window.go("notices")
    page = sample_window.page
    assert isinstance(page, NoticesPage)
    assert page.queue.rows == [
        row for row in list_due(sample_shop) if row.kind is not NoticeKind.CONFIRMATION
    ]


def test_that_a_letter_without_an_address_is_for_the_phone(page: NoticesPage) -> None:
    from dataclasses import replace

    _choose(page, "SO-1190")
    assert page.letter is not None
    assert not page.phone_badge.isVisible()
    page._on_drawn(replace(page.letter, can_be_posted=False))
    assert page.phone_badge.isVisible()
    assert page.phone_badge.accessibleName() == "No address: read it out by phone"


def test_that_printing_nothing_needs_no_paper(tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    print_pages(printer, [])
    assert not (tmp_path / "paper.pdf").exists()


def test_that_everything_fits_a_small_screen(page: NoticesPage, sample_window: MainWindow) -> None:
    sample_window.resize(1024, 768)
    QApplication.processEvents()
    assert sample_window.width() == 1024
    assert page.view.width() > 300
    used = [
        found for found in page.findChildren(QAbstractButton) if found.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    unnamed = [found for found in used if found.isVisible() and not found.accessibleName()]
    assert unnamed == []
