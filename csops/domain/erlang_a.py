"""Erlang A (M/M/N+M): queues that people leave when their patience ends.

Source: C. Palm, Methods of judging the annoyance caused by congestion, 1953; W. Whitt, Engineering solution of a basic
call-center model, Management Science 51(2), 2005; the beta form of the wait: forecasting-and-staffing.md, section 1.3.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from csops.domain.erlang_c import wait_without_abandonment
from csops.domain.limits import above_zero, not_negative, whole_from
from csops.domain.waiting import NOBODY_WAITS, Wait

ENDLESS_PATIENCE_S = 1e9
"""Thirty years: nobody gives up, and a queue that does not drain is without end (Erlang C)."""

_NEGLIGIBLE = 1e-20


def wait_with_abandonment(
    *,
    rate_per_s: float,
    handle_time_s: float,
    patience_s: float,
    servers: int,
    target_s: float,
    waiting_room: int | None = None,
) -> Wait:
    """Return how long people wait who give up after an exponential patience.

    Args:
        rate_per_s: offered contacts per second, 0 or more.
        handle_time_s: mean handle time in seconds.
        patience_s: mean patience in seconds.
        servers: people on contact; with nobody there everyone gives up.
        target_s: seconds within which one wants to answer; may be infinite.
        waiting_room: places to wait in, without end when None. Who finds it full is neither served nor waits.

    Raises:
        OutOfRange: a handle time or patience not above 0, or a negative rate, target, waiting room or number of people.
    """
    _check(
        rate_per_s=rate_per_s,
        handle_time_s=handle_time_s,
        patience_s=patience_s,
        servers=servers,
        target_s=target_s,
        room=waiting_room,
    )
    if patience_s >= ENDLESS_PATIENCE_S and waiting_room is None:
        return wait_without_abandonment(
            rate_per_s=rate_per_s, handle_time_s=handle_time_s, servers=servers, target_s=target_s
        )
    if rate_per_s == 0 and servers:
        return NOBODY_WAITS
    low, weights = _states(rate_per_s, 1 / handle_time_s, 1 / patience_s, servers, waiting_room)
    first_busy = max(0, servers - low)
    return wait_in_queue(
        [0.0] * (low - servers) + weights[first_busy:],
        unqueued=sum(weights[:first_busy]),
        in_service=sum((low + i) * w for i, w in enumerate(weights[:first_busy])),
        rate_per_s=rate_per_s,
        capacity_per_s=servers / handle_time_s,
        servers=servers,
        concurrency=1,
        patience_s=patience_s,
        target_s=target_s,
        waiting_room=waiting_room,
    )


def wait_in_queue(
    queue: Sequence[float],
    *,
    unqueued: float,
    in_service: float,
    rate_per_s: float,
    capacity_per_s: float,
    servers: int,
    concurrency: int,
    patience_s: float,
    target_s: float,
    waiting_room: int | None = None,
) -> Wait:
    """Return the figures of a queue from the weights of its states.

    Args:
        queue: weight of "all hands full and j waiting" for j = 0, 1, 2 ...
        unqueued: weight of all the states in which a newcomer is served at once.
        in_service: contacts in hand, summed over those states by weight.
        rate_per_s: offered contacts per second.
        capacity_per_s: contacts completed per second when all hands are full.
        servers: people on contact.
        concurrency: contacts that one person has in hand when full.
        patience_s: mean patience in seconds.
        target_s: seconds within which one wants to answer.
        waiting_room: places to wait in, without end when None.
    """
    total = unqueued + sum(queue)
    queue_length = sum(j * w for j, w in enumerate(queue)) / total
    entering = queue if waiting_room is None else queue[:waiting_room]
    outcome = _outcome(entering, capacity_per_s=capacity_per_s, patience_s=patience_s, target_s=target_s)
    blocked = (sum(queue) - sum(entering)) / total
    abandonment = min(1.0, queue_length / (patience_s * rate_per_s))
    answered = max(0.0, 1 - abandonment - blocked)
    at_once = unqueued / total
    service_level = min(1.0, at_once + outcome.served / total)
    in_hand = (in_service + servers * concurrency * sum(queue)) / total
    return Wait(
        wait_probability=sum(entering) / total,
        service_level=service_level,
        service_level_answered=_share(service_level, answered),
        service_level_without_short_abandons=_share(service_level, 1 - outcome.left / total),
        mean_wait_s=queue_length / rate_per_s,
        mean_wait_answered_s=outcome.wait_of_served_s / total / answered if servers else math.inf,
        queue_length=queue_length,
        occupancy=_share(answered * rate_per_s, capacity_per_s) if servers else 1.0,
        abandonment=abandonment,
        mean_concurrency=in_hand / servers if servers else 0.0,
    )


def weights_from_mode(
    rate: float, death: Callable[[int], float], *, mode: int, last: int | None
) -> tuple[int, list[float]]:
    """Return the lowest state that counts and the weights from there upwards, relative to the most likely state.

    From the mode outwards every step is a factor below 1, so nothing overflows, and what is left out is negligible.

    Args:
        rate: births per second.
        death: deaths per second in state k.
        mode: the most likely state.
        last: the last state there is, None for no end.
    """
    above = [1.0]
    state = mode
    while above[-1] > _NEGLIGIBLE and state != last:
        state += 1
        above.append(above[-1] * rate / death(state))
    below = [1.0]
    state = mode
    while below[-1] > _NEGLIGIBLE and state > 0:
        below.append(below[-1] * death(state) / rate)
        state -= 1
    return state, below[:0:-1] + above


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    """By weight: served within the target, left within the target, seconds waited by those who are served at last."""

    served: float
    left: float
    wait_of_served_s: float


def _outcome(queue: Sequence[float], *, capacity_per_s: float, patience_s: float, target_s: float) -> _Outcome:
    """Walk along the queue: who finds j waiting is served within T with probability c/(c+j+1) I_x(j+1, c+1).

    The regularised incomplete beta functions are tails of a negative binomial distribution, c = capacity * patience,
    x = 1 - exp(-T / patience), whose terms are carried as logarithms: exp(-capacity T) alone may be below any float.
    """
    c = capacity_per_s * patience_s
    x, staying = -math.expm1(-target_s / patience_s), math.exp(-target_s / patience_s)
    log_term = -capacity_per_s * target_s if capacity_per_s else 0.0
    not_yet = not_yet_if_staying = served = left = wait_s = mean_s = 0.0
    for j, weight in enumerate(queue):
        term = math.exp(log_term)
        not_yet += term
        not_yet_if_staying += term * staying * (j + c) / c if c else 0.0
        mean_s += patience_s / (c + 1 + j)
        share = c / (c + j + 1)
        served_here = share * max(0.0, 1 - not_yet_if_staying)
        served += weight * served_here
        left += weight * max(0.0, 1 - served_here - staying * min(1.0, not_yet))
        wait_s += weight * share * mean_s
        ratio = x * (j + c) / (j + 1)
        log_term += math.log(ratio) if ratio > 0 else -math.inf
    return _Outcome(served=served, left=left, wait_of_served_s=wait_s)


def _states(rate: float, mu: float, theta: float, servers: int, room: int | None) -> tuple[int, list[float]]:
    last = None if room is None else servers + room
    surplus = rate - servers * mu
    mode = int(rate / mu) if surplus < 0 else servers + int(surplus / theta)
    return weights_from_mode(
        rate,
        lambda k: min(k, servers) * mu + max(k - servers, 0) * theta,
        mode=mode if last is None else min(mode, last),
        last=last,
    )


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0 else 0.0


def _check(
    *, rate_per_s: float, handle_time_s: float, patience_s: float, servers: int, target_s: float, room: int | None
) -> None:
    not_negative(rate_per_s, field="contacts per second")
    above_zero(handle_time_s, field="handle time", unit="s")
    above_zero(patience_s, field="patience", unit="s")
    whole_from(servers, 0, field="people")
    whole_from(room or 0, 0, field="waiting room")
    if target_s != math.inf:
        not_negative(target_s, field="target", unit="s")
