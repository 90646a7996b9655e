"""Every page of the program in both palettes, on a small and a large screen, to be looked at."""

from collections.abc import Callable, Hashable, Iterator
from pathlib import Path

from boapp.services.overviews import read_waiting
from boapp.ui.tour.player import Player

PALETTES = ("light", "dark")
SIZES = ((1024, 768), (1440, 900))


def show_every_page(out: Path) -> Iterator[str]:
    """Keep a picture of each page, card and state; says which."""
    for palette in PALETTES:
        for size in SIZES:
            name = f"{palette}-{size[0]}x{size[1]}"
            with Player(out, palette=palette, size=size, demo=False) as player:
                player.keep(out / f"welcome-{name}.png")
            yield f"welcome-{name}.png"
            with Player(out, palette=palette, size=size) as player:
                for page, subject, then in _places(player):
                    player.window.go(page, subject)
                    player.settle()
                    title = then(player)
                    player.settle()
                    file = f"{title or page}-{name}.png"
                    player.keep(out / file)
                    yield file


def _places(player: Player) -> Iterator[tuple[str, Hashable, Callable[[Player], str]]]:
    """Each page of the sidebar, each card on something of the sample shop, and the suggestion."""
    waiting = read_waiting(player.shop).groups
    lantern = next((group.key for group in waiting if group.code == "LAN-0042"), waiting[0].key)
    for key in player.window.sidebar.buttons:
        yield key, None, _as_it_is
    yield "backorders", None, _suggested
    for page, subject in (
        ("decide", lantern),
        ("product", lantern),
        ("order", "SO-1182"),
        ("purchase", "PO-2041"),
    ):
        yield page, subject, _as_it_is


def _as_it_is(_player: Player) -> str:
    return ""


def _suggested(player: Player) -> str:
    player.click("Suggest for all")
    return "suggestion"
