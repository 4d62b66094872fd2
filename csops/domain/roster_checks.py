"""The live check: which rules a roster breaks, however it came about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

from csops.domain.rosters import Task
from csops.domain.shifts import Shift, by_person, placed
from csops.domain.work_terms import Worker

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


class Rule(Enum):
    """What stands against a person's work at some time; of several, the one to name first comes first."""

    HOURS_A_WEEK = "hours_a_week"
    REST = "rest"
    DAYS_IN_A_ROW = "days_in_a_row"
    WEEKENDS_IN_A_ROW = "weekends_in_a_row"
    HOURS_A_DAY = "hours_a_day"
    WORKS_ALREADY = "works_already"
    ON_BREAK = "on_break"
    ABSENT = "absent"
    NOT_AVAILABLE = "not_available"
    NOT_ON_ROSTER = "not_on_roster"
    CANNOT_TAKE = "cannot_take"
    LEVEL_TOO_LOW = "level_too_low"
    NO_SHIFT = "no_shift"
    NOTHING = "nothing"
    """Nothing stands against it: the roster was changed by hand, or the search ended early."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One rule, one person, one day; `fields` fill the places of its sentence (`roster_words`)."""

    rule: Rule
    member_id: int
    name: str
    day: date
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)


def violations(task: Task, shifts: Iterable[Shift]) -> tuple[Finding, ...]:
    """Return every rule that these shifts break, by day and person; none for a roster that was planned.

    Args:
        task: people and rules; what is worked `around` counts for rest, days and weekends in a row, and hours a week.
        shifts: the roster.
    """
    around, found = by_person(task.around), list[Finding]()
    for member_id, own in by_person(shifts).items():
        worker = task.worker_by_id.get(member_id)
        if worker is not None:
            found += broken_by(task, worker, own, around=around.get(member_id, ()))
    return tuple(sorted(found, key=lambda each: (each.day, each.name, each.member_id, each.rule.value)))


def broken_by(task: Task, worker: Worker, own: Sequence[Shift], *, around: Sequence[Shift] = ()) -> Iterator[Finding]:
    """Give every rule that one person's shifts break."""
    for shift in own:
        yield from against(task, worker, shift)
    ordered = sorted((*around, *own), key=lambda each: (each.day, each.start_minute))
    new = {(shift.day, shift.start_minute) for shift in own}
    yield from _rest(task, worker, ordered, new)
    yield from _days(task, worker, {shift.day for shift in ordered})
    yield from _weekends(task, worker, {shift.day for shift in ordered if shift.day.weekday() >= 5})
    yield from _week_hours(task, worker, ordered)


def against(task: Task, worker: Worker, shift: Shift) -> Iterator[Finding]:
    """Give what stands against one shift by itself: its length, absences, availability."""
    if not worker.terms.on_roster:
        yield _finding(Rule.NOT_ON_ROSTER, worker, shift.day)
    absence = worker.absence_during(shift, shift.day, noon_minute=task.rules.noon_minute)
    if absence is not None:
        until = absence.last_day
        yield _finding(Rule.ABSENT, worker, shift.day, reason=absence.reason, until=until, part=absence.part)
    if not worker.is_available(shift, shift.day):
        yield _finding(Rule.NOT_AVAILABLE, worker, shift.day, shift=shift.clock)
    if shift.paid_minutes > task.rules.hours_per_day * 60:
        hours = shift.paid_minutes / 60
        yield _finding(Rule.HOURS_A_DAY, worker, shift.day, has=hours, limit=task.rules.hours_per_day)


def _rest(task: Task, worker: Worker, ordered: Sequence[Shift], new: set[tuple[date, int]]) -> Iterator[Finding]:
    for first, second in pairwise(ordered):
        if (second.day, second.start_minute) not in new and (first.day, first.start_minute) not in new:
            continue
        if first.day == second.day:
            yield _finding(Rule.WORKS_ALREADY, worker, second.day, shift=first.clock)
            continue
        rest = (placed(second, second.day, task.tz).begin - placed(first, first.day, task.tz).end) / 60
        if rest < task.rules.rest_hours:
            fields = {"has": max(0.0, rest), "limit": task.rules.rest_hours, "shift": first.clock, "before": first.day}
            yield _finding(Rule.REST, worker, second.day, **fields)


def _days(task: Task, worker: Worker, worked: set[date]) -> Iterator[Finding]:
    most = task.rules.days_in_a_row
    for run in _runs(worked, step=_DAY):
        beyond = [day for day in run[most:] if day >= task.first_day]
        if beyond and any(_is_planned(task, day) for day in run):
            yield _finding(Rule.DAYS_IN_A_ROW, worker, beyond[0], has=len(run), limit=most)


def _weekends(task: Task, worker: Worker, worked: set[date]) -> Iterator[Finding]:
    most = task.rules.weekends_in_a_row
    for run in _runs({_monday(day) for day in worked}, step=_WEEK):
        days = [day for monday in run[most:] for day in sorted(worked) if _monday(day) == monday]
        beyond = [day for day in days if day >= task.first_day]
        if beyond and any(_is_planned(task, day) for day in worked if _monday(day) in run):
            yield _finding(Rule.WEEKENDS_IN_A_ROW, worker, beyond[0], has=len(run), limit=most)


def _week_hours(task: Task, worker: Worker, ordered: Sequence[Shift]) -> Iterator[Finding]:
    weeks: dict[date, list[Shift]] = {}
    for shift in ordered:
        weeks.setdefault(_monday(shift.day), []).append(shift)
    limit = task.most_hours(worker)
    for monday, shifts in weeks.items():
        hours = sum(placed(shift, shift.day, task.tz).paid for shift in shifts) / 60
        if hours > limit + 1e-9 and any(_is_planned(task, shift.day) for shift in shifts):
            yield _finding(Rule.HOURS_A_WEEK, worker, max(monday, task.first_day), has=hours, limit=limit)


def _is_planned(task: Task, day: date) -> bool:
    return task.first_day <= day <= task.last_day


def _runs(days: set[date], *, step: timedelta) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and day - runs[-1][-1] == step:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _finding(rule: Rule, worker: Worker, day: date, **fields: object) -> Finding:
    return Finding(rule=rule, member_id=worker.member_id, name=worker.name, day=day, fields=fields)


def _monday(day: date) -> date:
    return day - _DAY * day.weekday()
