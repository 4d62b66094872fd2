"""Erlang C for many intervals at once: a year of half hours on every channel in the time of a glance (numpy)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from csops.domain.errors import OutOfRange
from csops.domain.limits import cap_share, goal_share

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

_HAIR = 1e-9
_LARGEST_LOAD = 100_000


def agents_needed_each(
    rates_per_s: Sequence[float] | Numbers,
    *,
    handle_time_s: float | Sequence[float] | Numbers,
    target_s: float | Sequence[float] | Numbers,
    service_level: float | Sequence[float] | Numbers,
    max_occupancy: float = 1,
) -> Whole:
    """Return the smallest number of people of each interval, as `erlang.agents_needed` without patience does of one.

    Args:
        rates_per_s: offered contacts per second, one number per interval.
        handle_time_s: mean handle time in seconds, of all or one number per interval; so are the next two.
        target_s: seconds within which `service_level` are to be answered.
        service_level: share, strictly between 0 and 1.
        max_occupancy: largest share of the time spent on contacts.

    Raises:
        OutOfRange: a goal that cannot be met by any number of people, or a number below its limit.
    """
    rate = np.asarray(rates_per_s, dtype=np.float64)
    handle, target, goal = (
        np.broadcast_to(np.asarray(each, dtype=np.float64), rate.shape)
        for each in (handle_time_s, target_s, service_level)
    )
    _check(rate, handle, target, goal)
    cap_share(max_occupancy, field="occupancy at most")
    load = rate * handle
    needed = np.zeros(rate.shape, dtype=np.int64)
    # A load within a hair of a whole number is that number: the floats beside it are roundings (`exact`).
    least = np.maximum(np.floor(load + _HAIR) + 1, np.ceil(load / max_occupancy - _HAIR)).astype(np.int64)
    open_ = np.flatnonzero(load > 0)
    a, first, late, goals = load[open_], least[open_], (target / handle)[open_], goal[open_]
    inverse = np.ones(len(a))
    people = 0
    with np.errstate(over="ignore"):
        while len(open_):
            people += 1
            inverse = 1 + people / a * inverse
            free = people - a
            met = first <= people
            waits = people / (np.where(met, free, 1.0) * inverse + a)
            met &= 1 - waits * np.exp(-free * late) >= goals
            if met.any():
                needed[open_[met]] = people
                left = ~met
                open_, a, first, late, goals = open_[left], a[left], first[left], late[left], goals[left]
                inverse = inverse[left]
    return needed


def _check(rate: Numbers, handle: Numbers, target: Numbers, goal: Numbers) -> None:
    for values, field, least in ((rate, "contacts per second", 0.0), (target, "target", 0.0)):
        wrong = values[~(np.isfinite(values) & (values >= least))]
        if len(wrong):
            raise OutOfRange(field=field, value=f"{wrong[0]:g}", right="Give 0 or more")
    wrong = handle[~(np.isfinite(handle) & (handle > 0))]
    if len(wrong):
        raise OutOfRange(field="handle time", value=f"{wrong[0]:g} s", right="Give a number above 0")
    for share in np.unique(goal):
        goal_share(float(share), field="service level")
    if len(rate) and float((rate * handle).max()) > _LARGEST_LOAD:
        right = f"That is work for over {_LARGEST_LOAD:,} people at once; check the volume and the handle time"
        raise OutOfRange(field="contacts per second", value=f"{float(rate.max()):g}", right=right)
