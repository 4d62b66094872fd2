"""Erlang B, C and A: how many people it takes, and the names of all that tells how long people wait."""

import math
from collections.abc import Callable
from fractions import Fraction
from functools import partial

from csops.domain.chat import chat_wait
from csops.domain.erlang_a import wait_with_abandonment
from csops.domain.erlang_c import (
    erlang_b,
    erlang_c,
    inverse_erlang_b,
    log_erlang_b,
    log_erlang_c,
    wait_probability,
    wait_without_abandonment,
)
from csops.domain.exact import exact
from csops.domain.limits import above_zero, cap_share, goal_share, not_negative
from csops.domain.offered_load import OfferedLoad, offered_load
from csops.domain.waiting import Wait

__all__ = [
    "OfferedLoad",
    "Wait",
    "agents_needed",
    "chat_wait",
    "erlang_b",
    "erlang_c",
    "log_erlang_b",
    "log_erlang_c",
    "offered_load",
    "wait_with_abandonment",
    "wait_without_abandonment",
]


_NEAR = 1e-9


def agents_needed(
    *,
    rate_per_s: float,
    handle_time_s: float,
    target_s: float = 0,
    service_level: float | None = None,
    patience_s: float | None = None,
    max_occupancy: float = 1,
    max_abandonment: float | None = None,
    max_mean_wait_s: float | None = None,
) -> int:
    """Return the smallest number of people with whom every goal that is given is met.

    Without contacts that is nobody. Without patience (Erlang C) the search begins at floor(load) + 1, where the queue
    first drains; load and cap are exact fractions. With patience (Erlang A) goals are of all offered contacts.

    Args:
        rate_per_s: offered contacts per second.
        handle_time_s: mean handle time in seconds.
        target_s: seconds within which `service_level` of them are to be answered.
        service_level: share, strictly between 0 and 1; None for no such goal.
        patience_s: mean patience in seconds; None when nobody gives up.
        max_occupancy: largest share of the time spent on contacts.
        max_abandonment: largest share that gives up; without patience nobody does.
        max_mean_wait_s: longest mean wait of all.

    Raises:
        OutOfRange: a goal that cannot be met by any number of people, or a number below its limit.

    Published: 400 calls in 30 min of 257 s, 80 % in 20 s, at most 85 % occupied: 68 people (contactcentrehelper.com).
    """
    _check(
        rate_per_s=rate_per_s,
        handle_time_s=handle_time_s,
        target_s=target_s,
        service_level=service_level,
        patience_s=patience_s,
        max_occupancy=max_occupancy,
    )
    _check_goals(max_abandonment, max_mean_wait_s)
    if rate_per_s == 0:
        return 0
    patient = patient_people(
        rate_per_s,
        handle_time_s,
        target_s=target_s,
        goal=service_level,
        max_occupancy=max_occupancy,
        max_wait_s=max_mean_wait_s,
    )
    if patience_s is None:
        return patient
    waiting = partial(wait_with_abandonment, rate_per_s=rate_per_s, handle_time_s=handle_time_s, target_s=target_s)

    def is_enough(servers: int) -> bool:
        wait = waiting(patience_s=patience_s, servers=servers)
        return wait.occupancy <= max_occupancy and _keeps(wait, service_level, max_abandonment, max_mean_wait_s)

    return smallest(is_enough, guess=patient)


def _keeps(
    wait: Wait, service_level: float | None, max_abandonment: float | None, max_mean_wait_s: float | None
) -> bool:
    """Whether every goal that is given is met."""
    return (
        (service_level is None or wait.service_level >= service_level)
        and (max_abandonment is None or wait.abandonment <= max_abandonment)
        and (max_mean_wait_s is None or wait.mean_wait_s <= max_mean_wait_s)
    )


def smallest(is_enough: Callable[[int], bool], *, guess: int) -> int:
    """Return the smallest number above 0 that is enough, where every larger one is too.

    Looks away from `guess` (1 or more) in doubling steps, then halves what lies between: a long queue of patient people
    is dear to work out, and far below a good guess queues are long.
    """
    low, high, step = guess - 1, guess, 1
    while not is_enough(high):
        low, high, step = high, high + step, step * 2
    if high == guess:
        while low > 0 and is_enough(low):
            low, high, step = max(0, low - step), low, step * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high


def patient_people(
    rate_per_s: float,
    handle_time_s: float,
    *,
    target_s: float,
    goal: float | None,
    max_occupancy: float = 1,
    max_wait_s: float | None = None,
) -> int:
    """Return `agents_needed` without patience, of a rate above 0 and of figures that are known to be possible.

    Steps up from the load with the recurrence of Erlang B, which costs next to nothing per person.
    """
    load = _load(rate_per_s, handle_time_s)
    servers = math.floor(load) + 1
    if max_occupancy < 1:
        servers = max(servers, math.ceil(exact(rate_per_s) * exact(handle_time_s) / exact(max_occupancy)))
    a = float(load)
    inverse = inverse_erlang_b(a, servers)
    while True:
        free = float(servers - load)
        waits = wait_probability(a, servers, inverse_b=inverse)
        is_served = goal is None or 1 - waits * math.exp(-free * target_s / handle_time_s) >= goal
        if is_served and (max_wait_s is None or waits * handle_time_s / free <= max_wait_s):
            return servers
        servers += 1
        inverse = 1 + servers / a * inverse


def _load(rate_per_s: float, handle_time_s: float) -> Fraction | float:
    """The load as a person meant it; a float will do where it is far from a whole number, which alone decides."""
    load = rate_per_s * handle_time_s
    return load if abs(load - round(load)) > _NEAR * load else exact(rate_per_s) * exact(handle_time_s)


def _check(
    *,
    rate_per_s: float,
    handle_time_s: float,
    target_s: float,
    service_level: float | None,
    patience_s: float | None,
    max_occupancy: float,
) -> None:
    not_negative(rate_per_s, field="contacts per second")
    above_zero(handle_time_s, field="handle time", unit="s")
    not_negative(target_s, field="target", unit="s")
    if service_level is not None:
        goal_share(service_level, field="service level")
    if patience_s is not None:
        above_zero(patience_s, field="patience", unit="s")
    cap_share(max_occupancy, field="occupancy at most")


def _check_goals(max_abandonment: float | None, max_mean_wait_s: float | None) -> None:
    if max_abandonment is not None:
        goal_share(max_abandonment, field="share that gives up")
    if max_mean_wait_s is not None:
        above_zero(max_mean_wait_s, field="mean wait", unit="s")
