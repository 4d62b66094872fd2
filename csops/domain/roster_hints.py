"""What will leave gaps before anything is planned: contradictions between people, shifts and rules, as sentences."""

from collections.abc import Iterator

from csops.domain.roster_words import day_words, hours_words
from csops.domain.rosters import Task
from csops.domain.shifts import placed
from csops.domain.work_terms import Worker

NOBODY = "Nobody is on the roster: say who is, with their hours"
NO_SHIFTS = "There are no shifts to give: set some up"
TOO_LONG = "{shift} is {has} of paid work; the rules allow {limit} a day, so nobody can be given it"
CONTRACT = "The contract of {name} asks for {has} a week, and {limit} are allowed"
FITS_NOTHING = "No shift lies inside the times that {name} offers"
NEVER_THERE = "{name} is absent on every day of the plan"
UNCOVERED = "Nobody could be there on {day} from {time}: no shift covers it"


def hints(task: Task) -> tuple[str, ...]:
    """Return what is contradictory or missing, a sentence each; none where everything goes together."""
    workers = [worker for worker in task.workers if worker.terms.on_roster]
    if not workers:
        return (NOBODY,)
    if not any(template.active for template in task.templates):
        return (NO_SHIFTS,)
    return (*_about_shifts(task), *(hint for worker in workers for hint in _about(task, worker)), *_uncovered(task))


def _about_shifts(task: Task) -> Iterator[str]:
    for template in task.templates:
        hours = template.paid_minutes / 60
        if template.active and hours > task.rules.hours_per_day:
            limit = hours_words(task.rules.hours_per_day)
            yield TOO_LONG.format(shift=template.name, has=hours_words(hours), limit=limit)


def _about(task: Task, worker: Worker) -> Iterator[str]:
    limit, contract = task.most_hours(worker), worker.terms.hours_per_week
    if contract > limit:
        yield CONTRACT.format(name=worker.name, has=hours_words(contract), limit=hours_words(limit))
    possible = [(template, day) for day in task.days for template in task.templates if template.is_on(day)]
    offered = [(template, day) for template, day in possible if worker.is_available(template, day)]
    noon = task.rules.noon_minute
    if possible and not offered:
        yield FITS_NOTHING.format(name=worker.name)
    elif offered and all(worker.absence_during(template, day, noon_minute=noon) for template, day in offered):
        yield NEVER_THERE.format(name=worker.name)


def _uncovered(task: Task) -> Iterator[str]:
    """The first time of each weekday that is needed and that no shift reaches."""
    said: set[int] = set()
    covers = [placed(each, day, task.tz) for day in task.days for each in task.templates if each.is_on(day)]
    for demand in task.demands:
        begin, end = demand.minutes
        at = demand.starts_at.astimezone(task.tz)
        if demand.people and at.weekday() not in said and not any(each.covers(begin, end) > 0 for each in covers):
            said.add(at.weekday())
            yield UNCOVERED.format(day=day_words(at.date()), time=f"{at:%H:%M}")
