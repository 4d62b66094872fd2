"""A plan of shifts, played: what those who get in touch would meet with the named people of a roster."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Unpack

from csops.domain.assumptions import IntervalLoad
from csops.domain.calendar import Calendar, Piece
from csops.domain.errors import Missing, OutOfRange
from csops.domain.plans import Plan
from csops.services.roster_making import loads_between, scenario_of
from csops.services.rosters import PlanView, plan_view
from csops.services.simulation import How, midnight, plan_for, played, turned
from csops.services.staffing import Outlook, as_today, outlook_of, plan_basis
from csops.services.workspace import Workspace

if TYPE_CHECKING:  # playing takes a library of numbers, which whoever asks for the rest need not wait for
    from csops.domain.simulation import Simulation

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PlayedPlan:
    """A plan that was played, as its shifts, people and forecast are now."""

    plan: Plan
    simulation: "Simulation"


def simulate_plan(
    workspace: Workspace,
    *,
    plan_id: int,
    **how: Unpack[How],
) -> PlayedPlan:
    """Play a plan with the people who have shifts in it: their channels, breaks and absences.

    Shifts fall out by chance, as often as the rules of the roster say that planned time is lost (`unplanned_share`).

    Args:
        workspace: whose plan.
        plan_id: the plan.
        how: see `simulation.How`.

    Raises:
        NotPermitted: the role may not see plans. NotFound: no such plan. Missing: nothing is logged to forecast from.
        OutOfRange: days that are not forecast, or numbers outside their limits. Cancelled: it was stopped.
    """
    view = plan_view(workspace, plan_id=plan_id)
    basis = plan_basis(workspace)
    return played_plan(
        view,
        outlook_of(basis),
        basis.log.calendar,
        **how,
    )


def played_plan(
    view: PlanView,
    outlook: Outlook,
    calendar: Calendar,
    **how: Unpack[How],
) -> PlayedPlan:
    """Return the same from an outlook that is there already: arithmetic alone, for a process of its own."""
    from csops.domain.simulation_rosters import people_on_shift

    plan = view.plan
    _require_forecast(plan, outlook)
    scenario = scenario_of(plan)
    asked = scenario.onto(as_today(outlook.staffing))
    loads = loads_between(outlook, scenario, first=plan.first_day, last=plan.last_day)
    people = people_on_shift(
        view.shifts,
        view.task.workers,
        channels={load.channel for interval in loads for load in interval.channels},
        starts_at=midnight(calendar, plan.first_day),
        tz=calendar.tz,
        noon_minute=view.task.rules.noon_minute,
    )
    week = plan_for(
        outlook,
        calendar,
        first_day=plan.first_day,
        weeks=plan.weeks,
        assumptions=turned(asked, how),
        patience_s=how.get("patience_s"),
        people=people,
        loads=loads,
        opened=_joined(loads) if scenario.hours else None,
        unplanned_share=float(view.task.rules.unplanned_share),
    )
    return PlayedPlan(plan=plan, simulation=played(week, how))


def _joined(loads: Sequence[IntervalLoad]) -> list[Piece]:
    """The time of these intervals: when the shop is open at other hours than usual."""
    found: list[Piece] = []
    for load in loads:
        begin = load.starts_at.astimezone(UTC)
        end = begin + timedelta(seconds=load.length_s)
        if found and found[-1][1] >= begin:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def _require_forecast(plan: Plan, outlook: Outlook) -> None:
    if outlook.last_day is None or not outlook.weeks:
        raise Missing(field="forecast", right="It takes a log to forecast from: log contacts or import some")
    first, last = outlook.last_day + _DAY, outlook.weeks[-1] + 6 * _DAY
    if plan.first_day < first or plan.last_day > last:
        right = f"Contacts are forecast from {first} to {last}; a plan within these days can be played"
        raise OutOfRange(field="plan", value=f"{plan.first_day} to {plan.last_day}", right=right)
