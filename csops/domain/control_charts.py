"""Control charts: which samples differ by more than chance from what is usual."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from csops.domain.errors import OutOfRange

_SIGMAS = 3.0


@dataclass(frozen=True, kw_only=True)
class ControlChart:
    """The centre line, the limits of each sample, and the indices of the samples outside theirs."""

    centre: float
    low: tuple[float, ...]
    high: tuple[float, ...]
    out: tuple[int, ...]


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
