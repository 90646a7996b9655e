"""A block of reading or writing, as storage hands it to services."""

from sqlalchemy import Connection


class Transaction:
    """A block in which everything read is one snapshot and everything written counts as one.

    Services pass it on and never look inside; only storage uses its `connection`.
    `reserved_keys`: the last key given out per table in this block (numbering.new_keys).
    """

    __slots__ = ("connection", "reserved_keys", "writable")

    def __init__(self, connection: Connection, *, writable: bool) -> None:
        self.connection = connection
        self.writable = writable
        self.reserved_keys: dict[str, int] = {}

    @property
    def on_sqlite(self) -> bool:
        """Whether the shop is a file; for the few statements the two databases word differently."""
        return self.connection.dialect.name == "sqlite"
