"""What is still to come today, corrected by what came so far; plain arithmetic, so that it can follow each contact.

The day has a level: one factor on all its intervals, gamma distributed around 1. What came so far moves it (Gelman et
al., Bayesian Data Analysis, 3rd edition, section 2.6: a gamma prior with a Poisson count), counts that vary more than
chance weighing less.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from csops.domain.gamma import factor_at
from csops.domain.limits import not_negative

_LOW, _HIGH = 0.1, 0.9
_COUNTED_UP_TO = 300.0
_LEAST_CV = 1e-3
_LEAST_VARIANCE = 1 + 1e-6  # over the mean: below it the negative binomial is the Poisson distribution


@dataclass(frozen=True, kw_only=True)
class DayLevel:
    """How far days have been from their forecasts at one time of the day, measured on past days.

    `cv`: standard deviation of the level that what came by then and what came after it shared; 0: the first said
    nothing of the second, and nothing is corrected. `noise`, `rest_noise`: variance around that level of what came by
    then, and of what came after it, per contact expected; 1 is chance alone. `days`: how many days this rests on.
    """

    cv: float = 0.0
    noise: float = 1.0
    rest_noise: float = 1.0
    days: int = 0

    @property
    def weight(self) -> float:
        """The contacts that the forecast is worth: when as many have come, both weigh the same. Infinite without cv."""
        return self.noise / self.cv**2 if self.cv > _LEAST_CV else math.inf


@dataclass(frozen=True, kw_only=True)
class RestOfDay:
    """A day as it stands: contacts that came, that were expected by now and of the whole day, and those still to come.

    `factor` is what the remaining intervals are multiplied by; `intervals` what is still to come in each. `low`,
    `high`: the whole day ends between them in 8 of 10 cases; `plain_low`, `plain_high` the same without a correction.
    """

    came: float
    by_now: float
    planned: float
    factor: float
    intervals: tuple[float, ...]
    low: float
    high: float

    @property
    def rest(self) -> float:
        """What is still to come."""
        return math.fsum(self.intervals)

    @property
    def total(self) -> float:
        """The whole day: what came, and what is still to come."""
        return self.came + self.rest


def rest_of_day(expected: Sequence[float], *, gone: Sequence[float], came: float, level: DayLevel) -> RestOfDay:
    """Return the corrected expectation of what is left of a day.

    Args:
        expected: contacts expected in each open interval, the first first.
        gone: of each interval, the share that is over, 0 to 1.
        came: contacts so far.
        level: how far days are from their forecasts.

    Raises:
        OutOfRange: a negative number.

    Until the first interval is over nothing is corrected: what came overnight falls into its first minutes. A day as
    expected, and a day that has not begun, stay as they are; more that came never means that less is to come.
    """
    for number in (*expected, came):
        not_negative(number, field="contacts")
    by_now = math.fsum(mean * share for mean, share in zip(expected, gone, strict=True))
    is_begun = bool(gone) and gone[0] >= 1
    factor, shape = posterior(by_now, came, level) if is_begun else posterior(0.0, 0.0, level)
    left = tuple(factor * mean * (1 - share) for mean, share in zip(expected, gone, strict=True))
    low, high = ends(math.fsum(left), shape=shape, noise=level.rest_noise)
    return RestOfDay(
        came=came,
        by_now=by_now,
        planned=math.fsum(expected),
        factor=factor,
        intervals=left,
        low=came + low,
        high=came + high,
    )


def posterior(by_now: float, came: float, level: DayLevel) -> tuple[float, float]:
    """Return what the level is after so many came of so many expected, and the shape of its gamma distribution."""
    if math.isinf(level.weight):
        return 1.0, math.inf
    factor = (level.weight + came) / (level.weight + by_now)
    return factor, (level.weight + came) / level.noise


def ends(mean: float, *, shape: float, noise: float = 1.0) -> tuple[float, float]:
    """Return between which counts 8 of 10 lie: a gamma level around the mean, and noise around the level."""
    if not mean:
        return 0.0, 0.0
    variance = max(mean * max(noise, 1.0) + mean**2 / shape, mean * _LEAST_VARIANCE)
    if mean > _COUNTED_UP_TO:
        cv = math.sqrt(variance) / mean
        return mean * factor_at(_LOW, cv=cv), mean * factor_at(_HIGH, cv=cv)
    return _counted(mean, variance)


def _counted(mean: float, variance: float) -> tuple[float, float]:
    """The ends in whole contacts, from the negative binomial distribution of this mean and variance."""
    size = mean**2 / (variance - mean)
    fail = (variance - mean) / variance
    share = below = math.exp(size * math.log(mean / variance))
    count, low = 0, None if below <= _LOW else 0
    while below < _HIGH:
        share *= (count + size) / (count + 1) * fail
        count += 1
        below += share
        low = count if low is None and below > _LOW else low
    return float(low or 0), float(count)
