"""Today, from the place being asked for until sentence, follow-ups and open cases are painted, against its SQL alone.

    python -m benchmarks.today hundred.csops [--runs 15]

The database comes from benchmarks.generator; on a copy of it so many follow-ups are due. Ours is the page in the real
widget, made anew each time; the rival asks the same questions of the same file with plain sqlite3 and does nothing with
the answers. Milliseconds of processor time beside those on the wall: others work on this computer too. Target: 100 ms
at 100,000 contacts.
"""

import argparse
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from csops.bootstrap import open_workspace
from csops.domain.questions import Question
from csops.services.cases import case_lines
from csops.services.promises import make_promise
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.live import Live
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from csops.ui.today import page as today_page
from csops.ui.today.page import TodayPage

DUE = 40
_QUESTIONS = (
    "SELECT 1 FROM contacts LIMIT 1",
    (
        "SELECT f.id, f.due_at, f.what, c.title, u.name, m.name FROM follow_ups f JOIN cases c ON c.id = f.case_id "
        "LEFT JOIN customers u ON u.id = c.customer_id LEFT JOIN members m ON m.id = f.owner_id "
        "WHERE f.done_at IS NULL ORDER BY f.due_at, f.id"
    ),
    "SELECT state, owner_id, opened_at FROM cases WHERE state NOT IN ('resolved', 'closed')",
)


@dataclass(frozen=True, kw_only=True)
class Spent:
    """Milliseconds of the processor and on the wall."""

    cpu: float
    wall: float


def measured(act: Callable[[], object]) -> Spent:
    """Do it once."""
    cpu, wall = time.process_time(), time.perf_counter()
    act()
    return Spent(cpu=(time.process_time() - cpu) * 1000, wall=(time.perf_counter() - wall) * 1000)


def until_painted(desk: Desk) -> None:
    """Make and show the page, and wait until the day stands on it."""
    page = TodayPage(desk)
    page.resize(1228, 786)
    page.show()
    _wait(lambda: page.day is not None and bool(page.day.sentence.words()) and not page.day.ages.waiting.isVisible())
    page.repaint()
    page.close()
    page.deleteLater()


def _wait(is_done: Callable[[], bool]) -> None:
    while not is_done():
        # Asleep until something comes: processor time is what the page takes, not what waiting does.
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def ask(connection: sqlite3.Connection) -> None:
    """The questions of the day alone."""
    for question in _QUESTIONS:
        connection.execute(question).fetchall()


def _promise(workspace: Workspace) -> None:
    lines = case_lines(workspace, question=Question(), limit=DUE)
    for line in lines:
        make_promise(workspace, case_id=line.id, what="Refund of €49", due_at=workspace.now())


def main() -> int:
    """Measure both in turn and print the medians."""
    parser = argparse.ArgumentParser(description="Today against its SQL alone")
    parser.add_argument("database", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    today_page.FIGURES_AFTER_MS = 3_600_000  # figures over weeks come once the day can be used: here never
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(shutil.copy(options.database, Path(folder) / "shop.csops"))
        workspace, themes, tasks = open_workspace(place), Themes(application), Tasks()
        themes.choose("light")
        desk = Desk(workspace, themes=themes, tasks=tasks, live=Live())
        _promise(workspace)
        connection = sqlite3.connect(place)
        contacts = connection.execute("SELECT count(*) FROM contacts").fetchone()[0]
        until_painted(desk)  # fonts, icons and the file have been read by now
        ours, theirs = [], []
        for _ in range(options.runs):
            theirs.append(measured(lambda: ask(connection)))
            ours.append(measured(lambda: until_painted(desk)))
        connection.close()
        tasks.shutdown()
        workspace.close()
    print(f"{contacts:,} contacts, {DUE} promises, {options.runs} runs, median milliseconds")
    for name, spent in (("painted", ours), ("SQL alone", theirs)):
        cpu, wall = (statistics.median(getattr(one, part) for one in spent) for part in ("cpu", "wall"))
        print(f"  {name:10} processor {cpu:7.1f}  wall {wall:7.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
