"""How each list was left: column widths, order, which are shown, and what it is sorted by."""

import json
import logging
from dataclasses import asdict, dataclass, field
from pathlib import Path

from boapp import paths
from boapp.errors import ShopError
from boapp.settings import write_whole

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ListLayout:
    """One list as this desk left it; columns by name, widths as design lengths."""

    widths: dict[str, int] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    sorted_by: str = ""
    descending: bool = False


class LayoutStore:
    """Keeps the layout of every list of this desk in one small file."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.config_folder() / "lists.json"
        self._layouts: dict[str, ListLayout] | None = None

    def get(self, name: str) -> ListLayout | None:
        """How a list was left, None when it never was changed."""
        return self._read().get(name)

    def keep(self, name: str, layout: ListLayout) -> None:
        """Keep how a list is left. A full disk costs the layout, not the day's work: it is logged."""
        layouts = self._read()
        if layouts.get(name) == layout:
            return
        layouts[name] = layout
        try:
            write_whole(self._file, json.dumps({key: asdict(value) for key, value in layouts.items()}))
        except ShopError as error:
            log.warning("the layout of the lists is not kept: %s", error)

    def _read(self) -> dict[str, ListLayout]:
        if self._layouts is None:
            try:
                found = json.loads(self._file.read_text(encoding="utf-8"))
                self._layouts = {str(name): _layout(kept) for name, kept in found.items()}
            except FileNotFoundError:
                self._layouts = {}
            except (OSError, ValueError, TypeError, AttributeError):
                log.warning("the layouts in %s cannot be read; lists take their first look", self._file)
                self._layouts = {}
        return self._layouts


def _layout(kept: dict[str, object]) -> ListLayout:
    widths, order, hidden = kept.get("widths", {}), kept.get("order", []), kept.get("hidden", [])
    if not isinstance(widths, dict) or not isinstance(order, list) or not isinstance(hidden, list):
        raise TypeError
    return ListLayout(
        widths={str(name): int(width) for name, width in widths.items()},
        order=tuple(str(name) for name in order),
        hidden=tuple(str(name) for name in hidden),
        sorted_by=str(kept.get("sorted_by", "")),
        descending=bool(kept.get("descending", False)),
    )
