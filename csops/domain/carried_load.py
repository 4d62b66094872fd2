"""What one interval leaves in hand for the next, on channels on which somebody waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.offered_load import settling

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
        begins = interval.starts_at.timestamp()
        if begins != ended:
            in_hand = {}
        ended = begins + interval.length_s
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
    contacts = assumptions.contacts(load)
    # While several are in hand each takes longer than alone, and weighs less: the time that a contact stays decides.
    stays_s = assumptions.handle_time_s(load)
    settled = contacts / length_s * stays_s
    if in_hand is None:
        return AS_EXPECTED, settled
    weight, kept = settling(stays_s, length_s)
    mean = settled + (in_hand - settled) * weight
    end = settled + (in_hand - settled) * kept
    if contacts > NOBODY:
        return Carried(factor=mean / settled), end
    return Carried(in_hand=mean * assumptions.person_time_s(load) / stays_s), end
