"""The people whom the roster of a week brings, half hour by half hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.calendar import calendar_from
from csops.domain.plans import Plan, PlanState, plan_of_day
from csops.domain.roster_rules import RosterRules
from csops.domain.shifts import Shift, minute_at, placed
from csops.services.shifts_worked import absent, shifts_between
from csops.services.staffing import EVERY_MINUTES
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class WeekRoster:
    """A week's roster beside the forecast: `there` by the start of each half hour, in the mean over it.

    `unplanned_share` of planned time is lost to what no roster shows; plans are made with it.
    """

    week: date
    plan_id: int
    is_draft: bool
    there: Mapping[datetime, float]
    unplanned_share: float


def week_roster(workspace: Workspace, *, week: date, starts: Sequence[datetime]) -> WeekRoster | None:
    """Return the roster of a week: the published one, else the newest draft; None where there is none.

    Whoever was entered as absent since is not counted.

    Args:
        workspace: whose plans.
        week: its Monday.
        starts: of the half hours that are asked for, aware; those of other weeks are left out.

    Raises:
        NotPermitted: the role may not see plans.
    """
    workspace.require(Permission.FORECAST)
    with workspace.read() as work:
        plan = plan_of_day(work.plans.all("first_day"), week)
        if plan is None:
            return None
        rules = work.settings.get(RosterRules)
        tz = ZoneInfo(calendar_from(work.settings.mapping("calendar")).zone)
        shifts = _shifts(work, plan, week)
        away = absent(work, shifts)
        present = [placed(each, each.day, tz) for each in shifts if (each.member_id, each.day) not in away]
    asked = {start: minute_at(start) for start in starts if week <= start.date() < week + 7 * _DAY}
    return WeekRoster(
        week=week,
        plan_id=plan.id,
        is_draft=plan.state is PlanState.DRAFT,
        there={start: sum(at.covers(begin, begin + EVERY_MINUTES) for at in present) for start, begin in asked.items()},
        unplanned_share=rules.unplanned_share,
    )


def _shifts(work: Work, plan: Plan, week: date) -> list[Shift]:
    """The shifts of the week, and those of the night before it that end in it."""
    others = [each for each in work.plans.all() if each.state is PlanState.PUBLISHED and each.id != plan.id]
    nights = shifts_between(work, others, first_day=week - _DAY, last_day=week - _DAY)
    return [*nights, *shifts_between(work, [plan], first_day=week - _DAY, last_day=week + 6 * _DAY)]
