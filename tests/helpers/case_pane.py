"""The split view of cases in a window, on one case."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from csops.ui.contacts.case_pane import CasePane
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.shortcuts import Shortcuts


@contextmanager
def case_in_window(desk: Desk, case_id: int, qtbot: QtBot) -> Iterator[CasePane]:
    """Show a case in an active window, which closes at the end."""
    window = QMainWindow()
    qtbot.addWidget(window)
    pane = CasePane(desk, formats=Formats(), shortcuts=Shortcuts())
    window.setCentralWidget(pane)
    window.resize(1200, 900)
    with qtbot.waitSignal(pane.detail.shown), qtbot.waitActive(window):
        window.show()
        window.activateWindow()
        pane.show_case(case_id)
    yield pane
    window.close()
