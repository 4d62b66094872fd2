"""A report as a native workbook, read back by two readers."""

import re
import resource
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
import python_calamine

from csops.domain.errors import Cancelled, DiskFull, NotWritable
from csops.domain.reports import EXPORT_MARK, ChartKind, Column, Report, Series, StreamedTable, Table, Text
from csops.excel import bulk
from csops.excel.sanitiser import clean
from csops.excel.workbook import write
from tests.helpers.reports import HOSTILE, a_fan, a_forecast, a_log, a_report

TEXT = 4


def texts(*values: str) -> Table:
    rows = tuple((value, "next") for value in values)
    return Table(
        key="texts", title="Texts", columns=(Column(key="a", title="A"), Column(key="b", title="B")), rows=rows
    )


@pytest.mark.parametrize("streamed", [False, True])
def test_every_hostile_text_stays_text(tmp_path: Path, *, streamed: bool) -> None:
    section = a_log(*HOSTILE) if streamed else texts(*HOSTILE)
    write(Report(title="=Hostile", sections=(section,)), tmp_path / "h.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "h.xlsx")[section.title]
    cells = [row[TEXT - 1 if streamed else 0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize("streamed", [False, True])
def test_a_text_that_looks_like_a_formula_is_quoted_for_whoever_edits_it(tmp_path: Path, *, streamed: bool) -> None:
    section = a_log("=1+1", "plain") if streamed else texts("=1+1", "plain")
    write(Report(title="Log", sections=(section,)), tmp_path / "q.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "q.xlsx")[section.title]
    place = TEXT if streamed else 1
    assert [bool(sheet.cell(row, place).quotePrefix) for row in (2, 3)] == [True, False]


@pytest.mark.parametrize("streamed", [False, True])
def test_every_hostile_text_comes_back_but_for_its_controls(tmp_path: Path, *, streamed: bool) -> None:
    section = a_log(*HOSTILE) if streamed else texts(*HOSTILE)
    write(Report(title="Log", sections=(section,)), tmp_path / "c.xlsx")
    # Not openpyxl: it leaves or drops the workbook's own escapes.
    sheet = python_calamine.CalamineWorkbook.from_path(tmp_path / "c.xlsx").get_sheet_by_name(section.title)
    found = [row[TEXT - 1 if streamed else 0] for row in sheet.to_python()[1:]]
    assert found == [clean(text) for text in HOSTILE]


def test_a_text_that_looks_like_an_escaped_escape_comes_back_from_a_streamed_table(tmp_path: Path) -> None:
    # In tables in memory XlsxWriter 3.3 escapes only every other of two such escapes in a row.
    write(Report(title="Log", sections=(a_log("_x005F_x0041_"),)), tmp_path / "c.xlsx")
    sheet = python_calamine.CalamineWorkbook.from_path(tmp_path / "c.xlsx").get_sheet_by_name("Contact log")
    assert sheet.to_python()[1][TEXT - 1] == "_x005F_x0041_"


def test_hostile_titles_notes_and_sources_stay_text(tmp_path: Path) -> None:
    report = a_report(Text(title="=1+1", paragraphs=("=cmd|'/C calc'!A0", "https://example.invalid")), title="=1+1")
    write(report, tmp_path / "t.xlsx")
    with ZipFile(tmp_path / "t.xlsx") as file:
        overview = file.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in overview
    assert "example.invalid" not in overview


@pytest.mark.parametrize("streamed", [False, True])
def test_numbers_are_numbers_dates_are_dates_durations_are_durations(tmp_path: Path, *, streamed: bool) -> None:
    log = a_log("x")
    section = log if streamed else log.first(1)
    write(Report(title="Log", sections=(section,)), tmp_path / "t.xlsx")
    row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "t.xlsx")["Contact log"][2]]
    moment = datetime(2026, 10, 1, 9, 31)  # noqa: DTZ001 - reports hold local times
    day = datetime(2026, 10, 5)  # noqa: DTZ001 - so does a workbook
    assert row == [1, moment, "Jonas Weber", "x", timedelta(minutes=4, seconds=30), 12.5, day, 0.25]


def test_the_log_is_an_excel_table_with_filters_and_a_frozen_head(tmp_path: Path) -> None:
    write(a_report(a_log(*["x"] * 1200)), tmp_path / "log.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "log.xlsx")["Contact log"]
    (table,) = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A1:H1201", "A1:H1201")
    assert sheet.freeze_panes == "A2"
    assert sheet.max_row == 1201


def test_an_empty_log_is_still_a_table(tmp_path: Path) -> None:
    written = write(a_report(a_log()), tmp_path / "log.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "log.xlsx")["Contact log"]
    assert [table.ref for table in sheet.tables.values()] == ["A1:H2"]
    assert written.rows == 16


def test_more_rows_than_a_sheet_holds_go_on_in_a_further_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ROW_LIMIT", 11)
    written = write(a_report(a_log(*[f"Text {number}" for number in range(25)])), tmp_path / "log.xlsx")
    book = openpyxl.load_workbook(tmp_path / "log.xlsx")
    names = ["Contact log", "Contact log 2", "Contact log 3"]
    assert [book[name].max_row for name in names] == [11, 11, 6]
    assert [table.ref for name in names for table in book[name].tables.values()] == ["A1:H11", "A1:H11", "A1:H6"]
    assert book["Contact log 3"].cell(2, TEXT).value == "Text 20"
    assert written.rows == 25 + 16
    assert list(written.sheets) == book.sheetnames


def test_a_stream_that_fills_its_sheet_exactly_gets_no_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "ROW_LIMIT", 11)
    written = write(Report(title="Log", sections=(a_log(*["x"] * 10),)), tmp_path / "log.xlsx")
    assert written.sheets == ("Overview", "Contact log")


def test_two_streams_keep_to_their_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ROW_LIMIT", 4)
    first, second = a_log(*"abcde"), a_log("z")
    other = StreamedTable(key="other", title="Other", columns=second.columns, read=second.read)
    write(Report(title="Log", sections=(first, other)), tmp_path / "log.xlsx")
    book = openpyxl.load_workbook(tmp_path / "log.xlsx")
    assert [book[name].cell(2, TEXT).value for name in book.sheetnames[1:]] == ["a", "d", "z"]


@pytest.mark.parametrize("streamed", [False, True])
def test_a_text_too_long_for_a_cell_goes_on_at_the_right(tmp_path: Path, *, streamed: bool) -> None:
    log = a_log("word " * 20_000)
    write(Report(title="Log", sections=(log if streamed else log.first(1),)), tmp_path / "long.xlsx")
    row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "long.xlsx")["Contact log"][2]]
    assert str(row[TEXT - 1]).endswith("[1 of 4, goes on at the right]")
    joined = "".join(str(piece).split(" [")[0] for piece in (row[TEXT - 1], *row[8:]))
    assert joined == "word " * 20_000


def test_charts_are_native_and_point_to_the_cells_of_their_table(tmp_path: Path) -> None:
    write(a_report(), tmp_path / "c.xlsx")
    with ZipFile(tmp_path / "c.xlsx") as file:
        drawn = file.read("xl/charts/chart1.xml").decode()
    assert "Forecast!$B$2:$B$17" in drawn
    assert "areaChart" in drawn
    assert "lineChart" in drawn
    assert "'Chart ranges'!$A$2:$A$17" in drawn


def test_what_is_marked_in_a_chart_has_points_and_no_line(tmp_path: Path) -> None:
    series = (
        Series(column="counted", label="Counted"),
        Series(column="low80", label="Lower limit", limit=True),
        Series(column="high80", label="Outside", marked=True),
    )
    chart = replace(a_fan(), kind=ChartKind.LINE, series=series, bands=())
    write(Report(title="Calls", sections=(a_forecast(), chart)), tmp_path / "report.xlsx")
    with ZipFile(tmp_path / "report.xlsx") as file:
        drawn = file.read("xl/charts/chart1.xml").decode()
    assert drawn.count('<c:symbol val="circle"/>') == 1
    assert drawn.count("<a:noFill/>") >= 1
    assert '<a:prstDash val="dash"/>' in drawn


@pytest.mark.parametrize("hostile", ["=cmd|'/C calc'!A0", "Sale!A1", "='Other sheet'!$B$2"])
def test_a_name_in_a_chart_that_looks_like_a_cell_stays_a_name(tmp_path: Path, hostile: str) -> None:
    fan = a_fan()
    named = replace(
        fan,
        title=hostile,
        y_title=hostile,
        series=tuple(replace(series, label=hostile) for series in fan.series),
        bands=tuple(replace(band, label=hostile) for band in fan.bands),
    )
    write(Report(title="Hostile", sections=(a_forecast(), named)), tmp_path / "c.xlsx")
    with ZipFile(tmp_path / "c.xlsx") as file:
        drawn = file.read("xl/charts/chart1.xml").decode()
    places = re.findall(r"<c:f>([^<]*)</c:f>", drawn)
    assert places
    assert all(place.startswith(("Forecast!$", "'Chart ranges'!$")) for place in places)
    assert "\u2060" in drawn


def test_the_ranges_of_a_chart_open_from_the_last_counted_value(tmp_path: Path) -> None:
    write(a_report(), tmp_path / "c.xlsx")
    shown = openpyxl.load_workbook(tmp_path / "c.xlsx", data_only=True)["Chart ranges"]
    assert [shown.cell(13, column).value for column in range(1, 5)] == [255, 0, 0, 0]
    assert [shown.cell(14, column).value for column in range(1, 5)] == [210, 20, 66, 24]
    formulas = openpyxl.load_workbook(tmp_path / "c.xlsx")["Chart ranges"]
    assert formulas["C14"].value == "='Forecast'!$E$14-'Forecast'!$D$14"


def test_totals_follow_the_filter_by_a_formula_of_our_own(tmp_path: Path) -> None:
    write(a_report(), tmp_path / "c.xlsx")
    assert openpyxl.load_workbook(tmp_path / "c.xlsx")["Forecast"]["B18"].value == "=SUBTOTAL(109,B2:B17)"
    assert openpyxl.load_workbook(tmp_path / "c.xlsx", data_only=True)["Forecast"]["B18"].value == 3032


def test_people_needed_are_a_heat_map_with_closed_hours_blank(tmp_path: Path) -> None:
    write(a_report(), tmp_path / "c.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["People needed"]
    assert sheet["B5"].value == 1
    assert sheet["B11"].value is None
    assert sum(len(rules.rules) for rules in sheet.conditional_formatting) == 8
    assert sheet["D5"].comment is not None


def test_assumptions_keep_their_kinds_and_definitions_their_words(tmp_path: Path) -> None:
    write(a_report(), tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(tmp_path / "c.xlsx")
    assert book["Assumptions"]["B2"].value == timedelta(minutes=4, seconds=12)
    assert book["Assumptions"]["B3"].number_format == "0.0%"
    assert book["Definitions"]["A3"].value == "Occupancy"


def test_the_workbook_bears_the_mark_of_our_exports(tmp_path: Path) -> None:
    write(a_report(), tmp_path / "c.xlsx")
    with ZipFile(tmp_path / "c.xlsx") as file:
        assert f'name="{EXPORT_MARK}"' in file.read("docProps/custom.xml").decode()


def test_a_streamed_workbook_begins_as_workbooks_do(tmp_path: Path) -> None:
    write(a_report(a_log("x")), tmp_path / "c.xlsx")
    with ZipFile(tmp_path / "c.xlsx") as file:
        assert file.namelist()[0] == "_rels/.rels"
        assert len(set(file.namelist())) == len(file.namelist())


def test_the_cover_leads_to_each_sheet(tmp_path: Path) -> None:
    written = write(a_report(a_log("x")), tmp_path / "c.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "c.xlsx")["Overview"]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in written.sheets if name not in {"Overview", "Chart ranges"}]


def test_stopping_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write(a_report(a_log(*["x"] * 900)), path, cancelled=lambda: True)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_tells_rows_written_and_expected(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    write(a_report(a_log(*["x"] * 900, count=900)), tmp_path / "l.xlsx", progress=lambda *far: told.append(far))
    assert told == [(500, 900), (900, 900)]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        write(a_report(), tmp_path / "nowhere" / "c.xlsx")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_text("old")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        with pytest.raises(DiskFull):
            write(a_report(), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_days_before_excel_counts_right_are_text(tmp_path: Path) -> None:
    write(Report(title="Old", sections=(texts("x"), an_old_table())), tmp_path / "o.xlsx")
    assert openpyxl.load_workbook(tmp_path / "o.xlsx")["Old"]["A2"].value == "1899-12-24"


def an_old_table() -> Table:
    return Table(key="old", title="Old", columns=(Column(key="day", title="Day"),), rows=((date(1899, 12, 24),),))
