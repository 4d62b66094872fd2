"""What changed, told to the pages that show it: this window's changes at once, others' by asking now and then."""

from collections.abc import Callable, Iterable
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from csops.ui.kit.tasks import Lane, Progress, Tasks

POLL_EVERY_MS = 500
SLOWEST_MS = 4000
"""So seldom a server that is away is asked at last: each time it is waited for."""
Kinds = frozenset[Enum]


class Live(QObject):
    """The one signal about data.

    Signals:
        changed(object): a frozenset of kinds of record that changed, sent after they were stored.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: Tasks | None = None
        self._ask: Callable[[Progress], Iterable[Enum]] | None = None
        self._is_asking = False
        self._every_ms = POLL_EVERY_MS
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._poll)

    def tell(self, kinds: Iterable[Enum]) -> None:
        """Tell every page that records of these kinds changed; nothing is sent for none."""
        touched = frozenset(kinds)
        if touched:
            self.changed.emit(touched)

    def watch(self, tasks: Tasks, ask: Callable[[Progress], Iterable[Enum]], *, every_ms: int = POLL_EVERY_MS) -> None:
        """Ask in the read lane, again and again, which kinds others have changed since the last answer."""
        self._tasks, self._ask, self._every_ms = tasks, ask, every_ms
        self._timer.start(every_ms)

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def _poll(self) -> None:
        if self._is_asking or self._tasks is None or self._ask is None:
            return  # a slow server is asked once at a time, never queued up on
        self._is_asking = True
        self._tasks.run(Lane.READS, self._ask, then=self._answered, failed=self._failed)

    def _answered(self, kinds: Iterable[Enum]) -> None:
        self._is_asking = False
        if self._timer.interval() != self._every_ms:
            self._timer.setInterval(self._every_ms)
        self.tell(kinds)

    def _failed(self, _error: Exception) -> None:
        # Asked again, later each time; a server that stays away is reported by the reads that a person waits for.
        self._is_asking = False
        self._timer.setInterval(min(2 * self._timer.interval(), max(SLOWEST_MS, self._every_ms)))


class Refresher(QObject):
    """Calls a page's refresh when a kind that it shows changed: at once if visible, otherwise when shown."""

    def __init__(self, page: QWidget, live: Live, kinds: Iterable[Enum], refresh: Callable[[], None]) -> None:
        super().__init__(page)
        self._page = page
        self._kinds = frozenset(kinds)
        self._refresh = refresh
        self.is_due = False
        page.installEventFilter(self)
        live.changed.connect(self._changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override of Qt: a page that comes into view catches up."""
        if event.type() == QEvent.Type.Show and self.is_due:
            self._catch_up()
        return super().eventFilter(watched, event)

    def ask(self) -> None:
        """Refresh now if the page is visible, otherwise when it is shown."""
        self.is_due = True
        if self._page.isVisible():
            self._catch_up()

    def _changed(self, kinds: Kinds) -> None:
        if kinds & self._kinds:
            self.ask()

    def _catch_up(self) -> None:
        self.is_due = False
        self._refresh()
