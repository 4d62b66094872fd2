"""How far forecasts were from what came: the measures, each a plain function of numbers (numpy)."""

import numpy as np

from csops.domain.slots import Flags, Numbers

PINBALL_LEVELS = (0.05, 0.25, 0.50, 0.75, 0.95)
_WEEK_DAYS = 7


def wape(actual: Numbers, forecast: Numbers) -> float | None:
    """Sum of absolute errors over sum of actual counts, as a share; None when nothing came."""
    return _ratio(float(np.abs(actual - forecast).sum()), float(actual.sum()))


def bias(actual: Numbers, forecast: Numbers) -> float | None:
    """Sum of (forecast - actual) over sum of actual counts, as a share; above 0: too much was forecast."""
    return _ratio(float((forecast - actual).sum()), float(actual.sum()))


def pinball(actual: Numbers, quantiles: Numbers, levels: tuple[float, ...] = PINBALL_LEVELS) -> float | None:
    """Mean quantile loss in contacts. `quantiles`: rows as `actual`, a column per level. None without rows.

    Source: Koenker & Bassett (1978), Econometrica 46, p. 33.
    """
    if not len(actual):
        return None
    miss = actual[:, None] - quantiles
    level = np.asarray(levels)[None, :]
    return float(np.maximum(level * miss, (level - 1) * miss).mean())


def coverage(actual: Numbers, low: Numbers, high: Numbers) -> float | None:
    """The share of counts that lie from low to high, both included; None without rows."""
    return float(((low <= actual) & (actual <= high)).mean()) if len(actual) else None


def noise_floor_wape(means: Numbers) -> float | None:
    """The WAPE that even the true mean would have, were the counts Poisson: 0.74 for a mean of 1, 0.08 for 100.

    Args:
        means: expected counts per interval, at least 0.

    Source: mean absolute deviation of the Poisson distribution, 2 f^(k+1) e^-f / k! with k = floor(f);
    Crow (1958), Biometrika 45, p. 556.
    """
    f = means[means > 0]
    if not len(f):
        return None
    k = np.floor(f)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, int(k.max()) + 2)))])
    deviation = 2 * np.exp((k + 1) * np.log(f) - f - log_factorial[k.astype(np.int64)])
    return _ratio(float(deviation.sum()), float(f.sum()))


def weekly_naive_scale(counts: Numbers, until_day: int) -> tuple[float | None, float | None]:
    """Mean absolute and root mean square change from one week to the next, over the days before `until_day`.

    Args:
        counts: days x slots, NaN closed.
        until_day: the origin; nothing from it on is used.

    Returns:
        The scales of MASE and RMSSE (Hyndman & Koehler 2006, Int. J. Forecasting 22, p. 679); None where there is no
        pair of weeks, or nothing ever changes.
    """
    change = counts[_WEEK_DAYS:until_day] - counts[: max(until_day - _WEEK_DAYS, 0)]
    change = change[~np.isnan(change)]
    if not len(change) or not change.any():
        return None, None
    return float(np.abs(change).mean()), float(np.sqrt((change**2).mean()))


def scaled_errors(
    actual: Numbers, forecast: Numbers, seen: Flags, scales: list[tuple[float | None, float | None]]
) -> tuple[float | None, float | None]:
    """MASE and RMSSE: per origin the error over its scale, then the mean over the origins.

    Args:
        actual: origins x days x slots.
        forecast: the same.
        seen: the same, True where both are known and are to be scored.
        scales: of each origin, see `weekly_naive_scale`; an origin without one is left out.
    """
    absolute, squared = [], []
    for each, (scale, root_scale) in enumerate(scales):
        miss = (actual[each] - forecast[each])[seen[each]]
        if scale is not None and root_scale is not None and len(miss):
            absolute.append(float(np.abs(miss).mean()) / scale)
            squared.append(float(np.sqrt((miss**2).mean())) / root_scale)
    return (float(np.mean(absolute)), float(np.mean(squared))) if absolute else (None, None)


def _ratio(above: float, below: float) -> float | None:
    return above / below if below > 0 else None
