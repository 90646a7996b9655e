"""Where things stand on the paper: one frozen value per kind of envelope.

Millimetres from the top left of the sheet; sizes in points. Sources: letters 1, notices 5. A layout is data;
the drawing code is the same for all of them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle on the paper, in millimetres from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies in it, edges included."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class AddressField:
    """Where the address stands: always visible in `window`, whatever the slack of the paper.

    `lowest` is how far down the ink may reach; `slide` = the block moves up from `top` to `highest` before
    it fails (US #10). `return_baseline` None: the return address stands on the envelope.
    """

    window: Zone
    left: float
    top: float
    highest: float
    lowest: float
    right: float
    size: float
    pitch: float
    lines: int
    return_baseline: float | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The geometry of one kind of letter paper and envelope.

    Nothing but address and return line prints in `keep_clear`: a sheet that slides may show all of it.
    """

    name: str
    width: float
    height: float
    left: float
    right: float
    head_rule: float
    head_baseline: float
    address: AddressField
    keep_clear: Zone
    facts_left: float
    facts_right: float
    facts_baseline: float
    body_top: float
    folds: tuple[float, ...]
    cut: float
    hole: float | None = None


DIN_B = Layout(
    name="DIN 5008 B",
    width=210.0,
    height=297.0,
    left=25.0,
    right=190.0,
    head_rule=30.5,
    head_baseline=25.2,
    address=AddressField(
        window=Zone(20.0, 54.0, 91.0, 90.0),
        left=25.0,
        top=63.2,
        highest=63.2,
        lowest=90.0,
        right=91.0,
        size=10.5,
        pitch=12.6,
        lines=6,
        return_baseline=60.6,
    ),
    keep_clear=Zone(1.0, 45.0, 110.0, 99.0),
    facts_left=125.0,
    facts_right=200.0,
    facts_baseline=53.0,
    body_top=99.4,
    folds=(105.0, 210.0),
    cut=210.0,
    hole=148.5,
)

DIN_A = Layout(
    name="DIN 5008 A",
    width=210.0,
    height=297.0,
    left=25.0,
    right=190.0,
    head_rule=21.5,
    head_baseline=18.0,
    address=AddressField(
        window=Zone(20.0, 36.0, 91.0, 72.0),
        left=25.0,
        top=45.2,
        highest=45.2,
        lowest=72.0,
        right=91.0,
        size=10.5,
        pitch=12.6,
        lines=6,
        return_baseline=42.6,
    ),
    keep_clear=Zone(1.0, 27.0, 110.0, 81.0),
    facts_left=125.0,
    facts_right=200.0,
    facts_baseline=35.0,
    body_top=84.0,
    folds=(87.0, 192.0),
    cut=210.0,
    hole=148.5,
)

US_10 = Layout(
    name="US #10",
    width=215.9,
    height=279.4,
    left=25.6,
    right=190.3,
    head_rule=30.5,
    head_baseline=25.2,
    address=AddressField(
        window=Zone(22.2, 63.5, 111.1, 80.4),
        left=25.6,
        top=66.8,
        highest=63.7,
        lowest=80.25,
        right=107.9,
        size=10.0,
        pitch=11.0,
        lines=4,
    ),
    keep_clear=Zone(0.0, 51.8, 136.5, 92.1),
    facts_left=140.0,
    facts_right=203.0,
    facts_baseline=46.0,
    body_top=93.4,
    folds=(100.0, 200.0),
    cut=200.0,
)

# By the code that the shop's settings know.
LAYOUTS = {"din_5008_a": DIN_A, "din_5008_b": DIN_B, "us_10": US_10}
