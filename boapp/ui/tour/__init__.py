"""The main job played in the real window by real clicks and keys, with a picture of every step."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from boapp.errors import ShopError


def play(out: Path, *, all_screens: bool = False) -> Iterator[str]:
    """Play the main job, or show every page, in a fresh sample shop; says line by line what was done.

    Pictures and letters go to `out`. Raises ShopError when they cannot be written there.
    """
    from boapp.ui.tour.player import Player, own_home

    _make_folder(out)
    with own_home():
        if all_screens:
            from boapp.ui.tour.screens import show_every_page

            yield from show_every_page(out)
        else:
            from boapp.ui.tour.main_job import play_main_job

            with Player(out) as player:
                yield from play_main_job(player)


def play_from_arguments(words: Sequence[str]) -> int:
    """Run `boapp tour --out FOLDER [--screens]`, without a display; the exit status."""
    parser = argparse.ArgumentParser(
        prog="boapp tour", description="Play the main job and keep pictures of it."
    )
    parser.add_argument(
        "--out", type=Path, default=Path("out") / "tour", help="where pictures and letters go"
    )
    parser.add_argument(
        "--screens", action="store_true", help="every page in both palettes and two sizes instead"
    )
    try:
        given = parser.parse_args(list(words))
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from boapp.ui.logs import hear_qt

    hear_qt()
    try:
        for line in play(given.out, all_screens=given.screens):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    except ShopError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _make_folder(out: Path) -> None:
    """Make the folder and try it, before anything is played."""
    trial = out / ".trial"
    try:
        out.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        reason = f"pictures cannot be written there ({error.strerror}); choose another folder with --out"
        raise ShopError(str(out), reason) from error
