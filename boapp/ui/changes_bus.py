"""Tells the open pages that something has changed, so that each reads again what is its own."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal


class ChangesBus(QObject):
    """One per window. Topics are the words of the services' changes ("stock", "orders", …)."""

    changed = Signal(object, object)

    def tell(self, topics: Iterable[str], initiator: QObject | None = None) -> None:
        """Say what kinds of thing have changed; who did it need not read again what it knows."""
        told = frozenset(topics)
        if told:
            self.changed.emit(told, initiator)
