"""Forecasts from several origins, each with what it could have known, and their scores against what came (numpy)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from csops.domain import accuracy
from csops.domain.backtest import BANDS, Backtest, came
from csops.domain.forecast_events import effects_ahead, widened
from csops.domain.forecast_methods import predictions
from csops.domain.forecast_past import Past
from csops.domain.predictions import PERCENTILES, Horizon, Method, Scores
from csops.domain.slots import Flags, Numbers, Slots

_GUESSES = (Method.SEASONAL_NAIVE, Method.SLOT_MEAN_8W)
_PINBALL_COLUMNS = [PERCENTILES.index(100 * level) for level in accuracy.PINBALL_LEVELS]
_LOW80, _HIGH80 = PERCENTILES.index(10.0), PERCENTILES.index(90.0)
_LOW95, _HIGH95 = PERCENTILES.index(2.5), PERCENTILES.index(97.5)


@dataclass(frozen=True, kw_only=True)
class Replay:
    """Forecasts of every origin: arrays are origins x days ahead x slots, percentiles with a last axis of nine.

    `open`: the slots that are forecast. `methods`: the one used, per origin and horizon. `errors`: of every method
    tried at the last origin, per horizon.
    """

    slots: Slots
    origins: tuple[int, ...]
    open: Flags
    mean: Numbers
    percentiles: Numbers
    guesses: dict[Method, Numbers]
    guess_percentiles: dict[Method, Numbers]
    methods: tuple[dict[Horizon, Method], ...]
    errors: dict[Horizon, dict[Method, float]]

    @property
    def days(self) -> int:
        """How many days ahead every origin looks."""
        return int(self.mean.shape[1])


def replayed(
    slots: Slots, origins: Sequence[int], *, days: int, opened: Flags | None = None, to_score: bool = True
) -> Replay:
    """The forecasts from these day indices on.

    Args:
        slots: the series.
        origins: the first day of each forecast.
        days: how many days ahead.
        opened: days x slots to forecast, instead of the usual pattern.
        to_score: False leaves out the intervals of the guesses, which only the scores need.
    """
    horizons = horizons_within(days)
    backtest = Backtest(slots, tuple(origins), horizons)
    past = Past(slots=slots, origins=np.asarray(origins), horizon_days=days)
    made = predictions(past)
    factor, cv2 = effects_ahead(past)
    open_slots = _open_slots(past) if opened is None else np.repeat(opened[None], len(origins), axis=0)
    mean = np.full(open_slots.shape, np.nan)
    percentiles = np.full((*open_slots.shape, len(PERCENTILES)), np.nan)
    guessed = {method: percentiles.copy() for method in _GUESSES if to_score}
    methods: list[dict[Horizon, Method]] = []
    errors: dict[Horizon, dict[Method, float]] = {}
    for row, origin in enumerate(origins):
        chosen: dict[Horizon, Method] = {}
        for horizon in horizons:
            chosen[horizon], errors[horizon] = backtest.choose(origin, horizon)
            ahead = _ahead(horizon, days)
            here = open_slots[row, ahead]
            said = np.nan_to_num(made[chosen[horizon]][row, ahead]) * factor[row, ahead, None]
            means = np.maximum(said[here], 0.0)
            mean[row, ahead][here] = means
            spread = backtest.spread(origin, horizon, chosen[horizon])
            percentiles[row, ahead][here] = widened(
                spread, means, np.nonzero(here)[0].astype(np.int64), cv2[row, ahead]
            )
            for method, target in guessed.items():
                around = backtest.guess_errors(origin, horizon, method)[None, :]
                target[row, ahead][here] = np.maximum(made[method][row, ahead][here][:, None] + around, 0.0)
        methods.append(chosen)
    guesses = {method: made[method] for method in _GUESSES}
    return Replay(
        slots=slots,
        origins=tuple(origins),
        open=open_slots,
        mean=mean,
        percentiles=percentiles,
        guesses=guesses,
        guess_percentiles=guessed,
        methods=tuple(methods),
        errors=errors,
    )


def horizons_within(days: int) -> tuple[Horizon, ...]:
    """The horizons whose own days a forecast over so many days reaches."""
    return tuple(horizon for horizon, (first, _) in BANDS.items() if first < days)


def scores_of(replay: Replay, horizon: Horizon) -> tuple[Scores, Scores, Scores]:
    """Scores of what was chosen, of the seasonal naive and of the eight-week mean, up to the horizon's end.

    Only origins after which something came are counted; a guess is scored where it could say anything.
    """
    reach = min(horizon.days, replay.days)
    actual = came(replay.slots.came, replay.origins, reach)
    forecasts = [(replay.mean, replay.percentiles)]
    forecasts += [(replay.guesses[method], replay.guess_percentiles[method]) for method in _GUESSES]
    scales = [accuracy.weekly_naive_scale(replay.slots.counts, origin) for origin in replay.origins]
    first, second, third = (
        _scores(replay, actual, mean[:, :reach], around[:, :reach], scales) for mean, around in forecasts
    )
    return first, second, third


def holiday_scores(replay: Replay, horizon: Horizon) -> Scores | None:
    """Scores of what was chosen on public holidays alone, open ones as far as they are known; None without any."""
    reach = min(horizon.days, replay.days)
    actual = came(replay.slots.came, replay.origins, reach)
    days = np.asarray(replay.origins)[:, None] + np.arange(reach)
    holiday = np.zeros(max(int(days.max()) + 1, len(replay.slots.holiday)), dtype=bool)
    holiday[: len(replay.slots.holiday)] = replay.slots.holiday
    actual = np.where(holiday[days][:, :, None], actual, np.nan)
    scales = [accuracy.weekly_naive_scale(replay.slots.counts, origin) for origin in replay.origins]
    found = _scores(replay, actual, replay.mean[:, :reach], replay.percentiles[:, :reach], scales)
    return found if found.slots else None


def _scores(
    replay: Replay, actual: Numbers, mean: Numbers, around: Numbers, scales: list[tuple[float | None, float | None]]
) -> Scores:
    seen = replay.open[:, : actual.shape[1]] & ~np.isnan(actual) & ~np.isnan(mean)
    came_flat, mean_flat, around_flat = actual[seen], mean[seen], around[seen]
    origins = int(seen.any(axis=(1, 2)).sum())
    if not origins:
        return Scores(origins=0, slots=0)
    mase, rmsse = accuracy.scaled_errors(actual, mean, seen, scales)
    return Scores(
        origins=origins,
        slots=len(came_flat),
        wape=accuracy.wape(came_flat, mean_flat),
        bias=accuracy.bias(came_flat, mean_flat),
        mase=mase,
        rmsse=rmsse,
        pinball=accuracy.pinball(came_flat, around_flat[:, _PINBALL_COLUMNS]),
        coverage80=accuracy.coverage(came_flat, around_flat[:, _LOW80], around_flat[:, _HIGH80]),
        coverage95=accuracy.coverage(came_flat, around_flat[:, _LOW95], around_flat[:, _HIGH95]),
        width80=float((around_flat[:, _HIGH80] - around_flat[:, _LOW80]).mean()),
        width95=float((around_flat[:, _HIGH95] - around_flat[:, _LOW95]).mean()),
        floor_wape=accuracy.noise_floor_wape(mean_flat),
    )


def _ahead(horizon: Horizon, days: int) -> slice:
    first, last = BANDS[horizon]
    return slice(first, days if horizon is Horizon.MONTH else min(last, days))


def _open_slots(past: Past) -> Flags:
    rows = np.arange(len(past.origins))[:, None]
    opened = past.pattern[rows, past.future_weekday]
    return np.asarray(opened & ~past.closed_ahead[:, :, None])
