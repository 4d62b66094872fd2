"""Control charts: which samples differ by more than chance from what is usual."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import exp, inf, lgamma, log, sqrt

from csops.domain.errors import OutOfRange

_SIGMAS = 3.0
_TAIL = 0.00135
"""What lies beyond three standard deviations of a normal distribution, at each end."""
ENOUGH = 5
"""Reviews or the like below which a sample is not judged."""


@dataclass(frozen=True, kw_only=True)
class ControlChart:
    """The centre line, the limits of each sample, and the indices of the samples outside theirs.

    `too_few`: indices of samples that hold too little to be judged; they are never outside.
    """

    centre: float
    low: tuple[float, ...]
    high: tuple[float, ...]
    out: tuple[int, ...]
    too_few: tuple[int, ...] = ()


def p_chart(nonconforming: Sequence[int], inspected: Sequence[int]) -> ControlChart:
    """Return the chart of shares: of each sample, how many of those inspected had the fault.

    Limits lie three standard deviations from the overall share, wider where fewer were inspected.

    Raises:
        OutOfRange: no sample, counts that cannot be, or not as many of one as of the other.

    Source: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3.2.
    """
    _check(nonconforming, inspected)
    for faults, checked in zip(nonconforming, inspected, strict=True):
        if faults > checked:
            raise OutOfRange(field="nonconforming", value=faults, right=f"Of {checked} at most all can have the fault")
    centre = sum(nonconforming) / sum(inspected)
    return _chart(nonconforming, inspected, centre=centre, variance=centre * (1 - centre), most=1.0)


def u_chart(nonconformities: Sequence[int], units: Sequence[float]) -> ControlChart:
    """Return the chart of faults per unit: a unit can have more than one.

    Raises:
        OutOfRange: as `p_chart`.

    Source: Montgomery, Introduction to Statistical Quality Control, 7.3.
    """
    _check(nonconformities, units)
    centre = sum(nonconformities) / sum(units)
    return _chart(nonconformities, units, centre=centre, variance=centre, most=float("inf"))


def share_chart(shares: Sequence[float], worth: Sequence[float], *, centre: float) -> ControlChart:
    """Return the chart of weighted shares with exact limits.

    The limits leave out what a binomial distribution brings in fewer than 1.35 of 1,000 at each end: those of a normal
    one, as in `p_chart`, are far too narrow for a handful, where one fault is half of it. They lie half a count beyond
    the last one that is usual. Sources: Montgomery, Introduction to Statistical Quality Control, 7.2 (probability
    limits); Kish, Survey Sampling, 11.7 (what unequal weights are worth).

    Args:
        shares: of each sample, 0 to 1.
        worth: how many reviews of equal weight each sample is worth; below `ENOUGH` it is not judged.
        centre: the usual share.

    Raises:
        OutOfRange: no sample, not as many of one as of the other, or a sample that is worth nothing.
    """
    sizes = _sizes(shares, worth)
    is_certain = not 0 < centre < 1
    ends = [
        _usual(
            partial(_log_binomial, n=n, share=centre),
            fewest=0 if is_certain else _near(n * centre),
            most=n if is_certain else min(n, _far(n * centre)),
        )
        for n in sizes
    ]
    return _judged(shares, worth, sizes, ends, centre=centre, most=1.0)


def rate_chart(
    rates: Sequence[float], units: Sequence[float], *, centre: float, worth: Sequence[float] | None = None
) -> ControlChart:
    """Return the chart of weighted faults per unit with exact (Poisson) limits; as `share_chart`.

    `units`: how many of equal weight each sample is worth. `worth`: what is held against `ENOUGH`; without it units.
    """
    _sizes(rates, units)
    means = [n * centre for n in units]
    ends = [_usual(partial(_log_poisson, mean=one), fewest=_near(one), most=_far(one)) for one in means]
    return _judged(rates, units if worth is None else worth, units, ends, centre=centre, most=float("inf"))


def _sizes(values: Sequence[float], worth: Sequence[float]) -> list[int]:
    _check([0 for _ in values], worth)
    return [max(1, int(one + 1e-9)) for one in worth]


def _judged(
    values: Sequence[float],
    worth: Sequence[float],
    sizes: Sequence[float],
    ends: Sequence[tuple[int, int]],
    *,
    centre: float,
    most: float,
) -> ControlChart:
    low = tuple(max(0.0, (least - 0.5) / n) for n, (least, _largest) in zip(sizes, ends, strict=True))
    high = tuple(min(most, (largest + 0.5) / n) for n, (_least, largest) in zip(sizes, ends, strict=True))
    too_few = tuple(at for at, one in enumerate(worth) if one < ENOUGH - 1e-9)
    out = tuple(at for at, one in enumerate(values) if at not in too_few and not low[at] <= one <= high[at])
    return ControlChart(centre=centre, low=low, high=high, out=out, too_few=too_few)


def _usual(log_chance: Callable[[int], float], *, fewest: int, most: int) -> tuple[int, int]:
    """Return the least and the largest count that are usual: each tail with it holds `_TAIL` or more.

    Nothing that matters lies below `fewest` or above `most`.
    """
    least, tail = fewest, exp(log_chance(fewest))
    while tail < _TAIL and least < most:
        least += 1
        tail += exp(log_chance(least))
    largest, tail = most, exp(log_chance(most))
    while tail < _TAIL and largest > 0:
        largest -= 1
        tail += exp(log_chance(largest))
    return least, largest


def _log_binomial(k: int, n: int, share: float) -> float:
    if not 0 < share < 1:
        return 0.0 if k == round(n * share) else -inf
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return ways + k * log(share) + (n - k) * log(1 - share)


def _log_poisson(k: int, mean: float) -> float:
    if mean <= 0:
        return 0.0 if k == 0 else -inf
    return k * log(mean) - mean - lgamma(k + 1)


def _near(mean: float) -> int:
    """A count below which nothing that matters is left."""
    return max(0, int(mean - 6 * sqrt(mean) - 12))


def _far(mean: float) -> int:
    """A count beyond which nothing that matters is left."""
    return int(mean + 6 * sqrt(mean) + 12)


def _check(faults: Sequence[int], sizes: Sequence[float]) -> None:
    if not faults or len(faults) != len(sizes):
        raise OutOfRange(field="samples", value=f"{len(faults)} and {len(sizes)}", right="Give both of each sample")
    for count in faults:
        if count < 0:
            raise OutOfRange(field="count", value=count, right="Give 0 or more")
    for size in sizes:
        if size <= 0:
            raise OutOfRange(field="sample", value=size, right="A sample holds at least something")


def _chart(
    faults: Sequence[int], sizes: Sequence[float], *, centre: float, variance: float, most: float
) -> ControlChart:
    reach = [_SIGMAS * sqrt(variance / size) for size in sizes]
    low = tuple(max(centre - one, 0.0) for one in reach)
    high = tuple(min(centre + one, most) for one in reach)
    shares = [count / size for count, size in zip(faults, sizes, strict=True)]
    out = tuple(
        at
        for at, (share, least, largest) in enumerate(zip(shares, low, high, strict=True))
        if not least <= share <= largest
    )
    return ControlChart(centre=centre, low=low, high=high, out=out)
