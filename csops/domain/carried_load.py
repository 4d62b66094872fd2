"""What one interval leaves in hand for the next, on channels on which somebody waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.offered_load import offered_load

NOBODY = 1e-9
"""Contacts in an interval: one in a billion of them."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """How what was in hand before an interval bears on one channel in it.

    `factor`: its modified over its own offered load; `in_hand`: the load where nobody is expected, in Erlang.
    """

    factor: float = 1.0
    in_hand: float = 0.0


AS_EXPECTED = Carried()


def carried_over(intervals: Sequence[IntervalLoad], assumptions: Assumptions) -> list[dict[str, Carried]]:
    """Return how each interval bears on the next on immediate channels: long handle times reach into it.

    The modified offered load (`offered_load`), interval by interval. Where the shop opens, the load is taken to be at
    once that of the interval: who waited for it to open calls then.
    """
    found: list[dict[str, Carried]] = []
    in_hand: dict[str, float] = {}
    ended = None
    for interval in intervals:
        if interval.starts_at.timestamp() != ended:
            in_hand = {}
        ended = interval.starts_at.timestamp() + interval.length_s
        here: dict[str, Carried] = {}
        for load in interval.channels:
            if load.is_immediate:
                here[load.channel], in_hand[load.channel] = _carried(
                    load, assumptions, length_s=interval.length_s, in_hand=in_hand.get(load.channel)
                )
        found.append(here)
    return found


def _carried(
    load: ChannelLoad, assumptions: Assumptions, *, length_s: float, in_hand: float | None
) -> tuple[Carried, float]:
    """How a channel bears on an interval, and the load in hand at its end."""
    rate = assumptions.contacts(load) / length_s
    # While several are in hand each takes longer than alone, and weighs less: the time that a contact stays decides.
    stays_s, weight_s = assumptions.handle_time_s(load), assumptions.person_time_s(load)
    if in_hand is None:
        return AS_EXPECTED, rate * stays_s
    modified = offered_load([rate], handle_time_s=stays_s, interval_s=length_s, start=in_hand)
    mean = modified.interval_mean[0]
    if assumptions.contacts(load) > NOBODY:
        return Carried(factor=mean / (rate * stays_s)), modified.interval_end[0]
    return Carried(in_hand=mean * weight_s / stays_s), modified.interval_end[0]
