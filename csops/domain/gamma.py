"""The gamma distribution of mean 1: how far a rate may be from what is expected, by its coefficient of variation."""

import math
from functools import lru_cache

from csops.domain.limits import goal_share, not_negative

_STEPS = 10_000
_NEGLIGIBLE = 1e-16
_CLOSE = 1e-13


def share_below(factor: float, *, cv: float) -> float:
    """Return how often the rate is below `factor` times what is expected.

    Args:
        factor: 0 or more.
        cv: standard deviation over mean, 0 or more; with 0 the rate is what is expected.

    Raises:
        OutOfRange: a negative number.

    Source: the regularised incomplete gamma function by its series and its continued fraction; W. H. Press et al.,
    Numerical Recipes, 6.2.
    """
    not_negative(factor, field="factor")
    not_negative(cv, field="doubt")
    if cv == 0:
        return 1.0 if factor >= 1 else 0.0
    shape = 1 / cv**2
    x = factor * shape
    if x == 0:
        return 0.0
    scale = math.exp(shape * math.log(x) - x - math.lgamma(shape))
    return scale * _series(shape, x) if x < shape + 1 else 1 - scale * _fraction(shape, x)


@lru_cache(maxsize=4096)
def factor_at(share: float, *, cv: float) -> float:
    """Return the factor below which the rate lies with this share.

    Args:
        share: strictly between 0 and 1.
        cv: standard deviation over mean, 0 or more; with 0 it is 1.

    Raises:
        OutOfRange: a share or doubt outside its limits.
    """
    goal_share(share, field="certainty")
    not_negative(cv, field="doubt")
    if cv == 0:
        return 1.0
    low, high = 0.0, 1.0
    while share_below(high, cv=cv) < share:
        low, high = high, 2 * high
    # Close by its own measure: with much doubt a small share lies at a hundred-millionth of what is expected.
    while high - low > _CLOSE * high:
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if share_below(middle, cv=cv) < share else (low, middle)
    return high


def _series(shape: float, x: float) -> float:
    term = total = 1 / shape
    for step in range(1, _STEPS):
        term *= x / (shape + step)
        total += term
        if term < total * _NEGLIGIBLE:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    b = x + 1 - shape
    c, d = math.inf, 1 / b
    value = d
    for step in range(1, _STEPS):
        weight = -step * (step - shape)
        b += 2
        d = 1 / (weight * d + b)
        c = b + weight / c
        value *= d * c
        if abs(d * c - 1) < _NEGLIGIBLE * 10:
            break
    return value
