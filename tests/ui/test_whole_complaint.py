"""A complaint is lived through in two windows on one file: logged, recovered, approved, kept, answered, counted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from csops.ui.contacts.solved_menu import SolvedMenu
from csops.ui.main_window import MainWindow
from tools.complaint_story import live_through


class Flashes(QObject):
    """Notes what is shown as a window of its own: a part that has no parent yet would be, and take the focus away."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: note it."""
        is_window = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_window and not isinstance(watched, MainWindow | SolvedMenu):
            self.seen.append(f"{type(watched).__name__} {watched.property('accessibleName')}")
        return False


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_complaint_goes_from_the_call_to_the_figures(tmp_path: Path, qapp: QApplication) -> None:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    try:
        story = live_through(tmp_path)
    finally:
        qapp.removeEventFilter(flashes)
    assert flashes.seen == []
    assert story.decides.startswith("Above your limit: Mara decides")
    assert story.waited.startswith("Priya asks: Goodwill refund")
    assert "asked for by Priya" in story.approved
    assert "approved by Mara" in story.approved
    assert story.promise.startswith("Refund of 84.90. Kept.")
    assert story.open_steps == [4, 2, 0]
    for title in ("Concession asked for", "Promise kept", "The remedy reached the customer", "Resolved"):
        assert title in story.told
    # What reminds of a step or a promise is told by these; the day after the call and what was approved were forgotten.
    assert story.told.count("Follow-up missed") == 2
    assert (story.figures["csat"], story.figures["resolved_cases"]) == ((100, 1), (1, 1))
    assert story.figures["contact_volume"] == (1, 1)
