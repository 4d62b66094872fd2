"""Shifts: the templates that a team works by, and who works when."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from csops.domain.errors import Missing, OutOfRange, UnknownName
from csops.domain.opening_hours import DAY_MINUTES, WEEKDAYS, Span
from csops.domain.texts import one_line

LONGEST_MINUTES = 16 * 60
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Working hours of one day on the clock, in minutes from its midnight; an end beyond 1440 lies on the next day.

    `breaks` lie inside, counted from the same midnight; they are unpaid unless `paid_breaks`.
    """

    start_minute: int
    end_minute: int
    breaks: tuple[Span, ...] = ()
    paid_breaks: bool = False

    @property
    def paid_minutes(self) -> int:
        """Minutes that are paid, on a day without a change of the clock."""
        unpaid = 0 if self.paid_breaks else sum(each.end_minute - each.start_minute for each in self.breaks)
        return self.end_minute - self.start_minute - unpaid

    @property
    def clock(self) -> str:
        """From when to when, such as 09:00-17:30."""
        return f"{clock_text(self.start_minute)}-{clock_text(self.end_minute)}"


@dataclass(frozen=True, kw_only=True)
class ShiftTemplate(Hours):
    """A shift that can be given to anybody, on the `weekdays` named ("mon" ...; none named: on all of them)."""

    id: int = 0
    version: int = 1
    name: str
    weekdays: tuple[str, ...] = ()
    position: int = 0
    active: bool = True

    def is_on(self, day: date) -> bool:
        """Whether the shift is there on this day."""
        return self.active and (not self.weekdays or WEEKDAYS[day.weekday()] in self.weekdays)


@dataclass(frozen=True, kw_only=True)
class Shift(Hours):
    """One person's work on one day of a plan.

    `name` is that of the template, and stays when the template goes. `fixed`: set by hand; planning anew keeps it.
    """

    id: int = 0
    version: int = 1
    plan_id: int = 0
    member_id: int
    day: date
    template_id: int | None = None
    name: str = ""
    note: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Hours on a day as real time: minutes since 1970, UTC; `pieces` are the stretches at work, without breaks."""

    begin: int
    end: int
    pieces: tuple[tuple[int, int], ...]
    paid: int

    def covers(self, begin: int, end: int) -> float:
        """Return the share of a stretch of time that is worked, 0 to 1."""
        if end <= self.begin or begin >= self.end:
            return 0.0
        return sum(max(0, min(end, till) - max(begin, since)) for since, till in self.pieces) / (end - begin)


def placed(hours: Hours, day: date, tz: ZoneInfo) -> Placed:
    """Return the hours of a day in real time; the night of a change of the clock is an hour shorter or longer."""
    return _placed((hours.start_minute, hours.end_minute, hours.breaks), day, tz, paid_breaks=hours.paid_breaks)


@lru_cache(maxsize=65_536)
def _placed(clock: tuple[int, int, tuple[Span, ...]], day: date, tz: ZoneInfo, *, paid_breaks: bool) -> Placed:
    start, end, breaks = clock
    edges = [start, *(minute for each in breaks for minute in (each.start_minute, each.end_minute)), end]
    real = [minute_of(day, minute, tz) for minute in edges]
    pieces = tuple((since, till) for since, till in zip(real[::2], real[1::2], strict=True) if since < till)
    paid = real[-1] - real[0] if paid_breaks else sum(till - since for since, till in pieces)
    return Placed(begin=real[0], end=real[-1], pieces=pieces, paid=paid)


def minute_of(day: date, minute: int, tz: ZoneInfo) -> int:
    """Return a clock time of a day as minutes since 1970, UTC."""
    clock = datetime(day.year, day.month, day.day, tzinfo=tz) + timedelta(minutes=minute)
    return minute_at(clock)


def minute_at(moment: datetime) -> int:
    """Return an aware moment as whole minutes since 1970, UTC."""
    return (moment.astimezone(UTC) - _EPOCH) // _MINUTE


def moment_at(minute: int, tz: ZoneInfo) -> datetime:
    """Return the aware local time of minutes since 1970, UTC."""
    return (_EPOCH + timedelta(minutes=minute)).astimezone(tz)


def clock_text(minute: int) -> str:
    """Return minutes from midnight as 17:30; the end of a day is 24:00, later ones are those of the next."""
    of_day = minute if minute <= DAY_MINUTES else minute - DAY_MINUTES
    return f"{of_day // 60:02}:{of_day % 60:02}"


def shift_of(template: ShiftTemplate, *, member_id: int, day: date) -> Shift:
    """Return the template as one person's work of a day."""
    return Shift(
        member_id=member_id,
        day=day,
        template_id=template.id or None,
        name=template.name,
        start_minute=template.start_minute,
        end_minute=template.end_minute,
        breaks=template.breaks,
        paid_breaks=template.paid_breaks,
    )


def checked_template(template: ShiftTemplate) -> ShiftTemplate:
    """Return the template with a tidy name and its breaks in order.

    Raises:
        Missing, UnknownName, OutOfRange: naming what is wrong, and what would be right.
    """
    name = one_line(template.name)
    if not name:
        raise Missing(field="name", right="Write what the team calls this shift, such as “Early”")
    for weekday in template.weekdays:
        if weekday not in WEEKDAYS:
            raise UnknownName(field="weekday", value=weekday, known=", ".join(WEEKDAYS))
    breaks = checked_hours(template)
    weekdays = tuple(each for each in WEEKDAYS if each in template.weekdays)
    return replace(template, name=name, breaks=breaks, weekdays=weekdays)


def checked_hours(hours: Hours) -> tuple[Span, ...]:
    """Return the breaks in order, those after midnight counted from the day on which the shift begins.

    Raises:
        OutOfRange: the shift begins on no time of its day, is of no length or too long, or a break lies outside of it.
    """
    if not 0 <= hours.start_minute < DAY_MINUTES:
        raise OutOfRange(field="begin", value=hours.start_minute, right="A shift begins between 00:00 and 23:59")
    if not 0 < hours.end_minute - hours.start_minute <= LONGEST_MINUTES:
        right = f"A shift ends after it begins, and within {LONGEST_MINUTES // 60} hours"
        raise OutOfRange(field="shift", value=hours.clock, right=right)
    breaks = tuple(sorted(_after(each, hours.start_minute) for each in hours.breaks))
    inside = [(hours.start_minute, hours.start_minute), *((each.start_minute, each.end_minute) for each in breaks)]
    for (_, before), (begin, end) in pairwise([*inside, (hours.end_minute, hours.end_minute)]):
        if begin < before or end < begin or end > hours.end_minute:
            text = f"{clock_text(begin)}-{clock_text(end)}"
            raise OutOfRange(field="break", value=text, right=f"Breaks lie within {hours.clock} and do not overlap")
    return breaks


def _after(pause: Span, start: int) -> Span:
    if pause.start_minute >= start:
        return pause
    return Span(start_minute=pause.start_minute + DAY_MINUTES, end_minute=pause.end_minute + DAY_MINUTES)


def by_person(shifts: Iterable[Shift]) -> dict[int, list[Shift]]:
    """Return the shifts of each person, earliest first."""
    found: dict[int, list[Shift]] = {}
    for shift in sorted(shifts, key=lambda each: (each.day, each.start_minute)):
        found.setdefault(shift.member_id, []).append(shift)
    return found
