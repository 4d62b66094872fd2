"""Contacts counted into the intervals of a calendar: a million in well under a second (numpy; import it lazily)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from csops.domain.errors import OutOfRange
from csops.domain.slots import Flags, Whole, offsets_s
from csops.domain.volume import DAY_MINUTES, Series, checked_every, zone_named

_DAY_S = 86_400
_STEP_S = 300
_SECOND_US = 1_000_000
_EPOCH = date(1970, 1, 1)
_LONGEST_YEARS = 60


def counted(
    happened_us: npt.ArrayLike,
    *,
    missed: npt.ArrayLike | None = None,
    time_known: npt.ArrayLike | None = None,
    zone: str,
    every_minutes: int,
    first_day: date | None = None,
    last_day: date | None = None,
    open_intervals: Iterable[datetime] | None = None,
    missing_days: Collection[date] = (),
) -> Series:
    """The offered volume per interval: every contact, answered or missed, counts once.

    A contact whose time of day is not known counts in the total of its day (`date_only`), and in the interval only when
    intervals are days. With `open_intervals`, others are absent and contacts in them are counted as `outside_hours`.

    Args:
        happened_us: microseconds since 1970 in UTC, one per contact, in any order; of a contact known by date only, any
            moment of that local day.
        missed: True where nobody answered (default: none).
        time_known: False where only the date is known (default: all known).
        zone: the time zone by whose days and hours is counted.
        every_minutes: 5 minutes to 1 day.
        first_day: of the series (default: the day of the first contact).
        last_day: of the series, included (default: the day of the last contact).
        open_intervals: aware moments in the open intervals (their starts, say); default: all are open.
        missing_days: days of which the log is known to have nothing; their intervals are absent.

    Raises:
        OutOfRange: an interval length that is not possible, a last day before the first, or over 60 years.
        NotUnderstood: a time zone that is not known.
    """
    checked_every(every_minutes)
    zone_named(zone)
    happened_s = np.asarray(happened_us, dtype=np.int64) // _SECOND_US
    unanswered = _flags(missed, len(happened_s), default=False)
    timed = _flags(time_known, len(happened_s), default=True)
    days = (happened_s + offsets_s(happened_s, zone)) // _DAY_S
    first, last = _span(days, first_day, last_day)
    if last < first:
        return Series(zone=zone, every_minutes=every_minutes, starts_s=(), offered=())
    starts = interval_starts(first, last, zone=zone, every_minutes=every_minutes)
    shown = open_slots(starts, zone, open_intervals, missing_days)
    inside = (days >= first) & (days <= last)
    placed = inside if every_minutes == DAY_MINUTES else inside & timed
    where = np.searchsorted(starts, happened_s[placed], side="right") - 1
    offered = np.bincount(where, minlength=len(starts)).astype(np.float64)
    not_answered = np.bincount(where[unanswered[placed]], minlength=len(starts)).astype(np.float64)
    return Series(
        zone=zone,
        every_minutes=every_minutes,
        starts_s=tuple(starts[shown].tolist()),
        offered=tuple(offered[shown].tolist()),
        missed=tuple(not_answered[shown].tolist()),
        date_only=_by_day(days[inside & ~placed]),
        missing_days=tuple(sorted(missing_days)),
        outside_hours=int(offered[~shown].sum()),
    )


def interval_starts(first: int, last: int, *, zone: str, every_minutes: int) -> Whole:
    """The starts of all intervals from day to day (days since 1970), in seconds since 1970 in UTC, oldest first.

    Intervals follow the local clock. An hour that the clocks skip has none; an hour that they repeat has its own where
    intervals are no longer than that hour, and belongs to the one around it where they are.
    """
    midnights = np.arange(first, last + 2, dtype=np.int64) * _DAY_S
    offsets = _offsets_at_local(midnights, zone)
    slots = np.arange(0, DAY_MINUTES * 60, every_minutes * 60, dtype=np.int64)
    plain = (midnights[:-1] - offsets[:-1])[:, None] + slots[None, :]
    changing = np.flatnonzero(offsets[:-1] != offsets[1:])
    parts: list[Whole] = []
    done = 0
    for day in changing.tolist():
        parts.append(plain[done:day].ravel())
        begins, ends = midnights[day] - offsets[day], midnights[day + 1] - offsets[day + 1]
        parts.append(_starts_of_changing_day(int(begins), int(ends), zone, every_minutes * 60))
        done = day + 1
    parts.append(plain[done:].ravel())
    return np.concatenate(parts)


def _starts_of_changing_day(begins_s: int, ends_s: int, zone: str, every_s: int) -> Whole:
    steps = np.arange(begins_s, ends_s, _STEP_S, dtype=np.int64)
    offsets = offsets_s(steps, zone)
    slot = (steps + offsets) % _DAY_S // every_s
    shift = np.abs(np.diff(offsets)).max(initial=0)
    turn = np.diff(slot, prepend=-1) != 0
    if every_s <= shift:
        # The repeated hour: same slots as before it, other intervals.
        turn |= np.diff(offsets, prepend=offsets[0]) != 0
    return np.asarray(steps[turn], dtype=np.int64)


def _offsets_at_local(local_s: Whole, zone: str) -> Whole:
    named = zone_named(zone)

    def offset(each: int) -> int:
        wall = datetime.fromtimestamp(each, UTC).replace(tzinfo=named)
        return int((wall.utcoffset() or timedelta()).total_seconds())

    return np.asarray([offset(each) for each in local_s.tolist()], dtype=np.int64)


def _span(days: Whole, first_day: date | None, last_day: date | None) -> tuple[int, int]:
    none = not len(days)
    if none and (first_day is None or last_day is None):
        return 0, -1
    first = int(np.min(days)) if first_day is None else (first_day - _EPOCH).days
    last = int(np.max(days)) if last_day is None else (last_day - _EPOCH).days
    if first_day is not None and last_day is not None and last < first:
        raise OutOfRange(field="last day", value=last_day, right=f"Take {first_day} or later")
    if last - first > _LONGEST_YEARS * 366:
        raise OutOfRange(field="period", value=f"{last - first} days", right=f"Take at most {_LONGEST_YEARS} years")
    return first, last


def open_slots(starts: Whole, zone: str, intervals: Iterable[datetime] | None, missing: Collection[date] = ()) -> Flags:
    """Whether each interval holds one of the moments (all do without any), and lies on no day that is missing."""
    shown = np.ones(len(starts), dtype=bool)
    if intervals is not None:
        moments = np.asarray([int(each.timestamp()) for each in intervals], dtype=np.int64)
        where = np.searchsorted(starts, moments, side="right") - 1
        shown[:] = False
        shown[where[(where >= 0) & (moments < starts[-1] + 2 * _DAY_S)]] = True
    if missing:
        days = (starts + offsets_s(starts, zone)) // _DAY_S
        shown &= ~np.isin(days, [(each - _EPOCH).days for each in missing])
    return shown


def _flags(values: npt.ArrayLike | None, length: int, *, default: bool) -> Flags:
    return np.full(length, default) if values is None else np.asarray(values, dtype=bool)


def _by_day(days: Whole) -> dict[date, int]:
    found, counts = np.unique(days, return_counts=True)
    return {_EPOCH + timedelta(days=int(day)): int(count) for day, count in zip(found, counts, strict=True)}


def together(series: Sequence[Series]) -> Series:
    """The volume of several channels as one: counts added; an interval is open when any of them is.

    Raises:
        OutOfRange: no series, or not all of one zone and one interval length.
    """
    if not series or len({(each.zone, each.every_minutes) for each in series}) != 1:
        raise OutOfRange(
            field="channels", value=len(series), right="Take series of one time zone and one interval length"
        )
    offered: dict[int, float] = {}
    missed: dict[int, float] = {}
    date_only: dict[date, int] = {}
    for each in series:
        for start, count, unanswered in zip(
            each.starts_s, each.offered, each.missed or (0.0,) * len(each), strict=True
        ):
            offered[start] = offered.get(start, 0.0) + count
            missed[start] = missed.get(start, 0.0) + unanswered
        for day, number in each.date_only.items():
            date_only[day] = date_only.get(day, 0) + number
    starts = tuple(sorted(offered))
    return Series(
        zone=series[0].zone,
        every_minutes=series[0].every_minutes,
        starts_s=starts,
        offered=tuple(offered[start] for start in starts),
        missed=tuple(missed[start] for start in starts),
        date_only=date_only,
        missing_days=tuple(sorted(set.intersection(*(set(each.missing_days) for each in series)))),
        outside_hours=sum(each.outside_hours for each in series),
    )
