"""The people that the coming weeks take: outlook of every channel, what the team assumes, and what if."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.calendar import closed_reason, open_intervals
from csops.domain.channels import Channel
from csops.domain.errors import OutOfRange
from csops.domain.handle_time_ahead import HISTORY_WEEKS, HandleWeek, handle_time_ahead
from csops.domain.outlooks import ChannelOutlook, HandleSource, MeasuredHandleTime
from csops.domain.predictions import Horizon, HorizonScores
from csops.domain.requirement import IntervalNeed, Requirement, requirement
from csops.domain.team import Shop, Staffing
from csops.domain.volume import DAY_MINUTES
from csops.services.accuracy import judged
from csops.services.forecast import Log, read_log, series_of
from csops.services.volume_sources import handle_times_of
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

EVERY_MINUTES = 30
WEEKS_AHEAD = 8
HANDLE_TIME_WEEKS = 12
LEAST_MEASURED = 10
"""A mean of fewer handle times is an accident: one short first call would staff the whole shop."""
FULL_TIME_HOURS = 40.0
"""Paid hours a week of one person at full time, for "people, full time"."""
BUSIEST_HOURS = 2
_MOST_AT_ONCE = 5


@dataclass(frozen=True, kw_only=True)
class Basis:
    """All that the outlook is made from, as plain values that another process can be handed."""

    log: Log
    shop: Shop
    staffing: Staffing
    handle_times: Mapping[str, MeasuredHandleTime]


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What lies ahead, channel by channel, and what the team assumes.

    `channels`: those with contacts, in the team's order; `outlooks` and `handle_times` by the channel's key. `weeks`:
    the Mondays of the weeks that can be planned. `open_intervals`: half hours (in part) open, aware local starts.
    """

    made_at: datetime
    shop: Shop
    staffing: Staffing
    channels: tuple[Channel, ...]
    outlooks: Mapping[str, ChannelOutlook]
    handle_times: Mapping[str, MeasuredHandleTime]
    first_day: date | None
    last_day: date | None
    weeks: tuple[date, ...]
    open_intervals: tuple[datetime, ...]
    closed: Mapping[date, str]
    """Days ahead that are closed though the weekday is not, with the holiday's name or what was written; or empty."""
    scores: Mapping[str, Mapping[Horizon, HorizonScores]] = field(default_factory=dict)
    """By the channel's key: how past forecasts went, made again; empty unless it was asked for."""

    @property
    def history_days(self) -> int:
        """How many days the log spans."""
        if self.first_day is None or self.last_day is None:
            return 0
        return (self.last_day - self.first_day).days + 1

    @property
    def is_enough(self) -> bool:
        """Whether there are eight weeks of history to judge by."""
        return any(each.is_enough for each in self.outlooks.values())


@dataclass(frozen=True, kw_only=True)
class Busiest:
    """The weekday with the most work, and its busiest hours: from and to, aware local times."""

    day: date
    start: datetime
    end: datetime


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The people of one week: as today, and with other assumptions (the same where nothing was turned)."""

    week: date
    outlook: Outlook
    assumptions: Assumptions
    today: Requirement
    what_if: Requirement
    busiest: Busiest | None


def plan_basis(workspace: Workspace) -> Basis:
    """Return what an outlook is made from.

    Raises:
        NotPermitted: the role may not see forecasts.
    """
    log = read_log(workspace)
    with workspace.read() as work:
        staffing, shop = work.settings.get(Staffing), work.settings.get(Shop)
        recent = _handle_times(work, since=log.now - timedelta(weeks=HANDLE_TIME_WEEKS), until=log.now)
        ever = _handle_times(work, since=log.now - timedelta(weeks=52 * 60), until=log.now)
        weekly = work.volumes.handle_times_by_week(until=log.now, weeks=HISTORY_WEEKS)
        by_file = set(handle_times_of(work, since=log.now - timedelta(weeks=HISTORY_WEEKS), until=log.now))
    since = (log.now - timedelta(weeks=HANDLE_TIME_WEEKS)).astimezone(log.calendar.tz).date()
    handle_times = {
        channel.key: _ahead(
            _handle_time(channel.id, recent, ever, staffing=staffing, since=since, first=log.first_day or since),
            # Of a file only sums are known.
            {} if channel.id in by_file else weekly.get(channel.id, {}),
        )
        for channel in log.channels
    }
    return Basis(log=log, shop=shop, staffing=staffing, handle_times=handle_times)


def _ahead(measured: MeasuredHandleTime, weekly: Mapping[int, tuple[int, float]]) -> MeasuredHandleTime:
    """The same, or the forecast of the weeks to come where that was nearer than the mean in the past.

    Args:
        measured: the mean of the last weeks.
        weekly: how many contacts and their mean, by how many weeks ago.
    """
    if measured.source is not HandleSource.RECENT or not weekly:
        return measured
    weeks = [weekly.get(ago, (0, 0.0)) for ago in range(min(max(weekly), HISTORY_WEEKS), -1, -1)]
    found = handle_time_ahead([HandleWeek(contacts=count, seconds=seconds) for count, seconds in weeks])
    if found is None:
        return measured
    return replace(
        measured,
        seconds=found.seconds,
        contacts=found.contacts,
        source=HandleSource.FORECAST,
        weeks=found.weeks,
        nearer_share=found.nearer_share,
        doubt_s=found.doubt_s,
    )


def _handle_times(work: Work, *, since: datetime, until: datetime) -> dict[int, tuple[int, float]]:
    """How many contacts have a handle time, and their mean, by channel: as files tell it, else by the log."""
    return {**work.volumes.handle_times(since=since), **handle_times_of(work, since=since, until=until)}


def _handle_time(
    channel_id: int,
    recent: Mapping[int, tuple[int, float]],
    ever: Mapping[int, tuple[int, float]],
    *,
    staffing: Staffing,
    since: date,
    first: date,
) -> MeasuredHandleTime:
    for found, source, begin in ((recent, HandleSource.RECENT, since), (ever, HandleSource.EVER, first)):
        count, seconds = found.get(channel_id, (0, 0.0))
        if count >= LEAST_MEASURED and seconds > 0:
            return MeasuredHandleTime(seconds=seconds, contacts=count, since=max(begin, first), source=source)
    count, _seconds = ever.get(channel_id, (0, 0.0))
    return MeasuredHandleTime(seconds=staffing.handle_time_s, contacts=count, since=since, source=HandleSource.ASSUMED)


def outlook_of(basis: Basis, *, weeks: int = WEEKS_AHEAD) -> Outlook:
    """Return the outlook of so many weeks: arithmetic alone, for a process of its own."""
    from csops.domain.calendar import closed_days
    from csops.domain.outlook import Known, outlooks

    log = basis.log
    if log.first_day is None or log.last_day is None:
        return _without_forecast(basis)
    origin = log.last_day + timedelta(days=1)
    to_monday = -origin.weekday() % 7
    last = origin + timedelta(days=to_monday + 7 * weeks - 1)
    slots, days = (
        tuple(start for start, _ in open_intervals(log.calendar, origin, last, timedelta(minutes=minutes)))
        for minutes in (EVERY_MINUTES, DAY_MINUTES)
    )
    closed = closed_days(log.calendar, log.first_day, last)
    known: list[Known] = []
    for channel in log.channels:
        by_day = series_of(log, channel_ids=(channel.id,), every_minutes=DAY_MINUTES)
        if by_day.contacts or by_day.outside_hours:
            by_interval = series_of(log, channel_ids=(channel.id,), every_minutes=EVERY_MINUTES)
            known.append(
                Known(
                    key=channel.key,
                    by_day=replace(by_day, missed=()),
                    by_interval=by_interval,
                    last_day=log.last_day,
                    closed_days=closed,
                    open_days=days,
                    open_intervals=slots,
                    horizon_days=(last - origin).days + 1,
                    outside_hours=by_interval.outside_hours,
                    contacts=round(by_interval.contacts),
                )
            )
    found = {each.key: each for each in outlooks(known)}
    first_monday = origin + timedelta(days=to_monday)
    return Outlook(
        made_at=log.now,
        shop=basis.shop,
        staffing=basis.staffing,
        channels=tuple(channel for channel in log.channels if channel.key in found),
        outlooks=found,
        handle_times=basis.handle_times,
        first_day=log.first_day,
        last_day=log.last_day,
        weeks=tuple(first_monday + timedelta(weeks=each) for each in range(weeks)),
        open_intervals=slots,
        closed={day: _closed_name(log, day) for day in closed if day >= origin},
    )


def _closed_name(log: Log, day: date) -> str:
    reason = closed_reason(log.calendar, day)
    return reason.name if reason else ""


def scored(outlook: Outlook, basis: Basis) -> Outlook:
    """Return the outlook with how past forecasts of each channel went: seconds of arithmetic, for another process."""
    found = {channel.key: judged(basis.log, channel).scores for channel in outlook.channels}
    return replace(outlook, scores=found)


def refreshed(before: Outlook, basis: Basis) -> Outlook:
    """Return an outlook with what is decided and measured now; the forecasts are those of before.

    For when `is_same_volume` says that they would come out the same.
    """
    channels = {channel.key: channel for channel in basis.log.channels}
    return replace(
        before,
        shop=basis.shop,
        staffing=basis.staffing,
        handle_times=basis.handle_times,
        channels=tuple(channels[channel.key] for channel in before.channels if channel.key in channels),
    )


def is_same_volume(one: Basis, other: Basis) -> bool:
    """Whether both would be forecast alike: the same contacts up to the last whole day, channels and opening hours."""
    return _volume_mark(one.log) == _volume_mark(other.log)


def _volume_mark(log: Log) -> tuple[object, ...]:
    kinds = (tuple((channel.id, channel.key, channel.kind) for channel in log.channels), log.marks)
    if log.last_day is None:
        return (log.first_day, log.last_day, kinds)
    end = datetime.combine(log.last_day + timedelta(days=1), datetime.min.time(), tzinfo=log.calendar.tz)
    counted = log.contacts.happened_us < int(end.timestamp()) * 1_000_000
    contacts = log.contacts.where(counted)
    sums = (len(contacts), int(contacts.happened_us.sum()), int((contacts.happened_us * contacts.channel).sum()))
    files = tuple(
        (channel, len(told), float(told.offered.sum()), float(told.missed.sum()), told.covered.tobytes())
        for channel, told in sorted(log.files.items())
    )
    return (log.first_day, log.last_day, kinds, log.calendar, int(contacts.missed.sum()), files, *sums)


def _without_forecast(basis: Basis) -> Outlook:
    return Outlook(
        made_at=basis.log.now,
        shop=basis.shop,
        staffing=basis.staffing,
        channels=(),
        outlooks={},
        handle_times=basis.handle_times,
        first_day=basis.log.first_day,
        last_day=None,
        weeks=(),
        open_intervals=(),
        closed={},
    )


def outlook(workspace: Workspace) -> Outlook:
    """Return what lies ahead on every channel.

    Raises:
        NotPermitted: the role may not see forecasts.
    """
    return outlook_of(plan_basis(workspace))


def as_today(staffing: Staffing) -> Assumptions:
    """Return the assumptions of the team: volumes and handle times as measured, targets as the channels promise."""
    return Assumptions(
        shrinkage=staffing.shrinkage,
        max_occupancy=staffing.max_occupancy,
        minimum_people=staffing.minimum_people,
        cost_per_hour=staffing.cost_per_hour,
    )


def interval_loads(outlook: Outlook, *, week: date) -> tuple[IntervalLoad, ...]:
    """Return what is expected in each open half hour of a week, on every channel."""
    last = week + timedelta(days=6)
    return tuple(
        IntervalLoad(
            starts_at=start,
            length_s=EVERY_MINUTES * 60,
            channels=tuple(_load(outlook, channel, start) for channel in outlook.channels),
        )
        for start in outlook.open_intervals
        if week <= start.date() <= last
    )


def _load(outlook: Outlook, channel: Channel, start: datetime) -> ChannelLoad:
    return ChannelLoad(
        channel=channel.key,
        is_immediate=channel.is_immediate,
        contacts=outlook.outlooks[channel.key].expected.get(start, 0.0),
        handle_time_s=outlook.handle_times[channel.key].seconds,
        concurrency=min(channel.concurrency or 1, _MOST_AT_ONCE) if channel.is_immediate else 1,
        service_level=channel.target_share,
        target_s=channel.target.total_seconds(),
    )


def plan_of(
    outlook: Outlook,
    *,
    week: date | None = None,
    assumptions: Assumptions | None = None,
    before: Plan | None = None,
) -> Plan:
    """Return the people of one week from an outlook that is there already: quick enough for a slider.

    Args:
        outlook: what lies ahead.
        week: its Monday, one of `outlook.weeks`; default: the first.
        assumptions: what if; default: as today.
        before: an earlier plan; what it says of today is taken over where outlook and week are the same.

    Raises:
        OutOfRange: a week that was not looked ahead to.
    """
    chosen = week or next(iter(outlook.weeks), None)
    if chosen is None or chosen not in outlook.weeks:
        known = f"{outlook.weeks[0]} to {outlook.weeks[-1]}" if outlook.weeks else "none: the log is empty"
        raise OutOfRange(field="week", value=chosen, right=f"Take the Monday of a week that is forecast: {known}")
    loads = interval_loads(outlook, week=chosen)
    usual = as_today(outlook.staffing)
    is_known = before is not None and before.outlook is outlook and before.week == chosen
    today = before.today if before is not None and is_known else requirement(loads, usual)
    asked = assumptions or usual
    return Plan(
        week=chosen,
        outlook=outlook,
        assumptions=asked,
        today=today,
        what_if=today if asked == usual else requirement(loads, asked),
        busiest=busiest_of(today),
    )


def plan(workspace: Workspace, *, week: date | None = None, assumptions: Assumptions | None = None) -> Plan:
    """Return the people that one of the coming weeks takes.

    Args:
        workspace: whose log.
        week: its Monday; default: the first whole week that is forecast.
        assumptions: what if; default: as the team assumes.

    Raises:
        NotPermitted: the role may not see forecasts. OutOfRange: no such week ahead, or nothing is logged yet.
    """
    return plan_of(outlook(workspace), week=week, assumptions=assumptions)


def busiest_of(needed: Requirement) -> Busiest | None:
    """Return the day with the most work to be done and its two busiest hours; None when nothing is expected."""
    by_day: dict[date, list[IntervalNeed]] = {}
    for cell in needed.cells:
        by_day.setdefault(cell.starts_at.date(), []).append(cell)
    if not needed.contacts:
        return None
    day = max(by_day, key=lambda each: sum(cell.load for cell in by_day[each]))
    cells = by_day[day]
    width = min(len(cells), BUSIEST_HOURS * 60 // EVERY_MINUTES)
    begin = max(range(len(cells) - width + 1), key=lambda at: sum(cell.load for cell in cells[at : at + width]))
    end = cells[begin + width - 1].starts_at + timedelta(minutes=EVERY_MINUTES)
    return Busiest(day=day, start=cells[begin].starts_at, end=end)
