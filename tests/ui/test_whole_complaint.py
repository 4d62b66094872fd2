"""A complaint is lived through in two windows on one file: logged, recovered, approved, kept, answered, counted."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.flashes import watched
from tools.complaint_story import live_through


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_complaint_goes_from_the_call_to_the_figures(tmp_path: Path, qapp: QApplication) -> None:
    with watched(qapp) as flashes:
        story = live_through(tmp_path)
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
