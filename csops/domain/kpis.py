"""Shares and times as figures are made of them: each with what it rests on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from csops.domain.proportions import Interval, wilson

TOO_FEW_TO_JUDGE = 20
"""Below this many answers, cases or reviews a figure is a count, without verdict, arrow or rank."""

_Z95 = 1.959964


@dataclass(frozen=True, kw_only=True)
class Share:
    """`part` of `whole` counted things."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """The share, 0 to 1; None without anything counted."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> Interval:
        """Where the true share may lie (95 %)."""
        return wilson(self.part, self.whole)

    @property
    def n(self) -> int:
        """How many the figure rests on."""
        return self.whole

    @property
    def is_too_few(self) -> bool:
        """Whether it is to be shown as counts only."""
        return self.whole < TOO_FEW_TO_JUDGE


@dataclass(frozen=True, kw_only=True)
class Times:
    """Times of `n` cases or contacts in one unit: the median is the headline; all are None without any.

    `low` and `high` are the 95 % interval of the median.
    """

    n: int
    median: float | None = None
    mean: float | None = None
    p90: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_too_few(self) -> bool:
        """Whether it is to be shown without a verdict."""
        return self.n < TOO_FEW_TO_JUDGE


@dataclass(frozen=True, kw_only=True)
class SpeedOfAnswer:
    """Immediate channels: seconds until a person answered, and the share answered within the target."""

    seconds: Times
    within_target: Share


@dataclass(frozen=True, kw_only=True)
class Volume:
    """What was offered, by inbound contacts: answered and missed."""

    offered: int
    missed: int

    @property
    def answered(self) -> int:
        """How many a person answered."""
        return self.offered - self.missed


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of the values lies, by linear interpolation.

    Args:
        values: in ascending order, one at least.
        share: 0.5 for the median, 0.9 for the 90th percentile.

    Source: Hyndman & Fan (1996), The American Statistician 50, p. 361, definition 7: that of spreadsheets.
    """
    place = (len(values) - 1) * share
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def times_of(values: Iterable[float]) -> Times:
    """Return median, mean and 90th percentile, with the interval in which the true median lies 19 of 20 times.

    Source of the interval: order statistics n/2 ± 1.96 √n/2; Conover (1999), Practical Nonparametric Statistics,
    section 3.2. Of fewer than six values it spans all of them.
    """
    known = sorted(values)
    n = len(known)
    if not n:
        return Times(n=0)
    reach = _Z95 * sqrt(n) / 2
    return Times(
        n=n,
        median=percentile(known, 0.5),
        mean=fmean(known),
        p90=percentile(known, 0.9),
        low=known[max(0, int(n / 2 - reach))],
        high=known[min(n - 1, int(n / 2 + reach))],
    )


def speed_of_answer(waits_s: Sequence[float], *, missed: int, target_s: float) -> SpeedOfAnswer:
    """Return how long those waited who were answered; whoever was missed counts against the target.

    Args:
        waits_s: seconds from beginning to wait until a person answered, one per answered contact.
        missed: contacts that nobody answered.
        target_s: the target of the channel, in seconds.
    """
    within = sum(wait <= target_s for wait in waits_s)
    return SpeedOfAnswer(seconds=times_of(waits_s), within_target=Share(part=within, whole=len(waits_s) + missed))
