"""Nothing from an origin on is seen: cut the series there, and choice, forecast and intervals stay as they were.

Every method and every step is tried by itself, so that what one of them saw cannot hide behind another that was chosen.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from csops.domain.backtest import Backtest
from csops.domain.forecast import forecast, rolling
from csops.domain.forecast_holidays import public_holidays
from csops.domain.forecast_methods import predictions
from csops.domain.forecast_past import Past
from csops.domain.predictions import ForecastRow, Horizon, Method
from csops.domain.slots import Numbers, Slots, slots_from, with_closures
from csops.domain.volume import Series

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = date(2023, 1, 2)
WEEKS = 75
SHAPE = (8.0, 14.0, 11.0, 6.0)
DAYS = Horizon.MONTH.days
ORIGINS = tuple(7 * WEEKS - each for each in (29, 34, 58, 113, 265, 470))
PLACES = ("last", "fifth", "fourth", "third", "second", "first")


@cache
def a_shop() -> Series:
    """Four hours from Monday to Friday, with a season, a rise and holidays, and nothing stays as it is.

    Saturdays are opened later, then holidays; at the end level and shape are others. Whoever sees what comes gives
    himself away.
    """
    chance = np.random.default_rng(5)
    holidays = public_holidays("DE", FIRST, FIRST + timedelta(days=7 * WEEKS))
    starts, counts = [], []
    for number in range(7 * WEEKS):
        day = FIRST + timedelta(days=number)
        is_late = number > 7 * WEEKS - 60
        is_closed = day.weekday() == 6 or (day.weekday() == 5 and number < 200) or (day in holidays and number < 300)
        if is_closed or chance.random() < 0.02:
            continue
        season = 1 + 0.3 * np.sin(2 * np.pi * number / 365) + number / 2000
        shape = SHAPE[::-1] if is_late else SHAPE
        for hour, mean in enumerate(shape, start=9):
            starts.append(int(datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN).timestamp()))
            counts.append(float(chance.poisson(mean * season * (3 if is_late else 1) * (1 + (day.weekday() == 0)))))
    return Series(zone="Europe/Berlin", every_minutes=60, starts_s=tuple(starts), offered=tuple(counts))


def cut(series: Series, day: date) -> Series:
    """The series as it was the evening before."""
    end = datetime(day.year, day.month, day.day, tzinfo=BERLIN).timestamp()
    kept = [place for place, start in enumerate(series.starts_s) if start < end]
    return replace(
        series,
        starts_s=tuple(series.starts_s[place] for place in kept),
        offered=tuple(series.offered[place] for place in kept),
    )


@cache
def whole() -> Slots:
    return _closing(slots_from(a_shop()))


@cache
def until(origin: int) -> Slots:
    """The slots cut before an origin, and filled up with days nobody knows of where it begins with closed ones."""
    slots = slots_from(cut(a_shop(), FIRST + timedelta(days=origin)))
    missing = origin - slots.days
    padded = np.concatenate([slots.counts, np.full((missing, slots.per_day), np.nan)])
    return _closing(replace(slots, counts=padded, unknown=np.zeros(origin, dtype=bool)))


def _closing(slots: Slots) -> Slots:
    holidays = public_holidays("DE", slots.first_day, slots.day(slots.days + DAYS))
    return with_closures(slots, closed_days=[FIRST + timedelta(days=200)], holidays=holidays, horizon_days=DAYS)


@cache
def all_at_once() -> dict[Method, Numbers]:
    return predictions(Past(slots=whole(), origins=np.asarray(ORIGINS), horizon_days=DAYS))


@cache
def alone(origin: int) -> dict[Method, Numbers]:
    return predictions(Past(slots=until(origin), origins=np.asarray([origin]), horizon_days=DAYS))


@cache
def backtests(origin: int) -> tuple[Backtest, Backtest]:
    horizons = tuple(Horizon)
    return Backtest(whole(), ORIGINS, horizons), Backtest(until(origin), (origin,), horizons)


def percentiles(row: ForecastRow) -> list[float]:
    return [row.mean, row.p2_5, row.p5, row.p10, row.p25, row.p50, row.p75, row.p90, row.p95, row.p97_5]


@pytest.mark.parametrize("place", range(len(ORIGINS)), ids=PLACES)
@pytest.mark.parametrize("method", Method)
def test_a_method_says_the_same_when_the_series_is_cut(method: Method, place: int) -> None:
    np.testing.assert_allclose(all_at_once()[method][place], alone(ORIGINS[place])[method][0], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("origin", ORIGINS, ids=PLACES)
@pytest.mark.parametrize("horizon", Horizon)
def test_the_same_method_is_chosen_by_the_same_errors(horizon: Horizon, origin: int) -> None:
    seen, cut_there = (each.choose(origin, horizon) for each in backtests(origin))
    assert seen[0] is cut_there[0]
    assert seen[1] == pytest.approx(cut_there[1])


@pytest.mark.parametrize("origin", ORIGINS, ids=PLACES)
@pytest.mark.parametrize("horizon", Horizon)
@pytest.mark.parametrize("method", Method)
def test_intervals_are_as_wide_when_the_series_is_cut(method: Method, horizon: Horizon, origin: int) -> None:
    seen, cut_there = (each.spread(origin, horizon, method) for each in backtests(origin))
    assert seen.c2 == pytest.approx(cut_there.c2)
    np.testing.assert_allclose(seen.levels, cut_there.levels, rtol=1e-9)
    guess, guess_there = (each.guess_errors(origin, horizon, method) for each in backtests(origin))
    np.testing.assert_allclose(guess, guess_there, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("days", [1, 7, 28])
def test_a_replayed_forecast_is_the_one_made_from_the_series_cut_there(days: int) -> None:
    series = a_shop()
    found = rolling(series, horizon_days=days, origins=6, step_days=1 if days == 1 else 7, holidays="DE")
    for origin in sorted({row.origin for row in found.rows}):
        then = forecast(
            cut(series, origin.date()), horizon_days=days, origin=origin.date(), origins=0, holidays="DE"
        ).rows
        replayed = [row for row in found.rows if row.origin == origin]
        assert [(row.time, row.method) for row in replayed] == [(row.time, row.method) for row in then]
        for before, after in zip(replayed, then, strict=True):
            assert percentiles(before) == pytest.approx(percentiles(after))
            assert before.seasonal_naive == after.seasonal_naive
            assert before.slot_mean_8w == pytest.approx(after.slot_mean_8w)
