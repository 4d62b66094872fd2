"""Volume: contacts offered per interval, indexed by the calendar of one time zone; imports no numpy."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csops.domain.errors import NotUnderstood, OutOfRange

DAY_MINUTES = 1440
SHORTEST_MINUTES = 5
_UNIT_MINUTES = {
    **dict.fromkeys(("m", "min", "minute", "minutes"), 1),
    **dict.fromkeys(("h", "hour", "hours"), 60),
    **dict.fromkeys(("d", "day", "days"), DAY_MINUTES),
}


@dataclass(frozen=True, kw_only=True)
class Interval:
    """One interval: `start` in the local time of the series; offered = answered + missed."""

    start: datetime
    offered: float
    missed: float


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """One interval that was not counted, because only `found` of the `expected` finer rows were there."""

    start: datetime
    found: int
    expected: int


@dataclass(frozen=True, kw_only=True)
class EventDays:
    """Days of an event of one's own, past or to come: what came on them says nothing of ordinary days.

    `effect`: the factor that it is assumed to have; None: measured from the earlier days of events of that name.
    """

    name: str
    days: tuple[date, ...]
    effect: float | None = None


@dataclass(frozen=True, kw_only=True)
class Series:
    """Offered volume of one channel (or one file), oldest first. Closed intervals are absent, an empty one is a 0.

    `starts_s` are seconds since 1970 in UTC; `offered` and `missed` are numbers per interval of the same length.
    `date_only`: contacts known by day only; they are in day totals and in no interval (unless intervals are days).
    `missing_days`: days inside the series on which it should have data and has none; they count as unknown, never as 0.
    `outside_hours`: contacts that came in closed intervals and are therefore in none.
    `unlearned`: days whose counts a person says are no guide (an outlier, a broken log): shown, but not learned from.
    `events`: days of events, past and to come.
    """

    zone: str
    every_minutes: int
    starts_s: tuple[int, ...]
    offered: tuple[float, ...]
    missed: tuple[float, ...] = ()
    date_only: Mapping[date, int] = field(default_factory=dict)
    missing_days: tuple[date, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    outside_hours: int = 0
    unlearned: tuple[date, ...] = ()
    events: tuple[EventDays, ...] = ()

    def __len__(self) -> int:
        return len(self.starts_s)

    @property
    def contacts(self) -> float:
        """All that was offered, contacts known by date only included."""
        return sum(self.offered) + sum(self.date_only.values())

    def intervals(self) -> Iterator[Interval]:
        """The intervals in local time, oldest first."""
        zone = zone_named(self.zone)
        missed = self.missed or (0.0,) * len(self)
        for start_s, offered, not_answered in zip(self.starts_s, self.offered, missed, strict=True):
            yield Interval(
                start=datetime.fromtimestamp(start_s, UTC).astimezone(zone), offered=offered, missed=not_answered
            )

    def where(self, places: Iterable[int], *, is_kept: Callable[[date], bool]) -> "Series":
        """Return the intervals at these places, oldest first, and of what is told by day the days that are kept."""
        kept = list(places)
        return replace(
            self,
            starts_s=tuple(self.starts_s[place] for place in kept),
            offered=tuple(self.offered[place] for place in kept),
            missed=tuple(self.missed[place] for place in kept) if self.missed else (),
            date_only={day: number for day, number in self.date_only.items() if is_kept(day)},
            missing_days=tuple(day for day in self.missing_days if is_kept(day)),
        )

    def day_totals(self) -> dict[date, float]:
        """Offered per local day, oldest first, contacts known by date only included."""
        totals: dict[date, float] = {}
        for each in self.intervals():
            totals[each.start.date()] = totals.get(each.start.date(), 0.0) + each.offered
        for day, count in self.date_only.items():
            totals[day] = totals.get(day, 0.0) + count
        return dict(sorted(totals.items()))


def checked_every(every_minutes: int) -> int:
    """The interval length, when a day can be cut into it.

    Raises:
        OutOfRange: not 5 minutes to 1 day, or not a divisor of a day in whole steps of 5 minutes.
    """
    fits = (
        SHORTEST_MINUTES <= every_minutes <= DAY_MINUTES and DAY_MINUTES % every_minutes == 0 and every_minutes % 5 == 0
    )
    if not fits:
        raise OutOfRange(
            field="every",
            value=f"{every_minutes} minutes",
            right="Take 5, 10, 15, 20, 30 minutes, 1, 2, 3, 4, 6, 8, 12 hours or 1 day",
        )
    return every_minutes


def minutes_from(text: str) -> int:
    """The interval length in minutes from `30min`, `30m`, `1h` or `1d`.

    Raises:
        NotUnderstood: the text is no number with a unit.
        OutOfRange: see `checked_every`.
    """
    number = text.strip().lower().rstrip("abcdefghijklmnopqrstuvwxyz ")
    unit = text.strip().lower()[len(number) :].strip()
    if not number.isdecimal() or unit not in _UNIT_MINUTES:
        raise NotUnderstood(field="every", value=text, right="Write for example 30min, 1h or 1d")
    return checked_every(int(number) * _UNIT_MINUTES[unit])


def zone_named(name: str) -> ZoneInfo:
    """The time zone of that name.

    Raises:
        NotUnderstood: no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise NotUnderstood(field="timezone", value=name, right="Write for example Europe/Berlin") from problem
