"""What a forecast says, as values: rows, scores and the methods that made them; imports no numpy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from csops.domain.volume import LeftOut

PERCENTILES = (2.5, 5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 97.5)


class Horizon(Enum):
    """How far ahead: each has its own method, chosen by backtest."""

    DAY = "1d"
    WEEK = "1w"
    MONTH = "4w"

    @property
    def days(self) -> int:
        """The days that the horizon spans, from its origin."""
        return {Horizon.DAY: 1, Horizon.WEEK: 7, Horizon.MONTH: 28}[self]


class Method(Enum):
    """A way to forecast. The first two are the guesses that every other is held against."""

    SEASONAL_NAIVE = "seasonal_naive"
    SLOT_MEAN_8W = "slot_mean_8w"
    SLOT_MEAN_ALL = "slot_mean_all"
    DAY_PROFILE = "day_profile"
    WEIGHTED_LEVEL = "weighted_level"
    REGRESSION = "regression"
    REGRESSION_LEVEL = "regression_level"
    MIX = "mix"


class Part(Enum):
    """What moves the contacts of a day, in the order in which it is added up."""

    LEVEL = "level"
    """A day of an ordinary week, the mean of the weekdays that are open."""
    WEEKDAY = "weekday"
    MONTH = "month"
    """The time of the month: bills and salaries."""
    SEASON = "season"
    """The time of the year."""
    CLOSED = "closed"
    """Holidays, and the day after closed ones."""
    LAST_DAYS = "last-days"
    """More or less than usual in the last days, fading out."""
    EVENT = "event"


@dataclass(frozen=True, kw_only=True)
class ForecastRow:
    """One future interval. `time` and `origin` are aware, in the zone of the series; numbers are contacts per interval.

    The guesses are None where the past has nothing to guess from.
    """

    origin: datetime
    time: datetime
    mean: float
    p2_5: float
    p5: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p95: float
    p97_5: float
    seasonal_naive: float | None
    slot_mean_8w: float | None
    method: Method


@dataclass(frozen=True, kw_only=True)
class Scores:
    """How far forecasts were from what came, over `slots` intervals of `origins` forecasts.

    `wape`, `bias`, `floor_wape`, `coverage80`, `coverage95` are shares (0.12 = 12 %); bias above 0: too much
    was forecast. `mase`, `rmsse` are scaled by the weekly seasonal naive on the part before each origin; 1 is as good.
    `pinball` is the mean loss over 5, 25, 50, 75, 95 % in contacts; `width80`, `width95` the mean widths in contacts.
    `floor_wape` is the WAPE that even the true mean would have, were the counts Poisson. None: not known.
    """

    origins: int
    slots: int
    wape: float | None = None
    bias: float | None = None
    mase: float | None = None
    rmsse: float | None = None
    pinball: float | None = None
    coverage80: float | None = None
    coverage95: float | None = None
    width80: float | None = None
    width95: float | None = None
    floor_wape: float | None = None


@dataclass(frozen=True, kw_only=True)
class HorizonScores:
    """One horizon: the scores of what was chosen, beside those of the two guesses, in the same backtest.

    `enough` is False under six weeks of history or without a single origin to score: figures then are None or
    a hint only.
    `tried`: MASE of every method in the choice, best first; empty when there was nothing to choose by.
    `holidays`: what was chosen, on public holidays alone (`scores` holds them too); None where none was scored.
    """

    horizon: Horizon
    method: Method
    enough: bool
    scores: Scores
    seasonal_naive: Scores
    slot_mean_8w: Scores
    tried: Mapping[Method, float]
    holidays: Scores | None = None


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """A forecast from one origin, or (from `rolling`) of many origins, with what it was chosen by.

    `rows` by origin, then by time; `chosen`: method per horizon, at the last origin; `origins`: how many the scores of
    one and four weeks rest on; `enough`: False when the history is under six weeks; `left_out`: incomplete intervals.
    `tried`: the mean error of each method in the choice, best first. `parts`: what makes up each day, where asked for.
    """

    origin: datetime
    rows: tuple[ForecastRow, ...]
    chosen: Mapping[Horizon, Method]
    methods: tuple[Method, ...]
    scores: Mapping[Horizon, HorizonScores]
    origins: int
    enough: bool
    history_days: int
    left_out: tuple[LeftOut, ...] = ()
    tried: Mapping[Horizon, Mapping[Method, float]] = field(default_factory=dict)
    parts: Mapping[date, Mapping[Part, float]] = field(default_factory=dict)
