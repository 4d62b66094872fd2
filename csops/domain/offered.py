"""The offered volume of a log within the opening hours of the shop (numpy; import it lazily)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np

from csops.domain.calendar import Calendar, closed_reason, open_intervals, open_time
from csops.domain.counting import counted
from csops.domain.slots import Flags, Whole, offsets_s
from csops.domain.volume import DAY_MINUTES, Series

_DAY_S = 86_400
_HALF_HOUR_S = 1800
_SECOND_US = 1_000_000
_EPOCH = date(1970, 1, 1)
_LONGEST_CLOSURE_DAYS = 21
_LEAST_BUSY = 4.0
_GAP_DAYS = 40
_MINUTE_US = 60 * _SECOND_US
_LEAST_BATCH = 5
_LATE_MINUTES = 60
_MOST_DAYS = 1 << 20


@dataclass(frozen=True, kw_only=True, eq=False)
class Offered:
    """Inbound contacts as columns of equal length.

    `channel`: its id; `happened_us`: microseconds since 1970 in UTC; `time_known`: False where only the date is known;
    `missed`: True where nobody answered; `entered_us`: when it was entered, where that was asked for.
    """

    channel: Whole
    happened_us: Whole
    time_known: Flags
    missed: Flags
    entered_us: Whole | None = None

    def __len__(self) -> int:
        return len(self.channel)

    def of(self, channel_ids: Collection[int]) -> "Offered":
        """Return the contacts of some channels."""
        return self.where(np.isin(self.channel, list(channel_ids)))

    def where(self, wanted: Flags) -> "Offered":
        """Return the contacts that are wanted."""
        return Offered(
            channel=self.channel[wanted],
            happened_us=self.happened_us[wanted],
            time_known=self.time_known[wanted],
            missed=self.missed[wanted],
            entered_us=None if self.entered_us is None else self.entered_us[wanted],
        )

    def before(self, day: date, zone: str) -> "Offered":
        """Return the contacts of the local days before this one."""
        return self.where(self.days(zone) < (day - _EPOCH).days)

    def on(self, day: date, zone: str) -> "Offered":
        """Return the contacts of one local day."""
        return self.where(self.days(zone) == (day - _EPOCH).days)

    def days(self, zone: str) -> Whole:
        """Return the local day of each contact, in days since 1970."""
        happened_s = self.happened_us // _SECOND_US
        return np.asarray((happened_s + offsets_s(happened_s, zone)) // _DAY_S, dtype=np.int64)


def offered_from(rows: Sequence[tuple[int, int, bool, bool] | tuple[int, int, bool, bool, int]]) -> Offered:
    """Return the columns of rows of (channel, microseconds, time known, missed), and when each was entered if told."""
    # By column: numpy takes rows of a database one cell at a time, eight times as slowly.
    channel, happened_us, time_known, missed, *more = zip(*rows, strict=True) if rows else ((),) * 4
    return Offered(
        channel=np.asarray(channel, dtype=np.int64),
        happened_us=np.asarray(happened_us, dtype=np.int64),
        time_known=np.asarray(time_known, dtype=bool),
        missed=np.asarray(missed, dtype=bool),
        entered_us=np.asarray(more[0], dtype=np.int64) if more else None,
    )


def told_apart(contacts: Offered, zone: str) -> Offered:
    """The same contacts, those entered in a batch known by their day only: what they say of the hour is not so.

    A batch is five and more of one channel that bear the same minute, entered in one minute over an hour after it; or
    five and more on a day that all bear the same minute.
    """
    unsure = in_batches(contacts, zone)
    return replace(contacts, time_known=contacts.time_known & ~unsure) if unsure.any() else contacts


def in_batches(contacts: Offered, zone: str) -> Flags:
    """Which contacts with a time were entered many at once."""
    found = np.zeros(len(contacts), dtype=bool)
    timed = np.flatnonzero(contacts.time_known)
    if len(timed) < _LEAST_BATCH:
        return found
    minute = contacts.happened_us[timed] // _MINUTE_US
    of_day = np.stack([contacts.channel[timed], contacts.days(zone)[timed]])
    _, day, many = np.unique(_keys(of_day), return_inverse=True, return_counts=True)
    first = np.full(len(many), np.iinfo(np.int64).max)
    last = np.zeros(len(many), dtype=np.int64)
    np.minimum.at(first, day, minute)
    np.maximum.at(last, day, minute)
    found[timed] = ((many >= _LEAST_BATCH) & (first == last))[day]
    if contacts.entered_us is not None:
        entered = contacts.entered_us[timed] // _MINUTE_US
        late = np.flatnonzero(entered - minute > _LATE_MINUTES)
        if len(late) >= _LEAST_BATCH:
            at_once = np.stack([contacts.channel[timed][late], minute[late], entered[late]])
            _, group, size = np.unique(at_once, axis=1, return_inverse=True, return_counts=True)
            found[timed[late]] |= (size >= _LEAST_BATCH)[group.reshape(-1)]
    return found


def _keys(pairs: Whole) -> Whole:
    """One number for each pair of channel and day."""
    return np.asarray(pairs[0] * _MOST_DAYS + pairs[1], dtype=np.int64)


def span_of(contacts: Offered, zone: str) -> tuple[date, date] | None:
    """Return the local days of the first and the last contact, None without any."""
    if not len(contacts):
        return None
    days = contacts.days(zone)
    return _EPOCH + timedelta(days=int(np.min(days))), _EPOCH + timedelta(days=int(np.max(days)))


def within_hours(
    contacts: Offered,
    *,
    calendar: Calendar,
    deferred: Collection[int],
    every_minutes: int,
    first_day: date,
    last_day: date,
    until: datetime | None = None,
    missing_days: Collection[date] = (),
) -> Series:
    """Count the contacts per open interval from the first to the last day.

    A contact of a channel where somebody waits that comes while the shop is closed is in no interval, nor in its day;
    it is told as `outside_hours`. Deferred work waits: what comes while closed counts in the next open interval. A day
    holds what its half hours hold, so that weeks are the same in every view.

    Args:
        contacts: of one channel or of several together.
        calendar: whose intervals are open.
        deferred: ids of the channels where nobody waits.
        every_minutes: 5 minutes to 1 day.
        first_day: of the series.
        last_day: of the series, included.
        until: intervals that begin later are absent: the rest of today is not a 0.
        missing_days: days on which the log is known to have nothing.

    Raises:
        OutOfRange: see `counted`.
    """
    every = timedelta(minutes=every_minutes)
    pieces = open_intervals(calendar, first_day, last_day + timedelta(days=_LONGEST_CLOSURE_DAYS), every)
    is_by_day = every_minutes == DAY_MINUTES
    opened = _half_hours(calendar, first_day, last_day) if is_by_day else _seconds(pieces)
    moved, dropped = _moved(contacts, calendar, opened, deferred, is_by_day=is_by_day)
    if is_by_day:
        moved, early_or_late = _while_open(moved, calendar, opened, first_day=first_day, last_day=last_day)
        dropped += early_or_late
    shown = [
        start
        for start, _ in pieces
        if start.date() <= last_day and (until is None or start <= until) and start.date() not in missing_days
    ]
    series = counted(
        moved.happened_us,
        missed=moved.missed,
        time_known=moved.time_known,
        zone=calendar.zone,
        every_minutes=every_minutes,
        first_day=first_day,
        last_day=last_day,
        open_intervals=shown,
        missing_days=missing_days,
    )
    return replace(series, outside_hours=series.outside_hours + dropped)


def _moved(
    contacts: Offered, calendar: Calendar, opened: "_Opened", deferred: Collection[int], *, is_by_day: bool
) -> tuple[Offered, int]:
    """Deferred contacts put to when the shop opens; and how many known by date only fell on closed days."""
    starts = opened.starts
    if not len(starts) or not len(contacts):
        return contacts, 0
    happened_s = contacts.happened_us // _SECOND_US
    after = np.searchsorted(starts, happened_s, side="right")
    open_days = np.unique((starts + offsets_s(starts, calendar.zone)) // _DAY_S)
    is_open = np.where(contacts.time_known, opened.hold(happened_s), np.isin(contacts.days(calendar.zone), open_days))
    waits = np.isin(contacts.channel, list(deferred))
    inside = happened_s >= starts[0] - _LONGEST_CLOSURE_DAYS * _DAY_S
    to_move = waits & ~is_open & inside & (after < len(starts))
    moved_us = np.where(to_move, starts[np.minimum(after, len(starts) - 1)] * _SECOND_US, contacts.happened_us)
    lost = ~contacts.time_known & ~is_open & ~waits & inside & (not is_by_day)
    kept = replace(contacts, happened_us=moved_us)
    return kept.where(~lost), int(lost.sum())


def _while_open(
    contacts: Offered, calendar: Calendar, opened: "_Opened", *, first_day: date, last_day: date
) -> tuple[Offered, int]:
    """Contacts without those before the first or after the last half hour of an open day; and how many those are.

    Of a day on which the shop is closed there is no interval, so that its contacts are told apart anyway.
    """
    if not len(opened.starts) or not len(contacts):
        return contacts, 0
    days = contacts.days(calendar.zone)
    open_days = np.unique((opened.starts + offsets_s(opened.starts, calendar.zone)) // _DAY_S)
    counts = (days >= (first_day - _EPOCH).days) & (days <= (last_day - _EPOCH).days) & np.isin(days, open_days)
    lost = counts & contacts.time_known & ~opened.hold(contacts.happened_us // _SECOND_US)
    return contacts.where(~lost), int(lost.sum())


@dataclass(frozen=True, kw_only=True, eq=False)
class _Opened:
    """Stretches of open time in seconds since 1970, by when they start."""

    starts: Whole
    ends: Whole

    def hold(self, moments_s: Whole) -> Flags:
        """Whether each moment lies in one of them."""
        after = np.searchsorted(self.starts, moments_s, side="right")
        return np.asarray((after > 0) & (moments_s < self.ends[np.maximum(after - 1, 0)]), dtype=bool)


def _seconds(pieces: Sequence[tuple[datetime, datetime]]) -> _Opened:
    return _Opened(
        starts=np.asarray([int(start.timestamp()) for start, _ in pieces], dtype=np.int64),
        ends=np.asarray([int(end.timestamp()) for _, end in pieces], dtype=np.int64),
    )


def _half_hours(calendar: Calendar, first_day: date, last_day: date) -> _Opened:
    """The opening hours widened to whole half hours of the local clock, which is what half hours count by."""
    begin = datetime.combine(first_day, time(), tzinfo=calendar.tz)
    end = datetime.combine(last_day + timedelta(days=_LONGEST_CLOSURE_DAYS + 1), time(), tzinfo=calendar.tz)
    exact = _seconds(open_time(calendar, begin, end))
    starts, ends = (each + offsets_s(each, calendar.zone) for each in (exact.starts, exact.ends))
    return _Opened(starts=exact.starts - starts % _HALF_HOUR_S, ends=exact.ends + -ends % _HALF_HOUR_S)


def unlogged_days(contacts: Offered, calendar: Calendar, *, first_day: date, last_day: date) -> tuple[date, ...]:
    """Return the open days on which a log that is usually busy has nothing at all: unknown, not quiet.

    Args:
        contacts: of all channels.
        calendar: whose days are open.
        first_day: from when on.
        last_day: until when.
    """
    counts = np.bincount(
        np.clip(contacts.days(calendar.zone) - (first_day - _EPOCH).days, -1, (last_day - first_day).days + 1) + 1,
        minlength=(last_day - first_day).days + 3,
    )[1:-1]
    days = [first_day + timedelta(days=each) for each in range((last_day - first_day).days + 1)]
    is_open = np.asarray([closed_reason(calendar, day) is None for day in days], dtype=bool)
    empty = is_open & (counts == 0)
    filled = counts[is_open & (counts > 0)]
    if not len(filled) or filled.mean() < _LEAST_BUSY:
        return ()
    if counts[is_open].mean() < _LEAST_BUSY:
        # Quiet on the whole, busy where there is anything: an old log with a gap before today. Only the gap is unknown.
        empty &= _in_long_runs(empty, is_open)
    return tuple(day for day, unknown in zip(days, empty, strict=True) if unknown)


def _in_long_runs(empty: Flags, is_open: Flags) -> Flags:
    """Whether a day stands in a run of at least `_GAP_DAYS` open days of which none has a contact."""
    open_places = np.flatnonzero(is_open)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], empty[open_places].astype(np.int8), [0]))))
    found = np.zeros(len(empty), dtype=bool)
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if end - start >= _GAP_DAYS:
            found[open_places[start:end]] = True
    return found
