"""What will leave gaps before anything is planned: contradictions between people, shifts and rules."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from csops.domain.roster_words import day_words, hours_words
from csops.domain.rosters import Task
from csops.domain.shifts import placed
from csops.domain.work_terms import Worker


class About(Enum):
    """What does not go together; the value is the source text that the fields of a hint fill."""

    NOBODY = "Nobody is on the roster: say who is, with their hours"
    NO_SHIFTS = "There are no shifts to give: set some up"
    TOO_LONG = "{shift} is {has} of paid work; the rules allow {limit} a day, so nobody can be given it"
    CONTRACT = "The contract of {name} asks for {has} a week, and {limit} are allowed"
    FITS_NOTHING = "No shift lies inside the times that {name} offers"
    NEVER_THERE = "{name} is absent on every day of the plan"
    UNCOVERED = "Nobody could be there on {day} from {time}: no shift covers it"


@dataclass(frozen=True, kw_only=True)
class Hint:
    """One contradiction; `has` and `limit` are hours, `day` is a date, the others are words."""

    about: About
    fields: Mapping[str, object] = field(default_factory=dict, hash=False)


def hints(task: Task) -> tuple[str, ...]:
    """Return what is contradictory or missing, a sentence each; none where everything goes together."""
    return tuple(_words(each) for each in contradictions(task))


def _words(hint: Hint) -> str:
    said = {
        name: hours_words(value) if isinstance(value, float) else str(value)
        for name, value in hint.fields.items()
        if name != "day"
    }
    if "day" in hint.fields:
        said["day"] = day_words(hint.fields["day"])  # type: ignore[arg-type] # a day is one
    return hint.about.value.format(**said)


def contradictions(task: Task) -> tuple[Hint, ...]:
    """Return what is contradictory or missing, as data."""
    workers = [worker for worker in task.workers if worker.terms.on_roster]
    if not workers:
        return (Hint(about=About.NOBODY),)
    if not any(template.active for template in task.templates):
        return (Hint(about=About.NO_SHIFTS),)
    return (*_about_shifts(task), *(hint for worker in workers for hint in _about(task, worker)), *_uncovered(task))


def _about_shifts(task: Task) -> Iterator[Hint]:
    for template in task.templates:
        hours = template.paid_minutes / 60
        if template.active and hours > task.rules.hours_per_day:
            fields = {"shift": template.name, "has": hours, "limit": float(task.rules.hours_per_day)}
            yield Hint(about=About.TOO_LONG, fields=fields)


def _about(task: Task, worker: Worker) -> Iterator[Hint]:
    limit, contract = task.most_hours(worker), worker.terms.hours_per_week
    if contract > limit:
        yield Hint(about=About.CONTRACT, fields={"name": worker.name, "has": float(contract), "limit": float(limit)})
    possible = [(template, day) for day in task.days for template in task.templates if template.is_on(day)]
    offered = [(template, day) for template, day in possible if worker.is_available(template, day)]
    noon = task.rules.noon_minute
    if possible and not offered:
        yield Hint(about=About.FITS_NOTHING, fields={"name": worker.name})
    elif offered and all(worker.absence_during(template, day, noon_minute=noon) for template, day in offered):
        yield Hint(about=About.NEVER_THERE, fields={"name": worker.name})


def _uncovered(task: Task) -> Iterator[Hint]:
    """The first time of each weekday that is needed and that no shift reaches."""
    said: set[int] = set()
    covers = [placed(each, day, task.tz) for day in task.days for each in task.templates if each.is_on(day)]
    for demand in task.demands:
        begin, end = demand.minutes
        at = demand.starts_at.astimezone(task.tz)
        if demand.people and at.weekday() not in said and not any(each.covers(begin, end) > 0 for each in covers):
            said.add(at.weekday())
            yield Hint(about=About.UNCOVERED, fields={"day": at.date(), "time": f"{at:%H:%M}"})
