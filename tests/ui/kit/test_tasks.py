"""Background work: lanes, order, progress, cancelling, superseding, shutting down."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from csops.domain.errors import Cancelled
from csops.ui.kit.tasks import Job, Lane, Progress, Task, Tasks
from csops.ui.kit.worker_process import Stopped


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    lanes = Tasks()
    yield lanes
    lanes.shutdown()


class Page(QObject):
    """Notes what it was given, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.threads: list[QThread] = []

    def take(self, result: object) -> None:
        self.got.append(result)
        self.threads.append(QThread.currentThread())


def test_work_runs_outside_the_window_and_its_result_comes_back_to_it(tasks: Tasks, qtbot: QtBot) -> None:
    page = Page()
    tasks.run(Lane.READS, lambda _p: threading.current_thread().name, then=page.take)
    qtbot.waitUntil(lambda: bool(page.got))
    assert page.got == ["csops reads"]
    assert page.threads == [page.thread()]


def test_a_result_never_arrives_in_the_middle_of_its_caller(tasks: Tasks, qtbot: QtBot) -> None:
    page, ran = Page(), threading.Event()
    tasks.run(Lane.READS, lambda _p: ran.set(), then=page.take)
    assert ran.wait(5)
    assert page.got == []
    qtbot.waitUntil(lambda: page.got == [None])


def test_writes_run_in_the_order_in_which_they_were_asked(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[int] = []
    page = Page()
    for number in range(20):
        tasks.run(Lane.WRITES, partial(_note, done, number), then=page.take)
    qtbot.waitUntil(lambda: len(page.got) == 20)
    assert done == list(range(20))


def test_a_long_read_does_not_hold_up_a_short_one(tasks: Tasks, qtbot: QtBot) -> None:
    page, release = Page(), threading.Event()
    tasks.run(Lane.LONG_READS, lambda _p: release.wait(5), then=page.take)
    tasks.run(Lane.READS, lambda _p: "short", then=page.take)
    qtbot.waitUntil(lambda: page.got == ["short"])
    release.set()
    qtbot.waitUntil(lambda: page.got == ["short", True])


def test_a_newer_search_supersedes_the_ones_that_run_and_wait(tasks: Tasks, qtbot: QtBot) -> None:
    page, release = Page(), threading.Event()
    for text in ("j", "jo", "jonas"):
        tasks.run(Lane.READS, partial(_after, release, text), then=page.take, key="search")
    release.set()
    tasks.run(Lane.READS, lambda _p: "end", then=page.take)
    qtbot.waitUntil(lambda: "end" in page.got)
    assert page.got == ["jonas", "end"]


def test_cancelled_work_stops_at_its_next_report_and_calls_nobody(tasks: Tasks, qtbot: QtBot) -> None:
    page, stopped = Page(), threading.Event()
    task = tasks.run(Lane.LONG_READS, partial(_until_stopped, stopped), then=page.take, failed=page.take)
    task.cancel()
    assert stopped.wait(5) or task.is_cancelled
    tasks.run(Lane.LONG_READS, lambda _p: "end", then=page.take)
    qtbot.waitUntil(lambda: page.got == ["end"])


def test_progress_reaches_the_foot_and_the_foot_is_cleared_at_the_end(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[float, str] | None] = []

    def note(task: Task | None) -> None:
        seen.append(None if task is None else (task.share, task.words))

    tasks.running.connect(note)
    tasks.run(Lane.LONG_READS, lambda p: p(1.0, "428 of 428 rows"), job=Job(words="Exporting contacts"))
    qtbot.waitUntil(lambda: None in seen)
    assert seen == [(0.0, "Exporting contacts"), (1.0, "428 of 428 rows"), None]


def test_an_error_goes_to_its_own_handler(tasks: Tasks, qtbot: QtBot) -> None:
    page = Page()
    tasks.run(Lane.READS, _divide_by_zero, failed=page.take)
    qtbot.waitUntil(lambda: bool(page.got))
    assert isinstance(page.got[0], ZeroDivisionError)


def test_an_error_that_nobody_takes_is_announced(tasks: Tasks, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tasks.failed) as blocker:
        tasks.run(Lane.READS, _divide_by_zero)
    assert isinstance(blocker.args[0], ZeroDivisionError)


@pytest.mark.parametrize(("error", "has_trace"), [(Cancelled(), False), (ZeroDivisionError("a mistake"), True)])
def test_only_our_own_mistakes_leave_their_way_in_the_log(
    tasks: Tasks, qtbot: QtBot, caplog: pytest.LogCaptureFixture, error: Exception, has_trace: bool
) -> None:
    def fail(_progress: object) -> None:
        raise error

    with qtbot.waitSignal(tasks.failed):
        tasks.run(Lane.READS, fail)
    (record,) = caplog.records
    assert (record.exc_info is not None, type(error).__name__ in record.message) == (has_trace, True)


def test_a_result_for_a_page_that_is_gone_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    page, other, release = Page(), Page(), threading.Event()
    tasks.run(Lane.READS, partial(_after, release, "late"), then=page.take)
    page.deleteLater()
    qtbot.wait(1)
    release.set()
    tasks.run(Lane.READS, lambda _p: "end", then=other.take)
    qtbot.waitUntil(lambda: other.got == ["end"])
    assert page.got == []


def test_a_write_that_fails_is_said_though_its_page_is_gone(tasks: Tasks, qtbot: QtBot) -> None:
    page = Page()
    with qtbot.waitSignal(tasks.failed) as blocker:
        tasks.run(Lane.WRITES, _divide_by_zero, failed=page.take)
        shiboken6.delete(page)
    assert isinstance(blocker.args[0], ZeroDivisionError)


def test_work_is_done_within_what_held_when_it_was_asked_for(tasks: Tasks, qtbot: QtBot) -> None:
    page, held, seen = Page(), ["first"], list[str]()

    @contextmanager
    def within(what: str) -> Iterator[None]:
        seen.append(what)
        yield
        seen.append(f"after {what}")

    tasks.surround(lambda: within(held[0]))
    blocked = threading.Event()
    tasks.run(Lane.WRITES, lambda _p: blocked.wait(5))
    tasks.run(Lane.WRITES, lambda _p: seen.append("work"), then=page.take)
    held[0] = "second"
    blocked.set()
    qtbot.waitUntil(lambda: bool(page.got))
    assert seen == ["first", "after first", "first", "work", "after first"]


def test_shutting_down_finishes_every_write_and_drops_waiting_reads(qtbot: QtBot) -> None:
    tasks, release = Tasks(), threading.Event()
    written: list[int] = []
    read: list[int] = []
    for number in range(5):
        tasks.run(Lane.WRITES, partial(_note, written, number))
    tasks.run(Lane.READS, partial(_after, release, "first"))
    tasks.run(Lane.READS, partial(_note, read, 1))
    release.set()
    tasks.shutdown()
    assert written == [0, 1, 2, 3, 4]
    assert tasks.run(Lane.READS, partial(_note, read, 2)).is_cancelled


def test_heavy_arithmetic_runs_in_another_process_and_reports(tasks: Tasks, qtbot: QtBot) -> None:
    page = Page()
    shares: list[float] = []
    tasks.run(Lane.PROCESS, _sum_of_squares, then=page.take, progressed=lambda share, _words: shares.append(share))
    qtbot.waitUntil(lambda: bool(page.got))
    assert page.got == [285]
    assert shares == [1.0]


def test_an_error_in_the_other_process_comes_back(tasks: Tasks, qtbot: QtBot) -> None:
    page = Page()
    tasks.run(Lane.PROCESS, _divide_by_zero, failed=page.take)
    qtbot.waitUntil(lambda: bool(page.got))
    assert isinstance(page.got[0], ZeroDivisionError)


def test_heavy_arithmetic_that_never_reports_is_ended_when_cancelled(tasks: Tasks, qtbot: QtBot) -> None:
    page, began = Page(), list[float]()
    task = tasks.run(Lane.PROCESS, _for_ever, then=page.take, progressed=lambda share, _words: began.append(share))
    qtbot.waitUntil(lambda: bool(began))
    task.cancel()
    tasks.run(Lane.PROCESS, _sum_of_squares, then=page.take)
    qtbot.waitUntil(lambda: page.got == [285])


def test_what_work_held_dies_in_the_window_not_in_a_lane(tasks: Tasks, qtbot: QtBot) -> None:
    died: list[str] = []
    page = Page()
    for _ in range(50):
        holder = _Holder(died)
        tasks.run(Lane.READS, holder.work, then=page.take)
    del holder
    qtbot.waitUntil(lambda: len(page.got) == 50)
    assert died == [threading.current_thread().name] * 50


class _Holder:
    def __init__(self, died: list[str]) -> None:
        self.died = died

    def work(self, _progress: Progress) -> int:
        return 1

    def __del__(self) -> None:
        self.died.append(threading.current_thread().name)


def _note(done: list[int], number: int, _progress: Progress) -> None:
    done.append(number)


def _after(release: threading.Event, text: str, _progress: Progress) -> str:
    assert release.wait(5)
    return text


def _until_stopped(stopped: threading.Event, progress: Progress) -> None:
    try:
        while True:
            progress(0.5)
    except Stopped:
        stopped.set()
        raise


def _divide_by_zero(_progress: Progress) -> float:
    return 1 / 0


def _sum_of_squares(progress: Progress) -> int:
    progress(1.0)
    return sum(number * number for number in range(10))


def _for_ever(progress: Progress) -> None:
    progress(0.1)
    while True:
        pass
