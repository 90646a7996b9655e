"""Notices: the letters that are due by their last day, previewed, printed and kept."""

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget
from typing_extensions import override

from boapp import paths
from boapp.errors import ShopError
from boapp.services.notices import (
    DrawnLetter,
    draw_due_letters,
    draw_letter,
    give_reason,
    list_due,
    mark_printed,
    merge_for_printing,
    refresh_dues,
    save_letter,
)
from boapp.services.preview import PagePicture, picture_pages_for_print
from boapp.storage.lists.notices import NoticeRow
from boapp.ui import messages, theme
from boapp.ui.notices.facts_panel import FactsPanel
from boapp.ui.notices.letter_view import LetterView
from boapp.ui.notices.printing import FINEST_DPI, choose_printer, has_printer, print_pages
from boapp.ui.notices.queue import QueueView
from boapp.ui.notices.words import kind_words
from boapp.ui.pages import Desk, Page
from boapp.ui.tokens import PAGE_MARGIN
from boapp.ui.widgets.badge import Badge
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.buttons import Button, icon_button, primary_button
from boapp.ui.widgets.card import Card
from boapp.ui.widgets.empty_state import EmptyState
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.page_header import PageHeader
from boapp.ui.widgets.text import Text

_QUEUE_WIDTH, _NARROW_QUEUE = 384, 300
_NARROW = 1080

ChoosePrinter = Callable[[Callable[[QPrinter], None]], object]


class NoticesPage(Page):
    """The queue of letters and, beside it, the very page of the one that is chosen."""

    topics: ClassVar[frozenset[str]] = frozenset({"notices", "allocations", "stock", "orders", "purchasing"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.letter: DrawnLetter | None = None
        self._is_arriving = False
        self.choose_printer: ChoosePrinter = self._ask_for_printer
        self.header = PageHeader(self.tr("Notices"), "")
        self.print_all_button = Button(self.tr("Print all"), "printer")
        self.queue = QueueView(self.tr("Letters that are due"), desk.today)
        self.view = LetterView(desk.work, self.tr("Preview of the letter"))
        self.facts = FactsPanel()
        self.print_button = primary_button(self.tr("Print"), "printer")
        self.phone_badge = Badge(self.tr("No address: read it out by phone"), "warn", "phone")
        self.banner = Banner("", "", "bad")
        self.banner.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(container(column()))
        self._stack.addWidget(self._work_place())
        self._stack.addWidget(
            EmptyState(
                self.tr("No letter is due"),
                self.tr("When a told date cannot be kept or goods are set aside, the letter appears here."),
            )
        )
        header = row((self.header, 1), self.print_all_button)
        self.setLayout(
            column(header, (self._stack, 1), spacing=12, margins=(PAGE_MARGIN, 4, PAGE_MARGIN, 12))
        )
        self._connect()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        self._queue_card.setFixedWidth(theme.px(_NARROW_QUEUE if narrow else _QUEUE_WIDTH))
        self.facts.show_narrow(narrow=narrow)

    @override
    def show_subject(self, subject: Hashable) -> None:
        self._is_arriving = True
        super().show_subject(subject)

    @override
    def reload(self) -> None:
        """See what has become due since yesterday, then read the queue."""
        shop = self.desk.shop

        def read() -> list[NoticeRow]:
            refresh_dues(shop)
            return list_due(shop)

        self.desk.work.run(read, self._on_read, owner=self, latest="queue")

    def print_letter(self) -> None:
        """Print the letter that is shown, then keep it as it was printed."""
        if self.letter is not None and self.letter.document is not None:
            self._print([self.letter])

    def print_all(self) -> None:
        """Print all letters that can be printed, in their order, then keep them."""
        shop = self.desk.shop
        self.desk.work.run(lambda: draw_due_letters(shop), self._print, self._on_refused, owner=self)

    def mark_as_printed(self) -> None:
        """Keep the letter that is shown as printed from elsewhere."""
        if self.letter is not None and self.letter.document is not None:
            self._keep([self.letter])

    def save_as_pdf(self, path: str) -> None:
        """Put the shown letter's bytes into a file and open it in the desk's viewer; nothing is booked."""
        letter = self.letter
        if letter is not None:
            self.desk.work.run(
                lambda: save_letter(letter, Path(path)),
                lambda _: self._on_pdf_saved(path),
                self._on_refused,
                owner=self,
            )

    def _work_place(self) -> Card:
        """The queue at the left, the letter and its facts at the right."""
        self._name = Text("", "section", 600, elide=True)
        self._about = Text("", ink="text2", tabular=True, elide=True)
        self._smaller = icon_button("minus", self.tr("Smaller"))
        self._larger = icon_button("plus", self.tr("Larger"))
        head = QFrame()
        head.setProperty("surface", "page-head")
        tools = (self.phone_badge, self._smaller, self._larger, self.print_button)
        head.setLayout(row(self._name, (self._about, 1), *tools, margins=(16, 9, 10, 9)))
        self._letter_card = Card(
            column(
                head,
                container(column(self.banner, margins=(12, 12, 12, 12))),
                (row((self.view, 1), self.facts, spacing=0), 1),
                spacing=0,
                margins=(1, 1, 1, 1),
            )
        )
        self._banner_room = self.banner.parentWidget()
        self._queue_card = Card(column((self.queue, 1), margins=(1, 1, 1, 1)))
        place = Card(row(self._queue_card, (self._letter_card, 1), spacing=16), kind="bare")
        self._queue_card.setFixedWidth(theme.px(_QUEUE_WIDTH))
        return place

    def _connect(self) -> None:
        self.queue.letter_chosen.connect(self._on_letter_chosen)
        self.view.pages_shown.connect(self._on_pages_shown)
        self.print_button.clicked.connect(self.print_letter)
        self.print_all_button.clicked.connect(self.print_all)
        self._smaller.clicked.connect(lambda: self.view.magnify(-1))
        self._larger.clicked.connect(lambda: self.view.magnify(1))
        self.facts.saved_as_pdf.connect(self._ask_for_file)
        self.facts.marked_printed.connect(self.mark_as_printed)
        self.facts.reason_given.connect(self._on_reason_given)
        self.desk.actions.bind("print", self.print_letter, self)

    def _on_read(self, rows: list[NoticeRow]) -> None:
        self._stack.setCurrentIndex(1 if rows else 2)
        self.print_all_button.setVisible(len(rows) > 1)
        self.print_all_button.say(self.tr("Print all {}").format(len(rows)))
        self.header.say(
            self.tr("Notices"), self.tr("{} due, by their last day").format(len(rows)) if rows else ""
        )
        self.queue.show_rows(rows)
        if self._is_arriving:
            self._is_arriving = False
            self.queue.setFocus()
        self.desk.bus.tell({"notices"}, self)

    def _on_letter_chosen(self, row: NoticeRow | None) -> None:
        self.letter = None
        if row is None:
            self.view.show_document(None)
            return
        shop, notice_id = self.desk.shop, row.notice_id
        self.desk.work.run(
            lambda: draw_letter(shop, notice_id),
            self._on_drawn,
            self._on_refused,
            owner=self,
            latest="letter",
        )

    def _on_drawn(self, letter: DrawnLetter) -> None:
        self.letter = letter
        self._name.setText(letter.notice.customer)
        self._about.setText(kind_words(letter.notice.kind))
        self.phone_badge.setVisible(not letter.can_be_posted)
        self.facts.show_letter(letter, self.desk.today())
        self._say(self.tr("The letter cannot go out yet.") if letter.problem else "", _problem_words(letter))
        self.view.show_document(letter.document)
        if letter.document is None:
            self.print_button.refuse(self.tr("The letter cannot be printed yet."))
        else:
            self.print_button.allow()

    def _on_pages_shown(self, pages: int) -> None:
        if self.letter is not None:
            counted = self.tr("1 page") if pages == 1 else self.tr("{} pages").format(pages)
            self._about.setText(f"{kind_words(self.letter.notice.kind)} · {self.letter.number} · {counted}")

    def _on_reason_given(self, words: str) -> None:
        if self.letter is None:
            return
        shop, notice_id = self.desk.shop, self.letter.notice.notice_id

        def refuse(error: ShopError) -> None:
            self.facts.reason_field.refuse(messages.sentence_of(error.reason))

        def kept(_: None) -> None:
            self.facts.reason_field.allow()
            self.reload()

        self.desk.work.run(lambda: give_reason(shop, notice_id, words), kept, refuse, owner=self)

    def _print(self, letters: Sequence[DrawnLetter]) -> None:
        drawn = [letter for letter in letters if letter.document is not None]
        if drawn:
            self.choose_printer(lambda printer: self._print_on(printer, drawn))
        else:
            self._say(self.tr("Nothing was printed."), self.tr("None of the letters can be printed yet."))

    def _ask_for_printer(self, then: Callable[[QPrinter], None]) -> object:
        if has_printer():
            return choose_printer(self, self.desk.settings.printer, then)
        about = self.tr("Save the letter as PDF, print it elsewhere, and mark it as printed.")
        self._say(self.tr("This computer knows no printer."), about)
        return None

    def _print_on(self, printer: QPrinter, letters: Sequence[DrawnLetter]) -> None:
        fine = min(printer.resolution(), FINEST_DPI)
        self.desk.work.run(
            lambda: picture_pages_for_print(merge_for_printing(letters), fine),
            partial(self._on_pages_ready, printer, letters),
            self._on_refused,
            owner=self,
        )

    def _on_pages_ready(
        self, printer: QPrinter, letters: Sequence[DrawnLetter], pages: Sequence[PagePicture]
    ) -> None:
        try:
            print_pages(printer, pages)
        except ShopError as error:
            self._on_refused(error)
        else:
            self._keep(letters)

    def _keep(self, letters: Sequence[DrawnLetter]) -> None:
        shop = self.desk.shop
        self.desk.work.run(lambda: mark_printed(shop, letters), self._on_kept, self._on_refused, owner=self)

    def _on_kept(self, letters: Sequence[DrawnLetter]) -> None:
        count = len(letters)
        one = self.tr("The letter to {} is printed and kept").format(letters[0].notice.customer)
        self.desk.toast(one if count == 1 else self.tr("{} letters are printed and kept").format(count), None)
        self.desk.bus.tell({"notices", "orders"}, self)
        self.reload()

    def _ask_for_file(self) -> None:
        if self.letter is None:
            return
        usual = paths.data_folder() / f"{self.letter.number}.pdf"
        dialog = QFileDialog(self, self.tr("Save the letter"), str(usual))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self.save_as_pdf)
        dialog.open()

    def _on_pdf_saved(self, path: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))
        self.desk.toast(
            self.tr("Saved as {}; it stays on the list until it is marked as printed").format(
                Path(path).name
            ),
            None,
        )

    def _on_refused(self, error: ShopError) -> None:
        self._say(self.tr("Nothing was printed or kept."), messages.sentence(error))

    def _say(self, fact: str, about: str = "") -> None:
        """Keep something said above the letter until it is solved; "" when nothing is the matter."""
        self.banner.say(fact, about, "bad")
        self.banner.setVisible(bool(fact))
        if self._banner_room is not None:
            self._banner_room.setVisible(bool(fact))


def _problem_words(letter: DrawnLetter) -> str:
    return " ".join(messages.sentence_of(line) for line in letter.problem.splitlines())
