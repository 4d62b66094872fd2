"""Sheets that work themselves out again, read back."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from csops.domain.formulas import Formula
from csops.domain.reports import ColumnKind, FootCell, FootRow, Input, LiveColumn, LiveSheet, Outcome, Report
from csops.excel.formulas import Living, Places
from csops.excel.workbook import write

NINE = datetime(2026, 11, 30, 9)  # noqa: DTZ001 - reports hold local times


def a_sheet(
    title: str = "Phone alone", *, name: str = "Handle time", source: str = "Measured", rows: int = 3
) -> LiveSheet:
    doubled = Formula(text='IF({contacts}>0,{contacts}*{handle}/1800,"")')
    return LiveSheet(
        title=title,
        lines=("Change what is marked.", source),
        inputs=(
            Input(key="handle", name=name, value=300.0, allowed=(1, 86_400), unit="seconds", source=source),
            Input(
                key="rate",
                name="Cost of a paid hour",
                value=Decimal("19.50"),
                allowed=(0, 1000),
                kind=ColumnKind.MONEY,
                currency="EUR",
            ),
        ),
        outcomes=(Outcome(name="Contacts", formula=Formula(text="SUM({contacts:all})"), value=9.0),),
        columns=(
            LiveColumn(key="start", title="From", kind=ColumnKind.DATETIME),
            LiveColumn(key="contacts", title="Contacts", kind=ColumnKind.NUMBER, allowed=(0, 1000)),
            LiveColumn(key="load", title="Load", kind=ColumnKind.NUMBER, formula=doubled),
            LiveColumn(key="plan", title=source, kind=ColumnKind.INTEGER),
            LiveColumn(
                key="step", title="Step", kind=ColumnKind.NUMBER, formula=Formula(text="{load}+1"), is_hidden=True
            ),
        ),
        rows=tuple(
            (NINE + number * timedelta(minutes=30), 3.0 * number, number / 2 if number else None, 1, 1.0)
            for number in range(rows)
        ),
    )


def drawn(path: Path, sheet: LiveSheet, *, values: bool = False) -> Any:
    write(Report(title="Staffing", sections=(sheet,)), path / "live.xlsx")
    return openpyxl.load_workbook(path / "live.xlsx", data_only=values).worksheets[1]


def head_row(sheet: Any) -> int:
    return [cell.value for cell in sheet["A"]].index("From") + 1


def test_formulas_name_inputs_by_their_place_and_columns_by_their_row(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, a_sheet())
    first = head_row(sheet) + 1
    assert (first, sheet["A6"].value) == (10, "Handle time")
    assert sheet["C11"].value == '=IF($B11>0,$B11*$B$6/1800,"")'
    assert sheet["E11"].value == "=$C11+1"
    assert sheet["K6"].value == "=SUM($B$10:$B$12)"


def test_until_it_is_worked_out_again_a_formula_shows_our_value(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, a_sheet(), values=True)
    assert [sheet.cell(row, 3).value for row in (10, 11, 12)] == [None, 0.5, 1]
    assert (sheet["K6"].value, sheet["L6"].value) == (9, 9)


def test_inputs_are_marked_and_take_only_numbers_within_their_limits(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, a_sheet())
    allowed = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2) for rule in sheet.data_validations.dataValidation
    }
    assert allowed == {
        "B6": ("decimal", "1", "86400"),
        "B7": ("decimal", "0", "1000"),
        "B10:B12": ("decimal", "0", "1000"),
    }
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFE4EAFD"}
    assert marked == {"B6", "B7", "B10", "B11", "B12"}


def test_the_head_stays_in_sight_and_steps_of_the_work_are_folded_away(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, a_sheet())
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B10", "A9:D12")
    assert (sheet.column_dimensions["E"].hidden, sheet.column_dimensions["E"].outlineLevel) == (True, 1)
    assert not sheet.column_dimensions["D"].hidden


@pytest.mark.parametrize("hostile", ["=1+1", "=cmd|'/C calc'!A1", '=HYPERLINK("http://example.invalid";"x")', "@now"])
def test_names_that_look_like_formulas_stay_text_beside_those_of_ours(tmp_path: Path, hostile: str) -> None:
    sheet = drawn(tmp_path, a_sheet(hostile, name=hostile, source=hostile))
    texts = [cell for row in sheet.iter_rows() for cell in row if cell.value == hostile]
    assert {cell.data_type for cell in texts} == {"s"}
    assert len(texts) == 5
    formulas = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas == ["K6", "C10", "E10", "C11", "E11", "C12", "E12"]


def test_rows_at_the_foot_add_up_columns_and_rank_what_stands_beside_them(tmp_path: Path) -> None:
    total = Formula(text="SUM({load:all})*{rate}")
    place = Formula(text='IF({total}="","",RANK({total},{total:all}))')
    foot = (
        FootRow(key="total", name="Total", cells=(FootCell(column="load", value=1.5, formula=total),), is_strong=True),
        FootRow(key="place", name="Place", cells=(FootCell(column="load", value=1, formula=place),)),
        FootRow(key="kept", name="=1+1", cells=(FootCell(column="plan", value="=2+2"),)),
    )
    sheet = drawn(tmp_path, replace(a_sheet(), foot=foot))
    assert [sheet.cell(row, 1).value for row in (14, 15, 16)] == ["Total", "Place", "=1+1"]
    assert sheet["C14"].value == "=SUM($C$10:$C$12)*$B$7"
    assert sheet["C15"].value == '=IF(C$14="","",RANK(C$14,$B$14:$E$14))'
    assert {sheet[name].data_type for name in ("A16", "D16")} == {"s"}
    values = drawn(tmp_path, replace(a_sheet(), foot=foot), values=True)
    assert (values["C14"].value, values["C15"].value) == (1.5, 1)


def test_a_foot_that_names_what_the_sheet_does_not_have_is_our_mistake() -> None:
    for cell in (
        FootCell(column="nothing", value=1),
        FootCell(column="load", value=1, formula=Formula(text="{nothing}")),
        FootCell(column="load", value=1, formula=Formula(text="SUM({nothing:all})")),
    ):
        with pytest.raises(ValueError, match="nothing"):
            replace(a_sheet(), foot=(FootRow(key="total", name="Total", cells=(cell,)),))


def test_a_sheet_without_rows_is_still_one(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, a_sheet(rows=0))
    assert sheet["K6"].value == "=SUM($B$10:$B$10)"


def test_no_function_needs_a_prefix_and_the_file_asks_to_be_worked_out(tmp_path: Path) -> None:
    write(Report(title="Staffing", sections=(a_sheet(),)), tmp_path / "live.xlsx")
    with ZipFile(tmp_path / "live.xlsx") as file:
        assert "_xl" not in file.read("xl/worksheets/sheet2.xml").decode()
        assert 'fullCalcOnLoad="1"' in file.read("xl/workbook.xml").decode()


def test_the_formulas_of_a_column_are_said_once_as_excel_does(tmp_path: Path) -> None:
    write(Report(title="Staffing", sections=(a_sheet(rows=200),)), tmp_path / "live.xlsx")
    with ZipFile(tmp_path / "live.xlsx") as file:
        xml = file.read("xl/worksheets/sheet2.xml").decode()
    assert xml.count("/1800") == 1
    assert xml.count('t="shared"') == 400


def test_a_formula_without_a_cell_to_stand_in_is_our_mistake() -> None:
    places = Places(inputs={}, columns={"load": 0}, first=1, last=2)
    living = Living(formulas={0: Formula(text="{load}+1")}, places=places)
    with pytest.raises(ValueError, match="1 of 2 cells"):
        living.with_formulas('<c r="A2" s="1"><v>3</v></c><c r="A3" s="1" t="s"><v>0</v></c>')


def test_a_formula_that_names_what_the_sheet_does_not_have_is_our_mistake() -> None:
    sheet = a_sheet()
    stray = LiveColumn(key="stray", title="Stray", formula=Formula(text="{nothing}"))
    with pytest.raises(ValueError, match="nothing"):
        LiveSheet(title="x", lines=(), inputs=sheet.inputs, outcomes=(), columns=(stray,), rows=())
