"""The search for a roster: from the forecast and the team to shifts, in plain values."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from csops.domain.access import Permission
from csops.domain.assumptions import Assumptions, IntervalLoad
from csops.domain.calendar import closed_days, open_intervals
from csops.domain.errors import Missing, OutOfRange
from csops.domain.periods import check_year
from csops.domain.plans import Plan, PlanState, need_of
from csops.domain.roster_rules import RosterRules
from csops.domain.rosters import Task
from csops.domain.scenario_loads import loads_under
from csops.domain.scenario_values import plain, scenario_from
from csops.domain.scenarios import Scenario
from csops.domain.shift_proposals import proposed_templates
from csops.domain.shifts import Shift, ShiftTemplate
from csops.services.people import member_named
from csops.services.roster_team import RosterTeam, roster_team_of
from csops.services.staffing import EVERY_MINUTES, Basis, Outlook, as_today, interval_loads, outlook_of, plan_basis
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

MOST_WEEKS = 8
_DAY = timedelta(days=1)
AS_THINGS_ARE = Scenario(name="")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which weeks to plan, with what assumed, and how long to search (default: ten seconds a week)."""

    first_day: date
    weeks: int = 1
    name: str = ""
    scenario: Scenario = AS_THINGS_ARE
    seconds: float | None = None

    @property
    def last_day(self) -> date:
        """The last day to plan."""
        return self.first_day + timedelta(days=7 * self.weeks - 1)


@dataclass(frozen=True, kw_only=True)
class RosterBasis:
    """All that a roster is made from, as plain values that another process can be handed.

    `again`: the plan that is made anew; `kept` its shifts that were set by hand; `around` what is published for the
    days before and after.
    """

    asked: Asked
    outlook: Basis
    team: RosterTeam
    without: tuple[int, ...] = ()
    around: tuple[Shift, ...] = ()
    kept: tuple[Shift, ...] = ()
    again: Plan | None = None


@dataclass(frozen=True, kw_only=True)
class MadeRoster:
    """A roster that was found and is not kept yet; `rosters.view_of` tells what is to be said of it."""

    plan: Plan
    shifts: tuple[Shift, ...]
    task: Task


def roster_basis(workspace: Workspace, *, asked: Asked, again: int | None = None) -> RosterBasis:
    """Return what a roster is made from.

    Args:
        workspace: whose log and team.
        asked: which weeks, and what is assumed.
        again: a plan to make anew; what was set by hand in it stays.

    Raises:
        NotPermitted: the role may not plan. OutOfRange: too many weeks. NotFound, UnknownName: no such plan or member.
    """
    workspace.require(Permission.PLAN)
    if not 1 <= asked.weeks <= MOST_WEEKS:
        raise OutOfRange(field="weeks", value=asked.weeks, right=f"Choose from 1 to {MOST_WEEKS}")
    check_year(asked.first_day, field="first day")
    outlook = plan_basis(workspace)
    with workspace.read() as work:
        team = roster_team_of(work, seen_by=workspace)
        plan = None if again is None else work.plans.get(again)
        if plan is not None:  # made anew for its own days, whichever are asked for
            asked = replace(asked, first_day=plan.first_day, weeks=plan.weeks)
        kept = [shift for shift in work.shifts.where(plan_id=again) if shift.fixed] if again is not None else []
        around = published_around(work, asked.first_day, asked.last_day, team.rules)
    left_out = [member_named(list(team.members), name) for name in asked.scenario.without]
    return RosterBasis(
        asked=replace(asked, scenario=replace(asked.scenario, without=tuple(member.name for member in left_out))),
        outlook=outlook,
        team=team,
        without=tuple(member.id for member in left_out),
        around=around,
        kept=tuple(kept),
        again=plan,
    )


def published_around(work: Work, first_day: date, last_day: date, rules: RosterRules) -> tuple[Shift, ...]:
    """Return the shifts of published plans on the days before and after, as far as rules look."""
    reach = _DAY * max(7, rules.days_in_a_row, 7 * (rules.weekends_in_a_row + 1))
    since, until = first_day - reach, last_day + reach
    plans = [
        plan.id
        for plan in work.plans.all("first_day")
        if plan.state is PlanState.PUBLISHED and plan.first_day <= until and plan.last_day >= since
    ]
    found = work.shifts.where_any("plan_id", plans)
    return tuple(each for each in found if since <= each.day < first_day or last_day < each.day <= until)


def roster_from(
    basis: RosterBasis,
    *,
    tell: Callable[[float], object] | None = None,
    stop: Callable[[], bool] | None = None,
    outlook: Outlook | None = None,
) -> MadeRoster:
    """Return the best roster that was found: arithmetic alone, for a process of its own.

    Args:
        basis: what it is made from.
        tell: hears the share of the time that is gone.
        stop: True ends the search with the best so far.
        outlook: what lies ahead, where that is known already.

    Raises:
        OutOfRange: days that are not forecast.
    """
    from csops.domain.roster_solver import solve

    ahead = outlook or outlook_of(basis.outlook)
    task = _task_for(basis, ahead)
    roster = solve(
        task,
        seconds=basis.asked.seconds,
        tell=None if tell is None else lambda progress: tell(progress.share),
        stop=stop,
    )
    figures = {
        "ending": roster.proof.ending.value,
        "points": roster.proof.points,
        "bound": roster.proof.bound,
        "seconds": roster.proof.seconds,
        "spread": _spread(ahead, task),
        "history_days": ahead.history_days,
        "shifts_proposed": not any(template.active for template in basis.team.templates),
    }
    plan = basis.again or Plan(first_day=basis.asked.first_day, weeks=basis.asked.weeks, made_at=basis.outlook.log.now)
    made = replace(
        plan,
        name=basis.asked.name or plan.name,
        made_at=basis.outlook.log.now,
        need=need_of(task.demands),
        scenario=scenario_mapping(basis.asked.scenario),
        figures=figures,
    )
    return MadeRoster(plan=made, shifts=roster.shifts, task=task)


def need_for(basis: RosterBasis, *, outlook: Outlook | None = None) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the need of some weeks as a plan keeps it, and what is known of the forecast; nothing beyond it.

    Args:
        basis: which weeks, and what they are made from.
        outlook: what lies ahead, where that is known already.
    """
    ahead = outlook or outlook_of(basis.outlook)
    try:
        task = _task_for(basis, ahead)
    except (OutOfRange, Missing):  # a roster of days gone by, or far ahead, is kept without a need
        return [], {}
    return need_of(task.demands), {"spread": _spread(ahead, task), "history_days": ahead.history_days}


def _task_for(basis: RosterBasis, ahead: Outlook) -> Task:
    from csops.domain.roster_need import demands_from

    asked, calendar = basis.asked, basis.outlook.log.calendar
    assumptions = asked.scenario.onto(as_today(basis.outlook.staffing))
    workers = basis.team.workers(
        cost_per_hour=asked.scenario.cost_per_hour,
        without=basis.without,
        closed=closed_days(
            calendar, asked.first_day, asked.first_day + timedelta(weeks=asked.weeks) - timedelta(days=1)
        ),
    )
    task = Task(
        first_day=asked.first_day,
        weeks=asked.weeks,
        zone=calendar.zone,
        workers=workers,
        templates=(),
        demands=(),
        rules=basis.team.rules,
        kept=basis.kept,
        around=basis.around,
    )
    demands = demands_from(
        _loads(basis, ahead, task, assumptions),
        assumptions,
        calendar=calendar,
        workers=[worker for worker in workers if worker.terms.on_roster],
        unplanned_share=basis.team.rules.unplanned_share,
    )
    return replace(task, templates=_templates(basis.team, basis.outlook, task), demands=demands)


def _templates(team: RosterTeam, outlook: Basis, task: Task) -> tuple[ShiftTemplate, ...]:
    """The team's own shifts; where there are none, those that its opening hours suggest."""
    own = tuple(template for template in team.templates if template.active)
    return own or proposed_templates(outlook.log.calendar, task.days)


def _loads(basis: RosterBasis, ahead: Outlook, task: Task, assumptions: Assumptions) -> Sequence[IntervalLoad]:
    log = basis.outlook.log
    if log.last_day is None:
        # Nothing is known of what comes: the cover that the opening hours ask for is all there is to plan.
        if not assumptions.minimum_people:
            raise Missing(field="history", right="Log or import contacts, or ask for people at least while open")
        found = open_intervals(log.calendar, task.first_day, task.last_day, timedelta(minutes=EVERY_MINUTES))
        return [IntervalLoad(starts_at=start, length_s=EVERY_MINUTES * 60, channels=()) for start, _ in found]
    first = log.last_day + _DAY
    last = ahead.weeks[-1] + timedelta(days=6)
    if task.first_day < first or task.last_day > last:
        right = f"Contacts are forecast from {first} to {last}; plan within these days"
        raise OutOfRange(field="days", value=f"{task.first_day} to {task.last_day}", right=right)
    return loads_between(ahead, basis.asked.scenario, first=task.first_day, last=task.last_day)


def loads_between(ahead: Outlook, scenario: Scenario, *, first: date, last: date) -> list[IntervalLoad]:
    """Return what is expected in each open interval of these days under a scenario."""
    found: list[IntervalLoad] = []
    monday = first - _DAY * first.weekday()
    while monday <= last:
        week = interval_loads(ahead, week=monday)
        found += loads_under(scenario, week, week=monday, every_s=EVERY_MINUTES * 60)
        monday += 7 * _DAY
    return [load for load in found if first <= load.starts_at.date() <= last]


def scenario_mapping(scenario: Scenario) -> dict[str, Any]:
    """Return a scenario as a plan keeps it: its name and what differs."""
    return ({"name": scenario.name} if scenario.name else {}) | plain(scenario)


def scenario_of(plan: Plan) -> Scenario:
    """Return the scenario that a plan was made under."""
    return scenario_from(plan.scenario)


def _spread(ahead: Outlook, task: Task) -> float | None:
    """How far off the volume of a week is from its forecast beyond chance, of all channels on which somebody waits."""
    found: list[float] = []
    for place in range(len(ahead.weeks)):
        weeks = [
            ahead.outlooks[channel.key].ahead[place]
            for channel in ahead.channels
            if channel.is_immediate and place < len(ahead.outlooks[channel.key].ahead)
        ]
        mean = sum(week.contacts for week in weeks)
        if mean and any(week.start <= task.last_day and task.first_day < week.start + 7 * _DAY for week in weeks):
            found.append(math.sqrt(sum((week.cv * week.contacts) ** 2 for week in weeks)) / mean)
    return sum(found) / len(found) if found else None
