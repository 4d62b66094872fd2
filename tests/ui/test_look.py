"""The look that a computer remembers."""

import pytest

from csops.ui.look import zoom_of
from csops.ui.preferences import Preferences


@pytest.mark.parametrize("kept", ["x", None, [1], float("nan"), float("inf"), {}])
def test_a_size_that_is_no_number_is_the_usual_size(kept: object) -> None:
    preferences = Preferences(None)
    preferences.set("zoom", kept)
    assert zoom_of(preferences) == 1.0


def test_a_size_that_is_one_is_kept() -> None:
    preferences = Preferences(None)
    preferences.set("zoom", 1.25)
    assert zoom_of(preferences) == 1.25
