"""What an outlook says, as values: weeks past and ahead, contacts per half hour, how far off it usually is."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from statistics import NormalDist

from csops.domain.explanations import Parts, Won
from csops.domain.predictions import Method

ENOUGH_WEEKS = 8
_WIDTH_80 = 2 * NormalDist().inv_cdf(0.9)  # of a normal distribution, in standard deviations


@dataclass(frozen=True, kw_only=True)
class Week:
    """One whole week of the past, from its Monday; `last_year` 52 weeks before, None where nothing is known."""

    start: date
    contacts: float
    last_year: float | None


@dataclass(frozen=True, kw_only=True)
class WeekAhead:
    """One week to come: the mean, and the ends of the ranges that hold it in 50, 80 and 95 of 100 cases.

    `so_far` came already; it is part of all figures of a week that has begun, which is not `is_whole`. `parts` make up
    what is still to come; `method` says most of it, `won` is by how much it was the nearest so far ahead; `events` are
    those on its days.
    """

    start: date
    contacts: float
    so_far: float
    low95: float
    low80: float
    low50: float
    high50: float
    high80: float
    high95: float
    last_year: float | None
    parts: Parts = field(default_factory=dict)
    method: Method | None = None
    won: Won | None = None
    events: tuple[str, ...] = ()
    is_whole: bool = True

    @property
    def cv(self) -> float:
        """How far the volume of the week is from its forecast beyond chance (`doubt`)."""
        return doubt([(self.contacts - self.so_far, self.low80, self.high80)])

    def turned(self, factor: float) -> "WeekAhead":
        """Return the week with what is still to come multiplied."""
        ends = ("contacts", "low95", "low80", "low50", "high50", "high80", "high95")
        return replace(
            self,
            parts={part: contacts * factor for part, contacts in self.parts.items()},
            **{name: self.so_far + (getattr(self, name) - self.so_far) * factor for name in ends},
        )


@dataclass(frozen=True, kw_only=True)
class Miss:
    """How far forecasts, one to four weeks ahead, were from what came: shares of all that came.

    `naive_share`: the guess that a week brings what the last one did, for the same time.
    """

    share: float
    naive_share: float

    @property
    def naive_wins(self) -> bool:
        """Whether the naive guess was nearer."""
        return self.naive_share < self.share


@dataclass(frozen=True, kw_only=True)
class WeeklyMiss(Miss):
    """How far off whole weeks were, and how many of them there were to tell by."""

    weeks: int
    origins: int


@dataclass(frozen=True, kw_only=True)
class ChannelOutlook:
    """What lies ahead on one channel.

    `miss` is by week, `day_miss` by day: ups and downs of days even out over a week, so that the guess may be nearer by
    one and farther by the other. `expected`: contacts per open interval. `mase`, `naive_mase`: by day, one to four
    weeks ahead; `floor_wape`: the share that chance alone would miss by a day. `contacts` came while the shop was open,
    `outside_hours` while it was not; only the former are forecast. `is_thin`: intervals share the day out by its
    profile. `day_cv`: how far the volume of a day of the next four weeks is from its forecast beyond chance (`doubt`).
    """

    key: str
    history: tuple[Week, ...]
    ahead: tuple[WeekAhead, ...]
    first_day: date
    history_days: int
    method: Method
    mase: float | None
    naive_mase: float | None
    floor_wape: float | None
    miss: WeeklyMiss | None
    expected: Mapping[datetime, float]
    is_thin: bool
    outside_hours: int
    contacts: int
    missing_days: int
    day_cv: float = 0.0
    day_miss: Miss | None = None

    @property
    def is_enough(self) -> bool:
        """Whether there are eight weeks of history to judge by."""
        return self.history_days >= 7 * ENOUGH_WEEKS

    def turned_week(self, start: date, factor: float) -> WeekAhead | None:
        """Return the week to come that begins then, with what is still to come multiplied; None where it is none."""
        return next((week.turned(factor) for week in self.ahead if week.start == start), None)

    @property
    def a_week(self) -> float:
        """Contacts a week: the mean of the next four whole weeks."""
        whole = [week.contacts for week in self.ahead if week.is_whole][:4]
        return sum(whole) / len(whole) if whole else 0.0


def doubt(ranges: Iterable[tuple[float, float, float]]) -> float:
    """Return how far volumes are from what is forecast beyond chance: standard deviation over mean, in the mean.

    From the width of their 80 % ranges, of which the noise of counting is taken off.

    Args:
        ranges: of each forecast its mean and the ends of its 80 % range, in contacts.
    """
    beyond = expected = 0.0
    for mean, low, high in ranges:
        beyond += max(0.0, ((high - low) / _WIDTH_80) ** 2 - mean)
        expected += mean**2
    return math.sqrt(beyond / expected) if expected else 0.0


class HandleSource(Enum):
    """Where a handle time is from."""

    RECENT = "recent"
    """The mean of the last twelve weeks."""
    EVER = "ever"
    """The mean of all there are: the last twelve weeks have none."""
    FORECAST = "forecast"
    """Recent weeks count more, since that was nearer in the past than the plain mean."""
    ASSUMED = "assumed"
    """Nothing was measured, or too little; the team's assumption stands in."""


@dataclass(frozen=True, kw_only=True)
class MeasuredHandleTime:
    """The mean handle time of a channel and what it rests on: `contacts` measured since `since`.

    Of a forecast: from so many `weeks`, by `nearer_share` nearer than the plain mean, as a rule `doubt_s` off.
    """

    seconds: float
    contacts: int
    since: date
    source: HandleSource
    weeks: int = 0
    nearer_share: float = 0.0
    doubt_s: float = 0.0
