"""One team on several channels: the queue they serve together, and the deferred work that falls due besides."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.erlang import agents_needed
from csops.domain.erlang_c import wait_without_abandonment
from csops.domain.waiting import Wait

_NOBODY = 1e-9  # contacts in an interval: one in a billion of them


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A share to be answered within so many seconds, and the contacts per second to whom it is promised."""

    share: float
    target_s: float
    rate_per_s: float


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The immediate channels of one interval as one queue: one mean handle time, first come first served."""

    rate_per_s: float
    load: float
    goals: tuple[Goal, ...]

    @property
    def handle_time_s(self) -> float:
        """The mean seconds of a person per contact in the queue."""
        return self.load / self.rate_per_s

    def people_for_goals(self) -> int:
        """Return the smallest number of people with whom every goal is met; 0 when nobody is expected."""
        return max(
            (
                _people_for(self.rate_per_s, self.handle_time_s, target_s=goal.target_s, share=goal.share)
                for goal in self.goals
            ),
            default=0,
        )

    def service_level(self, agents: int) -> float | None:
        """Return the share answered within the target of its own channel; None when nobody is expected."""
        if not self.goals:
            return None
        reached = (goal.rate_per_s * self._wait(agents, goal.target_s).service_level for goal in self.goals)
        return min(1.0, math.fsum(reached) / self.rate_per_s)

    def mean_wait_s(self, agents: int) -> float | None:
        """Return the mean wait of everybody in the queue; None when nobody is expected."""
        return self._wait(agents, 0).mean_wait_s if self.goals else None

    def _wait(self, agents: int, target_s: float) -> Wait:
        return wait_without_abandonment(
            rate_per_s=self.rate_per_s, handle_time_s=self.handle_time_s, servers=agents, target_s=target_s
        )


def pooled(interval: IntervalLoad, assumptions: Assumptions) -> Pool:
    """Return the queue of an interval's immediate channels.

    A contact of a channel with several at once counts with its share of a person's time. Channels that promise the same
    are one goal.
    """
    waiting = [load for load in interval.channels if load.is_immediate and assumptions.contacts(load) > _NOBODY]
    rates: dict[tuple[float, float], float] = {}
    for load in waiting:
        goal = assumptions.goal(load)
        rates[goal] = rates.get(goal, 0.0) + assumptions.contacts(load) / interval.length_s
    work_s = math.fsum(assumptions.contacts(load) * assumptions.person_time_s(load) for load in waiting)
    return Pool(
        rate_per_s=math.fsum(rates.values()),
        load=work_s / interval.length_s,
        goals=tuple(Goal(share=share, target_s=target_s, rate_per_s=rate) for (share, target_s), rate in rates.items()),
    )


def deferred_work_due(intervals: Sequence[IntervalLoad], assumptions: Assumptions) -> list[dict[str, float]]:
    """Return the deferred work of each interval in Erlang by channel, oldest first.

    What arrives in an interval is one batch at its end and is spread evenly over the intervals that end before it is
    due; over the next alone, at the pace that the deadline asks for, when it is due before that one ends.
    """
    due: list[dict[str, float]] = [{} for _ in intervals]
    for arrived, interval in enumerate(intervals):
        for load in interval.channels:
            if not load.is_immediate and load.contacts:
                for later, erlang in _spread(load, arrived, intervals, assumptions):
                    due[later][load.channel] = due[later].get(load.channel, 0.0) + erlang
    return due


def _spread(
    load: ChannelLoad, arrived: int, intervals: Sequence[IntervalLoad], assumptions: Assumptions
) -> list[tuple[int, float]]:
    deadline_s = assumptions.deadline_s(load)
    work_s = assumptions.contacts(load) * assumptions.person_time_s(load)
    count = len(intervals)
    whole = min(count, int(deadline_s // intervals[arrived].length_s))
    if whole == 0:
        return [((arrived + 1) % count, work_s / deadline_s)]
    following = [(arrived + step) % count for step in range(1, whole + 1)]
    return [(later, work_s / whole / intervals[later].length_s) for later in following]


@lru_cache(maxsize=8192)
def _people_for(rate_per_s: float, handle_time_s: float, *, target_s: float, share: float) -> int:
    # Remembered: turning shrinkage, cost or occupancy changes nothing here, and weeks repeat their half hours.
    return agents_needed(rate_per_s=rate_per_s, handle_time_s=handle_time_s, target_s=target_s, service_level=share)
