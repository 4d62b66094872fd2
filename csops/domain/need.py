"""People for one interval of one channel, with what those who get in touch will meet."""

import math
from dataclasses import dataclass
from functools import partial

from csops.domain.backlog import agents_for_deadline
from csops.domain.chat import chat_wait, handle_times_by_concurrency, person_time_s
from csops.domain.erlang import agents_needed, smallest
from csops.domain.erlang_a import wait_with_abandonment
from csops.domain.erlang_c import wait_without_abandonment
from csops.domain.errors import OutOfRange
from csops.domain.exact import Number, exact
from csops.domain.limits import above_zero, cap_share, goal_share, lost_share, not_negative
from csops.domain.shrinkage import rostered
from csops.domain.waiting import Wait

_LARGEST_LOAD = 100_000


@dataclass(frozen=True, kw_only=True)
class Need:
    """People for one interval, and what comes of them.

    `agents` are on contact, `rostered` on the roster. `service_level` (of all offered), `occupancy` and `abandonment`
    are shares; `mean_wait_s` is None for deferred work, whose wait is a matter of the plan; `offered_load` in Erlang.
    Without contacts nobody is needed and nobody waits.
    """

    agents: int
    rostered: int
    service_level: float
    mean_wait_s: float | None
    occupancy: float
    abandonment: float
    offered_load: float


def need_for_interval(
    *,
    contacts: float,
    interval_s: float,
    handle_time_s: float,
    service_level: float = 0.8,
    target_s: float = 20,
    patience_s: float | None = None,
    max_occupancy: float = 1,
    shrinkage: Number = 0,
    concurrency: int = 1,
    deferred_within_s: float | None = None,
) -> Need:
    """Return the smallest number of people for the contacts of one interval.

    Args:
        contacts: offered in the interval, 0 or more.
        interval_s: length of the interval in seconds.
        handle_time_s: mean handle time in seconds; of a contact handled alone when several are handled at once.
        service_level: share to be answered within `target_s`, strictly between 0 and 1.
        target_s: seconds.
        patience_s: mean patience in seconds (Erlang A); None when nobody gives up (Erlang C).
        max_occupancy: largest share of the time spent on contacts.
        shrinkage: share of paid time that is not available, from 0 to below 1.
        concurrency: contacts that one person handles at once, 1 to 5 (the chain of `chat_wait` above 1).
        deferred_within_s: opening time until an answer is due: the contacts come as one batch and nobody waits on the
            line; service level and patience do not count.

    Raises:
        OutOfRange: naming the field as a person knows it.

    Published: 100 contacts of 180 s in 30 min, 80 % in 20 s, 30 % shrinkage: 14 people, 20 on the roster (README of the
    R package ErlangC; unit tests of erlanglib).
    """
    case = _Case(
        contacts=contacts,
        interval_s=interval_s,
        handle_time_s=handle_time_s,
        service_level=service_level,
        target_s=target_s,
        patience_s=patience_s,
        max_occupancy=max_occupancy,
        shrinkage=shrinkage,
        concurrency=concurrency,
        deferred_within_s=deferred_within_s,
    )
    case.check()
    if case.rate_per_s == 0:
        return _nobody_needed()
    if deferred_within_s is not None:
        return _for_deferred(case, deferred_within_s)
    return _for_chat(case) if concurrency > 1 else _for_one_at_a_time(case)


@dataclass(frozen=True, kw_only=True)
class _Case:
    contacts: float
    interval_s: float
    handle_time_s: float
    service_level: float
    target_s: float
    patience_s: float | None
    max_occupancy: float
    shrinkage: Number
    concurrency: int
    deferred_within_s: float | None

    @property
    def rate_per_s(self) -> float:
        return float(exact(self.contacts) / exact(self.interval_s))

    @property
    def load(self) -> float:
        return float(exact(self.contacts) * exact(self.handle_time_s) / exact(self.interval_s))

    def check(self) -> None:
        not_negative(self.contacts, field="contacts")
        above_zero(self.interval_s, field="interval", unit="s")
        above_zero(self.handle_time_s, field="handle time", unit="s")
        goal_share(self.service_level, field="service level")
        not_negative(self.target_s, field="target", unit="s")
        cap_share(self.max_occupancy, field="occupancy at most")
        lost_share(float(self.shrinkage), field="shrinkage")
        person_time_s(self.handle_time_s, concurrency=self.concurrency)
        for value, field in ((self.patience_s, "patience"), (self.deferred_within_s, "deadline")):
            if value is not None:
                above_zero(value, field=field, unit="s")
        if self.deferred_within_s is not None and self.concurrency > 1:
            raise OutOfRange(
                field="contacts at once",
                value=self.concurrency,
                right="Work with a deadline is done one at a time; leave it at 1",
            )
        if self.load > _LARGEST_LOAD:
            raise OutOfRange(
                field="contacts",
                value=f"{self.contacts:g}",
                right=f"That is work for over {_LARGEST_LOAD:,} people at once; check the interval and the handle time",
            )


def _for_one_at_a_time(case: _Case) -> Need:
    agents = agents_needed(
        rate_per_s=case.rate_per_s,
        handle_time_s=case.handle_time_s,
        target_s=case.target_s,
        service_level=case.service_level,
        patience_s=case.patience_s,
        max_occupancy=case.max_occupancy,
    )
    if case.patience_s is None:
        wait = wait_without_abandonment(
            rate_per_s=case.rate_per_s, handle_time_s=case.handle_time_s, servers=agents, target_s=case.target_s
        )
    else:
        wait = wait_with_abandonment(
            rate_per_s=case.rate_per_s,
            handle_time_s=case.handle_time_s,
            patience_s=case.patience_s,
            servers=agents,
            target_s=case.target_s,
        )
    return _met(case, agents, wait)


def _for_chat(case: _Case) -> Need:
    wait_with = partial(
        chat_wait,
        rate_per_s=case.rate_per_s,
        handle_time_s_by_concurrency=handle_times_by_concurrency(case.handle_time_s, concurrency=case.concurrency),
        target_s=case.target_s,
        patience_s=case.patience_s,
    )

    load = exact(case.rate_per_s) * exact(person_time_s(case.handle_time_s, concurrency=case.concurrency))
    least = math.ceil(load / exact(case.max_occupancy))

    def is_enough(people: int) -> bool:
        wait = wait_with(servers=people)
        # Without abandonment the occupancy is a plain quotient, compared exactly.
        is_spared = people >= least if case.patience_s is None else wait.occupancy <= case.max_occupancy
        return is_spared and wait.service_level >= case.service_level

    agents = smallest(is_enough, guess=max(least, math.floor(load) + 1))
    return _met(case, agents, wait_with(servers=agents))


def _for_deferred(case: _Case, within_s: float) -> Need:
    # One batch is one "hour" of the deadline arithmetic, whatever its length: only the time until it is due counts.
    people = agents_for_deadline(
        [case.contacts],
        response_target_h=float(exact(within_s) / 3600),
        aht_min=float(exact(case.handle_time_s) / 60),
        max_occupancy=case.max_occupancy,
    )
    agents = math.ceil(exact(people))
    load = case.contacts * case.handle_time_s / within_s
    return Need(
        agents=agents,
        rostered=rostered(agents, shrinkage=case.shrinkage),
        service_level=1.0,
        mean_wait_s=None,
        occupancy=load / agents,
        abandonment=0.0,
        offered_load=load,
    )


def _met(case: _Case, agents: int, wait: Wait) -> Need:
    return Need(
        agents=agents,
        rostered=rostered(agents, shrinkage=case.shrinkage),
        service_level=wait.service_level,
        mean_wait_s=wait.mean_wait_s,
        occupancy=wait.occupancy,
        abandonment=wait.abandonment,
        offered_load=case.load,
    )


def _nobody_needed() -> Need:
    return Need(
        agents=0,
        rostered=0,
        service_level=1.0,
        mean_wait_s=0.0,
        occupancy=0.0,
        abandonment=0.0,
        offered_load=0.0,
    )
