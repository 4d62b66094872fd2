"""Coming weeks, played: what those who get in touch would meet with the people that a plan has."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict, Unpack

from csops.domain.assumptions import Assumptions, IntervalLoad
from csops.domain.calendar import Calendar, Piece, open_time
from csops.domain.errors import Missing, OutOfRange
from csops.domain.outlooks import ChannelOutlook
from csops.domain.requirement import IntervalNeed
from csops.services.staffing import WEEKS_AHEAD, Outlook, as_today, interval_loads, outlook_of, plan_basis, plan_of
from csops.services.workspace import Workspace

if TYPE_CHECKING:  # playing takes a library of numbers, which whoever asks for the rest need not wait for
    from csops.domain.simulation import PlannedWeek, PlayedPerson, Simulation

RUNS = 100
SEED = 1


class How(TypedDict, total=False):
    """How weeks or plans are played; what is left out is as usual.

    - `volume_factor`: what comes, as a share of what the people are planned for;
    - `patience_s`: mean patience of those who come on immediate channels; None: as assumed;
    - `runs`: how often, at least once; `seed`: which chance: the same gives the same figures;
    - `progress`: told the share that is done, 0 to 1; `cancelled`: asked before each run; True stops.
    """

    volume_factor: float
    patience_s: float | None
    runs: int
    seed: int
    progress: Callable[[float], object] | None
    cancelled: Callable[[], bool] | None


def turned(assumptions: Assumptions, how: How) -> Assumptions:
    """Return what is assumed when more or less comes than people are planned for."""
    return replace(assumptions, volume_factor=assumptions.volume_factor * how.get("volume_factor", 1.0))


def played(week: "PlannedWeek", how: How) -> "Simulation":
    """Return what becomes of a planned week when it is played."""
    from csops.domain.simulation import simulate

    return simulate(
        week,
        runs=how.get("runs", RUNS),
        seed=how.get("seed", SEED),
        progress=how.get("progress"),
        cancelled=how.get("cancelled"),
    )


@dataclass(frozen=True, kw_only=True)
class PlayedWeeks:
    """Weeks that were played, with what was assumed; `people_at_peak` at the same time."""

    first_day: date
    last_day: date
    assumptions: Assumptions
    patience_s: float | None
    people_at_peak: int
    simulation: "Simulation"


def simulate_need(
    workspace: Workspace,
    *,
    first_day: date | None = None,
    weeks: int = 1,
    assumptions: Assumptions | None = None,
    **how: Unpack[How],
) -> PlayedWeeks:
    """Play coming weeks with exactly the people needed in each half hour, who know every channel and have no names.

    Args:
        workspace: whose log.
        first_day: the first week is the one that holds it, or else the first that is forecast.
        weeks: how many, one after another.
        assumptions: what if; default: as the team assumes.
        how: see `How`.

    Raises:
        NotPermitted: the role may not see forecasts. Missing: nothing is logged to forecast from.
        OutOfRange: no such weeks ahead, or numbers outside their limits. Cancelled: it was stopped.
    """
    basis = plan_basis(workspace)
    return played_need(
        outlook_of(basis),
        basis.log.calendar,
        first_day=first_day,
        weeks=weeks,
        assumptions=assumptions,
        **how,
    )


def played_need(
    outlook: Outlook,
    calendar: Calendar,
    *,
    first_day: date | None = None,
    weeks: int = 1,
    assumptions: Assumptions | None = None,
    **how: Unpack[How],
) -> PlayedWeeks:
    """Return the same from an outlook that is there already: arithmetic alone, for a process of its own."""
    from csops.domain.simulation import anonymous_people

    patience_s = how.get("patience_s")
    chosen = weeks_from(outlook, first_day=first_day, weeks=weeks)
    asked = assumptions or as_today(outlook.staffing)
    cells = [cell for week in chosen for cell in plan_of(outlook, week=week, assumptions=asked).what_if.cells]
    starts_at = midnight(calendar, chosen[0])
    week = plan_for(
        outlook,
        calendar,
        first_day=chosen[0],
        weeks=weeks,
        assumptions=turned(asked, how),
        patience_s=patience_s,
        people=anonymous_people(cells, starts_at=starts_at),
    )
    return PlayedWeeks(
        first_day=chosen[0],
        last_day=chosen[-1] + timedelta(days=6),
        assumptions=asked,
        patience_s=asked.patience_s if patience_s is None else patience_s,
        people_at_peak=_peak(cells),
        simulation=played(week, how),
    )


def weeks_from(outlook: Outlook, *, first_day: date | None, weeks: int) -> tuple[date, ...]:
    """Return the Mondays of so many weeks ahead, from the one that holds `first_day` on.

    Raises:
        Missing: nothing is forecast. OutOfRange: no such weeks.
    """
    if not outlook.weeks:
        raise Missing(field="forecast", right="It takes a log to forecast from: log contacts or import some")
    if not 1 <= weeks <= WEEKS_AHEAD:
        raise OutOfRange(field="weeks", value=weeks, right=f"Choose 1 to {WEEKS_AHEAD} weeks")
    wanted = tuple(week for week in outlook.weeks if first_day is None or week + timedelta(days=6) >= first_day)
    if len(wanted) < weeks:
        last = outlook.weeks[-1] + timedelta(days=6)
        right = f"The forecast reaches from {outlook.weeks[0].isoformat()} to {last.isoformat()}"
        raise OutOfRange(field="first day", value=first_day or weeks, right=right)
    if first_day is not None and first_day < outlook.weeks[0]:
        right = f"The first week that is forecast begins on {outlook.weeks[0].isoformat()}"
        raise OutOfRange(field="first day", value=first_day, right=right)
    return wanted[:weeks]


def plan_for(
    outlook: Outlook,
    calendar: Calendar,
    *,
    first_day: date,
    weeks: int,
    assumptions: Assumptions,
    people: "Sequence[PlayedPerson]",
    patience_s: float | None = None,
    loads: Sequence[IntervalLoad] | None = None,
    opened: Sequence[Piece] | None = None,
    unplanned_share: float = 0.0,
) -> "PlannedWeek":
    """Return what these people would meet in so many weeks from a day on; their time counts from its midnight.

    `unplanned_share`: the chance of each shift to fall out. `loads` and `opened` are what is expected and when the shop
    is open, where that is not as forecast and as usual.
    """
    from csops.domain.simulation_plans import planned_week

    if loads is None:
        each = [first_day + timedelta(weeks=place) for place in range(weeks)]
        loads = [load for week in each for load in interval_loads(outlook, week=week)]
    starts_at, end = midnight(calendar, first_day), first_day + timedelta(weeks=weeks)
    doubts = {
        channel.key: _doubt(outlook.outlooks[channel.key], first_day=first_day, end=end) for channel in outlook.channels
    }
    week = planned_week(
        loads,
        assumptions,
        people=people,
        opened=open_time(calendar, starts_at, midnight(calendar, end)) if opened is None else opened,
        starts_at=starts_at,
        patience_s=patience_s,
        week_cv={key: week_cv for key, (week_cv, _) in doubts.items()},
        day_cv={key: day_cv for key, (_, day_cv) in doubts.items()},
    )
    return replace(week, unplanned_share=unplanned_share)


def _doubt(found: ChannelOutlook, *, first_day: date, end: date) -> tuple[float, float]:
    """How far the weeks of a channel may be from their forecast beyond chance, and its days from their week."""
    each = [week.cv for week in found.ahead if week.start < end and first_day < week.start + timedelta(days=7)]
    week_cv = sum(each) / len(each) if each else 0.0
    return week_cv, math.sqrt(max(0.0, found.day_cv**2 - week_cv**2))


def midnight(calendar: Calendar, day: date) -> datetime:
    """Return the moment at which a day begins."""
    return datetime.combine(day, datetime.min.time(), tzinfo=calendar.tz)


def _peak(cells: Sequence[IntervalNeed]) -> int:
    return max((cell.agents for cell in cells), default=0)
