import re
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetricsF, QIcon, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from boapp import paths
from boapp.ui import icons, theme
from boapp.ui.tokens import DARK, LIGHT
from boapp.ui.widgets.buttons import Button, icon_button
from boapp.ui.widgets.fields import Field, TextInput
from boapp.ui.widgets.text import Text


def _inks(image: QImage) -> set[str]:
    """The colours of the fully drawn points of a picture."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {
        image.pixelColor(*point).name().upper() for point in points if image.pixelColor(*point).alpha() == 255
    }


def test_that_the_typeface_is_the_bundled_one() -> None:
    assert QFontInfo(theme.font()).family() == "Inter"


def test_that_figures_in_columns_are_all_equally_wide() -> None:
    metrics = QFontMetricsF(theme.font(tabular=True))
    assert len({metrics.horizontalAdvance(digit * 8) for digit in "0123456789"}) == 1
    words = QFontMetricsF(theme.font())
    assert words.horizontalAdvance("11111111") < words.horizontalAdvance("00000000")


def test_that_figures_of_a_text_keep_their_width_in_the_size_of_the_style_sheet(qtbot: QtBot) -> None:
    text = Text("0", "title", tabular=True)
    qtbot.addWidget(text)
    text.ensurePolished()
    metrics = QFontMetricsF(text.font())
    assert text.font().pixelSize() == 22
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


@pytest.mark.parametrize(("size", "pixels"), [(90, 12), (100, 13), (150, 20)])
def test_that_the_text_size_of_the_desk_scales_the_words(qapp: QApplication, size: int, pixels: int) -> None:
    theme.apply(qapp, "light", size)
    assert theme.font().pixelSize() == pixels
    assert theme.px(32) == round(32 * size / 100)


def test_that_a_change_of_palette_recolours_an_icon_that_is_already_on_a_button(
    qapp: QApplication, qtbot: QtBot
) -> None:
    button = Button("Print", "printer")
    qtbot.addWidget(button)
    light = _inks(button.icon().pixmap(48, 48).toImage())
    theme.apply(qapp, "dark")
    dark = _inks(button.icon().pixmap(48, 48).toImage())
    assert LIGHT.text2 in light
    assert DARK.text2 in dark
    assert LIGHT.text2 not in dark


def test_that_the_look_follows_the_system_only_when_asked_to(qapp: QApplication) -> None:
    hints = qapp.styleHints()
    theme.apply(qapp, "system")
    was_dark = theme.is_dark()
    with patch.object(theme, "_system_is_dark", return_value=not was_dark):
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert theme.is_dark() is not was_dark
        theme.apply(qapp, "light")
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        assert not theme.is_dark()


def test_that_an_icon_of_a_control_out_of_use_is_paler() -> None:
    picture = icons.icon("printer").pixmap(48, 48, QIcon.Mode.Disabled).toImage()
    assert LIGHT.text3 in _inks(picture)


def test_that_an_icon_is_drawn_as_fine_as_the_screen_is() -> None:
    assert icons.pixmap("pin", size=16, ratio=2.0).width() == 32
    assert icons.pixmap("pin", size=16, ratio=2.0).deviceIndependentSize().width() == 16


def test_that_every_drawing_takes_its_one_colour_from_the_palette() -> None:
    for file in paths.resource("icons").glob("*.svg"):
        drawing = file.read_text(encoding="utf-8")
        assert "currentColor" in drawing, file.name
        assert not re.search(r'(?:fill|stroke)="#', drawing), file.name
        assert 'viewBox="0 0 24 24"' in drawing, file.name


def test_that_the_pictures_of_the_style_sheet_have_the_colours_of_the_palettes() -> None:
    folder = paths.resource("icons", "controls")
    for name, colour in (("down-light", LIGHT.text2), ("down-dark", DARK.text2), ("tick", LIGHT.on_accent)):
        assert f'stroke="{colour}"' in (folder / f"{name}.svg").read_text(encoding="utf-8")


def test_that_every_icon_named_in_the_code_is_drawn() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (Path(theme.__file__).parent).rglob("*.py"))
    named = set(re.findall(r'(?:Picture|icon|icon_button|IconTile)\("([a-z_]+)"', code))
    assert "printer" in named
    for name in named:
        assert icons.outline(name)


def test_that_the_licence_of_the_typeface_lies_beside_it() -> None:
    words = paths.resource("fonts", "Inter-OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in words
    assert {file.stem for file in paths.resource("fonts").glob("Inter-*.ttf")} == {
        "Inter-Regular",
        "Inter-Medium",
        "Inter-SemiBold",
    }


@pytest.mark.parametrize("size", [90, 100, 150])
def test_that_everything_to_click_is_at_least_24_high(qapp: QApplication, qtbot: QtBot, size: int) -> None:
    theme.apply(qapp, "light", size)
    field = Field("Quantity", TextInput("12"))
    for widget in (Button("Save"), Button("Small", small=True), icon_button("pin", "Keep"), field.control):
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert min(widget.sizeHint().height(), widget.sizeHint().width()) >= 24, widget


def test_that_a_focused_button_is_as_large_as_before(qtbot: QtBot) -> None:
    for button in (Button("Save", kind="primary"), Button("Other"), icon_button("pin", "Keep")):
        qtbot.addWidget(button)
        button.show()
        qtbot.waitExposed(button)
        button.clearFocus()
        before = button.sizeHint()
        button.setFocus()
        assert button.sizeHint() == before
