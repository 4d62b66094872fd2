"""Reads a birthday as somebody writes it."""

import re
from dataclasses import replace
from datetime import date

from csops.domain.birthdays import HOW_TO_WRITE, WITHOUT_YEAR, checked_birthday, checked_day
from csops.domain.days import ENGLISH, DayNames, DaySaid, read_day
from csops.domain.errors import NotUnderstood
from csops.domain.questions import folded

_OF = re.compile(r"\b(?:of|de)\b")
_TWO_DIGITS = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)")
# From these two days on, a day that names no year (or no month) comes as two different ones.
_ONE_DAY, _OTHER_DAY = date(2000, 1, 1), date(1990, 6, 20)


def birthday_from(text: str, *, today: date, names: DayNames = ENGLISH) -> str:
    """Return a birthday as it is kept: "1980-05-17", or "--05-17" where no year is written; empty for no text.

    Raises:
        NotUnderstood: it names no day of a year. OutOfRange: it is still to come, or longer ago than anybody lives.
    """
    said = text.strip()
    if not said:
        return ""
    if said.startswith(WITHOUT_YEAR):
        return checked_birthday(said)
    one, other = (_read(said, names, start) for start in (_ONE_DAY, _OTHER_DAY))
    if one is None or other is None or one.weekday is not None:
        raise NotUnderstood(field="birthday", value=said, right=HOW_TO_WRITE)
    if one.day == other.day:
        return checked_day(_of_this_life(one.day, said, today), today, said).isoformat()
    if (one.day.month, one.day.day) != (other.day.month, other.day.day):
        raise NotUnderstood(field="birthday", value=said, right=HOW_TO_WRITE)
    return f"{WITHOUT_YEAR}{one.day:%m-%d}"


def _read(said: str, names: DayNames, start: date) -> DaySaid | None:
    words = _OF.sub(" ", folded(said))
    if names.month_first is not None:
        return read_day(words, names=names, today=start)
    # With slashes either figure may be the month: it is read where only one of the two can be.
    both = [read_day(words, names=replace(names, month_first=first), today=start) for first in (False, True)]
    found = [one for one in both if one is not None]
    return found[0] if found and all(one == found[0] for one in found) else None


def _of_this_life(day: date, said: str, today: date) -> date:
    """A year of two figures is the last one that was: 80 is 1980."""
    return day.replace(year=day.year - 100) if _TWO_DIGITS.search(said) and day > today else day
