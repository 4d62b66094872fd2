"""Messages and earlier contacts as one stop of Tab: the arrows go through them, and Tab comes back to the last one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
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
        for item in self._items:
            item.installEventFilter(self)
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
            self._items[place].setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(self._items[place])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: where the focus came, Tab stops from now on."""
        if event.type() == QEvent.Type.FocusIn and self.__dict__ and watched in self._items:
            self._at = self._items.index(watched)
            self._show_stop()
            self.place.order(self._items[self._at : self._at + 1])
        return False

    def _show_stop(self) -> None:
        for place, item in enumerate(self._items):
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if place == self._at else Qt.FocusPolicy.ClickFocus)
