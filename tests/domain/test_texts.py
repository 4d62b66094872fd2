"""Texts that neither database would keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.domain.texts import kept, name_of_file, one_line, safe_name, says_something


def test_nuls_and_half_characters_are_left_out() -> None:
    assert kept("a\x00b\ud800c\udfff ") == "abc"


def test_lines_of_a_text_stay() -> None:
    assert kept("  one\n two  ") == "one\n two"


@pytest.mark.parametrize(
    "text", ["", " \n", "\u200b\u2060", "\u3164\u115f", "\u00ad", "\u2800", "\u034f\ufe0f", "...", "\u202e"]
)
def test_blanks_of_no_width_and_points_say_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", ["No", "7", "\u200bWrong\u200b", "거부", "错", "é", "لا"])
def test_a_letter_or_a_figure_says_something(text: str) -> None:
    assert says_something(text)


def test_a_name_is_one_line() -> None:
    assert one_line(" Ada \n\t Brandt\x00 ") == "Ada Brandt"


@given(st.text(max_size=60))
def test_a_safe_name_is_one_part_of_a_path(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('/\\<>:"|?*\0\n')
    assert safe not in {".", ".."}


def test_a_title_is_kept_in_the_name_of_its_file() -> None:
    assert name_of_file("Calls / week: what came?") == "Calls - week what came"
