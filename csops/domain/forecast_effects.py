"""What moves a day's volume besides its weekday: closed days before it, the days of the month, the season (numpy)."""

from datetime import timedelta
from functools import lru_cache

import numpy as np

from csops.domain.forecast_past import Past, flags_at
from csops.domain.slots import Flags, Numbers, Slots, Whole

# Bills, salaries and rents fall due at the turn of the month and in its middle: (first day, last day).
_MONTH_PARTS = ((1, 2), (3, 5), (6, 9), (15, 17), (29, 31))
_HARMONICS = (1, 2)
SEASON_FROM_DAYS = 400
_AFTER_CLOSED = 7
GROUPS = {"weekday": slice(0, 7), "closed": slice(7, 10), "month": slice(10, 15), "season": slice(15, 19)}
"""Which columns of the effects belong together."""


def ridge(origins: Whole) -> Numbers:
    """Origins x effects: how strongly each is held to 0; the season until a year of it has been seen.

    The weekdays, which carry the level, are all but free.
    """
    month, season = len(_MONTH_PARTS), 2 * len(_HARMONICS)
    fixed = np.array([1e-3] * 7 + [1.0] * (3 + month))
    seasonal = np.where(origins[:, None] < SEASON_FROM_DAYS, 1e9, 1.0) * np.ones((1, season))
    return np.concatenate([np.tile(fixed, (len(origins), 1)), seasonal], axis=1)


@lru_cache(maxsize=2)
def past_effects(slots: Slots) -> Numbers:
    """Days of history x effects, each told by what came before the day. Kept: every method and horizon asks again."""
    effects = _calendar_effects(slots, np.arange(slots.days))
    effects[:, _AFTER_CLOSED] = _after_gap(slots)[:-1]
    return effects


@lru_cache(maxsize=2)
def past_products(slots: Slots) -> Numbers:
    """Days of history x pairs of effects (the upper triangle, row by row): what the normal equations sum up."""
    effects = past_effects(slots)
    first, second = np.triu_indices(effects.shape[1])
    return np.asarray(effects[:, first] * effects[:, second])


def future_effects(past: Past) -> Numbers:
    """Origins x days ahead x effects; a closed day ahead counts only when known beforehand."""
    effects = _calendar_effects(past.slots, past.future.ravel()).reshape(*past.future.shape, -1)
    effects[:, :, _AFTER_CLOSED] = _after_known(past)
    return effects


def _calendar_effects(slots: Slots, days: Whole) -> Numbers:
    calendar = [slots.first_day + timedelta(days=int(day)) for day in days]
    columns = [slots.weekdays(days)[:, None] == np.arange(7)[None, :], np.zeros((len(days), 1))]
    columns += [flags_at(slots.holiday, days)[:, None], flags_at(slots.holiday, days + 1)[:, None]]
    in_month = np.array([day.day for day in calendar])
    columns += [((in_month >= first) & (in_month <= last))[:, None] for first, last in _MONTH_PARTS]
    turn = 2 * np.pi * np.array([day.timetuple().tm_yday for day in calendar]) / 365.25
    columns += [wave(times * turn)[:, None] for times in _HARMONICS for wave in (np.sin, np.cos)]
    return np.concatenate([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


@lru_cache(maxsize=2)
def _after_gap(slots: Slots) -> Flags:
    """For each day and the one after the last: was a usually open day closed since the last open one?

    Usually open: at least half of the same weekdays so far, so that no day is judged by what came after it.
    """
    after = np.zeros(slots.days + 1, dtype=bool)
    seen, opened = [0] * 7, [0] * 7
    opened_days, unknown = slots.open.tolist(), slots.unknown.tolist()
    pending = False
    for day, weekday in enumerate(slots.weekdays(np.arange(slots.days)).tolist()):
        after[day] = pending
        if opened_days[day]:
            pending = False
        elif not unknown[day] and seen[weekday] >= 2 and opened[weekday] >= 0.5 * seen[weekday]:
            pending = True
        seen[weekday] += 1
        opened[weekday] += opened_days[day]
    after[slots.days] = pending
    return after


def _after_known(past: Past) -> Flags:
    after = np.zeros(past.future.shape, dtype=bool)
    pending = _after_gap(past.slots)[past.origins].copy()
    rows = np.arange(len(past.origins))
    for ahead in range(past.horizon_days):
        usual = past.usually_open[rows, past.future_weekday[:, ahead]]
        closed = past.closed_ahead[:, ahead]
        after[:, ahead] = pending
        pending = np.where(usual, closed, pending)
    return after
