"""What each day of the history would usually have held: by the calendar, at the level of the weeks around (numpy)."""

from dataclasses import dataclass

import numpy as np

from csops.domain.forecast_methods import day_fit
from csops.domain.forecast_past import Past
from csops.domain.slots import Flags, Numbers

_AROUND_DAYS = 28
_PRIOR_DAYS = 2.0
_MOST_OF_A_DAY = 3.0
_LEAST_CV2 = 0.05**2


@dataclass(frozen=True, kw_only=True)
class Usual:
    """Origins x days of history, told by what came before the origin.

    `expected`: contacts, also for days that are unknown to the methods. `seen`: the weekday has known days to tell by.
    `cv2`: per origin, how far ordinary days are from it beyond chance (squared coefficient of variation).
    """

    expected: Numbers
    seen: Flags
    cv2: Numbers


def usual_days(past: Past) -> Usual:
    """Return what each day would usually have held."""
    weights, _, fitted = day_fit(past)
    known = weights > 0
    totals = np.where(known, np.nan_to_num(past.totals), 0.0)
    expected = fitted * _level(totals, np.where(known, fitted, 0.0), known)
    by_weekday = known.astype(np.float64) @ (past.weekday[:, None] == np.arange(7)[None, :]).astype(np.float64)
    above = (weights * expected**2).sum(axis=1)
    excess = (weights * ((totals - expected) ** 2 - expected)).sum(axis=1)
    return Usual(
        expected=expected,
        seen=np.asarray(by_weekday[:, past.weekday] > 0),
        cv2=np.maximum(np.divide(excess, above, out=np.zeros_like(above), where=above > 0), _LEAST_CV2),
    )


def _level(totals: Numbers, fitted: Numbers, known: Flags) -> Numbers:
    """How the four weeks before and after a day stood over their fit, the day itself left out, wild days cut."""
    cut = np.minimum(totals, _MOST_OF_A_DAY * fitted)
    days = np.maximum(_around(known.astype(np.float64)), 1.0)
    expected = _around(fitted)
    prior = _PRIOR_DAYS * expected / days
    return np.where(expected > 0, (_around(cut) + prior) / np.maximum(expected + prior, 1e-9), 1.0)


def _around(values: Numbers) -> Numbers:
    """The sum over the days around each day, without the day."""
    sums = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    at = np.arange(values.shape[1])
    first, last = np.maximum(at - _AROUND_DAYS, 0), np.minimum(at + _AROUND_DAYS + 1, values.shape[1])
    return np.asarray(sums[:, last] - sums[:, first] - values)
