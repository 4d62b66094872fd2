"""The last moment before a window closes, in which something can still be kept."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject


class BeforeClosing(QObject):
    """Does something before the window closes that it watches: afterwards nothing is written any more."""

    def __init__(self, act: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._act = act
        self._window: QObject | None = None

    def watch(self, window: QObject) -> None:
        """Watch this window; to watch it twice is to watch it once."""
        if self._window is not window:
            self._window = window
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: the window is about to close."""
        if event.type() == QEvent.Type.Close:
            self._act()
        return False
