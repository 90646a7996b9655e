import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from boapp.ui import theme
from boapp.ui.tokens import LIGHT
from boapp.ui.widgets import toast as toast_module
from boapp.ui.widgets.badge import Badge, BadgeLook
from boapp.ui.widgets.banner import Banner
from boapp.ui.widgets.bars import BarLook, Segment, SegmentBar
from boapp.ui.widgets.buttons import Button, Segmented, icon_button
from boapp.ui.widgets.card import Fact, Figure
from boapp.ui.widgets.chips import Chip, ChipKind, ChipLook, chip_width
from boapp.ui.widgets.empty_state import EmptyState
from boapp.ui.widgets.fields import Choice, Field, LongText, SearchField, TextInput
from boapp.ui.widgets.filters import FilterRow
from boapp.ui.widgets.gallery import Gallery
from boapp.ui.widgets.page_header import PageHeader
from boapp.ui.widgets.text import Text
from boapp.ui.widgets.toast import Toast


def _colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(*point).name().upper() for point in points}


# Buttons


def test_that_a_refused_button_says_why_and_an_allowed_one_what_it_does(qtbot: QtBot) -> None:
    button = Button("Save", "check", kind="primary", tip="Save all")
    qtbot.addWidget(button)
    button.refuse("Nothing was changed")
    assert not button.isEnabled()
    assert button.toolTip() == "Nothing was changed"
    button.allow()
    assert button.isEnabled()
    assert button.toolTip() == "Save all"


def test_that_a_button_says_what_happens_and_is_called_that(qtbot: QtBot) -> None:
    button = Button("Save", "check")
    qtbot.addWidget(button)
    button.say("Save and write 4 letters")
    assert button.text().strip() == "Save and write 4 letters"
    assert button.accessibleName() == "Save and write 4 letters"


def test_that_an_icon_alone_has_a_name_and_a_tooltip(qtbot: QtBot) -> None:
    button = icon_button("printer", "Print")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip(), button.text()) == ("Print", "Print", "")


def test_that_one_view_of_several_is_chosen_by_a_click(qtbot: QtBot) -> None:
    views = Segmented([("p", "By product"), ("o", "By order")], "View")
    qtbot.addWidget(views)
    views.show()
    assert views.value == "p"
    with qtbot.waitSignal(views.chosen) as told:
        qtbot.mouseClick(views.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert told.args == ["o"]
    with qtbot.assertNotEmitted(views.chosen):
        views.choose("p")
    assert views.value == "p"


def test_that_filters_say_how_many_they_would_show(qtbot: QtBot) -> None:
    filters = FilterRow([("all", "All"), ("none", "Nothing coming")], "Show")
    qtbot.addWidget(filters)
    filters.show_counts({"all": 12, "none": 3})
    assert [button.text() for button in filters.findChildren(QPushButton)] == ["All  12", "Nothing coming  3"]
    with qtbot.waitSignal(filters.chosen) as told:
        qtbot.mouseClick(filters.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert told.args == ["none"]


# Fields


def test_that_a_field_is_named_by_its_label_and_the_label_belongs_to_it(qtbot: QtBot) -> None:
    field = Field("&Quantity", TextInput(), "pieces")
    qtbot.addWidget(field)
    assert field.control.accessibleName() == "Quantity"
    label = next(label for label in field.findChildren(QLabel) if label.text() == "&Quantity")
    assert label.buddy() is field.control


def test_that_an_error_stands_below_the_field_in_red_outline_until_it_is_mended(qtbot: QtBot) -> None:
    field = Field("Quantity", TextInput("40"), "pieces")
    qtbot.addWidget(field)
    field.show()
    field.refuse("only 20 on PO-2041")
    assert field.refused
    assert field.control.accessibleDescription() == "only 20 on PO-2041"
    assert LIGHT.bad_line in _colours(field.control)
    field.allow()
    assert not field.refused
    assert LIGHT.bad_line not in _colours(field.control)
    assert any(label.text() == "pieces" and label.isVisible() for label in field.findChildren(QLabel))


def test_that_seeking_waits_until_typing_pauses(qtbot: QtBot) -> None:
    field = SearchField("Type to filter")
    qtbot.addWidget(field)
    sought: list[str] = []
    field.sought.connect(sought.append)
    qtbot.keyClicks(field, "lan")
    qtbot.waitUntil(lambda: bool(sought))
    assert sought == ["lan"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert sought == ["lan", ""]
    assert field.text() == ""


def test_that_the_arrow_down_leaves_the_filter_for_the_list(qtbot: QtBot) -> None:
    field = SearchField("Type to filter")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.left_downwards):
        qtbot.keyClick(field, Qt.Key.Key_Down)


def test_that_a_choice_is_known_by_its_key_not_by_its_words(qtbot: QtBot) -> None:
    choice = Choice([("parts", "Ship parts"), ("all", "Wait for all")], name="If not at once")
    qtbot.addWidget(choice)
    choice.choose("all")
    assert choice.value == "all"
    choice.choose("unknown")
    assert choice.value == "all"
    with qtbot.waitSignal(choice.chosen) as told:
        qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert told.args == ["parts"]


def test_that_tab_leaves_a_long_text(qtbot: QtBot) -> None:
    text = LongText("one", rows=3)
    qtbot.addWidget(text)
    assert text.tabChangesFocus()


# Words


def test_that_what_a_shop_typed_is_never_read_as_markup(qtbot: QtBot) -> None:
    text = Text("<b>Lantern</b> & Co")
    qtbot.addWidget(text)
    assert text.textFormat() is Qt.TextFormat.PlainText


def test_that_words_cut_short_can_be_read_whole_in_a_tooltip(qtbot: QtBot) -> None:
    text = Text("Ceramic lantern, blue, with a very long name", elide=True)
    qtbot.addWidget(text)
    text.resize(80, 20)
    text.show()
    assert text.toolTip() == text.text()
    text.resize(800, 20)
    assert text.toolTip() == ""
    text.resize(80, 20)
    text.setText("<b>Lantern</b> & Co, of a street with a long name")
    assert text.toolTip() == "<qt>&lt;b&gt;Lantern&lt;/b&gt; &amp; Co, of a street with a long name</qt>"


# Badges, chips, bars


def test_that_a_badge_can_change_and_vanish(qtbot: QtBot) -> None:
    badge = Badge("Ready", "here", "check")
    qtbot.addWidget(badge)
    narrow = badge.sizeHint().width()
    badge.show_look(BadgeLook("3 working days late", "warn", "clock"))
    assert badge.sizeHint().width() > narrow
    assert badge.accessibleName() == "3 working days late"
    badge.show_look(None)
    assert badge.isHidden()


@pytest.mark.parametrize(
    ("kind", "colour"),
    [
        (ChipKind.HERE, LIGHT.here),
        (ChipKind.COMING, LIGHT.coming_tint),
        (ChipKind.NOTHING, LIGHT.surface),
        (ChipKind.ESTIMATE, LIGHT.surface),
    ],
)
def test_that_a_chip_shows_by_its_ground_where_the_goods_are(
    qtbot: QtBot, kind: ChipKind, colour: str
) -> None:
    chip = Chip(ChipLook("12", kind))
    qtbot.addWidget(chip)
    chip.resize(96, 26)
    image = chip.grab().toImage()
    assert image.pixelColor(20, 8).name().upper() == colour


def test_that_an_estimate_is_dashed_and_what_is_coming_is_not(qtbot: QtBot) -> None:
    def top_edge(kind: ChipKind) -> int:
        chip = Chip(ChipLook("", kind))
        qtbot.addWidget(chip)
        chip.resize(96, 26)
        image = chip.grab().toImage()
        return len({image.pixelColor(x, 0).name() for x in range(12, 84)})

    assert top_edge(ChipKind.COMING) == 1
    assert top_edge(ChipKind.ESTIMATE) > 1


def test_that_marks_and_changes_make_a_chip_wider() -> None:
    plain = chip_width(ChipLook("12", ChipKind.HERE))
    assert chip_width(ChipLook("12", ChipKind.HERE, kept=True)) > plain
    assert chip_width(ChipLook("12", ChipKind.HERE, change="+4")) > plain


def test_that_a_bar_shares_its_length_by_the_amounts(qtbot: QtBot) -> None:
    bar = SegmentBar(BarLook((Segment(25, ChipKind.HERE),), 100), "25 of 100 here")
    qtbot.addWidget(bar)
    bar.resize(200, 8)
    image = bar.grab().toImage()
    solid = [x for x in range(200) if image.pixelColor(x, 4).name().upper() == LIGHT.here]
    assert 46 <= len(solid) <= 50
    assert image.pixelColor(150, 4).name().upper() == LIGHT.track
    assert bar.accessibleName() == "25 of 100 here"


@pytest.mark.parametrize(
    "look",
    [BarLook((), 0), BarLook((Segment(0, ChipKind.COMING),), 0), BarLook((Segment(9, ChipKind.NOTHING),), 3)],
)
def test_that_odd_bars_are_drawn_without_a_fault(qtbot: QtBot, look: BarLook) -> None:
    bar = SegmentBar(look, "odd")
    qtbot.addWidget(bar)
    bar.resize(200, 8)
    assert not bar.grab().isNull()


# What a page says


def test_that_a_banner_says_its_fact_to_everyone(qtbot: QtBot) -> None:
    banner = Banner("A told date broke.", "Aster is late.", "warn", Button("Decide"))
    qtbot.addWidget(banner)
    assert banner.accessibleName() == "A told date broke. Aster is late."
    banner.say("Nothing was saved.", tone="bad")
    assert LIGHT.bad_tint in _colours(banner)


def test_that_an_empty_state_offers_the_next_step(qtbot: QtBot) -> None:
    step = Button("Choose a file")
    empty = EmptyState("No products yet", "Bring them in from a spreadsheet.", step)
    qtbot.addWidget(empty)
    assert empty.isAncestorOf(step)
    empty.say("Nothing is called that")
    assert empty.accessibleName() == "Nothing is called that"


def test_that_a_page_header_names_the_page_and_its_state(qtbot: QtBot) -> None:
    header = PageHeader()
    qtbot.addWidget(header)
    header.say("Ceramic lantern, blue", "62 still owed", BadgeLook("Not saved yet", "accent", "pencil"))
    header.show()
    assert header.title == "Ceramic lantern, blue"
    assert [badge.accessibleName() for badge in header.findChildren(Badge) if badge.isVisible()] == [
        "Not saved yet"
    ]


def test_that_figures_and_facts_are_read_aloud_whole(qtbot: QtBot) -> None:
    figure, fact = Figure("On hand", "14", "shelf C 3"), Fact("Last day", "Friday 27 Nov", "by e-mail")
    for widget in (figure, fact):
        qtbot.addWidget(widget)
    figure.say("12")
    assert figure.accessibleName() == "On hand: 12"
    assert fact.accessibleName() == "Last day: Friday 27 Nov by e-mail"


# Toasts


def test_that_a_toast_can_be_undone_once_and_goes_by_itself(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(800, 600)
    over.show()
    toast = Toast(over)
    undone: list[str] = []
    toast.say("SO-1158 cancelled", lambda: undone.append("undone"))
    assert toast.offers_undo
    assert toast.geometry().left() < 40
    assert toast.geometry().bottom() > 540
    qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    toast.undo()
    assert undone == ["undone"]
    assert not toast.isVisible()
    assert toast_module.SHOWN_MS == 8_000
    toast._timer.setInterval(20)
    toast.say("Saved")
    assert not toast.offers_undo
    qtbot.waitUntil(lambda: not toast.isVisible())


# All of it


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("size", [90, 100, 150])
def test_that_every_part_can_be_drawn_in_both_palettes_and_all_sizes(
    qapp: QApplication, qtbot: QtBot, palette: str, size: int
) -> None:
    theme.apply(qapp, palette, size)
    sheet = Gallery()
    qtbot.addWidget(sheet)
    sheet.resize(1440, 900)
    sheet.show()
    ground = theme.tokens().window
    assert sheet.grab().toImage().pixelColor(2, 2).name().upper() == ground


def test_that_every_field_and_button_of_the_sheet_has_a_name(qtbot: QtBot) -> None:
    sheet = Gallery()
    qtbot.addWidget(sheet)
    controls = [*sheet.findChildren(QPushButton), *sheet.findChildren(QLineEdit)]
    assert len(controls) > 15
    assert [control for control in controls if not control.accessibleName()] == []
