"""Rosters as files: workbook, pages or text for all, a calendar for each person; and rosters of others read in."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from csops.domain.access import Permission
from csops.domain.errors import FileRefused, Missing, NotUnderstood
from csops.domain.icalendar import calendar_text, events_of
from csops.domain.periods import check_year
from csops.domain.plans import Plan
from csops.domain.roster_grid import Grid, read_grid
from csops.domain.shifts import Shift
from csops.domain.team import Shop
from csops.services import exports
from csops.services.exports import Exported
from csops.services.roster_making import Asked, need_for, roster_basis
from csops.services.roster_person import PersonWeeks
from csops.services.roster_sections import Named, report_of
from csops.services.roster_team import roster_team
from csops.services.rosters import PlanView, plan_view
from csops.services.staffing import Outlook
from csops.services.workspace import Workspace

CALENDAR = ".ics"
_LONGEST_NAME = 50
"""So many letters of a person's name in that of a file: systems take 255 bytes, and a letter has up to four."""


def export_plan(workspace: Workspace, *, plan_id: int, path: Path, member_id: int | None = None) -> Exported:
    """Write a plan as a workbook, pages, text, or as a calendar.

    Args:
        workspace: whose plan.
        plan_id: which.
        path: `.xlsx`, `.pdf`, `.csv`; `.ics` holds one person's shifts, or those of all with their names.
        member_id: only this person's shifts, in a calendar.

    Raises:
        NotPermitted: the role may not export. NotUnderstood: another ending. NotFound: no such plan.
    """
    workspace.require(Permission.EXPORT)
    check_target(path)
    view = plan_view(workspace, plan_id=plan_id)
    if path.suffix.lower() == CALENDAR:
        return _calendar(workspace.shop(), view, path=path, member_id=member_id, made_at=workspace.now())
    if member_id is not None:
        raise NotUnderstood(field="file", value=path.name, right=f"A person's shifts go into a calendar: {CALENDAR}")
    return exports.export(workspace, report=report_of(view, named=named(workspace)), path=path)


def check_target(path: Path) -> None:
    """Raise what `export_plan` would raise of this path, before a search for a plan that is to go there.

    Raises:
        NotUnderstood: another ending. HoldsRecords, NotAFile, NotWritable: nothing can be written there.
    """
    from csops.excel.destination import refuse_unwritable

    if path.suffix.lower() not in (*exports.ENDINGS, CALENDAR):
        right = f"Give it one of the endings {', '.join((*exports.ENDINGS, CALENDAR))}"
        raise NotUnderstood(field="file", value=path.name, right=right)
    refuse_unwritable(path)


def export_calendars(workspace: Workspace, *, plan_id: int, folder: Path) -> list[Path]:
    """Write a calendar for each person who works, named after them; return the files.

    Raises:
        NotPermitted: the role may not export. NotFound: no such plan. NotWritable: the folder is not there.
    """
    workspace.require(Permission.EXPORT)
    view, shop = plan_view(workspace, plan_id=plan_id), workspace.shop()
    written: list[Path] = []
    for person in view.sums.people:
        if person.shifts:
            kept = "".join(letter if letter.isalnum() else "-" for letter in person.name.casefold())
            path = folder / f"{kept[:_LONGEST_NAME]}-{person.member_id}{CALENDAR}"
            _calendar(shop, view, path=path, member_id=person.member_id, made_at=workspace.now())
            written.append(path)
    return written


def export_person(workspace: Workspace, *, weeks: PersonWeeks, path: Path) -> Exported:
    """Write the weeks of one person as a calendar, whichever plans they are of.

    Raises:
        NotPermitted: the role may not export. NotUnderstood: another ending. NotWritable: the folder is not there.
    """
    workspace.require(Permission.EXPORT)
    if path.suffix.lower() != CALENDAR:
        raise NotUnderstood(field="file", value=path.name, right=f"A person's shifts go into a calendar: {CALENDAR}")
    shop = workspace.shop()
    shifts = [shift for week in weeks.weeks for shift in week.shifts]
    events = events_of(shifts, shop=shop.name, zone=weeks.zone)
    text = calendar_text(events, name=f"{shop.name}: {weeks.worker.name}", made_at=workspace.now())
    return _written(text, path, rows=len(shifts))


def named(workspace: Workspace) -> Named:
    """Return what a report on a plan calls things by."""
    with workspace.read() as work:
        channels = {channel.key: channel.name for channel in work.channels.all("position")}
    return Named(shop=workspace.shop(), channels=channels)


def _calendar(shop: Shop, view: PlanView, *, path: Path, member_id: int | None, made_at: datetime) -> Exported:
    names = {worker.member_id: worker.name for worker in view.task.workers}
    shifts = [shift for shift in view.shifts if member_id in (None, shift.member_id)]
    if member_id is None:
        shifts = [replace(shift, name=f"{names.get(shift.member_id, '')}: {shift.name}") for shift in shifts]
    title = f"{shop.name}: {names[member_id]}" if member_id in names else shop.name
    events = events_of(shifts, shop=shop.name, zone=view.task.zone)
    text = calendar_text(events, name=title, made_at=made_at)
    return _written(text, path, rows=len(events))


def _written(text: str, path: Path, *, rows: int) -> Exported:
    from csops.excel.destination import destination

    with destination(path) as partial:
        partial.write_bytes(text.encode("utf-8", "replace"))
    return Exported(file=path, rows=rows)


# ---------------------------------------------------------------- read in


def read_roster(workspace: Workspace, *, path: Path, first_day: date | None = None, sheet: str | None = None) -> Grid:
    """Return what a roster of names by days says, without keeping it.

    Args:
        workspace: whose people and shifts are named.
        path: csv, tsv, txt, xlsx ...
        first_day: the Monday that weekdays without a date stand for.
        sheet: of a workbook.

    Raises:
        FileRefused: it cannot be read, or holds no roster.
    """
    from csops.imports.reading import Outcome
    from csops.services.imports import read_file

    workspace.require(Permission.PLAN)
    reading = read_file(path=path, sheet=sheet)
    if reading.outcome is Outcome.REJECT:
        raise FileRefused(path=path, reason=reading.reason.rstrip("."), right="Choose another file")
    team = roster_team(workspace)
    rows = list(zip(reading.numbers, reading.rows, strict=True))
    near = first_day or workspace.today()
    grid = read_grid(rows, members=team.members, templates=team.templates, near=near, first_day=first_day)
    if not grid.shifts and not grid.problems:
        right = "The first column holds names, the first row days, and cells shifts such as Early or 09:00-17:00"
        raise FileRefused(path=path, reason="no roster was found in it", right=right)
    return grid


def keep_grid(workspace: Workspace, *, grid: Grid, name: str = "", outlook: Outlook | None = None) -> PlanView:
    """Keep a roster that was read as a draft, beside what the forecast asks for on these days.

    Args:
        workspace: whose plan it becomes.
        grid: what was read.
        name: what the draft is called.
        outlook: what lies ahead, where that is known already.

    Raises:
        Missing: it holds no shifts.
    """
    workspace.require(Permission.PLAN)
    if not grid.shifts:
        raise Missing(field="shifts", right="Nothing in the file could be read as a shift")
    first, last = min(shift.day for shift in grid.shifts), max(shift.day for shift in grid.shifts)
    for day in (first, last):
        check_year(day, field="day")
    first -= timedelta(days=first.weekday())
    weeks = (last - first).days // 7 + 1
    need, figures = need_for(roster_basis(workspace, asked=Asked(first_day=first, weeks=weeks)), outlook=outlook)
    plan = Plan(first_day=first, weeks=weeks, name=name, made_at=workspace.now(), need=need, figures=figures)
    with workspace.work("Read a roster in") as work:
        kept = work.plans.add(plan)
        shifts: list[Shift] = [replace(shift, plan_id=kept.id) for shift in grid.shifts]
        work.shifts.add_many(shifts)
    return plan_view(workspace, plan_id=kept.id)
