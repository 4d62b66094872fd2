"""Load that changes within the day: long handle times carry into the next interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from csops.domain.limits import above_zero, not_negative


@dataclass(frozen=True, kw_only=True)
class OfferedLoad:
    """Erlang, one number per interval, oldest first: the mean over the interval, and what is in hand at its end."""

    interval_mean: tuple[float, ...]
    interval_end: tuple[float, ...]


@lru_cache(maxsize=1024)
def settling(handle_time_s: float, interval_s: float) -> tuple[float, float]:
    """Return how much of what was in hand at first weighs in the mean of an interval, and how much is left at its end.

    Both are shares; the rest is what the interval itself settles at.
    """
    weight = -math.expm1(-interval_s / handle_time_s) * handle_time_s / interval_s
    return weight, math.exp(-interval_s / handle_time_s)


def offered_load(
    rates_per_s: Sequence[float], *, handle_time_s: float, interval_s: float, start: float = 0.0
) -> OfferedLoad:
    """Return the modified offered load m' = a + (m - a) exp(-delta / H) of each interval, with a = rate * H.

    Source: O. B. Jennings, A. Mandelbaum, W. Massey, W. Whitt, Server staffing to meet time-varying demand, Management
    Science 42(10), 1996, for a rate that is constant within each interval.

    Args:
        rates_per_s: offered contacts per second, one per interval, oldest first.
        handle_time_s: mean handle time in seconds.
        interval_s: length of every interval in seconds.
        start: load in hand when the first interval begins.

    Raises:
        OutOfRange: a handle time or interval not above 0, or a negative rate or start.
    """
    above_zero(handle_time_s, field="handle time", unit="s")
    above_zero(interval_s, field="interval", unit="s")
    not_negative(start, field="load", unit="Erlang")
    weight, kept = settling(handle_time_s, interval_s)
    means, ends, load = [], [], start
    for rate in rates_per_s:
        not_negative(rate, field="contacts per second")
        settled = rate * handle_time_s
        means.append(settled + (load - settled) * weight)
        load = settled + (load - settled) * kept
        ends.append(load)
    return OfferedLoad(interval_mean=tuple(means), interval_end=tuple(ends))
