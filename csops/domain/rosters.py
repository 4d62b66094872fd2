"""A roster as values: who can be planned, what is needed when, and the shifts that came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cached_property
from zoneinfo import ZoneInfo

from csops.domain.opening_hours import DAY_MINUTES
from csops.domain.roster_rules import RosterRules
from csops.domain.shifts import Placed, Shift, ShiftTemplate, minute_at, placed
from csops.domain.work_terms import Worker

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Those who wait for a person meanwhile: contacts per second, their work in Erlang, and what they are promised.

    `goals`: the share to be answered, within how many seconds, and how many contacts per second that is promised to.
    `patience_s`: mean, None when nobody gives up. `paces_s`: as in `pooling.Pool`, where chat alone is waited on.
    """

    rate_per_s: float
    load: float
    goals: tuple[tuple[float, float, float], ...]
    patience_s: float | None = None
    paces_s: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Demand:
    """People needed from one moment to another: of everybody, or of those who can take one of `channels`.

    `waiting`: whom they are needed for, where somebody waits; with the demand for everybody alone.
    """

    starts_at: datetime
    ends_at: datetime
    people: int
    channels: tuple[str, ...] = ()
    waiting: Waiting | None = None

    @cached_property
    def minutes(self) -> tuple[int, int]:
        """From when to when, in minutes since 1970."""
        return minute_at(self.starts_at), minute_at(self.ends_at)

    @property
    def hours(self) -> float:
        """How long it lasts."""
        begin, end = self.minutes
        return (end - begin) / 60

    def counts(self, worker: Worker) -> bool:
        """Whether this person's presence counts."""
        return not self.channels or any(worker.takes(channel) for channel in self.channels)


@dataclass(frozen=True, kw_only=True)
class Task:
    """All that a roster is made from.

    `kept` are shifts that stay as they are, `around` those on the days before and after, which count for rest, days and
    weekends in a row.
    """

    first_day: date
    weeks: int
    zone: str
    workers: tuple[Worker, ...]
    templates: tuple[ShiftTemplate, ...]
    demands: tuple[Demand, ...]
    rules: RosterRules = field(default_factory=RosterRules)
    kept: tuple[Shift, ...] = ()
    around: tuple[Shift, ...] = ()

    @property
    def last_day(self) -> date:
        """The last day that is planned."""
        return self.first_day + timedelta(days=7 * self.weeks - 1)

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that is planned."""
        return tuple(self.first_day + _DAY * place for place in range(7 * self.weeks))

    @cached_property
    def tz(self) -> ZoneInfo:
        """The time zone of the shop."""
        return ZoneInfo(self.zone)

    @cached_property
    def worker_by_id(self) -> Mapping[int, Worker]:
        """The people by their id."""
        return {worker.member_id: worker for worker in self.workers}

    def most_hours(self, worker: Worker) -> float:
        """Return how many paid hours a week this person may work at most."""
        own = worker.terms.most_hours_per_week
        limit = worker.terms.hours_per_week + self.rules.beyond_contract if own is None else own
        return min(limit, self.rules.hours_per_week)


class Ending(Enum):
    """How the search for a roster ended."""

    BEST = "best"
    """Nothing better exists, within the share of `Proof.gap`."""
    TIME = "time"
    """Time ran out; the best so far."""
    STOPPED = "stopped"
    """A person took the best so far."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How good a roster is known to be: nothing is better by more than `gap`, a share of its own points."""

    ending: Ending
    points: float
    bound: float
    seconds: float = 0.0

    @property
    def gap(self) -> float:
        """The share by which a better roster could at most be better."""
        return max(0.0, self.points - self.bound) / self.points if self.points > 1e-9 else 0.0


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Who works when; without an end that matters to the order: by day, begin and person."""

    shifts: tuple[Shift, ...]
    proof: Proof


@dataclass(frozen=True, kw_only=True)
class PersonSums:
    """What a roster asks of one person, in paid hours; `contract` is what is left of it after absences."""

    member_id: int
    name: str
    shifts: int
    hours: float
    contract: float
    weekend_days: int
    cost: Decimal
    wishes: int
    wishes_met: int


@dataclass(frozen=True, kw_only=True)
class Sums:
    """What a roster costs and covers: paid hours, hours needed, hours missing, hours more than needed."""

    hours: float
    cost: Decimal
    needed_hours: float
    missing_hours: float
    spare_hours: float
    people: tuple[PersonSums, ...]


def in_order(shifts: Iterable[Shift]) -> tuple[Shift, ...]:
    """Return shifts by day, begin and person."""
    return tuple(sorted(shifts, key=lambda each: (each.day, each.start_minute, each.end_minute, each.member_id)))


def present(task: Task, shifts: Iterable[Shift]) -> list[float]:
    """Return how many of the people that count are there at each demand, in the mean over its time.

    Whoever has a shift and is absent nevertheless is not there.
    """
    by_day: dict[int, dict[int, tuple[Worker, Placed]]] = {}
    for place, shift in enumerate(shifts):
        worker = task.worker_by_id.get(shift.member_id)
        if worker is not None and not is_away(task, worker, shift):
            at = placed(shift, shift.day, task.tz)
            for day in range(at.begin // DAY_MINUTES, at.end // DAY_MINUTES + 1):
                by_day.setdefault(day, {})[place] = (worker, at)
    return [_there(demand, by_day) for demand in task.demands]


def is_away(task: Task, worker: Worker, shift: Shift) -> bool:
    """Whether somebody is absent during a shift that they have."""
    return worker.absence_during(shift, shift.day, noon_minute=task.rules.noon_minute) is not None


def _there(demand: Demand, by_day: Mapping[int, Mapping[int, tuple[Worker, Placed]]]) -> float:
    """How many of those who work on the days that a demand touches (in UTC) are there."""
    begin, end = demand.minutes
    days = range(begin // DAY_MINUTES, (end - 1) // DAY_MINUTES + 1)
    near = {place: each for day in days for place, each in by_day.get(day, {}).items()}
    return sum(at.covers(begin, end) for worker, at in near.values() if demand.counts(worker))


def sums(task: Task, shifts: Iterable[Shift]) -> Sums:
    """Return what a roster asks of each person, and what of all."""
    planned = [shift for shift in shifts if shift.member_id in task.worker_by_id]
    people = tuple(_person_sums(task, worker, planned) for worker in task.workers)
    needed = missing = spare = 0.0
    for demand, there in zip(task.demands, present(task, planned), strict=True):
        if not demand.channels:
            needed += demand.people * demand.hours
            spare += max(0.0, there - demand.people) * demand.hours
            missing += max(0.0, demand.people - there) * demand.hours
    return Sums(
        hours=sum(person.hours for person in people),
        cost=sum((person.cost for person in people), start=Decimal(0)).quantize(Decimal("0.01")),
        needed_hours=needed,
        missing_hours=missing,
        spare_hours=spare,
        people=people,
    )


def _person_sums(task: Task, worker: Worker, planned: Iterable[Shift]) -> PersonSums:
    own = [shift for shift in planned if shift.member_id == worker.member_id]
    minutes = sum(placed(shift, shift.day, task.tz).paid for shift in own)
    asked = [(wish, day) for wish in worker.wishes for day in task.days if wish.is_about(day)]
    met = sum(1 for wish, day in asked if wish.is_met_by([shift.template_id for shift in own if shift.day == day]))
    return PersonSums(
        member_id=worker.member_id,
        name=worker.name,
        shifts=len(own),
        hours=minutes / 60,
        contract=worker.contract_hours(task.first_day, task.last_day),
        weekend_days=len({shift.day for shift in own if shift.day.weekday() >= 5}),
        cost=Decimal(minutes) / 60 * worker.cost_per_hour,
        wishes=len(asked),
        wishes_met=met,
    )
