"""Turns the text of a cell into a day, a moment, a clock time or a duration, or says why it is none."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

from csops.imports.mapping import DateOrder, DurationUnit

MONTH_NAMES: Final = {
    1: "jan january januar jänner janvier janv enero ene januari gennaio gen",
    2: "feb february februar février fevrier févr fevr febrero februari febbraio",
    3: "mar march märz maerz mrz mär mars marzo maart mrt",
    4: "apr april avril avr abril abr aprile",
    5: "may mai mayo mei maggio mag",
    6: "jun june juni juin junio giugno giu",
    7: "jul july juli juillet juil julio luglio lug",
    8: "aug august août aout agosto ago augustus",
    9: "sep sept september septembre septiembre settembre set",
    10: "oct october oktober okt octobre octubre ottobre ott",
    11: "nov november novembre noviembre",
    12: "dec december dezember dez décembre decembre déc diciembre dic dicembre",
}
MONTHS: Final = {name: number for number, names in MONTH_NAMES.items() for name in names.split()}
MOMENT = re.compile(
    r"(?:[^\W\d]{2,10}\.?,?\s+(?=\d))?"
    r"(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?|\d{8}"
    r"|\d{1,2}(?:\.|st|nd|rd|th)?[\s-]+(?:de\s+)?[^\W\d]+\.?,?[\s-]+(?:de\s+)?\d{2,4}"
    r"|[^\W\d]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})"
    r"(?:(?:T|,?\s+)(?:(?:um|at|à|a las|om)\s+)?"
    r"(?P<clock>\d{1,2}(?:[:h]\d{2}(?:[:m]\d{2}(?:[.,]\d+)?s?)?)?\s*(?:[ap]\.?m\.?)?))?"
    r"\s*(?:Uhr|h)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"(\d{1,2})(?:[:h.](\d{2})(?:[:m.](\d{2})(?:[.,]\d+)?s?)?)?\s*([ap])?(?:\.?m\.?)?\s*(?:Uhr)?", re.IGNORECASE
)
NUMERIC_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})\.?")
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d", re.ASCII)
CLOCK_DURATION = re.compile(r"(-?)(\d{1,9}):([0-5]?\d)(?::([0-5]?\d)(?:[.,]\d+)?)?")
WORDED_DURATION = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(h|hours?|std\.?|stunden?|hrs?|m|mins?|minutes?|minuten|min\.|s|secs?|seconds?|sek\.?|sekunden)(?![^\W\d])"
)
PATTERN_SHOWN: Final = {
    DateOrder.DAY_FIRST: "day.month.year, such as 17.11.2025",
    DateOrder.MONTH_FIRST: "month/day/year, such as 11/17/2025",
    DateOrder.YEAR_FIRST: "year-month-day, such as 2025-11-17",
}
FACTORS: Final = {
    DurationUnit.SECONDS: 1,
    DurationUnit.MINUTES: 60,
    DurationUnit.HOURS: 3600,
    DurationUnit.MINUTES_SECONDS: 60,
    DurationUnit.HOURS_MINUTES: 3600,
}
HOURLY: Final = frozenset({DurationUnit.HOURS, DurationUnit.HOURS_MINUTES})
MINUTES_OF_A_DAY: Final = 24 * 60
LONGEST: Final = timedelta(days=36_525)
FIRST_YEAR, LAST_YEAR = 1900, 2200


class Unreadable(ValueError):
    """A cell that is not what its column holds; the text is a whole sentence."""


class Days:
    """Reads the dates of one column; what was read once is remembered, for days repeat."""

    def __init__(self, order: DateOrder | None) -> None:
        self.order = order or DateOrder.YEAR_FIRST
        self._days: dict[str, date] = {}
        self._clocks: dict[str, time] = {}

    def day(self, text: str) -> date:
        """The day that the text names, whatever clock time follows it."""
        return self.parts(text)[0]

    def parts(self, text: str) -> tuple[date, time | None, timezone | None]:
        """Day, clock time and zone, the latter two where the text has them.

        Raises:
            Unreadable: no date, or a day that does not exist.
        """
        # Most cells are a day and a time that were both read before: no pattern is needed for them.
        if self.is_day_and_clock(text):
            written, _, rest = text.partition(" ")
            return self._days[written], self._clocks[rest], None
        match = MOMENT.fullmatch(text.strip())
        if not match:
            raise Unreadable(f"“{text}” is not a date. Write the date as {PATTERN_SHOWN[self.order]}")
        written, clock, zone = match.group("day", "clock", "zone")
        day = self._days.get(written)
        if day is None:
            day = self._days[written] = self._read_day(written)
        return day, self.clock(clock) if clock else None, _zone(zone) if zone else None

    def is_day_and_clock(self, text: str) -> bool:
        """Whether the text is a day and a clock time that were both read before, with nothing else."""
        written, _, rest = text.partition(" ")
        return written in self._days and rest in self._clocks

    def clock(self, text: str) -> time:
        """The clock time that the text names.

        Raises:
            Unreadable: no clock time.
        """
        clock = self._clocks.get(text)
        if clock is None:
            clock = self._clocks[text] = read_clock(text)
        return clock

    def _read_day(self, written: str) -> date:
        try:
            year, month, day = _year_month_day(written, self.order)
            found = date(year, month, day)
        except ValueError:
            shown = PATTERN_SHOWN[self.order].split(",")[0]
            raise Unreadable(f"{written} is not a day. Write the date as {shown}") from None
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise Unreadable(f"{written} lies in the year {found.year}. Check the year")
        return found


def _year_month_day(written: str, order: DateOrder) -> tuple[int, int, int]:
    numeric = NUMERIC_DAY.fullmatch(written)
    if not numeric:
        return _named_day(written)
    first, second, third = numeric.groups()
    if len(first) > 2:
        return int(first), int(second), int(third)
    if order is DateOrder.YEAR_FIRST:
        if len(third) > 2:
            raise ValueError(written)
        return _full_year(first), int(second), int(third)
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    return _full_year(third), int(month), int(day)


def _named_day(written: str) -> tuple[int, int, int]:
    if written.isdigit():
        return int(written[:4]), int(written[4:6]), int(written[6:])
    numbers = re.findall(r"\d+", written)
    names = [word for word in re.findall(r"[^\W\d]+", written.casefold()) if word in MONTHS]
    if len(numbers) != 2 or not names:
        raise ValueError(written)
    day, year = numbers
    return _full_year(year), MONTHS[names[0]], int(day)


def _full_year(text: str) -> int:
    # POSIX: two digits from 69 on are of the last century.
    number = int(text)
    return number if len(text) > 2 else number + (1900 if number >= 69 else 2000)


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes >= MINUTES_OF_A_DAY:
        raise Unreadable(f"“{text}” is no time zone. Write it as +01:00")
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def read_clock(text: str) -> time:
    """A clock time: 9:05, 09:05:59, 9:05 PM, 14h30, 14.30 Uhr. A date before it is passed over.

    Raises:
        Unreadable: anything else.
    """
    match = CLOCK.fullmatch(text.strip()) or CLOCK.fullmatch(text.strip().replace("T", " ").split(" ", 1)[-1])
    if match and (match[2] or match[4]):
        hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if match[4]:
            hour = hour % 12 + (12 if match[4] in "pP" else 0)
        if hour < 24 and minute < 60 and second < 60:
            return time(hour, minute, second)
    raise Unreadable(f"“{text}” is not a time of day. Write it as 9:05 or 14:30:00")


def read_duration(text: str, *, unit: DurationUnit | None, decimal: str = ".") -> timedelta:
    """How long: a bare number in the unit, 4:30, 0:04:30, 4 min 30 s.

    Raises:
        Unreadable: anything else, what is less than nothing, and what is longer than a hundred years.
    """
    seconds = _seconds(text.strip(), unit or DurationUnit.SECONDS, decimal)
    if seconds is None:
        raise Unreadable(f"“{text}” is not a duration. Write it as 4:30, 0:04:30 or as a number of {unit or 'seconds'}")
    if seconds < 0:
        raise Unreadable(f"“{text}” is less than nothing. A duration is 0 or more")
    if seconds > LONGEST.total_seconds():
        raise Unreadable(f"“{text}” is longer than a hundred years. Check the number and what it counts")
    return timedelta(milliseconds=round(seconds * 1000))  # as it is kept: else the file would change it each time


def _seconds(text: str, unit: DurationUnit, decimal: str) -> float | None:
    clock = CLOCK_DURATION.fullmatch(text)
    if clock:
        sign, first, second, third = clock.groups()
        by_hour = third is not None or unit in HOURLY
        total = int(first) * 3600 + int(second) * 60 + int(third or 0) if by_hour else int(first) * 60 + int(second)
        return -total if sign else total
    try:
        return read_number(text, decimal=decimal) * FACTORS[unit]
    except ValueError:
        pass
    parts = WORDED_DURATION.findall(text.casefold())
    if not parts or WORDED_DURATION.sub("", text.casefold()).strip(" ,und+&"):
        return None
    factors = {"h": 3600, "m": 60, "s": 1}
    return sum(float(n.replace(",", ".")) * (3600 if w.startswith(("h", "st")) else factors[w[0]]) for n, w in parts)


def read_number(text: str, *, decimal: str = ".") -> float:
    """A number with this decimal sign; the other sign, blanks and apostrophes may group thousands.

    Raises:
        ValueError: no finite number.
    """
    other = "," if decimal == "." else "."
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", text)
    if other in plain and not re.fullmatch(
        rf"-?\d{{1,3}}(?:{re.escape(other)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", plain
    ):
        raise ValueError(text)
    plain = plain.replace(other, "").replace(decimal, ".")
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", plain):
        raise ValueError(text)
    return float(plain)


class Zone:
    """Local times of one place -> UTC, with a remark where a clock change makes them doubtful."""

    def __init__(self, name: str) -> None:
        self.zone = ZoneInfo(name)
        self._offsets: dict[date, timedelta | None] = {}

    def to_utc(self, day: date, clock: time) -> tuple[datetime, str]:
        """The moment in UTC, and a sentence when that local time does not exist or exists twice (else empty)."""
        if day not in self._offsets:
            self._offsets[day] = self._steady_offset(day)
        offset = self._offsets[day]
        local = datetime.combine(day, clock)
        if offset is not None:
            return (local - offset).replace(tzinfo=UTC), ""
        return self._on_changing_day(local)

    def _steady_offset(self, day: date) -> timedelta | None:
        midnight = datetime.combine(day, time(), self.zone)
        offsets = {
            (midnight + timedelta(hours=hour)).replace(fold=fold).utcoffset() for hour in range(25) for fold in (0, 1)
        }
        return offsets.pop() if len(offsets) == 1 else None

    def _on_changing_day(self, local: datetime) -> tuple[datetime, str]:
        first, second = (local.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        if first == second:
            return first, ""
        shown, day = f"{local:%H:%M}", f"{local:%Y-%m-%d}"
        if first < second:
            return first, f"{shown} came twice on {day}, when the clocks went back. The first one was taken"
        taken = first.astimezone(self.zone)
        return first, f"{shown} did not exist on {day}, when the clocks went forward. {taken:%H:%M} was taken"

    def steady_offset(self, day: date) -> timedelta | None:
        """What the clock is ahead of UTC on a day on which it is not changed, once a time of that day was asked for."""
        return self._offsets.get(day)


class Moments:
    """The moments of one column in UTC, put together from days and clock times that were read before."""

    def __init__(self, days: Days, zone: Zone) -> None:
        self._days, self._zone = days, zone
        self._iso_offsets: dict[str, timedelta] = {}
        self._midnights: dict[str, datetime] = {}
        self._clocks: dict[str, timedelta] = {}

    def find(self, cell: str) -> datetime | None:
        """The moment, when its day was noted, and its time too or is written like 09:05:59: so are most of a log."""
        offset = self._iso_offsets.get(cell[:10])
        if offset is not None and ISO_MOMENT.fullmatch(cell):
            return datetime.fromisoformat(f"{cell}+00:00") - offset
        written, _, rest = cell.partition(" ")
        midnight, clock = self._midnights.get(written), self._clocks.get(rest)
        return None if midnight is None or clock is None else midnight + clock

    def note(self, cell: str, day: date, clock: time) -> None:
        """Note what a cell was read as, if it is a day and a time and nothing else, and no clock is changed then."""
        offset = self._zone.steady_offset(day)
        if offset is None or not self._days.is_day_and_clock(cell):
            return
        written, _, rest = cell.partition(" ")
        if written == day.isoformat():
            self._iso_offsets[written] = offset
        self._midnights[written] = self._zone.to_utc(day, time())[0]
        self._clocks[rest] = datetime.combine(day, clock) - datetime.combine(day, time())
