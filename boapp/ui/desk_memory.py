"""What a desk remembers from one day to the next, changed while the window is open: colours, text, shop."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from boapp.errors import ShopError
from boapp.settings import LARGEST_TEXT, SMALLEST_TEXT, DeskSettings, save_settings
from boapp.ui import messages, theme


class DeskMemory(QObject):
    """This desk's settings as they are now; each change is kept for the next start at once."""

    look_changed = Signal()

    def __init__(self, settings: DeskSettings, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.settings = settings

    def keep(self, settings: DeskSettings) -> None:
        """Remember something else; when it cannot be written that is said, and holds until closing."""
        self.settings = settings
        try:
            save_settings(settings)
        except ShopError as error:
            messages.show_error(self._window, error)

    def change_look(self, *, palette: str | None = None, larger_by: int = 0) -> None:
        """Change this desk's colours or text size, now and for the next start."""
        now = self.settings
        size = min(max(now.text_size + larger_by, SMALLEST_TEXT), LARGEST_TEXT)
        changed = replace(now, palette=palette or now.palette, text_size=size)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, changed.palette, size)
        self.look_changed.emit()
        self.keep(changed)
