"""Work off the window's thread: lanes that run one thing at a time and hand results back to it."""

import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from csops.domain.errors import CsopsError
from csops.ui.kit.garbage import WindowGarbage
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
    _delivered = Signal(int)
    _advanced = Signal(int, float, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, _LaneThread] = {}
        self._newest: dict[Hashable, Task] = {}
        self._jobs: list[Task] = []
        self._orders: dict[int, _Order] = {}
        self._numbers = itertools.count()
        self.garbage = WindowGarbage(self, rests=lambda: bool(self._jobs))
        self._is_open = True
        self._around: Callable[[], AbstractContextManager[object]] = nullcontext
        # Queued by name: an automatic connection would call back in the middle of the caller whenever a lane is quick.
        self._delivered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._advanced.connect(self._tell_progress, Qt.ConnectionType.QueuedConnection)

    def surround(self, around: Callable[[], AbstractContextManager[object]]) -> None:
        """Do all work from now on within what `around` returns.

        It is called when work is asked for and entered in the lane: so it carries over what held at the asking.
        """
        self._around = around

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
        number = next(self._numbers)
        self._orders[number] = _Order(task, function, then, failed, progressed, self._around())
        self._lane(lane).put(number)
        return task

    def is_busy(self, lane: Lane) -> bool:
        """Whether the lane has work, running or waiting."""
        return any(order.task.lane is lane for order in self._orders.values())

    def shutdown(self) -> None:
        """Finish every write, stop everything else, and wait for the lanes to end; results are no longer delivered."""
        self._is_open = False
        for order in self._orders.values():
            if order.task.lane is not Lane.WRITES:
                order.task.cancel()
        for lane in self._lanes.values():
            lane.close()
        for lane in self._lanes.values():
            lane.join()
        self._orders.clear()
        self.garbage.stop()

    def _supersede(self, task: Task) -> None:
        older = self._newest.get(task.key)
        if older is not None:
            older.cancel()
        self._newest[task.key] = task

    def _lane(self, lane: Lane) -> "_LaneThread":
        if lane not in self._lanes:
            thread = _ProcessThread if lane is Lane.PROCESS else _LaneThread
            self._lanes[lane] = thread(lane, self._orders, self._delivered.emit, self._advanced.emit)
        return self._lanes[lane]

    def _deliver(self, number: int) -> None:
        order = self._orders.pop(number, None)
        if order is None or not self._is_open:
            return
        order.task.is_done = True
        self._forget(order.task)
        if not order.task.is_cancelled:
            self._hand_over(order)

    def _tell_progress(self, number: int, share: float, words: str) -> None:
        order = self._orders.get(number)
        if order is None or order.task.is_cancelled:
            return
        order.task.share, order.task.words = share, words or order.task.words
        if order.task.job is not None:
            self.running.emit(order.task)
        if order.progressed is not None and is_alive(order.progressed):
            order.progressed(share, words)

    def _forget(self, task: Task) -> None:
        if task.key is not None and self._newest.get(task.key) is task:
            del self._newest[task.key]
        if task in self._jobs:
            self._jobs.remove(task)
            self.running.emit(self._jobs[-1] if self._jobs else None)

    def _hand_over(self, order: "_Order") -> None:
        error, order.error = order.error, None  # its traceback leads back to the order: a circle
        if error is None:
            if order.then is not None and is_alive(order.then):
                order.then(order.result)
        elif order.failed is not None and is_alive(order.failed):
            order.failed(error)
        elif order.failed is None or order.task.lane is Lane.WRITES:  # what was not saved is said, page or no page
            # What a person may meet is told to that person; only our own mistakes leave their way in the log.
            ours = None if isinstance(error, CsopsError) else error
            _log.error("work in the lane %s failed: %s", order.task.lane.value, type(error).__name__, exc_info=ours)
            self.failed.emit(error)


@dataclass
class _Order:
    """What was asked, and what came of it.

    It holds pages and widgets through its functions, so it must die in the window's thread: `Tasks` keeps it until the
    result is delivered, and a lane knows it by its number, letting go of it before it tells that it has done.
    """

    task: Task
    function: Callable[[Progress], object]
    then: Callable[..., None] | None
    failed: Callable[[Exception], None] | None
    progressed: Callable[[float, str], None] | None
    around: AbstractContextManager[object]
    result: object = None
    error: Exception | None = None


class _Report:
    """The Progress of one task in a thread: passes news on, not too often, and stops work that is not wanted."""

    def __init__(self, task: Task, tell: Callable[[float, str], None]) -> None:
        self._task = task
        self._tell = tell
        self._told_at = 0.0

    def __call__(self, share: float, words: str = "") -> None:
        if self._task.is_cancelled:
            raise Stopped
        now = time.monotonic()
        if now - self._told_at >= _PROGRESS_EVERY_S or share >= 1:
            self._told_at = now
            self._tell(share, words)


class _LaneThread:
    """One thread with its queue; it starts with its first order."""

    def __init__(
        self,
        lane: Lane,
        orders: Mapping[int, _Order],
        delivered: Callable[[int], None],
        advanced: Callable[[int, float, str], None],
    ) -> None:
        self._orders = orders
        self._delivered = delivered
        self._advanced = advanced
        self._waiting: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=f"csops {lane.value}", daemon=True)
        self._thread.start()

    def put(self, number: int) -> None:
        self._waiting.put(number)

    def close(self) -> None:
        self._waiting.put(None)

    def join(self) -> None:
        self._thread.join()

    def _work(self) -> None:
        while (number := self._waiting.get()) is not None:
            self._do(number)
            self._delivered(number)
        self._end()

    def _do(self, number: int) -> None:
        order = self._orders[number]
        if order.task.is_cancelled:
            return
        try:
            with order.around:
                order.result = self._call(order, _Report(order.task, partial(self._advanced, number)))
        except Stopped:
            order.task.cancel()
        except Exception as error:  # noqa: BLE001 - whatever work raises is handed to the window, never lost in a thread
            order.error = error

    def _call(self, order: _Order, report: _Report) -> object:
        return order.function(report)

    def _end(self) -> None:
        """Nothing to put away in a plain thread."""


class _ProcessThread(_LaneThread):
    """A lane whose thread only waits for a process of its own, so that heavy Python never holds the window's lock."""

    def __init__(
        self,
        lane: Lane,
        orders: Mapping[int, _Order],
        delivered: Callable[[int], None],
        advanced: Callable[[int, float, str], None],
    ) -> None:
        self._process = WorkerProcess()
        super().__init__(lane, orders, delivered, advanced)

    def _call(self, order: _Order, report: _Report) -> object:
        return self._process.call(order.function, report, lambda: order.task.is_cancelled)

    def _end(self) -> None:
        self._process.close()


def is_alive(slot: Callable[..., None]) -> bool:
    """Return whether the object whose method this is has not been taken down; a plain function always is."""
    while isinstance(slot, partial):
        slot = slot.func
    owner = getattr(slot, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
