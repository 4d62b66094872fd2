"""How the contacts of a channel run through a week, by which counts of days, weeks and months are split (numpy)."""

from dataclasses import dataclass

import numpy as np

from csops.domain.offered import Offered
from csops.domain.slots import Flags, Numbers, Whole, offsets_s
from csops.domain.volume import DAY_MINUTES

_DAY_S = 86_400
_HOUR_S = 3600
_SECOND_US = 1_000_000
_THURSDAY = 3
_LEAST = 30.0


@dataclass(frozen=True, kw_only=True, eq=False)
class Profile:
    """`by_slot`: contacts per weekday and slot of the day; `by_weekday`: contacts on a day of each weekday.

    None where too little is known: then the day is even over its open time, or the week over its open days.
    """

    by_slot: Numbers | None
    by_weekday: Numbers | None


def profile_of(contacts: Offered, told: tuple[Whole, Whole, Numbers], *, zone: str, every_minutes: int) -> Profile:
    """Return the profile of a channel from its contacts with a time and the finer counts that any file told."""
    starts, ends, offered = told
    length = ends - starts
    timed = contacts.where(contacts.time_known)
    at_s = np.concatenate([timed.happened_us // _SECOND_US, *_points(starts, length, offered, every_minutes)[0]])
    amounts = np.concatenate([np.ones(len(timed)), *_points(starts, length, offered, every_minutes)[1]])
    local = at_s + offsets_s(at_s, zone)
    weekday, slot = (local // _DAY_S + _THURSDAY) % 7, local % _DAY_S // (every_minutes * 60)
    per_day = DAY_MINUTES // every_minutes
    counted = np.bincount(weekday * per_day + slot, weights=amounts, minlength=7 * per_day)
    by_slot = counted.astype(np.float64).reshape(7, per_day)
    is_day = length <= _DAY_S + _HOUR_S
    day_s = np.concatenate([contacts.happened_us // _SECOND_US, starts[is_day]])
    by_weekday = _by_weekday(day_s, np.concatenate([np.ones(len(contacts)), offered[is_day]]), zone)
    return Profile(by_slot=by_slot if by_slot.sum() >= _LEAST else None, by_weekday=by_weekday)


def _points(starts: Whole, length: Whole, offered: Numbers, every_minutes: int) -> tuple[list[Whole], list[Numbers]]:
    """Intervals up to an hour as points; those longer than a slot stand in each of their slots with a part."""
    moments: list[Whole] = []
    amounts: list[Numbers] = []
    for each in np.unique(length[length <= _HOUR_S]).tolist():
        mine = length == each
        parts = max(1, each // (every_minutes * 60))
        for part in range(parts):
            moments.append(starts[mine] + part * every_minutes * 60)
            amounts.append(offered[mine] / parts)
    return moments, amounts


def _by_weekday(at_s: Whole, amounts: Numbers, zone: str) -> Numbers | None:
    if amounts.sum() < _LEAST:
        return None
    days = (at_s + offsets_s(at_s, zone)) // _DAY_S
    seen = np.unique(days)
    number = np.bincount((seen + _THURSDAY) % 7, minlength=7)
    total = np.bincount((days + _THURSDAY) % 7, weights=amounts, minlength=7)
    return np.asarray(total / np.maximum(number, 1))


def weights(
    contacts: Offered,
    told: tuple[Whole, Whole, Numbers],
    days: Whole,
    slots: Whole,
    is_open: Flags,
    *,
    zone: str,
    every_minutes: int,
) -> Numbers:
    """Return how much of a coarser count each interval of a grid takes, by the profile of the channel.

    Args:
        contacts: all of the channel.
        told: starts, ends and counts of what files told of it.
        days: local day of each interval, in days since 1970.
        slots: which interval of its day it is.
        is_open: whether it is open.
        zone: whose days and hours are meant.
        every_minutes: length of the intervals.
    """
    found = profile_of(contacts, told, zone=zone, every_minutes=every_minutes)
    weekday = (days + _THURSDAY) % 7
    first = int(days[0])
    in_day = np.ones(len(days)) if found.by_slot is None else _slot_weights(found.by_slot)[weekday, slots]
    in_day = in_day * is_open
    total = np.bincount(days - first, weights=in_day)
    opened = np.bincount(days - first, weights=is_open.astype(np.float64))
    # A day whose profile is all nothing is even over its open time.
    empty = (total <= 0)[days - first]
    in_day = np.where(empty, is_open, in_day) / np.maximum(np.where(total <= 0, opened, total), 1e-12)[days - first]
    # Without a profile of weekdays each day takes as much as it is open.
    of_day = opened[days - first] if found.by_weekday is None else found.by_weekday[weekday]
    return np.asarray(in_day * of_day)


def _slot_weights(by_slot: Numbers) -> Numbers:
    """The run of each weekday, and that of all days for weekdays of which too little is known."""
    total = by_slot.sum(axis=1, keepdims=True)
    every = by_slot.sum(axis=0, keepdims=True)
    return np.asarray(np.where(total >= _LEAST, by_slot / np.maximum(total, 1e-12), every / max(every.sum(), 1e-12)))
