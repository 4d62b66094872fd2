"""Durations and days as people write them on a command line: `4m`, `1h 20m`, `tomorrow`, `fri`, `2026-11-17 14:30`."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from csops.domain.days import ENGLISH, in_english, read_day
from csops.domain.errors import NotUnderstood, OutOfRange
from csops.domain.near_days import near_day
from csops.domain.periods import check_year

UNITS_S: Mapping[str, int] = {
    "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "hour": 3600, "hours": 3600, "d": 86_400, "day": 86_400,
    "days": 86_400, "w": 604_800, "week": 604_800, "weeks": 604_800,
}  # fmt: skip
_DURATION = re.compile(r"(?:\d+(?:\.\d+)?\s*[a-z]+\s*)+")
_CHANGE = re.compile(r"([+-]? ?\d{1,4}(?:\.\d+)?)\s*%?")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h]?(\d\d))?(?: ?h| ?uhr)?(?: ?([ap])\.?m\.?)?")
_LONE_HOUR = re.compile(r"([T ])(\d):")
_LONGEST = timedelta(days=36_525)


def duration(text: str, *, field: str, least: timedelta = timedelta(0)) -> timedelta:
    """Return the duration that is written, or raise NotUnderstood, or OutOfRange below `least` or above a century."""
    said = text.strip().casefold()
    if re.fullmatch(r"-\s*\d.*", said):
        raise OutOfRange(field=field, value=text, right="Write a time of zero or more, such as 4m or 90s")
    parts = re.findall(r"(\d+(?:\.\d+)?)\s*([a-z]+)", said)
    if not _DURATION.fullmatch(said) or any(unit not in UNITS_S for _, unit in parts):
        raise NotUnderstood(field=field, value=text, right="Write it like 90s, 4m, 30min, 1h or 28d")
    seconds = sum(float(amount) * UNITS_S[unit] for amount, unit in parts)
    if seconds > _LONGEST.total_seconds():
        raise OutOfRange(field=field, value=text, right="Write a time of less than a hundred years")
    found = timedelta(seconds=seconds)
    if found < least:
        raise OutOfRange(field=field, value=text, right=f"Write at least {_span_words(least)}")
    return found


def _span_words(span: timedelta) -> str:
    days = span / timedelta(days=1)
    return f"{days:g}d" if days >= 1 else f"{span.total_seconds():g}s"


def day(text: str, *, today: date, field: str, past: bool = False) -> date:
    """Return the day that is written, by the rules of csops/domain/days.py, or raise NotUnderstood or OutOfRange.

    `past` means what has happened: then `fri` was last Friday and `17.11.` the last one.
    """
    said = " ".join(text.casefold().split())
    near = near_day(said, today=today)
    if near is not None:
        return near
    found = read_day(said, names=ENGLISH, today=today, past=past)
    if found is None:
        raise NotUnderstood(
            field=field, value=text, right="Write it like 2026-11-17, tomorrow, fri, 14 dec or in 3 days"
        )
    if found.contradicts:
        right = f"{in_english(found.day)}. Leave the weekday out, or write the day that you mean"
        raise NotUnderstood(field=field, value=text, right=right)
    check_year(found.day, field=field)  # at the ends of the calendar there is no day before, or none after
    return found.day


def factor(text: str, *, field: str) -> float:
    """Return the factor that is written as a change: 1.3 for `+30%`; raises NotUnderstood."""
    found = _CHANGE.fullmatch(text.strip().replace("\u2212", "-").replace(",", "."))
    if not found:
        raise NotUnderstood(field=field, value=text, right="Write the change, such as +30% or -15%")
    return 1 + float(found[1].replace(" ", "")) / 100


def clock(text: str, *, field: str) -> int:
    """Return a time of day as minutes from midnight: `8`, `8:30`, `8.30`, `8h30`, `0830`, `4:30 pm`; `24:00` is 1440.

    Raises:
        NotUnderstood: it does not read as a time of day.
        OutOfRange: no day has this time.
    """
    found = _CLOCK.fullmatch(" ".join(text.casefold().split()))
    if not found:
        raise NotUnderstood(field=field, value=text, right="Write it like 8, 8:30 or 16:30")
    hours, minutes, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hours <= 12:
        raise OutOfRange(field=field, value=text, right="With am or pm the hour is 1 to 12")
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    if minutes > 59 or hours * 60 + minutes > 1440:
        raise OutOfRange(field=field, value=text, right="Hours go from 00:00 to 24:00, minutes from 00 to 59")
    return hours * 60 + minutes


_BEHIND = re.compile(
    r"(?P<day>.*?)(?:(?<=\s)|^)(?P<at>(?:at|um|à|a las|alle|om)\s+)?(?P<hour>\d{1,2})"
    r"(?:(?P<sign>[:h.])(?P<minute>[0-5]\d))?(?P<unit>\s*(?:[ap]\.?m\.?|uhr|h))?",
    re.IGNORECASE,
)


def clock_behind(text: str) -> tuple[str, time | None]:
    """Part the time of day from what stands before it: `fri 14:30`, `fri 2 pm`, `fri at 9`, `fr um 9 Uhr`, `ven 14h30`.

    A bare number is a day, and two with a full stop between them are a date, unless a word says that they are a time.
    """
    said = text.strip()
    found = _BEHIND.fullmatch(said)
    if found is None or not (found["at"] or found["unit"] or found["sign"] in {":", "h"}):
        return said, None
    hour, half = int(found["hour"]), (found["unit"] or "").strip().casefold()[:1]
    if half in {"a", "p"}:
        if not 1 <= hour <= 12:
            return said, None
        hour = hour % 12 + (12 if half == "p" else 0)
    return (said, None) if hour > 23 else (found["day"].strip(), time(hour, int(found["minute"] or 0)))


def moment(text: str, *, now: datetime, zone: str, field: str, past: bool = False) -> tuple[datetime, bool]:
    """Return the moment that is written and whether it has a time of day, or raise NotUnderstood or OutOfRange.

    A moment without an offset is local to the zone; a day alone stands for its beginning. `past` as for `day`.
    """
    said = text.strip()
    if said.casefold() == "now":
        return now, True
    try:
        if re.match(r"\d{4}-\d\d-\d\d[T ]\d", said):
            return _exact(said, text=text, zone=zone, field=field), True
        words, clock = clock_behind(said)
        today = now.astimezone(ZoneInfo(zone)).date()
        which = day(words or "today", today=today, field=field, past=past)
        return datetime.combine(which, clock or time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC), clock is not None
    except OverflowError:
        raise OutOfRange(field=field, value=text, right="Write a day of our time, such as 2026-11-17") from None


def _exact(said: str, *, text: str, zone: str, field: str) -> datetime:
    try:
        found = datetime.fromisoformat(_LONE_HOUR.sub(r"\g<1>0\g<2>:", said))
    except ValueError:
        raise NotUnderstood(field=field, value=text, right="Write it like 2026-11-17 14:30") from None
    exact = (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    check_year(found.date(), field=field)
    return exact
