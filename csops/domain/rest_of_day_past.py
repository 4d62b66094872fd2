"""How far past days were from their forecasts, and whether correcting the rest of them would have helped."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from csops.domain.predictions import Forecast
from csops.domain.rest_of_day import DayLevel, rest_of_day
from csops.domain.volume import Series

DAYS = 182
_LEAST_DAYS = 14
_PRIOR_DAYS = 28


@dataclass(frozen=True, kw_only=True)
class PastDay:
    """One past day by its open intervals: local start, forecast made the evening before, and what came."""

    day: date
    starts: tuple[time, ...]
    expected: tuple[float, ...]
    came: tuple[float, ...]

    def gone(self, at: time) -> list[float]:
        """Return of each interval whether it has begun by a time at which one begins: 1, else 0."""
        return [1.0 if start < at else 0.0 for start in self.starts]


@dataclass(frozen=True, kw_only=True)
class Helped:
    """How far forecasts of the rest of past days were off at one time of the day, as shares of what came.

    `share` corrected, `plain_share` not; `within`: how many of the days ended in the range of 8 of 10.
    """

    at: time
    days: int
    share: float
    plain_share: float
    within: float


def past_days(series: Series, made: Forecast) -> tuple[PastDay, ...]:
    """Return the days of past forecasts (`rolling`, a day ahead), oldest first."""
    came = {each.start: each.offered for each in series.intervals()}
    found: dict[date, list[tuple[time, float, float]]] = {}
    for row in made.rows:
        if row.time in came:
            at = row.time.timetz().replace(tzinfo=None)
            found.setdefault(row.time.date(), []).append((at, row.mean, came[row.time]))
    return tuple(
        PastDay(
            day=day,
            starts=tuple(each[0] for each in rows),
            expected=tuple(each[1] for each in rows),
            came=tuple(each[2] for each in rows),
        )
        for day, rows in sorted(found.items())
    )


def level_at(days: Sequence[PastDay], *, at: time) -> DayLevel:
    """Return how what came by a time of the day went with what came after it; no level under two weeks of days.

    The products of both errors hold what they share and none of the chance of either, so that their sum over the same
    sum of the forecasts is the variance of the level. It is shrunk as if four more weeks had shown none, so that few
    days correct little.
    """
    shared = pairs = 0.0
    before, after = _Errors(), _Errors()
    judged = 0
    for day in days:
        gone = day.gone(at)
        if 0 < sum(gone) < len(gone):
            planned, came = _part(day.expected, gone), _part(day.came, gone)
            rest, rest_came = math.fsum(day.expected) - planned, math.fsum(day.came) - came
            shared += (came - planned) * (rest_came - rest)
            pairs += planned * rest
            before.add(planned, came)
            after.add(rest, rest_came)
            judged += 1
    if judged < _LEAST_DAYS or pairs <= 0:
        return DayLevel(noise=before.noise(0.0), rest_noise=after.noise(0.0), days=judged)
    variance = max(0.0, shared / pairs)
    trust = judged / (judged + _PRIOR_DAYS)
    return DayLevel(
        cv=math.sqrt(variance * trust), noise=before.noise(variance), rest_noise=after.noise(variance), days=judged
    )


class _Errors:
    """Sums over days: squared errors and forecasts, and contacts forecast."""

    def __init__(self) -> None:
        self.errors = self.squares = self.expected = 0.0

    def add(self, expected: float, came: float) -> None:
        """Count a day in."""
        self.errors += (came - expected) ** 2
        self.squares += expected**2
        self.expected += expected

    def noise(self, variance: float) -> float:
        """The variance that a level does not explain, per contact expected; never less than chance."""
        return max(1.0, (self.errors - variance * self.squares) / self.expected) if self.expected else 1.0


def helped(days: Sequence[PastDay], *, at: time) -> Helped | None:
    """Return what correcting would have been worth at this time of the day; None under two weeks of days to tell by.

    Each day is corrected by the level of those before it alone.
    """
    off = plain_off = came = within = 0.0
    judged = 0
    for place in range(_LEAST_DAYS, len(days)):
        day = days[place]
        gone = day.gone(at)
        if not 0 < sum(gone) < len(gone):
            continue
        found = rest_of_day(
            day.expected,
            gone=gone,
            came=_part(day.came, gone),
            level=level_at(days[max(0, place - DAYS) : place], at=at),
        )
        rest = math.fsum(day.came) - found.came
        off += abs(found.rest - rest)
        plain_off += abs(found.planned - found.by_now - rest)
        came += rest
        within += found.low <= found.came + rest <= found.high
        judged += 1
    if judged < _LEAST_DAYS or not came:
        return None
    return Helped(at=at, days=judged, share=off / came, plain_share=plain_off / came, within=within / judged)


def _part(counts: Sequence[float], shares: Sequence[float]) -> float:
    return math.fsum(count * share for count, share in zip(counts, shares, strict=True))
