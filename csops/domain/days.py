"""Days written by names and figures: `fri`, `fri 14`, `14 dec`, `17.11.`; one rule for the window and the command line.

- A bare weekday is the next one (the last one, for what is past), never today; `this fri` says the same.
- `next fri` is the Friday of next week, as `next week` is its Monday; `last fri` is the last one before today.
- A day of the month, with or without its month, is the next one (the last one), today included.
- With a year it is that day.
- A weekday beside a date must be the weekday of that date; it never moves the date.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from csops.domain.questions import folded

FEWEST_LETTERS = 3
"""Of a name that is cut short: `thurs`."""
_DATE = re.compile(
    r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?(?![\d./-])|(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)"
)
_WORD = re.compile(r"(\d+)(?:st|nd|rd|th)?(?![^\W_])|([^\W\d_]+)")
_BETWEEN = re.compile(r"[\s.,]*")
_POINTING: Mapping[str, str] = {  # folded, in the six languages of csops/domain/near_days.py
    "next": (
        "next nachster nachsten nachste naechster naechsten naechste kommenden prochain prochaine proximo proxima "
        "prossimo prossima volgende"
    ),
    "this": "this dieser diesen diese ce cette este esta questo questa deze",
    "last": ("last letzter letzten letzte vorigen dernier derniere passe pasado ultimo scorso scorsa vorige afgelopen"),
    "": "on the am den le la el il op",
}
_POINTERS = {word: which for which, words in _POINTING.items() for word in words.split()}
_YEARS = 8  # 29 February comes after eight years at the latest
_CENTURY = 2000


@dataclass(frozen=True, kw_only=True)
class DayNames:
    """Names of weekdays (Monday is 1) and months, folded, long and short; `month_first`: `11/17` is in November.

    Without `month_first` no slash or dash is read: who writes `3/4` is not asked which of the two is the month.
    """

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    month_first: bool | None = None


@dataclass(frozen=True, kw_only=True)
class DaySaid:
    """The day that was understood, and the weekday that was written beside it."""

    day: date
    weekday: int | None = None

    @property
    def contradicts(self) -> bool:
        """Whether the day is another weekday than was written."""
        return self.weekday is not None and self.day.isoweekday() != self.weekday


@dataclass(kw_only=True)
class _Parts:
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    either: list[tuple[int, int]] = field(default_factory=list)


def read_day(said: str, *, names: DayNames, today: date, past: bool = False) -> DaySaid | None:
    """Return the day that folded text means, None where it is none or does not exist."""
    pointed = _pointed(said, names=names, today=today, past=past)
    if pointed is not None:
        return DaySaid(day=pointed)
    parts = _parts(said, names)
    if parts is None:
        return None
    if parts.day is None:
        is_bare = parts.weekday is not None and parts.month is None and parts.year is None
        return DaySaid(day=_weekday(parts.weekday or 0, today=today, past=past)) if is_bare else None
    if parts.year is not None and parts.month is None:
        return None
    found = _date(parts, today=today, past=past)
    return None if found is None else DaySaid(day=found, weekday=parts.weekday)


def _pointed(said: str, *, names: DayNames, today: date, past: bool) -> date | None:
    """Return the day of `next fri`, `vendredi prochain`, `last fri`; None where nothing points to a weekday."""
    found = said.split()
    if len(found) == 3 and _POINTERS.get(folded(found[0])) == "":
        found = found[1:]
    if len(found) != 2:
        return None
    for pointer, name in (found, found[::-1]):
        which, weekday = _POINTERS.get(folded(pointer)), _meant(name.rstrip("."), names.weekdays)
        if which and weekday is not None:
            coming = today + timedelta(days=7 - today.weekday() + weekday - 1)
            return coming if which == "next" else _weekday(weekday, today=today, past=which == "last" or past)
    return None


def _weekday(wanted: int, *, today: date, past: bool) -> date:
    here = today.isoweekday()
    return (
        today - timedelta(days=(here - wanted - 1) % 7 + 1)
        if past
        else today + timedelta(days=(wanted - here - 1) % 7 + 1)
    )


def _date(parts: _Parts, *, today: date, past: bool) -> date | None:
    """Return the date of the parts: the first that exists on the right side of today."""
    if parts.year is not None:
        return _existing(parts.year, parts.month or 0, parts.day or 0)
    every = (_existing(year, month, parts.day or 0) for year, month in _months(today, parts.month, past=past))
    return next((one for one in every if one is not None and (one <= today if past else one >= today)), None)


def _months(today: date, month: int | None, *, past: bool) -> Iterator[tuple[int, int]]:
    """Return year and month from that of today on, forwards or backwards; only this month where one is named."""
    step = -1 if past else 1
    for ahead in range(_YEARS * 12 + 1):
        year, place = divmod(today.year * 12 + today.month - 1 + step * ahead, 12)
        if month in {None, place + 1}:
            yield year, place + 1


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# ---------------------------------------------------------------- what is written
def _parts(said: str, names: DayNames) -> _Parts | None:
    """Return the parts of a day, None where something is no part of one or stands twice."""
    parts = _Parts()
    rest = said
    if found := _DATE.search(said):
        if not _take_figures(parts, found, names):
            return None
        rest = f"{said[: found.start()]} {said[found.end() :]}"
    place = 0
    for word in _WORD.finditer(rest):
        if not _BETWEEN.fullmatch(rest, place, word.start()) or not _take(parts, word[1], word[2], names):
            return None
        place = word.end()
    if not _BETWEEN.fullmatch(rest, place):
        return None
    return parts if all(_settle(parts, one) for one in parts.either) else None


def _take_figures(parts: _Parts, found: re.Match[str], names: DayNames) -> bool:
    if found[5]:
        parts.year, parts.month, parts.day = int(found[5]), int(found[6]), int(found[7])
        return True
    first, second = int(found[1]), int(found[3])
    if found[2] != "." and names.month_first is None:
        return False
    month_first = bool(names.month_first) and found[2] != "." and first <= 12
    parts.day, parts.month = (second, first) if month_first else (first, second)
    if found[4]:
        parts.year = int(found[4]) + (_CENTURY if len(found[4]) == 2 else 0)
    return True


def _take(parts: _Parts, figures: str | None, name: str | None, names: DayNames) -> bool:
    """Take one word; False where it is no part, or its part is there already."""
    if figures:
        part = "year" if len(figures) == 4 else "day"
        return len(figures) in {1, 2, 4} and _put(parts, part, int(figures))
    weekday, month = _meant(name or "", names.weekdays), _meant(name or "", names.months)
    if weekday is not None and month is not None:  # Spanish: mar is Tuesday and March
        parts.either.append((weekday, month))
        return True
    if weekday is not None:
        return _put(parts, "weekday", weekday)
    return month is not None and _put(parts, "month", month)


def _settle(parts: _Parts, either: tuple[int, int]) -> bool:
    """A name of both is the month that a day of the month wants, else the weekday."""
    wants_month = parts.day is not None and parts.month is None
    return _put(parts, "month", either[1]) if wants_month else _put(parts, "weekday", either[0])


def _put(parts: _Parts, name: str, value: int) -> bool:
    if getattr(parts, name) is not None:
        return False
    setattr(parts, name, value)
    return True


def _meant(word: str, names: Mapping[str, int]) -> int | None:
    """Return what a name means, in full or cut short; None where it means nothing or two things."""
    if word in names:
        return names[word]
    found = {number for name, number in names.items() if len(word) >= FEWEST_LETTERS and name.startswith(word)}
    return found.pop() if len(found) == 1 else None


# ---------------------------------------------------------------- English, which is read everywhere
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
ENGLISH = DayNames(
    weekdays={name.casefold(): number for number, name in enumerate(_WEEKDAYS, start=1)},
    months={name.casefold(): number for number, name in enumerate(_MONTHS, start=1)},
)


def in_english(day: date) -> str:
    """Return which weekday a day is: `14 December 2026 is a Monday`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} is a {_WEEKDAYS[day.weekday()]}"
