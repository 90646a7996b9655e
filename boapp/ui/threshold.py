"""What is asked for before the shop is open waits here, and is done then, in order."""

from collections.abc import Callable


class Threshold:
    """The step between a window that is seen already and its shop."""

    def __init__(self) -> None:
        self._is_open = False
        self._waiting: list[Callable[[], None]] = []

    def when_open(self, act: Callable[[], None]) -> None:
        """Do it now when the shop is open, else as soon as it is."""
        if self._is_open:
            act()
        else:
            self._waiting.append(act)

    def open(self) -> None:
        """The shop is open: do all that waited."""
        self._is_open = True
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def forget(self) -> None:
        """The shop could not be opened: nothing waits any more."""
        self._waiting.clear()
