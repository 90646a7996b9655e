"""Where everything meets: arguments, logging, shop, window."""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Open the window when called alone or with `open`; else run a command. Returns the exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] == "open":
        from boapp.ui.start import open_from_arguments

        return open_from_arguments(words[1:])
    if words[0] == "tour":
        from boapp.ui.tour import play_from_arguments

        return play_from_arguments(words[1:])
    from boapp.cli import run

    return run(words)
