"""The moment until which something is promised."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from csops.domain.errors import OutOfRange

END_OF_DAY = time(23, 59)
"""A promise for a day without a time is late when that day is over."""


def is_over(due: datetime, *, now: datetime, zone: str) -> bool:
    """Whether the day lies before today in the zone; an hour of today that has passed is no day that is over."""
    place = ZoneInfo(zone)
    return due.astimezone(place).date() < now.astimezone(place).date()


def due_moment(day: date, at: time | None, *, zone: str) -> datetime:
    """Return the moment of a day and time in the zone, in UTC; of a day alone its last minute."""
    return datetime.combine(day, END_OF_DAY if at is None else at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


MOST_SILENT_DAYS = 365


def check_silence(days: int) -> int:
    """Return after how many days without a contact something is due, or raise OutOfRange."""
    if not 1 <= days <= MOST_SILENT_DAYS:
        raise OutOfRange(field="days without a contact", value=days, right=f"Choose from 1 to {MOST_SILENT_DAYS} days")
    return days


def silent_until(days: int, *, last_contact_at: datetime | None, created_at: datetime, zone: str) -> datetime:
    """Return when a case was silent for so many days, in UTC: the last minute of that day in the zone.

    Silence begins with the last contact, at the earliest when the follow-up was made.
    """
    since = max(last_contact_at or created_at, created_at)
    return due_moment(since.astimezone(ZoneInfo(zone)).date() + timedelta(days=days), None, zone=zone)
