"""The moment until which something is promised."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

END_OF_DAY = time(23, 59)
"""A promise for a day without a time is late when that day is over."""


def is_over(due: datetime, *, now: datetime, zone: str) -> bool:
    """Whether the day lies before today in the zone; an hour of today that has passed is no day that is over."""
    place = ZoneInfo(zone)
    return due.astimezone(place).date() < now.astimezone(place).date()


def due_moment(day: date, at: time | None, *, zone: str) -> datetime:
    """Return the moment of a day and time in the zone, in UTC; of a day alone its last minute."""
    return datetime.combine(day, END_OF_DAY if at is None else at, tzinfo=ZoneInfo(zone)).astimezone(UTC)
