"""The parts of a calendar: spans of a day, a week that holds from a date, days with hours of their own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from csops.domain.errors import Missing, NotUnderstood, OutOfRange, UnknownName
from csops.domain.holidays_of import HolidayRule

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_MINUTES = 24 * 60
ALWAYS = date(1900, 1, 1)

_SPAN = re.compile(r"\s*(\d{1,2})(?::(\d\d))?\s*[-\u2013\u2014]\s*(\d{1,2})(?::(\d\d))?\s*")
_HOW = "Write it as 09:00-12:30"


@dataclass(frozen=True, kw_only=True, order=True)
class Span:
    """Open from `start_minute` to before `end_minute`, both counted on the clock from the day's midnight.

    An end beyond 1440 lies on the following day: 22:00-02:00 is 1320 to 1560. The whole span belongs to the day on
    which it begins, also when the day after is a holiday or another version begins then.
    """

    start_minute: int
    end_minute: int


@dataclass(frozen=True, kw_only=True)
class WeeklyHours:
    """One version of the opening hours: in force from midnight of `valid_from` until the next version begins."""

    valid_from: date
    weekly: tuple[tuple[Span, ...], ...]
    """Seven tuples, Monday first; an empty one is a day that is always closed."""
    holidays: HolidayRule | None = None


@dataclass(frozen=True, kw_only=True, order=True)
class SpecialDay:
    """A date that the weekly hours do not decide: `spans` instead of them; closed when there are none."""

    day: date
    name: str = ""
    spans: tuple[Span, ...] = ()


def span_from(text: str, *, field: str = "opening hours") -> Span:
    """Read "09:00-12:30"; "22:00-02:00" goes over midnight and "00:00-24:00" is the whole day.

    Raises:
        NotUnderstood: it does not read as two times of day.
        OutOfRange: an interval of zero, or a time beyond 24:00.
    """
    found = _SPAN.fullmatch(text)
    if not found:
        raise NotUnderstood(field=field, value=text, right=_HOW)
    start, end = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    if start is None or end is None or start == DAY_MINUTES:
        raise OutOfRange(field=field, value=text.strip(), right="Hours go from 00:00 to 24:00, minutes from 00 to 59")
    if start == end:
        right = "It begins and ends at the same time, an interval of zero; the whole day is 00:00-24:00"
        raise OutOfRange(field=field, value=text.strip(), right=right)
    return Span(start_minute=start, end_minute=end if end > start else end + DAY_MINUTES)


def text_of(span: Span) -> str:
    """Return the span as it is written: "09:00-12:30"."""
    end = span.end_minute - DAY_MINUTES if span.end_minute > DAY_MINUTES else span.end_minute
    return f"{_clock(span.start_minute)}-{_clock(end)}"


def spans_from(value: object, *, field: str) -> tuple[Span, ...]:
    """Read the intervals of one day: one text, or a list of texts or of (start, end) pairs; sorted, without overlap.

    Raises:
        NotUnderstood, OutOfRange: see `span_from`; and two intervals that overlap.
    """
    parts = [value] if isinstance(value, str) else value or []
    if not isinstance(parts, Sequence):
        raise NotUnderstood(field=field, value=value, right=_HOW)
    spans = sorted(span_from(part if isinstance(part, str) else _joined(part, field), field=field) for part in parts)
    for earlier, later in pairwise(spans):
        if later.start_minute < earlier.end_minute:
            both = f"{text_of(earlier)} and {text_of(later)}"
            raise OutOfRange(field=field, value=both, right="These intervals overlap; write them as one")
    return tuple(spans)


def week_from(value: object) -> tuple[tuple[Span, ...], ...]:
    """Read {"mon": ["09:00-12:30", "14:00-18:00"], "sat": "10:00-14:00"}; a weekday left out is closed.

    Raises:
        UnknownName: a key that is no weekday; besides the errors of `spans_from`.
    """
    if not isinstance(value, Mapping):
        raise NotUnderstood(field="weekly hours", value=value, right="Give each weekday its intervals, mon to sun")
    week: list[tuple[Span, ...]] = [()] * 7
    for key, hours in value.items():
        place = _weekday(str(key))
        week[place] = spans_from(hours, field=f"opening hours on {WEEKDAY_NAMES[place]}")
    return tuple(week)


def day_from(value: object, *, field: str) -> date:
    """Read a date, or its ISO text 2026-12-24.

    Raises:
        Missing: there is none.
        NotUnderstood: it is no date that exists.
    """
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if not value:
        raise Missing(field=field, right="Write a date as 2026-12-24")
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise NotUnderstood(field=field, value=value, right="Write a date as 2026-12-24") from None


def require_keys(mapping: Mapping[str, object], *, allowed: Sequence[str], field: str) -> None:
    """Refuse a key that nothing reads: a slip of the pen must not silently close the shop.

    Raises:
        UnknownName: naming the keys there are.
    """
    for key in mapping:
        if key not in allowed:
            raise UnknownName(field=field, value=key, known=", ".join(allowed))


def versions_from(mapping: Mapping[str, object], *, everywhere: HolidayRule | None) -> tuple[WeeklyHours, ...]:
    """Read `versions` (or `weekly`, which then always held), oldest first; `everywhere`: whose holidays by default.

    Raises:
        Missing: neither, or both. OutOfRange: two versions begin on one day.
    """
    if "weekly" in mapping and "versions" not in mapping:
        return (WeeklyHours(valid_from=ALWAYS, weekly=week_from(mapping["weekly"]), holidays=everywhere),)
    entries = mapping.get("versions")
    if not entries or not isinstance(entries, Sequence) or "weekly" in mapping:
        raise Missing(field="opening hours", right="Give versions, each with valid_from and weekly, or weekly alone")
    versions = sorted((_version_from(entry, everywhere) for entry in entries), key=lambda version: version.valid_from)
    for earlier, later in pairwise(versions):
        if earlier.valid_from == later.valid_from:
            raise OutOfRange(
                field="valid_from", value=later.valid_from, right="Two versions begin on this day; keep one"
            )
    return tuple(versions)


def version_mapping(version: WeeklyHours) -> dict[str, object]:
    """Return a version as the plain values from which it is read."""
    rule = version.holidays
    return {
        "valid_from": version.valid_from.isoformat(),
        "weekly": {name: [text_of(span) for span in day] for name, day in zip(WEEKDAYS, version.weekly, strict=True)},
        "holidays": {"country": rule.country, "subdivision": rule.subdivision} if rule else None,
    }


def holidays_from(value: object) -> HolidayRule | None:
    """Read {country: DE, subdivision: BY}, or the country alone; None for nothing."""
    if not value:
        return None
    entry = value if isinstance(value, Mapping) else {"country": value}
    require_keys(entry, allowed=("country", "subdivision"), field="holidays key")
    if not entry.get("country"):
        raise Missing(field="country", right="Give its two letters, such as DE")
    return HolidayRule(country=str(entry["country"]).upper(), subdivision=str(entry.get("subdivision") or ""))


def closed_from(value: object) -> list[SpecialDay]:
    """Read ["2026-12-24"] or {"2026-12-24": "Stocktaking"} as days without hours."""
    if isinstance(value, Mapping):
        return [SpecialDay(day=day_from(day, field="closed day"), name=str(name or "")) for day, name in value.items()]
    days = value or ()
    if isinstance(days, str) or not isinstance(days, Sequence):
        raise NotUnderstood(field="closed", value=value, right="Give a list of dates, or dates with their names")
    return [SpecialDay(day=day_from(day, field="closed day")) for day in days]


def special_from(value: object) -> list[SpecialDay]:
    """Read {"2026-12-31": ["09:00-12:00"]}, where the hours may also be {hours: [...], name: ...}."""
    if value and not isinstance(value, Mapping):
        raise NotUnderstood(field="special", value=value, right="Give each date its hours")
    return [_special_day(day, entry) for day, entry in value.items()] if isinstance(value, Mapping) else []


def _version_from(entry: object, everywhere: HolidayRule | None) -> WeeklyHours:
    if not isinstance(entry, Mapping):
        raise NotUnderstood(field="version", value=entry, right="A version has valid_from and weekly")
    require_keys(entry, allowed=("valid_from", "weekly", "holidays"), field="version key")
    return WeeklyHours(
        valid_from=day_from(entry.get("valid_from"), field="valid_from"),
        weekly=week_from(entry.get("weekly")),
        holidays=holidays_from(entry["holidays"]) if "holidays" in entry else everywhere,
    )


def _special_day(day: object, entry: object) -> SpecialDay:
    named = entry if isinstance(entry, Mapping) else {"hours": entry}
    require_keys(named, allowed=("hours", "name"), field="special day key")
    hours = spans_from(named.get("hours"), field=f"opening hours on {day}")
    return SpecialDay(day=day_from(day, field="special day"), name=str(named.get("name") or ""), spans=hours)


def _minutes(hours: str, minutes: str | None) -> int | None:
    of_day = int(hours) * 60 + int(minutes or 0)
    return of_day if of_day <= DAY_MINUTES and int(minutes or 0) < 60 else None


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _joined(pair: object, field: str) -> str:
    if isinstance(pair, Sequence) and len(pair) == 2:
        return f"{pair[0]}-{pair[1]}"
    raise NotUnderstood(field=field, value=pair, right=_HOW)


def _weekday(text: str) -> int:
    for place, name in enumerate(WEEKDAY_NAMES):
        if text.lower() in {WEEKDAYS[place], name.lower()}:
            return place
    raise UnknownName(field="weekday", value=text, known=", ".join(WEEKDAYS))
