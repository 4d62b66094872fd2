"""Work off the window's thread: lanes that run one thing at a time and hand results back to it."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from csops.ui.kit.worker_process import Stopped, WorkerProcess

_log = logging.getLogger(__name__)
_PROGRESS_EVERY_S = 0.05  # a loop may report a thousand times a second; the window needs twenty


class Lane(Enum):
    """Where work runs: each lane is one thread, so what it keeps (a connection) is used by nobody else."""

    READS = "reads"  # short questions to the database
    WRITES = "writes"  # changes, in the order in which they were asked
    LONG_READS = "long reads"  # exports, backups: they never hold up a search
    ARITHMETIC = "arithmetic"  # light arithmetic: what a slider asks for
    PROCESS = "process"  # heavy arithmetic in a process of its own: function and result must pickle


@dataclass(frozen=True, kw_only=True)
class Job:
    """What the foot of the window says about long work."""

    words: str
    may_cancel: bool = True


class Progress(Protocol):
    """What running work reports through; it raises Stopped when nobody wants the result any more."""

    def __call__(self, share: float, words: str = "") -> None:
        """Report that `share` (0 to 1) is done, and what is being done."""


T = TypeVar("T")
Work = Callable[[Progress], T]


class Task:
    """One piece of work: what it is, how far it is, and whether it is still wanted."""

    def __init__(self, lane: Lane, job: Job | None, key: Hashable) -> None:
        self.lane = lane
        self.job = job
        self.key = key
        self.share = 0.0
        self.words = job.words if job else ""
        self.is_done = False
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; neither `then` nor `failed` is called after this."""
        self._stop.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the result is no longer wanted."""
        return self._stop.is_set()


class Tasks(QObject):
    """The lanes of the window.

    Signals:
        running(object): a Task with a job began or got further; None when no job runs any more.
        failed(object): an exception that no `failed` handler took.
    """

    running = Signal(object)
    failed = Signal(object)
    _delivered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, _LaneThread] = {}
        self._newest: dict[Hashable, Task] = {}
        self._jobs: list[Task] = []
        self._is_open = True
        # Queued by name: an automatic connection would call back in the middle of the caller whenever a lane is quick.
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        function: Work[T],
        *,
        then: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progressed: Callable[[float, str], None] | None = None,
        job: Job | None = None,
        key: Hashable = None,
    ) -> Task:
        """Run `function(progress)` in a lane and return its task at once.

        Args:
            lane: where it runs; work of one lane runs in the order asked.
            function: reports through its argument, which raises when the task was cancelled.
            then: called with the result in the window's thread, unless its object is gone or the task is cancelled.
            failed: called with the exception; without it the signal `failed` is sent.
            progressed: called with share and words, at most twenty times a second.
            job: shown at the foot of the window while it runs.
            key: a newer task with the same key supersedes this one, be it waiting, running or on its way back.
        """
        task = Task(lane, job, key)
        if not self._is_open:
            task.cancel()
            return task
        if key is not None:
            self._supersede(task)
        if job is not None:
            self._jobs.append(task)
            self.running.emit(task)
        self._lane(lane).put(_Order(task, function, then, failed, progressed))
        return task

    def is_busy(self, lane: Lane) -> bool:
        """Whether the lane has work, running or waiting."""
        return lane in self._lanes and self._lanes[lane].unfinished > 0

    def shutdown(self) -> None:
        """Finish every write, stop everything else, and wait for the lanes to end; results are no longer delivered."""
        self._is_open = False
        for lane in self._lanes.values():
            lane.close(finish=lane.lane is Lane.WRITES)
        for lane in self._lanes.values():
            lane.join()

    def _supersede(self, task: Task) -> None:
        older = self._newest.get(task.key)
        if older is not None:
            older.cancel()
        self._newest[task.key] = task

    def _lane(self, lane: Lane) -> "_LaneThread":
        if lane not in self._lanes:
            thread = _ProcessThread if lane is Lane.PROCESS else _LaneThread
            self._lanes[lane] = thread(lane, self._delivered.emit)
        return self._lanes[lane]

    def _deliver(self, news: "_Progressed | _Ended") -> None:
        if not self._is_open:
            return
        if isinstance(news, _Progressed):
            self._tell_progress(news)
            return
        task = news.order.task
        task.is_done = True
        self._forget(task)
        if not task.is_cancelled:
            self._hand_over(news)

    def _tell_progress(self, news: "_Progressed") -> None:
        task = news.order.task
        if task.is_cancelled or task.is_done:
            return
        task.share, task.words = news.share, news.words or task.words
        if task.job is not None:
            self.running.emit(task)
        progressed = news.order.progressed
        if progressed is not None and _is_alive(progressed):
            progressed(news.share, news.words)

    def _forget(self, task: Task) -> None:
        if task.key is not None and self._newest.get(task.key) is task:
            del self._newest[task.key]
        if task in self._jobs:
            self._jobs.remove(task)
            self.running.emit(self._jobs[-1] if self._jobs else None)

    def _hand_over(self, news: "_Ended") -> None:
        order = news.order
        if news.error is None:
            if order.then is not None and _is_alive(order.then):
                order.then(news.result)
        elif order.failed is None:
            _log.error("work in the lane %s failed", order.task.lane.value, exc_info=news.error)
            self.failed.emit(news.error)
        elif _is_alive(order.failed):
            order.failed(news.error)


@dataclass(frozen=True)
class _Order:
    task: Task
    function: Callable[[Progress], object]
    then: Callable[..., None] | None
    failed: Callable[[Exception], None] | None
    progressed: Callable[[float, str], None] | None


@dataclass(frozen=True)
class _Progressed:
    order: _Order
    share: float
    words: str


@dataclass(frozen=True)
class _Ended:
    order: _Order
    result: object = None
    error: Exception | None = None


class _Report:
    """The Progress of one task in a thread: passes news on, not too often, and stops work that is not wanted."""

    def __init__(self, order: _Order, tell: Callable[[object], None]) -> None:
        self._order = order
        self._tell = tell
        self._told_at = 0.0

    def __call__(self, share: float, words: str = "") -> None:
        if self._order.task.is_cancelled:
            raise Stopped
        now = time.monotonic()
        if now - self._told_at >= _PROGRESS_EVERY_S or share >= 1:
            self._told_at = now
            self._tell(_Progressed(self._order, share, words))


class _LaneThread:
    """One thread with its queue; it starts with its first order."""

    def __init__(self, lane: Lane, tell: Callable[[object], None]) -> None:
        self.lane = lane
        self._tell = tell
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._open: dict[int, _Order] = {}  # waiting and running, so that closing can cancel them
        self._thread = threading.Thread(target=self._work, name=f"csops {lane.value}", daemon=True)
        self._thread.start()

    @property
    def unfinished(self) -> int:
        return len(self._open)

    def put(self, order: _Order) -> None:
        self._open[id(order)] = order
        self._orders.put(order)

    def close(self, *, finish: bool) -> None:
        if not finish:
            for order in list(self._open.values()):
                order.task.cancel()
        self._orders.put(None)

    def join(self) -> None:
        self._thread.join()

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            ended = self._do(order)
            self._open.pop(id(order), None)
            self._tell(ended)
        self._end()

    def _do(self, order: _Order) -> _Ended:
        if order.task.is_cancelled:
            return _Ended(order)
        try:
            return _Ended(order, result=self._call(order))
        except Stopped:
            order.task.cancel()
            return _Ended(order)
        except Exception as error:  # noqa: BLE001 - whatever work raises is handed to the window, never lost in a thread
            return _Ended(order, error=error)

    def _call(self, order: _Order) -> object:
        return order.function(_Report(order, self._tell))

    def _end(self) -> None:
        """Nothing to put away in a plain thread."""


class _ProcessThread(_LaneThread):
    """A lane whose thread only waits for a process of its own, so that heavy Python never holds the window's lock."""

    def __init__(self, lane: Lane, tell: Callable[[object], None]) -> None:
        self._process = WorkerProcess()
        super().__init__(lane, tell)

    def _call(self, order: _Order) -> object:
        report = _Report(order, self._tell)
        return self._process.call(order.function, report, lambda: order.task.is_cancelled)

    def _end(self) -> None:
        self._process.close()


def _is_alive(slot: Callable[..., None]) -> bool:
    while isinstance(slot, partial):
        slot = slot.func
    owner = getattr(slot, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
