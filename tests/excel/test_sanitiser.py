"""The one sanitiser."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.excel.sanitiser import CELL_LIMIT, clean, escaped, is_dangerous, marked, note, pieces, strip_mark, units
from tests.helpers.reports import HOSTILE


def without_notes(parts: tuple[str, ...]) -> str:
    ends = [f" {note(number, len(parts))}" for number in range(1, len(parts))]
    return "".join(part.removesuffix(end) for part, end in zip(parts, [*ends, ""], strict=True))


@pytest.mark.parametrize(
    "text",
    ["=1", "+1", "-1", "@x", "\t=1", "\tx", "\nx", "  =1", "\u00a0=1", "\ufeff-1", "\u200b@x", "＝1", "＠x", " ＋1"],
)
def test_what_a_spreadsheet_could_take_for_a_formula_is_dangerous(text: str) -> None:
    assert is_dangerous(text)
    assert marked(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", "Jonas", "1-2", "4+4", "it's", "'quoted'", " x"])
def test_other_texts_are_no_danger(text: str) -> None:
    assert not is_dangerous(text)
    assert marked(text) == text


def test_control_characters_go_and_line_ends_are_one_kind() -> None:
    assert clean("a\x00b\x1bc\x7fd\x9be\r\nf\rg\th\ud800i\ufffe") == "abcde\nf\ngth".replace("gth", "g\thi")


def test_a_formula_behind_a_control_character_is_found() -> None:
    assert marked("\x00=1") == "'=1"


@given(st.text())
def test_one_mark_goes_on_and_the_same_comes_off(text: str) -> None:
    assert strip_mark(marked(text)) == clean(text)


@given(st.text(alphabet="'=+-@ \t\n\ufeffax"))
def test_marked_texts_never_begin_with_danger(text: str) -> None:
    assert not is_dangerous(marked(text))
    assert strip_mark(marked(text)) == text


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("character", ["x", "é", "🚲"])
@pytest.mark.parametrize("length", [CELL_LIMIT, CELL_LIMIT + 1, 100_000])
def test_a_long_text_goes_on_in_further_cells_and_loses_nothing(character: str, length: int) -> None:
    parts = pieces(character * length)
    assert all(units(part) <= CELL_LIMIT for part in parts)
    assert without_notes(parts) == character * length


def test_a_text_that_fits_is_one_piece_without_a_note() -> None:
    assert pieces("x" * CELL_LIMIT) == ("x" * CELL_LIMIT,)


def test_what_looks_like_an_escape_of_the_workbook_is_escaped() -> None:
    assert escaped("_x0041_ & <b>") == "_x005F_x0041_ &amp; &lt;b&gt;"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_survives_marking_but_for_its_controls(text: str) -> None:
    assert strip_mark(marked(text)) == clean(text)
