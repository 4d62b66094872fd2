"""Cyclic garbage: collected by the window, which does not look through what stays anyway."""

import gc

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from csops.ui.kit.garbage import WindowGarbage


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
