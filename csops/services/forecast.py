"""Volume of the log per interval, and its forecast."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from csops.domain.access import Permission
from csops.domain.calendar import Calendar, calendar_from, open_intervals
from csops.domain.channels import Channel
from csops.domain.day_marks import DayMark, MarkKind
from csops.domain.errors import UnknownName
from csops.domain.periods import check_year
from csops.domain.predictions import Forecast
from csops.domain.volume import EventDays, Series, minutes_from
from csops.services.volume_sources import files_of
from csops.services.workspace import Workspace

if TYPE_CHECKING:
    from csops.domain.offered import Offered
    from csops.domain.sources import FileCounts

_KEPT_WITHIN = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Log:
    """What the log says about volume, read at once: contacts as columns, channels, and when the shop is open.

    `last_day`: the last whole day known: yesterday, or the day of the last contact if that is over a week ago.
    `missing_days`: open days in between on which nothing was logged. `marks`: what a person says of days.
    `files`: what imported files tell, by channel id; in their stretches they count, and contacts do not.
    """

    now: datetime
    calendar: Calendar
    channels: tuple[Channel, ...]
    contacts: "Offered"
    first_day: date | None
    last_day: date | None
    missing_days: tuple[date, ...]
    files: "Mapping[int, FileCounts]"
    marks: tuple[DayMark, ...] = ()

    @property
    def deferred(self) -> tuple[int, ...]:
        """The ids of the channels where nobody waits."""
        return tuple(channel.id for channel in self.channels if not channel.is_immediate)


def read_log(workspace: Workspace) -> Log:
    """Return what the log says about volume."""
    workspace.require(Permission.FORECAST)
    from csops.domain.offered import offered_from, span_of, told_apart, unlogged_days

    now = workspace.now()
    with workspace.read() as work:
        channels = tuple(work.channels.all("position"))
        calendar = calendar_from(work.settings.mapping("calendar"))
        contacts = offered_from(work.volumes.offered(until=now))
        files = files_of(work)
        marks = tuple(work.day_marks.all("first_day"))
    today = now.astimezone(calendar.tz).date()
    contacts = told_apart(contacts, calendar.zone)
    counting = _of_log(contacts, files)
    span = span_of(counting, calendar.zone)
    told = [day for each in files.values() for day in (each.first_day(calendar.zone), each.last_day(calendar.zone))]
    # What came today says nothing of where the log ended: an old one is read in, and the first new contact logged.
    before = span_of(counting.before(today, calendar.zone), calendar.zone) or span
    if span is None and not told:
        first = last = None
    else:
        first = min([*told, *(span or ())])
        last = _last_day(max([*told, *(before or ())[1:]]), today)
    is_whole = first is not None and last is not None and first <= last
    return Log(
        now=now,
        calendar=calendar,
        channels=channels,
        contacts=contacts,
        first_day=first,
        last_day=last if is_whole else None,
        missing_days=_without_ordinary(unlogged_days(counting, calendar, first_day=span[0], last_day=last), marks)
        if span is not None and last is not None and is_whole and span[0] <= last
        else (),
        marks=marks,
        files=files,
    )


def _of_log(contacts: "Offered", files: "Mapping[int, FileCounts]") -> "Offered":
    """The contacts that count: none of a channel in a stretch in which a file tells its volume."""
    import numpy as np

    is_told = np.zeros(len(contacts), dtype=bool)
    for channel_id, each in files.items():
        mine = contacts.channel == channel_id
        is_told[mine] = each.covers(contacts.happened_us[mine] // 1_000_000)
    return contacts.where(~is_told)


def _without_ordinary(days: Collection[date], marks: Collection[DayMark]) -> tuple[date, ...]:
    """The days of which nobody says that they were as they look: a day with nothing, on which nothing came."""
    ordinary = [mark for mark in marks if mark.kind is MarkKind.ORDINARY and mark.channel_id is None]
    return tuple(day for day in days if not any(mark.covers(day) for mark in ordinary))


def _last_day(last_contact: date, today: date) -> date:
    """Yesterday, while the log is kept; of a log that ended more than a week ago, its last day."""
    yesterday = today - timedelta(days=1)
    return yesterday if yesterday - last_contact <= _KEPT_WITHIN else last_contact


def series_of(
    log: Log,
    *,
    channel_ids: Collection[int],
    every_minutes: int,
    first_day: date | None = None,
    last_day: date | None = None,
    until: datetime | None = None,
) -> Series:
    """Return the volume of some channels together, from their first contact to the last whole day of the log.

    Raises:
        OutOfRange: an interval that is not possible, or a last day before the first.
    """
    told = [each for each in channel_ids if each in log.files]
    last = last_day or log.last_day
    groups = [[each] for each in told] + [[each for each in channel_ids if each not in log.files]]
    parts = [
        _counted(log, group, every_minutes=every_minutes, first_day=first_day, last_day=last, until=until)
        for group in groups
        if group
    ]
    known = [part for part in parts if part is not None]
    if not known or last is None:
        return Series(zone=log.calendar.zone, every_minutes=every_minutes, starts_s=(), offered=())
    counted = known[0] if len(known) == 1 else _summed(known, last)
    return _labelled(counted, log, frozenset(channel_ids)) if log.marks else counted


def _counted(
    log: Log,
    ids: Collection[int],
    *,
    every_minutes: int,
    first_day: date | None,
    last_day: date | None,
    until: datetime | None,
) -> Series | None:
    """The volume of a channel with files, or of several without; None where nothing is known of them."""
    from csops.domain.offered import span_of, within_hours
    from csops.domain.sources import merged

    contacts = log.contacts.of(ids)
    span = span_of(contacts, log.calendar.zone)
    channel = next(iter(ids))
    files = log.files.get(channel)
    begins = [span[0]] if span else []
    begins += [files.first_day(log.calendar.zone)] if files is not None else []
    first = first_day or min(begins, default=None)
    if first is None or last_day is None or (first_day is None and last_day < first):
        return None
    missing = [day for day in log.missing_days if first <= day <= last_day]
    if files is None:
        return within_hours(
            contacts, calendar=log.calendar, deferred=log.deferred, every_minutes=every_minutes, first_day=first,
            last_day=last_day, until=until, missing_days=missing,
        )  # fmt: skip
    return merged(
        contacts, files, channel=channel, calendar=log.calendar, deferred=log.deferred, every_minutes=every_minutes,
        first_day=first, last_day=last_day, until=until, missing_days=missing,
    )  # fmt: skip


def _summed(parts: list[Series], last_day: date) -> Series:
    from csops.domain.sources import summed

    return summed(parts, last_day=last_day)


def _labelled(series: Series, log: Log, channel_ids: Collection[int]) -> Series:
    """The same counts, with what a person says of their days."""
    marks = [mark for mark in log.marks if mark.channel_id is None or mark.channel_id in channel_ids]
    return replace(
        series,
        unlearned=tuple(day for mark in marks if mark.kind is MarkKind.LEFT_OUT for day in mark.days()),
        events=tuple(
            EventDays(name=mark.name, days=tuple(mark.days()), effect=_effect(mark, log, channel_ids))
            for mark in marks
            if mark.kind is MarkKind.EVENT
        ),
    )


def _effect(mark: DayMark, log: Log, channel_ids: Collection[int]) -> float | None:
    """What is assumed of an event; of one channel among several, as far as that channel has a part in all."""
    if mark.effect is None or mark.channel_id is None or len(channel_ids) == 1:
        return mark.effect
    share = _known(log, (mark.channel_id,)) / max(_known(log, channel_ids), 1)
    return 1 + (mark.effect - 1) * share


def _known(log: Log, channel_ids: Collection[int]) -> float:
    """How many contacts are known of some channels, by the log or by files."""
    contacts = _of_log(log.contacts.of(channel_ids), log.files)
    return len(contacts) + sum(float(log.files[each].offered.sum()) for each in channel_ids if each in log.files)


def volume(
    workspace: Workspace,
    *,
    channel: str | None = None,
    every: str = "1d",
    first_day: date | None = None,
    last_day: date | None = None,
) -> Series:
    """Return the offered volume per open interval: answered and missed contacts, each once.

    A contact on a channel where somebody waits that came while the shop was closed is in no interval (the series tells
    how many: `outside_hours`); deferred ones count when the shop opens next. Contacts known by date only are in day
    totals alone.

    Args:
        workspace: whose log.
        channel: key or name of a channel; all of them together without one.
        every: length of the interval: `30min`, `1h`, `1d`.
        first_day: default: the day of the first contact.
        last_day: included; default: today, as far as it has come.

    Raises:
        UnknownName: no such channel. NotUnderstood, OutOfRange: an interval or a period that is not possible.
        NotPermitted: the role may not see forecasts.
    """
    minutes = minutes_from(every)
    for field, day in (("first day", first_day), ("last day", last_day)):
        if day is not None:
            check_year(day, field=field)
    log = read_log(workspace)
    today = log.now.astimezone(log.calendar.tz).date()
    return series_of(
        log,
        channel_ids=channel_ids(log.channels, channel),
        every_minutes=minutes,
        first_day=first_day,
        last_day=last_day or today,
        until=log.now,
    )


def forecast_volume(
    workspace: Workspace,
    *,
    channel: str | None = None,
    every: str = "1d",
    horizon_days: int = 28,
    origins: int = 12,
    explain: bool = False,
) -> Forecast:
    """Return the forecast of a channel, or of all together, from the day after the last whole day of the log.

    Args:
        workspace: whose log.
        channel: key or name; all channels together without one.
        every: length of the interval: `30min`, `1h`, `1d`.
        horizon_days: 1 to 366.
        origins: how many past forecasts the scores rest on.
        explain: whether to tell what makes up each day.

    Raises:
        NotUnderstood: there is nothing to learn from. UnknownName, OutOfRange, NotPermitted: as `volume`.
    """
    minutes = minutes_from(every)
    log = read_log(workspace)
    series = series_of(log, channel_ids=channel_ids(log.channels, channel), every_minutes=minutes)
    return forecast_of(log, series, horizon_days=horizon_days, origins=origins, explain=explain)


def forecast_of(log: Log, series: Series, *, horizon_days: int, origins: int = 0, explain: bool = False) -> Forecast:
    """Return the forecast of a series of the log for the open intervals that follow it."""
    from csops.domain.calendar import closed_days
    from csops.domain.forecast import forecast

    if log.last_day is None or not len(series):
        return forecast(series, horizon_days=horizon_days, origins=origins, explain=explain)
    origin = log.last_day + timedelta(days=1)
    last = log.last_day + timedelta(days=horizon_days)
    every = timedelta(minutes=series.every_minutes)
    return forecast(
        series,
        horizon_days=horizon_days,
        origin=origin,
        origins=origins,
        explain=explain,
        closed_days=closed_days(log.calendar, next(series.intervals()).start.date(), last),
        open_intervals=[start for start, _ in open_intervals(log.calendar, origin, last, every)],
    )


def channel_ids(channels: Collection[Channel], wanted: str | None) -> tuple[int, ...]:
    """Return the id of the channel with that key or name, all ids without one.

    Raises:
        UnknownName: no such channel.
    """
    if wanted is None:
        return tuple(channel.id for channel in channels)
    said = wanted.strip().casefold()
    found = [channel.id for channel in channels if said in {channel.key.casefold(), channel.name.casefold()}]
    if not found:
        raise UnknownName(field="channel", value=wanted, known=", ".join(channel.key for channel in channels))
    return (found[0],)
