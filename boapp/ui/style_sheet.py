"""The one style sheet: how standard controls look in our colours (style 2)."""

from collections.abc import Callable
from pathlib import Path

from boapp.ui import tokens as t


def style_sheet(look: t.Tokens, px: Callable[[float], int], pictures: Path, *, dark: bool) -> str:
    """The style sheet for one palette and one text size; `px` turns design lengths into pixels."""
    return "\n".join(
        (
            _surfaces(look, px),
            _texts(look, px),
            _buttons(look, px),
            _special_buttons(look, px),
            _fields(look, px, (pictures / f"down-{'dark' if dark else 'light'}.svg").as_posix()),
            _checks(look, px, (pictures / "tick.svg").as_posix()),
            _rest(look, px, edge=look.control if dark else look.line),
        )
    )


def _surfaces(look: t.Tokens, px: Callable[[float], int]) -> str:
    card, control = px(t.CARD_RADIUS), px(t.CONTROL_RADIUS)
    return f"""
* {{ outline: 0; }}
QDialog {{ background: {look.raised}; }}
QDialog[surface="palette"] {{ border: 1px solid {look.control}; }}
QFrame[surface="card"] {{ background: {look.surface}; border: 1px solid {look.line}; border-radius: {card}px; }}
QFrame[surface="soft"] {{ background: {look.header}; border: 1px solid {look.line}; border-radius: {card}px; }}
QFrame[surface="raised"] {{ background: {look.raised}; border: 1px solid {look.edge}; border-radius: {card}px; }}
QFrame[surface="tip"] {{ background: {look.tip}; border: 0; border-radius: {card}px; }}
QFrame[surface="warn"] {{ background: {look.warn_tint}; border: 1px solid {look.warn_line};
    border-radius: {card}px; }}
QFrame[surface="bad"] {{ background: {look.bad_tint}; border: 1px solid {look.bad_line};
    border-radius: {card}px; }}
QFrame[surface="note"] {{ background: {look.selected}; border: 1px solid {look.coming_line};
    border-radius: {card}px; }}
QFrame[surface="here"] {{ background: {look.here_tint}; border: 1px solid {look.here};
    border-radius: {card}px; }}
QFrame[surface="sidebar"] {{ background: {look.sidebar}; border: 0; border-right: 1px solid {look.line}; }}
QFrame[surface="status"] {{ background: {look.sidebar}; border: 0; border-top: 1px solid {look.line}; }}
QFrame[surface="foot"] {{ background: {look.header}; border: 0; border-top: 1px solid {look.line};
    border-bottom-left-radius: {card}px; border-bottom-right-radius: {card}px; }}
QFrame[surface="page-head"] {{ background: transparent; border: 0; border-bottom: 1px solid {look.line}; }}
QFrame[surface="beside"] {{ background: transparent; border: 0; border-left: 1px solid {look.line}; }}
QScrollArea[surface="desk"], QScrollArea[surface="desk"] > QWidget > QWidget {{
    background: {look.track if look.window > "#80" else look.header}; border: 0; }}
QFrame[surface="divider"] {{ background: {look.line}; border: 0; }}
QLabel[surface="key"], QLabel[surface="key-on-tip"] {{ border-radius: {px(t.BOX_RADIUS)}px;
    padding: 0 {px(5)}px; min-height: {px(18)}px; max-height: {px(18)}px;
    font-size: {px(t.CAPTION)}px; font-weight: {t.MEDIUM}; }}
QLabel[surface="key"] {{ background: {look.surface}; color: {look.text2}; border: 1px solid {look.line}; }}
QLabel[surface="key-on-tip"] {{ color: {look.tip_text}; border: 1px solid {look.tip_text2}; }}
QLabel[surface="tile"] {{ border-radius: {control}px; }}
"""


def _texts(look: t.Tokens, px: Callable[[float], int]) -> str:
    sizes = {"caption": t.CAPTION, "body": t.BODY, "section": t.SECTION, "title": t.TITLE, "figure": t.FIGURE}
    inks = ("text", "text2", "text3", "accent_text", "here_text", "warn_text", "bad_text")
    rules = [f'Text[level="{name}"] {{ font-size: {px(size)}px; }}' for name, size in sizes.items()]
    rules += [
        f'Text[ink="{ink}"] {{ color: {getattr(look, ink)}; }}' for ink in (*inks, "tip_text", "tip_text2")
    ]
    rules += [
        f'Text[weight="{weight}"] {{ font-weight: {weight}; }}'
        for weight in (t.REGULAR, t.MEDIUM, t.SEMIBOLD)
    ]
    return "QLabel { background: transparent; }\n" + "\n".join(rules)


def _buttons(look: t.Tokens, px: Callable[[float], int]) -> str:
    high, radius = px(t.CONTROL) - 2, px(t.CONTROL_RADIUS)
    return f"""
QPushButton {{ background: {look.surface}; color: {look.text}; border: 1px solid {look.edge};
    border-radius: {radius}px; padding: 0 {px(12)}px; min-height: {high}px; font-weight: {t.MEDIUM}; }}
QPushButton:hover {{ background: {look.hover}; }}
QPushButton:pressed {{ background: {look.selected}; }}
QPushButton:focus {{ border: 2px solid {look.focus}; padding: 0 {px(12) - 1}px; min-height: {high - 2}px; }}
QPushButton:disabled {{ color: {look.text3}; border-color: {look.line}; background: transparent; }}
QPushButton[kind="primary"] {{ background: {look.accent}; color: {look.on_accent};
    border: 1px solid {look.accent}; padding: 0 {px(16)}px; font-weight: {t.SEMIBOLD}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {look.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {look.focus}; padding: 0 {px(16) - 1}px; }}
QPushButton[kind="primary"]:disabled {{ background: {look.track}; color: {look.text2};
    border-color: {look.track}; }}
QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent;
    color: {look.accent_text}; padding: 0 {px(8)}px; }}
QPushButton[kind="quiet"]:hover {{ background: {look.hover}; }}
QPushButton[kind="quiet"]:focus {{ border: 2px solid {look.focus}; padding: 0 {px(8) - 1}px; }}
QPushButton[kind="quiet"]:disabled {{ color: {look.text3}; }}
QPushButton[kind="icon"] {{ padding: 0; min-width: {px(34)}px; max-width: {px(34)}px; }}
QPushButton[kind="bare"] {{ background: transparent; border: 1px solid transparent; padding: 0;
    min-width: {high}px; max-width: {high}px; }}
QPushButton[kind="bare"]:hover {{ background: {look.hover}; }}
QPushButton[kind="icon"]:focus, QPushButton[kind="bare"]:focus {{ border: 2px solid {look.focus};
    padding: 0; margin: 0; }}
QPushButton[kind="icon"]:focus {{ min-width: {px(34) - 2}px; max-width: {px(34) - 2}px; }}
QPushButton[kind="bare"]:focus {{ min-width: {high - 2}px; max-width: {high - 2}px; }}
"""


def _special_buttons(look: t.Tokens, px: Callable[[float], int]) -> str:
    small = px(t.SMALL_CONTROL) - 2
    return f"""
QPushButton[kind="crumb"] {{ background: transparent; border: 1px solid transparent; color: {look.text2};
    padding: 0 {px(4)}px; font-weight: {t.REGULAR}; min-height: {small}px; }}
QPushButton[kind="crumb"]:hover {{ color: {look.accent_text}; }}
QPushButton[kind="crumb"]:focus {{ border: 2px solid {look.focus}; padding: 0 {px(4) - 1}px;
    min-height: {small - 2}px; }}
QPushButton[kind="find"] {{ text-align: left; color: {look.text3}; border: 1px solid {look.control};
    font-weight: {t.REGULAR}; padding: 0 {px(10)}px; }}
QPushButton[kind="find"]:focus {{ border: 2px solid {look.focus}; padding: 0 {px(10) - 1}px; }}
QPushButton[kind="on-tip"] {{ background: transparent; border: 1px solid {look.tip_text2};
    color: {look.tip_text}; }}
QPushButton[kind="on-tip"]:focus {{ border: 2px solid {look.tip_text}; }}
QPushButton[small="true"] {{ min-height: {small}px; padding: 0 {px(10)}px; }}
QPushButton[small="true"]:focus {{ min-height: {small - 2}px; padding: 0 {px(10) - 1}px; }}
QPushButton[kind="filter"] {{ border-radius: {(px(t.SMALL_CONTROL) + 2) // 2}px; padding: 0 {px(12)}px;
    min-height: {px(t.SMALL_CONTROL)}px; }}
QPushButton[kind="filter"]:focus {{ padding: 0 {px(12) - 1}px; min-height: {px(t.SMALL_CONTROL) - 2}px; }}
QPushButton[kind="filter"]:checked {{ background: {look.selected}; color: {look.accent_text};
    border-color: {look.coming_line}; font-weight: {t.SEMIBOLD}; }}
QPushButton[kind="segment"]:checked {{ background: {look.selected}; color: {look.accent_text};
    font-weight: {t.SEMIBOLD}; }}
QPushButton[place="first"] {{ border-top-right-radius: 0; border-bottom-right-radius: 0; border-right: 0; }}
QPushButton[place="middle"] {{ border-radius: 0; border-right: 0; }}
QPushButton[place="last"] {{ border-top-left-radius: 0; border-bottom-left-radius: 0; }}
QPushButton[place="first"]:focus, QPushButton[place="middle"]:focus {{ border-right: 2px solid {look.focus}; }}
"""


def _fields(look: t.Tokens, px: Callable[[float], int], arrow: str) -> str:
    high = px(t.CONTROL) - 2
    kinds = ("QLineEdit", "QComboBox", "QAbstractSpinBox", "QPlainTextEdit")
    return f"""
{", ".join(kinds)} {{ background: {look.surface}; color: {look.text}; border: 1px solid {look.control};
    border-radius: {px(t.CONTROL_RADIUS)}px; padding: 0 {px(8)}px; min-height: {high}px;
    selection-background-color: {look.accent}; selection-color: {look.on_accent}; }}
QPlainTextEdit {{ padding: {px(4)}px; }}
{", ".join(f"{kind}:focus" for kind in kinds)} {{ border: 2px solid {look.focus};
    padding: 0 {px(8) - 1}px; min-height: {high - 2}px; }}
{", ".join(f'{kind}[wrong="true"]' for kind in kinds)} {{ border: 2px solid {look.bad_line};
    padding: 0 {px(8) - 1}px; min-height: {high - 2}px; }}
{", ".join(f"{kind}:disabled" for kind in kinds)} {{ background: {look.header}; color: {look.text2};
    border: 1px solid {look.line}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: 0; }}
QComboBox {{ font-weight: {t.MEDIUM}; }}
QComboBox::drop-down {{ border: 0; width: {px(28)}px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: {px(t.ICON)}px; height: {px(t.ICON)}px; }}
QComboBox QAbstractItemView {{ background: {look.raised}; color: {look.text}; border: 1px solid {look.edge};
    padding: {px(4)}px; selection-background-color: {look.selected}; selection-color: {look.text}; }}
QComboBox QAbstractItemView::item {{ min-height: {px(t.LIST_ROW)}px; padding: 0 {px(8)}px; }}
"""


def _checks(look: t.Tokens, px: Callable[[float], int], tick: str) -> str:
    box = px(16)
    ring = px(5)
    return f"""
QCheckBox, QRadioButton {{ spacing: {px(8)}px; min-height: {px(t.TARGET)}px; color: {look.text}; }}
QCheckBox::indicator {{ width: {box}px; height: {box}px; border: 1px solid {look.control};
    border-radius: {px(t.BOX_RADIUS)}px; background: {look.surface}; }}
QCheckBox::indicator:checked {{ background: {look.accent}; border-color: {look.accent}; image: url("{tick}"); }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {look.focus}; border-width: 2px; }}
QCheckBox::indicator:focus {{ width: {box - 2}px; height: {box - 2}px; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {look.text3}; }}
QRadioButton::indicator {{ width: {box}px; height: {box}px; border: 1px solid {look.control};
    border-radius: {box // 2 + 1}px; background: {look.surface}; }}
QRadioButton::indicator:focus {{ width: {box - 2}px; height: {box - 2}px; }}
QRadioButton::indicator:checked, QRadioButton::indicator:checked:focus {{ background: {look.on_accent};
    border: {ring}px solid {look.accent}; width: {box + 2 - 2 * ring}px; height: {box + 2 - 2 * ring}px; }}
"""


def _rest(look: t.Tokens, px: Callable[[float], int], *, edge: str) -> str:
    return f"""
QToolTip {{ background: {look.tip}; color: {look.tip_text}; border: 0; padding: {px(8)}px; }}
QTableView, QListView, QTreeView {{ background: {look.surface}; color: {look.text}; border: 0;
    selection-background-color: {look.selected}; selection-color: {look.text}; }}
QHeaderView {{ background: {look.header}; border: 0; }}
QTableView[round="true"], QTableView[round="true"] QHeaderView {{ border-top-left-radius: {px(7)}px;
    border-top-right-radius: {px(7)}px; }}
QDialog QListView {{ background: {look.raised}; }}
QTableCornerButton::section {{ background: {look.header}; border: 0; }}
QMenu {{ background: {look.raised}; color: {look.text}; border: 1px solid {edge}; padding: {px(4)}px; }}
QMenu::item {{ padding: {px(6)}px {px(24)}px {px(6)}px {px(12)}px; border-radius: {px(t.BOX_RADIUS)}px; }}
QMenu::item:selected {{ background: {look.selected}; color: {look.text}; }}
QMenu::item:disabled {{ color: {look.text3}; }}
QMenu::separator {{ height: 1px; background: {look.line}; margin: {px(4)}px {px(8)}px; }}
QProgressBar {{ background: {look.track}; border: 0; border-radius: {px(4)}px; max-height: {px(8)}px; }}
QProgressBar::chunk {{ background: {look.focus}; border-radius: {px(4)}px; }}
QScrollArea {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: 0; }}
QScrollBar::handle {{ background: {look.control}; border-radius: 3px; }}
QScrollBar::handle:vertical {{ margin: 2px 3px; min-height: {px(32)}px; }}
QScrollBar::handle:horizontal {{ margin: 3px 2px; min-width: {px(32)}px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
    width: 0; height: 0; background: none; }}
QAbstractScrollArea::corner {{ background: transparent; border: 0; }}
QSplitter::handle {{ background: transparent; }}
"""
