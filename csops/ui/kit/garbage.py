"""Python's cyclic garbage, collected in the window's thread alone."""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


class WindowGarbage(QObject):
    """Takes over from Python, which would collect in whatever thread happens to allocate.

    A widget in a cycle would then be destroyed in a lane, with its timers running in the window: a crash now and then.
    As in Anki and calibre, which met it.
    """

    def __init__(self, parent: QObject, *, rests: Callable[[], bool] = lambda: False) -> None:
        """`rests`: whether to look later, because long work holds so many records that it would take a while."""
        super().__init__(parent)
        self._rests = rests
        self._was_enabled = gc.isenabled()
        gc.disable()
        # Modules and classes stay until the end: without them a full collection takes 25 ms instead of 80, which is
        # what a slider waits when the two meet.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)

    def collect(self) -> None:
        """Collect the generations that Python would collect by now."""
        if self._rests():
            return
        due = [number for number, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
               if count > most]  # fmt: skip
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()
