"""Builders of rosters: a Monday in June, people who can do everything, and the shifts of a small shop."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from csops.domain.opening_hours import Span, span_from
from csops.domain.rosters import Demand, Task
from csops.domain.shifts import Shift, ShiftTemplate
from csops.domain.work_terms import Terms, Worker

MONDAY = date(2026, 6, 1)
ZONE = "Europe/Berlin"


def day_of(place: int) -> date:
    """A day by its distance from the Monday."""
    return MONDAY + timedelta(days=place)


def a_template(clock: str, *breaks: str, **values: Any) -> ShiftTemplate:
    """A shift such as "09:00-17:00"; its breaks as "12:00-12:30"."""
    span = span_from(clock)
    plain = ShiftTemplate(
        name=clock,
        start_minute=span.start_minute,
        end_minute=span.end_minute,
        breaks=tuple(span_from(each) for each in breaks),
    )
    return replace(plain, **values)


EARLY = a_template("08:00-14:00", id=1, name="Early")
LATE = a_template("14:00-20:00", id=2, name="Late")
LONG = a_template("09:00-17:30", "12:30-13:00", id=3, name="Long")
NIGHT = a_template("22:00-06:00", "01:00-01:30", id=4, name="Night")


def a_worker(member_id: int = 1, name: str = "", **terms: Any) -> Worker:
    plain = Worker(
        member_id=member_id,
        name=name or f"Person {member_id}",
        terms=Terms(member_id=member_id),
        cost_per_hour=Decimal(20),
    )
    own = {key: terms.pop(key) for key in ("absences", "wishes", "cost_per_hour") if key in terms}
    return replace(plain, terms=replace(plain.terms, **terms), **own)


def people(count: int, **terms: Any) -> tuple[Worker, ...]:
    return tuple(a_worker(place + 1, **terms) for place in range(count))


def a_shift(clock: str, *, day: int = 0, member_id: int = 1, **values: Any) -> Shift:
    span = span_from(clock)
    plain = Shift(
        member_id=member_id,
        day=day_of(day),
        start_minute=span.start_minute,
        end_minute=span.end_minute,
        name=clock,
    )
    return replace(plain, **values)


def needed(clock: str, number: int, *, days: Sequence[int] = (0,), channels: tuple[str, ...] = ()) -> list[Demand]:
    """So many people in every half hour of these days."""
    span, tz = span_from(clock), ZoneInfo(ZONE)
    found = []
    for day in days:
        midnight = datetime.combine(day_of(day), datetime.min.time(), tzinfo=tz)
        for minute in range(span.start_minute, span.end_minute, 30):
            begin = midnight + timedelta(minutes=minute)
            found.append(
                Demand(starts_at=begin, ends_at=begin + timedelta(minutes=30), people=number, channels=channels)
            )
    return found


def a_task(*demands: Sequence[Demand], **values: Any) -> Task:
    plain = Task(
        first_day=MONDAY,
        weeks=1,
        zone=ZONE,
        workers=people(3),
        templates=(EARLY, LATE),
        demands=tuple(each for some in demands for each in some),
    )
    return replace(plain, **values)


def weekly(**clocks: str) -> tuple[tuple[Span, ...], ...]:
    """Availability by weekday: `weekly(mon="09:00-17:00")`; the others none."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return tuple((span_from(clocks[name]),) if name in clocks else () for name in names)
