"""The methods: each makes the forecasts of many origins at once, origins x days ahead x slots (numpy)."""

from collections.abc import Callable, Mapping

import numpy as np

from csops.domain.forecast_effects import future_effects, past_effects, past_products, ridge
from csops.domain.forecast_past import Past
from csops.domain.predictions import Method
from csops.domain.slots import Numbers

_SLOT_HALF_LIFE_DAYS = 60.0
_LEVEL_HALF_LIFE_DAYS = 7.0
_LEVEL_DAMPING = 0.95
_LEVEL_PRIOR_DAYS = 0.5
_LAST_DAY_SHARE, _LAST_DAY_DAMPING = 0.4, 0.6
_WIDEST_LEVEL = 0.5
_EXTRA_CV2 = 0.05**2
_FITS = 4
_OUTLIER = 3.0
MIXED = (Method.REGRESSION_LEVEL, Method.WEIGHTED_LEVEL, Method.SLOT_MEAN_ALL)


def predictions(past: Past) -> dict[Method, Numbers]:
    """What every method says, origins x days ahead x slots, contacts per slot, for every slot whether open or not.

    Where a method knows nothing of a slot, it says the mean of that slot over the week, else that of all slots;
    the two guesses say NaN instead.
    """
    made = {method: make(past) for method, make in _MAKERS.items()}
    made.update(_regressions(past))
    filling = _filling(past)
    for method, values in made.items():
        if method not in (Method.SEASONAL_NAIVE, Method.SLOT_MEAN_8W):
            made[method] = np.maximum(np.where(np.isnan(values), filling, values), 0.0)
    made[Method.MIX] = np.asarray(np.mean([made[each] for each in MIXED], axis=0))
    return made


def _seasonal_naive(past: Past) -> Numbers:
    """The same slot a week before, or in the last week that has the day."""
    return _same_weekdays(past, 1)


def _slot_mean_8w(past: Past) -> Numbers:
    """The mean of the same slot of the week over eight weeks, from the last that has the day on."""
    return _same_weekdays(past, 8)


def _same_weekdays(past: Past, weeks: int) -> Numbers:
    counts, opened = past.slots.counts, past.slots.open
    back = past.future - 7 * (np.maximum(past.future - past.origins[:, None], 0) // 7 + 1)
    for _ in range(60):
        # A day closed a week before (a holiday) says nothing: look one more week back.
        skip = (back >= 7) & ~opened[np.maximum(back, 0)]
        if not skip.any():
            break
        back = np.where(skip, back - 7, back)
    total = np.zeros((*back.shape, counts.shape[1]))
    found = np.zeros_like(total)
    for week in range(weeks):
        day = back - 7 * week
        there = np.where((day >= 0)[:, :, None], counts[np.maximum(day, 0)], np.nan)
        total += np.nan_to_num(there)
        found += ~np.isnan(there)
    return np.where(found > 0, total / np.maximum(found, 1), np.nan)


def _slot_mean_all(past: Past) -> Numbers:
    """The mean of the same slot of the week over all history."""
    return past.by_weekday(past.slot_means(past.weights(None))[0])


def _day_profile(past: Past) -> Numbers:
    """The mean total of the weekday, shared out by the intraday profile."""
    weights = np.where(np.isnan(past.totals), 0.0, 1.0)
    return past.shaped(past.by_weekday(_weekday_means(past, weights)[:, :, None])[:, :, 0])


def _weekday_means(past: Past, weights: Numbers) -> Numbers:
    which = (past.weekday[:, None] == np.arange(7)[None, :]).astype(np.float64)
    total, weight = (weights * np.nan_to_num(past.totals)) @ which, weights @ which
    return np.where(weight > 0, total / np.maximum(weight, 1e-300), np.nan)


def _weighted_level(past: Past) -> Numbers:
    """Exponentially weighted slot means, times the level of the last days, which fades out."""
    means = weighted_means(past)
    level = faded(past, recent_level(past, np.nansum(means, axis=2)[:, past.weekday]))
    return np.asarray(past.by_weekday(means) * level[:, :, None])


def weighted_means(past: Past) -> Numbers:
    """Per origin, weekday and slot: the exponentially weighted mean."""
    return past.slot_means(past.weights(_SLOT_HALF_LIFE_DAYS))[0]


def recent_level(past: Past, fitted: Numbers) -> Numbers:
    """Per origin: the logarithm of what the last days held over their fit, held to 0 while they are few."""
    weights = np.where(np.isnan(past.totals) | (fitted <= 0), 0.0, past.weights(_LEVEL_HALF_LIFE_DAYS))
    came = (weights * np.nan_to_num(past.totals)).sum(axis=1)
    expected = (weights * np.nan_to_num(fitted)).sum(axis=1)
    prior = _LEVEL_PRIOR_DAYS * expected / np.maximum(weights.sum(axis=1), 1e-9)
    ratio = np.where(expected > 0, (came + prior) / np.maximum(expected + prior, 1e-9), 1.0)
    return np.clip(np.log(np.maximum(ratio, 1e-3)), -_WIDEST_LEVEL, _WIDEST_LEVEL)


def faded(past: Past, level: Numbers) -> Numbers:
    """Origins x days ahead: the factor of a level, which fades out."""
    return np.asarray(np.exp(level[:, None] * _LEVEL_DAMPING ** np.arange(past.horizon_days)[None, :]))


def _regressions(past: Past) -> dict[Method, Numbers]:
    """Day totals by a Poisson regression on the calendar, shared out by the profile; with and without the last days."""
    weights, coefficients, fitted = day_fit(past)
    plain, levelled = regression_days(past, weights, coefficients, fitted)
    unknown = np.isnan(_weekday_means(past, np.where(np.isnan(past.totals), 0.0, 1.0)))
    rows = np.arange(len(past.origins))[:, None]
    never = unknown[rows, past.future_weekday][:, :, None]
    return {
        Method.REGRESSION: np.where(never, np.nan, past.shaped(plain)),
        Method.REGRESSION_LEVEL: np.where(never, np.nan, past.shaped(levelled)),
    }


def regression_days(past: Past, weights: Numbers, coefficients: Numbers, fitted: Numbers) -> tuple[Numbers, Numbers]:
    """Origins x days ahead: what the regression (`day_fit`) says, without and with the last days."""
    ahead = np.einsum("ohf,of->oh", future_effects(past), coefficients)
    plain = np.exp(np.clip(ahead, -20, 20))
    level = recent_level(past, fitted)
    last = _LAST_DAY_SHARE * _last_surprise(past, fitted, weights)
    fading = _LAST_DAY_DAMPING ** np.arange(past.horizon_days)[None, :]
    return plain, plain * faded(past, level) * np.exp(last[:, None] * fading)


def day_fit(past: Past) -> tuple[Numbers, Numbers, Numbers]:
    """Per origin the regression of day totals on the calendar: weights of days, coefficients, fit of every day.

    Iteratively reweighted least squares with ridge, outliers held down (Huber).
    """
    base = np.where(np.isnan(past.totals), 0.0, 1.0)
    totals = np.nan_to_num(past.totals)
    effects, products = past_effects(past.slots), past_products(past.slots)
    upper = np.triu_indices(effects.shape[1])
    penalty = np.eye(effects.shape[1])[None] * ridge(past.origins)[:, None, :]
    fitted: Numbers = totals + 0.5
    weights: Numbers = base
    spread: Numbers = np.ones((len(totals), 1))
    coefficients: Numbers = np.zeros((len(totals), effects.shape[1]))
    for turn in range(_FITS):
        strength = weights * fitted / (1 + _EXTRA_CV2 * fitted)
        # The ridge is meant per unit of a typical day's weight, so that small and large shops are held alike.
        scale = strength.sum(axis=1) / np.maximum(base.sum(axis=1), 1)
        target = np.log(fitted) + (totals - fitted) / fitted
        left = penalty * np.maximum(scale, 1e-9)[:, None, None]
        sums = strength @ products
        left[:, upper[0], upper[1]] += sums
        left[:, upper[1], upper[0]] += np.where(upper[0] == upper[1], 0.0, sums)
        right = (strength * target) @ effects
        coefficients = np.asarray(np.linalg.solve(left, right[:, :, None])[:, :, 0])
        fitted = np.asarray(np.exp(np.clip(coefficients @ effects.T, -20, 20)))
        residual = np.where(base > 0, (totals - fitted) / np.sqrt(fitted + _EXTRA_CV2 * fitted**2), np.nan)
        if turn < 2:
            spread = np.asarray(1.4826 * _median(np.abs(residual)) + 1e-6)
        size = np.abs(np.nan_to_num(residual)) / (_OUTLIER * spread)
        weights = np.asarray(base / np.maximum(size, 1.0))
    return weights, coefficients, fitted


def _median(values: Numbers) -> Numbers:
    """The median of each row without its NaN; 1 where there is nothing else."""
    ordered = np.sort(values, axis=1)
    count = (~np.isnan(values)).sum(axis=1)
    middle = np.maximum(count - 1, 0) // 2
    found = ordered[np.arange(len(values)), middle]
    return np.where(count > 0, found, 1.0)[:, None]


def _last_surprise(past: Past, fitted: Numbers, weights: Numbers) -> Numbers:
    """Per origin: by how much the last open day differed from its fit, as a logarithm, outliers cut."""
    usable = weights > 0
    last = np.where(usable.any(axis=1), usable.shape[1] - 1 - usable[:, ::-1].argmax(axis=1), 0)
    rows = np.arange(len(last))
    ratio = np.nan_to_num(past.totals)[rows, last] / np.maximum(fitted[rows, last], 1e-9)
    # A thin day's surprise is mostly chance: shrink it by the share of Poisson noise in it.
    trust = 1 / (1 + 1 / np.maximum(_EXTRA_CV2 * fitted[rows, last], 1e-9))
    return np.where(usable.any(axis=1), np.clip(ratio - 1, -0.3, 0.3) * trust, 0.0)


def _filling(past: Past) -> Numbers:
    means, weight = past.slot_means(past.weights(None))
    by_slot_weight = weight.sum(axis=1)
    by_slot = (np.nan_to_num(means) * weight).sum(axis=1) / np.maximum(by_slot_weight, 1e-9)
    overall = (by_slot * by_slot_weight).sum(axis=1) / np.maximum(by_slot_weight.sum(axis=1), 1e-9)
    filled = np.where(by_slot_weight > 0, by_slot, overall[:, None])
    return np.repeat(filled[:, None, :], past.horizon_days, axis=1)


_MAKERS: Mapping[Method, Callable[[Past], Numbers]] = {
    Method.SEASONAL_NAIVE: _seasonal_naive,
    Method.SLOT_MEAN_8W: _slot_mean_8w,
    Method.SLOT_MEAN_ALL: _slot_mean_all,
    Method.DAY_PROFILE: _day_profile,
    Method.WEIGHTED_LEVEL: _weighted_level,
}
