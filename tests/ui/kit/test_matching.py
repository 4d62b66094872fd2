"""Which entries meet what was typed."""

import pytest

from csops.ui.kit.matching import meets, spans


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jon", True),
        ("feld jonas", True),
        ("jomas", True),
        ("jnoas", True),
        ("jonsa fel", True),
        ("joxyz", False),
        ("eld", False),
    ],
)
def test_words_are_met_by_their_beginnings_and_within_one_letter(typed: str, found: bool) -> None:
    assert meets("Jonas Feld", typed) is found


def test_short_words_must_be_right() -> None:
    assert not meets("log", "leg")


def test_typed_words_are_marked_where_they_stand() -> None:
    assert spans("Log a call with Jonas Feld", "jonas log") == [(0, 3), (16, 5)]
    assert spans("Jonas", "") == []
