"""What is expected of a week when a scenario changes events, channels or opening hours."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from csops.domain.assumptions import ChannelLoad, IntervalLoad
from csops.domain.channels import ChannelKind
from csops.domain.scenarios import MIDNIGHT, NewChannel, Scenario


def loads_under(
    scenario: Scenario, loads: Sequence[IntervalLoad], *, week: date, every_s: float
) -> tuple[IntervalLoad, ...]:
    """Return what is expected in each open interval of the week.

    Other opening hours change when contacts come, not how many: those of the week are shared out over what is open
    then. An interval that is newly open is like the nearest one open on that day; one on a day that was closed like
    that time of day on the days that are open. Events multiply what comes on their days; a new channel's contacts come
    as those of all others together do.

    Args:
        scenario: what differs; factors and promises are not its business here (`Scenario.onto`).
        loads: the open intervals of the week as forecast, oldest first, aware local starts.
        week: its Monday.
        every_s: the length of an interval in seconds.
    """
    if not loads:
        return ()
    found = _opened(loads, scenario, week, every_s) if scenario.hours else tuple(loads)
    if scenario.events:
        found = tuple(_with_events(interval, scenario) for interval in found)
    for channel in scenario.new_channels:
        found = _with_channel(found, channel)
    return found


# ------------------------------------------------------------ opening hours
def _opened(loads: Sequence[IntervalLoad], scenario: Scenario, week: date, every_s: float) -> tuple[IntervalLoad, ...]:
    starts = _starts(loads, scenario, week, every_s)
    if not starts:
        return ()
    # In UTC: the two hours that clocks show twice are equal to Python.
    known = {interval.starts_at.astimezone(UTC): interval for interval in loads}
    own = [known.get(start.astimezone(UTC)) for start in starts]
    like = [interval or _nearest(start, loads) for start, interval in zip(starts, own, strict=True)]
    return tuple(
        replace(near, starts_at=start, length_s=every_s if interval is None else near.length_s, channels=channels)
        for start, interval, near, channels in zip(starts, own, like, _shared_out(loads, like), strict=True)
    )


def _starts(loads: Sequence[IntervalLoad], scenario: Scenario, week: date, every_s: float) -> list[datetime]:
    zone = loads[0].starts_at.tzinfo
    other = {hours.weekday: hours for hours in scenario.hours}
    starts = [interval.starts_at for interval in loads if interval.starts_at.weekday() not in other]
    for weekday, hours in other.items():
        if hours.opens is None or hours.closes is None:
            continue
        day = week + timedelta(days=weekday)
        # In real time: on a day the clocks change, an hour is not there, or there twice.
        ends = day + timedelta(days=1) if hours.closes == MIDNIGHT else day
        at = datetime.combine(day, hours.opens, tzinfo=zone).astimezone(UTC)
        end = datetime.combine(ends, hours.closes, tzinfo=zone).astimezone(UTC)
        while at < end:
            starts.append(at.astimezone(zone))
            at += timedelta(seconds=every_s)
    return sorted(starts, key=lambda start: start.astimezone(UTC))


def _minutes(at: time) -> float:
    return at.hour * 60 + at.minute


def _nearest(start: datetime, loads: Sequence[IntervalLoad]) -> IntervalLoad:
    """The interval that one newly open is like: of that day, else of that time on other days."""
    clock = _minutes(start.time())

    def distance(interval: IntervalLoad) -> tuple[bool, float, datetime]:
        at = interval.starts_at
        return at.date() != start.date(), abs(_minutes(at.time()) - clock), at

    return min(loads, key=distance)


def _shared_out(loads: Sequence[IntervalLoad], like: Sequence[IntervalLoad]) -> list[tuple[ChannelLoad, ...]]:
    """Each channel's contacts of the week over the intervals that are open now, weighted by what these are like."""
    before = _totals(loads)
    after = _totals(like)
    return [
        tuple(
            replace(load, contacts=_share(before.get(load.channel, 0.0), load.contacts, after[load.channel], len(like)))
            for load in interval.channels
        )
        for interval in like
    ]


def _share(total: float, weight: float, weights: float, count: int) -> float:
    return total * weight / weights if weights else total / count


def _totals(loads: Sequence[IntervalLoad]) -> Mapping[str, float]:
    found: dict[str, list[float]] = {}
    for interval in loads:
        for load in interval.channels:
            found.setdefault(load.channel, []).append(load.contacts)
    return {channel: math.fsum(contacts) for channel, contacts in found.items()}


# ------------------------------------------------------------ events and channels
def _with_events(interval: IntervalLoad, scenario: Scenario) -> IntervalLoad:
    day = interval.starts_at.date()
    return replace(
        interval,
        channels=tuple(
            replace(load, contacts=load.contacts * _factor(scenario, day, load.channel)) for load in interval.channels
        ),
    )


def _factor(scenario: Scenario, day: date, channel: str) -> float:
    return math.prod(event.factor for event in scenario.events if event.acts_on(day, channel))


def _with_channel(loads: Sequence[IntervalLoad], channel: NewChannel) -> tuple[IntervalLoad, ...]:
    weights = [math.fsum(load.contacts for load in interval.channels) for interval in loads]
    total = math.fsum(weights)
    return tuple(
        replace(
            interval,
            channels=(
                *interval.channels,
                _load(channel, _share(channel.contacts_a_week, weight, total, len(loads))),
            ),
        )
        for interval, weight in zip(loads, weights, strict=True)
    )


def _load(channel: NewChannel, contacts: float) -> ChannelLoad:
    is_immediate = channel.kind is ChannelKind.IMMEDIATE
    return ChannelLoad(
        channel=channel.key,
        is_immediate=is_immediate,
        contacts=contacts,
        handle_time_s=channel.handle_time_s,
        concurrency=channel.concurrency if is_immediate else 1,
        service_level=channel.service_level,
        target_s=channel.target_s,
    )
