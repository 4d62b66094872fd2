"""What figures need of the team: time at work by the roster, paid hours and their cost, who left."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.plans import PlanState
from csops.domain.shifts import Shift, minute_at, placed
from csops.domain.team import Staffing
from csops.services.shifts_worked import absent, shifts_between
from csops.storage.kpi_team import member_moves
from csops.storage.unit_of_work import Work

_DAY = timedelta(days=1)
ROSTER, CONTRACT = "roster", "contracts"


@dataclass(frozen=True, kw_only=True)
class StaffTime:
    """Time of a period until now: seconds at work and available by person, paid hours, and what one costs.

    `basis`: whether paid hours are those of the roster or, where there is none, of the contracts; empty: of neither.
    """

    staffed_s: dict[int, float] = field(default_factory=dict)
    paid_h: float = 0.0
    cost: float = 0.0
    basis: str = ""

    @property
    def cost_per_h(self) -> float:
        """What one paid hour costs, in the mean."""
        return self.cost / self.paid_h if self.paid_h else 0.0


@dataclass(frozen=True, kw_only=True)
class Turnover:
    """Members who left in a period, those who were there for a part of it, and how many there were in the mean."""

    left: tuple[int, ...]
    there: tuple[int, ...]
    mean_members: float


def staff_time(work: Work, *, since: datetime, until: datetime, now: datetime, zone: ZoneInfo) -> StaffTime:
    """Return the time at work by published rosters; training, breaks and absences are no available time."""
    end = min(until, now)
    costs = _costs(work)
    first, last = since.astimezone(zone).date() - _DAY, until.astimezone(zone).date()
    published = [plan for plan in work.plans.all("first_day") if plan.state is PlanState.PUBLISHED]
    shifts = shifts_between(work, published, first_day=first, last_day=last) if published else []
    shifts = [shift for shift in shifts if _starts_within(shift, since, end, zone)]
    if not shifts:
        return _by_contract(work, since=since, until=end, costs=costs)
    away, window = absent(work, shifts), (minute_at(since), minute_at(end))
    staffed: dict[int, float] = {}
    paid = cost = 0.0
    for shift in shifts:
        real = placed(shift, shift.day, zone)
        paid += real.paid / 60
        cost += real.paid / 60 * costs.get(shift.member_id, 0.0)
        if (shift.member_id, shift.day) not in away:
            minutes = sum(max(0, min(till, window[1]) - max(begin, window[0])) for begin, till in real.pieces)
            staffed[shift.member_id] = staffed.get(shift.member_id, 0.0) + 60.0 * minutes
    return StaffTime(staffed_s=staffed, paid_h=paid, cost=cost, basis=ROSTER)


def _starts_within(shift: Shift, since: datetime, end: datetime, zone: ZoneInfo) -> bool:
    return minute_at(since) <= placed(shift, shift.day, zone).begin < minute_at(end)


def _costs(work: Work) -> dict[int, float]:
    usual = work.settings.get(Staffing).cost_per_hour
    return {
        member.id: float(usual if member.cost_per_hour is None else member.cost_per_hour)
        for member in work.members.all()
    }


def _by_contract(work: Work, *, since: datetime, until: datetime, costs: dict[int, float]) -> StaffTime:
    """Return the paid hours of the contracts; nobody's where none was entered."""
    weeks = max(0.0, (until - since) / timedelta(weeks=1))
    active = {member.id for member in work.members.all() if member.active}
    terms = [one for one in work.terms.all() if one.on_roster and one.member_id in active]
    paid = sum(one.hours_per_week for one in terms) * weeks
    cost = sum(one.hours_per_week * costs.get(one.member_id, 0.0) for one in terms) * weeks
    return StaffTime(paid_h=paid, cost=cost, basis=CONTRACT if terms else "")


def turnover(work: Work, *, since: datetime, until: datetime) -> Turnover:
    """Return who left the team between two moments, and how many members it had in the mean."""
    moves = member_moves(work.connection)
    known = {member_id for _at, member_id, _active in moves}
    always = [member for member in work.members.all() if member.id not in known]
    length = (until - since) / _DAY
    there = [member.id for member in always if member.active]
    days, left = len(there) * length, []
    for member_id in sorted(known):
        own = [(at, is_active) for at, one, is_active in moves if one == member_id]
        spent, was_there = _there(own, since, until)
        days += spent
        there += [member_id] if was_there else []
        if was_there and not [is_active for at, is_active in own if at < until][-1]:
            left.append(member_id)
    return Turnover(left=tuple(left), there=tuple(sorted(there)), mean_members=days / length if length > 0 else 0.0)


def _there(moves: Iterable[tuple[datetime, bool]], since: datetime, until: datetime) -> tuple[float, bool]:
    """Return how many days of a stretch somebody was active, and whether they were at all."""
    days, active_from = 0.0, None
    for at, is_active in [*moves, (datetime.max.replace(tzinfo=UTC), False)]:
        if active_from is not None and not is_active:
            days += max(0.0, (min(at, until) - max(active_from, since)) / _DAY)
            active_from = None
        elif is_active and active_from is None:
            active_from = at
    return days, days > 0
