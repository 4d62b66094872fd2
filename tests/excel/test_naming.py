"""Names of sheets and headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csops.excel.naming import SHEET_LIMIT, address, column_name, headings, sheet_name
from csops.excel.sanitiser import units


@pytest.mark.parametrize(
    ("wanted", "given_name"),
    [
        ("Volume: phone/e-mail [2026]", "Volume phone e-mail 2026"),
        ("'quoted'", "quoted"),
        ("", "sheet"),
        ("History", "History sheet"),
        ("a" * 40, "a" * 31),
        ("tab\tand\nline", "tab and line"),
        ("\N{BICYCLE}" * 20, "\N{BICYCLE}" * 15),  # Excel counts each of them twice
    ],
)
def test_a_sheet_bears_a_name_that_a_workbook_takes(wanted: str, given_name: str) -> None:
    assert sheet_name(wanted) == given_name


def test_a_taken_name_gets_a_number_whatever_its_case() -> None:
    assert sheet_name("forecast", taken=["Forecast", "FORECAST 2"]) == "forecast 3"


@given(st.lists(st.text(), max_size=8))
def test_all_sheets_of_a_workbook_can_be_told_apart(wanted: list[str]) -> None:
    taken: list[str] = []
    for name in wanted:
        taken.append(sheet_name(name, taken=taken))
    assert len({name.casefold() for name in taken}) == len(wanted)
    assert all(0 < units(name) <= SHEET_LIMIT and not set(name) & set("[]:*?/\\") for name in taken)


def test_headings_of_a_table_are_unlike_each_other_and_never_empty() -> None:
    assert headings(["Name", "name", "", "two\nlines"]) == ("Name", "name 2", "Column", "two lines")


def test_columns_are_named_as_a_spreadsheet_does() -> None:
    assert [column_name(place) for place in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_an_address_quotes_the_name_of_its_sheet() -> None:
    assert address("Rosa's need", 1, 2) == "'Rosa''s need'!$C$2"
