"""Cyclic garbage: collected by the window, which does not look through what stays anyway."""

import gc
import weakref
from threading import Event

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from csops.ui.kit.garbage import WindowGarbage
from csops.ui.kit.tasks import Job, Lane, Tasks


class Ring:
    """Holds itself."""

    def __init__(self) -> None:
        self.myself = self


def test_a_window_collects_its_own_garbage_and_leaves_what_was_there_alone(qtbot: QtBot) -> None:
    gc.enable()  # a window of another test may be there still
    parent = QObject()
    garbage = WindowGarbage(parent)
    try:
        assert not gc.isenabled()
        assert gc.get_freeze_count() > 1000  # the modules that were imported before
        Ring()
        assert gc.collect() > 0
    finally:
        garbage.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_a_window_looks_for_garbage_only_once_long_work_is_over(qtbot: QtBot) -> None:
    tasks, job_ends = Tasks(), Event()
    task = tasks.run(Lane.LONG_READS, lambda _progress: job_ends.wait(30), job=Job(words="Importing"))
    rings = [Ring() for _ in range(3 * gc.get_threshold()[0])]
    gone = weakref.ref(rings[-1])
    del rings
    tasks.garbage.collect()
    assert gone() is not None
    job_ends.set()
    qtbot.waitUntil(lambda: task.is_done)
    tasks.garbage.collect()
    assert gone() is None
    tasks.shutdown()
