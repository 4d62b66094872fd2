"""One team on several channels: the queue they serve together, and the deferred work that falls due besides."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.carried_load import AS_EXPECTED, NOBODY, Carried
from csops.domain.chat import chat_wait, handle_times_by_concurrency, person_time_beside_calls_s
from csops.domain.erlang import agents_needed, patient_people, smallest
from csops.domain.erlang_a import wait_with_abandonment
from csops.domain.erlang_c import wait_without_abandonment
from csops.domain.exact import exact_load, people_for
from csops.domain.waiting import Wait


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A share to be answered within so many seconds, and the contacts per second to whom it is promised."""

    share: float
    target_s: float
    rate_per_s: float


@dataclass(frozen=True, kw_only=True)
class Pool:
    """The immediate channels of one interval as one queue: one mean handle time, first come first served.

    `load` is the work of those in the queue in Erlang, `carried` what is in hand from before on channels on which
    nobody is expected now. `patience_s`: mean, None when nobody gives up. `paces_s`: the handle times of a person with
    1, 2 ... in hand, where one channel alone is waited on and several are handled at once; then the queue is the exact
    chain.
    """

    rate_per_s: float
    load: float
    goals: tuple[Goal, ...]
    carried: float = 0.0
    patience_s: float | None = None
    paces_s: tuple[float, ...] = ()

    @property
    def handle_time_s(self) -> float:
        """The mean seconds of a person per contact in the queue."""
        return self.load / self.rate_per_s

    def people_for_goals(self) -> int:
        """Return the smallest number of people with whom every goal is met; 0 when nobody is expected."""
        if not self.goals:
            return 0
        asked = self.rate_per_s, self.handle_time_s, self.patience_s, self.paces_s
        return max([_people_for(*asked, (goal.target_s, goal.share)) for goal in self.goals])

    def people_within(self, cap: Fraction, *, besides: float = 0.0, least: int = 0) -> int:
        """Return the smallest number of people, at least `least`, who are then at most `cap` busy.

        Args:
            cap: largest share of the time spent on contacts.
            besides: other work to be done, in Erlang.
            least: to begin from.
        """
        if self.patience_s is None or not self.goals:
            return max(least, people_for(self.load + self.carried + besides, cap))
        people = max(least, 1)
        while exact_load(self.answered_load(people) + besides) > cap * people:
            people += 1
        return people

    def answered_load(self, agents: int) -> float:
        """Return the work of those who are answered, in Erlang: of a queue that nobody leaves all of it."""
        if self.patience_s is None or not self.goals:
            return self.load + self.carried
        return self.load * (1 - self._wait(agents, 0).abandonment) + self.carried

    def service_level(self, agents: int) -> float | None:
        """Return the share answered within the target of its own channel; None when nobody is expected."""
        if not self.goals:
            return None
        reached = [goal.rate_per_s * self.level_of(goal, agents) for goal in self.goals]
        return min(1.0, math.fsum(reached) / self.rate_per_s)

    def level_of(self, goal: Goal, agents: int) -> float:
        """Return the share of everybody in the queue that is answered within the target of a goal."""
        return self._wait(agents, goal.target_s).service_level

    def mean_wait_s(self, agents: int) -> float | None:
        """Return the mean wait of everybody in the queue; None when nobody is expected."""
        return self._wait(agents, self.goals[0].target_s).mean_wait_s if self.goals else None

    def abandonment(self, agents: int) -> float | None:
        """Return the share that gives up; None when nobody is expected."""
        return self._wait(agents, 0).abandonment if self.goals else None

    def _wait(self, agents: int, target_s: float) -> Wait:
        return _waiting(self.rate_per_s, self.handle_time_s, self.patience_s, self.paces_s, (agents, target_s))


def pooled(
    interval: IntervalLoad,
    assumptions: Assumptions,
    *,
    carried: Mapping[str, Carried] | None = None,
    is_exact: bool = True,
) -> Pool:
    """Return the queue of an interval's immediate channels.

    A contact of a channel with several at once counts with its share of a person's time, which is nearly all of it
    where the same people take calls as well; where it is the only one waited on, the queue is its exact chain. Channels
    that promise the same are one goal.

    Args:
        interval: what is expected.
        assumptions: what is turned.
        carried: how the interval before bears on this one, by channel (`carried_over`); of others not at all.
        is_exact: let the queue be the exact chain where that can be told.
    """
    return pool_of(turned([interval], assumptions)[0], interval.length_s, assumptions, carried or {}, is_exact=is_exact)


Row = tuple[ChannelLoad, float, float]
"""What is expected on a channel in an interval, its contacts as assumed, and a person's seconds for each of them."""


def turned(intervals: Sequence[IntervalLoad], assumptions: Assumptions) -> list[list[Row]]:
    """Return the channels of each interval with what is assumed of them, worked out once for all that ask.

    Contacts that one person handles several of at once take longer where the same people also take calls.
    """
    volume = assumptions.volume_factor
    seconds: dict[tuple[str, float, int], float] = {}
    found = []
    for interval in intervals:
        rows = []
        at_once: set[bool] = set()
        for load in interval.channels:
            kind = load.channel, load.handle_time_s, load.concurrency
            each_s = seconds.get(kind)
            if each_s is None:
                each_s = seconds[kind] = assumptions.person_time_s(load)
            contacts = load.contacts * volume
            rows.append((load, contacts, each_s))
            if load.is_immediate and contacts > NOBODY:
                at_once.add(load.concurrency > 1)
        found.append(rows if len(at_once) < 2 else [_beside_calls(row, assumptions) for row in rows])
    return found


def _beside_calls(row: Row, assumptions: Assumptions) -> Row:
    load, contacts, each_s = row
    if load.is_immediate and load.concurrency > 1:
        each_s = person_time_beside_calls_s(assumptions.handle_time_s(load), concurrency=load.concurrency)
    return load, contacts, each_s


def pool_of(
    rows: Sequence[Row], length_s: float, assumptions: Assumptions, before: Mapping[str, Carried], *, is_exact: bool
) -> Pool:
    """Return the queue of an interval's immediate channels from what is assumed of them; see `pooled`."""
    rates: dict[tuple[float, float], float] = {}
    work: list[float] = []
    in_hand: list[float] = []
    waiting: list[ChannelLoad] = []
    for load, contacts, person_s in rows:
        if not load.is_immediate:
            continue
        carried = before.get(load.channel, AS_EXPECTED)
        in_hand.append(carried.in_hand)
        if contacts > NOBODY:
            goal = assumptions.goal(load)
            rate = contacts / length_s * carried.factor
            rates[goal] = rates.get(goal, 0.0) + rate
            work.append(rate * person_s)
            waiting.append(load)
    alone = waiting[0] if is_exact and len(waiting) == 1 and waiting[0].concurrency > 1 else None
    return Pool(
        rate_per_s=math.fsum(rates.values()),
        load=math.fsum(work),
        goals=tuple([Goal(share=share, target_s=within, rate_per_s=rate) for (share, within), rate in rates.items()]),
        carried=math.fsum(in_hand),
        patience_s=assumptions.patience_s,
        paces_s=handle_times_by_concurrency(assumptions.handle_time_s(alone), concurrency=alone.concurrency)
        if alone
        else (),
    )


def deferred_work_due(
    intervals: Sequence[IntervalLoad], rows: Sequence[Sequence[Row]], assumptions: Assumptions
) -> list[dict[str, float]]:
    """Return the deferred work of each interval in Erlang by channel, oldest first.

    What arrives in an interval is one batch at its end and is spread evenly over the intervals that end before it is
    due; over the next alone, at the pace that the deadline asks for, when it is due before that one ends.

    Args:
        intervals: open intervals, oldest first; after the last comes the first.
        rows: what is assumed of their channels (`turned`).
        assumptions: the deadlines.
    """
    count = len(intervals)
    lengths = [interval.length_s for interval in intervals]
    due: list[dict[str, float]] = [{} for _ in intervals]
    for arrived, length_s in enumerate(lengths):
        for load, contacts, person_s in rows[arrived]:
            if load.is_immediate or not load.contacts:
                continue
            key, deadline_s, work_s = load.channel, assumptions.deadline_s(load), contacts * person_s
            whole = min(count, int(deadline_s // length_s))
            if whole == 0:
                then = due[(arrived + 1) % count]
                then[key] = then.get(key, 0.0) + work_s / deadline_s
            each_s, last = work_s / whole if whole else 0.0, arrived + whole + 1
            for then, later_s in zip(due[arrived + 1 : last], lengths[arrived + 1 : last], strict=True):
                then[key] = then.get(key, 0.0) + each_s / later_s
            for then, later_s in zip(due[: max(0, last - count)], lengths, strict=False):  # round the end
                then[key] = then.get(key, 0.0) + each_s / later_s
    return due


@lru_cache(maxsize=8192)
def _people_for(
    rate_per_s: float,
    handle_time_s: float,
    patience_s: float | None,
    paces_s: tuple[float, ...],
    goal: tuple[float, float],
) -> int:
    # Remembered: turning shrinkage, cost or occupancy changes nothing here, and weeks repeat their half hours.
    target_s, share = goal
    if paces_s:
        queue = rate_per_s, handle_time_s, patience_s, paces_s
        return smallest(
            lambda people: _waiting(*queue, (people, target_s)).service_level >= share,
            guess=math.floor(rate_per_s * handle_time_s) + 1,
        )
    if patience_s is None:
        return patient_people(rate_per_s, handle_time_s, target_s=target_s, goal=share)
    return agents_needed(
        rate_per_s=rate_per_s,
        handle_time_s=handle_time_s,
        target_s=target_s,
        service_level=share,
        patience_s=patience_s,
    )


@lru_cache(maxsize=8192)
def _waiting(
    rate_per_s: float,
    handle_time_s: float,
    patience_s: float | None,
    paces_s: tuple[float, ...],
    there: tuple[int, float],
) -> Wait:
    agents, target_s = there
    if paces_s and agents:  # nobody has no chats in hand either: then it is any queue
        return chat_wait(
            rate_per_s=rate_per_s,
            handle_time_s_by_concurrency=paces_s,
            servers=agents,
            target_s=target_s,
            patience_s=patience_s,
        )
    if patience_s is None:
        return wait_without_abandonment(
            rate_per_s=rate_per_s, handle_time_s=handle_time_s, servers=agents, target_s=target_s
        )
    return wait_with_abandonment(
        rate_per_s=rate_per_s, handle_time_s=handle_time_s, patience_s=patience_s, servers=agents, target_s=target_s
    )


def forget() -> None:
    """Forget what was worked out before: for whoever measures how long it takes."""
    _people_for.cache_clear()
    _waiting.cache_clear()
