"""Erlang B and C: queues in which nobody gives up.

Everything goes over the inverse of Erlang B, 1/B(n) = 1 + n/A * 1/B(n-1): a sum of positive terms, so nothing cancels
and there are no factorials. Source: A. K. Erlang, Solution of some problems in the theory of probabilities, 1917;
the recurrence as in R. B. Cooper, Introduction to Queueing Theory, 2nd ed. 1981, section 3.3.
"""

import math

from csops.domain.limits import above_zero, not_negative, whole_from
from csops.domain.waiting import NOBODY_WAITS, Wait, patient_wait

_NEGLIGIBLE = 1e-18
_RESCALE = 1e250
_ENDLESS = math.inf


def erlang_b(load: float, servers: int) -> float:
    """Return the probability that all are busy when nobody waits: contacts that find everybody busy are lost.

    Args:
        load: offered load in Erlang, 0 or more.
        servers: people on contact, 0 or more. With nobody there all are lost; without load nobody is.

    Raises:
        OutOfRange: a negative load or number of servers.
    """
    return 1 / inverse_erlang_b(load, servers)


def erlang_c(load: float, servers: int) -> float:
    """Return the probability of having to wait: C = N B / (N - A (1 - B)), and 1 unless the load is below the servers.

    Published: 10 Erlang and 11 people 0.6821182 (README of the R package ErlangC).

    Raises:
        OutOfRange: a negative load or number of servers.
    """
    inverse = inverse_erlang_b(load, servers)
    return wait_probability(load, servers, inverse_b=inverse)


def wait_probability(load: float, servers: int, *, inverse_b: float) -> float:
    """Return Erlang C from the inverse of Erlang B for the same load and servers."""
    if servers <= load:
        return 1.0
    return servers / ((servers - load) * inverse_b + load)


def log_erlang_b(load: float, servers: int) -> float:
    """Return the natural logarithm of Erlang B, also where the probability itself is below the smallest float."""
    _check(load, servers)
    if load == 0:
        return -math.inf if servers else 0.0
    total = term = 1.0
    scale = 0.0
    for k in range(servers, 0, -1):
        term *= k / load
        total += term
        if term < total * _NEGLIGIBLE and k < load:
            break
        if total > _RESCALE:
            total, term, scale = total / _RESCALE, term / _RESCALE, scale + math.log(_RESCALE)
    return -(math.log(total) + scale)


def log_erlang_c(load: float, servers: int) -> float:
    """Return the natural logarithm of Erlang C, also where the probability itself is below the smallest float."""
    log_inverse = -log_erlang_b(load, servers)
    if servers <= load:
        return 0.0
    if load == 0:
        return -math.inf
    free, busy = math.log(servers - load) + log_inverse, math.log(load)
    larger, smaller = max(free, busy), min(free, busy)
    return math.log(servers) - larger - math.log1p(math.exp(smaller - larger))


def wait_without_abandonment(*, rate_per_s: float, handle_time_s: float, servers: int, target_s: float) -> Wait:
    """Return how long people wait who never give up (M/M/N).

    Without contacts nobody waits. A load that is not below the servers has service level 0, infinite wait, occupancy 1.

    Args:
        rate_per_s: offered contacts per second, 0 or more.
        handle_time_s: mean handle time in seconds.
        servers: people on contact.
        target_s: seconds within which one wants to answer.

    Raises:
        OutOfRange: a negative rate, target or number of people, or a handle time not above 0.
    """
    above_zero(handle_time_s, field="handle time", unit="s")
    not_negative(target_s, field="target", unit="s")
    load = rate_per_s * handle_time_s
    waits = erlang_c(load, servers)
    if rate_per_s == 0 and servers:
        return NOBODY_WAITS
    occupancy = load / servers if servers > load else 1.0
    return patient_wait(
        wait_probability=waits,
        drain_per_s=(servers - load) / handle_time_s,
        rate_per_s=rate_per_s,
        target_s=target_s,
        occupancy=occupancy,
        concurrency=occupancy,
    )


def inverse_erlang_b(load: float, servers: int) -> float:
    """Return 1 / B: infinite without load, or where B is below the smallest float."""
    _check(load, servers)
    if load == 0:
        return math.inf if servers else 1.0
    total = term = 1.0
    for k in range(servers, 0, -1):
        term *= k / load
        total += term
        if (term < total * _NEGLIGIBLE and k < load) or total == _ENDLESS:
            break
    return total


def _check(load: float, servers: int) -> None:
    if isinstance(servers, int) and servers >= 0 <= load < math.inf:
        return  # as always but for what a person typed: asked twice for each interval of a month
    not_negative(load, field="load", unit="Erlang")
    whole_from(servers, 0, field="people")
