"""How sure one may be of a share that was counted."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from csops.domain.errors import OutOfRange


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Where the true share may lie, from `low` to `high` (0 to 1)."""

    low: float
    high: float


def wilson(successes: int, trials: int, *, confidence: float = 0.95) -> Interval:
    """Return the score interval of a share.

    Args:
        successes: how many, 0 to `trials`.
        trials: of how many; with none, nothing is known: 0 to 1.
        confidence: how often the interval holds the true share, above 0 and below 1.

    Raises:
        OutOfRange: counts that cannot be, or a confidence outside its limits.

    Source: Wilson (1927), J. American Statistical Association 22, p. 209; as in Newcombe (1998), Statistics in
    Medicine 17, p. 857, method 3: 81 of 263 give 0.2553 to 0.3662.
    """
    if not 0 <= successes <= trials:
        raise OutOfRange(field="successes", value=f"{successes} of {trials}", right="Give a count from 0 to all")
    if not 0 < confidence < 1:
        raise OutOfRange(field="confidence", value=confidence, right="Give a share between 0 and 1, such as 0.95")
    if trials == 0:
        return Interval(low=0.0, high=1.0)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / trials
    middle = share + z * z / (2 * trials)
    reach = z * sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    whole = 1 + z * z / trials
    # At the ends the formula gives exactly 0 and 1; floating point would miss them by a hair.
    low = 0.0 if successes == 0 else (middle - reach) / whole
    high = 1.0 if successes == trials else (middle + reach) / whole
    return Interval(low=low, high=high)
