"""What is still to come today: the forecast of the day, corrected by what came so far."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from csops.domain.errors import OutOfRange
from csops.domain.rest_of_day import DayLevel, RestOfDay, rest_of_day
from csops.services.today import CameToday, HourExpected, expected_of

if TYPE_CHECKING:
    from csops.domain.rest_of_day_past import Helped, PastDay
    from csops.services.forecast import Log


@dataclass(frozen=True, kw_only=True)
class DayExpected:
    """What was expected of today, and what past days say of correcting it.

    `levels` and `helped`: one per hour, for when that hour is the one that runs; `helped` is None where there are not
    four weeks of past forecasts to tell by.
    """

    hours: tuple[HourExpected, ...] = ()
    levels: tuple[DayLevel, ...] = ()
    helped: "tuple[Helped | None, ...]" = ()


@dataclass(frozen=True, kw_only=True)
class DaySoFar:
    """Today as it stands. `closes_at`: when the last open hour ends; `is_over`: whether it has.

    `has_begun`: whether the first open hour is over, from when on the rest is corrected.
    """

    rest: RestOfDay
    level: DayLevel
    helped: "Helped | None"
    closes_at: datetime
    is_over: bool
    has_begun: bool


def day_expected(log: "Log") -> DayExpected:
    """Return what the forecast expects of today and how past days went: arithmetic alone, for a process of its own."""
    from csops.domain.rest_of_day_past import DAYS, helped, level_at

    hours = expected_of(log)
    if not hours:
        return DayExpected()
    days = _past_days(log)
    starts = [each.starts_at.timetz().replace(tzinfo=None) for each in hours]
    return DayExpected(
        hours=hours,
        levels=tuple(level_at(days[-DAYS:], at=start) for start in starts),
        helped=tuple(helped(days, at=start) for start in starts),
    )


def _past_days(log: "Log") -> "tuple[PastDay, ...]":
    """Past days with their forecasts of the evening before."""
    from csops.domain.calendar import closed_days
    from csops.domain.forecast import rolling
    from csops.domain.rest_of_day_past import DAYS, past_days
    from csops.services import forecast

    series = forecast.series_of(log, channel_ids=[channel.id for channel in log.channels], every_minutes=60)
    if log.first_day is None or log.last_day is None:
        return ()
    closed = closed_days(log.calendar, log.first_day, log.last_day)
    try:
        return past_days(series, rolling(series, horizon_days=1, origins=DAYS, step_days=1, closed_days=closed))
    except OutOfRange:
        return ()


def so_far(expected: DayExpected, came: CameToday, *, now: datetime) -> DaySoFar | None:
    """Return how today stands; None where nothing is expected of it.

    What came outside the opening hours was not forecast and is left out.
    """
    hours = expected.hours
    if not hours:
        return None
    gone = [_gone(hour, now) for hour in hours]
    running = max(0, sum(hour.starts_at <= now for hour in hours) - 1)
    level = expected.levels[running]
    inside = came.number - came.outside
    return DaySoFar(
        rest=rest_of_day([hour.expected for hour in hours], gone=gone, came=inside, level=level),
        level=level,
        helped=expected.helped[running],
        closes_at=hours[-1].closes_at,
        is_over=gone[-1] >= 1,
        has_begun=gone[0] >= 1,
    )


def _gone(hour: HourExpected, now: datetime) -> float:
    """The share of an hour's open time that is over."""
    length = hour.closes_at - hour.opens_at
    return min(1.0, max(0.0, (now - hour.opens_at) / length)) if length else 1.0
