"""One source per channel and period: counts of files where they tell, contacts of the log elsewhere (numpy)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from csops.domain.calendar import Calendar, open_intervals
from csops.domain.counting import interval_starts, open_slots
from csops.domain.file_volume import Count, Stretch, stretches
from csops.domain.offered import Offered, within_hours
from csops.domain.profiles import weights
from csops.domain.slots import Flags, Numbers, Whole, offsets_s
from csops.domain.volume import DAY_MINUTES, LeftOut, Series, zone_named

_DAY_S = 86_400
_SECOND_US = 1_000_000
_EPOCH = date(1970, 1, 1)
_FEW = 5.0
_WHOLE = 0.999
_ENDED_DAYS = 56
_LONGEST_CLOSURE_S = 21 * _DAY_S


@dataclass(frozen=True, kw_only=True, eq=False)
class FileCounts:
    """What files tell of one channel: intervals that do not overlap, oldest first, as columns of equal length.

    `covered`: the stretches in which the files count and the log does not (start and end, merged). `quiet`: those in
    which an interval that is not told is an empty one, because the file leaves empty intervals out. `shape`: all
    intervals that any file told, those of which another counts too: by them coarse ones are split.
    """

    starts_s: Whole
    ends_s: Whole
    offered: Numbers
    missed: Numbers
    covered: Whole
    quiet: Whole
    shape: tuple[Whole, Whole, Numbers]

    def __len__(self) -> int:
        return len(self.starts_s)

    def last_day(self, zone: str) -> date:
        """The local day on which the last interval ends."""
        return _day_of(int(self.ends_s.max()) - 1, zone)

    def first_day(self, zone: str) -> date:
        """The local day on which the first interval begins."""
        return _day_of(int(self.starts_s[0]), zone)

    def covers(self, at_s: Whole) -> Flags:
        """Whether each moment lies in a stretch of the files."""
        return _inside(self.covered, at_s)


def _day_of(at_s: int, zone: str) -> date:
    return datetime.fromtimestamp(at_s, zone_named(zone)).date()


def _inside(ranges: Whole, at_s: Whole) -> Flags:
    place = np.searchsorted(ranges[:, 0], at_s, side="right") - 1
    return np.asarray((place >= 0) & (at_s < ranges[np.maximum(place, 0), 1]) if len(ranges) else place >= 0)


def file_counts(told: Sequence[tuple[Sequence[Count], Collection[int]]]) -> FileCounts | None:
    """Return what files tell of a channel, None where none counts.

    Args:
        told: of each file, in the order in which they were imported, its counts, and the starts of those of its
            stretches that a person has left to the log. Where two files tell of one time, the later counts.
    """
    starts, ends = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    offered, missed = np.zeros(0), np.zeros(0)
    covered: list[Stretch] = []
    quiet: list[Stretch] = []
    shapes = [_columns(counts) for counts, _ in told if counts]
    for counts, left in reversed(told):
        counting = [one for one in stretches(counts) if one.start_s not in left]
        if not counting:
            continue
        mine = _columns([one for one in counts if any(s.start_s <= one.start_s < s.end_s for s in counting)])
        free = ~_overlapping(mine[0], mine[1], starts, ends)
        starts, ends, offered, missed = (
            np.concatenate([old, new[free]]) for old, new in zip((starts, ends, offered, missed), mine, strict=True)
        )
        order = np.argsort(starts, kind="stable")
        starts, ends, offered, missed = starts[order], ends[order], offered[order], missed[order]
        covered += counting
        quiet += counting if _leaves_out_empty(counts) else []
    if not len(starts):
        return None
    shape = tuple(np.concatenate([each[column] for each in shapes]) for column in range(3))
    return FileCounts(
        starts_s=starts, ends_s=ends, offered=offered, missed=missed, covered=_joined(covered), quiet=_joined(quiet),
        shape=(shape[0], shape[1], shape[2]),
    )  # fmt: skip


def _columns(counts: Sequence[Count]) -> tuple[Whole, Whole, Numbers, Numbers]:
    starts = np.asarray([count.start_s for count in counts], dtype=np.int64)
    ends = np.asarray([count.end_s for count in counts], dtype=np.int64)
    offered = np.asarray([count.offered for count in counts], dtype=np.float64)
    return starts, ends, offered, np.asarray([count.missed or 0.0 for count in counts], dtype=np.float64)


def _overlapping(starts: Whole, ends: Whole, there: Whole, there_ends: Whole) -> Flags:
    """Which of some intervals overlap an earlier one of their own, or one of those that are there."""
    before = np.maximum.accumulate(np.concatenate(([np.iinfo(np.int64).min], ends[:-1])))
    twice = starts < before
    if not len(there):
        return np.asarray(twice)
    place = np.searchsorted(there, ends, side="left") - 1
    return np.asarray(twice | ((place >= 0) & (there_ends[np.maximum(place, 0)] > starts)))


def _joined(parts: Sequence[Stretch]) -> Whole:
    found: list[list[int]] = []
    for one in sorted(parts, key=lambda each: each.start_s):
        if found and one.start_s <= found[-1][1]:
            found[-1][1] = max(found[-1][1], one.end_s)
        else:
            found.append([one.start_s, one.end_s])
    return np.asarray(found, dtype=np.int64).reshape(-1, 2)


def _leaves_out_empty(counts: Sequence[Count]) -> bool:
    """A report without a single 0, of a few contacts an interval, does not write the intervals in which none came."""
    offered = [count.offered for count in counts]
    is_short = max(count.end_s - count.start_s for count in counts) < _DAY_S
    return is_short and min(offered) > 0 and sum(offered) / len(offered) < _FEW


def merged(
    contacts: Offered,
    files: FileCounts,
    *,
    channel: int,
    calendar: Calendar,
    deferred: Collection[int],
    every_minutes: int,
    first_day: date,
    last_day: date,
    until: datetime | None = None,
    missing_days: Collection[date] = (),
) -> Series:
    """Count one channel per open interval: files where they tell, the log before, between and after.

    Intervals of files that are finer than asked are summed, coarser ones split by the profile of what is known more
    finely of the channel, and evenly over the open time where nothing is. Where the log has nothing at all before,
    between or after files, these days are unknown, not empty; so are intervals of which a file lacks a part.

    Args:
        contacts: all of the channel, those in the stretches of the files too: they show how a day runs.
        files: what files tell of it.
        channel: its id.
        calendar: whose intervals are open.
        deferred: ids of the channels where nobody waits.
        every_minutes: 5 minutes to 1 day.
        first_day: of the series.
        last_day: of the series, included.
        until: intervals that begin later are absent.
        missing_days: days on which the log is known to have nothing.

    Raises:
        OutOfRange: see `counted`.
    """
    own = contacts.where(~files.covers(contacts.happened_us // _SECOND_US))
    base = Series(zone=calendar.zone, every_minutes=every_minutes, starts_s=(), offered=())
    if len(own):
        base = within_hours(
            own, calendar=calendar, deferred=deferred, every_minutes=every_minutes, first_day=first_day,
            last_day=last_day, until=until,
        )  # fmt: skip
    wanted = (first_day - _EPOCH).days, (last_day - _EPOCH).days
    grid = _Grid(calendar, every_minutes, *_reached(files, calendar.zone, first_day, last_day))
    laid = _laid(files, contacts, grid, waits=channel in deferred, wanted=wanted)
    of_log = _known_to_log(files, own, grid)
    if missing_days:
        of_log &= ~np.isin(grid.days, [(day - _EPOCH).days for day in missing_days])
    whole = _whole(files, grid, laid, of_log)
    shown = grid.open & np.where(laid.covered, whole, of_log) & grid.between(wanted)
    if until is not None:
        shown &= grid.starts <= int(until.timestamp())
    return _series(base, grid, laid, shown, wanted)


def _reached(files: FileCounts, zone: str, first_day: date, last_day: date) -> tuple[date, date]:
    """The days of the series, and those of longer intervals that reach into them: only so is their part known."""
    first, last = (_at(day, zone) for day in (first_day, last_day + timedelta(days=1)))
    here = (files.ends_s > first) & (files.starts_s < last)
    if not here.any():
        return first_day, last_day
    begins, ends = int(files.starts_s[here].min()), int(files.ends_s[here].max()) - 1
    return min(first_day, _day_of(begins, zone)), max(last_day, _day_of(ends, zone))


def _at(day: date, zone: str) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone_named(zone)).timestamp())


class _Grid:
    """All intervals from the first to the last day: starts, ends, local day, and whether they are open."""

    def __init__(self, calendar: Calendar, every_minutes: int, first_day: date, last_day: date) -> None:
        first, last = (first_day - _EPOCH).days, (last_day - _EPOCH).days
        edges = interval_starts(first, last + 1, zone=calendar.zone, every_minutes=every_minutes)
        local = edges + offsets_s(edges, calendar.zone)
        inside = local // _DAY_S <= last
        self.zone, self.every_minutes = calendar.zone, every_minutes
        self.starts = edges[inside]
        self.ends = edges[1 : len(self.starts) + 1]
        self.days = (local // _DAY_S)[inside]
        self.slots = (local % _DAY_S // (every_minutes * 60))[inside]
        pieces = open_intervals(calendar, first_day, last_day, timedelta(minutes=every_minutes))
        self.open = open_slots(self.starts, calendar.zone, [start for start, _ in pieces])

    def between(self, days: tuple[int, int]) -> Flags:
        """Which intervals lie on these days."""
        return np.asarray((self.days >= days[0]) & (self.days <= days[1]))

    def counted(self, places: Whole, amounts: Numbers | Whole) -> Numbers:
        """Sum amounts by interval."""
        return np.bincount(places, weights=amounts, minlength=len(self.starts)).astype(np.float64)


@dataclass
class _Laid:
    """Per interval of the grid: counts of files, seconds and rows told, and whether a stretch of files is there."""

    offered: Numbers
    missed: Numbers
    seen_s: Numbers
    rows: Numbers
    covered: Flags
    outside: float


def _laid(files: FileCounts, contacts: Offered, grid: _Grid, *, waits: bool, wanted: tuple[int, int]) -> _Laid:
    """Lay the intervals of files over those of the grid."""
    here = (files.ends_s > grid.starts[0]) & (files.starts_s < grid.ends[-1])
    starts, ends, offered, missed = (
        column[here] for column in (files.starts_s, files.ends_s, files.offered, files.missed)
    )
    first = np.maximum(np.searchsorted(grid.starts, starts, side="right") - 1, 0)
    after = np.maximum(np.searchsorted(grid.starts, ends, side="left"), first + 1)
    many = after - first
    owner = np.repeat(np.arange(len(starts)), many)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(many) - many, many) + np.repeat(first, many)
    overlap = np.minimum(grid.ends[place], ends[owner]) - np.maximum(grid.starts[place], starts[owner])
    overlap = np.maximum(overlap, 0)
    even = overlap * grid.open[place]
    is_split = bool((many > 1).any())
    profile = weights(contacts, files.shape, grid.days, grid.slots, grid.open, zone=grid.zone,
                      every_minutes=grid.every_minutes) if is_split else np.ones(len(grid.starts))  # fmt: skip
    by_profile = profile[place] * even / (grid.ends[place] - grid.starts[place])
    total, evenly = (np.bincount(owner, weights=each, minlength=len(starts)) for each in (by_profile, even))
    share = np.where(
        total[owner] > 0, by_profile / np.maximum(total[owner], 1e-12), even / np.maximum(evenly[owner], 1e-12)
    )
    closed = (evenly <= 0) & (many > 0)
    laid = _Laid(
        offered=grid.counted(place, offered[owner] * share),
        missed=grid.counted(place, missed[owner] * share),
        seen_s=grid.counted(place, overlap),
        rows=grid.counted(place, np.ones(len(place))),
        covered=_touched(files.covered, grid),
        outside=0.0,
    )
    closed &= grid.between(wanted)[first]
    laid.outside = _move_on(laid, grid, first[closed], offered[closed], missed[closed], waits=waits)
    return laid


def _touched(ranges: Whole, grid: _Grid) -> Flags:
    """Which intervals of the grid a range overlaps."""
    place = np.searchsorted(ranges[:, 0], grid.ends, side="left") - 1
    return np.asarray((place >= 0) & (ranges[np.maximum(place, 0), 1] > grid.starts))


def _move_on(laid: _Laid, grid: _Grid, at: Whole, offered: Numbers, missed: Numbers, *, waits: bool) -> float:
    """What was told of closed time: deferred work counts when the shop opens next, the rest in no interval."""
    opened = np.flatnonzero(grid.open)
    if not waits or not len(opened) or not len(at):
        return float(offered.sum())
    place = np.searchsorted(opened, at)
    to = opened[np.minimum(place, len(opened) - 1)]
    goes = (place < len(opened)) & (grid.starts[to] - grid.starts[at] <= _LONGEST_CLOSURE_S)
    laid.offered += grid.counted(to[goes], offered[goes])
    laid.missed += grid.counted(to[goes], missed[goes])
    return float(offered[~goes].sum())


def _known_to_log(files: FileCounts, own: Offered, grid: _Grid) -> Flags:
    """Which intervals lie before, between or after the files where the log has any contact at all."""
    edges = files.covered[:, 0]
    gaps = np.searchsorted(edges, own.happened_us // _SECOND_US, side="right")
    known = np.zeros(len(edges) + 1, dtype=bool)
    known[np.unique(gaps)] = True
    return np.asarray(known[np.searchsorted(edges, grid.starts, side="right")])


def _whole(files: FileCounts, grid: _Grid, laid: _Laid, of_log: Flags) -> Flags:
    """Which intervals the files tell whole: days as long as that weekday mostly has, others to the second."""
    length = (grid.ends - grid.starts).astype(np.float64)
    before = np.searchsorted(files.covered[:, 0], grid.starts, side="right")
    begins = np.where(before < len(files.covered), files.covered[np.minimum(before, len(files.covered) - 1), 0], 0)
    ends = np.where(before > 0, files.covered[np.maximum(before - 1, 0), 1], 0)
    # What of an interval lies beyond the edge of a stretch the log tells, if it tells anything there.
    late = np.where((ends > grid.starts) & (ends < grid.ends), grid.ends - ends, 0)
    early = np.where((begins > grid.starts) & (begins < grid.ends), begins - grid.starts, 0)
    told = laid.seen_s + np.where(of_log | ~laid.covered, late + early, 0)
    wanted = length
    if grid.every_minutes == DAY_MINUTES:
        wanted = np.minimum(length, _usual_of_day(grid, laid))
    is_whole = (told >= _WHOLE * wanted) & (told > 0)
    return np.asarray(is_whole | _inside(files.quiet, grid.starts))


def _usual_of_day(grid: _Grid, laid: _Laid) -> Numbers:
    """How many seconds of each day files mostly tell on its weekday."""
    weekday = (grid.days + 3) % 7
    usual = np.zeros(7)
    for each in range(7):
        seen = laid.seen_s[(weekday == each) & (laid.seen_s > 0)]
        if len(seen):
            values, numbers = np.unique(seen, return_counts=True)
            usual[each] = values[np.argmax(numbers)]
    # The night on which the clocks go forward has an hour less.
    return np.asarray(usual[weekday] - np.maximum(_DAY_S - (grid.ends - grid.starts), 0))


def _series(base: Series, grid: _Grid, laid: _Laid, shown: Flags, wanted: tuple[int, int]) -> Series:
    place = np.searchsorted(grid.starts, np.asarray(base.starts_s, dtype=np.int64))
    offered = laid.offered + grid.counted(place, np.asarray(base.offered, dtype=np.float64))
    missed = laid.missed + grid.counted(place, np.asarray(base.missed, dtype=np.float64))
    open_days, shown_days = np.unique(grid.days[grid.open & grid.between(wanted)]), np.unique(grid.days[shown])
    short = np.flatnonzero(grid.open & grid.between(wanted) & laid.covered & ~shown & (laid.rows > 0))
    zone, most = zone_named(base.zone), laid.rows.max(initial=1)
    return Series(
        zone=base.zone,
        every_minutes=grid.every_minutes,
        starts_s=tuple(grid.starts[shown].tolist()),
        offered=tuple(offered[shown].tolist()),
        missed=tuple(missed[shown].tolist()),
        date_only=base.date_only,
        missing_days=tuple(
            _EPOCH + timedelta(days=int(day)) for day in np.setdiff1d(open_days, shown_days, assume_unique=True)
        ),
        left_out=tuple(
            LeftOut(
                start=datetime.fromtimestamp(int(grid.starts[each]), zone),
                found=int(laid.rows[each]),
                expected=int(most),
            )
            for each in short
        ),
        outside_hours=base.outside_hours + round(laid.outside),
    )


def summed(parts: Sequence[Series], *, last_day: date) -> Series:
    """The volume of several channels as one, without the days on which one of them is not known.

    A channel of which nothing is known for over eight weeks up to the end is taken as ended: the sum goes on without.
    """
    from csops.domain.counting import together

    whole = together(parts)
    unknown = {day for part in parts for day in _unknown(part, last_day)}
    if not unknown:
        return whole
    starts = np.asarray(whole.starts_s, dtype=np.int64)
    days = (starts + offsets_s(starts, whole.zone)) // _DAY_S
    places = np.flatnonzero(~np.isin(days, [(day - _EPOCH).days for day in unknown])).tolist()
    return replace(whole.where(places, is_kept=lambda day: day not in unknown), missing_days=tuple(sorted(unknown)))


def _unknown(part: Series, last_day: date) -> list[date]:
    if not len(part):
        return []
    last = datetime.fromtimestamp(part.starts_s[-1], zone_named(part.zone)).date()
    has_ended = (last_day - last).days > _ENDED_DAYS
    return [day for day in part.missing_days if not (has_ended and day > last)]
