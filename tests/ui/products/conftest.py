"""The window over the sample shop."""

from tests.ui.counter_window import counter

__all__ = ["counter"]
