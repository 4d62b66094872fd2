"""Past forecasts held against what came: they choose the method of each horizon and tell how wide to be (numpy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from csops.domain.forecast_intervals import Spread, error_quantiles, spread_from
from csops.domain.forecast_methods import predictions
from csops.domain.forecast_past import Past
from csops.domain.predictions import Horizon, Method
from csops.domain.slots import Numbers, Slots

ENOUGH_DAYS = 42
_LEAST_HISTORY_DAYS = 28
_DAILY_ORIGINS = 42
_WEEKLY_ORIGINS = 12
_LEAST_ORIGINS = 3
_WITHOUT_CHOICE = Method.DAY_PROFILE
# The predictions by method, and in which row of them each inner origin is.
_Made = tuple[dict[Method, Numbers], dict[int, int]]
# Days ahead for which a horizon's method and spread are used: each day belongs to one.
BANDS = {Horizon.DAY: (0, 1), Horizon.WEEK: (1, 7), Horizon.MONTH: (7, 28)}


@dataclass(frozen=True)
class Backtest:
    """What would have been forecast at inner origins, all computed at once for the `origins` that will ask.

    An origin only ever asks for inner origins whose whole horizon lies before it.
    """

    slots: Slots
    origins: tuple[int, ...]
    horizons: tuple[Horizon, ...]

    def choose(self, origin: int, horizon: Horizon) -> tuple[Method, dict[Method, float]]:
        """The method with the smallest mean error before the origin, and the mean absolute error of each, best first.

        With fewer than three inner origins nothing is chosen: the day total shared out by profile, and no errors.
        """
        inner = self._scored(origin, horizon)
        if len(inner) < _LEAST_ORIGINS:
            return _WITHOUT_CHOICE, {}
        errors = self._errors[horizon]
        means = {method: float(np.mean([errors[each][method] for each in inner])) for method in errors[inner[0]]}
        ranked = dict(sorted(means.items(), key=lambda pair: pair[1]))
        return next(iter(ranked)), ranked

    def spread(self, origin: int, horizon: Horizon, method: Method) -> Spread:
        """How uncertain the method is in the days of that horizon, by its errors before the origin."""
        actual, forecast, origins = self._past_errors(origin, horizon, method)
        return spread_from(actual, forecast, origins=origins)

    def guess_errors(self, origin: int, horizon: Horizon, method: Method) -> Numbers:
        """The percentiles of the errors that a guess made before the origin, in contacts."""
        actual, forecast, _ = self._past_errors(origin, horizon, method)
        return error_quantiles(actual, forecast)

    def _past_errors(self, origin: int, horizon: Horizon, method: Method) -> tuple[Numbers, Numbers, int]:
        made, rows = self._made[horizon]
        first, last = BANDS[horizon]
        inner = self._scored(origin, horizon)
        if not inner:
            return np.zeros(0), np.zeros(0), 0
        which = np.array([rows[each] for each in inner])
        forecast = made[method][which, first:last]
        actual = self._came(inner, horizon)[:, first:last]
        known = ~np.isnan(actual) & ~np.isnan(forecast)
        return actual[known], forecast[known], len(inner)

    def _scored(self, origin: int, horizon: Horizon) -> list[int]:
        return [each for each in self._inner(origin, horizon) if each in self._errors[horizon]]

    def _inner(self, origin: int, horizon: Horizon) -> list[int]:
        if horizon is Horizon.DAY:
            days = np.flatnonzero(self.slots.open[:origin])
            return [int(each) for each in days[days >= _LEAST_HISTORY_DAYS][-_DAILY_ORIGINS:]]
        latest = origin - horizon.days
        return [latest - 7 * back for back in range(_WEEKLY_ORIGINS) if latest - 7 * back >= _LEAST_HISTORY_DAYS]

    @cached_property
    def _made(self) -> dict[Horizon, _Made]:
        made: dict[Horizon, _Made] = {}
        for horizon in sorted(self.horizons, key=lambda each: -each.days):
            made[horizon] = self._predicted(horizon, made.get(Horizon.MONTH))
        return made

    def _predicted(self, horizon: Horizon, longest: _Made | None) -> _Made:
        # The weekly origins of one and four weeks are mostly the same: made once, as far as the longer looks.
        if horizon is Horizon.WEEK and longest is not None:
            made, rows = longest
            return {method: values[:, : horizon.days] for method, values in made.items()}, rows
        asked = (Horizon.WEEK, Horizon.MONTH) if horizon is Horizon.MONTH else (horizon,)
        inner = sorted({day for origin in self.origins for each in asked for day in self._inner(origin, each)})
        if not inner:
            return {}, {}
        past = Past(slots=self.slots, origins=np.array(inner), horizon_days=horizon.days)
        return predictions(past), {each: row for row, each in enumerate(inner)}

    @cached_property
    def _errors(self) -> dict[Horizon, dict[int, dict[Method, float]]]:
        return {horizon: self._mean_errors(horizon) for horizon in self.horizons}

    def _mean_errors(self, horizon: Horizon) -> dict[int, dict[Method, float]]:
        made, rows = self._made[horizon]
        if not rows:
            return {}
        actual = self._came(list(rows), horizon)
        known = ~np.isnan(actual)
        # A slot that a guess knows nothing of counts with its whole volume.
        missed = {
            method: np.where(known, np.abs(actual - np.nan_to_num(values)), 0.0) for method, values in made.items()
        }
        count = known.sum(axis=(1, 2))
        sums = {method: values.sum(axis=(1, 2)) for method, values in missed.items()}
        return {
            origin: {method: float(total[row] / count[row]) for method, total in sums.items()}
            for origin, row in rows.items()
            if count[row]
        }

    def _came(self, origins: Sequence[int], horizon: Horizon) -> Numbers:
        return came(self.slots.counts, origins, horizon.days)


def came(counts: Numbers, origins: Sequence[int], days: int) -> Numbers:
    """What came after each origin: origins x days x slots, NaN closed, unknown or still to come.

    `counts`: days x slots.
    """
    index = np.asarray(origins)[:, None] + np.arange(days)[None, :]
    inside = (index < len(counts))[:, :, None]
    return np.where(inside, counts[np.minimum(index, len(counts) - 1)], np.nan)
