"""When an interval of a file of counts begins: a moment, a day with an hour, a week, or a month such as Apr 2024."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from csops.domain.count_rows import Period
from csops.imports.mapping import DateOrder
from csops.imports.values import FIRST_YEAR, LAST_YEAR, MONTHS, Days, Unreadable, read_clock

NAMED_MONTH = re.compile(r"([^\W\d]{3,})\.?[\s/,-]*'?(\d{4}|\d{2})|(\d{4})[\s/-]+([^\W\d]{3,})\.?")
NUMBERED_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
WEEK = re.compile(
    r"(\d{4})[\s-]*(?:W|KW)\s*(\d{1,2})|(?:W|KW|week|woche|semaine)[\s.]*(\d{1,2})[\s/,-]+(\d{4})", re.IGNORECASE
)
RANGE = re.compile(r"\s*(?:–|—|\bto\b|\bbis\b|\buntil\b|\s-\s|(?<=\d)-(?=\d{1,2}:\d\d))\s*", re.IGNORECASE)
HOUR = re.compile(r"(\d{1,2})(?:\s*h)?", re.IGNORECASE)
LAST_HOUR = 24
SHOWN: Final = "Write it as 2024-04-01 09:30, 2024-04-01 or Apr 2024"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a cell says of a time: the clock on the wall, its zone where it names one, and the end of a range."""

    local: datetime
    period: Period
    zone: tzinfo | None = None
    until: time | None = None


class Times:
    """Reads the times of one column; what was read once is remembered."""

    def __init__(self, order: DateOrder | None) -> None:
        self._days = Days(order)
        self._known: dict[str, Written] = {}

    def read(self, text: str) -> Written:
        """The time that a cell names, by day and clock, or by day, week or month alone.

        Raises:
            Unreadable: anything else.
        """
        if text not in self._known:
            self._known[text] = _period(text) or self._moment(text)
        return self._known[text]

    def day(self, text: str) -> date:
        """The day of a cell whose hour stands in another column."""
        return self.read(text).local.date()

    def _moment(self, text: str) -> Written:
        first, *rest = RANGE.split(text, maxsplit=1) if not _is_plain(text) else [text]
        try:
            day, clock, zone = self._days.parts(first)
        except Unreadable:
            raise Unreadable(f"“{text}” is not a day or time. {SHOWN}") from None
        until = read_clock(rest[0]) if rest else None
        period = Period.DAY if clock is None else Period.MOMENT
        return Written(local=datetime.combine(day, clock or time()), period=period, zone=zone, until=until)


def _is_plain(text: str) -> bool:
    return not RANGE.search(text)


def _period(text: str) -> Written | None:
    month = _month(text.strip())
    if month is not None:
        return Written(local=month, period=Period.MONTH)
    week = WEEK.fullmatch(text.strip())
    if week is None:
        return None
    year, number = (week[1], week[2]) if week[1] else (week[4], week[3])
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        raise Unreadable(f"“{text}” is not a week of that year. Write it as 2024-W15") from None
    return Written(local=datetime.combine(monday, time()), period=Period.WEEK)


def _month(text: str) -> datetime | None:
    named, numbered = NAMED_MONTH.fullmatch(text), NUMBERED_MONTH.fullmatch(text)
    if named:
        name, year = (named[1], named[2]) if named[1] else (named[4], named[3])
        number = MONTHS.get(name.casefold(), 0)
    elif numbered:
        number, year = (int(numbered[2]), numbered[1]) if numbered[1] else (int(numbered[3]), numbered[4])
    else:
        return None
    whole = int(year) if len(year) > 2 else 2000 + int(year)
    return datetime(whole, number, 1) if 1 <= number <= 12 and FIRST_YEAR <= whole <= LAST_YEAR else None  # noqa: DTZ001


def is_month_or_week(text: str) -> bool:
    """Whether a cell names a month or a week."""
    try:
        return _period(text) is not None
    except Unreadable:
        return False


def read_hours(text: str) -> tuple[timedelta, time | None]:
    """An hour of the day in a column of its own: 9, 9h, 09:30, or 09:00 - 09:30 with the end of the range.

    Raises:
        Unreadable: anything else.
    """
    hour = HOUR.fullmatch(text)
    if hour and int(hour[1]) < LAST_HOUR:
        return timedelta(hours=int(hour[1])), None
    first, *rest = RANGE.split(text, maxsplit=1)
    if rest and HOUR.fullmatch(first) and HOUR.fullmatch(rest[0]) and int(HOUR.sub(r"\1", first)) < LAST_HOUR:
        return timedelta(hours=int(HOUR.sub(r"\1", first))), time(int(HOUR.sub(r"\1", rest[0])) % LAST_HOUR)
    clock = read_clock(first)
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second), read_clock(
        rest[0]
    ) if rest else None
