"""What flashes up as a window of its own, and takes the focus away."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from csops.ui.contacts.solved_menu import SolvedMenu
from csops.ui.main_window import MainWindow


class Flashes(QObject):
    """Notes what is shown as a window of its own: a part that has no parent yet would be, and take the focus away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: note it."""
        is_window = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_window and not isinstance(watched, MainWindow | SolvedMenu) and not _is_list(watched):
            self.seen.append(f"{type(watched).__name__} {watched.property('accessibleName')}")
        return False


@contextmanager
def watched(application: QApplication) -> Iterator[Flashes]:
    """Note what flashes up meanwhile."""
    flashes = Flashes()
    application.installEventFilter(flashes)
    try:
        yield flashes
    finally:
        application.removeEventFilter(flashes)


def _is_list(window: QObject) -> bool:
    """A list that opens below a field: a window by its nature."""
    return bool(window.property("popup")) or isinstance(window.parent(), QComboBox)
