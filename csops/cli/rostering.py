"""What `staff` does with shifts: plan them, look at plans, change, publish and export them, set people up."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call
from csops.cli.printing import tell_progress
from csops.cli.roster_answers import view_answer
from csops.cli.yaml_file import read_yaml
from csops.domain import wording
from csops.domain.access import Permission
from csops.domain.errors import UnknownName

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.scenarios import Scenario
    from csops.domain.work_terms import Worker
    from csops.services.rosters import PlanView
    from csops.services.workspace import Workspace


def arguments(actions: Any) -> None:
    """Add the actions about shifts to those of `staff`."""
    plan = actions.add_parser("plan", help="plan shifts of named people", description="Plan shifts of named people")
    plan.add_argument("--from", dest="first", metavar="DATE", required=True, help="first day")
    plan.add_argument("--weeks", type=int, metavar="N", default=1, help="how many weeks (default: 1)")
    plan.add_argument("--scenario", metavar="FILE", help="what if: a YAML file, or the name of a kept one")
    plan.add_argument("--seconds", type=float, metavar="S", help="search at most so long (default: 10 for each week)")
    plan.add_argument("--again", type=int, metavar="ID", help="plan anew what was not set by hand in this plan")
    plan.add_argument("--relax", action="store_true", help="if somebody is missing, try without each rule in the way")
    plan.add_argument("--out", metavar="FILE", help="also write it: .xlsx, .pdf, .csv or .ics")
    _actions_on_a_plan(actions)
    people = actions.add_parser(
        "people", help="who can be planned, and by which rules", description="Who can be planned, and by which rules"
    )
    people.add_argument("--load", metavar="FILE.yaml", help="set up people, shifts and rules from a file")
    people.add_argument("--save", metavar="FILE.yaml", help="write them to a file, to be changed and loaded")


def _actions_on_a_plan(actions: Any) -> None:
    actions.add_parser("plans", help="every plan", description="Every plan")
    for name, does in (
        ("show", "one plan: who works when, gaps, broken rules"),
        ("change", "give somebody a shift by hand, or take it away"),
        ("publish", "publish a plan, so that it counts for the weeks after it"),
        ("export", "write a plan as .xlsx, .pdf, .csv, or .ics for a calendar"),
    ):
        one = actions.add_parser(name, help=does, description=does[:1].upper() + does[1:])
        one.add_argument("--plan", type=int, metavar="ID", required=True, help="the plan")
        if name == "change":
            one.add_argument("--person", metavar="NAME", required=True, help="whose shift")
            one.add_argument("--day", metavar="DATE", required=True, help="on which day")
            one.add_argument("--shift", metavar="S", required=True, help="a shift's name, 09:00-17:00, or off")
        if name == "publish":
            one.add_argument("--withdraw", action="store_true", help="make it a draft again")
        if name == "export":
            one.add_argument("--out", metavar="FILE", required=True, help="file; of --each the folder")
            one.add_argument("--person", metavar="NAME", help="only this person's shifts (.ics)")
            one.add_argument("--each", action="store_true", help="a calendar for each person, into the folder")
    roster = actions.add_parser("roster", help="read in a roster", description="Read in a roster of names by days")
    roster.add_argument("file", metavar="FILE", help="names in the first column, days in the first row")
    roster.add_argument("--from", dest="first", metavar="DATE", help="the Monday that headings without a date mean")
    roster.add_argument("--sheet", metavar="NAME", help="sheet of a workbook")
    roster.add_argument("--dry-run", action="store_true", help="say what would be read, keep nothing")


_SETUP_RIGHT = "Name a text file in YAML: key: value, one a line, as --save writes it"


def run(call: Call) -> Answer:
    """Do what is asked about shifts."""
    return _ACTIONS[call.options.what](call)


def _plan(call: Call) -> Answer:
    from csops.services import roster_files, rosters
    from csops.services.roster_making import Asked

    options = call.options
    with call.workspace() as workspace:
        if options.out:
            workspace.require(Permission.EXPORT)
            roster_files.check_target(Path(options.out))
        asked = Asked(
            first_day=_day(options.first, workspace, "--from"),
            weeks=options.weeks,
            scenario=_scenario(options.scenario, workspace),
            seconds=options.seconds,
        )
        view = rosters.make_plan(workspace, asked=asked, again=options.again, tell=tell_progress)
        tell_progress(1)
        written = None
        if options.out:
            written = roster_files.export_plan(workspace, plan_id=view.plan.id, path=Path(options.out)).file
        relaxed = _relaxed(view) if options.relax else {}
        return view_answer(view, workspace, further={"file": written, **relaxed})


def _relaxed(view: "PlanView") -> dict[str, Any]:
    from csops.domain.roster_relief import reliefs

    return {
        "without": [
            {"rule": each.rule.value, "missing_hours": each.missing_hours, "hours": each.hours, "cost": each.cost}
            for each in reliefs(view.task, view.gaps)
        ]
    }


def _scenario(text: str | None, workspace: "Workspace") -> "Scenario":
    """The scenario of a file, or one that is kept, by its name."""
    from csops.cli.scenarios import scenario_file
    from csops.services.roster_making import AS_THINGS_ARE
    from csops.services.scenarios import check_scenario, list_scenarios

    if text is None:
        return AS_THINGS_ARE
    kept = [each for each in list_scenarios(workspace) if each.name.casefold() == text.strip().casefold()]
    found = kept[0] if kept and not Path(text).exists() else scenario_file(Path(text))
    return check_scenario(workspace, scenario=found)


def _plans(call: Call) -> Answer:
    from csops.services.rosters import plans

    with call.workspace() as workspace:
        found = plans(workspace)
    data = [
        {
            "plan": plan.id,
            "from": plan.first_day,
            "to": plan.last_day,
            "state": plan.state,
            "name": plan.name,
            "made_at": plan.made_at,
        }
        for plan in found
    ]
    lines = tuple(f"{plan.id}  {plan.first_day} to {plan.last_day}  {plan.state.value}  {plan.name}" for plan in found)
    return Answer(data={"plans": data}, lines=lines or ("No plan yet",))


def _show(call: Call) -> Answer:
    from csops.services.rosters import plan_view

    with call.workspace() as workspace:
        return view_answer(plan_view(workspace, plan_id=call.options.plan), workspace)


def _change(call: Call) -> Answer:
    from csops.domain.opening_hours import span_from
    from csops.domain.shifts import Hours
    from csops.services import rosters

    options = call.options
    with call.workspace() as workspace:
        view = rosters.plan_view(workspace, plan_id=options.plan)
        member_id = _person(options.person, view.task.workers)
        day = _day(options.day, workspace, "--day")
        template = next(
            (each for each in view.task.templates if each.name.casefold() == options.shift.strip().casefold()), None
        )
        where = {"plan_id": options.plan, "member_id": member_id, "day": day}
        if options.shift.strip().casefold() in {"off", "free", "-"}:
            view = rosters.clear_shift(workspace, **where)
        elif template is not None and template.id:
            view = rosters.set_shift(workspace, **where, template_id=template.id)
        elif template is not None:
            view = rosters.set_shift(workspace, **where, hours=template)
        else:
            span = span_from(options.shift, field="--shift")
            hours = Hours(start_minute=span.start_minute, end_minute=span.end_minute)
            view = rosters.set_shift(workspace, **where, hours=hours)
        return view_answer(view, workspace)


def _publish(call: Call) -> Answer:
    from csops.services import rosters
    from csops.services.staffing import outlook

    with call.workspace() as workspace:
        if call.options.withdraw:
            plan = rosters.withdraw(workspace, plan_id=call.options.plan)
        else:
            plan = rosters.publish(workspace, plan_id=call.options.plan, outlook=outlook(workspace))
    data = {"plan": plan.id, "state": plan.state, "published_at": plan.published_at}
    return Answer(data=data, lines=(f"Plan {plan.id} is {plan.state.value}",))


def _export(call: Call) -> Answer:
    from csops.services import roster_files
    from csops.services.rosters import plan_view

    options, path = call.options, Path(call.options.out)
    with call.workspace() as workspace:
        if options.each:
            files = roster_files.export_calendars(workspace, plan_id=options.plan, folder=path)
            lines = tuple(map(str, files)) or ("Nobody works in this plan",)
            return Answer(data={"files": files}, lines=lines)
        member_id = None
        if options.person:
            member_id = _person(options.person, plan_view(workspace, plan_id=options.plan).task.workers)
        done = roster_files.export_plan(workspace, plan_id=options.plan, path=path, member_id=member_id)
    data = {"file": done.file, "sheets": done.sheets, "rows": done.rows, "pages": done.pages}
    return Answer(data=data, lines=(f"Written: {done.file}",))


def _roster(call: Call) -> Answer:
    from csops.services import roster_files

    options = call.options
    with call.workspace() as workspace:
        first = _day(options.first, workspace, "--from") if options.first else None
        grid = roster_files.read_roster(workspace, path=Path(options.file), first_day=first, sheet=options.sheet)
        problems = [{"row": each.row, "column": each.column, "reason": each.reason} for each in grid.problems]
        read = {"shifts": len(grid.shifts), "absences": grid.away, "problems": problems}
        said = tuple(f"Row {each.row}, {each.column}: {each.reason}" for each in grid.problems)
        if options.dry_run:
            return Answer(data=read, lines=(f"{len(grid.shifts)} shifts would be read", *said))
        view = roster_files.keep_grid(workspace, grid=grid, name=Path(options.file).stem)
        answer = view_answer(view, workspace, further=read)
    return replace(answer, lines=(*answer.lines, *said))


def _people(call: Call) -> Answer:
    from csops.domain.roster_file import setup_from
    from csops.services import roster_team

    options = call.options
    with call.workspace() as workspace:
        if options.load:
            roster_team.save_setup(workspace, setup=setup_from(read_yaml(Path(options.load), right=_SETUP_RIGHT)))
        if options.save:
            _save(workspace, Path(options.save))
        found = roster_team.setup(workspace)
    people: Mapping[str, Mapping[str, Any]] = found["people"]
    lines = [
        f"{name}: {terms['hours_per_week']:g} h a week" if terms["on_roster"] else f"{name}: not on rosters"
        for name, terms in people.items()
    ]
    lines.append("Shifts: " + (", ".join(found["shifts"]) or "none set up; they are proposed from the opening hours"))
    return Answer(data={**found, "file": options.save}, lines=tuple(lines))


def _save(workspace: "Workspace", path: Path) -> None:
    import yaml

    from csops.excel.destination import destination
    from csops.services.roster_team import setup

    text = yaml.safe_dump(setup(workspace), sort_keys=False, allow_unicode=True)
    with destination(path) as partial:
        partial.write_text(text, encoding="utf-8")


def _person(name: str, workers: "tuple[Worker, ...]") -> int:
    wanted = name.strip().casefold()
    exact = [worker for worker in workers if worker.name.casefold() == wanted]
    found = exact or [worker for worker in workers if worker.name.casefold().split()[0] == wanted]
    if len(found) != 1:
        raise UnknownName(field="--person", value=name, known=", ".join(worker.name for worker in workers))
    return found[0].member_id


def _day(text: str, workspace: "Workspace", field: str) -> Any:
    return wording.day(text, today=workspace.today(), field=field)


_ACTIONS: Mapping[str, Callable[[Call], Answer]] = {
    "plan": _plan,
    "plans": _plans,
    "show": _show,
    "change": _change,
    "publish": _publish,
    "export": _export,
    "roster": _roster,
    "people": _people,
}
