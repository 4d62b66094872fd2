"""Volume from the rows of a file already read into text: times and counts are understood, finer rows summed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from csops.domain.errors import NotUnderstood, OutOfRange, UnknownName
from csops.domain.volume import DAY_MINUTES, LeftOut, Series, checked_every, zone_named

_MOST_PROBLEMS = 1000
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%d.%m.%y")
_MONTH_FIRST, _DAY_FIRST = "%m/%d/%Y", "%d/%m/%Y"
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")


@dataclass(frozen=True, kw_only=True)
class RowProblem:
    """One row that was not taken: its number in the file (the heading is row 1), the column, and what is wrong."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class VolumeFile:
    """What a file holds. `rows` were read, those in `problems` were left out; `step_minutes`: as in the file."""

    series: Series
    rows: int
    step_minutes: int
    problems: tuple[RowProblem, ...]


def read_volume(
    rows: Iterable[Sequence[str]],
    *,
    heading: Sequence[str],
    time: str,
    count: str,
    every_minutes: int,
    zone: str = "UTC",
) -> VolumeFile:
    """The volume per interval of the rows of a file; rows finer than the interval are summed.

    An interval that lacks some of its finer rows is left out and named, never counted as if it were whole. A day is
    whole when it has as many rows as that weekday mostly has: closed hours may be absent.

    Args:
        rows: the cells of each row below the heading, as text.
        heading: the names of the columns.
        time: the column of the time, or several joined by `+` (`Date+Hour`); local to `zone` unless it has an offset.
        count: the column of the count, whole or not, at least 0.
        every_minutes: length of the interval, 5 minutes to 1 day, not finer than the file.
        zone: the time zone of the file; without one, times are taken as they stand.

    Raises:
        UnknownName: no such column.
        NotUnderstood: not one row with a time and a count.
        OutOfRange: an interval that is not possible, or finer than the rows.
    """
    checked_every(every_minutes)
    where = [_column(heading, name, "time") for name in time.split("+")]
    counted = _column(heading, count, "count")
    table = [list(row) for row in rows]
    texts = [" ".join(_cell(row, each) for each in where).strip() for row in table]
    amounts = [_cell(row, counted) for row in table]
    found, problems = _taken(texts, amounts, zone=zone_named(zone), columns=(time, count))
    if not found:
        raise NotUnderstood(
            field="file", value=f"{time}, {count}", right="No row has both a time and a count of at least 0"
        )
    step = _step_minutes(sorted(found))
    if step > every_minutes:
        raise OutOfRange(
            field="every", value=f"{every_minutes} minutes", right=f"The file has a row per {step} minutes"
        )
    series = _summed(found, step_minutes=step, every_minutes=every_minutes, zone=zone)
    return VolumeFile(series=series, rows=len(table), step_minutes=step, problems=tuple(problems[:_MOST_PROBLEMS]))


def _taken(
    texts: Sequence[str], amounts: Sequence[str], *, zone: ZoneInfo, columns: tuple[str, str]
) -> tuple[dict[datetime, float], list[RowProblem]]:
    """The count of each instant, rows of the same instant summed, and the rows that say no time or no count."""
    reads = _reader(texts)
    found: dict[datetime, float] = {}
    problems: list[RowProblem] = []
    for number, (text, written) in enumerate(zip(texts, amounts, strict=True), start=2):
        moment, amount = reads(text), _amount(written)
        if moment is None:
            problems.append(RowProblem(row=number, column=columns[0], reason=_reason(text, "time")))
        elif amount is None:
            problems.append(RowProblem(row=number, column=columns[1], reason=_reason(written, "count of at least 0")))
        else:
            instant = _instant(moment, zone, found)
            found[instant] = found.get(instant, 0.0) + amount
    return found, problems


def _column(heading: Sequence[str], name: str, field: str) -> int:
    wanted = name.strip().casefold()
    for index, each in enumerate(heading):
        if each.strip().casefold() == wanted:
            return index
    raise UnknownName(field=f"{field} column", value=name, known=", ".join(heading))


def _cell(row: Sequence[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def _amount(text: str) -> float | None:
    try:
        amount = float(text)
    except ValueError:
        return None
    return amount if 0 <= amount < 1e9 else None


def _reason(value: str, wanted: str) -> str:
    return f"“{value}” is not a {wanted}" if value else "empty"


def _reader(texts: Sequence[str]) -> Callable[[str], datetime | None]:
    """How this file writes its times. With slashes, a first number above 12 anywhere tells that the day comes first."""
    first = {text.split("/")[0] for text in texts if text.count("/") >= 2}
    day_first = any(each.isdecimal() and 12 < int(each) <= 31 for each in first)
    dates = (*_DATES, _DAY_FIRST if day_first else _MONTH_FIRST)

    def read(text: str) -> datetime | None:
        return _iso(text) or _by_parts(text, dates)

    return read


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _by_parts(text: str, dates: Sequence[str]) -> datetime | None:
    """A date, then an hour (`2013-07-01 5`), a time of day or nothing."""
    day_text, _, rest = text.partition(" ")
    day = next((each for form in dates if (each := _parsed(day_text, form)) is not None), None)
    rest = rest.strip()
    if day is None or not rest:
        return day
    if rest.isdecimal():
        return day + timedelta(hours=int(rest)) if int(rest) < 24 else None
    clock = next((each for form in _TIMES if (each := _parsed(rest, form)) is not None), None)
    return None if clock is None else datetime.combine(day.date(), clock.time())


def _parsed(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 the zone is put to it by the caller
    except ValueError:
        return None


def _instant(moment: datetime, zone: ZoneInfo, found: dict[datetime, float]) -> datetime:
    """The moment in UTC; when clocks are set back, a time that stands twice is first one, then the other.

    Keys are in UTC because two datetimes of one zone are equal to Python whenever their clocks show the same.
    """
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    local = moment.replace(tzinfo=zone)
    first, second = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    return second if second > first and first in found else first


def _step_minutes(times: Sequence[datetime]) -> int:
    """The usual distance of two rows in minutes, at most a day."""
    steps = Counter(int((after - before).total_seconds() // 60) for before, after in pairwise(times))
    steps.pop(0, None)
    if not steps:
        return DAY_MINUTES
    return max(min(steps.most_common(1)[0][0], DAY_MINUTES), 1)


def _summed(found: dict[datetime, float], *, step_minutes: int, every_minutes: int, zone: str) -> Series:
    named = zone_named(zone)
    totals: dict[datetime, float] = {}
    parts: Counter[datetime] = Counter()
    for instant, amount in found.items():
        start = _interval_start(instant.astimezone(named), every_minutes).astimezone(UTC)
        totals[start] = totals.get(start, 0.0) + amount
        parts[start] += 1
    expected = _expected(parts, named, step_minutes=step_minutes, every_minutes=every_minutes)
    whole = sorted(start for start in totals if parts[start] >= expected(start))
    short = sorted(start for start in totals if parts[start] < expected(start))
    if not whole:
        raise OutOfRange(field="every", value=f"{every_minutes} minutes", right="No interval of the file is that long")
    return Series(
        zone=zone,
        every_minutes=every_minutes,
        starts_s=tuple(int(start.timestamp()) for start in whole),
        offered=tuple(totals[start] for start in whole),
        left_out=tuple(
            LeftOut(start=start.astimezone(named), found=parts[start], expected=expected(start)) for start in short
        ),
        missing_days=_days_left_out(
            [each.astimezone(named) for each in whole], [each.astimezone(named) for each in short]
        ),
    )


def _interval_start(local: datetime, every_minutes: int) -> datetime:
    minute = local.hour * 60 + local.minute
    begin = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(
        minutes=minute - minute % every_minutes
    )
    return begin.replace(fold=local.fold if every_minutes <= 60 else 0)


def _expected(
    parts: Counter[datetime], zone: ZoneInfo, *, step_minutes: int, every_minutes: int
) -> Callable[[datetime], int]:
    """How many finer rows an interval must have: all that fit in, or for days what the weekday mostly has."""
    if every_minutes < DAY_MINUTES:
        return lambda _: every_minutes // step_minutes
    usual: dict[int, Counter[int]] = {}
    for start, count in parts.items():
        usual.setdefault(start.astimezone(zone).weekday(), Counter())[count] += 1
    mostly = {weekday: counts.most_common(1)[0][0] for weekday, counts in usual.items()}

    def expected(start: datetime) -> int:
        # The day on which the clocks are put forward has an hour less.
        local = start.astimezone(zone)
        length = (local + timedelta(days=1)).astimezone(UTC) - start
        lost = int((timedelta(days=1) - length).total_seconds() // 60) // step_minutes
        return mostly[local.weekday()] - max(lost, 0)

    return expected


def _days_left_out(whole: Sequence[datetime], short: Sequence[datetime]) -> tuple[date, ...]:
    there = {start.date() for start in whole}
    return tuple(sorted({start.date() for start in short} - there))
