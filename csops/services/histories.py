"""The history of each channel by day: what came, what is usual, what looks wrong and what is said of it."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from csops.domain.calendar import closed_reason
from csops.domain.channels import Channel
from csops.domain.day_marks import DayMark
from csops.domain.histories import ChannelHistory
from csops.domain.volume import DAY_MINUTES
from csops.services.forecast import Log, channel_ids, read_log, series_of
from csops.services.workspace import Workspace

_EPOCH = date(1970, 1, 1)


def histories(workspace: Workspace, *, channel: str | None = None) -> tuple[ChannelHistory, ...]:
    """Return the history of one channel, or of each that has contacts, in the team's order.

    Raises:
        UnknownName: no such channel. NotPermitted: the role may not see forecasts.
    """
    log = read_log(workspace)
    wanted = channel_ids(log.channels, channel)
    found = (history_of(log, one) for one in log.channels if one.id in wanted)
    return tuple(each for each in found if each.came or channel is not None)


def history_of(log: Log, channel: Channel) -> ChannelHistory:
    """Return the history of a channel: arithmetic alone, for a process of its own."""
    from csops.domain.day_findings import findings, usual_by_day
    from csops.domain.forecast_events import effects_so_far
    from csops.domain.slots import slots_from

    marks = tuple(mark for mark in log.marks if mark.channel_id in {None, channel.id})
    series = series_of(log, channel_ids=(channel.id,), every_minutes=DAY_MINUTES)
    came = series.day_totals()
    if not came or log.last_day is None:
        return _without_contacts(channel, marks)
    closed = _closed(log, min(came), log.last_day)
    outside = _answered_outside(log, channel, closed)
    slots = slots_from(series)
    return ChannelHistory(
        channel=channel,
        came=came,
        usual=usual_by_day(slots),
        outside=outside,
        missing_days=series.missing_days,
        closed_days=closed,
        findings=findings(
            series, closed=closed, outside=outside, settled={day for mark in marks for day in mark.days()}
        ),
        marks=marks,
        effects=effects_so_far(slots),
    )


def _without_contacts(channel: Channel, marks: tuple[DayMark, ...]) -> ChannelHistory:
    return ChannelHistory(
        channel=channel,
        came={},
        usual={},
        outside={},
        missing_days=(),
        closed_days={},
        findings=(),
        marks=marks,
        effects={},
    )


def _closed(log: Log, first_day: date, last_day: date) -> Mapping[date, str]:
    """The days that are closed by the calendar, with the name of the holiday or what was written; or nothing."""
    days = (first_day + timedelta(days=ahead) for ahead in range((last_day - first_day).days + 1))
    return {day: reason.name for day in days if (reason := closed_reason(log.calendar, day)) is not None}


def _answered_outside(log: Log, channel: Channel, closed: Mapping[date, str]) -> Mapping[date, int]:
    """Contacts that somebody answered on closed days; where nobody waits they say nothing of who was there."""
    if not channel.is_immediate:
        return {}
    contacts = log.contacts.of((channel.id,))
    answered = contacts.where(~contacts.missed)
    days = Counter(answered.days(log.calendar.zone).tolist())
    counts = {_EPOCH + timedelta(days=day): count for day, count in days.items()}
    return {day: counts[day] for day in sorted(closed) if counts.get(day)}
