"""Volume as numbers by day and slot of the local day, which is how the methods see it (numpy)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt

from csops.domain.errors import Missing
from csops.domain.volume import DAY_MINUTES, EventDays, Series, zone_named

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

_DAY_S = 86_400
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class Slots:
    """A series on the calendar: rows are consecutive local days, columns the slots of a day, NaN closed or unknown.

    Two are equal only when they are the same, so that what is drawn from one may be kept.

    `unknown`: per day, True where data should be there and is not; such a day is not taken for a closed one.
    `closed`: days after the last row included, True on days known beforehand to be closed (holidays, own closed days).
    `holiday`: the same for public holidays, open or not.
    `events`: days of events, of which what came is in `on_events` (as `counts`, None without any) and not in `counts`:
    to every method they are unknown days.
    """

    first_day: date
    every_minutes: int
    counts: Numbers
    unknown: Flags
    closed: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))
    holiday: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))
    events: tuple[EventDays, ...] = ()
    on_events: Numbers | None = None

    @property
    def days(self) -> int:
        """How many days there are rows for."""
        return int(self.counts.shape[0])

    @property
    def per_day(self) -> int:
        """How many slots a day has."""
        return int(self.counts.shape[1])

    @cached_property
    def open(self) -> Flags:
        """Per day: True where anything was counted (a 0 included)."""
        return np.asarray(~np.isnan(self.counts).all(axis=1))

    @cached_property
    def came(self) -> Numbers:
        """What came, on days of events too: what a forecast is held against."""
        return self.counts if self.on_events is None else np.where(np.isnan(self.counts), self.on_events, self.counts)

    def until(self, last: int) -> "Slots":
        """The slots before day `last`; days that are not there are unknown."""
        gap = max(last - self.days, 0)
        nothing = np.full((gap, self.per_day), np.nan)
        return replace(
            self,
            counts=np.concatenate([self.counts[:last], nothing]),
            unknown=np.concatenate([self.unknown[:last], np.ones(gap, dtype=bool)]),
            on_events=None if self.on_events is None else np.concatenate([self.on_events[:last], nothing]),
        )

    def weekdays(self, days: Whole) -> Whole:
        """The weekday (Monday is 0) of each day index."""
        return np.asarray((self.first_day.weekday() + days) % 7, dtype=np.int64)

    def index_of(self, day: date) -> int:
        """The row of a day; beyond the last row for days to come."""
        return (day - self.first_day).days

    def day(self, index: int) -> date:
        """The day of a row."""
        return self.first_day + timedelta(days=index)


def slots_from(series: Series, *, train_from: date | None = None) -> Slots:
    """The series by day and slot. Two intervals with the same local time (clocks set back) count as their mean.

    Contacts known by date only are spread over the intervals of their day in proportion to what was counted in them,
    or else to the whole series.

    Raises:
        Missing: the series has no interval (from `train_from` on).
    """
    local_s = _local_seconds(series)
    counts = np.asarray(series.offered, dtype=np.float64)
    if train_from is not None:
        late = local_s >= (train_from - _EPOCH).days * _DAY_S
        local_s, counts = local_s[late], counts[late]
    if not len(counts):
        raise Missing(field="history", right="A forecast learns from contacts: log some, or import a log first")
    day = local_s // _DAY_S
    slot = (local_s % _DAY_S) // (series.every_minutes * 60)
    first = int(np.min(day))
    shape = (int(np.max(day)) - first + 1, DAY_MINUTES // series.every_minutes)
    grid = _mean_per_cell(day - first, slot, counts, shape)
    first_day = _EPOCH + timedelta(days=first)
    _spread(grid, {(each - first_day).days: count for each, count in series.date_only.items()})
    plain = Slots(
        first_day=first_day,
        every_minutes=series.every_minutes,
        counts=grid,
        unknown=_marked(series.missing_days, first_day, shape[0]),
    )
    return _set_aside(plain, series) if series.unlearned or series.events else plain


def _set_aside(slots: Slots, series: Series) -> Slots:
    """The same slots in which days of events, and those not to be learned from, are unknown where they were open."""
    on_event = _marked([day for event in series.events for day in event.days], slots.first_day, slots.days)
    unlearned = _marked(series.unlearned, slots.first_day, slots.days)
    on_event &= ~unlearned
    aside = (on_event | unlearned)[:, None]
    return replace(
        slots,
        counts=np.where(aside, np.nan, slots.counts),
        unknown=slots.unknown | (aside[:, 0] & slots.open),
        events=series.events,
        on_events=np.where(on_event[:, None], slots.counts, np.nan),
    )


def with_closures(
    slots: Slots, *, closed_days: Collection[date], holidays: Collection[date], horizon_days: int
) -> Slots:
    """The same slots, knowing holidays and own closed days of the past and of the horizon."""
    length = slots.days + horizon_days
    return replace(
        slots,
        closed=_marked(closed_days, slots.first_day, length),
        holiday=_marked(holidays, slots.first_day, length),
    )


def start_of(slots: Slots, day: int, slot: int, zone: str) -> datetime:
    """The aware local start of a slot."""
    wall = datetime.combine(slots.day(day), datetime.min.time()) + timedelta(minutes=slot * slots.every_minutes)
    return wall.replace(tzinfo=zone_named(zone))


def offsets_s(instants_s: Whole, zone: str) -> Whole:
    """The offset of local time from UTC in seconds, at each instant (seconds since 1970, in any order)."""
    if not len(instants_s):
        return np.zeros(0, dtype=np.int64)
    edges, values = _transitions(int(np.min(instants_s)), int(np.max(instants_s)), zone)
    return np.asarray(values[np.searchsorted(edges, instants_s, side="right") - 1], dtype=np.int64)


def _transitions(first_s: int, last_s: int, zone: str) -> tuple[Whole, Whole]:
    """Instants from which an offset holds, and the offsets; the first holds from before the first instant."""
    named = zone_named(zone)

    def offset(at_s: int) -> int:
        shift = datetime.fromtimestamp(at_s, UTC).astimezone(named).utcoffset()
        return int(shift.total_seconds()) if shift is not None else 0

    edges, values = [first_s], [offset(first_s)]
    at = first_s
    while at < last_s:
        after = min(at + 7 * _DAY_S, last_s)
        if offset(after) != values[-1]:
            low, high = at, after
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset(middle) == values[-1] else (low, middle)
            edges.append(high)
            values.append(offset(high))
            after = high
        at = after
    return np.asarray(edges, dtype=np.int64), np.asarray(values, dtype=np.int64)


def _local_seconds(series: Series) -> Whole:
    starts = np.asarray(series.starts_s, dtype=np.int64)
    return np.asarray(starts + offsets_s(starts, series.zone), dtype=np.int64)


def _mean_per_cell(day: Whole, slot: Whole, counts: Numbers, shape: tuple[int, int]) -> Numbers:
    cell = day * shape[1] + slot
    size = shape[0] * shape[1]
    total = np.bincount(cell, weights=counts, minlength=size)
    found = np.bincount(cell, minlength=size)
    return np.where(found > 0, total / np.maximum(found, 1), np.nan).reshape(shape)


def _spread(grid: Numbers, by_day: dict[int, int]) -> None:
    overall = np.nansum(grid, axis=0)
    for row, count in by_day.items():
        if not 0 <= row < len(grid) or not count:
            continue
        there = ~np.isnan(grid[row])
        weights = np.where(there, grid[row], 0.0)
        if not weights.sum():
            weights = np.where(there, overall, 0.0) if there.any() else overall
        if not weights.sum():
            weights = (there if there.any() else np.ones_like(there)).astype(np.float64)
        grid[row] = np.where(weights > 0, np.nan_to_num(grid[row]) + count * weights / weights.sum(), grid[row])


def _marked(days: Collection[date] | Sequence[date], first_day: date, length: int) -> Flags:
    flags = np.zeros(length, dtype=bool)
    for each in days:
        if 0 <= (each - first_day).days < length:
            flags[(each - first_day).days] = True
    return flags
