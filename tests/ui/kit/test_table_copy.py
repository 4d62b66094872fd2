"""Rows on the clipboard."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from csops.ui.kit.table_copy import rows_as_mime


def test_dates_are_dates_and_numbers_plain_numbers() -> None:
    row = [datetime(2026, 11, 17, 10, 2, tzinfo=UTC), date(2026, 11, 9), Decimal("84.90"), 12500, 0, None]
    data = rows_as_mime(["a", "b", "c", "d", "e", "f"], [row])
    assert data.text().splitlines()[1] == "2026-11-17 10:02:00\t2026-11-09\t84.90\t12500\t0\t"
    assert "<td>84.90</td><td>12500</td><td>0</td>" in data.html()
    assert "yyyy\\-mm\\-dd hh\\:mm" in data.html()


def test_durations_are_hours_that_a_spreadsheet_can_add() -> None:
    data = rows_as_mime(["wait"], [[timedelta(hours=26, minutes=10)], [timedelta(minutes=-5)]])
    assert data.text().splitlines()[1:] == ["26:10:00", "-0:05:00"]


def test_text_never_becomes_a_formula() -> None:
    evil = ["=1+1", "+49 171 5550142", "-5", "@SUM(A1)", "\t=1"]
    data = rows_as_mime(["=a"] * 5, [evil])
    assert all(cell.startswith("'") for line in data.text().splitlines() for cell in line.split("\t") if cell)
    assert "<td style=\"mso-number-format:'\\@'\">&#x27;=1+1</td>" in data.html()


def test_lines_and_tabs_inside_a_cell_do_not_make_rows() -> None:
    data = rows_as_mime(["note"], [["first\nsecond\tthird"]])
    assert data.text().splitlines() == ["note", "first second third"]


def test_markup_in_text_stays_text() -> None:
    assert "&lt;b&gt;" in rows_as_mime(["note"], [["<b>"]]).html()
