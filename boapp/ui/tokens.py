"""The colours and measures of the program's look, light and dark (style 1)."""

from dataclasses import dataclass

# Type, in pixels at 96 dpi and 100 % text size.
CAPTION, BODY, SECTION, TITLE, FIGURE = 12, 13, 15, 22, 28
REGULAR, MEDIUM, SEMIBOLD = 400, 500, 600

# Space: a grid of 8, 4 inside.
PAGE_MARGIN, GAP, CARD_PADDING, TIGHT, GRID = 24, 16, 16, 4, 8

# Corner radii.
BOX_RADIUS, CONTROL_RADIUS, CARD_RADIUS = 4, 6, 8

# Heights and widths.
CONTROL, SMALL_CONTROL, TARGET = 32, 28, 24
NAV_ITEM, TOP_BAR, STATUS_BAR = 36, 48, 28
LIST_ROW, MATRIX_ROW, TWO_LINE_ROW, TABLE_HEAD = 28, 40, 44, 32
CHIP, BADGE, BAR = 26, 22, 8
SIDEBAR, RAIL, RAIL_BELOW = 200, 56, 1200
SMALL_ICON, ICON, LARGE_ICON = 14, 16, 20


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour by what it is for; two sets of them exist and nothing else has a colour."""

    window: str
    sidebar: str
    surface: str
    raised: str
    header: str
    hover: str
    selected: str
    line: str
    edge: str
    control: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    focus: str
    here: str
    on_here: str
    here_text: str
    here_tint: str
    coming_line: str
    coming_fill: str
    coming_tint: str
    warn_line: str
    warn_text: str
    warn_tint: str
    bad_line: str
    bad_text: str
    bad_tint: str
    track: str
    tip: str
    tip_text: str
    tip_text2: str
    glow: str


LIGHT = Tokens(
    window="#F6F4F0", sidebar="#ECE9E2", surface="#FFFFFF", raised="#FFFFFF",
    header="#FAF8F5", hover="#F3F0EA", selected="#E6EDFA",
    line="#E4E0D8", edge="#CDC7BB", control="#87837A",
    text="#1E2126", text2="#555962", text3="#61656D",
    accent="#2B54A6", accent_hover="#234791", on_accent="#FFFFFF", accent_text="#234A94", focus="#2B54A6",
    here="#1F7049", on_here="#FFFFFF", here_text="#185C3B", here_tint="#E1F1E8",
    coming_line="#4F75C3", coming_fill="#B4C8F0", coming_tint="#EDF2FC",
    warn_line="#B07A12", warn_text="#744A00", warn_tint="#FBF1DB",
    bad_line="#B8493A", bad_text="#9A2E20", bad_tint="#FBEAE6",
    track="#E4E0D8", tip="#23262C", tip_text="#F4F2EE", tip_text2="#C4C5C8", glow="#F0BE55",
)  # fmt: skip

DARK = Tokens(
    window="#16181C", sidebar="#111316", surface="#1D2025", raised="#262A31",
    header="#22252B", hover="#2A2E35", selected="#263450",
    line="#32363E", edge="#4A4F59", control="#7F858F",
    text="#ECEAE6", text2="#B6B8BC", text3="#A0A3A9",
    accent="#3F69C4", accent_hover="#3860BA", on_accent="#FFFFFF", accent_text="#A3C0FA", focus="#8FB0F5",
    here="#57B488", on_here="#0B1C13", here_text="#7FD1A5", here_tint="#1A3428",
    coming_line="#7C9FEA", coming_fill="#3B5286", coming_tint="#222C40",
    warn_line="#D9A441", warn_text="#EBC171", warn_tint="#372C17",
    bad_line="#D9705F", bad_text="#F4A093", bad_tint="#3B2320",
    track="#3A3F48", tip="#E9E6DF", tip_text="#1E2126", tip_text2="#51555D", glow="#F0BE55",
)  # fmt: skip

# What a badge, banner or second line may say by its colour: tint, then ink on it.
TONES = {
    "plain": ("hover", "text2"),
    "here": ("here_tint", "here_text"),
    "coming": ("coming_tint", "accent_text"),
    "accent": ("selected", "accent_text"),
    "warn": ("warn_tint", "warn_text"),
    "bad": ("bad_tint", "bad_text"),
}


def contrast(ink: str, ground: str) -> float:
    """How well one colour stands out on another, 1 to 21 (WCAG 2 contrast ratio)."""
    lighter, darker = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.03928 else float(((channel + 0.055) / 1.055) ** 2.4)
