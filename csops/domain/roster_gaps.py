"""Who is missing when, and why nobody else can: for each gap a reason per person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from csops.domain.roster_checks import Finding, Rule, against, broken_by
from csops.domain.rosters import Demand, Task, is_away, present
from csops.domain.shifts import Shift, ShiftTemplate, by_person, minute_at, placed, shift_of
from csops.domain.work_terms import Worker

_DAY = timedelta(days=1)
_NOTHING = 1e-9
_ORDER = {rule: place for place, rule in enumerate(Rule)}


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A stretch of time in which `missing` of `needed` people are not there (fractions where somebody comes midway).

    `channels`: of those who can take one of these; none: of everybody. `reasons`: why each person who is not there
    cannot be, by name.
    """

    starts_at: datetime
    ends_at: datetime
    needed: int
    missing: float
    channels: tuple[str, ...] = ()
    reasons: tuple[Finding, ...] = ()

    @property
    def hours(self) -> float:
        """Hours of people that are missing."""
        return self.missing * (minute_at(self.ends_at) - minute_at(self.starts_at)) / 60


def gaps(task: Task, shifts: Iterable[Shift]) -> tuple[Gap, ...]:
    """Return every stretch in which fewer are there than needed, earliest first.

    Stretches that follow each other and miss the same for the same reasons are one gap.
    """
    planned = [shift for shift in shifts if shift.member_id in task.worker_by_id]
    why = _Why(task, planned)
    found: list[Gap] = []
    there = zip(task.demands, present(task, planned), strict=True)
    for demand, people in sorted(there, key=lambda each: (each[0].channels, each[0].minutes)):
        missing = demand.people - people
        if missing > _NOTHING:
            gap = Gap(
                starts_at=demand.starts_at,
                ends_at=demand.ends_at,
                needed=demand.people,
                missing=missing,
                channels=demand.channels,
                reasons=why.reasons(demand),
            )
            _join(found, gap)
    return tuple(sorted(found, key=lambda gap: (minute_at(gap.starts_at), gap.channels)))


def _join(found: list[Gap], gap: Gap) -> None:
    last = found[-1] if found else None
    if last is not None and minute_at(last.ends_at) == minute_at(gap.starts_at) and _alike(last) == _alike(gap):
        found[-1] = replace(last, ends_at=gap.ends_at)
    else:
        found.append(gap)


def _alike(gap: Gap) -> tuple[object, ...]:
    return gap.channels, gap.needed, gap.missing, gap.reasons


class _Why:
    """Reasons, each asked once for a person, a day and a shift."""

    def __init__(self, task: Task, shifts: Sequence[Shift]) -> None:
        self._task = task
        self._own = by_person(shifts)
        self._around = by_person(task.around)
        self._known: dict[tuple[int, date, int], Finding] = {}

    def reasons(self, demand: Demand) -> tuple[Finding, ...]:
        """Why those who are not there are not, one finding for each, by name."""
        found = [reason for worker in self._task.workers if (reason := self._reason(demand, worker)) is not None]
        return tuple(sorted(found, key=lambda each: (each.name, each.member_id)))

    def _reason(self, demand: Demand, worker: Worker) -> Finding | None:
        day = demand.starts_at.astimezone(self._task.tz).date()
        if not demand.counts(worker):
            return _not_taken(demand, worker, day)
        begin, end = demand.minutes
        for shift in self._own.get(worker.member_id, []):
            if is_away(self._task, worker, shift):
                continue
            at = placed(shift, shift.day, self._task.tz)
            if at.covers(begin, end) > 1 - _NOTHING:
                return None
            if at.begin <= begin and end <= at.end:
                return _because(Rule.ON_BREAK, worker, day, shift=shift.clock)
        return self._least_against(demand, worker, day)

    def _least_against(self, demand: Demand, worker: Worker, day: date) -> Finding:
        if not worker.terms.on_roster:
            return _because(Rule.NOT_ON_ROSTER, worker, day)
        begin, end = demand.minutes
        against_each = [
            self._against(worker, template, at)
            for at in (day - _DAY, day)
            for template in self._task.templates
            if at >= self._task.first_day
            and template.is_on(at)
            and placed(template, at, self._task.tz).covers(begin, end) > 0
        ]
        if not against_each:
            return _because(Rule.NO_SHIFT, worker, day)
        free = next((each for each in against_each if each.rule is Rule.NOTHING), None)
        return free or min(against_each, key=lambda each: _ORDER[each.rule])

    def _against(self, worker: Worker, template: ShiftTemplate, day: date) -> Finding:
        key = (worker.member_id, day, self._task.templates.index(template))
        if key not in self._known:
            self._known[key] = self._new_finding(worker, template, day)
        return self._known[key]

    def _new_finding(self, worker: Worker, template: ShiftTemplate, day: date) -> Finding:
        shift = shift_of(template, member_id=worker.member_id, day=day)
        own = self._own.get(worker.member_id, [])
        if alone := next(against(self._task, worker, shift), None):
            return alone
        if there := next((each for each in own if each.day == day), None):
            return _because(Rule.WORKS_ALREADY, worker, day, shift=there.clock)
        around = self._around.get(worker.member_id, [])
        known = {_mark(each) for each in broken_by(self._task, worker, own, around=around)}
        then = broken_by(self._task, worker, [*own, shift], around=around)
        broken = [each for each in then if _mark(each) not in known]
        return min(broken, key=lambda each: _ORDER[each.rule]) if broken else _because(Rule.NOTHING, worker, day)


def _not_taken(demand: Demand, worker: Worker, day: date) -> Finding:
    """Why somebody takes none of the channels: by their terms, or the first that they cannot do well enough yet."""
    named = worker.terms.channels
    asked = [key for key in demand.channels if not named or key in named]
    near = next((each for each in worker.not_yet if each.channel in asked), None)
    if near is None or near.level is None:
        return _because(Rule.CANNOT_TAKE, worker, day, channels=demand.channels)
    has = {"skill": near.skill, "level": near.level, "needed": near.needed}
    return _because(Rule.LEVEL_TOO_LOW, worker, day, channels=(near.channel,), **has)


def _mark(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.day, tuple(sorted((name, str(value)) for name, value in finding.fields.items()))


def _because(rule: Rule, worker: Worker, day: date, **fields: object) -> Finding:
    return Finding(rule=rule, member_id=worker.member_id, name=worker.name, day=day, fields=fields)
