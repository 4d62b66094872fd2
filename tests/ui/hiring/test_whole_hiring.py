"""A whole hiring is lived through in three windows on one file, by clicks and keys."""

from pathlib import Path

import pytest

from tools.hiring_story import RATINGS, live_through


def test_three_interviewers_choose_among_four_candidates_in_three_windows(tmp_path: Path) -> None:
    story = live_through(tmp_path)
    names = [name for name, _fit in story.ranking]
    assert (names[0], names[-1], story.decided) == ("Ngozi Adeyemi", "Tobias Kern", "Ngozi Adeyemi")
    assert story.ranking[-1][1] == pytest.approx(87.5, abs=0.05), "who does not meet keeps the fit, and no place"
    assert len(story.keys) == 3 * len(RATINGS)
    assert max(story.keys) <= 20
    assert story.seen_before == (
        "Hidden until you have submitted your own scorecard. Finished: Tomasz Reyes and Priya Nair."
    )
