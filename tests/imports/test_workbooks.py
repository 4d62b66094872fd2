"""Workbooks: cells as text, sheets, and what the pre-flight refuses before a reader sees it."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from csops.domain.errors import FileRefused
from csops.imports.preflight import CHUNK, MAX_CELLS, look_through
from csops.imports.reading import Outcome
from csops.imports.sources import read
from tests.imports.builders import MAIN, a_cell, a_workbook


def _saved(path: Path, *rows: tuple[str | float | datetime | date | time | timedelta, ...]) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def test_cells_come_as_text(tmp_path: Path) -> None:
    cells = (
        "00123",
        5,
        2.5,
        True,
        date(2025, 11, 17),
        datetime.fromisoformat("2025-11-17 09:48:58"),
        time(9, 5),
        timedelta(hours=26),
    )
    reading = read(_saved(tmp_path / "a.xlsx", cells))
    shown = ("00123", "5", "2.5", "TRUE", "2025-11-17", "2025-11-17 09:48:58", "09:05:00", "26:00:00")
    assert reading.rows == [shown]


def test_rows_keep_their_numbers_when_some_are_empty(tmp_path: Path) -> None:
    path = _saved(tmp_path / "a.xlsx", ("Contacts 2025",), (), ("Name", "Phone"), ("Ada", "1"))
    reading = read(path)
    assert list(reading.numbers) == [1, 3, 4]
    assert reading.rows[1] == ("Name", "Phone")


def _two_sheets(path: Path) -> Path:
    book = openpyxl.Workbook()
    for title, state in (("Secret", "hidden"), ("2024", "visible"), ("2025", "visible")):
        page = book.create_sheet(title)
        page.append((title,))
        page.sheet_state = state
    book.remove(book["Sheet"])
    book.active = 1
    book.save(path)
    return path


def test_the_first_visible_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    reading = read(_two_sheets(tmp_path / "a.xlsx"))
    assert (reading.sheet, reading.sheets, reading.rows) == ("2024", ("2024", "2025"), [("2024",)])
    assert reading.warnings == (
        "The file has more sheets, which were not read: 2025.",
        "Hidden sheets were not read: Secret.",
    )


def test_a_chosen_sheet_is_read(tmp_path: Path) -> None:
    path = _two_sheets(tmp_path / "a.xlsx")
    assert read(path, sheet="2025").rows == [("2025",)]
    assert "Its sheets are: 2024, 2025" in read(path, sheet="2026").reason


def test_errors_and_formulas_without_result_are_empty_and_said(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1"><f>1+1</f></c>'
    reading = read(a_workbook(tmp_path / "a.xlsx", rows=f'<row r="1">{cells}</row>'))
    assert (reading.outcome, reading.rows[0][0]) == (Outcome.WARN, "1")
    assert not any(reading.rows[0][1:])
    assert "B1" in reading.warnings[0]
    assert "(1)" in reading.warnings[1]


def test_a_number_that_is_none_is_empty_and_said(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>7</v></c></row><row r="2"><c r="A2"><v>NaN</v></c><c r="B2"><v>1</v></c></row>'
    reading = read(a_workbook(tmp_path / "a.xlsx", rows=rows))
    assert reading.rows[1] == ("", "1")
    assert reading.warnings == ("Row 2, column 1: nan is no usable number or date.",)


GOOD = f'<row r="1">{a_cell("A1", "Ada")}</row>'
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>%s</sheetData></worksheet>'
ENTITY = f'<!DOCTYPE x [<!ENTITY e "boo">]>{SHEET}'
CORNER = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (ENTITY % GOOD, "document type"),
        (SHEET % CORNER, "wider than 500 columns"),
        (SHEET % '<row r="200001"><c r="A200001"><v>2</v></c></row>', "longer than 200,000 rows"),
        (SHEET % ("<row>" + "<c><v>1</v></c>" * 400_000 + "</row>"), "grows more than 200 times"),
        ((SHEET % GOOD)[:-20], "damaged or cut off"),
        (SHEET % '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "not there"),
        (SHEET % "", "none of its visible sheets"),
    ],
)
def test_an_unsafe_or_damaged_sheet_is_refused(tmp_path: Path, sheet: str, said: str) -> None:
    reading = read(a_workbook(tmp_path / "a.xlsx", sheet=sheet))
    assert reading.outcome is Outcome.REJECT
    assert said in reading.reason


def test_a_document_type_hidden_by_utf_16_is_refused(tmp_path: Path) -> None:
    part = ('<?xml version="1.0" encoding="UTF-16"?>' + ENTITY % GOOD).encode("utf-16")
    reading = read(a_workbook(tmp_path / "a.xlsx", parts={"xl/worksheets/sheet1.xml": part}))
    assert "UTF-16" in reading.reason


@pytest.mark.parametrize(
    ("name", "said"),
    [("../../evil.txt", "outside"), ("/abs", "outside"), ("XL/WORKBOOK.XML", "twice")],
)
def test_odd_members_are_refused(tmp_path: Path, name: str, said: str) -> None:
    assert said in read(a_workbook(tmp_path / "a.xlsx", parts={name: b"<x/>"})).reason


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    parts = {f"junk/{number}": b"" for number in range(600)}
    assert "500 is the limit" in read(a_workbook(tmp_path / "a.xlsx", parts=parts)).reason


def test_a_wrong_checksum_refuses_the_whole_file(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", rows=GOOD)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    data[place + 14] ^= 0xFF
    data[data.rindex(b"PK\x01\x02") + 16] ^= 0xFF
    path.write_bytes(bytes(data))
    assert "damaged" in read(path).reason


def test_a_word_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "Word document" in read(path).reason


@pytest.mark.parametrize("filler", ["<x:c r='A1'><v>1</v></x:c>", "<c><v>1</v></c>"])
def test_cells_behind_many_of_another_spelling_are_looked_at(tmp_path: Path, filler: str) -> None:
    many = 3 * CHUNK // 2 // len(filler)  # more than is looked at in one go
    rows = f'<row r="1"><c r="A1"><v>1</v></c>{filler * many}</row>'
    assert sum(facts.cells for facts in look_through(a_workbook(tmp_path / "a.xlsx", rows=rows)).values()) == many + 1
    few = a_workbook(tmp_path / "few.xlsx", rows=f'<row r="1">{filler * 3}</row>')
    assert sum(facts.cells for facts in look_through(few).values()) == 3
    far = rows + '<row r="2"><x:c r="XFD1048576"><v>2</v></x:c></row>' + filler * many
    with pytest.raises(FileRefused, match="wider than 500 columns"):
        look_through(a_workbook(tmp_path / "far.xlsx", rows=far))


def test_the_limit_of_cells_is_the_one_that_was_agreed() -> None:
    assert MAX_CELLS == 5_000_000
