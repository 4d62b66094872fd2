"""Shares, counts and times as figures: each with what it rests on and its doubt."""

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from csops.domain.kpi_figures import Beside, KpiFigure
from csops.domain.kpis import percentile
from csops.domain.proportions import wilson
from csops.domain.student import t_of

if TYPE_CHECKING:  # not part of the start of the window
    import numpy as np
    from numpy.typing import NDArray

    Values = Sequence[float] | NDArray[np.float64]

Rule = tuple[tuple[str, str], ...]
PERCENT = "percent"
_Z95 = 1.959964
_NORMAL_FROM = 1000


def count_figure(
    key: str, value: int, *, unit: str, counts: Mapping[str, float], too_few: int, beside: tuple[Beside, ...] = ()
) -> KpiFigure:
    """Return what was counted whole: there is no doubt about it."""
    return KpiFigure(
        key=key, value=float(value), n=value, unit=unit, too_few=value < too_few, counts=counts, beside=beside
    )


def share_figure(
    key: str,
    part: int,
    whole: int,
    *,
    too_few: int,
    counts: Mapping[str, float],
    beside: tuple[Beside, ...] = (),
    coverage: float | None = None,
    rule: Rule = (),
) -> KpiFigure:
    """Return a share in per cent with its interval (Wilson); None without anything counted.

    What is counted apart from its whole may exceed it (reopenings of what was resolved before): then no interval.
    """
    found = wilson(part, whole) if whole and part <= whole else None
    return KpiFigure(
        key=key,
        value=per_cent(part, whole),
        n=whole,
        low=100 * found.low if found else None,
        high=100 * found.high if found else None,
        unit=PERCENT,
        too_few=whole < too_few,
        beside=beside,
        counts=counts,
        coverage=coverage,
        rule=rule,
    )


def per_cent(part: float, whole: float) -> float | None:
    """Return a part of a whole in per cent, None of nothing."""
    return 100 * part / whole if whole else None


def median_figure(
    key: str,
    values: "Values",
    *,
    unit: str,
    too_few: int,
    counts: Mapping[str, float] | None = None,
    elapsed: "Values | None" = None,
    coverage: float | None = None,
) -> KpiFigure:
    """Return times by their median, with mean and 90th percentile beside it; None of none.

    Args:
        key: of the figure.
        values: one time for each case or turn, in `unit`, in any order.
        unit: in which they are.
        too_few: below so many it is no verdict.
        counts: what was counted beside them.
        elapsed: the same times around the clock.
        coverage: the share of what could have counted that does.

    Source of the interval: order statistics n/2 ± 1.96 √n/2; Conover (1999), Practical Nonparametric Statistics,
    section 3.2. Of fewer than six values it spans all of them.
    """
    n = len(values)
    median = mean = p90 = low = high = None
    if n:
        reach = _Z95 * sqrt(n) / 2
        ordered = _ordered(values)
        median, p90 = percentile(ordered, 0.5), percentile(ordered, 0.9)
        mean = _sum(values) / n
        low, high = ordered[max(0, int(n / 2 - reach))], ordered[min(n - 1, int(n / 2 + reach))]
    return KpiFigure(
        key=key, value=_plain(median), n=n, low=_plain(low), high=_plain(high), unit=unit, too_few=n < too_few,
        beside=(Beside(key="mean", value=mean, unit=unit), Beside(key="p90", value=_plain(p90), unit=unit)),
        counts=counts or {},
        elapsed=None if elapsed is None else median_figure(key, elapsed, unit=unit, too_few=too_few, counts=counts),
        coverage=coverage,
    )  # fmt: skip


def mean_figure(
    key: str, values: "Values", *, unit: str, too_few: int, counts: Mapping[str, float], beside: tuple[Beside, ...]
) -> KpiFigure:
    """Return times by their mean (with a 90th percentile beside it and what else is given)."""
    n = len(values)
    mean = _sum(values) / n if n else None
    low = high = None
    if n > 1 and mean is not None:
        low, high = mean_interval(n, mean, _squares(values, mean) / (n - 1))
    p90 = _plain(percentile(_ordered(values), 0.9)) if n else None
    further = (Beside(key="p90", value=p90, unit=unit), *beside)
    return KpiFigure(
        key=key, value=mean, n=n, low=low, high=high, unit=unit, too_few=n < too_few, beside=further, counts=counts
    )


def mean_interval(n: int, mean: float, variance: float) -> tuple[float, float]:
    """Return where the true mean of something never negative may lie (95 %, Student), of two values or more."""
    t = t_of(n - 1, confidence=0.95) if n < _NORMAL_FROM else _Z95
    reach = t * sqrt(max(0.0, variance) / n)
    return max(0.0, mean - reach), mean + reach


def _ordered(values: "Values") -> Sequence[float]:
    if isinstance(values, (list, tuple)):
        return sorted(values)
    import numpy as np

    ordered: Sequence[float] = np.sort(values)  # type: ignore[assignment]  # it is indexed alone
    return ordered


def _sum(values: "Values") -> float:
    return float(sum(values)) if isinstance(values, (list, tuple)) else float(_array(values).sum())


def _squares(values: "Values", mean: float) -> float:
    if isinstance(values, (list, tuple)):
        return float(sum((value - mean) ** 2 for value in values))
    return float(((_array(values) - mean) ** 2).sum())


def _array(values: "Values") -> "NDArray[np.float64]":
    import numpy as np

    return np.asarray(values, dtype=np.float64)


def _plain(value: float | None) -> float | None:
    return None if value is None else float(value)
