"""Plans of shifts: made from the forecast, looked at, changed by hand, published."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from csops.domain.access import Permission
from csops.domain.calendar import calendar_from, closed_days
from csops.domain.errors import InputError, Missing
from csops.domain.plans import Plan, PlanState, demands_of, published_beside
from csops.domain.roster_checks import Finding, violations
from csops.domain.roster_edits import moved, with_shift, without_shift
from csops.domain.roster_gaps import Gap, gaps
from csops.domain.roster_hints import Hint, contradictions, hints
from csops.domain.roster_service import Reached, reached
from csops.domain.roster_spare import Spare, spares
from csops.domain.rosters import Sums, Task, sums
from csops.domain.shift_proposals import proposed_templates
from csops.domain.shifts import Hours, Shift, shift_of
from csops.domain.snapshots import Why
from csops.domain.told_plans import ShiftChange, as_told, changes_since, with_told, without_told
from csops.services.roster_making import Asked, MadeRoster, published_around, roster_basis, roster_from
from csops.services.roster_team import roster_team_of
from csops.services.snapshots import freeze_in
from csops.services.staffing import Outlook
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """A plan with all that is to be said of it; what a hand does not wait for is worked out when asked."""

    plan: Plan
    task: Task
    shifts: tuple[Shift, ...]
    sums: Sums
    gaps: tuple[Gap, ...]
    broken: tuple[Finding, ...]

    @cached_property
    def reached(self) -> Reached:
        """What those who get in touch will meet."""
        spread: Any = self.plan.figures.get("spread")
        return reached(self.task, self.shifts, spread=spread)

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """Contradictions in what the plan is made from, in words."""
        return hints(self.task)

    @cached_property
    def contradictions(self) -> tuple[Hint, ...]:
        """The same as data."""
        return contradictions(self.task)

    @cached_property
    def changes(self) -> tuple[ShiftChange, ...]:
        """What is not as it was published."""
        return changes_since(self.plan, self.shifts)

    @cached_property
    def spares(self) -> tuple[Spare, ...]:
        """When more are there than needed."""
        return spares(self.task, self.shifts, self.sums)

    def with_shifts(self, shifts: Iterable[Shift]) -> "PlanView":
        """Return the view of the same plan with other shifts: the live check of what a hand is about to do."""
        return view_of(self.plan, self.task, tuple(shifts))


# ---------------------------------------------------------------- making


def keep_roster(workspace: Workspace, *, made: MadeRoster) -> PlanView:
    """Keep a roster that was made: as a new draft, or in place of the plan that was made anew.

    What a hand set in that plan during the search stays, as it would have had it been there before.
    """
    workspace.require(Permission.PLAN)
    again = bool(made.plan.id)
    with workspace.work("Plan shifts anew" if again else "Plan shifts") as work:
        plan = (
            work.plans.update(as_told(made.plan, work.plans.get(made.plan.id))) if again else work.plans.add(made.plan)
        )
        there = work.shifts.where(plan_id=plan.id) if again else []
        by_hand = {(shift.member_id, shift.day): shift for shift in there if shift.fixed}
        found = {(shift.member_id, shift.day): shift for shift in made.shifts if not (again and shift.fixed)}
        work.shifts.remove_many([shift.id for shift in there])
        work.shifts.add_many([replace(shift, id=0, version=1, plan_id=plan.id) for shift in (found | by_hand).values()])
    return plan_view(workspace, plan_id=plan.id)


def make_plan(
    workspace: Workspace,
    *,
    asked: Asked,
    again: int | None = None,
    tell: Callable[[float], object] | None = None,
    stop: Callable[[], bool] | None = None,
) -> PlanView:
    """Plan the shifts of some weeks and keep them as a draft; see `roster_basis` and `roster_from`."""
    basis = roster_basis(workspace, asked=asked, again=again)
    return keep_roster(workspace, made=roster_from(basis, tell=tell, stop=stop))


# ---------------------------------------------------------------- looking


def plans(workspace: Workspace) -> list[Plan]:
    """Return every plan, the earliest first."""
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        return work.plans.all("first_day")


def plan_view(workspace: Workspace, *, plan_id: int) -> PlanView:
    """Return a plan with its shifts, and what is to be said of it as people and rules are now.

    What is reached is worked out here, by whoever reads: a plan of four weeks takes longer than a window may wait.
    """
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        view = _view(work, work.plans.get(plan_id), seen_by=workspace)
    _ = view.reached
    return view


def _view(work: Work, plan: Plan, *, seen_by: Workspace) -> PlanView:
    shifts = tuple(work.shifts.where(plan_id=plan.id))
    team = roster_team_of(work, seen_by=seen_by, also={shift.member_id for shift in shifts})
    calendar = calendar_from(work.settings.mapping("calendar"))
    left_out = plan.scenario.get("without", ())
    cost = plan.scenario.get("cost_per_hour")
    task = Task(
        first_day=plan.first_day,
        weeks=plan.weeks,
        zone=calendar.zone,
        workers=team.workers(
            cost_per_hour=None if cost is None else Decimal(cost),
            without=[member.id for member in team.members if member.name in left_out],
            closed=closed_days(calendar, plan.first_day, plan.last_day),
        ),
        templates=(),
        demands=demands_of(plan, zone=calendar.zone),
        rules=team.rules,
        around=published_around(work, plan.first_day, plan.last_day, team.rules),
    )
    own = tuple(template for template in team.templates if template.active)
    return view_of(plan, replace(task, templates=own or proposed_templates(calendar, task.days)), shifts)


def view_of(plan: Plan, task: Task, shifts: tuple[Shift, ...]) -> PlanView:
    """Return all that is to be said of a roster, from plain values."""
    return PlanView(
        plan=plan,
        task=task,
        shifts=shifts,
        sums=sums(task, shifts),
        gaps=gaps(task, shifts),
        broken=violations(task, shifts),
    )


# ---------------------------------------------------------------- changing


def set_shift(
    workspace: Workspace,
    *,
    plan_id: int,
    member_id: int,
    day: date,
    hours: Hours | None = None,
    template_id: int | None = None,
) -> PlanView:
    """Give somebody a shift on a day, by a template or by its hours, in place of the one that was there."""
    workspace.require(Permission.PLAN)
    with workspace.work("Change a shift of a plan") as work:
        plan = work.plans.get(plan_id)
        work.members.get(member_id)
        if template_id is not None:
            shift = shift_of(work.shift_templates.get(template_id), member_id=member_id, day=day)
        elif hours is not None:
            shift = Shift(member_id=member_id, day=day, name=hours.clock, **_clock(hours))
        else:
            raise Missing(field="shift", right="Name a shift, or its hours such as 09:00-17:00")
        old = work.shifts.where(plan_id=plan_id)
        _keep_shifts(work, old, with_shift(plan, old, shift))
    return plan_view(workspace, plan_id=plan_id)


def _clock(hours: Hours) -> dict[str, Any]:
    return {name: getattr(hours, name) for name in ("start_minute", "end_minute", "breaks", "paid_breaks")}


def clear_shift(workspace: Workspace, *, plan_id: int, member_id: int, day: date) -> PlanView:
    """Take somebody's shift of a day out of a plan, or raise NotFound."""
    workspace.require(Permission.PLAN)
    with workspace.work("Remove a shift of a plan") as work:
        old = work.shifts.where(plan_id=work.plans.get(plan_id).id)
        _keep_shifts(work, old, without_shift(old, member_id=member_id, day=day))
    return plan_view(workspace, plan_id=plan_id)


def move_shift(workspace: Workspace, *, plan_id: int, source: tuple[int, date], goal: tuple[int, date]) -> PlanView:
    """Move a shift (member, day) to another person or day; where there is one already, the two change places."""
    workspace.require(Permission.PLAN)
    with workspace.work("Move a shift of a plan") as work:
        plan = work.plans.get(plan_id)
        work.members.get(goal[0])
        old = work.shifts.where(plan_id=plan_id)
        _keep_shifts(work, old, moved(plan, old, source=source, goal=goal))
    return plan_view(workspace, plan_id=plan_id)


def _keep_shifts(work: Work, old: Iterable[Shift], new: Iterable[Shift]) -> None:
    """Keep what differs; of two that change places, both go before either comes."""
    stood, wanted = {shift.id: shift for shift in old}, list(new)
    changed = [shift for shift in wanted if shift.id and shift != stood[shift.id]]
    gone = set(stood) - {shift.id for shift in wanted}
    if len(changed) == 1 and not gone:
        work.shifts.update(changed[0])
    else:
        work.shifts.remove_many([*gone, *(shift.id for shift in changed)])
        work.shifts.add_many([replace(shift, id=0, version=1) for shift in changed])
    for shift in wanted:
        if not shift.id:
            work.shifts.add(shift)


def publish(workspace: Workspace, *, plan_id: int, outlook: Outlook | None = None) -> Plan:
    """Tell the team: from now on the plan counts as worked when the weeks after it are planned.

    What it is told is kept beside the plan, also when the plan is changed after that; published again, it is told anew.

    Args:
        workspace: whose plan.
        plan_id: which.
        outlook: what is forecast now; it is kept with it, to be scored against what comes.

    Raises:
        InputError: another plan is published for some of these days.
    """
    workspace.require(Permission.PLAN)
    with workspace.work("Publish a plan") as work:
        plan = work.plans.get(plan_id)
        other = published_beside(plan, work.plans.all("first_day"))
        if other is not None:
            problem = f"plan {other.id} is published for {other.first_day} to {other.last_day}"
            raise InputError(field="plan", problem=problem, right="Withdraw that one first")
        if outlook is not None:
            freeze_in(work, workspace, outlook=outlook, why=Why.PLAN)
        told = with_told(plan, work.shifts.where(plan_id=plan_id))
        return work.plans.update(replace(told, state=PlanState.PUBLISHED, published_at=workspace.now()))


def withdraw(workspace: Workspace, *, plan_id: int) -> Plan:
    """Make a published plan a draft again."""
    workspace.require(Permission.PLAN)
    with workspace.work("Withdraw a plan") as work:
        plan = without_told(work.plans.get(plan_id))
        return work.plans.update(replace(plan, state=PlanState.DRAFT, published_at=None))


def remove_plan(workspace: Workspace, *, plan_id: int) -> None:
    """Take a plan and its shifts out, or raise NotFound."""
    workspace.require(Permission.PLAN)
    with workspace.work("Remove a plan") as work:
        work.plans.get(plan_id)
        work.shifts.remove_many([shift.id for shift in work.shifts.where(plan_id=plan_id)])
        work.plans.remove(plan_id)
