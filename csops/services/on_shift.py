"""Who works today, from the roster that the team was told of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.access import Permission
from csops.domain.calendar import calendar_from
from csops.domain.plans import Plan, PlanState, demands_of
from csops.domain.shifts import Shift, minute_of, moment_at, placed
from csops.services.shifts_worked import absent, shifts_between
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

_DAY = timedelta(days=1)
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class OnShift:
    """One person's work of today, aware local times; `at_work` are its stretches without the breaks."""

    name: str
    starts_at: datetime
    ends_at: datetime
    at_work: tuple[Stretch, ...]
    is_absent: bool = False

    def is_there(self, now: datetime) -> bool:
        """Whether this person is at work, not on a break."""
        return not self.is_absent and any(begin <= now < end for begin, end in self.at_work)

    def back_at(self, now: datetime) -> datetime | None:
        """When a break ends that is running now, None when there is none."""
        if self.is_absent or self.is_there(now) or not self.starts_at <= now < self.ends_at:
            return None
        return next((begin for begin, _ in self.at_work if begin > now), None)


@dataclass(frozen=True, kw_only=True)
class ShiftsToday:
    """Everybody on the published roster of today, the first to come first, and the people needed by stretch of time."""

    people: tuple[OnShift, ...]
    needed: tuple[tuple[datetime, datetime, int], ...] = ()

    def there(self, now: datetime) -> tuple[OnShift, ...]:
        """Who is at work."""
        return tuple(each for each in self.people if each.is_there(now))

    def later(self, now: datetime) -> tuple[OnShift, ...]:
        """Who is still to come."""
        return tuple(each for each in self.people if each.starts_at > now and not each.is_absent)

    def needed_at(self, now: datetime) -> int | None:
        """How many are needed now; None where the plan says nothing of it."""
        return next((people for begin, end, people in self.needed if begin <= now < end), None)


@dataclass(frozen=True, kw_only=True)
class TodaysRoster:
    """What is known of who works today. `shifts` is None where no roster is published for it.

    `is_draft`: whether there is one that was not published; `any_plans`: whether this team ever planned shifts here.
    """

    shifts: ShiftsToday | None = None
    is_draft: bool = False
    any_plans: bool = False


def todays_roster(workspace: Workspace) -> TodaysRoster:
    """Return who works today.

    Raises:
        NotPermitted: the role may not see plans.
    """
    workspace.require(Permission.FORECAST)
    now = workspace.now()
    with workspace.read() as work:
        zone = calendar_from(work.settings.mapping("calendar")).zone
        today = now.astimezone(ZoneInfo(zone)).date()
        plans = work.plans.all("first_day")
        here = [plan for plan in plans if plan.first_day <= today <= plan.last_day]
        told = next((plan for plan in here if plan.state is PlanState.PUBLISHED), None)
        if told is None:
            return TodaysRoster(is_draft=bool(here), any_plans=bool(plans))
        return TodaysRoster(shifts=_shifts(work, told, plans, today=today, tz=ZoneInfo(zone)), any_plans=True)


def _shifts(work: Work, told: Plan, plans: list[Plan], *, today: date, tz: ZoneInfo) -> ShiftsToday:
    """The shifts that lie in this day: those of yesterday that end after midnight too, of whichever plan."""
    published = [plan for plan in plans if plan.state is PlanState.PUBLISHED]
    shifts = shifts_between(work, published, first_day=today - _DAY, last_day=today)
    names = {member.id: member.name for member in work.members.all("name")}
    away = absent(work, shifts)
    people = [
        _on_shift(shift, names[shift.member_id], tz=tz, is_absent=(shift.member_id, shift.day) in away)
        for shift in shifts
        if shift.member_id in names
    ]
    begin, end = (moment_at(minute_of(day, 0, tz), tz) for day in (today, today + _DAY))
    return ShiftsToday(
        people=tuple(
            sorted(
                (each for each in people if each.starts_at < end and each.ends_at > begin),
                key=lambda each: (each.starts_at, each.name),
            )
        ),
        needed=tuple(
            (demand.starts_at, demand.ends_at, demand.people)
            for demand in demands_of(told, zone=tz.key)
            if not demand.channels and demand.starts_at < end and demand.ends_at > begin
        ),
    )


def _on_shift(shift: Shift, name: str, *, tz: ZoneInfo, is_absent: bool) -> OnShift:
    at = placed(shift, shift.day, tz)
    return OnShift(
        name=name,
        starts_at=moment_at(at.begin, tz),
        ends_at=moment_at(at.end, tz),
        at_work=tuple((moment_at(begin, tz), moment_at(end, tz)) for begin, end in at.pieces),
        is_absent=is_absent,
    )
