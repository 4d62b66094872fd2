"""Chat: one person handles several contacts at once."""

from collections.abc import Sequence

from csops.domain.chat_chain import ChatStates, chat_states
from csops.domain.erlang_a import wait_in_queue, weights_from_mode
from csops.domain.errors import OutOfRange
from csops.domain.limits import above_zero, not_negative, whole_from
from csops.domain.waiting import NOBODY_WAITS, Wait, patient_wait

EFFICIENCY = (1.0, 1.7, 2.5, 2.9, 3.5)
"""Work done by one person with 1 to 5 chats at once, in one-at-a-time people, while the log is too thin to measure it.

Source: the factors of the Call Centre Helper chat calculator.
"""


BESIDE_CALLS = 0.15
"""What is left of the saving of several at once where the same people also take calls, as a share."""


def person_time_s(handle_time_s: float, *, concurrency: int) -> float:
    """Return the seconds of a person that one contact takes when `concurrency` are handled at once.

    Args:
        handle_time_s: mean handle time of a contact handled alone.
        concurrency: contacts at once, 1 to 5.

    Raises:
        OutOfRange: a concurrency outside 1 to 5.
    """
    if concurrency not in range(1, len(EFFICIENCY) + 1):
        raise OutOfRange(field="contacts at once", value=f"{concurrency:,}", right="Choose from 1 to 5 at once")
    return handle_time_s / EFFICIENCY[concurrency - 1]


def person_time_beside_calls_s(handle_time_s: float, *, concurrency: int) -> float:
    """Return `person_time_s` where the same people also take contacts that are handled one at a time.

    Whoever chats takes no call before their hands are empty, and whoever is on a call takes no chat, so that chats
    seldom come together: of what several at once save, about a sixth is left. Measured by simulation on 230 random
    small teams, two or three at once (`benchmarks/mixed_pool.py`): people are then right in 194 of them, one too many
    in 31 and one too few in 5; with all that is saved they are too few, by up to three, in 120.
    """
    saved = handle_time_s / person_time_s(handle_time_s, concurrency=concurrency) - 1
    return handle_time_s / (1 + BESIDE_CALLS * saved)


def handle_times_by_concurrency(handle_time_s: float, *, concurrency: int) -> tuple[float, ...]:
    """Return the mean handle time of a person with 1, 2 ... `concurrency` chats: it grows less than their number."""
    return tuple(k * person_time_s(handle_time_s, concurrency=k) for k in range(1, concurrency + 1))


def chat_wait(
    *,
    rate_per_s: float,
    handle_time_s_by_concurrency: Sequence[float],
    servers: int,
    target_s: float,
    patience_s: float | None,
) -> Wait:
    """Return how long people wait for a chat, from the exact chain of people with 0 to K chats, least loaded first.

    `occupancy` is the share of the capacity of people with full hands that is used; `mean_concurrency` the chats in
    hand per person. With one at a time it is Erlang A.

    Args:
        rate_per_s: offered contacts per second.
        handle_time_s_by_concurrency: H(1) ... H(K), mean handle time of a person who runs that many chats.
        servers: people on chat, at least 1.
        target_s: seconds within which one wants to answer.
        patience_s: mean patience in seconds; None when nobody gives up.

    Raises:
        OutOfRange: nobody on chat, no or not positive handle times, negative rate or target.
    """
    _check(rate_per_s, handle_time_s_by_concurrency, servers, target_s, patience_s)
    if rate_per_s == 0:
        return NOBODY_WAITS
    completions = [k / handle_s for k, handle_s in enumerate(handle_time_s_by_concurrency, start=1)]
    states = chat_states(rate_per_s=rate_per_s, completions_per_s=completions, servers=servers)
    concurrency, capacity = len(completions), servers * completions[-1]
    if patience_s is None:
        return _patient(
            states,
            rate=rate_per_s,
            capacity=capacity,
            servers=servers,
            concurrency=concurrency,
            target_s=target_s,
        )
    theta = 1 / patience_s
    low, weights = weights_from_mode(
        rate_per_s,
        lambda waiting: capacity + waiting * theta,
        mode=max(0, int((rate_per_s - capacity) / theta)),
        last=None,
    )
    # The queue begins where all hands are full: both parts are scaled to agree on that state.
    scale = weights[0] / states.full if states.full and not low else 0.0
    queue = [0.0] * low + weights if states.full else []
    return wait_in_queue(
        queue,
        unqueued=states.rest * scale if queue else states.rest,
        in_service=states.in_hand * scale if queue else states.in_hand,
        rate_per_s=rate_per_s,
        capacity_per_s=capacity,
        servers=servers,
        concurrency=concurrency,
        patience_s=patience_s,
        target_s=target_s,
    )


def _patient(
    states: ChatStates, *, rate: float, capacity: float, servers: int, concurrency: int, target_s: float
) -> Wait:
    drain = capacity - rate
    queued = states.full / (1 - rate / capacity) if drain > 0 else 0.0
    waits = queued / (queued + states.rest) if drain > 0 else 1.0
    at_once = states.in_hand * (1 - waits) / states.rest if drain > 0 else 0.0
    in_hand = at_once + servers * concurrency * waits
    return patient_wait(
        wait_probability=waits,
        drain_per_s=drain,
        rate_per_s=rate,
        target_s=target_s,
        occupancy=rate / capacity,
        concurrency=in_hand / servers,
    )


def _check(
    rate_per_s: float, handle_times_s: Sequence[float], servers: int, target_s: float, patience_s: float | None
) -> None:
    not_negative(rate_per_s, field="contacts per second")
    whole_from(len(handle_times_s), 1, field="contacts at once")
    for handle_time_s in handle_times_s:
        above_zero(handle_time_s, field="handle time", unit="s")
    whole_from(servers, 1, field="people on chat")
    not_negative(target_s, field="target", unit="s")
    if patience_s is not None:
        above_zero(patience_s, field="patience", unit="s")
