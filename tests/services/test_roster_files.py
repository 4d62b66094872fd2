from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from csops.domain.access import Role
from csops.domain.errors import FileRefused, Missing, NotPermitted, NotUnderstood, NotWritable
from csops.domain.roster_grid import Grid
from csops.domain.shifts import ShiftTemplate
from csops.domain.work_terms import Absence, Terms
from csops.services.people import save_member
from csops.services.roster_files import export_calendars, export_plan, keep_grid, read_roster
from csops.services.roster_making import Asked
from csops.services.roster_team import save_absence, save_template, save_terms
from csops.services.rosters import PlanView, make_plan, plans
from csops.services.workspace import Workspace
from tests.helpers.records import MARA, PHONE, ROSA
from tests.helpers.weeks import log_weeks, open_shop

WEEK = date(2026, 3, 2)


@pytest.fixture
def shop(sqlite_workspace: Workspace) -> Workspace:
    open_shop(sqlite_workspace)
    log_weeks(sqlite_workspace, weeks=9, a_day={PHONE: 60})
    save_template(sqlite_workspace, template=ShiftTemplate(name="Day", start_minute=540, end_minute=1020))
    save_absence(sqlite_workspace, absence=Absence(member_id=MARA.id, first_day=WEEK, last_day=WEEK))
    return sqlite_workspace


@pytest.fixture
def planned(shop: Workspace) -> PlanView:
    return make_plan(shop, asked=Asked(first_day=WEEK, weeks=2, seconds=5))


def test_a_workbook_shows_who_works_when_and_what_is_missing(
    shop: Workspace, planned: PlanView, tmp_path: Path
) -> None:
    done = export_plan(shop, plan_id=planned.plan.id, path=tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(done.file)
    assert {"Overview", "Hours by person", "Gaps", "Shifts", "Rules"} <= set(book.sheetnames)
    grid = next(
        sheet for name, sheet in zip(book.sheetnames, book.worksheets, strict=True) if name.startswith("Roster")
    )
    rows = list(grid.iter_rows(values_only=True))
    assert rows[1][:2] == ("Mara Lindqvist", "Leave")
    assert rows[2][1] == "Day 09:00-17:00"
    why = [row[-1] for row in book["Gaps"].iter_rows(values_only=True)]
    assert any("Mara Lindqvist: absent (leave until Monday 2 March)" in str(text) for text in why)


def test_the_pages_and_the_text_are_written(shop: Workspace, planned: PlanView, tmp_path: Path) -> None:
    assert export_plan(shop, plan_id=planned.plan.id, path=tmp_path / "plan.pdf").pages >= 2
    export_plan(shop, plan_id=planned.plan.id, path=tmp_path / "plan.csv")
    assert "Rosa Okafor" in (tmp_path / "plan.csv").read_text(encoding="utf-8-sig")


def test_each_person_gets_a_calendar(shop: Workspace, planned: PlanView, tmp_path: Path) -> None:
    save_terms(shop, terms=Terms(member_id=MARA.id))
    files = export_calendars(shop, plan_id=planned.plan.id, folder=tmp_path)
    assert [file.name for file in files] == ["mara-lindqvist-1.ics", "rosa-okafor-2.ics"]
    own = [shift for shift in planned.shifts if shift.member_id == ROSA.id]
    assert files[1].read_bytes().count(b"BEGIN:VEVENT") == len(own)
    done = export_plan(shop, plan_id=planned.plan.id, path=tmp_path / "all.ics")
    assert done.rows == len(planned.shifts)
    assert b"SUMMARY:Rosa Okafor: Day" in done.file.read_bytes()
    one = export_plan(shop, plan_id=planned.plan.id, path=tmp_path / "one.ics", member_id=ROSA.id)
    assert one.rows == len(own)
    with pytest.raises(NotWritable):
        export_calendars(shop, plan_id=planned.plan.id, folder=tmp_path / "not there")
    with pytest.raises(NotUnderstood):
        export_plan(shop, plan_id=planned.plan.id, path=tmp_path / "one.xlsx", member_id=ROSA.id)


def test_a_long_name_in_any_script_names_a_file(shop: Workspace, planned: PlanView, tmp_path: Path) -> None:
    save_member(shop, member=replace(MARA, name="早" * 200))
    assert f"{'早' * 50}-{MARA.id}.ics" in {
        file.name for file in export_calendars(shop, plan_id=planned.plan.id, folder=tmp_path)
    }


def test_a_file_may_have_a_long_name(shop: Workspace, planned: PlanView, tmp_path: Path) -> None:
    for path in (tmp_path / f"{'x' * 245}.ics", tmp_path / f"{'早' * 80}.csv"):
        assert export_plan(shop, plan_id=planned.plan.id, path=path).file.exists()


def test_who_may_not_export_gets_no_file(shop: Workspace, planned: PlanView, tmp_path: Path) -> None:
    shop.member = replace(MARA, role=Role.AGENT)
    with pytest.raises(NotPermitted):
        export_plan(shop, plan_id=planned.plan.id, path=tmp_path / "plan.ics")
    with pytest.raises(NotPermitted):
        export_calendars(shop, plan_id=planned.plan.id, folder=tmp_path)
    assert list(tmp_path.glob("*.ics")) == []


def test_a_roster_of_others_is_read_and_judged(shop: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(
        "Name,2026-03-02,2026-03-03\nMara Lindqvist,Day,leave\nRosa Okafor,12:00-20:00,Day\n", encoding="utf-8"
    )
    grid = read_roster(shop, path=path)
    assert (len(grid.shifts), grid.away, grid.problems) == (3, 1, ())
    view = keep_grid(shop, grid=grid, name="March")
    assert [finding.rule.value for finding in view.broken] == ["absent"]
    assert (view.plan.first_day, view.plan.weeks, view.plan.name) == (WEEK, 1, "March")
    assert view.sums.missing_hours > 0


def test_what_was_exported_reads_the_same(shop: Workspace, planned: PlanView, tmp_path: Path) -> None:
    done = export_plan(shop, plan_id=planned.plan.id, path=tmp_path / "plan.xlsx")
    sheet = next(name for name in done.sheets if name.startswith("Roster"))
    grid = read_roster(shop, path=done.file, sheet=sheet)
    assert {(shift.member_id, shift.day, shift.clock) for shift in grid.shifts} == {
        (shift.member_id, shift.day, shift.clock) for shift in planned.shifts if shift.day < date(2026, 3, 9)
    }


def test_a_roster_of_long_ago_is_kept_without_a_need(shop: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Name,2025-03-03,2025-03-04\nRosa,Day,Day\n", encoding="utf-8")
    view = keep_grid(shop, grid=read_roster(shop, path=path))
    assert (view.task.demands, view.gaps, view.sums.hours) == ((), (), 16)


def test_a_file_without_a_roster_is_refused(shop: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(FileRefused, match="no roster"):
        read_roster(shop, path=path)
    with pytest.raises(FileRefused):
        read_roster(shop, path=tmp_path / "none.csv")
    with pytest.raises(Missing):
        keep_grid(shop, grid=Grid())
    assert plans(shop) == []
