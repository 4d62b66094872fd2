"""A window whose lanes answer at the worst time: late, or all at once whenever a test waits for anything.

On a quiet machine an answer nearly always comes at the same line of a test. A test that leans on that line passes, and
is red in one run of a hundred on a busy machine; with these two it is red every time.
"""

import random
import time
import weakref
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from csops.ui.kit.tasks import Tasks, _LaneThread

P = ParamSpec("P")
T = TypeVar("T")
_QUIET_S = 0.03
_LONGEST_S = 3.0


def answer_late(late_ms: int, *, uneven: int | None = None) -> None:
    """Let each piece of work of every lane begin late and tell late, half of `late_ms` each.

    Args:
        late_ms: how late, milliseconds.
        uneven: a seed; each time is then any part of `late_ms`, so that answers overtake each other.
    """
    half_s = late_ms / 2000
    chance = None if uneven is None else random.Random(uneven)
    do = _LaneThread._do

    def wait() -> None:
        time.sleep(half_s if chance is None else half_s * chance.random())

    def late(lane: _LaneThread, number: int) -> None:
        wait()
        do(lane, number)
        wait()

    setattr(_LaneThread, "_do", late)  # noqa: B010


def settle_after_waits() -> None:
    """Let every wait of a test end only when all lanes have answered and nothing follows from their answers."""
    made: weakref.WeakSet[Tasks] = weakref.WeakSet()
    begin = Tasks.__init__

    def begun(tasks: Tasks, parent: QObject | None = None) -> None:
        begin(tasks, parent)
        made.add(tasks)

    def settled(wait: Callable[P, T]) -> Callable[P, T]:
        @wraps(wait)
        def waited(*args: P.args, **kwargs: P.kwargs) -> T:
            result = wait(*args, **kwargs)
            _settle(made)
            return result

        return waited

    setattr(Tasks, "__init__", begun)  # noqa: B010
    for kind, name in ((QtBot, "waitUntil"), (SignalBlocker, "wait")):
        setattr(kind, name, settled(getattr(kind, name)))


def _settle(made: "weakref.WeakSet[Tasks]") -> None:
    ends = time.monotonic() + _LONGEST_S
    quiet_since = time.monotonic()
    while (now := time.monotonic()) < ends and now - quiet_since < _QUIET_S:
        QApplication.processEvents()
        if any(tasks._orders for tasks in made):
            quiet_since = time.monotonic()
        time.sleep(0.001)
