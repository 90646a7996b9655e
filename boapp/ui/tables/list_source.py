"""Where the lists of the shop read from: windows of a service's list, by key as far as is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from boapp.storage.lists.pages import ListQuery, Page
from boapp.ui.tables.column import Row
from boapp.ui.tables.models import PageRequest


@dataclass(frozen=True, slots=True)
class ListSource(Generic[Row]):
    """A service's list as a long table reads it; asked on the database's thread alone.

    `read` reads one window, `words` is what is typed to filter, `usual` the order when no
    column is chosen, with whether it is descending.
    """

    read: Callable[[ListQuery], Page[Row]]
    words: str = ""
    usual: tuple[str, bool] = ("", False)
    _ends: dict[tuple[str, bool, int], tuple[Any, ...] | None] = field(default_factory=dict, init=False)

    def count(self) -> int:
        """How many rows there are."""
        return self.read(ListQuery(words=self.words, limit=1)).total

    def page(self, request: PageRequest[Any]) -> Sequence[Row]:
        """The rows of one page: read on from the page before, or counted off when jumped to."""
        order, descending = (request.order, request.descending) if request.order else self.usual
        end = self._ends.get((order, descending, request.first))
        query = ListQuery(
            words=self.words,
            sort=order,
            descending=descending,
            after=end,
            limit=request.limit,
            skip=0 if end is not None else request.first,
        )
        page = self.read(query)
        self._ends[order, descending, request.first + request.limit] = page.last
        return page.rows
