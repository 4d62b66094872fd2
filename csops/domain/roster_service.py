"""What those who get in touch will meet with a roster: the service level by formula, and the chance of missing it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from csops.domain.certainty import chance_of_missing
from csops.domain.pooling import Goal, Pool
from csops.domain.rosters import Demand, Task, Waiting, present
from csops.domain.shifts import Shift

_SOON = 1e-9


@dataclass(frozen=True, kw_only=True)
class Reached:
    """The share answered within the target of its channel, by Erlang C in one queue per interval, and what is promised.

    `chance_of_missing`: how likely the contacts turn out so many that the share falls below the promise; None where
    nobody waits or nothing is known of how far off forecasts are.
    """

    service_level: float | None
    promised: float | None
    chance_of_missing: float | None = None


def reached(task: Task, shifts: Iterable[Shift], *, spread: float | None = None) -> Reached:
    """Return the service level that a roster reaches.

    Args:
        task: the need with those who wait.
        shifts: the roster. Somebody who comes in the middle of an interval does not count in it.
        spread: standard deviation of the contacts of all weeks over their mean, of the *rate* (section 1.6: the queue
            holds the chance of single calls already).
    """
    planned = list(shifts)
    there = [
        (demand.waiting, math.floor(people + _SOON), demand)
        for demand, people in zip(task.demands, present(task, planned), strict=True)
        if demand.waiting is not None
    ]
    if not there:
        return Reached(service_level=None, promised=None)
    promised = _promised(there)
    level = _level(there, 1.0)
    chance = None
    if spread:
        chance = chance_of_missing(lambda factor: _level(there, factor) >= promised, cv=spread)
    return Reached(service_level=level, promised=promised, chance_of_missing=chance)


_There = list[tuple[Waiting, int, Demand]]


def _promised(there: _There) -> float:
    kept = math.fsum(share * rate * each.hours for waiting, _, each in there for share, _, rate in waiting.goals)
    return kept / math.fsum(waiting.rate_per_s * each.hours for waiting, _, each in there)


def _level(there: _There, factor: float) -> float:
    """The share answered in time when there are `factor` times as many contacts everywhere."""
    total = answered = 0.0
    for waiting, people, demand in there:
        weight = waiting.rate_per_s * demand.hours
        total += weight
        if people:
            answered += weight * (_pool(waiting, factor).service_level(people) or 0.0)
    return answered / total


def _pool(waiting: Waiting, factor: float) -> Pool:
    goals = (Goal(share=share, target_s=within, rate_per_s=rate * factor) for share, within, rate in waiting.goals)
    return Pool(
        rate_per_s=waiting.rate_per_s * factor,
        load=waiting.load * factor,
        goals=tuple(goals),
        patience_s=waiting.patience_s,
        paces_s=waiting.paces_s,
    )
