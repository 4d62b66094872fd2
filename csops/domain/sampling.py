"""How many of a whole have to be looked at."""

from math import ceil
from statistics import NormalDist

from csops.domain.errors import OutOfRange
from csops.domain.limits import above_zero, goal_share

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
