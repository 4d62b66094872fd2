"""Texts that neither database would keep."""

from csops.domain.texts import kept, one_line


def test_nuls_and_half_characters_are_left_out() -> None:
    assert kept("a\x00b\ud800c\udfff ") == "abc"


def test_lines_of_a_text_stay() -> None:
    assert kept("  one\n two  ") == "one\n two"


def test_a_name_is_one_line() -> None:
    assert one_line(" Ada \n\t Brandt\x00 ") == "Ada Brandt"
