"""A week of quality by what people click and type: drawn, reviewed, disputed, calibrated blind, coached."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.flashes import watched
from tools.quality_story import live_through


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_quality_goes_from_the_draw_to_what_is_agreed(tmp_path: Path, qapp: QApplication) -> None:
    with watched(qapp) as flashes:
        story = live_through(tmp_path)
    assert flashes.seen == []
    assert story.previewed == "6 contacts of 8 that can be drawn"
    assert story.drawn == "6 contacts drawn to review. Your own are never shown to you"
    first, second = story.reviews
    assert (second.keys, second.clicks) == (9, 0), "eight ratings and Send; the next review comes by itself"
    assert first.clicks <= 4
    assert (story.read, story.before, story.after) == ("85 %", "85 %", "93 %"), "the dispute was partly accepted"
    assert story.decided == "Complete answer: Partly"
    assert story.blind == ["0 of 3 rated", "1 of 3 rated", "2 of 3 rated"]
    assert story.equal == ["Same rating, by pairs, 75 %, goal 80 %"]
    assert story.published == "Written contact is published as version 2 with the notes"
    assert story.coached == "Complete answer"
    assert story.agenda == ["Every point taken up: Yes", "No day is named"]
    assert story.agreed == story.told == "Name the day in each answer · Dan Whitlock, by Fri 20 Nov"
