"""A roster as an integer programme: who could work what, what must hold, what is better."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil, inf

from csops.domain.opening_hours import DAY_MINUTES
from csops.domain.rosters import Demand, Task
from csops.domain.shifts import Placed, Shift, by_person, placed, shift_of
from csops.domain.work_terms import Wanted, Worker

MISSING = 100.0
"""Points for one person missing for half an hour; all else is weighed against it."""
MISSING_MORE = 130.0
"""Points for each further one missing in the same half hour: two gaps are better apart than at once."""
PAID_HOUR = 1.0
"""Points for a paid hour at the mean cost per hour."""
BEYOND_CONTRACT = 3.0
BELOW_CONTRACT = 2.0
UNFAIR_HOUR = 0.5
UNFAIR_WEEKEND = 6.0
WISH = 6.0
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Option:
    """One person's possible work on one day. The solver says yes or no to it."""

    shift: Shift
    placed: Placed
    is_kept: bool


@dataclass(slots=True)
class Model:
    """Minimise `costs` times the columns; each row's terms sum up to between its `low` and `high`.

    The first columns are the `options`, each 0 or 1; those after them are amounts from 0 up.
    """

    options: list[Option]
    costs: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    rows: list[dict[int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def amount(self, *, cost: float, most: float = inf) -> int:
        """Add a column and return its place."""
        self.costs.append(cost)
        self.upper.append(most)
        return len(self.costs) - 1

    def row(self, terms: Mapping[int, float], *, low: float = -inf, high: float = inf) -> None:
        """Add a row."""
        self.rows.append(dict(terms))
        self.low.append(low)
        self.high.append(high)

    def at_most(self, terms: Mapping[int, float], limit: float) -> None:
        """Add a limit. What is kept by hand beyond it stands, and nothing is added to it."""
        kept = sum(weight for place, weight in terms.items() if self.options[place].is_kept)
        if sum(terms.values()) > limit + 1e-9:
            self.row(terms, high=max(0.0, limit, kept))


def options_of(task: Task) -> list[Option]:
    """Return what each person could do on each day: free of absences, available, within the hours of a day.

    Shifts that are kept leave no choice on their day.
    """
    found: list[Option] = []
    kept = {(shift.member_id, shift.day): shift for shift in task.kept if shift.member_id in task.worker_by_id}
    for worker in task.workers:
        for day in task.days:
            own = kept.get((worker.member_id, day))
            if own is not None:
                found.append(Option(own, placed(own, day, task.tz), is_kept=True))
                continue
            for template in task.templates:
                if template.is_on(day) and _may(worker, shift_of(template, member_id=worker.member_id, day=day), task):
                    shift = shift_of(template, member_id=worker.member_id, day=day)
                    found.append(Option(shift, placed(shift, day, task.tz), is_kept=False))
    return found


def _may(worker: Worker, shift: Shift, task: Task) -> bool:
    return (
        worker.terms.on_roster
        and shift.paid_minutes <= task.rules.hours_per_day * 60
        and worker.is_available(shift, shift.day)
        and worker.absence_during(shift, shift.day, noon_minute=task.rules.noon_minute) is None
    )


def model_of(task: Task) -> Model:
    """Return the programme whose best solution is the roster."""
    model = Model(options_of(task))
    mean_cost = _mean_cost(task)
    for option in model.options:
        worker = task.worker_by_id[option.shift.member_id]
        cost = float(worker.cost_per_hour) / mean_cost if mean_cost else 1.0
        model.costs.append(option.placed.paid / 60 * PAID_HOUR * cost + _wishes_refused(worker, option.shift))
        model.upper.append(1.0)
    _cover(model, task)
    by_worker: dict[int, list[int]] = defaultdict(list)
    for place, option in enumerate(model.options):
        by_worker[option.shift.member_id].append(place)
    around = by_person(task.around)
    for worker in task.workers:
        _limits(model, task, by_worker[worker.member_id], around.get(worker.member_id, []))
    _fair_hours(model, task, by_worker)
    _fair_weekends(model, task, by_worker)
    return model


def _mean_cost(task: Task) -> float:
    costs = [float(worker.cost_per_hour) for worker in task.workers]
    return sum(costs) / len(costs) if costs else 0.0


def _wishes_refused(worker: Worker, shift: Shift) -> float:
    refused = [wish for wish in worker.wishes if wish.is_about(shift.day) and not wish.is_met_by([shift.template_id])]
    return sum(WISH if wish.wants is Wanted.FREE else WISH / 2 for wish in refused)


def _cover(model: Model, task: Task) -> None:
    """Who is there and who is missing make up what is needed, in each stretch of time."""
    reaching = _reaching(model.options, task.demands)
    for demand, near in zip(task.demands, reaching, strict=True):
        if demand.people <= 0:
            continue
        begin, end = demand.minutes
        terms = {
            place: share
            for place in near
            if demand.counts(task.worker_by_id[model.options[place].shift.member_id])
            and (share := model.options[place].placed.covers(begin, end)) > 0
        }
        half_hours = (end - begin) / 30
        terms[model.amount(cost=MISSING * half_hours, most=1.0)] = 1.0
        if demand.people > 1:
            terms[model.amount(cost=MISSING_MORE * half_hours)] = 1.0
        model.row(terms, low=demand.people)


def _reaching(options: Iterable[Option], demands: Iterable[Demand]) -> Iterator[list[int]]:
    """The options that may reach into each demand, found by the days since 1970 that they touch."""
    by_day: dict[int, list[int]] = defaultdict(list)
    for place, option in enumerate(options):
        for day in range(option.placed.begin // DAY_MINUTES, option.placed.end // DAY_MINUTES + 1):
            by_day[day].append(place)
    for demand in demands:
        begin, end = demand.minutes
        days = range(begin // DAY_MINUTES, (end - 1) // DAY_MINUTES + 1)
        yield sorted({place for day in days for place in by_day[day]})


def _limits(model: Model, task: Task, own: list[int], around: list[Shift]) -> None:
    by_day: dict[date, list[int]] = defaultdict(list)
    for place in own:
        by_day[model.options[place].shift.day].append(place)
    for places in by_day.values():
        model.at_most(dict.fromkeys(places, 1.0), 1.0)
    _rest(model, task, by_day, around)
    _days_in_a_row(model, task, by_day, {shift.day for shift in around})
    _week_hours(model, task, by_day, around)
    _weekends_in_a_row(model, task, by_day, {shift.day for shift in around})


def _rest(model: Model, task: Task, by_day: Mapping[date, list[int]], around: list[Shift]) -> None:
    """No shift of a day goes with one of the next two days that begins too soon after its end."""
    rest = round(task.rules.rest_hours * 60)
    for shift in around:
        there = placed(shift, shift.day, task.tz)
        for place in (place for places in by_day.values() for place in places):
            at = model.options[place].placed
            if there.end + rest > at.begin and at.end + rest > there.begin:
                model.at_most({place: 1.0}, 0.0)
    for day, earlier in by_day.items():
        for step in (1, 2):
            later = by_day.get(day + _DAY * step, [])
            for end in sorted({model.options[place].placed.end for place in earlier}):
                soon = [place for place in later if model.options[place].placed.begin < end + rest]
                late = [place for place in earlier if model.options[place].placed.end >= end]
                if soon:
                    model.at_most(dict.fromkeys([*late, *soon], 1.0), 1.0)


def _days_in_a_row(model: Model, task: Task, by_day: Mapping[date, list[int]], worked: set[date]) -> None:
    most = task.rules.days_in_a_row
    first = task.first_day - _DAY * most
    for place in range(len(task.days) + most):
        window = [first + _DAY * (place + step) for step in range(most + 1)]
        terms = {option: 1.0 for day in window for option in by_day.get(day, [])}
        model.at_most(terms, most - sum(1 for day in window if day in worked))


def _week_hours(model: Model, task: Task, by_day: Mapping[date, list[int]], around: list[Shift]) -> None:
    weeks: dict[date, dict[int, float]] = defaultdict(dict)
    for day, places in by_day.items():
        weeks[_monday(day)].update({place: model.options[place].placed.paid for place in places})
    for monday, terms in weeks.items():
        worker = task.worker_by_id[model.options[next(iter(terms))].shift.member_id]
        done = sum(placed(shift, shift.day, task.tz).paid for shift in around if _monday(shift.day) == monday)
        model.at_most(terms, task.most_hours(worker) * 60 - done)


def _weekends_in_a_row(model: Model, task: Task, by_day: Mapping[date, list[int]], worked: set[date]) -> None:
    """Of so many weekends and one more, one stays free of every shift.

    One column for each weekend is 1 when any of its days is worked.
    """
    most = task.rules.weekends_in_a_row
    weekends = {_monday(day): places for day, places in by_day.items() if day.weekday() >= 5 and places}
    marks: dict[date, int] = {}
    for monday in sorted(weekends):
        marks[monday] = model.amount(cost=0.0, most=1.0)
        for day in (monday + _DAY * 5, monday + _DAY * 6):
            if places := by_day.get(day):
                model.row({**dict.fromkeys(places, 1.0), marks[monday]: -1.0}, high=0.0)
    past = {_monday(day) for day in worked if day.weekday() >= 5}
    kept = {
        monday
        for monday in marks
        for day in (monday + _DAY * 5, monday + _DAY * 6)
        if any(model.options[place].is_kept for place in by_day.get(day, []))
    }
    for last in sorted({monday + _DAY * 7 * step for monday in marks for step in range(most + 1)}):
        window = [last - _DAY * 7 * step for step in range(most + 1)]
        terms = {marks[monday]: 1.0 for monday in window if monday in marks}
        done = sum(1 for monday in window if monday in past and monday not in marks)
        held = sum(1 for monday in window if monday in kept)
        if len(terms) + done > most:
            model.row(terms, high=max(most - done, held, 0))


def _fair_hours(model: Model, task: Task, by_worker: Mapping[int, list[int]]) -> None:
    """Hours beyond and below the contract, and apart from the share that would be fair, cost points."""
    contracts = {
        worker.member_id: worker.contract_hours(task.first_day, task.last_day)
        for worker in task.workers
        if by_worker[worker.member_id]
    }
    needed = sum(demand.people * demand.hours for demand in task.demands if not demand.channels)
    total = sum(contracts.values())
    share = min(1.0, needed / total) if total else 0.0
    for member_id, contract in contracts.items():
        hours = {place: model.options[place].placed.paid / 60 for place in by_worker[member_id]}
        beyond = model.amount(cost=BEYOND_CONTRACT)
        model.row({**hours, beyond: -1.0}, high=contract)
        if task.rules.fill_contracts:
            model.row({**hours, model.amount(cost=BELOW_CONTRACT): 1.0}, low=contract)
        over, under = model.amount(cost=UNFAIR_HOUR), model.amount(cost=UNFAIR_HOUR)
        target = contract if task.rules.fill_contracts else contract * share
        model.row({**hours, over: -1.0, under: 1.0}, low=target, high=target)


def _fair_weekends(model: Model, task: Task, by_worker: Mapping[int, list[int]]) -> None:
    """Days at weekends beyond an even share cost points."""
    own = {
        member_id: [place for place in places if model.options[place].shift.day.weekday() >= 5]
        for member_id, places in by_worker.items()
    }
    own = {member_id: places for member_id, places in own.items() if places}
    peaks: dict[date, int] = defaultdict(int)
    for demand in task.demands:
        day = demand.starts_at.astimezone(task.tz).date()
        if day.weekday() >= 5 and not demand.channels:
            peaks[day] = max(peaks[day], demand.people)
    if own and peaks:
        share = ceil(sum(peaks.values()) / len(own))
        for places in own.values():
            beyond = model.amount(cost=UNFAIR_WEEKEND)
            model.row({**dict.fromkeys(places, 1.0), beyond: -1.0}, high=float(share))


def _monday(day: date) -> date:
    return day - _DAY * day.weekday()
