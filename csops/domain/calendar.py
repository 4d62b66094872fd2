"""When the shop is open, and time counted inside its opening hours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from csops.domain.errors import Missing, OutOfRange, UnknownName
from csops.domain.holidays_of import holiday_name, require_known
from csops.domain.opening_hours import (
    Span,
    SpecialDay,
    WeeklyHours,
    closed_from,
    holidays_from,
    require_keys,
    special_from,
    text_of,
    version_mapping,
    versions_from,
)

Piece = tuple[datetime, datetime]
_DAY = timedelta(days=1)
_FARTHEST = timedelta(days=20 * 366)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The opening hours of a shop, as they were, are and will be, in the time of its `zone`.

    What decides a day, first that applies: its entry in `special` (own hours, or closed), a public holiday of the
    version in force, the weekly hours of the version in force. The first version also holds before its date, so that
    a log older than the settings can be read.
    """

    zone: str
    versions: tuple[WeeklyHours, ...]
    """Oldest first; at least one."""
    special: tuple[SpecialDay, ...] = ()
    pieces_by_day: dict[date, tuple[Piece, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Open time of days already asked for: a month of cases asks for the same days again and again."""

    @cached_property
    def tz(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.zone)

    @cached_property
    def special_by_day(self) -> Mapping[date, SpecialDay]:
        """The special days by their date."""
        return {special.day: special for special in self.special}


class ClosedBy(Enum):
    """Why a whole day is closed."""

    WEEKDAY = "weekday"
    HOLIDAY = "holiday"
    CLOSED_DAY = "closed day"


@dataclass(frozen=True, kw_only=True)
class ClosedReason:
    """Why a day is closed; `name` is that of the holiday, or what was written beside the closed day."""

    by: ClosedBy
    name: str = ""


def calendar_from(mapping: Mapping[str, object]) -> Calendar:
    """Read opening hours from plain values, as YAML or JSON give them.

    Keys (all but `zone` and the hours may be left out; an unknown key is refused):

        zone: Europe/Berlin
        versions:                            # or `weekly` in its place, for hours that always held
          - valid_from: 2026-01-01
            weekly: {mon: ["09:00-12:30", "14:00-18:00"], sat: "10:00-14:00", sun: []}
            holidays: {country: DE, subdivision: BY}     # only where this version differs from the rest
        holidays: {country: DE, subdivision: BY}         # of every version that has none of its own
        closed: ["2026-12-24"]               # or {"2026-12-24": "Stocktaking"}
        special:                             # days with their own hours, holidays among them
          "2026-12-31": ["09:00-12:00"]      # or {hours: ["09:00-12:00"], name: New Year's Eve}

    A weekday is `mon` or `monday`. An interval may go over midnight ("22:00-02:00"), "00:00-24:00" is the whole day.
    Whether the holidays of a country are known is asked by `checked`, not here: reading must not load the library.

    Raises:
        Missing, NotUnderstood, OutOfRange, UnknownName: naming the weekday or key, and what would be right.
    """
    require_keys(mapping, allowed=("zone", "versions", "weekly", "holidays", "closed", "special"), field="calendar key")
    everywhere = holidays_from(mapping.get("holidays"))
    return Calendar(
        zone=zone_named(mapping.get("zone")),
        versions=versions_from(mapping, everywhere=everywhere),
        special=tuple(sorted([*closed_from(mapping.get("closed")), *special_from(mapping.get("special"))])),
    )


def mapping_of(calendar: Calendar) -> dict[str, object]:
    """Return the plain values from which `calendar_from` makes an equal calendar; strict JSON."""
    return {
        "zone": calendar.zone,
        "versions": [version_mapping(version) for version in calendar.versions],
        "closed": {day.day.isoformat(): day.name for day in calendar.special if not day.spans},
        "special": {
            day.day.isoformat(): {"hours": [text_of(span) for span in day.spans], "name": day.name}
            for day in calendar.special
            if day.spans
        },
    }


def checked(calendar: Calendar) -> Calendar:
    """Return the calendar when the holidays of all its countries are known; ask before saving.

    Raises:
        UnknownName: a country or subdivision without known holidays.
    """
    for version in calendar.versions:
        if version.holidays:
            require_known(version.holidays)
    return calendar


def business_minutes(calendar: Calendar, start: datetime, end: datetime) -> float:
    """Return the minutes between two moments that lie inside opening hours.

    Each minute counts by the version in force then, in real (not clock) minutes: the night of a daylight-saving
    change is an hour shorter or longer. A moment without a zone is read as the calendar's local time.
    0 when both lie in the same closed time, and when `end` is not after `start`; never negative.
    Source: the metric dictionary, "Opening hours" 1 to 4, and its worked cases, which the tests repeat.
    """
    return sum((close - begin).total_seconds() for begin, close in open_time(calendar, start, end)) / 60


def add_business_minutes(calendar: Calendar, start: datetime, minutes: float) -> datetime:
    """Return the earliest moment (UTC) at which `minutes` of opening hours have passed since `start`: when it is due.

    The inverse of `business_minutes`. With 0 it is `start` itself; when the last minute is that before closing, it is
    the closing time and not the next opening.

    Raises:
        OutOfRange: negative minutes, or more than the shop is open within 20 years.
    """
    if not 0 <= minutes <= _FARTHEST / timedelta(minutes=1):
        raise OutOfRange(field="minutes", value=f"{minutes:g}", right="Give a number from 0 to those of 20 years")
    left = timedelta(minutes=minutes)
    if not left:
        return _utc(calendar, start)
    for begin, close in _pieces(calendar, start):
        if left <= close - begin:
            return begin + left
        left -= close - begin
    right = "The shop is not open that long within 20 years; look at the opening hours"
    raise OutOfRange(field="minutes", value=f"{minutes:g}", right=right)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Return whether the shop is open at this moment; at closing time itself it is not."""
    return next_open(calendar, at) == _utc(calendar, at)


def next_open(calendar: Calendar, at: datetime) -> datetime | None:
    """Return the moment (UTC) itself when open then, else the next opening; None when there is none within 20 years."""
    return next((begin for begin, _ in _pieces(calendar, at)), None)


def open_intervals(calendar: Calendar, first_day: date, last_day: date, every: timedelta) -> list[Piece]:
    """Return the intervals of length `every` in which the shop is open at least for a part, oldest first.

    Both days are included. Start and end are aware, in the calendar's zone. The grid begins at each local midnight;
    intervals are whole even where the shop opens in the middle of one. Up to an hour they are equally long in real
    time (a day of daylight-saving change has 46 or 50 half hours); longer ones begin at the same clock time each day.

    Raises:
        OutOfRange: an interval of zero or below, above a day, or of which a day is no whole number.
    """
    if every <= timedelta(0) or every > _DAY or _DAY % every:
        right = "Choose an interval that divides a day: 15min, 30min, 1h, 1d"
        raise OutOfRange(field="interval", value=every, right=right)
    intervals: list[Piece] = []
    for day in _days(first_day, last_day):
        edges = _edges(calendar, day, every)
        opened = [piece for piece in _pieces(calendar, edges[0], last_day=day) if piece[0] < edges[-1]]
        intervals += [
            slot for slot in pairwise(edges) if any(begin < slot[1] and slot[0] < end for begin, end in opened)
        ]
    return [(start.astimezone(calendar.tz), end.astimezone(calendar.tz)) for start, end in intervals]


def open_time(calendar: Calendar, start: datetime, end: datetime) -> list[Piece]:
    """Return the stretches of open time from `start` to `end`, in UTC, in order and without overlap."""
    until = _utc(calendar, end)
    pieces = _pieces(calendar, start, last_day=until.astimezone(calendar.tz).date())
    return [(begin, min(close, until)) for begin, close in pieces if begin < until]


def closed_reason(calendar: Calendar, day: date) -> ClosedReason | None:
    """Return why no opening hours begin on this day, None when some do."""
    if spans_of(calendar, day):
        return None
    if special := calendar.special_by_day.get(day):
        return ClosedReason(by=ClosedBy.CLOSED_DAY, name=special.name)
    rule = version_on(calendar, day).holidays
    if name := holiday_name(rule, day) if rule else "":
        return ClosedReason(by=ClosedBy.HOLIDAY, name=name)
    return ClosedReason(by=ClosedBy.WEEKDAY)


def closed_days(calendar: Calendar, first_day: date, last_day: date) -> tuple[date, ...]:
    """Return the holidays and own closed days on which the shop would otherwise be open."""
    return tuple(
        day
        for day in _days(first_day, last_day)
        if (reason := closed_reason(calendar, day)) is not None and reason.by is not ClosedBy.WEEKDAY
    )


def version_on(calendar: Calendar, day: date) -> WeeklyHours:
    """Return the version in force on this day; the first one also before its date."""
    in_force = (version for version in reversed(calendar.versions) if version.valid_from <= day)
    return next(in_force, calendar.versions[0])


def spans_of(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """Return the opening hours that begin on this day, in clock time, earliest first."""
    if special := calendar.special_by_day.get(day):
        return special.spans
    version = version_on(calendar, day)
    hours = version.weekly[day.weekday()]
    # The weekday first: no library is loaded for a day that is closed anyway.
    return () if hours and version.holidays and holiday_name(version.holidays, day) else hours


def _pieces(calendar: Calendar, start: datetime, *, last_day: date | None = None) -> Iterator[Piece]:
    """Open time from `start` on, in UTC, in order and without overlap; to the end of what begins on `last_day`."""
    done = _utc(calendar, start)
    local = done.astimezone(calendar.tz).date()
    # The day before may reach over midnight into this one.
    for day in _days(local - _DAY, last_day or local + _FARTHEST):
        for begin, close in _day_pieces(calendar, day):
            if close > done:
                yield max(begin, done), close
                done = close


def _day_pieces(calendar: Calendar, day: date) -> tuple[Piece, ...]:
    known = calendar.pieces_by_day
    if day not in known:
        pieces = (
            (_moment(calendar, day, span.start_minute), _moment(calendar, day, span.end_minute, end=True))
            for span in spans_of(calendar, day)
        )
        # Sorted after conversion: an hour that daylight saving leaves out moves what begins in it.
        known[day] = tuple(sorted(piece for piece in pieces if piece[0] < piece[1]))
    return known[day]


def _moment(calendar: Calendar, day: date, minute: int, *, end: bool = False) -> datetime:
    """A clock time of a day in UTC; of a time that comes twice the first, as an end the second."""
    clock = datetime(day.year, day.month, day.day, tzinfo=calendar.tz) + timedelta(minutes=minute)
    moment = clock.astimezone(UTC)
    return max(moment, clock.replace(fold=1).astimezone(UTC)) if end else moment


def _edges(calendar: Calendar, day: date, every: timedelta) -> list[datetime]:
    """The borders of the intervals of one day, in UTC, from its midnight to the next."""
    first, last = _moment(calendar, day, 0), _moment(calendar, day + _DAY, 0)
    if every > timedelta(hours=1):
        return [_moment(calendar, day, minute) for minute in range(0, 24 * 60 + 1, int(every.total_seconds() // 60))]
    return [first + every * place for place in range((last - first) // every)] + [last]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=place) for place in range((last - first).days + 1))


def _utc(calendar: Calendar, at: datetime) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=calendar.tz)).astimezone(UTC)


def zone_named(value: object) -> str:
    """Return the IANA name of a time zone that there is, or raise Missing or UnknownName."""
    if not value:
        raise Missing(field="time zone", right="Name it as Europe/Berlin")
    try:
        return ZoneInfo(str(value)).key
    except (KeyError, ValueError, OSError):
        raise UnknownName(field="time zone", value=value, known="names such as Europe/Berlin, UTC") from None
