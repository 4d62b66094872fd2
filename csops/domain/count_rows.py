"""Rows of a file of counts laid out in time: how long its intervals are, clock changes, rows that come twice."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from csops.domain.errors import OutOfRange
from csops.domain.file_volume import Count
from csops.domain.volume import DAY_MINUTES, SHORTEST_MINUTES

WEEK_MINUTES, MONTH_MINUTES = 7 * DAY_MINUTES, 30 * DAY_MINUTES
_HOUR = 60
_MONTH_DAYS = range(28, 32)


class Period(Enum):
    """How much of the calendar a written time means by itself; a moment is only where an interval begins."""

    MOMENT = "moment"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Told(NamedTuple):
    """What a row tells of one channel; `word` is what the file calls it: two queues of one channel are added up."""

    channel: str
    word: str
    offered: float
    missed: float | None = None
    handle_s: float | None = None
    position: int | None = None


class VolumeRow(NamedTuple):
    """One row of a file of counts.

    `started_at` is when its interval begins, in UTC; `local` the same on the clock of the file, None where the row
    names its zone; `end` (UTC) where the file tells it. `remarks` are of the reader and mean nothing here.
    """

    row: int
    started_at: datetime
    local: datetime | None
    period: Period
    told: tuple[Told, ...]
    end: datetime | None = None
    remarks: tuple[object, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A row that is not taken (`is_left_out`), or of which something has to be said."""

    row: int
    reason: str
    is_left_out: bool = True
    position: int | None = None


@dataclass
class Laid:
    """The counts by channel (oldest first), the rows that each count is from, and what is to be said of others."""

    minutes: int
    counts: dict[str, list[Count]] = field(default_factory=dict)
    rows: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    again: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def step_of(rows: Sequence[VolumeRow]) -> int:
    """Return how many minutes an interval of these rows lasts; WEEK_MINUTES and MONTH_MINUTES stand for the calendar's.

    Raises:
        OutOfRange: it cannot be told, is under 5 minutes, divides no day, or is longer than a month.
    """
    periods = Counter(row.period for row in rows)
    if periods[Period.MONTH] * 2 > len(rows):
        return MONTH_MINUTES
    if periods[Period.WEEK] * 2 > len(rows):
        return WEEK_MINUTES
    ended = Counter(_minutes(row.started_at, row.end) for row in rows if row.end is not None)
    if ended:
        return _known(ended.most_common(1)[0][0])
    times = sorted({row.local or row.started_at.replace(tzinfo=None) for row in rows})
    steps = Counter(_minutes(before, after) for before, after in pairwise(times))
    if not steps:
        raise OutOfRange(field="interval", value="one row", right="Two rows are needed to tell how long an interval is")
    if periods[Period.DAY] * 2 > len(rows) and min(steps) >= DAY_MINUTES:
        return _of_days(steps)
    return _known(max(steps, key=lambda step: (steps[step], -step)))


def _of_days(steps: Counter[int]) -> int:
    """Days, weeks or months by the distances of their first days."""
    days = {step // DAY_MINUTES for step in steps}
    if all(each in _MONTH_DAYS for each in days):
        return MONTH_MINUTES
    if all(each % 7 == 0 for each in days):
        return WEEK_MINUTES
    usual = steps.most_common(1)[0][0] // DAY_MINUTES
    if usual > _MONTH_DAYS[-1]:
        raise OutOfRange(field="interval", value=f"{usual} days", right="A row may stand for a month at most")
    return MONTH_MINUTES if usual in _MONTH_DAYS else DAY_MINUTES


def _known(minutes: int) -> int:
    if minutes in {WEEK_MINUTES, DAY_MINUTES} or (
        SHORTEST_MINUTES <= minutes < DAY_MINUTES and minutes % SHORTEST_MINUTES == 0 and DAY_MINUTES % minutes == 0
    ):
        return minutes
    if minutes // DAY_MINUTES in _MONTH_DAYS:
        return MONTH_MINUTES
    right = "A row must stand for 5 minutes to a day, a week or a month. Rows of single contacts are a log of contacts"
    raise OutOfRange(field="interval", value=f"{minutes} minutes", right=right)


def _minutes(start: datetime, end: datetime) -> int:
    # A report that ends its intervals at 10:29 or 10:29:59 means half past.
    seconds = round((end - start).total_seconds())
    for more in (0, 1, 60):
        if (seconds + more) % (SHORTEST_MINUTES * 60) == 0:
            return (seconds + more) // 60
    return seconds // 60


def laid_out(rows: Iterable[VolumeRow], *, zone: str, now: datetime, step: int | None = None) -> Laid:
    """Return the counts of a file by channel.

    Rows may come in any order. A time that stands twice on the night on which the clocks go back is first one, then the
    other. Rows that say the same twice count once; rows that contradict each other are left out, all of them.

    Args:
        rows: as they were read.
        zone: the time zone whose clock the file shows.
        now: intervals that are not over yet are left out, since they would pass for whole ones.
        step: length of the intervals in minutes; found out from the rows without it.

    Raises:
        OutOfRange: see `step_of`.
    """
    listed = list(rows)
    if not listed:
        return Laid(minutes=DAY_MINUTES)
    laid = Laid(minutes=step or step_of(listed))
    timed = _Timed(ZoneInfo(zone), laid, offset=_usual_offset(listed, laid.minutes, ZoneInfo(zone)))
    is_newest_first = sum(after.started_at < before.started_at for before, after in pairwise(listed)) * 2 > len(listed)
    found: dict[tuple[str, str, int], list[tuple[VolumeRow, Told, int]]] = {}
    for row in reversed(listed) if is_newest_first else listed:
        span = timed.span(row, now)
        if span is None:
            continue
        for told in row.told:
            found.setdefault((told.channel, told.word, span[0]), []).append((row, told, span[1]))
    _keep(laid, found)
    laid.faults.sort(key=lambda fault: fault.row)
    return laid


def _local(row: VolumeRow, zone: ZoneInfo) -> datetime:
    """When it begins on the clock of the file, for a row that names a zone of its own too."""
    return row.local or row.started_at.astimezone(zone).replace(tzinfo=None)


def _usual_offset(rows: Sequence[VolumeRow], step: int, zone: ZoneInfo) -> int:
    """At which minute of the step intervals begin: reports may run from 7:00 in steps of four hours."""
    if step >= DAY_MINUTES:
        return 0
    local = (_local(row, zone) for row in rows)
    return Counter((each.hour * _HOUR + each.minute) % step for each in local).most_common(1)[0][0]


class _Timed:
    """Says from when to when the interval of a row lasts."""

    def __init__(self, zone: ZoneInfo, laid: Laid, *, offset: int) -> None:
        self._zone, self._laid, self._offset = zone, laid, offset
        self._seen: set[tuple[datetime, tuple[str, ...]]] = set()
        self._edges: dict[date, int] = {}

    def span(self, row: VolumeRow, now: datetime) -> tuple[int, int] | None:
        """Return start and end in seconds since 1970, None for a row that is not taken (which is noted)."""
        start = self._start(row)
        if start is None:
            return None
        end = self._end(row, start)
        local = _local(row, self._zone)
        if (local.hour * _HOUR + local.minute) % min(self._laid.minutes, DAY_MINUTES) != self._offset:
            self._note(row, f"{local:%H:%M} is no beginning of an interval: the others begin every {self._each()}")
            return None
        if end > now.timestamp():
            self._note(row, "This interval is not over yet: its count would pass for the whole of it")
            return None
        if end <= start:
            self._note(row, "This interval ends before it begins")
            return None
        return start, end

    def _each(self) -> str:
        minutes = self._laid.minutes
        return "day" if minutes >= DAY_MINUTES else f"{minutes} minutes"

    def _note(self, row: VolumeRow, reason: str) -> None:
        self._laid.faults.append(Fault(row=row.row, reason=reason))

    def _start(self, row: VolumeRow) -> int | None:
        local = row.local
        if self._laid.minutes >= DAY_MINUTES:
            return self._edge(self._first_day(_local(row, self._zone).date(), row.period))
        if local is None:
            return int(row.started_at.timestamp())
        first, second = (local.replace(tzinfo=self._zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        if first == second:
            return int(first.timestamp())
        if first > second:
            self._skip(row)
            return None
        key = (local, tuple(f"{told.channel}\0{told.word}" for told in row.told))
        if key not in self._seen:
            self._seen.add(key)
            return int(first.timestamp())
        return int(second.timestamp())

    def _skip(self, row: VolumeRow) -> None:
        """A clock time that the day did not have: many reports write a 0 there, which says nothing."""
        assert row.local is not None
        is_empty = all(not told.offered for told in row.told)
        day = row.local.date()
        reason = f"{row.local:%H:%M} did not exist on {day}, when the clocks went forward"
        if is_empty:
            self._laid.again.append(row.row)
            self._laid.faults.append(Fault(row=row.row, reason=f"{reason}; its 0 says nothing", is_left_out=False))
        else:
            self._note(row, f"{reason}. Check the time zone of the file")

    def _first_day(self, day: date, period: Period) -> date:
        if self._laid.minutes == MONTH_MINUTES and period is Period.MONTH:
            return day.replace(day=1)
        return day

    def _end(self, row: VolumeRow, start: int) -> int:
        minutes = self._laid.minutes
        if row.end is not None:
            return start + _minutes(row.started_at, row.end) * 60
        if minutes <= _HOUR:
            return start + minutes * 60
        local = _local(row, self._zone)
        if minutes < DAY_MINUTES:
            wall = local + timedelta(minutes=minutes)
            return int(wall.replace(tzinfo=self._zone).timestamp())
        day = self._first_day(local.date(), row.period)
        return self._edge(_after(day, minutes))

    def _edge(self, day: date) -> int:
        if day not in self._edges:
            midnight = datetime(day.year, day.month, day.day, tzinfo=self._zone)
            self._edges[day] = int(midnight.timestamp())
        return self._edges[day]


def _after(day: date, minutes: int) -> date:
    if minutes != MONTH_MINUTES:
        return day + timedelta(days=minutes // DAY_MINUTES)
    return _a_month_later(day)


def _a_month_later(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError(day)


def _keep(laid: Laid, found: dict[tuple[str, str, int], list[tuple[VolumeRow, Told, int]]]) -> None:
    """Take each count once, and add up what the file calls by several words."""
    sums: dict[tuple[str, int], list[tuple[Told, int]]] = {}
    kept, again, refused = set[int](), set[int](), set[int]()
    for (channel, _word, start), same in found.items():
        row, told, end = same[0]
        if any(other[2:5] != told[2:5] or its_end != end for _, other, its_end in same[1:]):
            refused.update(_contradicting(laid, same))
            continue
        for other, _, _ in same[1:]:
            again.add(other.row)
            reason = f"This row says the same as row {row.row}; it counts once"
            laid.faults.append(Fault(row=other.row, reason=reason, is_left_out=False))
        kept.add(row.row)
        sums.setdefault((channel, start), []).append((told, end))
        laid.rows.setdefault((channel, start), []).append(row.row)
    laid.again += sorted(again - kept - refused)
    for (channel, start), parts in sorted(sums.items(), key=lambda item: item[0][1]):
        laid.counts.setdefault(channel, []).append(_sum(start, parts))
    laid.faults = list(dict.fromkeys(laid.faults))  # what several channels of a row share is said once
    # What a row tells of another channel is taken all the same.
    laid.faults = [
        Fault(row=one.row, reason=one.reason, is_left_out=False, position=one.position)
        if one.is_left_out and one.row in kept
        else one
        for one in laid.faults
    ]


def _contradicting(laid: Laid, same: Sequence[tuple[VolumeRow, Told, int]]) -> set[int]:
    numbers = {row.row for row, _, _ in same}
    for row, told, _ in same:
        other = next(one for one, _, _ in same if one.row != row.row) if len(numbers) > 1 else row
        reason = f"Row {other.row} gives another count for the same time and channel. Keep one of them"
        laid.faults.append(Fault(row=row.row, reason=reason, position=told.position))
    return numbers


def _sum(start: int, parts: Sequence[tuple[Told, int]]) -> Count:
    offered = sum(told.offered for told, _ in parts)
    missed = [told.missed for told, _ in parts if told.missed is not None]
    handled = [
        (told.handle_s, max(told.offered - (told.missed or 0.0), 0.0)) for told, _ in parts if told.handle_s is not None
    ]
    weight = sum(each for _, each in handled)
    handle_s = sum(seconds * each for seconds, each in handled) / weight if weight else None
    return Count(start, max(end for _, end in parts), offered, sum(missed) if missed else None, handle_s)
