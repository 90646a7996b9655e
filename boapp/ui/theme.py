"""The look of the program: one palette, one typeface, one scale for every window (style 1).

Widgets ask for a colour, a font or a length by name at the moment they draw, so a change of
palette or text size shows at once everywhere.
"""

from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QLoggingCategory, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from boapp import paths
from boapp.ui import tokens as t
from boapp.ui.style_sheet import style_sheet

FAMILY = "Inter"


@dataclass(slots=True)
class _Look:
    """What is shown just now; changed only by `apply`."""

    tokens: t.Tokens = t.LIGHT
    scale: int = 100
    follows_system: bool = False
    colours: dict[str, QColor] = field(default_factory=dict)


_look = _Look()


def apply(app: QApplication, palette: str = "system", text_size: int = 100) -> None:
    """Give the whole program its look; may be called again at any time.

    `palette` is "system" (followed when it changes), "light" or "dark"; `text_size` is percent of the normal size.
    """
    load_typeface()
    _listen_to_system()
    _look.follows_system = palette == "system"
    dark = palette == "dark" or (palette == "system" and _system_is_dark())
    _look.tokens = t.DARK if dark else t.LIGHT
    _look.scale = text_size
    _look.colours.clear()
    hints = QGuiApplication.styleHints()
    if palette == "system":
        hints.unsetColorScheme()
    else:
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
    wanted = style_sheet(_look.tokens, px, paths.resource("icons", "controls"), dark=dark)
    if app.styleSheet() == wanted:
        return
    if not app.styleSheet():
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(_palette())
    app.setFont(font())
    app.setStyleSheet(wanted)


def tokens() -> t.Tokens:
    """The colours in use."""
    return _look.tokens


def is_dark() -> bool:
    """Whether the dark palette is in use."""
    return _look.tokens is t.DARK


def text_size() -> int:
    """The text size in use, percent."""
    return _look.scale


def color(name: str) -> QColor:
    """A colour by its token, as `color("text2")`. Do not change what you get."""
    found = _look.colours.get(name)
    if found is None:
        found = _look.colours[name] = QColor(getattr(_look.tokens, name))
    return found


def px(length: float) -> int:
    """A length of the design in pixels at this desk's text size."""
    return round(length * _look.scale / 100)


def font(
    size: int = t.BODY, weight: int = t.REGULAR, *, tabular: bool = False, struck: bool = False
) -> QFont:
    """The typeface at a design size and weight; `tabular` for figures in columns."""
    return _font(px(size), weight, tabular, struck)


@cache
def load_typeface() -> None:
    """Make the bundled typeface known; other scripts come from the system's fonts."""
    # Qt warns each time a script, as Devanagari, has to come from the next font; that is as we want it.
    QLoggingCategory.setFilterRules("qt.text.font.db=false")
    for weight in ("Regular", "Medium", "SemiBold"):
        QFontDatabase.addApplicationFont(str(paths.resource("fonts", f"Inter-{weight}.ttf")))


@cache
def _font(pixels: int, weight: int, tabular: bool, struck: bool) -> QFont:
    made = QFont(FAMILY)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    made.setStrikeOut(struck)
    return made


@cache
def _listen_to_system() -> None:
    QGuiApplication.styleHints().colorSchemeChanged.connect(_on_system_changed)


def _on_system_changed() -> None:
    """The system went dark or light: follow, unless the desk chose for itself."""
    app = QApplication.instance()
    if _look.follows_system and isinstance(app, QApplication):
        apply(app, "system", _look.scale)


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _palette() -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "header"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "on_accent"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Accent, "accent"),
        (role.PlaceholderText, "text3"),
        (role.ToolTipBase, "tip"),
        (role.ToolTipText, "tip_text"),
        (role.Link, "accent_text"),
        (role.LinkVisited, "accent_text"),
        (role.Light, "raised"),
        (role.Midlight, "hover"),
        (role.Mid, "line"),
        (role.Dark, "control"),
        (role.Shadow, "control"),
    ):
        palette.setColor(target, color(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, color("text3"))
    return palette
