"""Messages and earlier contacts as one stop of Tab: the arrows go through them, and Tab comes back to the last one."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from csops.ui.kit.stops import Stops


class MessageStops(QObject):
    """Keeps which one of them Tab stops at."""

    def __init__(self, area: QScrollArea, parent: QWidget) -> None:
        super().__init__(parent)
        self._area = area
        self._items: list[QWidget] = []
        self._at = 0
        self.place = Stops(parent)

    def take(self, items: Sequence[QWidget], *, first: QWidget | None) -> None:
        """Go through these, in place of those before, from `first` on."""
        self._items = list(items)
        self._at = self._items.index(first) if first in self._items else 0
        self._show_stop()
        self.place.order(self._items[self._at : self._at + 1])

    def focus(self) -> bool:
        """Give the focus to the one that had it last; return whether there is one."""
        if self._items:
            self._items[self._at].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return bool(self._items)

    def step(self, item: QWidget, by: int) -> None:
        """Go on to the one below (1) or above (-1)."""
        place = self._items.index(item) + by
        if 0 <= place < len(self._items):
            self.go_to(self._items[place])

    def go_to(self, item: QWidget) -> None:
        """Give one of them the focus, and bring it into sight."""
        item.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(item)

    def take_entered(self, item: QWidget) -> None:
        """Take that the focus came to one of them: there Tab stops from now on."""
        if item in self._items:
            self._at = self._items.index(item)
            self._show_stop()
            self.place.order(self._items[self._at : self._at + 1])

    def _show_stop(self) -> None:
        for place, item in enumerate(self._items):
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == self._at else Qt.FocusPolicy.ClickFocus)
