"""The first page of a desk without a shop: try the sample, open a shop, make one (picture empty-state.png)."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from boapp import paths
from boapp.errors import ShopError
from boapp.ui import messages, theme
from boapp.ui.dialogs import Dialog
from boapp.ui.opening import ShopDoor, Wish
from boapp.ui.tokens import SEMIBOLD
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.buttons import Button, primary_button
from boapp.ui.widgets.card import Card, card
from boapp.ui.widgets.empty_state import ShelfDrawing
from boapp.ui.widgets.fields import Field, TextInput
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.text import IconTile, Text, heading

_CARD_WIDTH = 280
_SUFFIX = ".boapp"


class WelcomePage(QWidget):
    """Three ways to begin; what keeps a shop from opening is said here until it is solved."""

    def __init__(self, door: ShopDoor, today: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._door = door
        self._today = today
        self._wish = Wish()
        self.sample_button = primary_button(self.tr("Start with the sample shop"), "lantern")
        self.open_button = Button(self.tr("Open a shop…"), "import")
        self.new_button = Button(self.tr("New shop…"), "plus")
        self.retry_button = Button(self.tr("Try again"))
        self.banner = Banner("", "", "bad", self.retry_button)
        self.banner.hide()
        self.banner.setMaximumWidth(theme.px(3 * _CARD_WIDTH + 32))
        title = Text(self.tr("Who gets the goods that arrive?"), "title", SEMIBOLD)
        remark = Text(
            self.tr("Stock, orders and backorders of a small shop. Nothing leaves this computer."),
            ink="text2",
        )
        self.setLayout(
            column(
                None, row(None, ShelfDrawing(), None), row(None, title, None), row(None, remark, None), 16,
                row(None, (self.banner, 8), None), 4, self._three_ways(), None, None,
                spacing=6, margins=(24, 16, 24, 16),
            )
        )  # fmt: skip
        self.sample_button.clicked.connect(lambda: self.open(Wish(demo=True, today=self._today)))
        self.open_button.clicked.connect(self.choose_shop)
        self.new_button.clicked.connect(self.begin_shop)
        self.retry_button.clicked.connect(lambda: self.open(self._wish))
        door.failed.connect(self.show_error)

    def _three_ways(self) -> QHBoxLayout:
        """The three cards with what each way means."""
        return row(
            None,
            _step("lantern", self.tr("Just look"), self.tr(
                "A gift and lighting shop with customers who wait, fresh at every start. Nothing you do there lasts."
            ), self.sample_button),
            _step("shelf", self.tr("Your shop is here already"), self.tr(
                "Open the file it is kept in. This computer opens it again next time."
            ), self.open_button),
            _step("tag", self.tr("Begin a new shop"), self.tr(
                "An empty shop in a file of its own. Products, stock and orders can then be brought in."
            ), self.new_button),
            None,
            spacing=16,
        )  # fmt: skip

    def open(self, wish: Wish) -> None:
        """Open what was asked for; the sample is not remembered."""
        self._wish = wish
        self._allow(allowed=False)
        self._door.open(wish, remember=bool(wish.location))

    def make(self, location: str, name: str, country: str, currency: str) -> None:
        """Make a new shop and open it."""
        self._wish = Wish(location, today=self._today)
        self._allow(allowed=False)
        self._door.create(location, name=name, country=country, currency=currency, today=self._today)

    def show_error(self, error: ShopError) -> None:
        """Say what keeps the shop from opening and the way out, until another try."""
        self._allow(allowed=True)
        self.retry_button.setVisible(not self._wish.is_empty)
        self.banner.say(self.tr("The shop is not open."), messages.sentence(error), "bad")
        self.banner.show()

    def choose_shop(self) -> QFileDialog:
        """Ask for the shop's file."""
        dialog = QFileDialog(self, self.tr("Open a shop"), str(_usual_folder()))
        dialog.setNameFilters([self.tr("Shops (*.boapp)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.open(Wish(path, today=self._today)))
        dialog.open()
        return dialog

    def begin_shop(self) -> "NewShopDialog":
        """Ask what the new shop is called and where it is."""
        dialog = NewShopDialog(self)
        dialog.open()
        return dialog

    def remember_wish(self, wish: Wish) -> None:
        """What "Try again" opens: the shop asked for at the start."""
        self._wish = wish

    def _allow(self, *, allowed: bool) -> None:
        self.banner.hide()
        for button in (self.sample_button, self.open_button, self.new_button):
            if allowed:
                button.allow()
            else:
                button.refuse(self.tr("A shop is being opened."))


class NewShopDialog(Dialog):
    """Name, country, money and place of a new shop."""

    def __init__(self, page: WelcomePage) -> None:
        super().__init__(
            page.tr("A new shop"),
            page.tr("You can change the name later; its file can be moved like any other."),
            page,
        )
        self._page = page
        here = QLocale()
        self.name = TextInput(page.tr("My shop"))
        self.country = TextInput(QLocale.territoryToCode(here.territory()) or "US")
        self.currency = TextInput(here.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode))
        self.place = TextInput(str(_usual_folder() / f"{page.tr('My shop')}{_SUFFIX}"))
        choose = Button(page.tr("Choose…"))
        choose.clicked.connect(self._choose_place)
        self._fields = (
            Field(page.tr("Name"), self.name, page.tr("stands on its letters")),
            Field(
                page.tr("Country"), self.country, page.tr("two letters, as IE or US; its law and its paper")
            ),
            Field(page.tr("Currency"), self.currency, page.tr("three letters, as EUR")),
            Field(page.tr("File"), self.place),
        )
        place = row((self._fields[3], 1), column(20, choose, None, spacing=0))
        self.add(
            container(
                column(self._fields[0], row(self._fields[1], self._fields[2], spacing=12), place, spacing=10)
            )
        )
        self.add_answer(Button(page.tr("Cancel")))
        self.make_button = self.add_answer(primary_button(page.tr("Make the shop"), "check"), self._on_made)
        self.make_button.setDefault(True)
        self.name.textEdited.connect(self._name_file)
        self.name.selectAll()

    def _name_file(self, name: str) -> None:
        """The file follows the name until another place was chosen."""
        plain = "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in name).strip()
        self.place.setText(str(Path(self.place.text()).parent / f"{plain or 'shop'}{_SUFFIX}"))

    def _choose_place(self) -> None:
        dialog = QFileDialog(self, self.tr("Where the shop is kept"), self.place.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX.lstrip("."))
        dialog.fileSelected.connect(self.place.setText)
        dialog.open()

    def _on_made(self) -> None:
        country, currency = self.country.text().strip().upper(), self.currency.text().strip().upper()
        self._page.make(self.place.text().strip(), self.name.text().strip(), country, currency)


def _step(icon: str, title: str, about: str, button: Button) -> Card:
    words = Text(about, ink="text2", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    words.setMinimumHeight(theme.px(68))
    words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    made = card(row(IconTile(icon), None), 4, heading(title), words, 8, row(button, None), spacing=6)
    made.setFixedWidth(theme.px(_CARD_WIDTH))
    return made


def _usual_folder() -> Path:
    return paths.data_folder()
