"""From the contacts expected to the people whom a roster must bring: of everybody, and of those who take a channel."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

from csops.domain.assumptions import Assumptions, IntervalLoad
from csops.domain.calendar import Calendar, open_time
from csops.domain.carried_load import Carried, carried_over
from csops.domain.exact import Number
from csops.domain.pooling import pooled
from csops.domain.requirement import requirement
from csops.domain.rosters import Demand, Waiting
from csops.domain.shrinkage import rostered
from csops.domain.work_terms import Worker


def demands_from(
    intervals: Sequence[IntervalLoad],
    assumptions: Assumptions,
    *,
    calendar: Calendar,
    workers: Sequence[Worker],
    unplanned_share: Number = 0,
) -> tuple[Demand, ...]:
    """Return the people needed in each open interval, cut to the time that is open.

    Breaks and known absences are the roster's own; of shrinkage only what is not planned (`unplanned_share`) is added
    (forecasting-and-staffing.md, section 4). Where not everybody takes every channel, each group of channels whose
    people are fewer is also needed by itself: nobody counts in two queues at once.

    Args:
        intervals: open intervals, oldest first.
        assumptions: what is turned.
        calendar: opening hours.
        workers: whoever may be planned.
        unplanned_share: share of planned time that is lost to illness and overruns, from 0 to below 1.
    """
    open_parts = [_open_part(calendar, interval) for interval in intervals]
    found: list[Demand] = []
    keys = {load.channel for interval in intervals for load in interval.channels}
    for channels in ((), *_scarce(sorted(keys), workers)):
        asked = assumptions if not channels else replace(assumptions, minimum_people=0)
        some = [_only(interval, channels) for interval in intervals]
        needed = requirement(some, asked).cells
        before = carried_over(some, asked)
        for interval, cell, carried, (begin, end) in zip(some, needed, before, open_parts, strict=True):
            if cell.agents:
                found.append(
                    Demand(
                        starts_at=begin,
                        ends_at=end,
                        people=rostered(cell.agents, shrinkage=unplanned_share),
                        channels=channels,
                        waiting=None if channels else _waiting(interval, assumptions, carried),
                    )
                )
    return tuple(found)


def _open_part(calendar: Calendar, interval: IntervalLoad) -> tuple[datetime, datetime]:
    tz = calendar.tz
    # In real time: on the clock, half past two in the night of the long hour is followed by three, 90 minutes later.
    end = (interval.starts_at.astimezone(UTC) + timedelta(seconds=interval.length_s)).astimezone(tz)
    pieces = open_time(calendar, interval.starts_at, end)
    if not pieces:
        return interval.starts_at, end
    return pieces[0][0].astimezone(tz), pieces[-1][1].astimezone(tz)


def _only(interval: IntervalLoad, channels: Collection[str]) -> IntervalLoad:
    if not channels:
        return interval
    return replace(interval, channels=tuple(load for load in interval.channels if load.channel in channels))


def _scarce(keys: Sequence[str], workers: Sequence[Worker]) -> list[tuple[str, ...]]:
    """The groups of channels that fewer than everybody can take: of those with the same people the largest."""
    able = {key: frozenset(each.member_id for each in workers if each.takes(key)) for key in keys}
    everybody = frozenset(worker.member_id for worker in workers)
    largest: dict[frozenset[int], tuple[str, ...]] = {}
    # All of them together are a group of their own only where somebody cannot take any of them yet.
    for size in range(1, len(keys) + any(worker.not_yet for worker in workers)):
        for group in combinations(keys, size):
            who = frozenset().union(*(able[key] for key in group))
            if who != everybody:
                largest[who] = group
    return sorted(largest.values())


def _waiting(interval: IntervalLoad, assumptions: Assumptions, carried: Mapping[str, Carried]) -> Waiting | None:
    pool = pooled(interval, assumptions, carried=carried)
    if not pool.goals:
        return None
    goals = tuple((goal.share, goal.target_s, goal.rate_per_s) for goal in pool.goals)
    return Waiting(
        rate_per_s=pool.rate_per_s, load=pool.load, goals=goals, patience_s=pool.patience_s, paces_s=pool.paces_s
    )
