"""Birthdays, with or without their year: how they are kept, and when they come round."""

import re
from datetime import date, timedelta

from csops.domain.errors import NotUnderstood, OutOfRange

OLDEST_YEARS = 130
WITHOUT_YEAR = "--"
"""How a birthday begins whose year is not known: "--05-17"."""
HOW_TO_WRITE = "Write it like 17 May 1980, 17.5.1980 or 1980-05-17; the year may be left out"
_PLAIN = re.compile(r"--(\d{2})-(\d{2})")


def checked_birthday(kept: str, *, today: date | None = None) -> str:
    """Return a birthday in its kept form, or raise NotUnderstood or OutOfRange."""
    if not kept:
        return ""
    if kept.startswith(WITHOUT_YEAR):
        found = _PLAIN.fullmatch(kept)
        if found is None:
            raise NotUnderstood(field="birthday", value=kept, right=HOW_TO_WRITE)
        return checked_without_year(int(found[1]), int(found[2]), kept)
    try:
        day = date.fromisoformat(kept)
    except ValueError:
        raise NotUnderstood(field="birthday", value=kept, right=HOW_TO_WRITE) from None
    return (day if today is None else checked_day(day, today, kept)).isoformat()


def month_and_day(kept: str) -> tuple[int, int]:
    """Return month and day of a birthday that is kept."""
    return int(kept[-5:-3]), int(kept[-2:])


def in_words(kept: str) -> str:
    """Return a birthday in English: "17 May 1980", "17 May"."""
    if not kept:
        return ""
    month, day = month_and_day(kept)
    year = "" if kept.startswith(WITHOUT_YEAR) else f" {kept[:4]}"
    return f"{day} {date(2000, month, 1):%B}{year}"


def kept_within(first: date, last: date) -> tuple[str, ...]:
    """Return the ends ("05-17") of all birthdays that are kept from the first to the last of these days.

    Who was born on 29 February has it on the 28th in a year without that day.
    """
    days = [first + timedelta(days=ahead) for ahead in range(min(366, (last - first).days + 1))]
    ends = [f"{day:%m-%d}" for day in days]
    leap = [one for one in days if (one.month, one.day) == (2, 28) and (one + timedelta(days=1)).month == 3]
    return tuple(dict.fromkeys([*ends, "02-29"] if leap else ends))


def checked_without_year(month: int, day: int, said: str) -> str:
    """Return month and day as they are kept, or raise NotUnderstood where no year has that day."""
    try:
        date(2000, month, day)  # a year that has a 29 February
    except ValueError:
        raise NotUnderstood(field="birthday", value=said, right=HOW_TO_WRITE) from None
    return f"{WITHOUT_YEAR}{month:02}-{day:02}"


def checked_day(day: date, today: date, said: str) -> date:
    """Return the day somebody was born, or raise OutOfRange: still to come, or longer ago than anybody lives."""
    if day > today:
        raise OutOfRange(field="birthday", value=said, right="That day is still to come; check the year")
    if day.year < today.year - OLDEST_YEARS:
        raise OutOfRange(field="birthday", value=said, right="Nobody lives that long; check the year, or leave it out")
    return day
