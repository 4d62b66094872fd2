"""The table of contacts in a window without a screen, and how long it takes until what is wanted is painted."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from csops.bootstrap import open_workspace
from csops.ui.contacts.table import ContactsTable
from csops.ui.desk import Desk
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Lane, Tasks
from csops.ui.kit.theme import Themes
from csops.ui.preferences import Preferences

BEAT_MS = 2
LONGEST_WAIT_MS = 60_000
QUIET_MS = 20


class TableBench:
    """The real widget on a database. `gaps_ms`: how long the window's thread was busy between two beats."""

    def __init__(self, table: ContactsTable, tasks: Tasks) -> None:
        self.table, self._tasks = table, tasks
        self.gaps_ms: list[float] = []
        self._last_beat = time.perf_counter()
        self._beat = QTimer(interval=BEAT_MS)
        self._beat.timeout.connect(self._beats)
        self._beat.start()

    def until_painted(self, act: Callable[[], object]) -> float:
        """Do something and return the milliseconds until the rows that it asks for are painted."""
        model, loop = self.table.model, QEventLoop()
        guard = QTimer(singleShot=True, interval=LONGEST_WAIT_MS)
        guard.timeout.connect(loop.quit)
        arrived = model.arrived.connect(lambda _first, _last: loop.quit())
        counted = model.counted.connect(lambda total: None if total else loop.quit())
        guard.start()
        start = time.perf_counter()
        act()
        loop.exec()
        self.table.view.viewport().repaint()
        spent_ms = (time.perf_counter() - start) * 1000
        model.arrived.disconnect(arrived)
        model.counted.disconnect(counted)
        if not guard.isActive():
            raise TimeoutError("nothing was painted")
        guard.stop()
        return spent_ms

    def settle(self) -> None:
        """Wait until nothing is asked for any more, as a person does before the next click."""
        self._wait(QUIET_MS)
        while self._tasks.is_busy(Lane.READS) or self._tasks.is_busy(Lane.LONG_READS):
            self._wait(QUIET_MS)

    def _wait(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _beats(self) -> None:
        now = time.perf_counter()
        self.gaps_ms.append((now - self._last_beat) * 1000)
        self._last_beat = now


@contextmanager
def table_on(path: Path) -> Iterator[TableBench]:
    """Open the table of a database as the Contacts place shows it, all contacts in it."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    workspace, themes, tasks = open_workspace(path), Themes(application), Tasks()
    themes.choose("light")
    desk = Desk(workspace, themes=themes, tasks=tasks, live=Live())
    table = ContactsTable(desk, Preferences(None))
    table.resize(1228, 786)
    bench = TableBench(table, tasks)
    try:
        bench.until_painted(table.show)
        bench.settle()
        bench.until_painted(lambda: table.filters.choose("period", ()))
        bench.settle()
        yield bench
    finally:
        tasks.shutdown()
        workspace.close()


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    return sorted(values)[min(len(values) - 1, round(len(values) * 0.95))]
