"""People for the contacts expected: the names of all that tells how many it takes."""

from collections.abc import Sequence

from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.erlang import agents_needed
from csops.domain.exact import exact
from csops.domain.limits import above_zero
from csops.domain.need import Need, need_for_interval
from csops.domain.requirement import ChannelShare, IntervalNeed, Reason, Requirement, requirement
from csops.domain.shrinkage import rostered

__all__ = [
    "Assumptions",
    "ChannelLoad",
    "ChannelShare",
    "IntervalLoad",
    "IntervalNeed",
    "Need",
    "Reason",
    "Requirement",
    "need_for_interval",
    "pooled_agents",
    "requirement",
    "rostered",
]


def pooled_agents(loads: Sequence[float], *, handle_time_s: float, target_s: float, service_level: float) -> int:
    """Return the people for several channels whose people help each other: one queue with the sum of the loads.

    Args:
        loads: Erlang, one number per channel.
        handle_time_s: mean handle time in seconds, of all channels.
        target_s: seconds within which `service_level` are to be answered.
        service_level: share, strictly between 0 and 1.

    Loads 0.6 + 0.5 + 0.4 at 80 % in 30 s and 300 s take 4 people pooled, 6 apart (forecasting-and-staffing.md, 3).
    """
    above_zero(handle_time_s, field="handle time", unit="s")
    load = sum((exact(channel) for channel in loads), start=exact(0))
    return agents_needed(
        rate_per_s=float(load / exact(handle_time_s)),
        handle_time_s=handle_time_s,
        target_s=target_s,
        service_level=service_level,
    )
