"""Texts that neither database would keep."""

from hypothesis import given
from hypothesis import strategies as st

from csops.domain.texts import kept, name_of_file, one_line, safe_name


def test_nuls_and_half_characters_are_left_out() -> None:
    assert kept("a\x00b\ud800c\udfff ") == "abc"


def test_lines_of_a_text_stay() -> None:
    assert kept("  one\n two  ") == "one\n two"


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
