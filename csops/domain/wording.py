"""Durations and days as people write them on a command line: `4m`, `90s`, `1h`, `tomorrow`, `fri`, `2026-11-17 14:30`."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from csops.domain.errors import NotUnderstood, OutOfRange

_UNITS_S = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "hour": 3600, "hours": 3600, "d": 86_400, "day": 86_400,
            "days": 86_400, "w": 604_800, "week": 604_800, "weeks": 604_800}  # fmt: skip
_NEAR = {"today": 0, "now": 0, "tomorrow": 1, "yesterday": -1}
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def duration(text: str, *, field: str, least: timedelta = timedelta(0)) -> timedelta:
    """Return the duration that is written, or raise NotUnderstood, or OutOfRange below `least`."""
    said = text.strip().casefold()
    parts = re.findall(r"(\d+(?:\.\d+)?)\s*([a-z]+)\s*", said)
    if "".join(re.findall(r"[\d.]+\s*[a-z]+\s*", said)) != said or any(unit not in _UNITS_S for _, unit in parts):
        number = re.fullmatch(r"-\s*\d.*", said)
        if number:
            raise OutOfRange(field=field, value=text, right="Write a time of zero or more, such as 4m or 90s")
        raise NotUnderstood(field=field, value=text, right="Write it like 90s, 4m, 30min, 1h or 28d")
    if not parts:
        raise NotUnderstood(field=field, value=text, right="Write it like 90s, 4m, 30min, 1h or 28d")
    found = timedelta(seconds=sum(float(amount) * _UNITS_S[unit] for amount, unit in parts))
    if found < least:
        raise OutOfRange(field=field, value=text, right=f"Write at least {least.total_seconds():g} seconds")
    return found


def day(text: str, *, today: date, field: str) -> date:
    """Return the day that is written (the next one for a weekday), or raise NotUnderstood."""
    said = " ".join(text.casefold().split())
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    if ahead := re.fullmatch(r"(?:in )?(\d{1,3}) ?(d|days?|w|weeks?)", said):
        return today + timedelta(days=int(ahead[1]) * (7 if ahead[2].startswith("w") else 1))
    if said[:3] in _WEEKDAYS and said.isalpha():
        return today + timedelta(days=(_WEEKDAYS.index(said[:3]) - today.weekday() - 1) % 7 + 1)
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise NotUnderstood(
            field=field, value=text, right="Write it like 2026-11-17, tomorrow, fri or in 3 days"
        ) from None


def moment(text: str, *, now: datetime, zone: str, field: str) -> tuple[datetime, bool]:
    """Return the moment that is written and whether it has a time of day, or raise NotUnderstood.

    A moment without an offset is local to the zone; a day alone stands for its beginning.
    """
    place = ZoneInfo(zone)
    said = text.strip()
    if said.casefold() == "now":
        return now, True
    if re.match(r"\d{4}-\d\d-\d\d[T ]\d", said):
        try:
            found = datetime.fromisoformat(said)
        except ValueError:
            raise NotUnderstood(field=field, value=text, right="Write it like 2026-11-17 14:30") from None
        return (found if found.tzinfo else found.replace(tzinfo=place)).astimezone(UTC), True
    clock = re.fullmatch(r"(.*?)\s*\b([01]?\d|2[0-3]):([0-5]\d)", said)
    today = now.astimezone(place).date()
    which = day(clock[1] or "today", today=today, field=field) if clock else day(said, today=today, field=field)
    at = time(int(clock[2]), int(clock[3])) if clock else time.min
    return datetime.combine(which, at, tzinfo=place).astimezone(UTC), clock is not None
