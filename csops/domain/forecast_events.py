"""Events of one's own: the effect that earlier days of the same name had, and what days to come get of it (numpy)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from csops.domain.forecast_intervals import Spread
from csops.domain.forecast_past import Past
from csops.domain.histories import MeasuredEffect
from csops.domain.slots import Flags, Numbers, Slots, Whole
from csops.domain.usual_days import usual_days

# Before an event was ever seen: its logarithm has this spread around nothing, so that few days move it little.
_PRIOR_VARIANCE = 0.5**2
# The spread of a single day beyond chance, until there are days enough to tell: so many days' worth of belief in it.
_PRIOR_DAYS = 3.0
_WIDE = 1.96
_LEAST, _LARGEST = 0.01, 20.0


def measured_effects(past: Past) -> tuple[Mapping[str, MeasuredEffect], ...]:
    """Per origin, the effect of every event that lies before it, by its name in small letters."""
    by_name = _days_by_name(past.slots)
    if not by_name:
        return tuple({} for _ in past.origins)
    usual = usual_days(past)
    on_events = past.slots.on_events
    came = np.zeros(past.slots.days) if on_events is None else np.nansum(on_events, axis=1)
    there = np.zeros(past.slots.days, dtype=bool) if on_events is None else ~np.isnan(on_events).all(axis=1)
    found: list[Mapping[str, MeasuredEffect]] = []
    for row, origin in enumerate(past.origins.tolist()):
        usable = there & usual.seen[row] & (np.arange(past.slots.days) < origin)
        effects = {}
        for name, days in by_name.items():
            which = np.asarray([day for day in days if 0 <= day < past.slots.days and usable[day]], dtype=np.int64)
            if len(which):
                effects[name] = _measured(name, came[which], usual.expected[row, which], float(usual.cv2[row]))
        found.append(effects)
    return tuple(found)


def effects_so_far(slots: Slots) -> Mapping[str, MeasuredEffect]:
    """Return the effect of every event of a history, by its name in small letters, measured on all of it."""
    if not slots.events:
        return {}
    return measured_effects(Past(slots=slots, origins=np.asarray([slots.days], dtype=np.int64), horizon_days=1))[0]


def effects_ahead(past: Past) -> tuple[Numbers, Numbers]:
    """Origins x days ahead: the factor of the events on each day, and the squared doubt that it adds.

    What is measured is measured before the origin alone. An event that was never seen, and of which nothing is assumed,
    changes nothing but the doubt.
    """
    factor, cv2 = np.ones(past.future.shape), np.zeros(past.future.shape)
    ahead = [
        (event, np.isin(past.future, [past.slots.index_of(day) for day in event.days])) for event in past.slots.events
    ]
    if not any(days.any() for _, days in ahead):
        return factor, cv2
    measured = measured_effects(past) if any(event.effect is None for event, _ in ahead) else ()
    done: dict[str, Flags] = {}
    for event, marked in ahead:
        name = event.name.casefold()
        # The same event marked twice on a day is one event.
        days = marked & ~done.get(name, np.zeros_like(marked))
        done[name] = done.get(name, np.zeros_like(marked)) | marked
        for row in range(len(past.origins)):
            effect, doubt = _effect(event.effect, measured[row].get(name) if measured else None)
            factor[row, days[row]] *= effect
            cv2[row, days[row]] = (1 + cv2[row, days[row]]) * (1 + doubt) - 1
    return np.clip(factor, _LEAST, _LARGEST), cv2


def widened(spread: Spread, means: Numbers, day: Whole, cv2: Numbers) -> Numbers:
    """The percentiles (columns) around each mean (rows), wider on days of which an event's effect is in doubt.

    Args:
        spread: of ordinary days.
        means: in contacts.
        day: of each mean, its place in `cv2`.
        cv2: per day, the squared doubt that its events add.
    """
    found = spread.around(means)
    doubts = cv2[day]
    for doubt in np.unique(doubts[doubts > 0]).tolist():
        here = doubts == doubt
        found[here] = replace(spread, c2=(1 + spread.c2) * (1 + doubt) - 1).around(means[here])
    return found


def _days_by_name(slots: Slots) -> dict[str, list[int]]:
    """Day indices of each event; a day of two events tells of neither."""
    names: dict[int, set[str]] = {}
    for event in slots.events:
        for day in event.days:
            names.setdefault(slots.index_of(day), set()).add(event.name.casefold())
    found: dict[str, list[int]] = {}
    for place, held in sorted(names.items()):
        if len(held) == 1:
            found.setdefault(next(iter(held)), []).append(place)
    return found


def _measured(name: str, came: Numbers, expected: Numbers, cv2: float) -> MeasuredEffect:
    """The logarithm of came over expected, shrunken: normal with a normal prior around no effect."""
    days = len(came)
    by_day = np.log((came + 0.5) / (expected + 0.5))
    ratio = float(np.log((came.sum() + 0.5) / (expected.sum() + 0.5)))
    usual = float(np.mean(1 / np.maximum(expected, 0.5))) + cv2
    of_a_day = (_PRIOR_DAYS * usual + float(((by_day - ratio) ** 2).sum())) / (_PRIOR_DAYS + days - 1)
    of_the_mean = of_a_day / days
    trust = _PRIOR_VARIANCE / (_PRIOR_VARIANCE + of_the_mean)
    mean, variance = trust * ratio, trust * of_the_mean
    low, middle, high = (float(np.exp(mean + turn * _WIDE * np.sqrt(variance))) for turn in (-1, 0, 1))
    return MeasuredEffect(
        name=name,
        days=days,
        came=float(came.sum()),
        expected=float(expected.sum()),
        factor=middle,
        low95=low,
        high95=high,
        variance=variance + max(0.0, of_a_day - usual),
    )


def _effect(assumed: float | None, measured: MeasuredEffect | None) -> tuple[float, float]:
    if assumed is not None:
        return assumed, 0.0
    variance = measured.variance if measured else _PRIOR_VARIANCE
    return measured.factor if measured else 1.0, float(np.expm1(variance))
