"""What stands above the list of those who wait: ready-made filters, a field to type, the columns."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from boapp.services.waiting_groups import LONG_WAIT_DAYS, WaitingGroup
from boapp.ui import theme
from boapp.ui.widgets.buttons import icon_button
from boapp.ui.widgets.fields import SearchField
from boapp.ui.widgets.filters import FilterRow
from boapp.ui.widgets.layouts import row

FILTERS: Mapping[str, Callable[[WaitingGroup], bool]] = {
    "all": lambda _group: True,
    "here": lambda group: group.here > 0,
    "told": lambda group: group.broken + group.at_risk > 0,
    "nothing": lambda group: group.nothing > 0,
    "long": lambda group: group.longest_days > LONG_WAIT_DAYS,
}
_FIELD_WIDTH = 176


class ListTools(QWidget):
    """Filters with their counts, shorter words in a narrow window."""

    def __init__(self) -> None:
        super().__init__()
        self._long_words = {
            "all": self.tr("All"),
            "here": self.tr("Goods here to give"),
            "told": self.tr("Told date broken or at risk"),
            "nothing": self.tr("Nothing coming"),
            "long": self.tr("Waiting over {} days").format(LONG_WAIT_DAYS),
        }
        self._short_words = self._long_words | {
            "here": self.tr("Here to give"),
            "told": self.tr("Told date"),
            "long": self.tr("Over {} days").format(LONG_WAIT_DAYS),
        }
        self.filters = FilterRow(list(self._long_words.items()), self.tr("Show"))
        self.filter = SearchField(self.tr("Type to filter"))
        self.filter.setFixedWidth(theme.px(_FIELD_WIDTH))
        self.columns_button = icon_button("columns", self.tr("Choose columns"))
        self.setLayout(row(self.filters, None, self.filter, self.columns_button))

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say behind each filter how many rows it would show."""
        self.filters.show_counts(counts)

    def show_narrow(self, *, narrow: bool) -> None:
        """Say the same in fewer words, or in full."""
        self.filters.call(self._short_words if narrow else self._long_words)
