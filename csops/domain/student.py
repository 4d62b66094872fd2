"""Student's t: how far the mean of a few values may be off, whose own spread is all that is known of them."""

from functools import lru_cache
from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist

from csops.domain.errors import OutOfRange

_MANY = 1000


def within(t: float, freedom: int) -> float:
    """Return the share of Student's distribution from -t to t (t of 0 or more, whole degrees of freedom).

    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    """
    angle = atan(t / sqrt(freedom))
    odd = freedom % 2
    term = total = cos(angle) if odd else 1.0
    for step in range(2 + odd, freedom - 1, 2):
        term *= cos(angle) ** 2 * (step - 1) / step
        total += term
    if not odd:
        return sin(angle) * total
    return 2 / pi * (angle + (sin(angle) * total if freedom > 1 else 0.0))


@lru_cache(maxsize=256)
def t_of(freedom: int, *, confidence: float) -> float:
    """Return the t whose range from -t to t holds `confidence` of Student's distribution.

    Args:
        freedom: degrees of freedom, 1 or more; above 1000 it is taken as the normal distribution.
        confidence: above 0 and below 1.

    Raises:
        OutOfRange: either outside its limits.
    """
    if freedom < 1:
        raise OutOfRange(field="degrees of freedom", value=freedom, right="Give 1 or more")
    if not 0 < confidence < 1:
        raise OutOfRange(field="confidence", value=confidence, right="Give a share between 0 and 1, such as 0.95")
    if freedom > _MANY:
        return NormalDist().inv_cdf((1 + confidence) / 2)
    low, high = 0.0, 1.0
    while within(high, freedom) < confidence:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        if middle in (low, high):  # no number lies between
            break
        low, high = (middle, high) if within(middle, freedom) < confidence else (low, middle)
    return high
