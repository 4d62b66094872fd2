"""How many of a whole have to be looked at."""

from math import ceil, sqrt
from statistics import NormalDist

from csops.domain.errors import OutOfRange
from csops.domain.limits import above_zero, goal_share
from csops.domain.student import t_of

_HAIR = 1e-9


def sample_size(population: int, *, margin: float, confidence: float = 0.95) -> int:
    """Return how many to draw so that a share is known within a margin, whatever it is.

    Args:
        population: how many there are, 0 or more; a small whole needs fewer (finite population correction).
        margin: half the width of the range, such as 0.05 for 5 points.
        confidence: how often the range holds the true share.

    Raises:
        OutOfRange: numbers outside their limits.

    Source: Cochran, Sampling Techniques, 4.4: 278 of 1,000 for 5 points at 95 %.
    """
    if population < 0:
        raise OutOfRange(field="population", value=population, right="Give 0 or more")
    above_zero(margin, field="margin")
    goal_share(confidence, field="confidence")
    if population == 0:
        return 0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    of_many = z * z / 4 / margin**2
    return min(population, ceil(of_many / (1 + (of_many - 1) / population) - _HAIR))


def mean_sample_size(population: int, *, spread: float, margin: float, confidence: float = 0.95) -> int:
    """Return how many to draw so that a mean is known within a margin, as Student's t has it.

    Args:
        population: how many there are, 0 or more; a small whole needs fewer (finite population correction).
        spread: standard deviation of the single values, 0 or more, such as 15 points.
        margin: half the width of the range, in the same unit.
        confidence: how often the range holds the true mean.

    Returns:
        At least 2, since one value tells no spread; never more than there are.

    Raises:
        OutOfRange: numbers outside their limits.

    Source: Cochran, Sampling Techniques, 4.6, with t of n - 1 in place of the normal distribution.
    """
    if population < 0:
        raise OutOfRange(field="population", value=population, right="Give 0 or more")
    if spread < 0:
        raise OutOfRange(field="spread", value=spread, right="Give 0 or more")
    above_zero(margin, field="margin")
    goal_share(confidence, field="confidence")
    # The normal distribution asks for hardly fewer: a few steps from there lead to the answer of t.
    of_many = (NormalDist().inv_cdf((1 + confidence) / 2) * spread / margin) ** 2
    number = min(population, max(2, ceil(of_many / (1 + of_many / population)))) if population else 0
    while number < population and _off(number, population, spread, confidence) > margin + _HAIR:
        number += 1
    return number


def _off(number: int, population: int, spread: float, confidence: float) -> float:
    return t_of(number - 1, confidence=confidence) * spread * sqrt((1 - number / population) / number)
