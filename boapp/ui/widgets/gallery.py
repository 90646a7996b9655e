"""Every part of the look on one sheet, to be looked at in both palettes.

`python -m boapp.ui.widgets.gallery FOLDER` writes `components.png` and `components-dark.png`.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QGridLayout, QProgressBar, QRadioButton, QWidget

from boapp.ui import theme
from boapp.ui.tokens import MEDIUM, SEMIBOLD
from boapp.ui.widgets.badge import Badge
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.bars import BarLook, Segment, SegmentBar
from boapp.ui.widgets.buttons import Button, Segmented, icon_button, primary_button, quiet_button
from boapp.ui.widgets.card import Card, Fact, Figure, card
from boapp.ui.widgets.chips import Chip, ChipKind, ChipLook
from boapp.ui.widgets.empty_state import ShelfDrawing
from boapp.ui.widgets.fields import Choice, Field, SearchField, TextInput
from boapp.ui.widgets.filters import FilterRow
from boapp.ui.widgets.layouts import column, container, row
from boapp.ui.widgets.page_header import PageHeader
from boapp.ui.widgets.text import IconTile, KeyHint, Picture, Text, heading
from boapp.ui.widgets.toast import Toast

_ICONS = [
    "today",
    "orders",
    "backorders",
    "products",
    "purchasing",
    "customers",
    "notices",
    "reports",
    "settings",
    "help",
    "shelf",
    "swap",
    "propose",
    "share",
    "pin",
    "undo",
    "redo",
    "search",
    "filter",
    "columns",
    "export",
    "import",
    "printer",
    "phone",
    "scan",
    "calendar",
    "clock",
    "warn",
    "info",
    "repeat",
    "split",
    "pencil",
    "star",
]


class Gallery(QWidget):
    """All parts together, as on the picture components.png."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        columns = row(
            (column(_type(), _figures(), _icons(), None, spacing=12), 1),
            (column(_buttons(), _fields(), _chips(), None, spacing=12), 1),
            (column(_bars(), _banners(), self._toast(), _dialog(), None, spacing=12), 1),
            spacing=16,
        )
        head = PageHeader(
            "boapp: the parts",
            "8 px grid · controls 32 · rows 28, 40, 44",
            Badge("Not saved yet", "accent", "pencil"),
        )
        self.setLayout(column(head, columns, spacing=16, margins=(24, 16, 24, 16)))

    def _toast(self) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(theme.px(64))
        self.toast = Toast(holder)
        self.toast.say("SO-1158 cancelled; 4 pieces are free again", lambda: None)
        return holder


def _type() -> Card:
    return card(
        row(
            Text("28", "figure", SEMIBOLD, tabular=True),
            Text("figure, semibold", ink="text2"),
            None,
            spacing=12,
        ),
        row(Text("Ceramic lantern", "title", SEMIBOLD), Text("22 title", ink="text2"), None, spacing=12),
        row(heading("What this changes"), Text("15 section", ink="text2"), None, spacing=12),
        row(
            Text("Body 13"),
            Text("medium", weight=MEDIUM),
            Text("semibold", weight=SEMIBOLD),
            None,
            spacing=12,
        ),
        row(
            Text("12 caption", "caption", ink="text2"),
            Text("1,184.50", "caption", ink="text2", tabular=True),
            None,
        ),
        Text("Ελένη Παπαδοπούλου · 山本灯具店 · نور للهدايا · דנה לוי · गंगा दीप भंडार · Žižka"),
        spacing=4,
    )


def _figures() -> Card:
    numbers = row(
        Figure("On hand", "14", "shelf C 3"),
        Figure("Nothing coming", "8", "2 customers", ink="bad_text"),
        None,
        spacing=24,
    )
    facts = row(
        (Fact("Last day", "Friday 27 Nov", "By e-mail: the post would come too late.", "calendar"), 1),
        IconTile("notices", "bad"),
        IconTile("purchasing", "warn"),
        IconTile("products", "here"),
    )
    return card(numbers, facts, row(None, ShelfDrawing(), None))


def _icons() -> Card:
    grid = QGridLayout()
    for number, name in enumerate(_ICONS):
        grid.addWidget(Picture(name, "text", 20), number // 11, number % 11)
    return card(Text("Icons: 24 grid, line 1.75, round ends", "caption", SEMIBOLD, "text2"), grid)


def _buttons() -> Card:
    refused, off = primary_button("Save"), Button("Disabled")
    refused.refuse("Nothing was changed")
    off.refuse("Sent already")
    return card(
        row(
            primary_button("Save", "check"),
            Button("Compare"),
            quiet_button("Details"),
            icon_button("printer", "Print"),
            None,
        ),
        row(refused, off, Button("Decide", small=True), icon_button("back", "Back", bare=True), None),
        row(
            Segmented([("p", "By product"), ("o", "By order"), ("c", "By customer")], "View"),
            KeyHint("Ctrl K"),
            None,
        ),
        row(
            FilterRow([("all", "All  12"), ("none", "Nothing coming  3"), ("late", "Late  2")], "Filters"),
            None,
        ),
    )


def _fields() -> Card:
    wrong = Field("Quantity", TextInput("40"))
    wrong.refuse("only 20 on PO-2041")
    off = Field("Disabled", TextInput("12"), "shipped already")
    off.control.setEnabled(False)
    takes_parts, ship, wait = (
        QCheckBox("Takes part deliveries"),
        QRadioButton("Ship parts"),
        QRadioButton("Wait for all"),
    )
    takes_parts.setChecked(True)
    wait.setChecked(True)
    return card(
        row(Field("Quantity", TextInput("12", numeric=True), "pieces"), wrong, spacing=12),
        row(off, Field("Shipping", Choice([("dhl", "DHL parcel, €9.50"), ("post", "Letter")])), spacing=12),
        row(takes_parts, ship, wait, None, spacing=16),
        SearchField("Type to filter"),
    )


def _chips() -> Card:
    looks = (
        ("on hand", ChipLook("12", ChipKind.HERE)),
        ("coming", ChipLook("6", ChipKind.COMING)),
        ("nothing coming", ChipLook("8", ChipKind.NOTHING)),
        ("changed", ChipLook("2", ChipKind.HERE, change="+2")),
        ("kept for", ChipLook("12", ChipKind.HERE, kept=True)),
        ("late", ChipLook("4", ChipKind.COMING, change="+4", late=True)),
        ("on a day", ChipLook("6 on 9 Dec", ChipKind.COMING)),
        ("estimate", ChipLook("2 about 11 Dec", ChipKind.ESTIMATE)),
    )
    grid = QGridLayout()
    for number, (name, look) in enumerate(looks):
        words = Text(name, "caption", ink="text2")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        grid.addLayout(column(Chip(look), words, spacing=4), number // 4, number % 4)
    return card(
        Text("Chips: filled is here, outlined coming, dashed nothing", "caption", SEMIBOLD, "text2"), grid
    )


def _bars() -> Card:
    here, coming, nothing = ChipKind.HERE, ChipKind.COMING, ChipKind.NOTHING
    progress = QProgressBar()
    progress.setTextVisible(False)
    progress.setValue(62)
    return card(
        Text("14 here, 40 coming, 8 nothing coming", "caption", ink="text2"),
        SegmentBar(BarLook((Segment(14, here), Segment(40, coming), Segment(8, nothing)), 62), "14 here"),
        Text("9 of 20 spoken for, one segment a line", "caption", ink="text2"),
        SegmentBar(BarLook((Segment(4, coming), Segment(5, coming, focused=True)), 20), "9 of 20"),
        row(Badge("Ready", "here", "check"), Badge("3 days late", "warn", "clock"), Badge("−6, no date", "bad", "tri_down"),
            Badge("Not saved yet", "accent", "pencil"), Badge("Today"), None, spacing=6),
        row(Text("Importing 31,000 of 50,000 rows", "caption", ink="text2"), None, quiet_button("Cancel")),
        progress,
    )  # fmt: skip


def _banners() -> QWidget:
    small = [Button(words, small=True) for words in ("Decide", "Try again", "Show")]
    parts = column(
        Banner("A told date broke.", "Aster is late.", "warn", small[0]),
        Banner("Nothing was saved.", "The disk is full.", "bad", small[1]),
        Banner("Tomás changed SO-1190.", "Your changes are kept.", "note", small[2]),
        spacing=8,
    )
    return container(parts)


def _dialog() -> Card:
    answers = row(None, Button("Keep as drafts"), primary_button("Send 5 letters", "notices"))
    words = Text("They cannot be called back. Each is kept as it was sent.", ink="text2", wrap=True)
    return Card(
        column(heading("Send 5 letters by e-mail?"), words, 4, answers, margins=(20, 16, 16, 16)), "raised"
    )


def main(folder: Path) -> None:
    """Draw the sheet in both palettes."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for palette, name in (("light", "components.png"), ("dark", "components-dark.png")):
        theme.apply(app, palette)
        sheet = Gallery()
        sheet.resize(1440, 900)
        sheet.show()
        app.processEvents()
        sheet.grab().save(str(folder / name))
        sheet.close()
        sheet.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
