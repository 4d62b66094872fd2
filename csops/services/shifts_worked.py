"""Which shifts are worked on some days, and whose work an absence takes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from csops.domain.plans import Plan
from csops.domain.roster_rules import RosterRules
from csops.domain.shifts import Shift
from csops.domain.told_plans import Place
from csops.domain.work_terms import Absence, Terms, Worker
from csops.storage.unit_of_work import Work


def shifts_between(work: Work, plans: Iterable[Plan], *, first_day: date, last_day: date) -> list[Shift]:
    """Return the shifts that begin on these days in some plans; other plans are not read."""
    here = [plan.id for plan in plans if plan.first_day <= last_day and first_day <= plan.last_day]
    return [shift for shift in work.shifts.where_any("plan_id", here) if first_day <= shift.day <= last_day]


def absent(work: Work, shifts: Iterable[Shift]) -> frozenset[Place]:
    """Return by member and day which of these shifts meet an absence, also one that was entered since."""
    noon = work.settings.get(RosterRules).noon_minute
    absences: dict[int, list[Absence]] = defaultdict(list)
    for each in work.absences.all():
        absences[each.member_id].append(each)
    return frozenset(
        (shift.member_id, shift.day)
        for shift in shifts
        if _worker(shift.member_id, absences).absence_during(shift, shift.day, noon_minute=noon) is not None
    )


def _worker(member_id: int, absences: dict[int, list[Absence]]) -> Worker:
    return Worker(member_id=member_id, name="", terms=Terms(member_id=member_id), absences=tuple(absences[member_id]))
