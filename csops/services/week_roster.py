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
from csops.domain.work_terms import Terms, Worker
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
        present = [placed(shift, shift.day, tz) for shift in _shifts(work, plan, week) if not _away(work, shift, rules)]
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
    before = [each.id for each in work.plans.all() if each.state is PlanState.PUBLISHED and each.id != plan.id]
    nights = [shift for shift in work.shifts.where_any("plan_id", before) if shift.day == week - _DAY]
    own = work.shifts.where(plan_id=plan.id)
    return [*nights, *(shift for shift in own if week - _DAY <= shift.day < week + 7 * _DAY)]


def _away(work: Work, shift: Shift, rules: RosterRules) -> bool:
    absences = tuple(work.absences.where(member_id=shift.member_id))
    worker = Worker(member_id=shift.member_id, name="", terms=Terms(member_id=shift.member_id), absences=absences)
    return worker.absence_during(shift, shift.day, noon_minute=rules.noon_minute) is not None
