"""How long somebody worked on a form: only while it is seen and the program is in front."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class Stopwatch(QObject):
    """Counts while its widget is seen in the active window."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget, self._before = widget, 0.0
        self._timer = QElapsedTimer()
        widget.installEventFilter(self)

    def begin(self, seconds: float) -> None:
        """Go on from so many seconds, as they were kept."""
        self._before = seconds
        self._timer.invalidate()
        self._follow()

    def seconds(self) -> float:
        """Return the seconds so far."""
        return self._before + (self._timer.elapsed() / 1000 if self._timer.isValid() else 0.0)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Qt: it is shown or hidden, or another window came to the front."""
        kinds = {
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.WindowActivate,
            QEvent.Type.WindowDeactivate,
        }
        if self.__dict__ and event.type() in kinds:
            self._follow()
        return False

    def _follow(self) -> None:
        runs = self._widget.isVisible() and QApplication.activeWindow() is not None
        if runs and not self._timer.isValid():
            self._timer.start()
        elif not runs and self._timer.isValid():
            self._before = self.seconds()
            self._timer.invalidate()
